"""Reading screenings, as values."""

from collections.abc import Iterable, Mapping

from amana.contexts.cases import whose
from amana.contexts.cases.screening import lists, rules
from amana.contexts.cases.screening.models import Screening, ScreeningAnswer, ScreeningConclusion, ScreeningState
from amana.contexts.cases.screening.rules import Reading
from amana.contexts.cases.screening.terms import ACT, AGREED, SCORED, AgeGroup, Answer, Conclusion, Profile, Source
from amana.contexts.cases.screening.values import Concluded, Given, Recorded, ScreeningId, ScreeningLine, ScreeningView
from amana.contexts.persons.models import Person
from amana.kernel.access.resources import file_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import read
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound
from amana.kernel.ids import FileId, PersonId
from amana.kernel.sealed.fields import unseal_many
from amana.kernel.vocabulary import queries as vocabulary

# In doubt both lists are read, and the child's counts.
READ_AS = {
    AgeGroup.CHILD: (AgeGroup.CHILD,),
    AgeGroup.ADULT: (AgeGroup.ADULT,),
    AgeGroup.IN_DOUBT: (AgeGroup.CHILD, AgeGroup.ADULT),
}


def find(screening: ScreeningId) -> Screening:
    """The stored screening with person, file and holder. Raises NotFound."""
    found: Screening | None = Screening.objects.select_related("file__organisation", "person", "started_by").filter(ref=screening).first()
    if found is None:
        raise NotFound
    return found


def resource(screening: ScreeningId, *_args: object, **_kwargs: object) -> Resource:
    """What the policies are asked about for a screening: the person's file."""
    return file_resource(find(screening).file)


@read("cases.screen_open", resource=resource)
def screening(screening: ScreeningId, *, access: Access) -> ScreeningView:
    """Open one screening."""
    return view_of(find(screening))


@read("cases.screen_list", resource=whose.resource, kind=Kind.LIST)
def screenings_of(person: PersonId, *, access: Access) -> tuple[ScreeningLine, ...]:
    """The screenings of one person, newest first."""
    return lines_of(whose.find(person))


def lines_of(person: Person) -> tuple[ScreeningLine, ...]:
    """The screenings of a stored person, newest first."""
    rows = list(
        Screening.objects.filter(person=person)
        .select_related("file", "started_by")
        .prefetch_related("conclusions__file", "conclusions__concluded_by")
        .order_by("-pk")
    )
    unseal_many(rows)
    return tuple(_line(row) for row in rows)


def was_screened(person: PersonId) -> bool:
    """Whether anybody began a screening of this person, whatever came of it."""
    return Screening.objects.filter(person__ref=person).exists()


def view_of(row: Screening) -> ScreeningView:
    """A stored screening with everything it says now."""
    profile, age = Profile(row.content["profile"]), AgeGroup(row.content["age"])
    reference = vocabulary.rows(lists.TABLE, row.reference_version)
    answers = recorded(row)
    return ScreeningView(
        ref=ScreeningId(row.ref),
        person=PersonId(row.person.ref),
        file=FileId(row.file.ref),
        file_number=row.file.number,
        profile=profile,
        age=age,
        state=ScreeningState(row.state),
        reference=vocabulary.table(lists.TABLE, row.reference_version),
        questions=lists.questions(reference, profile, age),
        answers=answers,
        readings=readings(row, {sign: said.given.answer for sign, said in answers.items()}),
        conclusions=_conclusions(row.conclusions.select_related("file", "concluded_by").order_by("pk")),
        started_by=str(row.started_by or ""),
        started_at=row.started_at,
    )


def recorded(row: Screening) -> Mapping[str, Recorded]:
    """The last answer to each sign of a stored screening."""
    rows = list(ScreeningAnswer.objects.filter(screening=row).select_related("file", "recorded_by").order_by("pk"))
    found: dict[str, Recorded] = {}
    for answer in unseal_many(rows):
        said = answer.content
        given = Given(sign=said["sign"], answer=Answer(said["answer"]), source=Source(said["source"]), note=said["note"])
        earlier = found.get(given.sign)
        found[given.sign] = Recorded(
            given=given,
            by=str(answer.recorded_by or ""),
            at=answer.recorded_at,
            replaced=earlier.replaced + 1 if earlier else 0,
        )
    return found


def readings(row: Screening, answers: Mapping[str, Answer]) -> dict[AgeGroup, Reading]:
    """What the rule reads in the answers, for each age group that applies; nothing for a list without weights."""
    profile, age = Profile(row.content["profile"]), AgeGroup(row.content["age"])
    if profile not in SCORED:
        return {}
    reference = vocabulary.rows(lists.TABLE, row.reference_version)
    return {
        group: rules.read(
            lists.weighed(reference, profile, child=group is AgeGroup.CHILD),
            answers,
            act=answers.get(ACT, Answer.NOT_ASKED),
            agreed=answers.get(AGREED, Answer.NOT_ASKED),
            child=group is AgeGroup.CHILD,
        )
        for group in READ_AS[age]
    }


def _line(row: Screening) -> ScreeningLine:
    concluded = _conclusions(row.conclusions.all())
    return ScreeningLine(
        ref=ScreeningId(row.ref),
        profile=Profile(row.content["profile"]),
        age=AgeGroup(row.content["age"]),
        state=ScreeningState(row.state),
        started_by=str(row.started_by or ""),
        started_at=row.started_at,
        last=concluded[-1] if concluded else None,
    )


def _conclusions(rows: Iterable[ScreeningConclusion]) -> tuple[Concluded, ...]:
    return tuple(
        Concluded(
            conclusion=Conclusion(row.content["conclusion"]),
            reason=row.content["reason"],
            findings=row.content["findings"],
            by=str(row.concluded_by or ""),
            at=row.concluded_at,
        )
        for row in sorted(unseal_many(rows), key=lambda row: row.pk)
    )
