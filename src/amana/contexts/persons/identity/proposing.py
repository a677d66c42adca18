"""Finding pairs: who on file may be the same person as one whose card is new or changed, within the organisation that holds the file.

Between organisations the node compares nothing by itself: that somebody has a file at another service is told to nobody by a comparison
they never agreed to (S1). Whoever works on files of two services may propose such a pair by hand.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet
from django.utils import timezone

from amana.contexts.persons import index
from amana.contexts.persons.identity.models import Continuation, LinkProposal, ToCompare
from amana.contexts.persons.identity.rules import contrary, unanswered
from amana.contexts.persons.identity.steps import add_step, tell
from amana.contexts.persons.identity.terms import LinkState, Made, StepKind
from amana.contexts.persons.identity.weighing import LIVING, digest, register_of, weigh_many
from amana.contexts.persons.models import Person
from amana.contexts.persons.opening import OpenCard, opened_cards
from amana.contexts.persons.register.queries import register_resource
from amana.contexts.persons.rules import card as cards
from amana.engines import matching
from amana.engines.matching import Assessment, Band
from amana.kernel.access.floor import floor
from amana.kernel.access.values import Access
from amana.kernel.actions import action, record
from amana.kernel.ids import OrganisationId

MOST_FOUND = 20  # pairs looked at for one person


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One pair as it was weighed: row numbers, the one registered first before the other."""

    person: int
    other: int
    assessment: Assessment
    digest: str


def mark(persons: Iterable[int]) -> None:
    """Remember, in the transaction that changes their cards, that these persons have to be compared."""
    now = timezone.now()
    ToCompare.objects.bulk_create(
        [ToCompare(person=person, marked_at=now) for person in persons],
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["marked_at"],
    )


def compare(persons: Sequence[int], *, made: Made, access: Access) -> int:
    """Compare these persons (row numbers) with all files of the organisations that hold them; gives how many pairs are new or reopened.

    Reads first and writes then, one transaction for each organisation: nobody waits while cards are opened. May be repeated.
    """
    with floor(access):
        rows = list(_comparable().filter(pk__in=persons).select_related("file__organisation").order_by("pk"))
    found = 0
    for organisation in dict.fromkeys(row.file.organisation for row in rows):
        theirs = [row for row in rows if row.file.organisation_id == organisation.pk]
        # Under the organisation's name, so that its data protection officer reads it in the log.
        named = replace(access, organisation=OrganisationId(organisation.ref))
        with floor(named):
            weighed = [pair for row in theirs for pair in pairs_of(row, organisation.pk, named)]
        if weighed:
            found += keep(weighed, made=made, access=named)
    return found


@action("persons.identity_propose_many", on="Register", resource=register_resource)
def keep(weighed: Sequence[Weighed], *, made: Made, access: Access) -> int:
    """Keep what a comparison found: new pairs, new numbers for those that wait, and decided ones again if facts changed.

    A pair that nobody decided on and that is not proposed any more goes. Gives how many are new or wait again.
    """
    there = _there(weighed)
    new = again = gone = 0
    for pair in {(one.person, one.other): one for one in weighed}.values():
        stored = there.get((pair.person, pair.other))
        if stored is None:
            new += _create(pair, made)
        elif pair.assessment.band is Band.NOT_PROPOSED and _is_idle(stored):
            stored.delete()
            gone += 1
        else:
            again += _renew(stored, pair)
    record(pairs=new, again=again, gone=gone, model=weighed[0].assessment.model)
    return new + again


def pair_of(one: OpenCard, other: OpenCard, *, holder: int, access: Access) -> Weighed:
    """Weigh two open cards, the one registered first before the other, in the register of an organisation (row number)."""
    first, second = sorted((one, other), key=lambda card: card.row)
    register = register_of(holder, (first.card, second.card), access)
    (assessment,) = weigh_many(first.card, [second.card], register=register)
    return Weighed(person=first.row, other=second.row, assessment=assessment, digest=digest(first.card, second.card))


def numbers(pair: Weighed) -> dict[str, object]:
    """What a proposal stores of an assessment in the clear: no fact of either person."""
    said = pair.assessment
    return {"model": said.model, "band": said.band.value, "weight": round(100 * said.bits)}


def _comparable() -> QuerySet[Person]:
    continued = Continuation.objects.filter(ended_at=None).values("file")
    rows: QuerySet[Person] = Person.objects.filter(file__state__in=LIVING).exclude(file__in=continued)
    return rows


