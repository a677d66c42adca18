"""Forms of the case. The form of an entry is made from the declaration of its kind, so no field can be forgotten."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amana.contexts.cases.consent.forms import TellForm
from amana.contexts.cases.record.kinds import PARTIAL_DAYS, REQUIRED, fields_of
from amana.contexts.cases.record.sheets.export import Format
from amana.contexts.cases.record.shown import partial_day
from amana.contexts.cases.record.terms import CLOSED, DUE_KINDS, CaseStatus, EntryKind, Outcome
from amana.contexts.cases.record.values import Entry, Told
from amana.contexts.cases.record.words import label, title
from amana.contexts.persons.facade import Source
from amana.kernel.ids import UserId
from amana.kernel.imports.fields import Field
from amana.kernel.imports.terms import FieldKind, Missing
from amana.kernel.locale.calendars import CalendarDay
from amana.kernel.locale.fields import DayField, PartialDayField
from amana.kernel.locale.names import country_choices
from amana.kernel.ui.forms import QuestionField

NOTHING = ("", _("Choose"))
LONG = {"rows": 4, "dir": "auto"}
WORK = ("outcome", "spl_ActualEndDate")  # said by settling, not when something is planned


class EntryForm(forms.Form):
    """One entry of a kind. `entry()` gives it; `due_on` and `assignee` are there for what can be done."""

    source = forms.ChoiceField(label=_("Who says so"), choices=[NOTHING, *Source.choices])
    stated_on = DayField(label=_("Said or seen on"), required=False, latest=timezone.localdate)
    note = forms.CharField(
        label=_("Note on the source"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: EntryKind, colleagues: Sequence[tuple[UserId, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        self.declared = [field for field in fields_of(kind) if field.name not in WORK]
        for field in self.declared:
            self.fields[key(field)] = form_field(field, required=field.name in REQUIRED.get(kind, ()))
        first = [key(field) for field in self.declared]
        if kind in DUE_KINDS:
            self.fields["due_on"] = DayField(label=_("To be done by"), required=kind is EntryKind.TASK)
            self.fields["assignee"] = forms.ChoiceField(
                label=_("By whom"), required=False, choices=[("", _("By me")), *((str(ref), name) for ref, name in colleagues)]
            )
            first += ["due_on", "assignee"]
        if kind in (EntryKind.TASK, EntryKind.NOTE, EntryKind.PLAN, EntryKind.SERVICE):
            for name in ("source", "stated_on", "note"):
                del self.fields[name]
        self.order_fields([*first, "source", "stated_on", "note", "version"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not self.entry().values and not self.entry().missing:
            self.add_error(key(self.declared[0]), _("Fill in at least one field, or go back."))
        return cleaned

    def entry(self, before: Entry | None = None) -> Entry:
        """What was entered. Fields that stayed empty say nothing; what `before` says and the form does not ask for stays."""
        asked = {field.name for field in self.declared}
        values: dict[str, Told] = {name: value for name, value in before.values.items() if name not in asked} if before else {}
        missing: dict[str, Missing] = {name: why for name, why in before.missing.items() if name not in asked} if before else {}
        for field in self.declared:
            given = self.cleaned_data.get(key(field))
            if field.kind is FieldKind.BOOLEAN and given in ("not_asked", "would_not_say"):
                missing[field.name] = Missing(given)
            elif given not in (None, "", []):
                values[field.name] = _told(field, given)
        return Entry(
            kind=self.kind,
            values=values,
            missing=missing,
            source=Source(self.cleaned_data.get("source") or Source.SEEN),
            stated_on=self.cleaned_data.get("stated_on"),
            note=self.cleaned_data.get("note", ""),
        )

    def assignee(self) -> UserId | None:
        """Who is to do it; None for oneself."""
        chosen = self.cleaned_data.get("assignee")
        return UserId(UUID(chosen)) if chosen else None


class VersionForm(forms.Form):
    """Something based on what its page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(VersionForm):
    because = forms.CharField(label=_("Why it no longer stands"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))


class SettleForm(forms.Form):
    outcome = forms.ChoiceField(label=_("How did it end?"), choices=Outcome.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("In words"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))


class OpenForm(forms.Form):
    opened_on = DayField(label=_("Work began on"), latest=timezone.localdate)


