"""The side navigation: entries that each app registers, grouped by desk.

An app calls `register` from its `AppConfig.ready`. An entry is shown to people whose
policy allows its action; hiding it is a courtesy, the policy on the page itself protects.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

MOST_ENTRIES: Final = 7  # more than a tired reader takes in at a glance

Allows = Callable[[HttpRequest, str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One place of work, such as the care desk. `order` sorts desks, lowest first."""

    key: str
    label: str | Promise
    order: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the side navigation.

    `url` is a URL name without arguments. `action` is the policy action a person needs to
    see the line, or several of which one is enough; "" for anybody signed in. `shortcut` is a pair of keys such as "g t". A
    `front` page is marked as the present one only where the reader stands on it itself, not
    on whatever has an address below it.
    """

    desk: str
    label: str | Promise
    url: str
    action: str | tuple[str, ...] = ""
    order: int = 100
    shortcut: str = ""
    front: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An entry as drawn: where it leads and whether the reader is there now."""

    label: str | Promise
    href: str
    here: bool
    shortcut: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    label: str | Promise
    lines: tuple[Line, ...]


class TooManyEntries(ValueError):
    """A desk was given more entries than a reader takes in."""

    code = "ui.too_many_entries"


class Navigation:
    """The desks and entries of one node."""

    def __init__(self) -> None:
        self._desks: dict[str, Desk] = {}
        self._entries: dict[tuple[str, str], Entry] = {}

    def register(self, desk: Desk, entries: Iterable[Entry]) -> None:
        """Add a desk and its entries. Registering the same again changes nothing."""
        self._desks[desk.key] = desk
        for entry in entries:
            self._entries[entry.desk, entry.url] = entry
        count = sum(1 for entry in self._entries.values() if entry.desk == desk.key)
        if count > MOST_ENTRIES:
            raise TooManyEntries(f"{desk.key}: {count} entries, at most {MOST_ENTRIES}")

    def sections(self, request: HttpRequest, allows: Allows) -> tuple[Section, ...]:
        """Give the desks this person may work at, with the lines they may open."""
        sections = []
        for desk in sorted(self._desks.values(), key=lambda desk: (desk.order, desk.key)):
            lines = tuple(self._lines(desk, request, allows))
            if lines:
                sections.append(Section(label=desk.label, lines=lines))
        return tuple(sections)

    def _lines(self, desk: Desk, request: HttpRequest, allows: Allows) -> Iterable[Line]:
        mine = [entry for entry in self._entries.values() if entry.desk == desk.key]
        longest = ""
        lines = []
        for entry in sorted(mine, key=lambda entry: (entry.order, entry.url)):
            wanted = (entry.action,) if isinstance(entry.action, str) else entry.action
            if entry.action and not any(allows(request, act) for act in wanted):
                continue
            try:
                href = reverse(entry.url)
            except NoReverseMatch:
                # The profile of this node does not install the page.
                continue
            stands = request.path == href if entry.front else request.path.startswith(href)
            if stands and len(href) > len(longest):
                longest = href
            lines.append((entry, href))
        for entry, href in lines:
            yield Line(label=entry.label, href=href, here=href == longest, shortcut=entry.shortcut)


navigation: Final = Navigation()
