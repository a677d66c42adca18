"""What may not leave for which state (S2): the facts of a file, as the safeguards ask for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from amana.contexts.persons.rules.birth import IsChild, is_child
from amana.contexts.persons.terms import Doubt, FactKind, NoValue
from amana.contexts.persons.values import Birth, Chosen, State, Statement
from amana.kernel.access.terms import Age, ProtectionClaim

NATIONALITY = (FactKind.NATIONALITY_CLAIMED, FactKind.NATIONALITY_DOCUMENTED)

# Of several things said about a claim, the one that protects most counts.
_MOST_PROTECTIVE = (
    ProtectionClaim.OPEN,
    ProtectionClaim.GRANTED,
    ProtectionClaim.NOT_EXCLUDED,
    ProtectionClaim.UNKNOWN,
    ProtectionClaim.NONE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """The circumstances of a disclosure that follow from a person's file. `record` hands them to the policies."""

    states_feared: frozenset[str]
    fears_asked: bool
    nationalities: frozenset[str]
    nationality_settled: bool
    protection_claim: ProtectionClaim
    age: Age

    def record(self) -> dict[str, object]:
        """By the names of `kernel.access.values.Circumstances`."""
        return {name: getattr(self, name) for name in self.__slots__}

    @property
    def states(self) -> frozenset[str]:
        """The states that are known to be protected from."""
        return self.states_feared if self.protection_claim is ProtectionClaim.NONE else self.states_feared | self.nationalities

    def covers(self, state: str) -> bool:
        """Whether a state must learn nothing: it is feared, or it is, or may be, the state of nationality while a claim is not excluded."""
        if state in self.states_feared or not self.fears_asked:
            return True
        if self.protection_claim is ProtectionClaim.NONE:
            return False
        return not self.nationality_settled or state in self.nationalities


def protection(statements: Iterable[Statement], *, on: date) -> Protection:
    """What a file says about states, claim and age. Silence protects: not asked, not known and would not say settle nothing."""
    standing = tuple(statements)
    feared = [s.value for s in standing if s.kind is FactKind.STATE_FEARED]
    nationalities = [s.value for s in standing if s.kind in NATIONALITY]
    claims = [s.value for s in standing if s.kind is FactKind.PROTECTION_CLAIM]
    births = [s.value for s in standing if isinstance(s.value, Birth)]
    return Protection(
        states_feared=frozenset(v.state for v in feared if isinstance(v, State)),
        fears_asked=any(isinstance(v, State) or v is NoValue.NONE for v in feared),
        nationalities=frozenset(v.state for v in nationalities if isinstance(v, State)),
        nationality_settled=any(isinstance(v, State) or v is NoValue.NONE for v in nationalities),
        protection_claim=_claim(claims),
        age=_age(is_child(births, on=on)),
    )


def both(one: Protection, other: Protection) -> Protection:
    """What protects two people at once, for a paper about both: the union of states, and of each fact the one that protects more."""
    settled = one.nationality_settled and other.nationality_settled
    claims = {one.protection_claim, other.protection_claim}
    return Protection(
        states_feared=one.states_feared | other.states_feared,
        fears_asked=one.fears_asked and other.fears_asked,
        nationalities=one.nationalities | other.nationalities,
        nationality_settled=settled,
        protection_claim=next(claim for claim in _MOST_PROTECTIVE if claim in claims),
        age=next(age for age in (Age.CHILD, Age.UNKNOWN, Age.ADULT) if age in (one.age, other.age)),
    )


def _age(child: IsChild) -> Age:
    if child is Doubt.DOUBT:
        return Age.UNKNOWN
    return Age.CHILD if child else Age.ADULT


def _claim(values: Sequence[object]) -> ProtectionClaim:
    said = {ProtectionClaim(v.code) if isinstance(v, Chosen) else ProtectionClaim.UNKNOWN for v in values}
    return next((claim for claim in _MOST_PROTECTIVE if claim in said), ProtectionClaim.UNKNOWN)
