"""An entry as a value: what it says, and how that is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NewType, Self
from uuid import UUID

from amana.contexts.cases.record.errors import EmptyEntry, WrongEntry
from amana.contexts.cases.record.kinds import KINDS, REQUIRED
from amana.contexts.cases.record.kinds import field as declared
from amana.contexts.cases.record.terms import DUE_KINDS, CaseStatus, EntryKind
from amana.contexts.persons.facade import Source
from amana.kernel.ids import CaseId, FileId, PersonId
from amana.kernel.imports.terms import FieldKind, Missing

EntryId = NewType("EntryId", UUID)
AttachmentId = NewType("AttachmentId", UUID)
Told = str | bool | int | float | tuple[str, ...] | list[Any] | dict[str, Any]

_TUPLES = (FieldKind.CHOICES, FieldKind.COUNTRIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry before it is recorded. Days are ISO texts, several codes a tuple.

    values   by field of `KINDS[kind]`; a field stands here, or in `missing` with the reason, or in neither where nothing is said
    """

    kind: EntryKind
    values: Mapping[str, Told] = field(default_factory=dict)
    missing: Mapping[str, Missing] = field(default_factory=dict)
    source: Source = Source.UNKNOWN
    stated_on: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType({name: self._checked(name, value) for name, value in self.values.items()}))
        object.__setattr__(self, "missing", MappingProxyType(dict(self.missing)))

    def _checked(self, name: str, value: Told) -> Told:
        if name not in KINDS[self.kind] and not name.startswith("amana:"):
            raise WrongEntry(field=name)
        if name in KINDS[self.kind] and declared(name).kind in _TUPLES:
            value = tuple(value) if isinstance(value, list | tuple) else (str(value),)
            known = {code.code for code in declared(name).codes}
            if known and not declared(name).open_list and not set(value) <= known:
                raise WrongEntry(field=name)
        return value

    def complete(self) -> Self:
        """The entry itself, if it says something. Raises EmptyEntry."""
        if not self.values and not self.missing and not self.note:
            raise EmptyEntry
        for name in REQUIRED.get(self.kind, ()):
            if not self.values.get(name):
                raise WrongEntry(field=str(declared(name).title))
        return self

    def written(self) -> dict[str, Any]:
        """The JSON object under which the entry is sealed."""
        content: dict[str, Any] = {"kind": self.kind.value, "source": self.source.value}
        content["values"] = {name: list(value) if isinstance(value, tuple) else value for name, value in self.values.items()}
        if self.missing:
            content["missing"] = {name: reason.value for name, reason in self.missing.items()}
        if self.stated_on:
            content["stated_on"] = self.stated_on.isoformat()
        if self.note:
            content["note"] = self.note
        return content

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Self:
        """The entry of a JSON object made by `written`."""
        return cls(
            kind=EntryKind(content["kind"]),
            values=content["values"],
            missing={name: Missing(reason) for name, reason in content.get("missing", {}).items()},
            source=Source(content["source"]),
            stated_on=date.fromisoformat(content["stated_on"]) if content.get("stated_on") else None,
            note=content.get("note", ""),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """An entry as it stands in the file. `stands` is false for what was corrected or withdrawn; it stays readable."""

    ref: EntryId
    case: CaseId
    entry: Entry
    recorded_by: str
    recorded_at: datetime
    due_on: date | None
    assignee: str
    settled_at: datetime | None
    corrects: EntryId | None
    withdrawn_because: str
    stands: bool

    @property
    def can_be_settled(self) -> bool:
        """Whether it is something to do that is not done."""
        return self.stands and self.settled_at is None and self.entry.kind in DUE_KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentLine:
    """An attachment without its content."""

    ref: AttachmentId
    name: str
    media_type: str
    size: int
    recorded_by: str
    recorded_at: datetime
    digest: str = ""  # SHA-256 in hexadecimal; absent for what was kept before pieces
    cleaned: bool = True  # what its maker hid in it was taken out


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """One case with everything in it, oldest entry first. `version` is the file's: hand it back with what you change."""

    ref: CaseId
    person: PersonId
    file: FileId
    version: int
    episode: int
    status: CaseStatus
    status_reason: str
    owner: str
    opened_on: date
    closed_on: date | None
    entries: tuple[Recorded, ...]
    attachments: tuple[AttachmentLine, ...]

    def standing(self, *kinds: EntryKind) -> tuple[Recorded, ...]:
        """The entries of these kinds that stand."""
        return tuple(recorded for recorded in self.entries if recorded.stands and recorded.entry.kind in kinds)
