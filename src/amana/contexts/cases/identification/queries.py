"""Reading identification, as values."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Max, QuerySet
from django.utils import timezone

from amana.contexts.cases import whose
from amana.contexts.cases.identification import rules
from amana.contexts.cases.identification.models import IdentificationAct, IdentificationStep, RecoveryPeriod
from amana.contexts.cases.identification.rules import Act, Period, Standing
from amana.contexts.cases.identification.terms import Instance, Missing, Outcome, Step, Weight
from amana.contexts.cases.identification.values import ActId, ActView, Followed, IdentificationView, PeriodView, StepView
from amana.contexts.cases.screening.queries import was_screened
from amana.contexts.persons.models import Person
from amana.kernel.access import facts
from amana.kernel.access.resources import file_resource
from amana.kernel.access.values import Access, Decision, Resource
from amana.kernel.actions import read
from amana.kernel.errors import NotFound
from amana.kernel.ids import FileId, PersonId, UserId
from amana.kernel.organisations.models import HeldMandate
from amana.kernel.organisations.terms import Mandate, OrganisationKind
from amana.kernel.sealed.fields import unseal_many
from amana.kernel.vocabulary import queries as vocabulary

PERIODS = "periods"
RECOVERY = "recovery_reflection"

MAY_IDENTIFY = facts.declare(
    "cases.organisation_may_identify", "The organisation at work holds the mandate to decide formally who is a victim of trafficking"
)


def competence(*_args: object, access: Access, **_kwargs: object) -> dict[str, object]:
    """The circumstances of an act of identification: whether the organisation at work has the mandate."""
    held = (
        access.organisation is not None
        and HeldMandate.objects.filter(organisation__ref=access.organisation, mandate=Mandate.IDENTIFY).exists()
    )
    return {"facts": frozenset({MAY_IDENTIFY}) if held else frozenset()}


def find(act: ActId) -> IdentificationAct:
    """The stored act with person, file and holder. Raises NotFound."""
    found: IdentificationAct | None = (
        IdentificationAct.objects.select_related("file__organisation", "person", "decided_by").filter(ref=act).first()
    )
    if found is None:
        raise NotFound
    return found


def resource(act: ActId, *_args: object, **_kwargs: object) -> Resource:
    """What the policies are asked about for an act: the person's file."""
    return file_resource(find(act).file)


def person_of(act: ActId) -> PersonId:
    """Whom an act is about. Raises NotFound."""
    return PersonId(find(act).person.ref)


def resource_of(person: PersonId) -> Resource:
    """What the policies are asked about for a person, to show or hide what can be done. Raises NotFound."""
    return whose.resource(person)


@read("cases.identify_open", resource=whose.resource)
def identification(person: PersonId, *, access: Access) -> IdentificationView:
    """Open the identification of one person."""
    return view_of(whose.find(person))


def standing(person: Person) -> Standing:
    """Where a stored person stands; for rules and exports that run inside an act of their own."""
    rows = _acts(person)
    return rules.standing([_act(row) for row in rows], looked_into=was_screened(PersonId(person.ref)))


def waiting(acts: QuerySet[IdentificationAct]) -> list[tuple[IdentificationAct, tuple[Missing, ...]]]:
    """The acts that do not take effect yet, each with what it lacks. The query gives all acts of each person it has any of."""
    by_person: dict[int, list[IdentificationAct]] = defaultdict(list)
    for row in _opened(acts):
        by_person[row.person_id].append(row)
    found = []
    for rows in by_person.values():
        stands = rules.standing([_act(row) for row in rows], looked_into=True)  # whoever has an act is presumed a victim anyway
        lacking = {act.ref: lacks for act, lacks in stands.waiting}
        found += [(row, lacking[row.ref]) for row in rows if row.ref in lacking]
    return found


def removal(person: PersonId, *, on: date) -> Decision:
    """Whether identification leaves room for removal or transfer on a day (`rules.may_be_removed`). Raises NotFound."""
    row = whose.find(person)
    return rules.may_be_removed(standing(row).status, [view.period for view in _periods(row)], on=on)


