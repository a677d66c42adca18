"""Referrals in words and tables."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.forms import Form
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amana.contexts.cases.referral.terms import Erasure, ReferralState, Side
from amana.contexts.cases.referral.values import ReferralLine, ReferralView
from amana.contexts.exchange.guard import MessageKind, Verdict
from amana.contexts.exchange.guard.terms import DeclineReason, ReferralOutcome
from amana.contexts.exchange.guard.words import Line, lines, lines_of
from amana.contexts.persons.facade import Gender
from amana.kernel.ui.parts import Column, Moment, Row, Table, Tag, Tone, Words

Sentence = str | Promise

TONES = {
    ReferralState.SENT: Tone.PLAIN,
    ReferralState.RECEIVED: Tone.DUE,
    ReferralState.ACCEPTED: Tone.INFO,
    ReferralState.DECLINED: Tone.OVERDUE,
    ReferralState.IN_SERVICE: Tone.INFO,
    ReferralState.COMPLETED: Tone.DONE,
    ReferralState.WITHDRAWN: Tone.PLAIN,
    ReferralState.EXPIRED: Tone.OVERDUE,
    ReferralState.REFUSED: Tone.OVERDUE,
}
# Steps that are no states.
NOTES: Mapping[str, Sentence] = {
    "erasure_asked": gettext_lazy("Asked to erase it"),
    "erasure_erased": gettext_lazy("Erased, as asked"),
    "erasure_never_kept": gettext_lazy("Nothing was kept"),
    "erasure_kept_by_law": gettext_lazy("Kept, because a law requires it"),
    "stopped": gettext_lazy("Stopped using it"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the page of one referral shows besides the values: words, moments, and the steps that are possible now."""

    tag: Tag
    lines: tuple[Line, ...]
    answers: tuple[tuple[Line, ...], ...]
    moments: tuple[Moment, ...]
    late: bool
    acts: tuple[str, ...]


def page(view: ReferralView, *, language: str, now: datetime) -> Page:
    """Everything the page says."""
    return Page(
        tag=Tag(text=view.line.state.label, tone=TONES[view.line.state]),
        lines=lines_of(MessageKind.REFERRAL, view.told, language=language, codes=codes()) if view.told else (),
        answers=tuple(lines_of(MessageKind.ANSWER, {**one}, language=language, codes=codes()) for one in view.answers),
        moments=tuple(_moment(one.what, one.code, one.at, one.by) for one in view.steps),
        late=view.line.late(now),
        acts=tuple(acts(view, now)),
    )


def acts(view: ReferralView, now: datetime) -> Iterable[str]:
    """What can be done with a referral where it stands; whether this person may do it, the policy decides."""
    line = view.line
    if line.side is Side.SENT:
        if line.waits_for_answer:
            yield "take_back"
        if line.erasure is Erasure.NONE and line.state not in (ReferralState.REFUSED, ReferralState.EXPIRED):
            yield "ask_erasure"
        return
    if line.erasure is Erasure.ASKED:
        yield "answer_erasure"
    if line.withdrawn:
        if view.told:
            yield "stop"
        return
    if line.state is ReferralState.RECEIVED and now < line.expires_at:
        yield from ("accept", "decline")
    at_work = line.state in (ReferralState.ACCEPTED, ReferralState.IN_SERVICE)
    if at_work and view.person is None:
        yield "open_file" if view.says_who else "put"
    if line.state is ReferralState.ACCEPTED:
        yield "begin"
    if at_work:
        yield "complete"
    # Without a file nobody knows what the person agreed to tell, nor which states they fear: the safeguards would refuse it.
    if view.person is not None and (at_work or line.state is ReferralState.COMPLETED):
        yield "outcome"


def table(found: Iterable[ReferralLine], *, side: Side, now: datetime, name: Callable[[str], str]) -> Table:
    """A list of referrals: from or to whom, how urgent, where it stands, by when an answer is wanted."""
    whose = _("From") if side is Side.RECEIVED else _("To")
    rows = [
        Row(
            cells=(
                Words(text=name(one.sender if side is Side.RECEIVED else one.recipient)),
                one.urgency.label,
                Tag(text=_("No answer yet"), tone=Tone.OVERDUE) if one.late(now) else Tag(text=one.state.label, tone=TONES[one.state]),
                one.answer_by,
                one.number or None,
            ),
            url=reverse("cases:referral", args=[one.ref]),
        )
        for one in found
    ]
    return Table(
        caption=_("Referrals sent to us") if side is Side.RECEIVED else _("Referrals sent by us"),
        columns=(
            Column(heading=whose),
            Column(heading=_("How urgent")),
            Column(heading=_("State")),
            Column(heading=_("Answer wanted by")),
            Column(heading=_("File")),
        ),
        rows=rows,
        empty=_("Nothing has come yet.") if side is Side.RECEIVED else _("Nothing was sent yet. A referral begins on a person's page."),
    )


def lines_of_verdict(verdict: Verdict, *, language: str) -> tuple[Line, ...]:
    """What a message would say, as the guard read it from its bytes."""
    return lines(verdict.told, language=language, codes=codes())


def codes() -> dict[str, dict[str, Sentence]]:
    """Codes that this context has words for."""
    return {"gender": dict(Gender.choices)}


def entered(form: Form) -> tuple[tuple[str, str], ...]:
    """What was entered, as name and value, to be carried along on the page that shows what would leave."""
    return tuple(
        (name, value)
        for name in form.fields
        for value in (form.data.getlist(name) if hasattr(form.data, "getlist") else [form.data.get(name, "")])
        if value
    )


def _moment(what: str, code: str, at: datetime, by: str) -> Moment:
    title = NOTES.get(what) or (ReferralState(what).label if what in ReferralState.values else what)
    known = {**dict(DeclineReason.choices), **dict(ReferralOutcome.choices)}
    return Moment(on=at, title=title, text=known.get(code, code), by=by)
