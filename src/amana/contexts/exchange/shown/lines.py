"""Rows as the values of the pages, with their receipts beside them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from amana.contexts.exchange.guard.terms import MessageKind
from amana.contexts.exchange.models import KeptReceipt, Outgoing, Received
from amana.contexts.exchange.shown.links import page_of
from amana.contexts.exchange.shown.standing import Standing
from amana.contexts.exchange.shown.values import Followed, Line, Said
from amana.contexts.exchange.shown.way import ANSWERED, path_of, stage_in_conversation, stage_of_received, stage_of_sent, way
from amana.contexts.exchange.shown.why import DESK, why_it_waits
from amana.contexts.exchange.terms import Carriage, Direction, InState, MessageId, OutState, Stage, ThreadId
from amana.kernel.access.values import Access

Row = Outgoing | Received
Receipts = Mapping[tuple[Direction, bytes], Sequence[Said]]
TakenBack = Mapping[tuple[Direction, UUID], datetime]
_HAS_LEFT = frozenset({OutState.HANDED_OVER, OutState.DELIVERED, OutState.REFUSED})
WITHDRAWAL = MessageKind.WITHDRAWAL.value
NOT_OPENED = (InState.ARRIVED, InState.HELD)


def receipts_of(rows: Iterable[Row]) -> Receipts:
    """What was said of these messages, by direction and digest: of one that was sent what came back, of one that came what went out."""
    messages = {direction: [row.message for row in rows if _direction(row) == direction] for direction in Direction}
    found: dict[tuple[Direction, bytes], list[Said]] = {}
    for direction, back in ((Direction.OUT, Direction.IN), (Direction.IN, Direction.OUT)):
        if not messages[direction]:
            continue
        for one in KeptReceipt.objects.filter(direction=back, message__in=messages[direction]).order_by("id"):
            said = Said(kind=one.kind, code=one.code, by=one.by, at=one.at, known=one.kept_at)
            found.setdefault((direction, bytes(one.digest)), []).append(said)
    return found


def taken_back(rows: Sequence[Row]) -> TakenBack:
    """When a later message took back what these messages told, by direction and thread; threads in which none did are not named."""
    threads = {direction: {row.thread for row in rows if row.kind in ANSWERED and _direction(row) is direction} for direction in Direction}
    found: dict[tuple[Direction, UUID], datetime] = {}
    if threads[Direction.OUT]:
        sent = Outgoing.objects.filter(thread__in=threads[Direction.OUT], kind=WITHDRAWAL).exclude(state=OutState.RECALLED)
        found |= {(Direction.OUT, thread): at for thread, at in sent.values_list("thread", "posted_at")}
    if threads[Direction.IN]:
        came = Received.objects.filter(thread__in=threads[Direction.IN], kind=WITHDRAWAL, state=InState.OPENED)
        found |= {(Direction.IN, thread): at for thread, at in came.values_list("thread", "arrived_at")}
    return found


def line(row: Row, receipts: Receipts, back: TakenBack, standing: Standing) -> Line:
    """One message of a list."""
    shown = _sent(row, standing) if isinstance(row, Outgoing) else _came(row, _of(row, receipts))
    taken = back.get((_direction(row), row.thread))
    stage = stage_in_conversation(shown.stage, row.kind, over=row.expires_at <= standing.at, taken_back=taken is not None)
    if stage is shown.stage or shown.waits:
        return shown
    return replace(shown, stage=stage, code="", at=taken if stage is Stage.WITHDRAWN and taken else row.expires_at)


def followed(row: Row, receipts: Receipts, back: TakenBack, standing: Standing, access: Access) -> Followed:
    """One message with its whole way."""
    shown, said = line(row, receipts, back, standing), _of(row, receipts)
    out = isinstance(row, Outgoing)
    return Followed(
        line=shown,
        steps=way(
            path_of(row.kind, came=not out),
            shown.stage,
            posted=shown.posted,
            since=shown.at,
            receipts=said,
            left=out and row.state in _HAS_LEFT,
            arrived=row.arrived_at if isinstance(row, Received) else None,
            code=shown.code,
        ),
        receipts=said,
        purpose=row.purpose,
        size=row.size,
        digest=bytes(row.digest).hex(),
        carriage=None if isinstance(row, Outgoing) else Carriage(row.carriage),
        posted_by=row.posted_by.display_name if isinstance(row, Outgoing) and row.posted_by else "",
        may_stop=isinstance(row, Outgoing) and row.state == OutState.WAITING and row.attempts == 0,
        url=page_of(row.kind, MessageId(row.message), ThreadId(row.thread), access),
    )


def moment(row: Row) -> datetime:
    """When a message was posted, or came: its place in the conversation."""
    return row.posted_at if isinstance(row, Outgoing) else row.arrived_at


def _direction(row: Row) -> Direction:
    return Direction.OUT if isinstance(row, Outgoing) else Direction.IN


def _of(row: Row, receipts: Receipts) -> Sequence[Said]:
    return receipts.get((_direction(row), bytes(row.digest)), ())


def _sent(row: Outgoing, standing: Standing) -> Line:
    stage = stage_of_sent(row.state, row.outcome, row.outcome_code, over=row.expires_at <= standing.at)
    waits = ""
    if stage in (Stage.WAITING, Stage.SENT):
        here = standing.own is not None and standing.own.id == row.partner
        waits = why_it_waits(
            row.state,
            row.last_code,
            row.attempts,
            directory=standing.code,
            way=standing.node(row.partner),
            here=here,
            now=standing.at,
        )
    return Line(
        place=row.pk,
        direction=Direction.OUT,
        message=row.message,
        thread=row.thread,
        sequence=row.sequence,
        kind=row.kind,
        own=row.sender,
        other=row.recipient,
        stage=stage,
        code=row.outcome_code if row.outcome else row.last_code if stage is Stage.REFUSED else "",
        at=_since(row, stage),
        posted=row.posted_at,
        expires=row.expires_at,
        waits=waits,
        next_try=row.next_try_at if waits else None,
        attempts=row.attempts,
    )


def _came(row: Received, said: Sequence[Said]) -> Line:
    answers = [one for one in said if one.by == row.recipient]
    last = max(answers, key=lambda one: one.known, default=None)
    waits = (row.code or DESK) if row.state in NOT_OPENED else ""
    return Line(
        place=row.pk,
        direction=Direction.IN,
        message=row.message,
        thread=row.thread,
        sequence=row.sequence,
        kind=row.kind,
        own=row.recipient,
        other=row.sender,
        stage=stage_of_received(row.state, last.kind if last else "", last.code if last else ""),
        code=row.code if row.state == InState.REFUSED else last.code if last else "",
        at=last.known if last and row.state != InState.REFUSED else row.state_at,
        posted=row.created_at,
        expires=row.expires_at,
        waits=waits,
        next_try=row.next_try_at if waits else None,
        attempts=row.attempts,
        gap=row.gap,
    )


def _since(row: Outgoing, stage: Stage) -> datetime:
    if row.outcome:
        return row.outcome_at or row.state_at
    return row.expires_at if stage is Stage.EXPIRED else row.state_at
