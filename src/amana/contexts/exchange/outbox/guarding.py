"""The guard's question, put to the final bytes of a message. Whatever is missing for the answer refuses the message (S7)."""

from collections.abc import Sequence

from amana.contexts.exchange import guard, wiring
from amana.contexts.exchange.directory import Desk
from amana.contexts.exchange.errors import NotSent
from amana.engines.sealing.envelope import Attachment, EnvelopeRefused, manifest_of
from amana.kernel.ids import FileId


def guarded(
    payload: bytes,
    *,
    kind: str,
    purpose: str,
    recipient: Desk,
    about: FileId | None,
    home_state: str,
    attachments: Sequence[Attachment] = (),
) -> tuple[str, ...]:
    """Let these bytes leave, or raise NotSent with the code of the rule that forbids it. Gives the categories of consent they tell of.

    attachments  are read once for it, so that what is judged is what will be sealed; sealing finds out if they change afterwards
    """
    ask = wiring.standing_of(kind)
    standing = ask(about, recipient=recipient, purpose=purpose) if ask is not None and about is not None else None
    verdict = guard.check(
        payload,
        kind=kind,
        purpose=purpose,
        recipient=recipient,
        standing=standing,
        home_state=home_state,
        attachments=_read(payload, attachments),
    )
    if not verdict.allowed:
        raise NotSent(verdict.code)
    return tuple(sorted(str(one) for one in verdict.categories))


def _read(payload: bytes, attachments: Sequence[Attachment]) -> tuple[guard.Attached, ...]:
    try:
        entries = manifest_of(payload, attachments).attachments
    except EnvelopeRefused as refusal:
        raise NotSent(refusal.code) from None
    return tuple(guard.Attached(name=one.name, media_type=one.media_type, size=one.size, sha256=one.sha256) for one in entries)
