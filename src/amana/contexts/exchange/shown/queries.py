"""Reading in- and outbox for the pages: rows of the organisation at work, as values. Each look is logged."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from amana.contexts.exchange.models import Outgoing, Received
from amana.contexts.exchange.shown import standing
from amana.contexts.exchange.shown.lines import NOT_OPENED, followed, line, moment, receipts_of, taken_back
from amana.contexts.exchange.shown.standing import Standing
from amana.contexts.exchange.shown.terms import CameShow, SentShow
from amana.contexts.exchange.shown.values import Count, Followed, Line, Missing, Page, Reason, Thread
from amana.contexts.exchange.shown.why import why_it_waits
from amana.contexts.exchange.terms import ON_ITS_WAY, InState, MessageId, OutState, ThreadId
from amana.kernel.access.resources import record_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import read, record
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound
from amana.kernel.ids import OrganisationId

Row = TypeVar("Row", Outgoing, Received)

PAGE = 50
COUNTED = 1000
_A_MOMENT = timedelta(microseconds=1)
MOST_MISSING = 20  # numbers of missing messages that are named one by one

_SENT = {
    SentShow.ALL: Q(),
    SentShow.ON_ITS_WAY: Q(state__in=ON_ITS_WAY),
    SentShow.ARRIVED: Q(state=OutState.DELIVERED),
    SentShow.LOOK: Q(state__in=(OutState.REFUSED, OutState.EXPIRED)) | Q(outcome__in=("refused", "more_needed")),
}
_CAME = {
    CameShow.ALL: Q(),
    CameShow.WAITING: Q(state__in=NOT_OPENED),
    CameShow.OPENED: Q(state=InState.OPENED),
    CameShow.REFUSED: Q(state=InState.REFUSED),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants to see of a list. `desk` is one of their own, `partner` the id of a node; empty for all.

    before, after  a place in the list: what is older, or newer, than it; at most one of them
    """

    show: str = "all"
    desk: str = ""
    partner: str = ""
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits: why messages that were sent do, these messages, and the newest of those that came and are not opened or not whole."""

    reasons: Sequence[Reason]
    sent: Page
    came: Sequence[Line]


def _mine(*_args: object, access: Access, **_kwargs: object) -> Resource:
    return record_resource("Envelope", access.ref, organisation=access.organisation)


@read("exchange.list_sent", kind=Kind.LIST, on="Envelope", resource=_mine)
def sent(asked: Asked, *, access: Access) -> Page:
    """Messages that desks of the organisation sent, newest first."""
    record(show=asked.show, desk=asked.desk, partner=asked.partner, before=asked.before)
    return _page(_outgoing(asked, access).filter(_SENT[SentShow(asked.show)]), asked, standing.now())


@read("exchange.list_came", kind=Kind.LIST, on="Envelope", resource=_mine)
def came(asked: Asked, *, access: Access) -> Page:
    """Messages that came to desks of the organisation, newest first."""
    record(show=asked.show, desk=asked.desk, partner=asked.partner, before=asked.before)
    return _page(_received(asked, access).filter(_CAME[CameShow(asked.show)]), asked, standing.now())


@read("exchange.list_waiting", kind=Kind.LIST, on="Envelope", resource=_mine)
def waiting(asked: Asked, *, access: Access) -> Waiting:
    """What waits, and why."""
    record(desk=asked.desk, partner=asked.partner, before=asked.before)
    found = standing.now()
    on_its_way = _outgoing(asked, access).filter(state__in=ON_ITS_WAY)
    unfinished = _received(asked, access).filter(Q(state__in=NOT_OPENED) | Q(state=InState.OPENED, gap=True))
    return Waiting(
        reasons=_reasons(on_its_way, found),
        sent=_page(on_its_way, asked, found),
        came=_lines(list(unfinished.order_by("-id")[:PAGE]), found),
    )


def _conversation(thread: ThreadId, *_args: object, access: Access, **_kwargs: object) -> Resource:
    if not _of_thread(Outgoing, thread, access).exists() and not _of_thread(Received, thread, access).exists():
        raise NotFound
    return record_resource("Envelope", thread, organisation=access.organisation)


@read("exchange.follow", kind=Kind.OPEN, on="Envelope", resource=_conversation)
def conversation(thread: ThreadId, *, until: datetime | None = None, access: Access) -> Thread:
    """The newest messages of a thread, or those before a moment, each with its way; oldest first. Raises NotFound."""
    record(thread=str(thread))
    out = _of_thread(Outgoing, thread, access).select_related("posted_by")
    into = _of_thread(Received, thread, access)
    if until is not None:
        out, into = out.filter(posted_at__lt=until), into.filter(arrived_at__lt=until)
    newest: list[Outgoing | Received] = [*out.order_by("-id")[: PAGE + 1], *into.order_by("-id")[: PAGE + 1]]
    rows = sorted(newest, key=moment)
    shown, found = rows[-PAGE:], standing.now()
    said, back = receipts_of(shown), taken_back(shown)
    return Thread(
        thread=thread,
        messages=[followed(row, said, back, found, access) for row in shown],
        missing=_missing(thread, access),
        earlier=moment(shown[0]) if len(rows) > PAGE else None,
    )


def sent_message(message: MessageId, *, access: Access) -> Followed:
    """One message that a desk of the organisation sent, looked up in its conversation. Raises NotFound."""
    row = Outgoing.objects.filter(message=message, organisation__ref=organisation_of(access)).first()
    if row is None:
        raise NotFound
    talk = conversation(ThreadId(row.thread), until=row.posted_at + _A_MOMENT, access=access)
    return next(one for one in talk.messages if one.line.message == message)


def organisation_of(access: Access) -> OrganisationId:
    """For whom somebody is at work. Raises NotFound for the node itself, which has no desk."""
    if access.organisation is None:
        raise NotFound
    return access.organisation


def _outgoing(asked: Asked, access: Access) -> "QuerySet[Outgoing]":
    narrowed = {name: value for name, value in (("sender", asked.desk), ("partner", asked.partner)) if value}
    return Outgoing.objects.filter(organisation__ref=organisation_of(access), **narrowed)


def _received(asked: Asked, access: Access) -> "QuerySet[Received]":
    narrowed = {name: value for name, value in (("recipient", asked.desk), ("partner", asked.partner)) if value}
    return Received.objects.filter(organisation__ref=organisation_of(access), **narrowed)


def _of_thread(model: "type[Row]", thread: ThreadId, access: Access) -> "QuerySet[Row]":
    return model._default_manager.filter(thread=thread, organisation__ref=organisation_of(access))


def _page(rows: "QuerySet[Any]", asked: Asked, found: Standing) -> Page:
    """A stretch of a list. One row more than is shown says whether it goes on."""
    if asked.after is not None:
        newer = list(rows.filter(pk__gt=asked.after).order_by("pk")[: PAGE + 1])
        shown = newer[:PAGE][::-1]
        return Page(
            lines=_lines(shown, found),
            older=shown[-1].pk if shown else None,
            newer=shown[0].pk if len(newer) > PAGE else None,
        )
    if asked.before is not None:
        rows = rows.filter(pk__lt=asked.before)
    older = list(rows.order_by("-pk")[: PAGE + 1])
    shown = older[:PAGE]
    return Page(
        lines=_lines(shown, found),
        older=shown[-1].pk if len(older) > PAGE else None,
        newer=shown[0].pk if shown and asked.before is not None else None,
    )


def _lines(rows: "Sequence[Outgoing | Received]", found: Standing) -> list[Line]:
    said = receipts_of([row for row in rows if isinstance(row, Received)])
    back = taken_back(rows)
    return [line(row, said, back, found) for row in rows]


def _reasons(rows: "QuerySet[Outgoing]", found: Standing) -> list[Reason]:
    """How many messages wait for what, the most frequent reason first; of the first thousand, so that a long queue costs no more."""
    known = list(rows.order_by("pk").values_list("state", "last_code", "attempts", "partner")[: COUNTED + 1])
    own = found.own.id if found.own else ""
    counted = Counter(
        why_it_waits(state, code, attempts, directory=found.code, way=found.node(partner), here=partner == own, now=found.at)
        for state, code, attempts, partner in known[:COUNTED]
    )
    return [Reason(code=code, count=Count(number=number, more=len(known) > COUNTED)) for code, number in counted.most_common()]


def _missing(thread: ThreadId, access: Access) -> list[Missing]:
    """Messages of the other side that later ones show to exist and that have not come."""
    came = _of_thread(Received, thread, access).values_list("sender", "sequence")
    by_desk: dict[str, set[int]] = {}
    for desk, number in came:
        by_desk.setdefault(desk, set()).add(number)
    gaps = {desk: _gaps(numbers) for desk, numbers in by_desk.items()}
    return [Missing(desk=desk, numbers=numbers) for desk, numbers in gaps.items() if numbers]


def _gaps(numbers: "set[int]") -> list[int]:
    """The first numbers that are missing below the highest. That one is the sender's word, so nothing is counted up to it."""
    return list(islice((one for one in range(1, max(numbers)) if one not in numbers), MOST_MISSING))
