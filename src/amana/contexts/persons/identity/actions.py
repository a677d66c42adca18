"""Deciding who is who. Each act asks the policies about both files and leaves an entry in the log for each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone

from amana.contexts.persons import queries as persons
from amana.contexts.persons.identity import joining, queries, rules
from amana.contexts.persons.identity.errors import ContraryUnanswered, DecideAnew, KeptApart, NotOnNamesAlone, SayWhy, WithThemselves
from amana.contexts.persons.identity.events import IdentityCorrected, IdentityDecided
from amana.contexts.persons.identity.models import LinkNotice, LinkProposal
from amana.contexts.persons.identity.proposing import numbers, pair_of
from amana.contexts.persons.identity.steps import add_step, tell
from amana.contexts.persons.identity.terms import LinkState, Made, Opinion, StepKind
from amana.contexts.persons.identity.values import PairView
from amana.contexts.persons.models import Person
from amana.contexts.persons.opening import opened_cards
from amana.contexts.persons.register.queries import register_resource
from amana.kernel.access import facts
from amana.kernel.access.resources import file_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.accounts.models import User
from amana.kernel.actions import action, announce, record
from amana.kernel.ids import PersonId

CONTRARY_ANSWERED = facts.declare("persons.contrary_answered", "Every piece of evidence against was answered in words, or there is none")
MORE_THAN_NAMES = facts.declare("persons.more_than_names", "Something besides names agrees, and the father's name or an identifier with it")
NOTHING_AT_STAKE = facts.declare(
    "persons.nothing_at_stake",
    "One organisation holds both files, nothing speaks against it, nobody disagreed, and nothing will be decided against the person on it",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What somebody decides about a pair. `seen` is the token of the page they saw (`token`)."""

    opinion: Opinion
    reason: str
    seen: str
    answers: Mapping[str, str] = field(default_factory=dict)
    coercive: bool = False


def token(view: PairView) -> str:
    """What names the state of a pair: its steps and what both files say. It goes to the page and comes back with the decision."""
    return f"{len(view.steps)}.{view.digest[:20]}"


@action("persons.identity_propose", resource=persons.resource)
def propose(person: PersonId, other: PersonId, *, access: Access) -> UUID:
    """Propose by hand that two files within reach are about one person; gives the pair, also where there was one. Raises WithThemselves."""
    if person == other:
        raise WithThemselves
    propose_beside(other, access=access)
    rows = {row.ref: row for row in Person.objects.select_related("file").filter(ref__in=(person, other))}
    cards = opened_cards(Person.objects.filter(pk__in=[row.pk for row in rows.values()]))
    pair = pair_of(*cards, holder=rows[person].file.organisation_id, access=access)
    one, two = sorted(rows.values(), key=lambda row: row.pk)
    found, made = LinkProposal.objects.get_or_create(
        person=one,
        other=two,
        defaults={
            "file": one.file,
            "other_file": two.file,
            "made": Made.BY_HAND,
            "made_by": _user(access),
            "made_at": timezone.now(),
            "content": {"digest": pair.digest},
            **numbers(pair),
        },
    )
    record(proposal=str(found.ref), new=made)
    return UUID(str(found.ref))


@action("persons.identity_propose_beside", resource=persons.resource)
def propose_beside(other: PersonId, *, access: Access) -> None:
    """The second file of a proposal by hand: decided for it as well."""


@action("persons.identity_decide_beside", resource=queries.other_file)
def decide_beside(proposal: UUID, *, access: Access) -> None:
    """The second file of a decision about two: decided for it as well."""


@action("persons.identity_judge", resource=queries.first_file)
def judge(proposal: UUID, judgement: Judgement, *, access: Access) -> LinkState:
    """Decide about a pair; gives the state that follows.

    Raises SayWhy, NotOnNamesAlone, ContraryUnanswered, KeptApart, or DecideAnew where the pair has moved on or waits for something else.
    """
    row, view = _looked_at(proposal, judgement.seen, access)
    if view.state not in rules.JUDGED_IN:
        raise DecideAnew
    if not judgement.reason.strip():
        raise SayWhy
    second_needed = False
    if judgement.opinion is Opinion.SAME:
        _may_be_one(row, view, judgement.answers)
        second_needed = not _suffices(view, coercive=judgement.coercive)
    content = {
        "opinion": judgement.opinion.value,
        "reason": judgement.reason.strip(),
        "answers": {one.key: judgement.answers[one.key].strip() for one in view.against if judgement.answers.get(one.key, "").strip()},
        "against": [one.key for one in view.against],
        "coercive": judgement.coercive,
        "second_needed": second_needed,
        "engine": engine_said(view),
    }
    add_step(row, StepKind.JUDGED, content, by=joining.worker(access))
    return _after(row, view, access)


def _confirming(proposal: UUID, *_args: object, access: Access, **_kwargs: object) -> dict[str, object]:
    first = queries.view_of(queries.find(proposal), access=access).first
    return {"author": first.user if first else None}


@action("persons.identity_confirm", resource=queries.first_file, context=_confirming)
def confirm(proposal: UUID, *, agrees: bool, reason: str, seen: str, access: Access) -> LinkState:
    """A second person agrees that two files are one person's, or does not; both opinions stay. A policy refuses whoever decided first.

    Raises SayWhy, DecideAnew, KeptApart, ContraryUnanswered where something speaks against it that was not answered.
    """
    row, view = _looked_at(proposal, seen, access)
    if view.state is not LinkState.SECOND or view.first is None:
        raise DecideAnew
    if not reason.strip():
        raise SayWhy
    if agrees:
        _may_be_one(row, view, view.first.answers)
    content = {"reason": reason.strip(), "engine": engine_said(view)}
    add_step(row, StepKind.CONFIRMED if agrees else StepKind.DISSENTED, content, by=joining.worker(access))
    return _after(row, view, access)


