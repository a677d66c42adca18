"""Cases of invented people into a node, through the same actions as real ones, so that a demo has a day to show."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from amana.contexts.cases import facade as cases
from amana.contexts.cases.facade import CaseStatus, Entry, EntryKind, NeedKind, Outcome
from amana.contexts.persons.facade import Source
from amana.kernel.access.values import Access
from amana.kernel.ids import PersonId
from amana.node.world.cases import InventedCase, Leg, case_of
from amana.node.world.persons import persons as invented

SHARE = 0.4  # of the people; the others are registered and have no case yet
NEEDS = {
    "shelter": NeedKind.ACCOMMODATION,
    "medical": NeedKind.MEDICAL,
    "psychosocial": NeedKind.PSYCHOLOGICAL,
    "legal": NeedKind.LEGAL,
    "food": NeedKind.SUBSISTENCE,
    "family_tracing": NeedKind.FAMILY,
    "documents": NeedKind.COUNSELLING,
    "education": NeedKind.EDUCATION,
    "livelihood": NeedKind.WORK,
    "interpretation": NeedKind.INTERPRETATION,
}
TASKS = (
    "Call the clinic about the appointment",
    "Ask the shelter whether a room with a door that locks is free",
    "Bring the notice on rights in Tigrinya",
    "Arrange an interpreter for Thursday",
    "Write to the family tracing service",
)
NOTES = (
    "Came in the afternoon, tired and calm. Wishes to speak with a woman.",
    "Slept badly. Asked twice whether anybody will tell the employer.",
    "Would like to learn tailoring. Wants to call the mother, not the brother.",
)
HOW_SOON = {"now": 0, "soon": 4, "later": 21}


def load_cases(persons: Sequence[PersonId], *, seed: int, workers: Sequence[Access], share: float = SHARE, duplicates: float = 0.02) -> int:
    """Open cases for a share of the people of `load_world`, in the order in which it registered them; gives how many.

    workers  open accesses for assistance, of those who lead on the files, in the order in which `load_world` went through them
    """
    rng = Random(seed)
    made = 0
    for person, record in zip(persons, invented(len(persons), seed=seed, duplicates=duplicates), strict=True):
        if rng.random() >= share:
            continue
        with transaction.atomic():  # the disk is waited for once for each case, not for each entry
            _load_one(person, case_of(record, seed=seed), rng, workers[record.number % len(workers)])
        made += 1
    return made


def _load_one(person: PersonId, told: InventedCase, rng: Random, access: Access) -> None:
    today = timezone.localdate()
    case = cases.open_case(person, opened_on=told.opened_on, access=access)
    for entry in _story(told):
        cases.add_entry(case, entry, access=access)
    for need in told.needs:
        due_on = today + timedelta(days=HOW_SOON[need.urgency] + rng.randrange(-4, 6))
        entry = _said(told, EntryKind.NEED, need=NEEDS[need.kind].value, urgency=need.urgency)
        added = cases.add_entry(case, entry, due_on=due_on, access=access)
        if need.met or told.closed_on is not None:
            cases.settle(case, added, Outcome.MET, access=access)
    if told.closed_on is None:
        task = Entry(kind=EntryKind.TASK, values={"text": rng.choice(TASKS)}, source=Source.SEEN)
        cases.add_entry(case, task, due_on=today + timedelta(days=rng.randrange(-3, 10)), access=access)
        cases.add_entry(case, Entry(kind=EntryKind.NOTE, values={"cco_CaseComment": rng.choice(NOTES)}, source=Source.SEEN), access=access)
        return
    version = cases.case_view(case, access=access).version
    cases.close_case(case, CaseStatus(told.status), "The goals of the plan were reached.", version=version, access=access)


def _story(told: InventedCase) -> Iterator[Entry]:
    """The way taken and what was done, as the person told it."""
    yield _said(told, EntryKind.ACT, **{"amana:act": ("recruitment", "transportation")})
    for leg in told.legs:
        yield _leg(told, leg)
    for fact in told.exploitation:
        yield _said(told, EntryKind.PURPOSE, vic_TypeOfExploitation=(fact.kind,))
        if fact.controls:
            yield _said(told, EntryKind.MEANS, vic_MethodsOfControl=fact.controls)
        values: dict[str, object] = {"vic_LocationOfExploitation": fact.place, "country": fact.country}
        if fact.industry:
            values["vic_ForcedLabourIndustry"] = (fact.industry,)
        if fact.first_on is not None:
            values["from_when"] = _month(fact.first_on)
        if fact.last_on is not None:
            values["until_when"] = _month(fact.last_on)
        yield _said(told, EntryKind.EXPLOITATION, **values)


def _leg(told: InventedCase, leg: Leg) -> Entry:
    values: dict[str, object] = {"from_place": leg.from_place, "to_place": leg.to_place, "to_country": leg.to_country}
    values["mode"] = leg.transport
    if leg.left_on is not None:
        values["left"] = _month(leg.left_on)
    if leg.arrived_on is not None:
        values["arrived"] = _month(leg.arrived_on)
    if leg.paid_usd is not None:
        values["paid"] = f"{leg.paid_usd} USD"
    return _said(told, EntryKind.LEG, **values)


def _said(told: InventedCase, kind: EntryKind, **values: object) -> Entry:
    # the values of a kind stand in its declaration
    return Entry(kind=kind, values=values, source=Source.TOLD_BY_PERSON, stated_on=told.opened_on)  # type: ignore[arg-type]


def _month(day: date) -> dict[str, object]:
    return {"calendar": "gregorian", "year": day.year, "month": day.month}
