"""Pages of the calendar and the digest, and what programs fetch with a key."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from amana.contexts.dialogue.calendar import actions, keys, queries
from amana.contexts.dialogue.calendar.atom import atom
from amana.contexts.dialogue.calendar.rules import Entry, from_day, icalendar, in_month
from amana.contexts.dialogue.commitments.presenting import listed, owner
from amana.kernel.errors import NotFound
from amana.kernel.locale.calendars import Calendar, CalendarDay
from amana.kernel.locale.formats import format_day
from amana.kernel.locale.languages import LANGUAGES
from amana.kernel.requests import Request, access_of
from amana.kernel.ui.parts import Column, Row, Table


@require_safe
def calendar(request: Request) -> HttpResponse:
    """What comes, as a list; or one month by days."""
    access = access_of(request)
    entries = queries.calendar(on=request.today, access=access)
    month = _month_asked(request)
    context = {
        "table": _table(from_day(entries, request.today), _("What comes")) if month is None else None,
        "month": _days(entries, month) if month else None,
        "name": format_day(CalendarDay(calendar=Calendar.GREGORIAN, year=month.year, month=month.month)) if month else "",
        "this": f"{request.today:%Y-%m}",
        "before": f"{month - timedelta(days=1):%Y-%m}" if month else "",
        "after": f"{month + timedelta(days=monthrange(month.year, month.month)[1]):%Y-%m}" if month else "",
        "has_key": actions.in_force(access).exists(),
    }
    return render(request, "dialogue/calendar/calendar.html", context)


@require_POST
@never_cache
def make_key(request: Request) -> HttpResponse:
    """Show a new secret address once."""
    secret = actions.make_feed_key(access=access_of(request))
    language = translation.get_language()
    addresses = {
        "calendar": request.build_absolute_uri(reverse("dialogue:feed", args=[secret, language])),
        "digest": request.build_absolute_uri(reverse("dialogue:digest_feed", args=[secret, language])),
    }
    return render(request, "dialogue/calendar/key.html", addresses)


@require_POST
def end_key(request: Request) -> HttpResponse:
    """End the secret address."""
    actions.end_feed_key(access=access_of(request))
    messages.success(request, _("The address opens nothing any more."))
    return redirect("dialogue:calendar")


@require_safe
def digest(request: Request) -> HttpResponse:
    """What is due and what changed."""
    told = queries.digest(on=request.today, since=_since(request), access=access_of(request))
    groups = [
        listed(told.overdue, caption=_("Overdue"), empty=_("Nothing is overdue.")),
        listed(told.soon, caption=_("Due within sixty days"), empty=_("Nothing is due within sixty days.")),
        listed(told.waiting, caption=_("Waiting for somebody to verify it"), empty=_("No claim waits.")),
        listed(told.changed, caption=_("Changed"), empty=_("Nothing changed.")),
    ]
    return render(request, "dialogue/calendar/digest.html", {"told": told, "groups": groups})


@require_safe
def digest_text(request: Request) -> HttpResponse:
    """The same as plain text, to be sent on by whoever decides to."""
    told = queries.digest(on=request.today, since=_since(request), access=access_of(request))
    groups = [
        (_("Overdue"), told.overdue),
        (_("Due within sixty days"), told.soon),
        (_("Waiting for somebody to verify it"), told.waiting),
        (_("Changed"), told.changed),
    ]
    rows = [(heading, [(view, owner(view)) for view in views]) for heading, views in groups]
    answer = render(request, "dialogue/calendar/digest.txt", {"told": told, "groups": rows}, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="digest-{told.on.isoformat()}.txt"'
    return answer


@require_safe
@never_cache
def feed(request: HttpRequest, secret: str, language: str) -> HttpResponse:
    """The calendar for a program that has the key and nothing else."""
    access = keys.access_by(secret)
    site = request.build_absolute_uri("/").rstrip("/")
    with _in(language):
        found = [_absolute(entry, site) for entry in queries.feed(on=queries.today(), access=access)]
        text = icalendar(found, name=_("Dialogue: meetings and deadlines"), language=language)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


@require_safe
@never_cache
def digest_feed(request: HttpRequest, secret: str, language: str) -> HttpResponse:
    """What changed, for a feed reader that has the key and nothing else."""
    access = keys.access_by(secret)
    site = request.build_absolute_uri("/").rstrip("/")
    with _in(language):
        told = queries.digest(on=queries.today(), access=access)
        text = atom(told, title=_("Commitments: what changed"), language=language, address=request.build_absolute_uri(), site=site)
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


def _in(language: str) -> "translation.override":
    if language not in dict(LANGUAGES):
        raise NotFound
    return translation.override(language)


def _absolute(entry: Entry, site: str) -> Entry:
    return replace(entry, url=f"{site}{entry.url}")


def _since(request: Request) -> date | None:
    try:
        return date.fromisoformat(request.GET.get("since", ""))
    except ValueError:
        return None


def _month_asked(request: Request) -> date | None:
    try:
        return date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return None


def _table(entries: tuple[Entry, ...], caption: str) -> Table:
    columns = [Column(heading=_("What")), Column(heading=_("When")), Column(heading=_("Where or whose"))]
    rows = [Row(cells=(entry.title, entry.last, entry.place or entry.text), url=entry.url) for entry in entries]
    return Table(
        caption=caption, columns=columns, rows=rows, empty=_("Nothing is agreed for the time to come, as far as this register knows.")
    )


def _days(entries: tuple[Entry, ...], month: date) -> list[tuple[date, list[Entry]]]:
    """Each day of a month that has something, in order: a list that a phone and a screen reader can follow."""
    found = in_month(entries, month.year, month.month)
    days = [month + timedelta(days=n) for n in range(monthrange(month.year, month.month)[1])]
    told = [(day, [entry for entry in found if entry.first <= day <= entry.last]) for day in days]
    return [(day, entries_then) for day, entries_then in told if entries_then]
