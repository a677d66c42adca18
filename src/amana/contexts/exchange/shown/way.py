"""The way of a message as a line of steps, as people know it from parcels. Plain rules of plain values."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from amana.contexts.exchange.shown.values import Mark, Said, Step
from amana.contexts.exchange.terms import IN_SERVICE, ON_ITS_WAY, InState, OutState, Stage

# What is expected of a message of each kind. A receipt that nobody expected lengthens the way of its message.
_ARRIVES = (Stage.WAITING, Stage.SENT, Stage.DELIVERED, Stage.OPENED)
PATHS: Mapping[str, tuple[Stage, ...]] = {
    "referral": (*_ARRIVES, Stage.ACCEPTED, Stage.IN_SERVICE, Stage.DONE),
    "lead": (*_ARRIVES, Stage.ACCEPTED, Stage.DONE),
}
ANSWERED = frozenset({"referral", "lead"})  # kinds that a desk answers; what they tell of may be taken back, or expire unanswered
_UNANSWERED = frozenset({Stage.DELIVERED, Stage.OPENED, Stage.MORE_NEEDED})
_PASSED = frozenset(_ARRIVES)  # what was accepted was opened, though the receipt that said so may come later
_ORDER = (*_ARRIVES, Stage.ACCEPTED, Stage.IN_SERVICE, Stage.DONE, Stage.WITHDRAWN, Stage.ERASED)

# How a way can end before its end. Withdrawn and erased end it as somebody wished.
ENDED_BADLY = frozenset({Stage.DECLINED, Stage.REFUSED, Stage.EXPIRED})
_ENDINGS = ENDED_BADLY | {Stage.WITHDRAWN, Stage.ERASED}

_BY_DESK = {
    "opened": Stage.OPENED,
    "accepted": Stage.ACCEPTED,
    "refused": Stage.DECLINED,
    "more_needed": Stage.MORE_NEEDED,
    "done": Stage.DONE,
    "withdrawn": Stage.WITHDRAWN,
    "erased": Stage.ERASED,
}
_BY_DELIVERY = {
    OutState.WAITING: Stage.WAITING,
    OutState.HANDED_OVER: Stage.SENT,
    OutState.DELIVERED: Stage.DELIVERED,
    OutState.REFUSED: Stage.REFUSED,
    OutState.EXPIRED: Stage.EXPIRED,
    OutState.RECALLED: Stage.WITHDRAWN,
}


def stage_of_sent(state: str, outcome: str, code: str, *, over: bool) -> Stage:
    """Where a sent message is: what its desk said last, and before it said anything, how far the delivery is.

    outcome, code  kind and code of the newest receipt of the recipient's desk
    over           it was to arrive by a moment that has passed
    """
    if outcome in _BY_DESK:
        return _said(outcome, code)
    return Stage.EXPIRED if over and state in ON_ITS_WAY else _BY_DELIVERY[OutState(state)]


def stage_of_received(state: str, outcome: str, code: str) -> Stage:
    """Where a message that came is at its desk, by what this desk answered last."""
    if state == InState.REFUSED:
        return Stage.REFUSED
    if outcome in _BY_DESK:
        return _said(outcome, code)
    return Stage.OPENED if state == InState.OPENED else Stage.DELIVERED


def stage_in_conversation(stage: Stage, kind: str, *, over: bool, taken_back: bool) -> Stage:
    """Where a message that arrived is, seen beside the rest of its conversation: taken back by a later message, or never answered in time.

    What has come to its end stays as it ended: nobody can take back what was declined or is done.
    """
    if kind not in ANSWERED:
        return stage
    if taken_back and stage in (*_UNANSWERED, Stage.ACCEPTED, Stage.IN_SERVICE):
        return Stage.WITHDRAWN
    return Stage.EXPIRED if over and stage in _UNANSWERED else stage


def path_of(kind: str, *, came: bool = False) -> tuple[Stage, ...]:
    """The steps that are expected of a message of a kind; of one that came, its leaving elsewhere is none of them."""
    path = PATHS.get(kind, _ARRIVES)
    return tuple(one for one in path if one is not Stage.SENT) if came else path


def way(
    path: Sequence[Stage],
    stage: Stage,
    *,
    posted: datetime,
    since: datetime,
    receipts: Iterable[Said],
    left: bool = False,
    arrived: datetime | None = None,
    code: str = "",
) -> tuple[Step, ...]:
    """The steps of one message: those behind it with their times, where it is, and those ahead.

    path      what is expected, from `path_of`
    stage     where it is
    since     when it came there, as far as this node knows
    receipts  what door and desk said of it, in any order
    left      whether it is known to have left this node
    arrived   when it came to this node; absent for one that was sent from here
    code      why it ended, if it did
    """
    known = _moments(receipts)
    reached = {Stage.WAITING: Step(stage=Stage.WAITING, mark=Mark.REACHED, at=posted, known=posted)}
    if left:
        reached[Stage.SENT] = Step(stage=Stage.SENT, mark=Mark.REACHED, at=since if stage is Stage.SENT else None)
    for one, said in known.items():
        reached[one] = Step(stage=one, mark=Mark.REACHED, at=said.at, known=said.known, code=said.code)
    if arrived is not None:
        reached[Stage.DELIVERED] = Step(stage=Stage.DELIVERED, mark=Mark.REACHED, at=arrived, known=arrived)
    last = stage if stage in _ENDINGS or stage is Stage.MORE_NEEDED else None
    if stage in _ORDER and last is None:  # also where a receipt is missing that said so
        reached.setdefault(stage, Step(stage=stage, mark=Mark.REACHED, at=since, known=since))
    behind = _up_to(path, [one for one in reached if one in _ORDER and one is not last])
    steps = [reached.get(one) or Step(stage=one, mark=Mark.REACHED) for one in behind]
    if last is not None:
        said_last = known.get(last)
        steps.append(
            Step(
                stage=last,
                mark=_mark_of_end(last),
                at=said_last.at if said_last else since,
                known=said_last.known if said_last else since,
                code=code,
            )
        )
    elif steps:
        newest = steps[-1]
        steps[-1] = Step(stage=newest.stage, mark=Mark.NOW, at=newest.at, known=newest.known, code=newest.code)
    return (*steps, *(_ahead(path, behind) if stage not in _ENDINGS else ()))


def _said(outcome: str, code: str) -> Stage:
    return Stage.IN_SERVICE if outcome == "accepted" and code == IN_SERVICE else _BY_DESK[outcome]


def _moments(receipts: Iterable[Said]) -> dict[Stage, Said]:
    """The first receipt for each stage. A door says that it has a message or will not have it; everything else a desk says."""
    found: dict[Stage, Said] = {}
    for said in sorted(receipts, key=lambda one: one.at):
        if said.by_desk:
            stage = _said(said.kind, said.code) if said.kind in _BY_DESK else None
        else:
            stage = {"delivered": Stage.DELIVERED, "refused": Stage.REFUSED}.get(said.kind)
        if stage is not None:
            found.setdefault(stage, said)
    return found


def _up_to(path: Sequence[Stage], reached: Sequence[Stage]) -> list[Stage]:
    """The steps that lie behind: those reached, and those that one cannot but pass on the way there."""
    furthest = max(_ORDER.index(one) for one in reached)
    return [one for number, one in enumerate(_ORDER) if one in reached or (number < furthest and one in path and one in _PASSED)]


def _ahead(path: Sequence[Stage], behind: Sequence[Stage]) -> tuple[Step, ...]:
    furthest = max(_ORDER.index(one) for one in behind)
    return tuple(Step(stage=one, mark=Mark.AHEAD) for one in path if _ORDER.index(one) > furthest)


def _mark_of_end(stage: Stage) -> Mark:
    if stage is Stage.MORE_NEEDED:
        return Mark.ASKS
    return Mark.FAILED if stage in ENDED_BADLY else Mark.NOW