def pairs_of(row: Person, holder: int, access: Access) -> list[Weighed]:
    """The pairs of one person within an organisation (row number): those the index finds, and those that wait already. Changes nothing."""
    candidates = index.candidates_of(holder, access)
    (own,) = opened_cards(Person.objects.filter(pk=row.pk)) or (None,)
    if own is None:
        return []
    found = matching.find(cards.record(own.card), candidates, limit=MOST_FOUND + 1)
    paired = _paired_with(row.pk)
    near = {match.person for match in found.matches} | paired
    candidates.records(sorted(near))
    others = [candidates.opened[other] for other in sorted(near - {row.pk}) if other in candidates.opened]
    register = register_of(holder, (own.card, *(other.card for other in others)), access)
    said = weigh_many(own.card, [other.card for other in others], register=register)
    return [
        _in_order(own, other, assessment)
        for other, assessment in zip(others, said, strict=True)
        if assessment.band is not Band.NOT_PROPOSED or other.row in paired
    ]


def _in_order(own: OpenCard, other: OpenCard, assessment: Assessment) -> Weighed:
    """The order of the two does not matter to the sum; the reasons, which quote each side, are never stored."""
    first, second = sorted((own, other), key=lambda card: card.row)
    return Weighed(person=first.row, other=second.row, assessment=assessment, digest=digest(first.card, second.card))


def _paired_with(person: int) -> set[int]:
    ones = LinkProposal.objects.filter(other=person).values_list("person", flat=True)
    return {*ones, *LinkProposal.objects.filter(person=person).values_list("other", flat=True)}


def _there(weighed: Sequence[Weighed]) -> dict[tuple[int, int], LinkProposal]:
    rows = LinkProposal.objects.select_related("file").filter(person__in={p.person for p in weighed}, other__in={p.other for p in weighed})
    return {(row.person_id, row.other_id): row for row in rows}


def _create(pair: Weighed, made: Made) -> bool:
    if pair.assessment.band is Band.NOT_PROPOSED:
        return False
    people = {row.pk: row for row in Person.objects.select_related("file").filter(pk__in=(pair.person, pair.other))}
    one, other = people[pair.person], people[pair.other]
    LinkProposal.objects.create(
        file=one.file,
        other_file=other.file,
        person=one,
        other=other,
        made=made,
        made_at=timezone.now(),
        content={"digest": pair.digest},
        **numbers(pair),
    )
    return True


def drop_idle_pairs(person: Person) -> None:
    """Take away the pairs of a person that nobody touched: the file they continue in is compared instead, with all that this one says."""
    for row in LinkProposal.objects.filter(Q(person=person) | Q(other=person)):
        if _is_idle(row):
            row.delete()


def _is_idle(stored: LinkProposal) -> bool:
    """Whether nobody proposed or decided anything: then nothing is lost when the numbers no longer carry the pair."""
    return stored.state == LinkState.WAITING and stored.made != Made.BY_HAND and not stored.steps.exists()


def _renew(stored: LinkProposal, pair: Weighed) -> bool:
    """New numbers; and a decided pair waits again where what it rested on has changed. Says whether it does."""
    again = stored.content["digest"] != pair.digest and _rests_no_more(stored, pair.assessment)
    for column, value in numbers(pair).items():
        setattr(stored, column, value)
    if again or stored.state == LinkState.WAITING:
        stored.content = {"digest": pair.digest}
    if again:
        stored.state = LinkState.WAITING
        tell(add_step(stored, StepKind.CHANGED, {}, by=None))
    stored.save()
    return again


def _rests_no_more(stored: LinkProposal, assessment: Assessment) -> bool:
    """Whether a decision has to be made anew, now that the files say something else.

    Two people are looked at again if the pair is still proposed; one person, if something speaks against it that nobody has answered.
    """
    if stored.state in (LinkState.DIFFERENT, LinkState.CANNOT_TELL):
        return assessment.band is not Band.NOT_PROPOSED
    if stored.state in (LinkState.SAME, LinkState.SECOND):
        judged = [step for step in stored.steps.select_related("file").order_by("pk") if step.kind == StepKind.JUDGED]
        return bool(unanswered(contrary(assessment.evidence), judged[-1].content["answers"]))
    return False
