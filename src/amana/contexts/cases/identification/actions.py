"""Every change of an identification. Nothing is overwritten: what follows an act stands beside it."""

from datetime import date
from uuid import UUID

from django.utils import timezone

from amana.contexts.cases import whose
from amana.contexts.cases.errors import EndsBeforeItBegins, InTheFuture, NoGroundsToExtend, NotWaiting, ReasonMissing
from amana.contexts.cases.events import IdentificationDecided
from amana.contexts.cases.identification import queries
from amana.contexts.cases.identification.models import IdentificationAct, IdentificationStep, RecoveryPeriod
from amana.contexts.cases.identification.queries import PERIODS, RECOVERY, competence
from amana.contexts.cases.identification.terms import Missing, Outcome, Step
from amana.contexts.cases.identification.values import ActId, Decided, Followed
from amana.contexts.persons.models import Person
from amana.kernel.access.resources import file_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.accounts.models import User
from amana.kernel.actions import action, announce, record
from amana.kernel.errors import NoAccess, NotFound
from amana.kernel.ids import FileId, PersonId, UserId
from amana.kernel.organisations.models import Organisation
from amana.kernel.vocabulary import queries as vocabulary

ANYWHERE = "*"


@action("cases.identify_decide", resource=whose.resource, context=competence)
def decide_step(person: PersonId, decided: Decided, *, access: Access) -> ActId:
    """Record a step of the competent authority. A first yes on reasonable grounds begins the recovery and reflection period.

    A less favourable step takes effect only when `confirm` and `tell` have followed (rules.missing). Raises ReasonMissing, InTheFuture.
    """
    if not decided.reasons.strip():
        raise ReasonMissing
    _has_come(decided.decided_on)
    row = whose.find(person)
    act = IdentificationAct.objects.create(
        file=row.file,
        person=row,
        authority=_authority(access),
        reviews=_reviewed(row, decided.reviews),
        content={
            "step": decided.step.value,
            "outcome": decided.outcome.value,
            "decided_on": decided.decided_on.isoformat(),
            "instance": decided.instance.value,
            "reasons": decided.reasons.strip(),
            "weight": decided.weight.value,
            "language": decided.language,
            "interpreter": decided.interpreter,
        },
        decided_by=_worker(access),
        recorded_at=timezone.now(),
    )
    if decided.reviews is not None:
        _follow(act.reviews, Followed.REVIEW_ENDED, on=decided.decided_on, note="", access=access)
    if decided.step is Step.REASONABLE_GROUNDS and decided.outcome is Outcome.POSITIVE:
        _begin_recovery(act, decided.decided_on, access)
    record(act=str(act.ref))
    _announce(act)
    return ActId(act.ref)


def _confirming(act: ActId, *_args: object, access: Access, **_kwargs: object) -> dict[str, object]:
    return {**competence(access=access), "author": UserId(queries.find(act).decided_by.ref)}


@action("cases.identify_confirm", resource=queries.resource, context=_confirming)
def confirm(act: ActId, *, note: str, access: Access) -> None:
    """A second person of the authority stands behind an act. Raises NotWaiting; a policy refuses whoever decided it."""
    row = _waiting(act, Missing.SECOND_PERSON)
    _follow(row, Followed.CONFIRMED, on=timezone.localdate(), note=note, access=access)
    _announce(row)


@action("cases.identify_tell", resource=queries.resource)
def tell(act: ActId, *, on: date, how: str, review_explained: bool, access: Access) -> None:
    """Record that the person was told of an act, how, and whether they were told how to ask for review. Raises InTheFuture."""
    _has_come(on)
    row = queries.find(act)
    if on < date.fromisoformat(row.content["decided_on"]):
        raise EndsBeforeItBegins
    _follow(row, Followed.TOLD, on=on, note=how, access=access, review_explained=review_explained)
    _announce(row)


@action("cases.identify_ask_review", resource=queries.resource)
def ask_review(act: ActId, *, on: date, grounds: str, access: Access) -> None:
    """The person, or somebody for them, asks for review or appeals. Until it ends the earlier status stays. Raises InTheFuture."""
    _has_come(on)
    row = queries.find(act)
    _follow(row, Followed.REVIEW_ASKED, on=on, note=grounds, access=access)
    _announce(row)


