"""An entry as a reader sees it: its fields with labels, one text for lists and timelines, tags."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from amana.contexts.cases.record.kinds import KINDS, PARTIAL_DAYS
from amana.contexts.cases.record.kinds import field as declared
from amana.contexts.cases.record.sheets.entries import PERSON
from amana.contexts.cases.record.terms import EntryKind
from amana.contexts.cases.record.values import Entry, Recorded, Told
from amana.contexts.cases.record.words import label, title
from amana.contexts.persons.facade import Source
from amana.kernel.errors import Sentence
from amana.kernel.imports.fields import Field
from amana.kernel.imports.terms import FieldKind, Missing
from amana.kernel.locale.calendars import Calendar, CalendarDay
from amana.kernel.locale.formats import format_day, number
from amana.kernel.locale.names import country_name
from amana.kernel.ui.parts import Code, Fact, Statement, Tag, Text, Tone, Words

MISSING: Mapping[Missing, Sentence] = {
    Missing.NOT_ASKED: _("Not asked"),
    Missing.UNKNOWN: _("Not known"),
    Missing.WOULD_NOT_SAY: _("Would not say"),
    Missing.NONE: _("There is none"),
}
LINE = 140  # characters of a text in a list
# What an entry is called in a line, in this order; the first two that say something.
_FIRST = (
    "need", "spl_Type", "amana:act", "vic_TypeOfExploitation", "vic_MethodsOfControl", "hte_Type", "to_place", "cco_CaseComment", "text",
    "cas_ReferredOrganisation", "cas_ReferringOrganisation", "per_RoleInProcess", "org_Name", "vic_Vulnerabilities",
    "vic_LocationOfExploitation", "country",
)  # fmt: skip


def facts(recorded: Recorded) -> list[Fact]:
    """One line for each field that says something, or says why it does not."""
    entry = recorded.entry
    lines = []
    for name in (*KINDS[entry.kind], *(other for other in entry.values if other not in KINDS[entry.kind])):
        if name == PERSON:
            continue
        if name in entry.values:
            text: Text = value_text(name, entry.values[name])
        elif name in entry.missing:
            text = MISSING[entry.missing[name]]
        else:
            continue
        statement = Statement(
            text=text,
            source=Source(entry.source).label,
            on=entry.stated_on or recorded.recorded_at,
            recorded_by=recorded.recorded_by,
            note=entry.note,
        )
        lines.append(Fact(label=_title(name), statements=[statement]))
    return lines


def line(entry: Entry) -> str:
    """The entry as one short text."""
    if entry.kind is EntryKind.LEG and {"from_place", "to_place"} <= set(entry.values):
        return str(_("%(start)s to %(end)s") % {"start": entry.values["from_place"], "end": entry.values["to_place"]})
    said = [plain(value_text(name, entry.values[name])) for name in _FIRST if name in entry.values]
    if not said:
        said = [plain(value_text(name, value)) for name, value in entry.values.items() if name != PERSON]
    text = " · ".join(said[:2]) or str(entry.note)
    return text if len(text) <= LINE else f"{text[: LINE - 1]}…"


def value_text(name: str, value: Told) -> Text:
    """One value as one text."""
    if name in PARTIAL_DAYS and isinstance(value, dict):
        return format_day(partial_day(value))
    try:
        field = declared(name)
    except KeyError:
        return Words(text=_flat(value))
    if field.kind in (FieldKind.COUNTRY, FieldKind.COUNTRIES):
        return ", ".join(country_name(code) for code in _several(value))
    if field.codes:
        return ", ".join(str(_label(field, code)) for code in _several(value))
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if field.kind is FieldKind.DATE and isinstance(value, str):
        return format_day(date.fromisoformat(value))
    if field.kind is FieldKind.PHONE and isinstance(value, str):
        return Code(text=value)
    if isinstance(value, int | float):
        return number(value)
    return Words(text=_flat(value))


def partial_day(value: Mapping[str, object]) -> CalendarDay:
    """The day of the form in which entries keep days that may lack day or month. Raises ValueError, KeyError."""
    month, day = value.get("month"), value.get("day")
    return CalendarDay(
        calendar=Calendar(str(value["calendar"])),
        year=int(str(value["year"])),
        month=int(str(month)) if month is not None else None,
        day=int(str(day)) if day is not None else None,
    )


def tags(recorded: Recorded, *, on: date) -> list[Tag]:
    """Words beside an entry: late, due, how it ended, or that it no longer stands."""
    if recorded.withdrawn_because:
        return [Tag(text=_("Withdrawn"), tone=Tone.PLAIN)]
    if not recorded.stands:
        return [Tag(text=_("Corrected"), tone=Tone.PLAIN)]
    if recorded.settled_at is not None:
        outcome = recorded.entry.values.get("outcome")
        return [Tag(text=str(_label(declared("outcome"), str(outcome))) if outcome else _("Ended"), tone=Tone.DONE)]
    if recorded.due_on is None:
        return []
    tag = due_tag(recorded.due_on, on=on)
    return [tag] if tag else []


def due_tag(due_on: date, *, on: date) -> Tag | None:
    """A word for a day that is today or past; a later one needs none."""
    if due_on < on:
        return Tag(text=_("Overdue"), tone=Tone.OVERDUE)
    return Tag(text=_("Today"), tone=Tone.DUE) if due_on == on else None


def plain(text: Text) -> str:
    """A text of a page as plain text."""
    return text.text if isinstance(text, Words | Code) else str(text)


def _title(name: str) -> Sentence:
    try:
        return title(declared(name))
    except KeyError:
        return name


def _label(field: Field, code: str) -> Sentence:
    return next((label(one) for one in field.codes if one.code == code), code)


def _several(value: Told) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, tuple | list) else (str(value),)


def _flat(value: Told) -> str:
    """Whatever a sheet said in structure, as text."""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_flat(one)}" for key, one in value.items())
    return "; ".join(_flat(one) for one in value) if isinstance(value, list | tuple) else str(value)
