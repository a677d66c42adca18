"""What a statement can say, as frozen values, and how each is written down and read again.

`VALUES` names the class of each kind. A value is written as a small JSON object with only the fields that say something; reading
it back gives an equal value. Anything else raises `WrongValue`: a statement that cannot be read is never guessed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Self
from uuid import UUID

from amana.contexts.persons.errors import WrongValue
from amana.contexts.persons.terms import (
    BirthForm,
    DocumentKind,
    Education,
    FactKind,
    Gender,
    LanguageRank,
    MaritalStatus,
    NameRole,
    NoValue,
    PhoneKind,
    RelationKind,
    Script,
)
from amana.kernel.access.terms import ProtectionClaim


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePart:
    """One part of a name, exactly as given; it may hold several words."""

    text: str
    role: NameRole = NameRole.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name as it was given once, in one script, its parts in the order given."""

    parts: tuple[NamePart, ...]
    script: Script = Script.OTHER

    @property
    def text(self) -> str:
        """The parts in their order."""
        return " ".join(part.text for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Birth:
    """A birth as the days between which it lies, both included, and how it was said.

    least, most, asked_on  only where an age was said: "16 to 18, on 3 March 2026"
    calendar               the calendar the day or year was given in (kernel.locale); the days themselves are Gregorian
    Build with `rules.birth`: `on`, `in_year`, `between`, `aged`.
    """

    form: BirthForm
    first: date
    last: date
    calendar: str = "gregorian"
    least: int | None = None
    most: int | None = None
    asked_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A value from a short list: gender, marital status, education, claim for protection."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state by ISO 3166-1 alpha-2 code: a nationality, or a state the person fears, with the reason if they gave one."""

    state: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody comes from, in their words and letters: a village or town, and what it lies in ("Keren, Anseba")."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language by ISO 639 code."""

    code: str
    rank: LanguageRank = LanguageRank.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A paper and its number; `state` issued it, "" where that is not known."""

    number: str
    kind: DocumentKind = DocumentKind.UNKNOWN
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """A number as given. Whether it may be called stands under safe contact, never here."""

    number: str
    kind: PhoneKind = PhoneKind.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Email:
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the person lives or receives letters; any part may be empty. `country` by ISO 3166-1 alpha-2."""

    country: str = ""
    region: str = ""
    city: str = ""
    street: str = ""
    postal_code: str = ""
    latitude: str = ""
    longitude: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SafeContact:
    """How to reach the person without putting them at risk: in what way, when, by whom, in which words, and what never to do."""

    how: str
    when: str = ""
    by_whom: str = ""
    cover_words: str = ""
    never: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """HTCDS prs_Salutation and prs_Title."""

    salutation: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deceased:
    """Whether the person is known to have died, and when, if known."""

    died: bool
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """This person is `kind` the other: a registered person by `other`, or somebody known only by a name."""

    kind: RelationKind
    other: UUID | None = None
    name: str = ""
    note: str = ""


Value = (
    Name
    | Birth
    | Chosen
    | State
    | Place
    | Language
    | Document
    | Phone
    | Email
    | Address
    | SafeContact
    | Number
    | Title
    | Deceased
    | Relation
    | NoValue
)

VALUES: Mapping[FactKind, type[Any]] = {
    FactKind.NAME: Name,
    FactKind.GENDER: Chosen,
    FactKind.BIRTH: Birth,
    FactKind.NATIONALITY_CLAIMED: State,
    FactKind.NATIONALITY_DOCUMENTED: State,
    FactKind.PLACE_OF_ORIGIN: Place,
    FactKind.LANGUAGE: Language,
    FactKind.DOCUMENT: Document,
    FactKind.PHONE: Phone,
    FactKind.EMAIL: Email,
    FactKind.ADDRESS: Address,
    FactKind.SAFE_CONTACT: SafeContact,
    FactKind.STATE_FEARED: State,
    FactKind.PROTECTION_CLAIM: Chosen,
    FactKind.MARITAL_STATUS: Chosen,
    FactKind.CHILDREN: Number,
    FactKind.EDUCATION: Chosen,
    FactKind.TITLE: Title,
    FactKind.DECEASED: Deceased,
    FactKind.RELATION: Relation,
}

CODES: Mapping[FactKind, type[Any]] = {
    FactKind.GENDER: Gender,
    FactKind.MARITAL_STATUS: MaritalStatus,
    FactKind.EDUCATION: Education,
    FactKind.PROTECTION_CLAIM: ProtectionClaim,
}

# How each field of a value is read from JSON; a field that is not named here is a plain text.
_READ: Mapping[tuple[type[Any], str], Callable[[Any], object]] = {
    (Name, "parts"): lambda given: tuple(NamePart(role=NameRole(role), text=str(text)) for role, text in given),
    (Name, "script"): Script,
    (Birth, "form"): BirthForm,
    (Birth, "first"): date.fromisoformat,
    (Birth, "last"): date.fromisoformat,
    (Birth, "least"): int,
    (Birth, "most"): int,
    (Birth, "asked_on"): date.fromisoformat,
    (Language, "rank"): LanguageRank,
    (Document, "kind"): DocumentKind,
    (Phone, "kind"): PhoneKind,
    (Number, "count"): int,
    (Deceased, "died"): bool,
    (Deceased, "on"): date.fromisoformat,
    (Relation, "kind"): RelationKind,
    (Relation, "other"): UUID,
}

_FIELDS: Mapping[type[Any], tuple[tuple[str, object], ...]] = {
    kind: tuple((f.name, f.default) for f in fields(kind)) for kind in set(VALUES.values())
}


def written(value: Value) -> dict[str, Any]:
    """The JSON object of a value; fields at their default are left out."""
    if isinstance(value, NoValue):
        return {"no_value": value.value}
    if isinstance(value, Name):
        return {"parts": [[part.role.value, part.text] for part in value.parts], "script": value.script.value}
    found = ((name, getattr(value, name), default) for name, default in _FIELDS[type(value)])
    return {name: _plain(given) for name, given, default in found if given != default}


def read(kind: FactKind, given: Mapping[str, Any]) -> Value:
    """The value of a JSON object. Raises WrongValue for anything that is not what `kind` says."""
    try:
        if "no_value" in given:
            return NoValue(given["no_value"])
        shape = VALUES[kind]
        value: Value = shape(**{name: _READ.get((shape, name), str)(found) for name, found in given.items()})
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise WrongValue(kind=kind.label) from problem
    return checked(kind, value)


def checked(kind: FactKind, value: Value) -> Value:
    """The value itself, if it is one that `kind` can hold. Raises WrongValue otherwise."""
    if isinstance(value, NoValue):
        if kind in (FactKind.NAME, FactKind.RELATION, FactKind.SAFE_CONTACT) and value is NoValue.NONE:
            raise WrongValue(kind=kind.label)
        return value
    shape: object = VALUES[kind]
    if type(value) is not shape:
        raise WrongValue(kind=kind.label)
    if isinstance(value, Chosen) and value.code not in CODES[kind].values:
        raise WrongValue(kind=kind.label)
    if isinstance(value, Name) and not any(part.text.strip() for part in value.parts):
        raise WrongValue(kind=kind.label)
    if isinstance(value, Birth) and value.last < value.first:
        raise WrongValue(kind=kind.label)
    if isinstance(value, State) and not _is_state(value.state):
        raise WrongValue(kind=kind.label)
    if isinstance(value, Place) and not value.name.strip():
        raise WrongValue(kind=kind.label)
    if isinstance(value, Number) and value.count < 0:
        raise WrongValue(kind=kind.label)
    if isinstance(value, Relation) and value.other is None and not value.name.strip():
        raise WrongValue(kind=kind.label)
    return value


def _is_state(code: str) -> bool:
    return len(code) == 2 and code.isascii() and code.isalpha() and code.isupper()


def _plain(given: object) -> object:
    if isinstance(given, date):
        return given.isoformat()
    if isinstance(given, UUID):
        return str(given)
    if isinstance(given, str):
        return str(given)
    return given


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What somebody said, saw or read about the person, before it is recorded."""

    kind: FactKind
    value: Value
    source: str
    stated_on: date | None = None
    note: str = ""

    def written(self) -> dict[str, Any]:
        """The JSON object under which the statement is sealed."""
        content: dict[str, Any] = {"kind": str(self.kind), "value": written(self.value), "source": str(self.source)}
        if self.stated_on:
            content["stated_on"] = self.stated_on.isoformat()
        if self.note:
            content["note"] = self.note
        return content

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Self:
        """The statement of a JSON object made by `written`."""
        kind = FactKind(content["kind"])
        stated_on = content.get("stated_on")
        return cls(
            kind=kind,
            value=read(kind, content["value"]),
            source=content["source"],
            stated_on=date.fromisoformat(stated_on) if stated_on else None,
            note=content.get("note", ""),
        )
