"""Commitments in the parts that pages are made of."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.html import format_html
from django.utils.translation import gettext as _

from amana.contexts.dialogue import tables
from amana.contexts.dialogue.chairs.rules import ChairPeriod, chairs_on, chairs_since
from amana.contexts.dialogue.commitments.values import CommitmentView, StepView, Version
from amana.contexts.dialogue.terms import Status
from amana.kernel.locale.formats import format_day
from amana.kernel.locale.names import country_name
from amana.kernel.ui.parts import Column, Moment, Row, Table, Tag, Tone
from amana.kernel.ui.templatetags.ui import put, tag

TONES = {
    Status.OPEN: Tone.PLAIN,
    Status.IN_PROGRESS: Tone.INFO,
    Status.DONE_CLAIMED: Tone.DUE,
    Status.DONE_VERIFIED: Tone.DONE,
    Status.NOT_DONE: Tone.OVERDUE,
    Status.OVERTAKEN: Tone.UNKNOWN,
    Status.WITHDRAWN: Tone.UNKNOWN,
}


def tag_of(status: Status | None) -> Tag:
    """The status as a word with a colour; "not shared" where it is withheld."""
    return Tag(text=status.label, tone=TONES[status]) if status else Tag(text=_("Not shared"), tone=Tone.UNKNOWN)


def owner(view: CommitmentView) -> str:
    """State and body, whichever are named."""
    state = country_name(view.promise.owner_state) if view.promise.owner_state else ""
    return ", ".join(part for part in (state, view.promise.owner_body) if part)


def deadline(view: CommitmentView) -> object:
    """The deadline as it is known, or that none was agreed."""
    return view.promise.deadline.shown if view.promise.deadline else Tag(text=_("None agreed"), tone=Tone.UNKNOWN)


def listed(found: Sequence[CommitmentView], *, caption: str, empty: str) -> Table:
    """Commitments as a table."""
    columns = [
        Column(heading=_("Commitment")),
        Column(heading=_("Owner")),
        Column(heading=_("By when")),
        Column(heading=_("Status")),
        Column(heading=_("Priority")),
    ]
    rows = [
        Row(
            cells=(view.promise.action, owner(view), day_cell(view), tag_of(view.status), view.promise.priority),
            url=reverse("dialogue:commitment", args=[view.ref]),
        )
        for view in found
    ]
    return Table(caption=caption, columns=columns, rows=rows, empty=empty)


def day_cell(view: CommitmentView) -> object:
    """The deadline, and that it has passed."""
    if not view.overdue:
        return deadline(view)
    return format_html("{} {}", put(deadline(view)), tag(Tone.OVERDUE, _("Overdue")))


def facts(view: CommitmentView) -> list[tuple[str, str]]:
    """What was promised, by whom, where it is written, and where all that comes from. The deadline stands by itself."""
    promise = view.promise
    instruments = {row.code: row.text("name") for row in tables.rows(tables.INSTRUMENTS)}
    domain = tables.domain_names().get(promise.domain, "")
    return [
        (_("Owner"), owner(view)),
        (_("Where it is written"), ", ".join(filter(None, (instruments.get(promise.instrument, promise.instrument), promise.reference)))),
        (_("How one will see that it is done"), promise.indicator),
        (_("Priority of the Rome Declaration"), f"{tables.priority_names().get(promise.priority, '')} ({promise.priority})"),
        (_("Domain of the Joint Valletta Action Plan"), f"{domain} ({promise.domain})" if promise.domain else ""),
        (_("Who may see it"), str(promise.sharing.label)),
    ]


def under_which_chair(view: CommitmentView, periods: Sequence[ChairPeriod], *, on: date) -> str:
    """For an overdue commitment: under which chair it fell due, and under which it is still open."""
    if not view.overdue or view.promise.deadline is None:
        return ""
    due = chairs_on(periods, view.promise.deadline.last)
    later = [period for period in chairs_since(periods, view.promise.deadline.last, on=on) if period not in due]
    if not later:
        return ""
    if not due:
        return _("Overdue under the next chair: still open under %(now)s.") % {"now": chair_names(later)}
    return _("Overdue under the next chair: due under %(due)s, still open under %(now)s.") % {
        "due": chair_names(due),
        "now": chair_names(later),
    }


def chair_names(periods: Iterable[ChairPeriod]) -> str:
    """States of chair periods, each once, joined."""
    names = dict.fromkeys(country_name(period.state) for period in periods)
    return _(" or ").join(names) if len(names) == 2 else ", ".join(names)


def history(view: CommitmentView) -> list[Moment]:
    """Everything that happened to it, the latest first: steps and changes of wording."""
    told: list[tuple[datetime, Moment]] = [(step.at, _step(step)) for step in view.steps]
    told += [(later.at, _rewording(before, later)) for before, later in zip(view.versions, view.versions[1:], strict=False)]
    return [moment for _at, moment in sorted(told, key=lambda pair: pair[0], reverse=True)]


def _step(step: StepView) -> Moment:
    text = step.reason
    if step.evidence:
        text += " " + _("Rests on: %(evidence)s (%(confidence)s)") % {
            "evidence": " ".join(filter(None, (step.evidence.words, step.evidence.url))),
            "confidence": step.evidence.confidence.label,
        }
    title = _("Contradicted: in progress") if step.judges and step.status is Status.IN_PROGRESS else step.status.label
    return Moment(on=step.at, title=title, text=text, tag=tag_of(step.status), by=step.organisation)


def _rewording(before: Version, later: Version) -> Moment:
    changed = [label for label, differs in _differences(before, later) if differs]
    title = _("Put differently: %(what)s") % {"what": ", ".join(str(label) for label in changed) or _("nothing visible")}
    return Moment(on=later.at, title=title, text=f"{later.reason} {_was(before, later)}".strip(), by=later.organisation)


def _differences(before: Version, later: Version) -> list[tuple[str | Lazy, bool]]:
    was, now = before.promise, later.promise
    return [
        (_("wording"), was.action != now.action or was.reference != now.reference),
        (_("owner"), (was.owner_state, was.owner_body) != (now.owner_state, now.owner_body)),
        (_("deadline"), was.deadline != now.deadline),
        (_("indicator"), was.indicator != now.indicator),
        (_("priority or domain"), (was.priority, was.domain) != (now.priority, now.domain)),
        (_("who may see it"), was.sharing != now.sharing),
        (_("source"), was.source != now.source),
    ]


def _was(before: Version, later: Version) -> str:
    if before.promise.deadline != later.promise.deadline:
        was = format_day(before.promise.deadline.shown) if before.promise.deadline else _("none agreed")
        return _("Before: %(was)s.") % {"was": was}
    if before.promise.action != later.promise.action:
        return _("Before: %(was)s.") % {"was": before.promise.action}
    return ""
