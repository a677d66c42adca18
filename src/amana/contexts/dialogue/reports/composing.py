"""Reports put together from the register, in the language that is in force."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from amana.contexts.dialogue import tables
from amana.contexts.dialogue.chairs.handover import Handover
from amana.contexts.dialogue.chairs.rules import ChairPeriod, chairs_on, chairs_since
from amana.contexts.dialogue.commitments.presenting import chair_names, owner
from amana.contexts.dialogue.commitments.values import CommitmentView
from amana.contexts.dialogue.reports.rules import Standing, figures, grouped
from amana.contexts.dialogue.reports.values import Block, Line, Report
from amana.contexts.dialogue.terms import Status
from amana.kernel.locale.calendars import Calendar, CalendarDay
from amana.kernel.locale.formats import format_day
from amana.kernel.locale.names import country_name

MOST_SIGNS = 200  # of a commitment's text in a report; the register has all of it


def progress(found: Sequence[CommitmentView], periods: Sequence[ChairPeriod], *, on: date, public: bool) -> Report:
    """How far commitments are: per priority, per state, per chair in whose time they fell due, and one by one."""
    names = tables.priority_names()
    by_priority = grouped(found, lambda view: view.promise.priority)
    by_state = grouped(found, lambda view: view.promise.owner_state)
    by_chair = grouped(found, lambda view: _due_under(view, periods))
    blocks = [
        _counted(_("By priority"), _("Priority"), [(f"{name} ({code})", by_priority.get(code, ())) for code, name in names.items()]),
        _counted(_("By state"), _("Owner"), sorted((_state(code), views) for code, views in by_state.items())),
        _counted(_("By chair in whose time it fell due"), _("In the chair"), list(by_chair.items())),
        _one_by_one(_("Commitments one by one"), [view for view in found if view.shared or not public], periods, linked=not public),
    ]
    return Report(title=_("Progress of commitments"), name="progress", on=on, notes=_notes(), blocks=blocks)


def handover(told: Handover, period: ChairPeriod, following: ChairPeriod | None, periods: Sequence[ChairPeriod], *, on: date) -> Report:
    """What a chair hands over: what is overdue, waits, is open or not shared, and what became of the rest in its time."""
    parts = [
        (_("Overdue"), told.overdue, _("Nothing is overdue.")),
        (_("Done, as the owner says, and waiting for somebody to verify it"), told.waiting, _("No claim waits.")),
        (_("Open"), told.open, _("Nothing else is open.")),
        (_("Progress not shared"), told.not_shared, _("Nothing is withheld.")),
        (_("Verified as done in the time of this chair"), told.done, _("Nothing was verified in this time.")),
        (_("Withdrawn or overtaken in the time of this chair"), told.ended, _("Nothing was withdrawn or overtaken in this time.")),
    ]
    title = _("Handover of the chair: %(from)s") % {"from": country_name(period.state)}
    if following is not None:
        title = _("Handover of the chair: %(from)s to %(to)s") % {"from": country_name(period.state), "to": country_name(following.state)}
    notes = [_sat(period), *_notes()]
    if told.earlier:
        notes.append(_("Closed before this chair and not listed again: %(count)s.") % {"count": len(told.earlier)})
    blocks = [_one_by_one(heading, views, periods, linked=True, empty=empty, history=True) for heading, views, empty in parts]
    return Report(title=title, name=f"handover-{period.key}", on=on, notes=notes, blocks=blocks)


def _notes() -> list[str]:
    return [
        _("“Claimed” is what the owner says; “verified” is what another organisation found. They are never added together."),
        _("“Not shared” means that the owner keeps its progress to itself. It does not mean that nothing was done."),
    ]


def _sat(period: ChairPeriod) -> str:
    since = _month(period.since)
    if period.until is None:
        return _("In the chair since %(since)s; no end is known.") % {"since": since}
    return _("In the chair from %(since)s to %(until)s, as exactly as sources say.") % {"since": since, "until": _month(period.until)}


def _counted(title: str, heading: str, groups: Iterable[tuple[str, Sequence[CommitmentView]]]) -> Block:
    headings = [
        heading,
        pgettext("figure", "Recorded"),
        pgettext("figure", "Verified"),
        pgettext("figure", "Claimed"),
        pgettext("figure", "In progress"),
        pgettext("figure", "Open"),
        pgettext("figure", "Not done"),
        pgettext("figure", "Overtaken"),
        pgettext("figure", "Withdrawn"),
        pgettext("figure", "Not shared"),
        pgettext("figure", "Overdue"),
    ]
    order = (
        Status.DONE_VERIFIED,
        Status.DONE_CLAIMED,
        Status.IN_PROGRESS,
        Status.OPEN,
        Status.NOT_DONE,
        Status.OVERTAKEN,
        Status.WITHDRAWN,
    )
    lines = []
    for name, views in groups:
        counted = figures(Standing(status=view.status, overdue=view.overdue) for view in views)
        lines.append(
            Line(cells=(name, counted.recorded, *(counted.by_status[each] for each in order), counted.not_shared, counted.overdue))
        )
    return Block(title=title, headings=headings, lines=lines, empty=_("No commitment is recorded."), numbers=1)


def _one_by_one(
    title: str, found: Sequence[CommitmentView], periods: Sequence[ChairPeriod], *, linked: bool, empty: str = "", history: bool = False
) -> Block:
    headings = [_("Commitment"), _("Owner"), _("Where it is written"), _("By when"), _("Status"), _("Source")]
    if history:
        headings.append(_("History"))
    lines = []
    for view in found:
        cells = [
            _short(view.promise.action),
            owner(view),
            view.promise.reference,
            _deadline(view, periods),
            _status(view),
            view.promise.source.words,
        ]
        if history:
            cells.append(" · ".join(f"{format_day(step.at)}: {step.status.label}. {step.reason}" for step in view.steps))
        lines.append(Line(cells=cells, url=reverse("dialogue:commitment", args=[view.ref]) if linked else ""))
    return Block(title=title, headings=headings, lines=lines, empty=empty or _("No commitment is recorded."))


def _status(view: CommitmentView) -> str:
    return str(view.status.label) if view.status else _("Not shared")


def _deadline(view: CommitmentView, periods: Sequence[ChairPeriod]) -> str:
    if view.promise.deadline is None:
        return _("None agreed")
    text = format_day(view.promise.deadline.shown)
    if not view.overdue:
        return text
    later = chairs_since(periods, view.promise.deadline.last, on=view.on)
    if not later:
        return _("%(day)s: overdue") % {"day": text}
    return _("%(day)s: overdue, still open under %(chair)s") % {"day": text, "chair": chair_names(later)}


def _due_under(view: CommitmentView, periods: Sequence[ChairPeriod]) -> str:
    if view.promise.deadline is None:
        return _("No date agreed")
    sat = chairs_on(periods, view.promise.deadline.last)
    return chair_names(sat) if sat else _("Chair not known")


def _state(code: str) -> str:
    return country_name(code) if code else _("Bodies of the dialogue")


def _month(given: tuple[int, int | None]) -> str:
    year, month = given
    return format_day(CalendarDay(calendar=Calendar.GREGORIAN, year=year, month=month))


def _short(text: str) -> str:
    return text if len(text) <= MOST_SIGNS else f"{text[: MOST_SIGNS - 1]}…"
