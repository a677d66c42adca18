"""Days as sheets hold them: real dates, serial numbers, ISO, numbers in two orders, months by name, Ethiopian and Hijri years.

03/04/2001 alone cannot be read. The whole column is asked first (`OrderWitness`); where it does not answer, the user is.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from amana.kernel.imports.cells import Cell
from amana.kernel.imports.normalise.texts import one_line, plain_digits
from amana.kernel.imports.normalise.values import Unreadable
from amana.kernel.imports.terms import DayOrder
from amana.kernel.locale.calendars import Calendar, CalendarDay, NoSuchDay
from amana.kernel.locale.reading import UnreadableDay, read_day

FIRST_SERIAL, LAST_SERIAL = 7_000, 80_000  # 1919 to 2119; smaller numbers are years, ages or counts
SERIAL_ZERO = date(1899, 12, 30)  # day 0 of Excel and OpenDocument sheets, their 29 February 1900 included
FIRST_YEAR, LAST_YEAR = 1900, 2100

_CLOCK = r"(?:[T ,]+\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?:\.\d+)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(rf"^(\d{{4}})\s*[-/.\s]\s*(\d{{1,2}})\s*[-/.\s]\s*(\d{{1,2}}){_CLOCK}$")
_YEAR_LAST = re.compile(rf"^(\d{{1,2}})\s*[-/.\s]\s*(\d{{1,2}})\s*[-/.\s]\s*(\d{{4}}|\d{{2}}){_CLOCK}$")
_SHORT_YEAR = re.compile(r"^(\d{1,2})[-\s./]*([^\W\d]{3,})[-\s./,]*'?(\d{2})$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|ère|eme|ème|e)\b", re.IGNORECASE)
_HIJRI = re.compile(r"(?<=\d)\s*H\.?$", re.IGNORECASE)  # 1422 H
_FILLERS = re.compile(r"\b(?:of|de|du|the|le|month|mois)\b|d'|شهر|من", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A day, month or year as it was written; `calendar_day` counts in the calendar of the text."""

    calendar_day: CalendarDay

    @property
    def exact(self) -> bool:
        return self.calendar_day.exact

    @property
    def first(self) -> date:
        return self.calendar_day.first()

    @property
    def last(self) -> date:
        return self.calendar_day.last()


class OrderWitness:
    """Listens to all values of a column and says which order they are written in, if any value tells."""

    def __init__(self) -> None:
        self.day_first = self.month_first = self.open = 0
        self.real_dates = self.real_dates_swappable = 0

    def hear(self, cell: Cell) -> None:
        if isinstance(cell, date):
            self.real_dates += 1
            self.real_dates_swappable += cell.day <= 12
            return
        if not isinstance(cell, str) or not (found := _YEAR_LAST.match(plain_digits(one_line(cell)))):
            return
        first, second = int(found.group(1)), int(found.group(2))
        self.day_first += first > 12 >= second
        self.month_first += second > 12 >= first
        self.open += first != second and first <= 12 and second <= 12

    @property
    def order(self) -> DayOrder:
        if self.day_first and not self.month_first:
            return DayOrder.DAY_FIRST
        if self.month_first and not self.day_first:
            return DayOrder.MONTH_FIRST
        return DayOrder.UNDECIDED

    @property
    def may_be_swapped(self) -> bool:
        """Texts that could only be day-first beside real dates whose days all fit a month: a program may have swapped those."""
        return self.day_first >= 2 and self.real_dates >= 3 and self.real_dates == self.real_dates_swappable


def read_written(cell: Cell, *, order: DayOrder, today: date) -> Written:
    """Read a day, a month or a year. Raises Unreadable, with code date.two_orders where only the order is in doubt."""
    if isinstance(cell, datetime):
        return _gregorian(cell.year, cell.month, cell.day)
    if isinstance(cell, date):
        return _gregorian(cell.year, cell.month, cell.day)
    if isinstance(cell, time | timedelta | bool) or cell is None or isinstance(cell, tuple):
        raise Unreadable("date.unknown")
    if isinstance(cell, int | float):
        return _from_number(cell)
    return _from_text(plain_digits(one_line(cell)), order, today)


