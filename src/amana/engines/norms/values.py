"""The values of norms. Choices are words, not numbers: there is nothing here that could be averaged into a score."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")


class Strength(StrEnum):
    """How firmly a treaty speaks: it obliges, it obliges to weigh or endeavour, or it allows."""

    MANDATORY = "mandatory"
    CONSIDER = "consider"
    OPTIONAL = "optional"


class Party(StrEnum):
    """Where a state stands with a treaty. Contradicting claims and silence are answers of their own."""

    PARTY = "party"
    SIGNATORY = "signatory"
    NOT_PARTY = "not_party"
    DISPUTED = "disputed"
    NOT_KNOWN = "not_known"


class Force(StrEnum):
    """What one obligation does to one state on one day."""

    BINDS = "binds"
    TO_BE_WEIGHED = "to_be_weighed"
    ALLOWS = "allows"
    NOT_BOUND = "not_bound"
    UNCERTAIN = "uncertain"


class Answer(StrEnum):
    """Whether the law of a state contains one element."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_ASSESSED = "not_assessed"


class Result(StrEnum):
    """How far one obligation is met in the law of one state."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NOT_ASSESSED = "not_assessed"
    DISPUTED = "disputed"


class Validity(Enum):
    """Where one version of a section stands on a day. Not a string, so that it is never mistaken for a stored word."""

    IN_FORCE = "in force"
    NOT_YET = "not yet in force"
    SUPERSEDED = "superseded by a later version"
    REPEALED = "repealed"
    UNCERTAIN = "not certain from the dates recorded"


class Lack(StrEnum):
    """What keeps an obligation on the list of needs."""

    MISSING = "missing"
    INCOMPLETE = "incomplete"
    NOT_ASSESSED = "not_assessed"
    DISPUTED = "disputed"


class Gap(StrEnum):
    """What an answer to a review question still lacks."""

    NOT_ASSESSED = "not_assessed"
    ELEMENT_OPEN = "element_open"
    DISPUTED = "disputed"
    NOT_REVIEWED = "not_reviewed"
    NO_PROVISION = "no_provision"
    PROVISION_UNVERIFIED = "provision_unverified"
    PARTY_UNCERTAIN = "party_uncertain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One obligation of one instrument."""

    code: str
    instrument: str
    strength: Strength
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a state stands with an instrument; `since` is the day from which it is bound, where that is known."""

    party: Party
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """The answer of `binding_on`, with the code of the reason."""

    force: Force
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A day known exactly (earliest = latest) or only to lie between two days, as in "2014"."""

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.latest < self.earliest:
            raise ValueError("a span ends before it begins")

    @classmethod
    def on(cls, day: date) -> "Span":
        return cls(earliest=day, latest=day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One version of one section of one act.

    starts  first day in force; None where it is not known
    ends    first day no longer in force (repeal); None where none is recorded
    """

    key: str
    act: str
    section: str
    starts: Span | None = None
    ends: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Where one version stands on a day, why, and which version took its place, if any."""

    provision: Provision
    validity: Validity
    reason: str
    replaced_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LawOnDay:
    """Every version handed in, judged for one day; `gaps` are sections whose last version ended and whose next has not begun."""

    on: date
    verdicts: tuple[Verdict, ...]
    gaps: tuple[tuple[str, str], ...]

    def having(self, validity: Validity) -> tuple[Verdict, ...]:
        return tuple(verdict for verdict in self.verdicts if verdict.validity is validity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One thing that must be found in the law for an obligation to be met."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one assessor found about one element, and the provisions it rests on."""

    element: str
    answer: Answer
    assessor: str = ""
    provisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """The answer of `assessment_result`: the result and, by element, why."""

    result: Result
    met: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One obligation, what it does to a state, and how far its law meets it: two answers side by side."""

    obligation: Obligation
    binding: Binding
    assessed: Assessed


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One line of a list of needs."""

    position: Position
    lack: Lack


@dataclass(frozen=True, slots=True, kw_only=True)
class ByStrength(Generic[T]):
    """Three groups that stay apart. It has no length, no order and no sum, and is meant to have none."""

    mandatory: tuple[T, ...] = ()
    consider: tuple[T, ...] = ()
    optional: tuple[T, ...] = ()

    @classmethod
    def of(cls, items: Iterable[T], strength: Callable[[T], Strength]) -> "ByStrength[T]":
        groups: dict[Strength, list[T]] = {each: [] for each in Strength}
        for item in items:
            groups[strength(item)].append(item)
        return cls(**{each.value: tuple(found) for each, found in groups.items()})

    def groups(self) -> tuple[tuple[Strength, tuple[T, ...]], ...]:
        """The groups with their strength, firmest first."""
        return (Strength.MANDATORY, self.mandatory), (Strength.CONSIDER, self.consider), (Strength.OPTIONAL, self.optional)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a review and what is recorded for each obligation it asks about."""

    code: str
    positions: Sequence[Position]
    reviewed: frozenset[str] = frozenset()  # obligations whose assessment a second person confirmed
    cited: frozenset[str] = frozenset()  # obligations with at least one provision cited
    unverified: frozenset[str] = frozenset()  # obligations that rest on a provision nobody verified


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionState:
    """What the answer to one question lacks, by obligation. Complete only without any gap."""

    code: str
    gaps: tuple[tuple[str, Gap], ...]

    @property
    def complete(self) -> bool:
        return not self.gaps