@action("persons.identity_undo", resource=queries.first_file)
def undo(proposal: UUID, because: str, *, seen: str, access: Access) -> None:
    """Take a decision back. Everything that was decided stays readable; joined files are taken apart; whoever acted on it is told.

    One person is enough: waiting for a second would leave somebody taken for somebody else. Raises SayWhy, DecideAnew.
    """
    row, view = _looked_at(proposal, seen, access)
    if view.state not in rules.UNDONE_IN:
        raise DecideAnew
    if not because.strip():
        raise SayWhy
    if view.joined is not None:
        joining.take_apart(proposal, because, access=access)
    step = add_step(row, StepKind.UNDONE, {"reason": because.strip()}, by=joining.worker(access))
    LinkProposal.objects.filter(pk=row.pk).update(state=LinkState.WAITING)
    record(proposal=str(proposal), told=tell(step))
    announce(IdentityCorrected(proposal=proposal, persons=(view.one.person, view.other.person)))


@action("persons.identity_told", resource=queries.first_file)
def told(proposal: UUID, recipient: str, *, access: Access) -> None:
    """Record that somebody who had received a dossier was told of the correction. Raises SayWhy for nobody."""
    decide_beside(proposal, access=access)
    if not recipient.strip():
        raise SayWhy
    add_step(queries.find(proposal), StepKind.TOLD, {"recipient": recipient.strip()}, by=joining.worker(access))
    record(proposal=str(proposal))


@action("persons.identity_acknowledge", on="Register", resource=lambda *_a, access, **_k: register_resource(access=access))
def acknowledge(step: UUID, *, access: Access) -> None:
    """Say that one has seen a notice of one's own."""
    LinkNotice.objects.listed(access).filter(step__ref=step, user__ref=access.user, seen_at=None).update(seen_at=timezone.now())
    record(step=str(step))


def _of_side(proposal: UUID, *_args: object, first: bool, **_kwargs: object) -> Resource:
    row = queries.find(proposal)
    return file_resource(row.file if first else row.other_file)


def _resting_on(proposal: UUID, *_args: object, access: Access, **_kwargs: object) -> dict[str, object]:
    """What S4 asks of a finding that two files are one person's, read from what is stored, not from what the caller says."""
    view = queries.view_of(queries.find(proposal), access=access)
    if view.first is None or view.state is not LinkState.SAME:
        return {}
    held = {
        CONTRARY_ANSWERED: not rules.unanswered(view.against, view.first.answers),
        MORE_THAN_NAMES: rules.more_than_names(view.assessment),
        NOTHING_AT_STAKE: not view.first.second_needed and _suffices(view, coercive=view.first.coercive),
    }
    second = view.standing.second
    agreed = {step.user for step in (view.first, *((view.step(second.ref),) if second else ()))} - {access.user, None}
    return {"facts": frozenset(name for name, holds in held.items() if holds), "second_person": next(iter(agreed), None)}


@action("persons.identity_same", resource=_of_side, context=_resting_on)
def hold_same(proposal: UUID, *, first: bool, access: Access) -> None:
    """Hold two files to be about one person, decided for each of the two. The rules persons.s4_* stand in front of it."""
    record(proposal=str(proposal))


def engine_said(view: PairView) -> dict[str, object]:
    """What the engine said when somebody decided, for the dossier and for calibration; numbers in thousandths."""
    said = view.assessment
    return {
        "model": said.model,
        "bits": round(1000 * said.bits),
        "probability": round(1000 * said.probability),
        "band": said.band.value,
        "scripts": sorted(next((script for script, _parts in side.card.get("names", [])), "") for side in (view.one, view.other)),
    }


def _looked_at(proposal: UUID, seen: str, access: Access) -> tuple[LinkProposal, PairView]:
    """The pair as it is now, if it is still what the page showed. Raises DecideAnew."""
    decide_beside(proposal, access=access)
    row = queries.find(proposal)
    view = queries.view_of(row, access=access)
    if token(view) != seen:
        raise DecideAnew
    return row, view


def _may_be_one(row: LinkProposal, view: PairView, answers: Mapping[str, str]) -> None:
    if not rules.more_than_names(view.assessment):
        raise NotOnNamesAlone
    if left := rules.unanswered(view.against, answers):
        raise ContraryUnanswered(keys=[one.key for one in left])
    if apart := queries.kept_apart(row):
        raise KeptApart(numbers=", ".join(apart))


def _suffices(view: PairView, *, coercive: bool) -> bool:
    disagreed = any(step.kind is StepKind.DISSENTED for step in view.steps)
    return rules.one_person_suffices(across=view.across, coercive=coercive, against=view.against, disagreed=disagreed)


def _after(row: LinkProposal, before: PairView, access: Access) -> LinkState:
    """Write the state that follows from the steps, and let a finding of one person pass the safeguards for both files."""
    state = queries.view_of(row, access=access).state
    row.state, row.content = state, {"digest": before.digest}
    row.save(update_fields=["state", "content"])
    if state is LinkState.SAME:
        hold_same(row.ref, first=True, access=access)
        hold_same(row.ref, first=False, access=access)
    record(proposal=str(row.ref), state=state.value)
    if state in (LinkState.SAME, LinkState.DIFFERENT, LinkState.CANNOT_TELL):
        announce(IdentityDecided(proposal=row.ref, persons=(before.one.person, before.other.person)))
    return state


def _user(access: Access) -> User | None:
    return User.objects.filter(ref=access.user).first() if access.user else None
