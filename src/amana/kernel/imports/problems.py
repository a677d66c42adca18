"""Everything that can be said about one row or one file, as codes; the sentences are put together when somebody reads them.

A problem holds the foreign value only in a form that can be shown (`safe_text.shown`). It is sealed with the row.
"""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import Sentence
from amana.kernel.imports.cells import Remark
from amana.kernel.imports.terms import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What one code means to a reader. Sentences take %(column)s, %(value)s and the names in the problem's data."""

    severity: Severity
    sentence: Sentence
    remedy: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing about one cell, or about a whole row where `column` is empty."""

    code: str
    row: int
    column: str = ""
    field: str = ""
    value: str = ""
    data: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return EXPLAINED[self.code].severity

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def message(self, put: Callable[[object], str] = str) -> str:
        """What is wrong, in the reader's language. `put` draws each text of the sheet (`formats.isolated` where directions may mix)."""
        return str(EXPLAINED[self.code].sentence) % self._data(put)

    def message_without_value(self) -> str:
        """The same sentence with an ellipsis in place of what the sheet says, for lists that leave the node."""
        return str(EXPLAINED[self.code].sentence) % {**self._data(), "value": "…", "read_as": "…", "reason": "…"}

    def advice(self, put: Callable[[object], str] = str) -> str:
        """What to do about it, in the reader's language; `put` as for `message`."""
        return str(EXPLAINED[self.code].remedy) % self._data(put)

    def _data(self, put: Callable[[object], str] = str) -> dict[str, object]:
        data = {**self.data, "column": self.column, "value": self.value, "row": self.row}
        return {name: put(value) if isinstance(value, str) else value for name, value in data.items()}

    def written(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "row": self.row,
            "column": self.column,
            "field": self.field,
            "value": self.value,
            "data": dict(self.data),
        }

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Self:
        return cls(**content)


def remark_sentence(remark: Remark) -> str:
    """A remark about the whole file, in the reader's language."""
    return str(FILE_REMARKS[remark.code]) % remark.data


_E, _R = Severity.ERROR, Severity.REMARK
_CORRECT = _("Correct the cell and import this row again; the other rows do not wait for it.")
_LOOK = _("Nothing needs to be done. Look at it if it surprises you.")

