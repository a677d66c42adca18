"""Values as text in the reader's language and calendar. Digits are 0 to 9 in every language, as on documents and phones."""

from datetime import date, datetime, timedelta

from babel import Locale
from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from amana.kernel.locale.calendars import Calendar, CalendarDay, calendar_text
from amana.kernel.locale.reader import Reader, current_reader, reader_of

Day = date | datetime | CalendarDay


def language_now() -> str:
    """Give the language pages are written in now."""
    return (get_language() or "en").split("-")[0]


def format_day(value: Day, user: object = None) -> str:
    """Write a day in full in the calendar of a user, or of the page's reader: "12 Meskerem 2017"."""
    reader = current_reader() if user is None else reader_of(user)
    return calendar_text(day_in(value, reader.calendar), language_now())


def other_calendar(value: Day, reader: Reader) -> str:
    """Write the same day in Gregorian with the calendar's name, for the hover; in Hijri or Ethiopian days stay as given there."""
    shown = day_in(value, reader.calendar)
    if not shown.exact:
        return gettext("%(calendar)s calendar") % {"calendar": shown.calendar.label}
    other = Calendar.GREGORIAN if reader.calendar is not Calendar.GREGORIAN else given_calendar(value)
    text = calendar_text(day_in(value, other), language_now())
    return gettext("%(day)s (%(calendar)s)") % {"day": text, "calendar": other.label}


def given_calendar(value: Day) -> Calendar:
    """Give the calendar a value was given in; Ethiopian is shown beside a plain Gregorian day."""
    if isinstance(value, CalendarDay) and value.calendar is not Calendar.GREGORIAN:
        return value.calendar
    return Calendar.ETHIOPIAN


def day_in(value: Day, calendar: Calendar) -> CalendarDay:
    """Count a value in a calendar. A month or year without a day stays in its own calendar, since it covers parts of two elsewhere."""
    if isinstance(value, CalendarDay):
        if value.calendar is calendar or not value.exact:
            return value
        return CalendarDay.of(value.first(), calendar)
    return CalendarDay.of(local_date(value), calendar)


def local_date(value: date | datetime) -> date:
    """Give the day of a moment in the time zone in force."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def clock(value: datetime) -> str:
    """Write the time of day as 16:40, in the time zone in force."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local:%H:%M}"


def isolated(value: object) -> str:
    """Put a text into a sentence so that each keeps its own direction (Unicode's first-strong isolate)."""
    return f"\u2068{value}\u2069"


def number(value: int | float) -> str:
    """Write a number with the language's separators: "1,234.5"."""
    if isinstance(value, float):
        value = round(value, 1)
    return format_decimal(value, locale=Locale.parse(language_now()), numbering_system="latn")


def duration(value: timedelta) -> str:
    """Write how long something takes, in its largest unit: "40 seconds", "12 minutes", "3 hours", "5 days"."""
    seconds = max(0, round(value.total_seconds()))
    if seconds < 90:
        return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}
    minutes = round(seconds / 60)
    if minutes < 90:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = round(minutes / 60)
    if hours < 48:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    days = round(hours / 24)
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
