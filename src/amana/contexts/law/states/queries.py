"""The states and bodies of the dialogue, from the reference table `members`."""

from collections.abc import Sequence
from dataclasses import dataclass

from amana.contexts.law.days import PartialDay
from amana.contexts.law.states.rules import ChairPeriod, chair_periods, joined
from amana.contexts.law.states.terms import Side
from amana.kernel.errors import NotFound
from amana.kernel.locale.names import country_name
from amana.kernel.vocabulary import queries as vocabulary
from amana.kernel.vocabulary.values import Row

TABLE = "members"
STATE_CODE = 2  # letters of a state; bodies have longer codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A state or body of the dialogue. `state` is alpha-2, "" for a body; words of the source stay as they are."""

    code: str
    state: str
    given_name: str
    side: Side
    role: str
    au_hoai_role: str
    steering_committee: str
    chairs: Sequence[ChairPeriod]
    chair_words: str
    joined: PartialDay | None
    joined_words: str
    joined_basis: str
    source: str
    note: str
    takes_part: bool

    @property
    def name(self) -> str:
        """The name of a state in the reader's language; a body's name as it gives it itself."""
        return country_name(self.state) if self.state else self.given_name


def members() -> tuple[Member, ...]:
    """Everybody in the list, in its order. Public facts."""
    return tuple(_member(row) for row in vocabulary.rows(TABLE))


def states() -> tuple[Member, ...]:
    """The states of the list, without the bodies."""
    return tuple(member for member in members() if member.state)


def member(code: str) -> Member:
    """One state or body. Raises NotFound."""
    found = next((one for one in members() if one.code == code), None)
    if found is None:
        raise NotFound
    return found


def is_known_state(code: str) -> bool:
    """Whether claims may be recorded about a state: one of the list, or the European Union, which is a party of its own."""
    return code == "EU" or any(one.state == code for one in members())


def _member(row: Row) -> Member:
    return Member(
        code=row.code,
        state=row.code if len(row.code) == STATE_CODE and row["iso3"] else "",
        given_name=row["name"],
        side=Side(row["side"]),
        role=row["role"],
        au_hoai_role=row["au_hoai_role"],
        steering_committee=row["steering_committee"],
        chairs=chair_periods(row["chair_periods"]),
        chair_words=row["chair_periods"],
        joined=joined(row["joined"]),
        joined_words=row["joined"],
        joined_basis=row["joined_basis"],
        source=row["source"],
        note=row["note"],
        takes_part=not row["role"].startswith("former"),
    )