@action("cases.identify_end_review", resource=queries.resource, context=competence)
def end_review(act: ActId, *, on: date, note: str, access: Access) -> None:
    """A review ended without a new act: taken back by the person, or not admitted, with the reason. Raises NotWaiting, ReasonMissing."""
    if not note.strip():
        raise ReasonMissing
    _has_come(on)
    row = queries.find(act)
    asked = [step for step in row.steps.select_related("file") if step.content["kind"] == Followed.REVIEW_ASKED]
    ended = [step for step in row.steps.select_related("file") if step.content["kind"] == Followed.REVIEW_ENDED]
    if len(asked) <= len(ended):
        raise NotWaiting
    _follow(row, Followed.REVIEW_ENDED, on=on, note=note, access=access)
    _announce(row)


def _of_period(period: UUID, *_args: object, **_kwargs: object) -> Resource:
    return file_resource(_period(period).file)


@action("cases.identify_extend", resource=_of_period, context=competence)
def extend(period: UUID, *, days: int, basis: str, access: Access) -> None:
    """Make a recovery period longer, on a basis that is named. Raises NoGroundsToExtend, ReasonMissing."""
    if not basis.strip():
        raise ReasonMissing
    row = _period(period)
    if days < 1 or row.extends_id is not None:
        raise NoGroundsToExtend
    RecoveryPeriod.objects.create(
        file=row.file,
        person=row.person,
        act=row.act,
        extends=row,
        content={"days": days, "basis": basis.strip(), "on": timezone.localdate().isoformat()},
        recorded_by=_worker(access),
        recorded_at=timezone.now(),
    )
    record(period=str(period), days=days)


def _begin_recovery(act: IdentificationAct, starts_on: date, access: Access) -> None:
    """One period for each person: a later yes does not begin it anew."""
    if RecoveryPeriod.objects.filter(person=act.person).exists():
        return
    table = vocabulary.table(PERIODS)
    state = act.file.organisation.country
    codes = {row.code for row in vocabulary.rows(PERIODS)}
    code = f"{RECOVERY}:{state}" if f"{RECOVERY}:{state}" in codes else f"{RECOVERY}:{ANYWHERE}"
    RecoveryPeriod.objects.create(
        file=act.file,
        person=act.person,
        act=act,
        content={
            "starts_on": starts_on.isoformat(),
            "days": int(vocabulary.row(PERIODS, code)["days"]),
            "row": code,
            "version": table.version,
        },
        recorded_by=_worker(access),
        recorded_at=timezone.now(),
    )


def _follow(act: IdentificationAct | None, kind: Followed, *, on: date, note: str, access: Access, review_explained: bool = False) -> None:
    if act is None:
        raise NotFound
    content = {"kind": kind.value, "on": on.isoformat(), "note": note.strip(), "review_explained": review_explained}
    IdentificationStep.objects.create(file=act.file, act=act, content=content, recorded_by=_worker(access), recorded_at=timezone.now())
    record(act=str(act.ref), followed=kind.value)


def _waiting(act: ActId, missing: Missing) -> IdentificationAct:
    row = queries.find(act)
    lacking = {waiting.ref: lacks for waiting, lacks in queries.standing(row.person).waiting}
    if missing not in lacking.get(row.ref, ()):
        raise NotWaiting
    return row


def _reviewed(person: Person, act: ActId | None) -> IdentificationAct | None:
    if act is None:
        return None
    row = queries.find(act)
    if row.person_id != person.pk:
        raise NotFound
    return row


def _period(period: UUID) -> RecoveryPeriod:
    found: RecoveryPeriod | None = RecoveryPeriod.objects.select_related("file__organisation", "person", "act").filter(ref=period).first()
    if found is None:
        raise NotFound
    return found


def _has_come(day: date) -> None:
    if day > timezone.localdate():
        raise InTheFuture


def _authority(access: Access) -> Organisation:
    if access.organisation is None:
        raise NoAccess
    return Organisation.objects.get(ref=access.organisation)


def _worker(access: Access) -> User:
    worker = whose.worker(access)
    if worker is None:
        raise NoAccess
    return worker


def _announce(act: IdentificationAct) -> None:
    announce(IdentificationDecided(person=PersonId(act.person.ref), file=FileId(act.file.ref), act=act.ref))
