"""From reference rows to questions: which signs a profile asks about, and which weights each age group gives them.

The lists for adults and for children name the same sign in two rows; it is asked once and weighed twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from amana.contexts.cases.screening.rules import Sign
from amana.contexts.cases.screening.terms import SCORED, AgeGroup, Dimension, Profile, Strength
from amana.kernel.vocabulary.values import Row

TABLE = "screening_indicators"
WEIGHED = "ILO-EC Delphi"
EXPLOITATION = {Profile.LABOUR: "labour", Profile.SEXUAL: "sexual"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One sign as it is asked. `group` is a dimension of the weighed lists, or the method a prompt comes from."""

    sign: str
    group: str
    row: Row


def sign_of(indicator: str) -> str:
    """The sign behind a row: `DEL-AL-1-pay` (adult, labour) and `DEL-CL-1-pay` (child, labour) both ask about `1-pay`."""
    return indicator.split("-", 2)[2] if indicator.startswith("DEL-") else indicator


def questions(rows: Iterable[Row], profile: Profile, age: AgeGroup) -> tuple[Question, ...]:
    """What is asked in one profile, each sign once, in the order of the reference table."""
    found: dict[str, Question] = {}
    for row in rows:
        if _asked(row, profile, age):
            sign = sign_of(row["indicator_id"])
            group = row["dimension"] if profile is not Profile.PROMPTS else row["method"]
            found.setdefault(sign, Question(sign=sign, group=group, row=row))
    return tuple(found.values())


def weighed(rows: Iterable[Row], profile: Profile, *, child: bool) -> tuple[Sign, ...]:
    """The signs of one scored list with their weights. Raises ValueError for a profile without verified weights, or a row without one."""
    if profile not in SCORED:
        raise ValueError(f"the list {profile} has no verified weights")
    return tuple(
        Sign(code=sign_of(row["indicator_id"]), dimension=Dimension(row["dimension"]), strength=Strength(row["strength"]))
        for row in rows
        if row["method"] == WEIGHED
        and row["exploitation"] == EXPLOITATION[profile]
        and row["population"] == ("child" if child else "adult")
    )


def _asked(row: Row, profile: Profile, age: AgeGroup) -> bool:
    if profile is Profile.PROMPTS:
        return row["method"] != WEIGHED and (row["population"] != "child" or age is not AgeGroup.ADULT)
    if row["method"] != WEIGHED or row["exploitation"] != EXPLOITATION[profile]:
        return False
    return age is AgeGroup.IN_DOUBT or row["population"] == age
