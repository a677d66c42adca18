"""Papers of a person's cases on their way out: which there are, and those that were chosen, as they will travel."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath

from amana.contexts.cases.papers import keeping
from amana.contexts.cases.papers.errors import PaperChanged
from amana.contexts.cases.papers.keeping import Opened
from amana.contexts.cases.record.models import Attachment
from amana.contexts.cases.record.queries import attachment_line
from amana.contexts.cases.record.values import AttachmentId, AttachmentLine
from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange.guard import Attached
from amana.contexts.persons.models import Person
from amana.kernel.access.values import Access
from amana.kernel.ids import CaseId
from amana.kernel.sealed.rows import unseal_many


@dataclass(frozen=True, slots=True, kw_only=True)
class Travelling:
    """A paper as it will leave: the name it gets, its SHA-256 in hexadecimal, and the paper."""

    name: str
    digest: str
    paper: Opened

    @property
    def case(self) -> CaseId | None:
        """The case in which it stands."""
        return CaseId(self.paper.row.case.ref) if self.paper.row.case else None

    @property
    def seen(self) -> str:
        """What a worker confirms having looked at: this paper with exactly this content."""
        return f"{self.paper.ref}:{self.digest}"

    def listed(self) -> dict[str, object]:
        """The line of the message that tells of it."""
        paper = self.paper
        return {
            "name": self.name,
            "media_type": paper.media_type,
            "size": paper.size,
            "sha256": self.digest,
            "cleaned": paper.cleaned,
        }

    def attached(self) -> Attached:
        """What the guard asks about it, before it is read."""
        return Attached(name=self.name, media_type=self.paper.media_type, size=self.paper.size, sha256=bytes.fromhex(self.digest))

    def attachment(self) -> exchange.Attachment:
        """What the envelope takes."""
        return exchange.Attachment(name=self.name, media_type=self.paper.media_type, size=self.paper.size, chunks=self.paper.chunks)


def papers_of(person: Person) -> tuple[AttachmentLine, ...]:
    """The papers of all cases of a person, newest first."""
    rows = Attachment.objects.defer("content").select_related("file", "recorded_by").filter(file=person.file, case__person=person)
    return tuple(attachment_line(row) for row in unseal_many(rows.order_by("-id"), only=("name", "about")))


def travelling(person: Person, chosen: Sequence[AttachmentId], *, access: Access) -> tuple[Travelling, ...]:
    """The chosen papers, in the order in which they stand in the case. Raises PaperChanged if one is not there any more."""
    rows = (
        Attachment.objects.select_related("file", "case").filter(file=person.file, case__person=person, ref__in=list(chosen)).order_by("id")
    )
    found = [keeping.opened(row, access=access) for row in rows]
    if len(found) != len(set(chosen)):
        raise PaperChanged
    names = _distinct(paper.name for paper in found)
    return tuple(
        Travelling(name=name, digest=paper.digest or _digest(paper), paper=paper) for name, paper in zip(names, found, strict=True)
    )


def check_seen(papers: Iterable[Travelling], seen: Iterable[str]) -> None:
    """That somebody looked at each paper, as it is now. Raises PaperChanged."""
    confirmed = set(seen)
    if any(paper.seen not in confirmed for paper in papers):
        raise PaperChanged


def _distinct(names: Iterable[str]) -> Iterator[str]:
    """Names, each once: a second "Letter.pdf" is "Letter (2).pdf"."""
    given: set[str] = set()
    for name in names:
        path, number, one = PurePosixPath(name), 1, name
        while one in given:
            number += 1
            one = f"{path.stem} ({number}){path.suffix}"
        given.add(one)
        yield one


def _digest(paper: Opened) -> str:
    """Of a paper from before digests were kept."""
    hashed = sha256()
    for chunk in paper.chunks():
        hashed.update(chunk)
    return hashed.hexdigest()
