"""Days of the dialogue as an iCalendar file (RFC 5545), all-day events only, and as months.

A deadline known to the month or year has no day to stand on; it stands on its last possible day and says so in its title.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

LINE_OCTETS: Final = 75  # RFC 5545, 3.1: longer lines are folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing in the calendar: what, from when to when, where it is read in full, when it was last changed."""

    uid: str
    title: str
    first: date
    last: date
    text: str = ""
    place: str = ""
    url: str = ""
    changed: datetime


def in_month(entries: Iterable[Entry], year: int, month: int) -> tuple[Entry, ...]:
    """What falls into a month, also in part."""
    begins = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return tuple(entry for entry in entries if entry.first < following and entry.last >= begins)


def from_day(entries: Iterable[Entry], day: date) -> tuple[Entry, ...]:
    """What ends on a day or later, the nearest first."""
    return tuple(sorted((entry for entry in entries if entry.last >= day), key=lambda entry: (entry.first, entry.uid)))


def icalendar(entries: Iterable[Entry], *, name: str, language: str) -> str:
    """The entries as one VCALENDAR. The same entries give the same text, so a program that asks again sees no false change."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Amana//Dialogue//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME;LANGUAGE={language}:{escaped(name)}",
    ]
    for entry in entries:
        lines += _event(entry, language)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _event(entry: Entry, language: str) -> list[str]:
    stamp = f"{entry.changed:%Y%m%dT%H%M%SZ}"
    return [
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"DTSTAMP:{stamp}",
        f"LAST-MODIFIED:{stamp}",
        f"DTSTART;VALUE=DATE:{entry.first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.last + timedelta(days=1):%Y%m%d}",  # the first day after it (3.6.1)
        f"SUMMARY;LANGUAGE={language}:{escaped(entry.title)}",
        *([f"DESCRIPTION;LANGUAGE={language}:{escaped(entry.text)}"] if entry.text else []),
        *([f"LOCATION;LANGUAGE={language}:{escaped(entry.place)}"] if entry.place else []),
        *([f"URL:{entry.url}"] if entry.url else []),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """Text as a value (3.3.11): backslash, semicolon, comma and line ends escaped; other control signs cannot stand there."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in text.replace("\n", "\\n") if sign >= " " and sign != "\x7f")


def folded(line: str) -> str:
    """A line cut so that no part has more than 75 octets; a letter is never cut through."""
    parts, part, room = [], "", LINE_OCTETS
    for sign in line:
        size = len(sign.encode())
        if size > room:
            parts.append(part)
            part, room = "", LINE_OCTETS - 1  # the space that begins a continued line counts
        part += sign
        room -= size
    return "\r\n ".join([*parts, part])
