"""The guard's question, put to the final bytes of a message. Whatever is missing for the answer refuses the message (S7)."""

from amana.contexts.exchange import guard, wiring
from amana.contexts.exchange.directory import Desk
from amana.contexts.exchange.errors import NotSent
from amana.kernel.ids import FileId


def guarded(
    payload: bytes, *, kind: str, purpose: str, recipient: Desk, about: FileId | None, home_state: str, attachments: int
) -> tuple[str, ...]:
    """Let these bytes leave, or raise NotSent with the code of the rule that forbids it. Gives the categories of consent they tell of."""
    ask = wiring.standing_of(kind)
    standing = ask(about, recipient=recipient, purpose=purpose) if ask is not None and about is not None else None
    verdict = guard.check(
        payload, kind=kind, purpose=purpose, recipient=recipient, standing=standing, home_state=home_state, attachments=attachments
    )
    if not verdict.allowed:
        raise NotSent(verdict.code)
    return tuple(sorted(str(one) for one in verdict.categories))
