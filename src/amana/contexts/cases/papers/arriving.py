"""Papers that came with a message: what is listed and what came have to be one, and what a file is called has to be what it is."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from amana.contexts.cases.papers import keeping
from amana.contexts.cases.papers.kinds import FIRST_BYTES, kind_of, of_media_type
from amana.contexts.cases.record.models import Attachment
from amana.contexts.cases.referral.models import Referral
from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange.guard.terms import DOCUMENT_ENDINGS
from amana.kernel.files.models import File

DIFFER, WRONG_KIND = "referral.documents_differ", "referral.document_kind"


def take_in(came: Iterable[exchange.ReceivedAttachment], listed: Iterable[Mapping[str, Any]], *, file: File, referral: Referral) -> int:
    """Keep what came with a referral, sealed with what it said, in the transaction of the inbox; gives how many.

    Raises RejectedMessage: then nothing of it is kept, and the sender hears why.
    """
    files, lines = list(came), list(listed)
    if [(one.name, one.media_type, one.size) for one in files] != [(one["name"], one["media_type"], one["size"]) for one in lines]:
        raise exchange.RejectedMessage(DIFFER)
    for one, line in zip(files, lines, strict=True):
        if not one.name.lower().endswith(DOCUMENT_ENDINGS[one.media_type]):
            raise exchange.RejectedMessage(WRONG_KIND)
        row = keeping.keep(
            _of_its_kind(one),
            name=one.name,
            media_type=one.media_type,
            size=one.size,
            cleaned=bool(line["cleaned"]),
            file=file,
            referral=referral,
            by=None,
        )
        if row.about["digest"] != line["sha256"]:
            raise exchange.RejectedMessage(DIFFER)
    return len(files)


def of_referral(referral: Referral) -> "list[Attachment]":
    """The stored papers that came with a referral, wherever they stand now, in the order in which they came."""
    return list(Attachment.objects.select_related("file", "recorded_by").filter(referral=referral).order_by("id"))


def _of_its_kind(one: exchange.ReceivedAttachment) -> Iterator[bytes]:
    """The bytes, once the first of them show the kind that was announced. Raises RejectedMessage."""
    first = b""
    for chunk in one.chunks():
        if len(first) < FIRST_BYTES:
            first += chunk[: FIRST_BYTES - len(first)]
            if len(first) == min(FIRST_BYTES, one.size) and (kind_of(first) is not of_media_type(one.media_type) or _no_text(one, first)):
                raise exchange.RejectedMessage(WRONG_KIND)
        yield chunk


def _no_text(one: exchange.ReceivedAttachment, first: bytes) -> bool:
    return one.media_type == "text/plain" and b"\x00" in first
