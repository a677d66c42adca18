"""Signed questions between nodes and their signed answers: the same small document each way, tied together by its nonce."""

from collections.abc import Mapping

from django.utils import timezone

from amana.contexts.exchange import identities, limits
from amana.contexts.exchange.carriage.lines import Line, LineBroken
from amana.engines.sealing.envelope import EnvelopeRefused, Request, decode, encode, read_request, sign_request

FETCH, RECEIPTS, KEPT, RECONCILE, WITNESS = "fetch", "receipts", "kept", "reconcile", "witness"
ANSWER = "answer"  # prefix of what an answer says it is
REFUSED = "refused"
MOST_DEPTH = 6


class RequestRefused(Exception):
    """The other node refused, and signed that."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def question(to: str, what: str, arguments: object = None) -> Request:
    """A fresh question of this node to another."""
    now = int(timezone.now().timestamp())
    return Request(by=identities.own_node(), to=to, what=what, at=now, expires=now + limits.REQUEST_SECONDS, arguments=encode(arguments))


def signed(request: Request) -> bytes:
    """A request as bytes, signed by this node."""
    return sign_request(request, identities.node_signature)


def answer_to(request: Request, arguments: object, *, refused: bool = False) -> bytes:
    """The signed answer to a question."""
    now = int(timezone.now().timestamp())
    answer = Request(
        by=identities.own_node(),
        to=request.by,
        what=f"{ANSWER}.{REFUSED if refused else request.what}",
        at=now,
        expires=now + limits.REQUEST_SECONDS,
        arguments=encode(arguments),
        nonce=request.nonce,
    )
    return signed(answer)


def asked(line: Line, node: str, what: str, arguments: object = None) -> Mapping[str, object]:
    """Ask a node something and give its answer. Raises LineBroken where none came that it signed, RequestRefused where it refused."""
    request = question(node, what, arguments)
    return read_answer(line.ask(signed(request)), request)


def read_answer(data: bytes, request: Request) -> Mapping[str, object]:
    """What a node answered to this very question. Raises LineBroken, RequestRefused."""
    now = int(timezone.now().timestamp())
    try:
        answer = read_request(data, signing_keys=identities.signing_keys, to=request.by, now=now)
        said = decode(answer.arguments, max_bytes=limits.LARGEST_REQUEST, max_depth=MOST_DEPTH)
    except EnvelopeRefused as refusal:
        raise LineBroken(f"answer.{refusal.code}"[:80], sent=True) from None
    if answer.by != request.to or answer.nonce != request.nonce or not isinstance(said, dict):
        raise LineBroken("answer.to_something_else", sent=True)
    found: dict[str, object] = {str(key): value for key, value in said.items()}
    if answer.what == f"{ANSWER}.{REFUSED}":
        raise RequestRefused(str(found.get("code", "")))
    if answer.what != f"{ANSWER}.{request.what}":
        raise LineBroken("answer.to_something_else", sent=True)
    return found
