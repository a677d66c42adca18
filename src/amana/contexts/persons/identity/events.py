"""What the identity desk announces, in the past tense."""

from dataclasses import dataclass
from uuid import UUID

from amana.kernel.ids import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityDecided:
    """A decision about two files took effect: one person, two people, or cannot be told. What was decided is read, not announced."""

    proposal: UUID
    persons: tuple[PersonId, PersonId]


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityCorrected:
    """A decision about two files was undone. Whoever acted on it finds a notice; whoever received a dossier is named on the pair."""

    proposal: UUID
    persons: tuple[PersonId, PersonId]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileContinued:
    """A person's file continues in another one. What hangs on the first has followed already, in the same transaction."""

    ended: PersonId
    kept: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesTakenApart:
    """Two joined files are two again, each with what it had."""

    ended: PersonId
    kept: PersonId
