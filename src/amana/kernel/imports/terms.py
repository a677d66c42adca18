"""The words of an import: what a cell can mean, what an answer can lack, where a run and a row stand."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Format(StrEnum):
    """What a file is, by its content. The name of a file is never asked."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"
    JSON = "json"


class Missing(StrEnum):
    """Why there is no value. None of these means "no", and an empty cell is none of these: it says nothing (safeguard S6)."""

    NOT_ASKED = "not_asked"
    UNKNOWN = "unknown"
    WOULD_NOT_SAY = "would_not_say"
    NONE = "none"  # there is none: a person without a telephone


class FieldKind(StrEnum):
    """How the text of a cell becomes a value."""

    NAME = "name"
    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    BIRTH = "birth"
    AGE = "age"
    COUNTRY = "country"
    COUNTRIES = "countries"
    LANGUAGE = "language"
    BOOLEAN = "boolean"
    PHONE = "phone"
    EMAIL = "email"
    WHOLE_NUMBER = "whole_number"
    LATITUDE = "latitude"
    LONGITUDE = "longitude"
    ANYTHING = "anything"  # kept as it is, structure included


class Shape(StrEnum):
    """What the text of a free field usually looks like; evidence when two headings of one column disagree."""

    ANY = "any"
    PLACE = "place"
    STREET = "street"
    POSTAL_CODE = "postal_code"


class Severity(StrEnum):
    """An error keeps its row out until it is corrected; a remark is shown and nothing waits for it."""

    ERROR = "error"
    REMARK = "remark"


class DayOrder(StrEnum):
    """How a column writes 03/04/2001."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    UNDECIDED = "undecided"


class RunState(models.TextChoices):
    READ = "read", _("Read")
    MAPPED = "mapped", _("Columns understood")
    CHECKED = "checked", _("Checked")
    COMMITTING = "committing", _("Being imported")
    COMMITTED = "committed", _("Imported")
    UNDONE = "undone", _("Undone")


class RowState(models.TextChoices):
    OK = "ok", _("Ready")
    ERROR = "error", _("Needs correction")
    ALIKE = "alike", _("May be on file already")
    LEFT_OUT = "left_out", _("Left out by decision")
    COMMITTED = "committed", _("Imported")
    UNDO_PROPOSED = "undo_proposed", _("Imported; to be taken back")
    SKIPPED_DUPLICATE = "skipped_duplicate", _("Already imported")
    UNDONE = "undone", _("Undone")


IMPORTED = (RowState.COMMITTED, RowState.UNDO_PROPOSED)  # rows whose record stands: they are not imported again
