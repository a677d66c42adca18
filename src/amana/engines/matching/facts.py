"""What birth, phones, documents and sex say beside the names."""

from __future__ import annotations

from datetime import date

from .evidence import Code
from .keys import PHONE_TAIL_DIGITS, document_text, phone_digits
from .values import Birth, BirthKind, Evidence, Record

_SEXES_TOLD_APART = frozenset({"Feminine", "Masculine"})
_ETHIOPIAN_YEARS = (7, 8)  # the Ethiopian year runs 7 or 8 behind the Gregorian


def birth(one: Birth, other: Birth) -> Evidence | None:
    """Compare two births; None where either is unknown, because silence is not disagreement."""
    if BirthKind.UNKNOWN in (one.kind, other.kind):
        return None
    if one.day is not None and other.day is not None:
        exact = _days(one.day, other.day)
        if exact is not None:
            return exact
    apart = _years_apart(one, other)
    if apart == 0:
        if BirthKind.RANGE in (one.kind, other.kind):
            return Evidence(code=Code.BIRTH_COMPATIBLE, bits=_range_bits(one, other))
        return Evidence(code=Code.BIRTH_SAME_YEAR, bits=2.5 if one.day and other.day else 4.5)
    if apart in _ETHIOPIAN_YEARS:
        return Evidence(code=Code.BIRTH_CALENDAR_SLIP, bits=-2.0, data={"by": apart})
    return Evidence(code=Code.BIRTH_YEAR_DIFFERS, bits=_difference_bits(apart), data={"by": apart})


def _days(one: date, other: date) -> Evidence | None:
    if one == other:
        # The first of January is what offices write for "some time that year".
        first_of_january = (one.month, one.day) == (1, 1)
        return Evidence(code=Code.BIRTH_SAME_YEAR if first_of_january else Code.BIRTH_SAME_DAY, bits=5.0 if first_of_january else 12.0)
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return Evidence(code=Code.BIRTH_DAY_MONTH_SWAPPED, bits=8.0)
    return None


def _years_apart(one: Birth, other: Birth) -> int:
    first = max(one.first_year or 0, other.first_year or 0)
    last = min(one.last_year or 0, other.last_year or 0)
    return max(0, first - last)


def _range_bits(one: Birth, other: Birth) -> float:
    widest = max((each.last_year or 0) - (each.first_year or 0) for each in (one, other))
    return 3.0 if widest <= 2 else 1.5 if widest <= 6 else 0.5


def _difference_bits(years: int) -> float:
    if years == 1:
        return 1.5
    if years == 2:
        return -0.5
    return -2.0 if years <= 4 else -5.0 if years <= 10 else -9.0


def phone(query: Record, candidate: Record) -> Evidence | None:
    """The strongest agreement of two sets of phone numbers; None if none agrees, since people change numbers."""
    if not query.phones or not candidate.phones:
        return None
    mine = {phone_digits(each) for each in query.phones}
    theirs = {phone_digits(each) for each in candidate.phones}
    for number in sorted(mine & theirs):
        if len(number) > PHONE_TAIL_DIGITS:
            return Evidence(code=Code.PHONE_SAME, bits=11.0, data={"phone": number[-4:]})
    tails = {each[-PHONE_TAIL_DIGITS:] for each in theirs if len(each) >= PHONE_TAIL_DIGITS}
    for number in sorted(mine):
        if len(number) >= PHONE_TAIL_DIGITS and number[-PHONE_TAIL_DIGITS:] in tails:
            return Evidence(code=Code.PHONE_TAIL_SAME, bits=8.0, data={"phone": number[-4:]})
    return None


def document(query: Record, candidate: Record) -> Evidence | None:
    """A document number in common; other numbers say nothing, since a person may hold several."""
    if not query.documents or not candidate.documents:
        return None
    mine = {document_text(each) for each in query.documents}
    theirs = {document_text(each) for each in candidate.documents}
    if any(len(number) >= 4 for number in mine & theirs):
        return Evidence(code=Code.DOCUMENT_SAME, bits=15.0)
    return None


def sex(query: Record, candidate: Record) -> Evidence | None:
    """Feminine and Masculine beside each other count a little; every other value says nothing either way."""
    if query.sex not in _SEXES_TOLD_APART or candidate.sex not in _SEXES_TOLD_APART:
        return None
    if query.sex == candidate.sex:
        return Evidence(code=Code.SEX_SAME, bits=0.7)
    return Evidence(code=Code.SEX_DIFFERS, bits=-4.0)
