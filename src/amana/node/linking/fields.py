"""What the cells of one row say, in the forms that the matching engine reads; what cannot be read is told with row, field and text."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import Sentence
from amana.kernel.imports.cells import Cell, Row, as_text
from amana.kernel.imports.columns.keys import key
from amana.kernel.imports.normalise.births import read_birth
from amana.kernel.imports.normalise.countries import read_countries
from amana.kernel.imports.normalise.dates import OrderWitness, read_date
from amana.kernel.imports.normalise.texts import one_line, plain_digits
from amana.kernel.imports.normalise.values import Unreadable
from amana.kernel.imports.problems import EXPLAINED, Problem
from amana.kernel.imports.safe_text import shown
from amana.kernel.imports.tables import spellings
from amana.kernel.imports.terms import DayOrder
from amana.kernel.locale.formats import isolated

from .headings import Layout

_DAY = re.compile(r"(\d{4})-\d{2}-\d{2}")
_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")
_OLDEST = 120
_NOTHING = frozenset({"unknown", "not_asked", "would_not_say", "none"})
_SEVERAL = ("phones", "documents", "place")
_BETWEEN_NUMBERS = re.compile(r"\s*[;|,/\n]\s*|\s+(?:or|ou|and|et|أو|و)\s+")
_FIRST_ASKED = date(1, 1, 1)

# What this command says otherwise than the importer, or alone.
_OWN: dict[str, tuple[Sentence, Sentence]] = {
    "date.two_orders": (
        EXPLAINED["date.two_orders"].sentence,
        _("Say what comes first with --dates day-first or --dates month-first, or write the date as 2001-05-23."),
    ),
    "birth.age_without_day": (
        _("“%(value)s” in “%(column)s” is an age, and nothing says on which day the person was that old."),
        _("Give the day of the report in a column of its own (--map reported=...), or the year of birth."),
    ),
    "id.twice": (
        _("The number “%(value)s” in “%(column)s” stands in this list already."),
        _("Give each record a number of its own, or choose another column with --map id=..."),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One cell that cannot be read."""

    file: str
    row: int
    column: str
    field: str
    text: str
    code: str

    def message(self) -> str:
        return self._filled(0)

    def advice(self) -> str:
        return self._filled(1)

    def _filled(self, which: int) -> str:
        if self.code in _OWN:
            return str(_OWN[self.code][which]) % {"value": isolated(self.text), "column": isolated(self.column)}
        problem = Problem(code=self.code, row=self.row, column=self.column, field=self.field, value=self.text)
        return problem.message(isolated) if which == 0 else problem.advice(isolated)


