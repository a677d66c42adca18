"""Every change of a screening."""

from collections.abc import Iterable

from django.utils import timezone

from amana.contexts.cases import whose
from amana.contexts.cases.errors import AgeSaysOtherwise, NoSuchQuestion, ReasonMissing
from amana.contexts.cases.events import ScreeningConcluded
from amana.contexts.cases.screening import lists, queries
from amana.contexts.cases.screening.models import Screening, ScreeningAnswer, ScreeningConclusion, ScreeningState
from amana.contexts.cases.screening.terms import BESIDE_THE_LIST, SCORED, AgeGroup, Conclusion, Profile
from amana.contexts.cases.screening.values import Given, ScreeningId
from amana.contexts.persons import facade as persons
from amana.kernel.access.values import Access
from amana.kernel.actions import action, announce, record
from amana.kernel.ids import FileId, PersonId
from amana.kernel.vocabulary import queries as vocabulary


@action("cases.screen_start", resource=whose.resource)
def start(person: PersonId, *, profile: Profile, age: AgeGroup, access: Access) -> ScreeningId:
    """Begin a screening under the current version of the list. Raises AgeSaysOtherwise, TableNotLoaded."""
    _, child_today = persons.age_of(person, on=timezone.localdate())
    # Whoever is, or may be, under 18 today was no adult when it happened.
    if age is AgeGroup.ADULT and child_today:
        raise AgeSaysOtherwise
    row = whose.find(person)
    screening = Screening.objects.create(
        file=row.file,
        person=row,
        content={"profile": profile.value, "age": age.value},
        reference_version=vocabulary.table(lists.TABLE).version,
        started_by=whose.worker(access),
        started_at=timezone.now(),
    )
    record(screening=str(screening.ref), reference_version=screening.reference_version)
    return ScreeningId(screening.ref)


@action("cases.screen_answer", resource=queries.resource)
def answer(screening: ScreeningId, given: Iterable[Given], *, as_answered: bool = False, access: Access) -> int:
    """Keep answers; what says the same as before is not written again. Gives how many were new.

    as_answered  a whole page is sent at once: an answer that stands keeps the source and note it has

    A new answer opens a concluded screening again: people tell more with time, and the earlier conclusion stays on record.
    Raises NoSuchQuestion; then nothing is kept.
    """
    row = _locked(screening)
    profile = Profile(row.content["profile"])
    asked = {
        question.sign
        for question in lists.questions(vocabulary.rows(lists.TABLE, row.reference_version), profile, AgeGroup(row.content["age"]))
    }
    if profile in SCORED:
        asked |= set(BESIDE_THE_LIST)
    before = queries.recorded(row)
    new = []
    for each in given:
        if each.sign not in asked:
            raise NoSuchQuestion
        standing = before.get(each.sign)
        if standing is None or (standing.given.answer != each.answer if as_answered else standing.given != each):
            new.append(each)
    worker, now = whose.worker(access), timezone.now()
    for each in new:
        ScreeningAnswer.objects.create(
            file=row.file,
            screening=row,
            content={"sign": each.sign, "answer": each.answer.value, "source": each.source.value, "note": each.note},
            recorded_by=worker,
            recorded_at=now,
        )
    if new and row.state == ScreeningState.CONCLUDED:
        Screening.objects.filter(pk=row.pk).update(state=ScreeningState.OPEN)
    record(screening=str(screening), signs=[each.sign for each in new])
    return len(new)


@action("cases.screen_conclude", resource=queries.resource)
def conclude(screening: ScreeningId, *, conclusion: Conclusion, reason: str, access: Access) -> None:
    """Write down what a person concludes, beside what the rule reads at this moment. Raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    row = _locked(screening)
    answers = {sign: said.given.answer for sign, said in queries.recorded(row).items()}
    ScreeningConclusion.objects.create(
        file=row.file,
        screening=row,
        content={
            "conclusion": conclusion.value,
            "reason": reason.strip(),
            "findings": {group.value: reading.finding.value for group, reading in queries.readings(row, answers).items()},
            "reasons": {group.value: reading.reason for group, reading in queries.readings(row, answers).items()},
            "answers": {sign: said.value for sign, said in answers.items()},
        },
        concluded_by=whose.worker(access),
        concluded_at=timezone.now(),
    )
    Screening.objects.filter(pk=row.pk).update(state=ScreeningState.CONCLUDED)
    record(screening=str(screening))
    announce(ScreeningConcluded(person=PersonId(row.person.ref), file=FileId(row.file.ref), screening=row.ref))


def _locked(screening: ScreeningId) -> Screening:
    # Two people answering at once take turns, so that the last answer is the later one on both databases.
    queries.find(screening)
    locked: Screening = Screening.objects.select_for_update(of=("self",)).select_related("file", "person").get(ref=screening)
    return locked
