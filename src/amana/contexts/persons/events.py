"""What this context announces, in the past tense."""

from dataclasses import dataclass

from amana.kernel.ids import FileId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRegistered:
    """A person has a file now."""

    person: PersonId
    file: FileId


@dataclass(frozen=True, slots=True, kw_only=True)
class FileClosed:
    """Work on a person's file has ended."""

    person: PersonId
    file: FileId


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonErased:
    """What the file said is gone and its key is being destroyed: whoever holds rows of it deletes them."""

    person: PersonId
    file: FileId