def read_date(cell: Cell, *, order: DayOrder, today: date) -> date:
    """Read an exact day. Raises Unreadable."""
    written = read_written(cell, order=order, today=today)
    if not written.exact:
        raise Unreadable("date.not_exact")
    return written.first


def looks_like_date(text: str) -> bool:
    try:
        read_written(text, order=DayOrder.UNDECIDED, today=date(2100, 1, 1))
    except Unreadable as doubt:
        return doubt.code == "date.two_orders"
    return True


def is_in_doubt(text: str) -> bool:
    """Whether a text could be two different days, as long as nobody says what comes first."""
    try:
        read_written(text, order=DayOrder.UNDECIDED, today=date(2100, 1, 1))
    except Unreadable as doubt:
        return doubt.code == "date.two_orders"
    return False


def _gregorian(year: int, month: int | None = None, day: int | None = None) -> Written:
    try:
        return Written(calendar_day=CalendarDay(calendar=Calendar.GREGORIAN, year=year, month=month, day=day))
    except NoSuchDay as absent:
        raise Unreadable("date.no_such_day") from absent


def _from_number(number: float) -> Written:
    if number != int(number) and FIRST_SERIAL <= number <= LAST_SERIAL:
        number = int(number)  # a time of day stands behind the point
    if number != int(number):
        raise Unreadable("date.unknown")
    whole = int(number)
    if FIRST_YEAR <= whole <= LAST_YEAR:
        return _gregorian(whole)
    if FIRST_SERIAL <= whole <= LAST_SERIAL:
        day = SERIAL_ZERO + timedelta(days=whole)
        return _gregorian(day.year, day.month, day.day)
    if found := _COMPACT.match(str(whole)):
        return _gregorian(*map(int, found.groups()))
    raise Unreadable("date.unknown")


@lru_cache(maxsize=50_000)
def _from_text(text: str, order: DayOrder, today: date) -> Written:
    if re.fullmatch(r"\d{4,8}(?:\.0)?", text):
        return _from_number(float(text))
    if found := _YEAR_FIRST.match(text):
        return _gregorian(*map(int, found.groups()[:3]))
    if found := _YEAR_LAST.match(text):
        first, second, year = found.groups()
        return _in_order(int(first), int(second), _full_year(year, today), order)
    text = _HIJRI.sub(" AH", text)
    spoken = " ".join(_FILLERS.sub(" ", _ORDINAL.sub("", text)).split())
    if found := _SHORT_YEAR.match(spoken):
        spoken = f"{found.group(1)} {found.group(2)} {_full_year(found.group(3), today)}"
    try:
        return Written(calendar_day=read_day(re.sub(r"(?<=\d{4})[T ,]+\d{1,2}:\d{2}.*$", "", spoken), Calendar.GREGORIAN))
    except NoSuchDay as absent:
        raise Unreadable("date.no_such_day") from absent
    except UnreadableDay as unread:
        raise Unreadable("date.unknown") from unread


def _in_order(first: int, second: int, year: int, order: DayOrder) -> Written:
    if first > 12 >= second or first == second:
        return _gregorian(year, second, first)
    if second > 12 >= first:
        return _gregorian(year, first, second)
    if first > 12:
        raise Unreadable("date.no_such_day")
    if order is DayOrder.DAY_FIRST:
        return _gregorian(year, second, first)
    if order is DayOrder.MONTH_FIRST:
        return _gregorian(year, first, second)
    raise Unreadable("date.two_orders")


def _full_year(year: str, today: date) -> int:
    """The latest year of that ending that is not more than ten years ahead: 98 is 1998, 05 is 2005."""
    if len(year) == 4:
        return int(year)
    century = (today.year + 10) // 100 * 100
    full = century + int(year)
    return full if full <= today.year + 10 else full - 100
