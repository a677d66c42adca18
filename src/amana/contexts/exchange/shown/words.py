"""States, kinds and desks in words, with the colour and shape that go with them."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from amana.contexts.exchange.directory import DeskKind
from amana.contexts.exchange.guard.terms import ConsentPurpose
from amana.contexts.exchange.shown.standing import Standing
from amana.contexts.exchange.shown.values import Age, Count, Line, Reach
from amana.contexts.exchange.shown.way import ANSWERED
from amana.contexts.exchange.shown.why import CARRIER, FETCH, FIRST_TRY, RECEIPT
from amana.contexts.exchange.terms import Carriage, Direction, Stage
from amana.kernel.errors import Sentence
from amana.kernel.locale.formats import isolated, number
from amana.kernel.ui.parts import Tag, Tone

WAITS_FOR_EARLIER = "exchange.waits_for_earlier"
_PATIENT = frozenset({FIRST_TRY, FETCH, CARRIER, RECEIPT})  # waiting as it is meant to be

KINDS: Mapping[str, Sentence] = MappingProxyType(
    {
        "referral": pgettext_lazy("kind of message", "Referral"),
        "answer": pgettext_lazy("kind of message", "Answer"),
        "lead": pgettext_lazy("kind of message", "Lead"),
        "withdrawal": pgettext_lazy("kind of message", "Withdrawal"),
        "erasure_request": pgettext_lazy("kind of message", "Request to erase"),
        "erasure_confirmed": pgettext_lazy("kind of message", "Confirmation of an erasure"),
    }
)

# A step may lie ahead, so its word is no state; and the first is that the message was posted, which as a state is “waiting”.
STEPS: Mapping[Stage, Sentence] = MappingProxyType(
    {
        **{stage: stage.label for stage in Stage},
        Stage.WAITING: pgettext_lazy("step of a message", "Posted"),
        Stage.SENT: pgettext_lazy("step of a message", "Sent"),
        Stage.DELIVERED: pgettext_lazy("step of a message", "Delivered"),
        Stage.OPENED: pgettext_lazy("step of a message", "Opened"),
        Stage.ACCEPTED: pgettext_lazy("step of a message", "Accepted"),
        Stage.IN_SERVICE: pgettext_lazy("step of a message", "In service"),
        Stage.DONE: pgettext_lazy("step of a message", "Completed"),
    }
)
STEPS_HERE: Mapping[Stage, Sentence] = MappingProxyType(
    {
        **STEPS,
        Stage.DELIVERED: pgettext_lazy("step of a message", "Arrived here"),
        Stage.REFUSED: pgettext_lazy("step of a message", "Refused here"),
    }
)

_TONES = {
    Stage.WAITING: Tone.PLAIN,
    Stage.SENT: Tone.INFO,
    Stage.DELIVERED: Tone.INFO,
    Stage.OPENED: Tone.INFO,
    Stage.MORE_NEEDED: Tone.DUE,
    Stage.ACCEPTED: Tone.INFO,
    Stage.DECLINED: Tone.OVERDUE,
    Stage.IN_SERVICE: Tone.INFO,
    Stage.DONE: Tone.DONE,
    Stage.WITHDRAWN: Tone.UNKNOWN,
    Stage.ERASED: Tone.UNKNOWN,
    Stage.EXPIRED: Tone.OVERDUE,
    Stage.REFUSED: Tone.OVERDUE,
}

_REACHES = {
    Reach.HERE: Tag(text=gettext_lazy("This node"), tone=Tone.INFO),
    Reach.HEARD: Tag(text=gettext_lazy("Reached"), tone=Tone.DONE),
    Reach.SILENT: Tag(text=gettext_lazy("No answer"), tone=Tone.OVERDUE),
    Reach.NEVER: Tag(text=gettext_lazy("Not heard of yet"), tone=Tone.UNKNOWN),
    Reach.REVOKED: Tag(text=gettext_lazy("Revoked"), tone=Tone.OVERDUE),
    Reach.UNLISTED: Tag(text=gettext_lazy("Not in the directory"), tone=Tone.OVERDUE),
}

WAYS = {
    Carriage.PUSH: gettext_lazy("Over the network"),
    Carriage.PULL: gettext_lazy("It fetches them itself"),
    Carriage.FILE: gettext_lazy("As a file that somebody carries"),
    Carriage.HERE: gettext_lazy("Inside this node"),
}
AGES = {Age.GOOD: Tone.DONE, Age.ENDING: Tone.DUE, Age.OVER: Tone.OVERDUE}


def kind_words(kind: str) -> str:
    """What a kind of message is called; an unknown kind by its code."""
    return str(KINDS.get(kind, kind))


def purpose_words(code: str) -> str:
    """What a purpose is called; one that only partners have by its code."""
    return str(dict(ConsentPurpose.choices).get(code, code))


def stage_tag(line: Line) -> Tag:
    """Where a message is. One that waits because something is wrong looks like it; one that came and waits
    has arrived here, and one that a desk answers waits for that."""
    if line.direction is Direction.OUT and line.waits and line.waits not in _PATIENT:
        return Tag(text=line.stage.label, tone=Tone.DUE)
    if line.direction is Direction.IN and line.stage is Stage.DELIVERED:
        held = line.waits == WAITS_FOR_EARLIER
        return Tag(text=_("Waiting for an earlier message") if held else _("Not opened yet"), tone=Tone.DUE)
    if line.direction is Direction.IN and line.stage is Stage.OPENED and line.kind in ANSWERED:
        return Tag(text=_("Your answer is awaited"), tone=Tone.DUE)
    return Tag(text=line.stage.label, tone=_TONES[line.stage])


def reach_tag(reach: Reach) -> Tag:
    return _REACHES[reach]


def desk_words(address: str, standing: Standing) -> str:
    """A desk as people know it: its organisation, and what kind of desk it is; by its address where the directory lists it no more."""
    desk = standing.desk(address)
    if desk is None:
        return address
    kind = DeskKind(desk.kind).label
    return _("%(organisation)s · %(desk)s") % {"organisation": isolated(desk.organisation), "desk": kind}


def count_words(count: Count) -> str:
    """A number, or that it is more than was counted."""
    return _("more than %(number)s") % {"number": number(count.number)} if count.more else number(count.number)