class StatusForm(VersionForm):
    status = forms.ChoiceField(
        label=_("Status"), widget=forms.RadioSelect, choices=[(one.value, one.label) for one in CaseStatus if one not in CLOSED]
    )
    reason = forms.CharField(label=_("Why"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}))


class CloseForm(VersionForm):
    status = forms.ChoiceField(
        label=_("How does the case end?"), widget=forms.RadioSelect, choices=[(one.value, one.label) for one in CaseStatus if one in CLOSED]
    )
    reason = forms.CharField(label=_("Why it is closed"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))


class ReopenForm(VersionForm):
    reason = forms.CharField(label=_("Why it is opened again"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))


class CopyForm(forms.Form):
    form = forms.ChoiceField(
        label=_("As which kind of file?"),
        choices=[(Format.XLSX.value, _("Spreadsheet")), (Format.JSON.value, "JSON"), (Format.CSV.value, "CSV")],
        initial=Format.XLSX.value,
    )


class HandForm(TellForm):
    """A case for somebody else: who, what for, what, how, and as which file."""

    # the field is one of choices
    form = forms.ChoiceField(label=_("As which kind of file?"), choices=CopyForm.base_fields["form"].choices)  # type: ignore[attr-defined]


def key(field: Field) -> str:
    """The name of a field on a page; a colon has no place in one."""
    return field.name.replace(":", "-")


def initial_of(entry: Entry) -> dict[str, Any]:
    """An entry as the initial values of its form."""
    found: dict[str, Any] = {"source": entry.source.value, "stated_on": entry.stated_on, "note": entry.note}
    for field in fields_of(entry.kind):
        if field.name in entry.missing and field.kind is FieldKind.BOOLEAN:
            found[key(field)] = entry.missing[field.name].value
        if (value := entry.values.get(field.name)) is not None:
            found[key(field)] = _initial(field, value)
    return found


def form_field(field: Field, *, required: bool) -> forms.Field:
    """How a declared field is asked for."""
    options: dict[str, Any] = {"label": title(field), "required": required}
    codes = [(code.code, label(code)) for code in field.codes]
    if field.name in PARTIAL_DAYS:
        return PartialDayField(**options, latest=timezone.localdate, help_text=_("The year is enough if day or month are not known."))
    match field.kind:
        case FieldKind.CHOICE:
            return forms.ChoiceField(choices=[NOTHING, *codes], **options)
        case FieldKind.CHOICES:
            return forms.MultipleChoiceField(choices=codes, widget=forms.CheckboxSelectMultiple, **options)
        case FieldKind.COUNTRY:
            return forms.ChoiceField(choices=lambda: [NOTHING, *country_choices()], **options)
        case FieldKind.BOOLEAN:
            return QuestionField(**options)
        case FieldKind.DATE:
            return DayField(**options)
        case FieldKind.WHOLE_NUMBER:
            return forms.IntegerField(min_value=0, max_value=120, **options)
        case FieldKind.LATITUDE:
            return forms.FloatField(min_value=-90, max_value=90, **options)
        case FieldKind.LONGITUDE:
            return forms.FloatField(min_value=-180, max_value=180, **options)
        case FieldKind.LONG_TEXT | FieldKind.ANYTHING:
            return forms.CharField(max_length=20000, widget=forms.Textarea(attrs=LONG), **options)
        case FieldKind.PHONE:
            return forms.CharField(max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel", "dir": "ltr"}), **options)
    return forms.CharField(max_length=300, widget=forms.TextInput(attrs={"dir": "auto"}), **options)


def _told(field: Field, given: Any) -> Told:
    if isinstance(given, CalendarDay):
        parts = {"calendar": given.calendar.value, "year": given.year, "month": given.month, "day": given.day}
        return {name: part for name, part in parts.items() if part is not None}
    if isinstance(given, date):
        return given.isoformat()
    if field.kind is FieldKind.BOOLEAN:
        return bool(given == "yes")
    return tuple(given) if isinstance(given, list) else given


def _initial(field: Field, value: Told) -> Any:
    if field.name in PARTIAL_DAYS and isinstance(value, dict):
        return partial_day(value)
    if field.kind is FieldKind.DATE and isinstance(value, str):
        return date.fromisoformat(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return list(value) if isinstance(value, tuple) else value
