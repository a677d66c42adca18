"""Values as HTML: days with the other calendar on hover, names that keep their own direction."""

from datetime import datetime

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from amana.kernel.locale.calendars import CalendarDay
from amana.kernel.locale.formats import Day, clock, format_day, other_calendar
from amana.kernel.locale.languages import direction
from amana.kernel.locale.reader import current_reader


def day_markup(value: Day | None) -> SafeString:
    """Write a day as `<time>`; a moment of the day also says the time. Nothing for None."""
    if value is None:
        return SafeString("")
    title = other_calendar(value, current_reader())
    text = format_day(value)
    if isinstance(value, datetime):
        return format_html(
            '<time datetime="{}" title="{}"><bdi>{}</bdi> <bdi class="number">{}</bdi></time>', machine(value), title, text, clock(value)
        )
    return format_html('<time datetime="{}" title="{}"><bdi>{}</bdi></time>', machine(value), title, text)


def machine(value: Day) -> str:
    """Give the ISO form of a value: 2024-09-22, 2024-09-22T16:40+03:00; for a month or year its first Gregorian day's year."""
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.isoformat(timespec="minutes")
    if isinstance(value, CalendarDay):
        return value.first().isoformat() if value.exact else f"{value.first():%Y}"
    return value.isoformat()


def name_markup(text: str, language: str = "") -> SafeString:
    """Write a name or other words of a person so that they keep their own direction and are read aloud in their language."""
    if language:
        return format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, direction(language), text)
    return format_html('<bdi dir="auto">{}</bdi>', text)
