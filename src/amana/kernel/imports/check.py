"""Reading the values of one row, field by field, once it is known what the columns mean."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from amana.kernel.imports.cells import Cell, Row, as_text, column_letter
from amana.kernel.imports.columns.values import Column, Layout, Part
from amana.kernel.imports.fields import Field
from amana.kernel.imports.limits import MAX_CELL_LENGTH
from amana.kernel.imports.normalise import answers, births, countries, dates, languages, numbers, phones
from amana.kernel.imports.normalise.choices import ChoiceReader
from amana.kernel.imports.normalise.texts import clean, one_line
from amana.kernel.imports.normalise.values import NOTHING, Noted, Reading, Unreadable
from amana.kernel.imports.problems import Problem
from amana.kernel.imports.safe_text import shown
from amana.kernel.imports.terms import DayOrder, FieldKind, Missing

_LISTS = (FieldKind.CHOICES, FieldKind.COUNTRIES)
_PLACES = (FieldKind.COUNTRY, FieldKind.COUNTRIES)
SHORT_NAME = 3  # letters; "So" and "Na" are names, "NA" and "UNK" are not


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What holds for every row. `country` is where telephone numbers without a prefix are from; `day_order` what the user chose."""

    today: date
    country: str = ""
    day_order: Mapping[int, DayOrder] = field(default_factory=dict)
    keep_unknown_columns: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedRow:
    """What one row says.

    values    by field: text, tuple of codes, date, `Birth`, number, truth
    missing   by field: why there is no value
    beside    by field: what the value cannot hold (further telephones, the words of "other")
    kept      by heading: texts of columns that nobody could place
    """

    number: int
    values: Mapping[str, Any]
    missing: Mapping[str, Missing]
    beside: Mapping[str, Mapping[str, Any]]
    kept: Mapping[str, str]
    problems: tuple[Problem, ...]
    source_key: str = ""
    stated_on: date | None = None

    @property
    def is_ok(self) -> bool:
        return not any(problem.is_error for problem in self.problems)

    @property
    def is_remark_only(self) -> bool:
        """A line that speaks of no person: a total, a signature."""
        return not self.values and not self.missing and not any(problem.is_error for problem in self.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What all values of each column say together. Columns by index.

    orders     in which order days are written, where the values tell
    coded      columns of countries in which codes of two letters are usual
    swappable  columns in which a spreadsheet program may have exchanged day and month
    """

    orders: Mapping[int, DayOrder] = field(default_factory=dict)
    coded: frozenset[int] = frozenset()
    swappable: frozenset[int] = frozenset()

    def written(self) -> dict[str, Any]:
        return {
            "orders": {str(index): order.value for index, order in self.orders.items()},
            "coded": sorted(self.coded),
            "swappable": sorted(self.swappable),
        }

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Self:
        """The value of a JSON object made by `written`."""
        return cls(
            orders={int(index): DayOrder(order) for index, order in content["orders"].items()},
            coded=frozenset(content["coded"]),
            swappable=frozenset(content["swappable"]),
        )


def profile(rows: Iterable[Row], layout: Layout, fields: Mapping[str, Field]) -> Profile:
    """Listen to all rows once."""
    kinds = {column.index: fields[column.field].kind for column in layout.columns if column.field}
    stated = {column.index for column in layout.columns if column.part is Part.STATED_ON}
    days = {index for index, kind in kinds.items() if kind in (FieldKind.DATE, FieldKind.BIRTH)} | stated
    witnesses = {index: dates.OrderWitness() for index in days}
    countries_seen = {index: Counter[bool]() for index, kind in kinds.items() if kind in (FieldKind.COUNTRY, FieldKind.COUNTRIES)}
    for row in rows:
        for index, witness in witnesses.items():
            if index < len(row.cells):
                witness.hear(row.cells[index])
        for index, counts in countries_seen.items():
            if index < len(row.cells) and (text := as_text(row.cells[index]).strip()):
                counts[len(text) == 2 and text != "NA"] += 1
    return Profile(
        orders={index: witness.order for index, witness in witnesses.items() if witness.order is not DayOrder.UNDECIDED},
        coded=frozenset(index for index, counts in countries_seen.items() if counts[True] > counts[False]),
        swappable=frozenset(index for index, witness in witnesses.items() if witness.may_be_swapped),
    )


class RowReader:
    """Reads rows of one table. Make one per import; it holds no state between rows."""

    def __init__(self, layout: Layout, fields: Mapping[str, Field], profile: Profile, setting: Setting) -> None:
        self._fields = fields
        self._profile = profile
        self._setting = setting
        self._choices = {name: ChoiceReader(field) for name, field in fields.items() if field.codes}
        self._single = [column for column in layout.columns if column.part is Part.FIELD]
        self._options = [column for column in layout.columns if column.part is Part.OPTION]
        self._kept = [column for column in layout.columns if column.part is Part.KEPT]
        self._source_keys = [column for column in layout.columns if column.part is Part.SOURCE_KEY]
        self._stated_on = [column for column in layout.columns if column.part is Part.STATED_ON]
        self._meaningful = {column.index for column in layout.columns if column.part not in (Part.COUNTER, Part.EMPTY, Part.FORM)}

    def is_empty(self, row: Row) -> bool:
        """True for a row that holds nothing, or nothing but its number and what a form program adds by itself."""
        return not any(as_text(row.cells[index]).strip() for index in self._meaningful if index < len(row.cells))

    def read(self, row: Row) -> CheckedRow:
        """Read one row. What cannot be read becomes a problem and never stops the others."""
        stated_on = self._when_stated(row)
        values: dict[str, Any] = {}
        missing: dict[str, Missing] = {}
        beside: dict[str, dict[str, Any]] = {}
        problems: list[Problem] = []
        for column in self._single:
            reading = self._cell(row, column, stated_on, problems)
            if reading is NOTHING:
                continue
            self._put(reading, row, column, values, missing, beside, problems)
        self._read_options(row, values, problems)
        for name in [name for name in missing if name in values]:
            del missing[name]
        return CheckedRow(
            number=row.number,
            values=values,
            missing=missing,
            beside=beside,
            kept=self._kept_texts(row) if self._setting.keep_unknown_columns else {},
            problems=tuple(problems),
            source_key=next((text for column in self._source_keys if (text := _text(row, column).strip().removeprefix("uuid:"))), ""),
            stated_on=stated_on,
        )

    def _cell(self, row: Row, column: Column, stated_on: date | None, problems: list[Problem]) -> Reading:
        cell = row.cells[column.index] if column.index < len(row.cells) else None
        if cell is None or cell == "":
            return NOTHING
        target = self._fields[column.field]
        text = as_text(cell).strip() if target.kind is FieldKind.ANYTHING else clean(as_text(cell))
        if not text or answers.says_nothing(text):
            return NOTHING
        if len(text) > MAX_CELL_LENGTH:
            problems.append(self._problem("cell.too_long", row, column, text, {"limit": MAX_CELL_LENGTH}))
            return NOTHING
        try:
            reading = self._read(cell, text, target, column, stated_on)
        except Unreadable as unread:
            problems.append(self._problem(unread.code, row, column, text, unread.data))
            return NOTHING
        problems += [self._problem(noted.code, row, column, text, noted.data) for noted in reading.noted]
        return reading

    def _read(self, cell: Cell, text: str, target: Field, column: Column, stated_on: date | None) -> Reading:
        chosen = self._choices.get(target.name)
        coded = chosen is not None and bool(chosen.codes_in(text))
        if not coded and target.kind is not FieldKind.ANYTHING and (reason := self._missing(text, target, column)):
            return reason
        if target.kind in (FieldKind.DATE, FieldKind.BIRTH, FieldKind.AGE):
            return self._day(cell, target, column, stated_on)
        if chosen is not None:
            return chosen.read(text)
        return _READERS[target.kind](cell, text, target, self._setting)

    def _missing(self, text: str, target: Field, column: Column) -> Reading | None:
        """A reason for no value. SO is Somalia and no "sans objet"; NA may be Namibia, Na a name; "none" of something counted is 0."""
        if target.kind in _PLACES and text.upper() == "NA":
            if text == "NA" and column.index in self._profile.coded:
                return None
            return Reading(missing=Missing.NOT_ASKED, noted=(Noted(code="country.na"),))
        if target.kind in _PLACES and text.isalpha() and countries.read(text):
            return None
        if target.kind is FieldKind.LANGUAGE and text.isalpha() and text.upper() != "NA" and languages.is_language(text):
            return None
        if target.kind is FieldKind.NAME and text.isalpha() and len(text) <= SHORT_NAME and not text.isupper():
            return None
        reason = answers.missing(text)
        if reason is Missing.NONE and target.kind is FieldKind.WHOLE_NUMBER:
            return Reading(value=0)
        return Reading(missing=reason) if reason else None

    def _day(self, cell: Cell, target: Field, column: Column, stated_on: date | None) -> Reading:
        order = self._setting.day_order.get(column.index, self._profile.orders.get(column.index, DayOrder.UNDECIDED))
        today = self._setting.today
        if isinstance(cell, str):
            cell = clean(cell)
        if target.kind is FieldKind.DATE:
            return Reading(value=dates.read_date(cell, order=order, today=today))
        if isinstance(cell, str) and cell.startswith("{"):
            return Reading(value=_written_birth(cell))
        return Reading(value=births.read_birth(cell, order=order, today=today, asked_on=stated_on or today))

    def _when_stated(self, row: Row) -> date | None:
        for column in self._stated_on:
            cell = row.cells[column.index] if column.index < len(row.cells) else None
            if cell in (None, ""):
                continue
            try:
                return dates.read_date(cell, order=self._profile.orders.get(column.index, DayOrder.UNDECIDED), today=self._setting.today)
            except Unreadable:
                return None
        return None

    def _put(
        self,
        reading: Reading,
        row: Row,
        column: Column,
        values: dict[str, Any],
        missing: dict[str, Missing],
        beside: dict[str, dict[str, Any]],
        problems: list[Problem],
    ) -> None:
        name = column.field
        if reading.missing:
            missing.setdefault(name, reading.missing)
        if reading.beside:
            _add(beside.setdefault(name, {}), reading.beside)
        if reading.value is None:
            return
        before = values.get(name)
        if before is None:
            values[name] = reading.value
        elif self._fields[name].kind in _LISTS:
            values[name] = tuple(dict.fromkeys((*before, *reading.value)))
        elif self._fields[name].kind is FieldKind.PHONE and before != reading.value:
            beside.setdefault(name, {}).setdefault("others", []).append(reading.value)
        elif before != reading.value:
            both = f"{shown(str(before))} / {shown(str(reading.value))}"
            problems.append(self._problem("row.differs", row, column, both, {}))

    def _read_options(self, row: Row, values: dict[str, Any], problems: list[Problem]) -> None:
        """Columns of one choice each. A single column of the same question stands for all of them; the two are put together."""
        for column in self._options:
            text = clean(_text(row, column))
            if not text or answers.says_nothing(text) or answers.missing(text):
                continue
            try:
                holds = answers.yes_or_no(text) or False
            except Unreadable:
                holds = column.option in self._choices[column.field].codes_in(text)
                if not holds:
                    problems.append(self._problem("option.unknown", row, column, text, {}))
            if holds:
                before = values.get(column.field, ())
                before = (before,) if isinstance(before, str) else before
                chosen = tuple(dict.fromkeys((*before, column.option)))
                values[column.field] = chosen if self._fields[column.field].kind in _LISTS else chosen[0]

    def _kept_texts(self, row: Row) -> dict[str, str]:
        texts: dict[str, str] = {}
        for column in self._kept:
            text = clean(_text(row, column))[:MAX_CELL_LENGTH]
            if text:
                texts.setdefault(name_of(column), text)
        return texts

    def _problem(self, code: str, row: Row, column: Column, text: str, data: Mapping[str, object]) -> Problem:
        return Problem(
            code=code, row=row.number, column=shown(name_of(column)), field=column.field, value=shown(one_line(text)), data=dict(data)
        )


def name_of(column: Column) -> str:
    """What a column is called to people: its lowest heading, or its letter."""
    return next((text for text in reversed(column.headings) if text), column_letter(column.index))


def _add(before: dict[str, Any], more: Mapping[str, Any]) -> None:
    for name, value in more.items():
        before[name] = [*before.get(name, []), *value] if isinstance(value, list) else value


def _text(row: Row, column: Column) -> str:
    return as_text(row.cells[column.index]) if column.index < len(row.cells) else ""


def _written_birth(text: str) -> births.Birth:
    """A birth in the form of our own exports."""
    try:
        return births.Birth.read(json.loads(text))
    except (KeyError, TypeError, ValueError) as failure:
        raise Unreadable("date.unknown") from failure


def _read_line(cell: Cell, text: str, target: Field, setting: Setting) -> Reading:
    return Reading(value=one_line(text))


def _read_name(cell: Cell, text: str, target: Field, setting: Setting) -> Reading:
    name = one_line(text)
    if not any(sign.isalpha() for sign in name):
        raise Unreadable("name.no_letters")
    return Reading(value=name)


def _read_text(cell: Cell, text: str, target: Field, setting: Setting) -> Reading:
    return Reading(value=text)


def _read_email(cell: Cell, text: str, target: Field, setting: Setting) -> Reading:
    address = one_line(text).removeprefix("mailto:")
    whole = address.count("@") == 1 and "." in address.rpartition("@")[2] and " " not in address
    return Reading(value=address, noted=() if whole else (Noted(code="email.as_written"),))


def _read_anything(cell: Cell, text: str, target: Field, setting: Setting) -> Reading:
    """Structure written as JSON text; a text that is none stays a text."""
    if text[:1] in ("{", "[", '"'):
        try:
            return Reading(value=json.loads(text))
        except (ValueError, RecursionError) as failure:
            raise Unreadable("cell.kind") from failure
    return Reading(value=list(cell) if isinstance(cell, tuple) else text)


_READERS: Mapping[FieldKind, Callable[[Cell, str, Field, Setting], Reading]] = {
    FieldKind.NAME: _read_name,
    FieldKind.TEXT: _read_line,
    FieldKind.LONG_TEXT: _read_text,
    FieldKind.COUNTRY: lambda _, text, target, setting: countries.read_countries(text, several=False),
    FieldKind.COUNTRIES: lambda _, text, target, setting: countries.read_countries(text, several=True),
    FieldKind.LANGUAGE: lambda _, text, target, setting: languages.read_language(text),
    FieldKind.BOOLEAN: lambda _, text, target, setting: Reading(value=answers.yes_or_no(text)),
    FieldKind.PHONE: lambda cell, _, target, setting: phones.read_phone(cell, country=setting.country),
    FieldKind.EMAIL: _read_email,
    FieldKind.WHOLE_NUMBER: lambda cell, _, target, setting: Reading(value=numbers.read_whole(cell)),
    FieldKind.LATITUDE: lambda cell, _, target, setting: Reading(value=numbers.read_degrees(cell, most=90)),
    FieldKind.LONGITUDE: lambda cell, _, target, setting: Reading(value=numbers.read_degrees(cell, most=180)),
    FieldKind.ANYTHING: _read_anything,
}

__all__ = ["CheckedRow", "Profile", "RowReader", "Setting", "name_of", "profile"]