@dataclass(slots=True)
class RowReader:
    """Reads the rows of one table. `today` bounds births; `faults` collects what could not be read."""

    file: str
    layout: Layout
    dates: DayOrder
    today: date
    faults: list[Fault] = field(default_factory=list)
    unread_sexes: int = 0
    _orders: dict[str, DayOrder] = field(default_factory=dict)
    _births: dict[tuple[str, str], str] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Number and texts of every row of data, by field, `id` among them. Fields that say nothing are left out."""
        for row in self.layout.table.rows():
            if row.number >= self.layout.first_row:
                yield row.number, self._row(row)

    def _row(self, row: Row) -> dict[str, str]:
        found: dict[str, str] = {}
        cells = {name: self._cells(row, places) for name, places in self.layout.columns.items()}
        for name in ("id", "reported", "country"):
            if name in cells:
                self._put(found, row, name, cells[name])
        for name, given in cells.items():
            if name not in ("id", "reported", "country"):
                self._put(found, row, name, given, reported=found.get("reported", ""))
        return _with_family(found)

    def _cells(self, row: Row, places: tuple[int, ...]) -> list[tuple[int, Cell]]:
        """The cells of a field that hold anything, with their places."""
        held = ((place, row.cells[place]) for place in places if place < len(row.cells))
        return [(place, cell) for place, cell in held if cell not in (None, "", ()) and not _says_nothing(cell)]

    def _put(self, found: dict[str, str], row: Row, name: str, cells: list[tuple[int, Cell]], *, reported: str = "") -> None:
        """Read the cells of a field: all of those that may be several, else the first that holds anything."""
        several = name in _SEVERAL or name == "nationality"
        texts = []
        for place, cell in cells if several else cells[:1]:
            try:
                texts.append(self._read(name, place, cell, reported))
            except Unreadable as wrong:
                self.fault(row.number, place, name, cell, wrong.code)
        if text := ";".join(filter(None, texts)):
            found[name] = text

    def _read(self, name: str, place: int, cell: Cell, reported: str) -> str:
        if name == "birth":
            return self._birth(place, cell, reported)
        if name == "reported":
            return self._in_order(place, lambda order: read_date(cell, order=order, today=self.today).isoformat())
        text = one_line(as_text(cell))
        if name == "sex":
            found = spellings("sexes").get(key(text), "")
            self.unread_sexes += not found
            return found
        if name in ("nationality", "country"):
            codes = read_countries(as_text(cell), several=name == "nationality").value or ()
            return codes if isinstance(codes, str) else ";".join(codes)
        if name == "phones":
            return ";".join(filter(None, _BETWEEN_NUMBERS.split(plain_digits(as_text(cell)).strip())))
        if name in ("documents", "place"):
            return ";".join(filter(None, (one_line(each) for each in re.split(r"[;|\n]", as_text(cell)))))
        if name != "id" and not any(map(str.isalpha, text)):
            raise Unreadable("name.no_letters")
        return text

    def _birth(self, place: int, cell: Cell, reported: str) -> str:
        text = one_line(as_text(cell))
        known = self._births.get((text, reported))
        if known is None:
            known = self._births[text, reported] = self._plain_birth(text) or self._written_birth(place, cell, reported)
        return known

    def _plain_birth(self, text: str) -> str:
        """A birth that already stands as the engine reads it, "" for every other."""
        years = _DAY.fullmatch(text) or _YEARS.fullmatch(text)
        if not years:
            return ""
        first, last = int(years[1]), int(years[years.lastindex or 1] or years[1])
        if not self.today.year - _OLDEST - 1 <= first <= last <= self.today.year:
            return ""
        try:
            return text if _YEARS.fullmatch(text) or date.fromisoformat(text) <= self.today else ""
        except ValueError:
            return ""

    def _written_birth(self, place: int, cell: Cell, reported: str) -> str:
        asked_on = date.fromisoformat(reported) if reported else _FIRST_ASKED

        def read(order: DayOrder) -> str:
            try:
                birth = read_birth(cell, order=order, today=self.today, asked_on=asked_on)
            except (Unreadable, OverflowError, ValueError) as wrong:
                # an age before the year 1 is what an age without a day comes to
                code = wrong.code if isinstance(wrong, Unreadable) else "birth.age_without_day"
                raise Unreadable("birth.age_without_day" if code == "birth.too_long_ago" and not reported else code) from wrong
            if birth.form == "age" and not reported:
                raise Unreadable("birth.age_without_day")
            if birth.form == "exact":
                return birth.first.isoformat()
            return str(birth.first.year) if birth.first.year == birth.last.year else f"{birth.first.year}-{birth.last.year}"

        return self._in_order(place, read)

    def _in_order(self, place: int, read: Callable[[DayOrder], str]) -> str:
        """Read a date; where day and month cannot be told apart the whole column is asked, then what the user said."""
        try:
            return read(DayOrder.UNDECIDED)
        except Unreadable as doubt:
            if doubt.code != "date.two_orders":
                raise
        return read(self._order(place))

    def _order(self, place: int) -> DayOrder:
        column = str(place)
        if column not in self._orders:
            witness = OrderWitness()
            for row in self.layout.table.rows():
                if row.number >= self.layout.first_row and place < len(row.cells):
                    witness.hear(row.cells[place])
            self._orders[column] = self.dates if witness.order is DayOrder.UNDECIDED else witness.order
        return self._orders[column]

    def fault(self, row: int, place: int, name: str, cell: Cell, code: str) -> None:
        """Note a cell that cannot be read."""
        known = code if code in _OWN or code in EXPLAINED else "cell.kind"
        heading = self.layout.headings[place]
        self.faults.append(Fault(file=self.file, row=row, column=heading, field=name, text=shown(as_text(cell)), code=known))


def _says_nothing(cell: Cell) -> bool:
    return isinstance(cell, str) and spellings("answers").get(key(cell), "") in _NOTHING


def _with_family(found: dict[str, str]) -> dict[str, str]:
    """A family name becomes the last link of a whole name: which link it is differs from office to office."""
    family = found.pop("family", "")
    if family and not found.get("name"):
        links = [found.pop(name) for name in ("given", "father", "grandfather") if name in found]
        found["name"] = " ".join([*links, family])
    return found