EXPLAINED: Mapping[str, Explained] = {
    "cell.too_long": Explained(
        severity=_E,
        sentence=_("The text in “%(column)s” is longer than %(limit)s characters."),
        remedy=_("Shorten it, or put the rest in a document."),
    ),
    "cell.kind": Explained(
        severity=_E, sentence=_("The value “%(value)s” in “%(column)s” is not of the kind expected there."), remedy=_CORRECT
    ),
    "name.no_letters": Explained(
        severity=_E,
        sentence=_("“%(value)s” in “%(column)s” is not a name: it has no letters."),
        remedy=_("Write the name, or leave the cell empty."),
    ),
    "boolean.unknown": Explained(
        severity=_E, sentence=_("“%(value)s” in “%(column)s” is neither yes nor no."), remedy=_("Write yes or no, or leave the cell empty.")
    ),
    "choice.unknown": Explained(
        severity=_E,
        sentence=_("“%(value)s” in “%(column)s” is none of the choices."),
        remedy=_("Choose from the list of this field, for example: %(offered)s."),
    ),
    "choice.several": Explained(
        severity=_E,
        sentence=_("“%(value)s” in “%(column)s” names several choices where there can be one."),
        remedy=_("Keep the one that holds."),
    ),
    "choice.near": Explained(severity=_R, sentence=_("“%(value)s” in “%(column)s” was read as “%(read_as)s”."), remedy=_LOOK),
    "choice.other": Explained(
        severity=_R, sentence=_("“%(value)s” in “%(column)s” is not in the list; it is kept as “other”, in these words."), remedy=_LOOK
    ),
    "country.unknown": Explained(
        severity=_E,
        sentence=_("“%(value)s” in “%(column)s” is not a country that is known."),
        remedy=_("Write the two-letter code, such as ER, or the full name of the country."),
    ),
    "country.na": Explained(
        severity=_R,
        sentence=_("“NA” in “%(column)s” was read as “not asked” and not as Namibia."),
        remedy=_("Write Namibia in full if that is meant."),
    ),
    "language.unknown": Explained(
        severity=_E,
        sentence=_("“%(value)s” in “%(column)s” is not a language that is known."),
        remedy=_("Write the three-letter code, such as tir, or the name of the language in English, French or Arabic."),
    ),
    "date.unknown": Explained(
        severity=_E,
        sentence=_("“%(value)s” in “%(column)s” cannot be read as a date."),
        remedy=_("Write year, month and day, as in 2001-05-23."),
    ),
    "date.no_such_day": Explained(
        severity=_E,
        sentence=_("There is no such day as “%(value)s” in “%(column)s”."),
        remedy=_("Write year, month and day, as in 2001-05-23."),
    ),
    "date.two_orders": Explained(
        severity=_E,
        sentence=_("“%(value)s” in “%(column)s” could be two different days, because day and month cannot be told apart."),
        remedy=_("Say on the page of columns whether the day or the month comes first, or write the date as 2001-05-23."),
    ),
    "date.not_exact": Explained(
        severity=_E,
        sentence=_("“%(value)s” in “%(column)s” does not name a day."),
        remedy=_("Write year, month and day, as in 2001-05-23."),
    ),
    "date.swapped": Explained(
        severity=_R,
        sentence=_(
            "Some dates in “%(column)s” may have day and month exchanged: the spreadsheet program turned only part of them into dates."
        ),
        remedy=_("Compare a few dates with the paper before you import."),
    ),
    "birth.in_future": Explained(
        severity=_E, sentence=_("The birth “%(value)s” in “%(column)s” lies in the future."), remedy=_("Correct the year, month or day.")
    ),
    "birth.too_long_ago": Explained(
        severity=_E, sentence=_("The birth “%(value)s” in “%(column)s” is more than 120 years ago."), remedy=_("Correct the year.")
    ),
    "birth.no_such_age": Explained(
        severity=_E, sentence=_("“%(value)s” in “%(column)s” cannot be an age."), remedy=_("Write an age between 0 and 120.")
    ),
    "birth.age_differs": Explained(
        severity=_R,
        sentence=_("The age “%(value)s” in “%(column)s” does not agree with the date of birth in the same row; both are kept."),
        remedy=_LOOK,
    ),
    "number.unknown": Explained(
        severity=_E, sentence=_("“%(value)s” in “%(column)s” is not a whole number."), remedy=_("Write a number, such as 2.")
    ),
    "degrees.unknown": Explained(
        severity=_E,
        sentence=_("“%(value)s” in “%(column)s” is not a number of degrees between -%(most)s and %(most)s."),
        remedy=_("Write decimal degrees, such as 15.3381."),
    ),
    "phone.unknown": Explained(
        severity=_E,
        sentence=_("“%(value)s” in “%(column)s” is not a telephone number."),
        remedy=_("Write it with the country's prefix, as in +291 7 123456, or leave the cell empty."),
    ),
    "phone.as_written": Explained(
        severity=_R, sentence=_("“%(value)s” in “%(column)s” is not a complete telephone number; it is kept as written."), remedy=_LOOK
    ),
    "email.as_written": Explained(
        severity=_R, sentence=_("“%(value)s” in “%(column)s” is not a complete e-mail address; it is kept as written."), remedy=_LOOK
    ),
    "option.unknown": Explained(
        severity=_E, sentence=_("“%(value)s” in “%(column)s” does not say whether this choice holds."), remedy=_("Write 1 or 0, yes or no.")
    ),
    "row.differs": Explained(
        severity=_E,
        sentence=_("Two columns of this row give different answers for “%(column)s”: %(value)s."),
        remedy=_("Keep one of them, or say on the page of columns that one is something else."),
    ),
    "row.nothing": Explained(
        severity=_E,
        sentence=_("Row %(row)s holds nothing about a person in the columns that are understood."),
        remedy=_("Delete the row if it is a remark or a total; otherwise fill in what is known."),
    ),
    "row.nameless": Explained(
        severity=_E,
        sentence=_("Row %(row)s holds nothing by which this person could be found again: no name, telephone or number."),
        remedy=_("Write a name, or a nickname the person wishes to be called by."),
    ),
    "row.repeats": Explained(severity=_R, sentence=_("Row %(row)s says the same as row %(first)s and is imported once."), remedy=_LOOK),
    "row.already_imported": Explained(severity=_R, sentence=_("Row %(row)s was imported before and is left out."), remedy=_LOOK),
    "row.changed_since": Explained(
        severity=_E,
        sentence=_("The record in row %(row)s was imported before and has been changed in the form since."),
        remedy=_("Open the person's file and record what is new there; importing it again would make a second file."),
    ),
    "row.refused": Explained(
        severity=_E, sentence=_("Row %(row)s could not be imported (%(reason)s)."), remedy=_("Correct the row and import it again.")
    ),
}

FILE_REMARKS: Mapping[str, Sentence] = {
    "file.seen_before": _("The same file was brought in before, on %(on)s. Rows that were imported then are left out now."),
    "file.macros_ignored": _("This workbook holds macros. They were not run and are not kept."),
    "file.formulas_not_run": _("This workbook holds %(count)s formulas. They were not run; the results saved with them were read."),
    "file.faulty_cells": _("%(count)s cells hold an error of the spreadsheet program, such as #REF!, and are read as empty."),
    "file.hidden_columns_read": _("Some columns of this workbook are hidden. They were read like the others."),
    "file.encoding_guessed": _("The text was read as %(encoding)s. If letters look wrong, choose another encoding."),
    "file.other_sheets": _("These sheets were not read: %(names)s. Import them separately if they hold other people."),
    "file.turned": _("This sheet has one person per column; rows and columns were exchanged."),
    "file.remarks_left_out": _("%(count)s rows hold only a remark or a total and are left out: %(rows)s."),
}