def view_of(person: Person) -> IdentificationView:
    """Everything about the identification of a stored person."""
    rows = _acts(person)
    stands = rules.standing([_act(row) for row in rows], looked_into=was_screened(PersonId(person.ref)))
    lacking = {act.ref: lacks for act, lacks in stands.waiting}
    rests = next((row for row in rows if stands.rests_on is not None and row.ref == stands.rests_on.ref), None)
    return IdentificationView(
        person=PersonId(person.ref),
        file=FileId(person.file.ref),
        file_number=person.file.number,
        status=stands.status,
        htcds=rules.htcds_status(stands.status),
        htcds_body=rules.htcds_deciding_body(OrganisationKind(rests.authority.kind)) if rests else "",
        acts=tuple(_view(row, lacking.get(row.ref, ())) for row in rows),
        periods=_periods(person),
    )


def _acts(person: Person) -> list[IdentificationAct]:
    return _opened(IdentificationAct.objects.filter(person=person))


def _opened(acts: QuerySet[IdentificationAct]) -> list[IdentificationAct]:
    rows = list(
        acts.select_related("file", "authority", "decided_by", "reviews")
        .prefetch_related("steps__recorded_by", "steps__file")
        .order_by("pk")
    )
    unseal_many(rows)
    unseal_many([step for row in rows for step in row.steps.all()])
    return rows


def _act(row: IdentificationAct) -> Act:
    steps = sorted(row.steps.all(), key=lambda step: step.pk)
    confirmed = _last(steps, Followed.CONFIRMED)
    told = _last(steps, Followed.TOLD)
    asked, ended = _last(steps, Followed.REVIEW_ASKED), _last(steps, Followed.REVIEW_ENDED)
    return Act(
        ref=row.ref,
        step=Step(row.content["step"]),
        outcome=Outcome(row.content["outcome"]),
        decided_on=date.fromisoformat(row.content["decided_on"]),
        recorded_at=row.recorded_at,
        decided_by=UserId(row.decided_by.ref),
        reasons_given=bool(row.content["reasons"]),
        confirmed_by=UserId(confirmed.recorded_by.ref) if confirmed else None,
        person_told_on=date.fromisoformat(told.content["on"]) if told else None,
        told_of_review=bool(told and told.content["review_explained"]),
        review_open=asked is not None and (ended is None or ended.pk < asked.pk),
    )


def _view(row: IdentificationAct, lacks: tuple[Missing, ...]) -> ActView:
    said = row.content
    return ActView(
        ref=ActId(row.ref),
        act=_act(row),
        instance=Instance(said["instance"]),
        reviews=ActId(row.reviews.ref) if row.reviews else None,
        authority=row.authority.name,
        decided_by=str(row.decided_by),
        reasons=said["reasons"],
        weight=Weight(said["weight"]),
        language=said["language"],
        interpreter=said["interpreter"],
        steps=tuple(_step(step) for step in sorted(row.steps.all(), key=lambda step: step.pk)),
        lacks=lacks,
    )


def _step(row: IdentificationStep) -> StepView:
    return StepView(
        kind=Followed(row.content["kind"]),
        on=date.fromisoformat(row.content["on"]),
        note=row.content["note"],
        by=str(row.recorded_by),
        at=row.recorded_at,
    )


def _last(steps: Iterable[IdentificationStep], kind: Followed) -> IdentificationStep | None:
    found = [step for step in steps if step.content["kind"] == kind]
    return found[-1] if found else None


def _periods(person: Person) -> tuple[PeriodView, ...]:
    rows = list(RecoveryPeriod.objects.filter(person=person).select_related("file", "recorded_by", "extends").order_by("pk"))
    unseal_many(rows)
    return tuple(_period(row, [more for more in rows if more.extends_id == row.pk]) for row in rows if row.extends_id is None)


def _period(row: RecoveryPeriod, added: list[RecoveryPeriod]) -> PeriodView:
    starts = date.fromisoformat(row.content["starts_on"])
    return PeriodView(
        ref=UUID(str(row.ref)),
        period=Period(starts_on=starts, days=row.content["days"], added_days=sum(more.content["days"] for more in added)),
        source=vocabulary.row(PERIODS, row.content["row"], row.content["version"]),
        extensions=tuple(
            StepView(
                kind=Followed.CONFIRMED,
                on=date.fromisoformat(more.content["on"]),
                note=more.content["basis"],
                by=str(more.recorded_by),
                at=more.recorded_at,
            )
            for more in added
        ),
    )


def last_decided(files: Sequence[FileId]) -> dict[FileId, date]:
    """For each file with a formal identification, the day on which the last act was recorded: retention counts from there."""
    rows = IdentificationAct.objects.filter(file__ref__in=files).values("file__ref").annotate(last=Max("recorded_at"))
    return {FileId(row["file__ref"]): timezone.localdate(row["last"]) for row in rows.order_by()}
