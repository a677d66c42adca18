"""One conversation as its page draws it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from amana.contexts.exchange.shown.codes import explained
from amana.contexts.exchange.shown.standing import Standing
from amana.contexts.exchange.shown.tables import desk_cell
from amana.contexts.exchange.shown.values import Followed, Mark, Missing, Step
from amana.contexts.exchange.shown.words import STEPS, STEPS_HERE, desk_words, kind_words, purpose_words, stage_tag
from amana.contexts.exchange.terms import Direction, Stage
from amana.kernel.errors import Sentence
from amana.kernel.locale.formats import number
from amana.kernel.ui.parts import Column, Row, Table, Tag
from amana.kernel.ui.templatetags.ui import put

_LATER = timedelta(minutes=10)  # between what happened elsewhere and what is known here: worth a word from then on
_KIB = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStep:
    """One step as drawn. `said` tells a screen reader what colour and shape tell the eye."""

    label: Sentence
    mark: Mark
    said: Sentence
    at: datetime | None
    known: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMessage:
    """One message as drawn."""

    anchor: str
    title: str
    tag: Tag
    ours: bool
    own: SafeString
    other: SafeString
    number: str
    steps: Sequence[ShownStep]
    why: Sentence
    remedy: Sentence
    code: str
    next_try: datetime | None
    url: str
    retries: bool
    may_stop: bool
    gap: bool
    message: str
    digest: str
    size: str
    purpose: str
    posted_by: str
    attempts: str
    expires: datetime
    carriage: Sentence
    receipts: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMissing:
    desk: str
    numbers: str


def shown(one: Followed, standing: Standing) -> ShownMessage:
    """One message, with whatever a reader of the conversation may do about it."""
    line = one.line
    ours = line.direction is Direction.OUT
    code = line.waits or line.code
    words = explained(code) if code else None
    return ShownMessage(
        anchor=f"m-{line.message}",
        title=kind_words(line.kind),
        tag=stage_tag(line),
        ours=ours,
        own=put(desk_cell(line.own, standing)),
        other=put(desk_cell(line.other, standing)),
        number=number(line.sequence),
        steps=[_step(step, ours=ours) for step in one.steps],
        why=words.sentence if words else "",
        remedy=_remedy(one, words.remedy if words else ""),
        code=code,
        next_try=line.next_try if line.attempts and line.next_try and line.next_try > standing.at else None,
        url=one.url,
        retries=ours and bool(line.waits) and bool(line.next_try),
        may_stop=one.may_stop,
        gap=line.gap,
        message=str(line.message),
        digest=one.digest,
        size=_("%(number)s kB") % {"number": number(-(-one.size // _KIB))},
        purpose=purpose_words(one.purpose),
        posted_by=one.posted_by,
        attempts=number(line.attempts),
        expires=line.expires,
        carriage=one.carriage.label if one.carriage else "",
        receipts=_receipts(one, standing),
    )


def shown_missing(one: Missing, standing: Standing) -> ShownMissing:
    """Which messages of a desk are missing."""
    return ShownMissing(desk=desk_words(one.desk, standing), numbers=", ".join(number(each) for each in one.numbers))


def _remedy(one: Followed, remedy: Sentence) -> Sentence:
    """What to do is said to whoever sent it; for what was refused here, its sender has to do it."""
    if one.line.direction is Direction.IN and one.line.stage in (Stage.REFUSED, Stage.DECLINED):
        return _("The sender was told, signed by your side, and can send it again.")
    return remedy


def _step(step: Step, *, ours: bool) -> ShownStep:
    said = {
        Mark.REACHED: _("behind it"),
        Mark.NOW: _("it is here now"),
        Mark.ASKS: _("it is here now, and something is asked"),
        Mark.FAILED: _("it ended here"),
        Mark.AHEAD: _("not yet"),
    }
    late = step.known is not None and step.at is not None and step.known - step.at > _LATER
    return ShownStep(
        label=(STEPS if ours else STEPS_HERE)[step.stage],
        mark=step.mark,
        said=said[step.mark],
        at=step.at,
        known=step.known if late and ours else None,
    )


def _receipts(one: Followed, standing: Standing) -> Table:
    return Table(
        caption=_("Signed receipts"),
        columns=[
            Column(heading=_("Receipt")),
            Column(heading=_("Signed by")),
            Column(heading=_("When")),
            Column(heading=_("Known here since")),
        ],
        rows=[
            Row(
                cells=[
                    _receipt_words(said.kind, said.code, by_desk=said.by_desk),
                    desk_cell(said.by, standing) if said.by_desk else _node_words(said.by, standing),
                    said.at,
                    said.known,
                ]
            )
            for said in one.receipts
        ],
        empty=_("No receipt has come yet.") if one.line.direction is Direction.OUT else _("No receipt was given yet."),
    )


def _receipt_words(kind: str, code: str, *, by_desk: bool) -> str:
    stages = {"refused": Stage.DECLINED if by_desk else Stage.REFUSED}
    stage = stages.get(kind) or (Stage(kind) if kind in Stage.values else None)
    word = str(stage.label) if stage else kind
    return _("%(what)s: %(why)s") % {"what": word, "why": explained(code).sentence} if code else word


def _node_words(node: str, standing: Standing) -> str:
    found = standing.node(node)
    return found.name if found else node
