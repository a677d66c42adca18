"""Between which days a person may have been born, how old that makes them, and whether they are a child."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from amana.contexts.persons.terms import BirthForm, Doubt
from amana.contexts.persons.values import Birth

CHILD_UNTIL = 18  # CRC art. 1; Palermo Protocol art. 3(d)
OLDEST = 125  # years; nobody is known to have lived longer, so an older birth is a slip of the pen

IsChild = bool | Literal[Doubt.DOUBT]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ages:
    """The youngest and the oldest a person can be."""

    least: int
    most: int


class BirthImpossible(ValueError):
    """A birth after the day on which it was said, or more than 125 years before it, or a range that ends before it begins."""

    code = "persons.birth_impossible"


def on(day: date, calendar: str = "gregorian") -> Birth:
    """Born on a (Gregorian) day, told in some calendar."""
    return Birth(form=BirthForm.EXACT, first=day, last=day, calendar=calendar)


def in_year(first: date, last: date, calendar: str = "gregorian") -> Birth:
    """Born in a year of some calendar, given by its first and last day, because an Ethiopian or Hijri year straddles two others."""
    return _ordered(Birth(form=BirthForm.YEAR, first=first, last=last, calendar=calendar))


def between(first: date, last: date) -> Birth:
    """Born on one of these days or between them."""
    return _ordered(Birth(form=BirthForm.RANGE, first=first, last=last))


def aged(least: int, most: int, *, asked_on: date) -> Birth:
    """Born so as to be `least` to `most` years old on a day. Raises BirthImpossible for a reversed or impossible age."""
    if not 0 <= least <= most <= OLDEST:
        raise BirthImpossible
    first = _years_before(asked_on, most + 1) + timedelta(days=1)
    return Birth(form=BirthForm.AGE, first=first, last=_years_before(asked_on, least), least=least, most=most, asked_on=asked_on)


def possible(birth: Birth, *, today: date) -> bool:
    """Whether somebody alive today can have been born so."""
    return birth.first <= today and birth.last.year >= today.year - OLDEST


def age(born: date, *, on: date) -> int:
    """Completed years. Somebody born on 29 February grows a year older on 1 March of a common year: doubt favours the child."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def age_on(births: Iterable[Birth], *, on: date) -> Ages | None:
    """The youngest and oldest a person can be on a day, over all that was said; None if nothing was. Before birth counts as 0."""
    said = tuple(births)
    if not said:
        return None
    return Ages(least=max(0, age(max(b.last for b in said), on=on)), most=max(0, age(min(b.first for b in said), on=on)))


def is_child(births: Iterable[Birth], *, on: date) -> IsChild:
    """Whether a person is under 18: True, False, or in doubt, which is true in a condition (S9; CoE Convention 197 art. 10(3)).

    In doubt if nothing was said, if what was said leaves it open, or if one statement contradicts another.
    """
    ages = age_on(births, on=on)
    if ages is None:
        return Doubt.DOUBT
    if ages.most < CHILD_UNTIL:
        return True
    if ages.least >= CHILD_UNTIL:
        return False
    return Doubt.DOUBT


def _ordered(birth: Birth) -> Birth:
    if birth.last < birth.first:
        raise BirthImpossible
    return birth


def _years_before(day: date, years: int) -> date:
    year = day.year - years
    if year < 1:
        raise BirthImpossible
    if day.month == 2 and day.day == 29:
        try:
            return day.replace(year=year)
        except ValueError:
            return date(year, 2, 28)
    return day.replace(year=year)
