"""Requests: a node asks another for something, signed, dated, for this node only and for once.

What waits for me, which of mine have you, cosign my checkpoint: what is asked has a code and its arguments are bytes of its own.
Who answers must remember the nonce until the request expires; that is what makes it single-use.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from amana.engines.sealing.envelope.canonical import encode
from amana.engines.sealing.envelope.documents import read_signed, write_signed
from amana.engines.sealing.envelope.fields import Fields
from amana.engines.sealing.envelope.refusals import EnvelopeRefused, Refusal
from amana.engines.sealing.envelope.verifying import SKEW_SECONDS, SigningKeys

PREFIX = b"\x89AMQ\r\n\x1a\x01"
LABEL = b"amana-request/1 signature\x00"
NONCE_BYTES = 16
MAX_LIFE_SECONDS = 3600  # for so long a nonce has to be remembered at most
MAX_REQUEST_BYTES = 1 << 20
_BY, _TO, _WHAT, _NONCE, _AT, _EXPIRES, _ARGUMENTS = range(1, 8)


def new_nonce() -> bytes:
    """Sixteen random bytes."""
    return secrets.token_bytes(NONCE_BYTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One question of a node to another.

    by, to        node ids
    what          code of what is asked
    at, expires   Unix seconds, at most MAX_LIFE_SECONDS apart
    arguments     bytes whose form belongs to `what`
    """

    by: str
    to: str
    what: str
    at: int
    expires: int
    arguments: bytes = b""
    nonce: bytes = field(default_factory=new_nonce)


def sign_request(request: Request, sign: Callable[[bytes], bytes]) -> bytes:
    """A request as bytes, signed with `sign` (64 bytes, Ed25519). Raises EnvelopeRefused for one nobody would accept."""
    body = encode(
        {
            _BY: request.by,
            _TO: request.to,
            _WHAT: request.what,
            _NONCE: request.nonce,
            _AT: request.at,
            _EXPIRES: request.expires,
            _ARGUMENTS: request.arguments,
        }
    )
    _request_from(body)
    return write_signed(body, prefix=PREFIX, label=LABEL, sign=sign)


def read_request(data: bytes, *, signing_keys: SigningKeys, to: str, now: int) -> Request:
    """Read a request to this node (`to`) and check that the node it names signed it, and that its time has come and not passed.

    Whether its nonce was used before is for the caller to ask. Raises EnvelopeRefused.
    """
    document = read_signed(data, prefix=PREFIX, label=LABEL, max_bytes=MAX_REQUEST_BYTES)
    request = _request_from(document.body)
    if request.to != to:
        raise EnvelopeRefused(Refusal.OTHER_NODE)
    if now >= request.expires:
        raise EnvelopeRefused(Refusal.EXPIRED)
    if request.at > now + SKEW_SECONDS:
        raise EnvelopeRefused(Refusal.FROM_THE_FUTURE)
    document.check(signing_keys(request.by))
    return request


def _request_from(body: bytes) -> Request:
    fields = Fields.read(body, known=range(_BY, _ARGUMENTS + 1), max_bytes=MAX_REQUEST_BYTES)
    request = Request(
        by=fields.node(_BY),
        to=fields.node(_TO),
        what=fields.code(_WHAT),
        nonce=fields.octets(_NONCE, NONCE_BYTES),
        at=fields.instant(_AT),
        expires=fields.instant(_EXPIRES),
        arguments=fields.octets_up_to(_ARGUMENTS, MAX_REQUEST_BYTES),
    )
    if not request.at < request.expires <= request.at + MAX_LIFE_SECONDS:
        raise EnvelopeRefused(Refusal.DATES)
    return request
