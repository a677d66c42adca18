"""Papers as sealed rows: written piece by piece, read piece by piece, moved to another file, deleted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Self

from django.utils import timezone

from amana.contexts.cases.papers.kinds import of_media_type
from amana.contexts.cases.papers.names import file_name
from amana.contexts.cases.record.models import Attachment, AttachmentPiece, Case
from amana.contexts.cases.record.values import AttachmentId
from amana.contexts.cases.referral.models import Referral
from amana.contexts.persons.models import Person
from amana.kernel.access.floor import floor
from amana.kernel.access.values import Access
from amana.kernel.accounts.models import User
from amana.kernel.files.models import File
from amana.kernel.ids import new_id
from amana.kernel.sealed import pieces
from amana.kernel.sealed.pieces import Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is sealed beside the name of a paper: its SHA-256 in hexadecimal, in how many pieces it lies, and whether it was cleaned."""

    digest: str
    pieces: int
    cleaned: bool

    def written(self) -> dict[str, Any]:
        return {"digest": self.digest, "pieces": self.pieces, "cleaned": self.cleaned}

    @classmethod
    def read(cls, content: Any) -> Self | None:
        """What `written` gave; None for a paper from before there were pieces."""
        return cls(digest=content["digest"], pieces=content["pieces"], cleaned=content["cleaned"]) if content else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A paper to be saved or sent: its name with an ending that fits, and its bytes, from the beginning each time they are asked for."""

    ref: AttachmentId
    name: str
    media_type: str
    size: int
    digest: str
    cleaned: bool
    access: Access
    row: Attachment

    def chunks(self) -> Iterator[bytes]:
        """The bytes, a piece at a time, each read within the access that opened the paper. Raises ValueDamaged."""
        about = About.read(self.row.about)
        if about is None:
            yield bytes(self.row.content or b"")
            return
        kept = Kept(size=self.size, digest=bytes.fromhex(about.digest), pieces=about.pieces)
        yield from pieces.kept(self._piece, kept, of=self.row.ref)

    def _piece(self, number: int) -> AttachmentPiece | None:
        with floor(self.access):
            rows = AttachmentPiece.objects.select_related("file").filter(attachment=self.row.pk, number=number)
            found: AttachmentPiece | None = rows.first()
            if found is not None:
                found.content  # noqa: B018  opened here, within the access
            return found


def keep(
    chunks: Iterable[bytes],
    *,
    name: str,
    media_type: str,
    size: int,
    cleaned: bool,
    file: File,
    by: User | None,
    case: Case | None = None,
    referral: Referral | None = None,
) -> Attachment:
    """Keep a paper with a file, in the caller's transaction: the row that names it and its pieces, or nothing. Raises ValueError if the
    bytes are not as many as announced."""
    row = Attachment(
        ref=new_id(),
        file=file,
        case=case,
        referral=referral,
        name=name,
        media_type=media_type,
        size=size,
        about=None,
        recorded_by=by,
        recorded_at=timezone.now(),
    )
    row.save()
    kept = pieces.keep(AttachmentPiece, chunks, of=row.ref, file=file, most=size, attachment=row)
    if kept.size != size:
        raise ValueError("fewer bytes than were announced")
    row.about = About(digest=kept.digest.hex(), pieces=kept.pieces, cleaned=cleaned).written()
    row.save(update_fields=["about"])
    return row


def opened(row: Attachment, *, access: Access) -> Opened:
    """A stored paper, ready to be read."""
    about, kind = About.read(row.about), of_media_type(row.media_type)
    return Opened(
        ref=AttachmentId(row.ref),
        name=file_name(row.name, kind) if kind else row.name,
        media_type=row.media_type.partition(";")[0],
        size=row.size,
        digest=about.digest if about else "",
        cleaned=about.cleaned if about else True,
        access=access,
        row=row,
    )


def delete(rows: Iterable[Attachment]) -> int:
    """Delete papers with all their pieces; gives how many."""
    found = [row.pk for row in rows]
    AttachmentPiece.objects.filter(attachment__in=found)._raw_delete("default")  # noqa: SLF001  without reading them
    Attachment.objects.filter(pk__in=found)._raw_delete("default")  # noqa: SLF001
    return len(found)


def move(rows: Iterable[Attachment], person: Person, *, case: Case | None) -> None:
    """Seal papers anew under the key of a person's file, one piece in memory at a time."""
    for row in rows:
        for pk in list(AttachmentPiece.objects.filter(attachment=row).values_list("pk", flat=True)):
            piece = AttachmentPiece.objects.select_related("file").get(pk=pk)
            piece.move_to_file(person.file)
            piece.save()
        row.move_to_file(person.file)
        row.case = case
        row.save()
