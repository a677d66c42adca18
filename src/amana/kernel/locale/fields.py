"""Form fields for days in any of the three calendars. They work without scripts."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from amana.kernel.locale.calendars import LABELS, Calendar, CalendarDay, NoSuchDay
from amana.kernel.locale.formats import day_in
from amana.kernel.locale.reader import current_reader
from amana.kernel.locale.reading import UnreadableDay, read_day, read_month, read_number

Limit = date | Callable[[], date] | None


class DayWidget(forms.MultiWidget):
    """Day, month, year and calendar side by side. The month takes a number or a name; the day field takes a whole date as text."""

    template_name = "ui/forms/day.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        digits = {"class": "form-control", "inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            widgets={
                "day": forms.TextInput(attrs={**digits, "inputmode": "text"}),
                "month": forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
                "year": forms.TextInput(attrs=digits),
                "calendar": forms.Select(
                    attrs={"class": "form-select"}, choices=[(calendar.value, label) for calendar, label in LABELS.items()]
                ),
            },
            attrs=attrs,
        )

    def decompress(self, value: Any) -> list[Any]:
        calendar = current_reader().calendar
        if not isinstance(value, date | CalendarDay):
            return ["", "", "", calendar.value]
        shown = day_in(value, calendar)
        return [shown.day or "", shown.month or "", shown.year, shown.calendar.value]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        # Django gives the class of the whole to every part, in place of the part's own.
        given = dict(attrs or {})
        wrong = " is-invalid" if "is-invalid" in given.pop("class", "") else ""
        context: dict[str, Any] = super().get_context(name, value, given)
        labels = (_("Day"), _("Month"), _("Year"), _("Calendar"))
        for subwidget, label in zip(context["widget"]["subwidgets"], labels, strict=True):
            subwidget["label"] = label
            subwidget["attrs"]["class"] += wrong
        return context

    def use_required_attribute(self, initial: Any) -> bool:
        """A whole date in the first part leaves the others empty."""
        return False

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_


class PartialDayField(forms.Field):
    """A day, a month or a year in any calendar. Cleans to a CalendarDay, or None if empty and not required."""

    widget = DayWidget
    default_error_messages = {
        "required": _("Enter a day."),
        "unreadable": _("This is not a day we can read. Write it like 12 Meskerem 2017, or in the three fields."),
        "no_such_day": _("This calendar has no such day."),
        "inexact": _("Enter the day and the month too."),
        "too_early": _("This day is too early."),
        "too_late": _("This day is too late."),
    }

    def __init__(self, *, earliest: Limit = None, latest: Limit = None, **options: Any) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__(**options)

    def to_python(self, value: Any) -> CalendarDay | None:
        if value is None or isinstance(value, CalendarDay):
            return value
        day, month, year, chosen = [str(part or "").strip() for part in [*value, "", "", "", ""][:4]]
        if not (day or month or year):
            return None
        try:
            calendar = Calendar(chosen) if chosen else current_reader().calendar
            if day and not month and not year:
                return read_day(day, calendar)
            if not year:
                raise UnreadableDay("a year is needed")
            return CalendarDay(
                calendar=calendar,
                year=read_number(year),
                month=read_month(month, calendar) if month else None,
                day=read_number(day) if day else None,
            )
        except NoSuchDay as absent:
            raise self._wrong("no_such_day") from absent
        except ValueError as unreadable:
            raise self._wrong("unreadable") from unreadable

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        earliest, latest = _day(self.earliest), _day(self.latest)
        if earliest is not None and value.last() < earliest:
            raise self._wrong("too_early")
        if latest is not None and value.first() > latest:
            raise self._wrong("too_late")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            before = initial if initial is None or isinstance(initial, CalendarDay) else CalendarDay.of(initial, Calendar.GREGORIAN)
            after = self.to_python(data)
        except ValidationError:
            return True
        if before is None or after is None:
            return before is not after
        return (before.first(), before.last()) != (after.first(), after.last())

    def _wrong(self, code: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code)


class DayField(PartialDayField):
    """An exact day in any calendar. Cleans to a (Gregorian) date, or None if empty and not required."""

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        if found is None:
            return None
        if not found.exact:
            raise self._wrong("inexact")
        return found.first()


def _day(limit: Limit) -> date | None:
    return limit() if callable(limit) else limit
