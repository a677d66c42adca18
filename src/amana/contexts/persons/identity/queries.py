"""Reading pairs, as values. Both files have to be within reach; of either, no more is shown than a search shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from amana.contexts.persons import queries as persons
from amana.contexts.persons.identity import rules
from amana.contexts.persons.identity.models import Continuation, LinkNotice, LinkProposal, LinkStep
from amana.contexts.persons.identity.proposing import pair_of
from amana.contexts.persons.identity.terms import UNSETTLED, LinkState, Made, Opinion, StepKind
from amana.contexts.persons.identity.values import Joined, Line, Notice, OtherFile, PairView, Side, StepView
from amana.contexts.persons.models import Person
from amana.contexts.persons.opening import OpenCard, opened_cards
from amana.contexts.persons.queries import Summary, summary_of
from amana.contexts.persons.register.queries import register_resource
from amana.engines.matching import settles
from amana.kernel.access.lists import may
from amana.kernel.access.protected import ProtectedQuerySet
from amana.kernel.access.resources import file_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import read, record
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound
from amana.kernel.files.models import File, State
from amana.kernel.ids import PersonId, UserId
from amana.kernel.sealed.fields import unseal_many

PAGE = 25
MOST_COUNTED = 1000  # further ones are "more than"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which proposals are shown. `state` None stands for all that wait; `mine` for those this reader has a step in."""

    state: LinkState | None = None
    band: str = ""
    organisation: UUID | None = None
    mine: bool = False
    newest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some lines of the queue; `next` continues, "" at the end; `count` is capped at MOST_COUNTED."""

    lines: tuple[Line, ...]
    next: str
    count: int


def find(proposal: UUID) -> LinkProposal:
    """The stored pair with both files. Raises NotFound for one that is not there, or of which either file is out of reach."""
    rows = LinkProposal.objects.select_related("file__organisation", "other_file__organisation", "person", "other", "made_by")
    found: LinkProposal | None = rows.filter(ref=proposal).first()
    if found is None:
        raise NotFound
    return found


def first_file(proposal: UUID, *_args: object, **_kwargs: object) -> Resource:
    """What the policies are asked about first: the file that seals what is written about the pair."""
    return file_resource(find(proposal).file)


def other_file(proposal: UUID, *_args: object, **_kwargs: object) -> Resource:
    """What the policies are asked about as well."""
    return file_resource(find(proposal).other_file)


@read("persons.identity_open_beside", resource=other_file)
def beside(proposal: UUID, *, access: Access) -> None:
    """Look at the second file of a pair: decided for it and logged under it, as for the first."""


@read("persons.identity_open", resource=first_file)
def pair(proposal: UUID, *, access: Access) -> PairView:
    """Two files side by side with what speaks for and against one person, weighed now."""
    beside(proposal, access=access)
    record(proposal=str(proposal))
    return view_of(find(proposal), access=access)


def view_of(row: LinkProposal, *, access: Access) -> PairView:
    """The pair of a stored proposal; for acts that have asked the policies about both files."""
    cards = {card.row: card for card in opened_cards(Person.objects.filter(pk__in=(row.person_id, row.other_id)))}
    if len(cards) < 2:
        raise NotFound  # one was erased in this moment
    one, other = cards[row.person_id], cards[row.other_id]
    weighed = pair_of(one, other, holder=row.file.organisation_id, access=access)
    steps = steps_of(row)
    standing = rules.standing(map(_step, steps))
    return PairView(
        ref=row.ref,
        one=_side(one, row.file),
        other=_side(other, row.other_file),
        across=row.file.organisation_id != row.other_file.organisation_id,
        made=Made(row.made),
        made_by=str(row.made_by or ""),
        made_at=row.made_at,
        assessment=weighed.assessment,
        against=rules.contrary(weighed.assessment.evidence),
        settles=settles(weighed.assessment),
        standing=standing,
        steps=tuple(steps),
        judged=_has_judged(steps, access.user),
        changed=bool(steps) and steps[-1].kind is StepKind.CHANGED,
        digest=weighed.digest,
        joined=_joined(row),
    )


def steps_of(row: LinkProposal) -> list[StepView]:
    """Every step of a pair, oldest first."""
    stored = list(LinkStep.objects.filter(proposal=row).select_related("file", "by").order_by("pk"))
    unseal_many(stored)
    return [_view(step) for step in stored]


@read("persons.identity_list", on="Register", resource=register_resource, kind=Kind.LIST)
def queue(asked: Filter, *, after: str = "", access: Access) -> Page:
    """Proposals both of whose files this access may list, strongest (or newest) first, a page at a time."""
    rows = _asked(asked, access)
    count = rows[: MOST_COUNTED + 1].count()
    found = list(_from(rows, asked, after).select_related("file__organisation", "other_file__organisation")[: PAGE + 1])
    known = persons.summaries({file for row in found for file in (row.file_id, row.other_file_id)}, access=access)
    lines = [_line(row, known) for row in found[:PAGE] if row.file_id in known and row.other_file_id in known]
    record(proposals=[str(line.ref) for line in lines])
    return Page(lines=tuple(lines), next=_place(found[PAGE - 1]) if len(found) > PAGE else "", count=count)


def counts(*, access: Access) -> dict[LinkState, int]:
    """How many proposals within reach stand where; for the page of the queue, whose read is logged."""
    rows = LinkProposal.objects.listed(access).values("state").annotate(found=Count("pk")).order_by()
    found = {row["state"]: row["found"] for row in rows}
    return {state: found[state] for state in LinkState if state in found}


def organisations(*, access: Access) -> dict[UUID, str]:
    """The services of which pairs within reach are, by name."""
    rows = LinkProposal.objects.listed(access)
    found: dict[UUID, str] = {}
    for side in ("file", "other_file"):
        found |= dict(rows.values_list(f"{side}__organisation__ref", f"{side}__organisation__name").distinct().order_by())
    return dict(sorted(found.items(), key=lambda one: one[1].casefold()))


@read("persons.identity_notices", on="Register", resource=register_resource, kind=Kind.LIST)
def notices(*, access: Access) -> tuple[Notice, ...]:
    """Decisions this reader acted on and that were undone since, until they say that they have seen it."""
    rows = LinkNotice.objects.listed(access).filter(user__ref=access.user or access.ref, seen_at=None)
    found = rows.select_related("proposal", "step__by", "file", "other_file").order_by("pk")[:PAGE]
    return tuple(
        Notice(
            step=row.step.ref,
            proposal=row.proposal.ref,
            at=row.step.recorded_at,
            by=str(row.step.by or ""),
            numbers=(row.file.number, row.other_file.number),
        )
        for row in found
    )


def of_person(person: PersonId, *, access: Access) -> list[OtherFile]:
    """The pairs of one person, for the page of their file; only where pairs may be looked at, and only those within reach."""
    if not may(access, "persons.identity_list"):
        return []
    rows = LinkProposal.objects.listed(access).filter(Q(person__ref=person) | Q(other__ref=person)).exclude(state=LinkState.DIFFERENT)
    found = []
    for row in rows.select_related("file", "other_file", "person", "other").order_by("-weight")[:PAGE]:
        first = row.person.ref == person
        joined = Continuation.objects.filter(proposal=row, ended_at=None).values_list("file", flat=True).first()
        own = row.file_id if first else row.other_file_id
        found.append(
            OtherFile(
                proposal=row.ref,
                person=PersonId(row.other.ref if first else row.person.ref),
                number=row.other_file.number if first else row.file.number,
                state=LinkState(row.state),
                continues=None if joined is None else joined == own,
            )
        )
    return found


def kept_apart(row: LinkProposal) -> list[str]:
    """Numbers of files held to be two people's that would become one person's with this pair; as far as they are within reach.

    Walks from decision to decision, so it reads no more than the groups of the two.
    """
    same = _decided_around({row.person_id, row.other_id}, LinkState.SAME)
    group = rules.group_of(row.person_id, same) | rules.group_of(row.other_id, same)
    held = LinkProposal.objects.filter(state=LinkState.DIFFERENT, person__in=group, other__in=group).exclude(pk=row.pk)
    found = {(one.person_id, one.other_id): one for one in held.select_related("file", "other_file")}
    apart = rules.kept_apart_by((row.person_id, row.other_id), same=same, different=found)
    return [f"{found[pair].file.number} · {found[pair].other_file.number}" for pair in apart]


def _decided_around(people: set[int], state: LinkState) -> set[tuple[int, int]]:
    """The decisions of one kind that lead away from these people, and on from those they lead to."""
    edges: set[tuple[int, int]] = set()
    seen: set[int] = set()
    while people - seen:
        asked, seen = people - seen, seen | people
        rows = LinkProposal.objects.filter(Q(person__in=asked) | Q(other__in=asked), state=state)
        edges |= set(rows.values_list("person", "other"))
        people = {one for edge in edges for one in edge}
    return edges


def _asked(asked: Filter, access: Access) -> ProtectedQuerySet:
    rows = LinkProposal.objects.listed(access)
    rows = rows.filter(state=asked.state) if asked.state else rows.filter(state__in=UNSETTLED)
    if asked.band:
        rows = rows.filter(band=asked.band)
    if asked.organisation:
        rows = rows.filter(Q(file__organisation__ref=asked.organisation) | Q(other_file__organisation__ref=asked.organisation))
    if asked.mine:
        mine = LinkStep.objects.filter(by__ref=access.user or access.ref).values("proposal")
        rows = rows.filter(pk__in=mine)
    return rows


def _from(rows: ProtectedQuerySet, asked: Filter, after: str) -> ProtectedQuerySet:
    weight, _sep, pk = after.partition(".")
    if asked.newest:
        rows = rows.order_by("-pk")
        return rows.filter(pk__lt=int(pk)) if pk.isdecimal() else rows
    rows = rows.order_by("-weight", "-pk")
    if pk.isdecimal() and weight.lstrip("-").isdecimal():
        rows = rows.filter(Q(weight__lt=int(weight)) | Q(weight=int(weight), pk__lt=int(pk)))
    return rows


def _place(row: LinkProposal) -> str:
    return f"{row.weight}.{row.pk}"


def _line(row: LinkProposal, known: dict[int, Summary]) -> Line:
    return Line(
        ref=row.ref,
        one=known[row.file_id],
        other=known[row.other_file_id],
        organisations=(row.file.organisation.name, row.other_file.organisation.name),
        state=LinkState(row.state),
        band=row.band,
        made=Made(row.made),
        made_at=row.made_at,
        place=_place(row),
    )


def _side(card: OpenCard, file: File) -> Side:
    return Side(summary=summary_of(card), organisation=file.organisation.name, open=file.state == State.OPEN, card=card.card)


def _step(view: StepView) -> rules.Step:
    return rules.Step(ref=view.ref, kind=view.kind, by=view.user, opinion=view.opinion, second_needed=view.second_needed)


def _view(row: LinkStep) -> StepView:
    said = row.content
    return StepView(
        ref=row.ref,
        kind=StepKind(row.kind),
        at=row.recorded_at,
        by=str(row.by or ""),
        user=UserId(row.by.ref) if row.by else None,
        opinion=Opinion(said["opinion"]) if "opinion" in said else None,
        reason=said.get("reason", ""),
        answers=said.get("answers", {}),
        coercive=said.get("coercive", False),
        second_needed=said.get("second_needed", False),
        said=said.get("engine", {}),
        recipient=said.get("recipient", ""),
    )


def _has_judged(steps: Iterable[StepView], user: UserId | None) -> bool:
    judged = False
    for step in steps:
        if step.kind in (StepKind.CHANGED, StepKind.UNDONE):
            judged = False
        elif step.user == user and step.kind in (StepKind.JUDGED, StepKind.CONFIRMED, StepKind.DISSENTED):
            judged = True
    return judged


def _joined(row: LinkProposal) -> Joined | None:
    found = Continuation.objects.filter(proposal=row, ended_at=None).select_related("began_by").first()
    if found is None:
        return None
    ended, kept = (row.person, row.other) if found.file_id == row.file_id else (row.other, row.person)
    return Joined(ended=PersonId(ended.ref), kept=PersonId(kept.ref), by=str(found.began_by), at=found.began_at)
