"""What the matching engine is given and what it answers, as plain frozen values.

Absence is a value here: an empty tuple says "none given", `Birth.unknown()` says the date is not known.
Nothing in this module decides anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """Which link of the chain a part is. `UNKNOWN` when the source does not say; no surname is ever assumed."""

    GIVEN = "given"
    FATHER = "father"
    GRANDFATHER = "grandfather"
    FAMILY = "family"
    NICKNAME = "nickname"
    UNKNOWN = "unknown"


class NamePart(NamedTuple):
    """One part of a name, text exactly as given, in any script; it may hold several words ("Abd al-Rahman")."""

    text: str
    role: Role = Role.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One way a person's name was given: its parts in the order given. One script per name is usual, not required."""

    parts: tuple[NamePart, ...]


class BirthKind(StrEnum):
    """How precisely a birth is known."""

    EXACT = "exact"
    YEAR = "year"
    RANGE = "range"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Birth:
    """A birth as an interval of years (Gregorian), with the day only where it is known exactly.

    Build with `Birth.on`, `Birth.in_year`, `Birth.between` or `Birth.unknown`.
    """

    kind: BirthKind = BirthKind.UNKNOWN
    day: date | None = None
    first_year: int | None = None
    last_year: int | None = None

    @classmethod
    def on(cls, day: date) -> Birth:
        """Born on a known day."""
        return cls(kind=BirthKind.EXACT, day=day, first_year=day.year, last_year=day.year)

    @classmethod
    def in_year(cls, year: int) -> Birth:
        """Born in a known year."""
        return cls(kind=BirthKind.YEAR, first_year=year, last_year=year)

    @classmethod
    def between(cls, first_year: int, last_year: int) -> Birth:
        """Born in one of these years, both included (an age or an age band counted back by the caller)."""
        if last_year < first_year:
            raise BirthYearsReversed(first_year, last_year)
        return cls(kind=BirthKind.RANGE, first_year=first_year, last_year=last_year)

    @classmethod
    def unknown(cls) -> Birth:
        """Nothing is known of the birth."""
        return UNKNOWN_BIRTH


UNKNOWN_BIRTH = Birth()


class BirthYearsReversed(ValueError):
    """The last possible year of birth lies before the first."""

    code = "matching.birth_years_reversed"


class Sighting(NamedTuple):
    """A day on which the person was met in person, and the state where (ISO 3166, alpha-2)."""

    day: date
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is known of one person, whether asked for (query) or held (candidate).

    names      every way the name was given, in any scripts
    phones     digits, in E.164 without the plus, or only the last digits (seven or more)
    documents  numbers as written; punctuation, spaces and case are ignored
    birth      see `Birth`
    sex        the HTCDS code (`Feminine`, `Masculine`, ...); "" or `NonSpecifiedUnknown` say nothing
    nationalities  ISO 3166 codes, alpha-2
    places     of origin, as written, in any script
    seen       where somebody met the person on which day; one person is not in two states on one day
    """

    names: tuple[Name, ...] = ()
    phones: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    birth: Birth = UNKNOWN_BIRTH
    sex: str = ""
    nationalities: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    seen: tuple[Sighting, ...] = ()


Query = Record
Candidate = Record


class Family(StrEnum):
    """What a blocking key is made of. The caller hashes each family with its own key (blind index column)."""

    NAME = "name"
    PAIR = "pair"
    TRIPLE = "triple"
    NAME_YEAR = "name_year"
    PHONE = "phone"
    PHONE_TAIL = "phone_tail"
    DOCUMENT = "document"


class Key(NamedTuple):
    """One blocking key: equal keys mean "compare these two". The text is personal data: store only its keyed hash."""

    family: Family
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One look-up of the plan: the persons who hold every one of `keys`, at most `limit` of them."""

    keys: tuple[Key, ...]
    limit: int
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to look up, rarest first.

    fetches     in the order to run them
    too_common  keys cut short or left out because too many persons hold them; tell the user to add a name or a year
    """

    fetches: tuple[Fetch, ...]
    too_common: tuple[Key, ...] = ()


class Level(StrEnum):
    """How two name parts agree."""

    SAME = "same"
    SOUNDS_SAME = "sounds_same"
    SOUNDS_ALIKE = "sounds_alike"
    SHORT_FORM = "short_form"
    NEAR = "near"
    DIFFERS = "differs"


class PartEvidence(NamedTuple):
    """One name part of the query beside the part of the candidate it was compared with.

    query, candidate  text as given; "" where the side has no such part
    role              of the candidate's part, else of the query's, else unknown
    level             None where one side is missing, because silence is not disagreement
    bits              weight in favour (above zero) or against
    """

    role: Role
    query: str
    candidate: str
    level: Level | None
    bits: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One reason, as a stable code with data; the caller turns it into a sentence in the reader's language.

    bits  above zero speaks for one person, below zero against, zero is a remark
    data  plain values: text of name parts, numbers; personal data, never to be logged
    """

    code: str
    bits: float = 0.0
    data: Mapping[str, str | int | float] = field(default_factory=dict)


class Verdict(StrEnum):
    """How near the two are, from names and facts; never a statement that they are one person."""

    STRONG = "strong"
    POSSIBLE = "possible"
    WEAK = "weak"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How alike two records are and why.

    score     0..1, for ranking; not a probability
    parts     the name parts side by side, for the best pair of names
    evidence  reasons for and against, weightiest first; the contradicting ones are never left out
    """

    score: float
    verdict: Verdict
    parts: tuple[PartEvidence, ...]
    evidence: tuple[Evidence, ...]
