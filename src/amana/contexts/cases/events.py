"""What this context announces, in the past tense."""

from dataclasses import dataclass
from uuid import UUID

from amana.kernel.ids import CaseId, FileId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningConcluded:
    """Somebody concluded a screening. What they concluded is not announced: it is read under a purpose."""

    person: PersonId
    file: FileId
    screening: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentificationDecided:
    """The competent authority decided a step, or an earlier act took effect."""

    person: PersonId
    file: FileId
    act: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWithdrawn:
    """A person changed their mind about one entry of the ledger. What has not left stays; `to_tell` names what was told already."""

    person: PersonId
    file: FileId
    line: UUID
    purpose: str
    recipient: str
    to_tell: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOpened:
    """An episode of work with a person began."""

    person: PersonId
    file: FileId
    case: CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseClosed:
    """An episode of work with a person ended."""

    person: PersonId
    file: FileId
    case: CaseId
