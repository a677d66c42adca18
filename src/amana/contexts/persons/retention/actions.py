"""Confirming the plan, holding a file, telling before an erasure, and the erasure itself."""

from uuid import UUID

from django.utils import timezone

from amana.contexts.persons import queries as persons
from amana.contexts.persons.errors import DecisionMissing, PlanMissing, PlanNotConfirmed, ReasonMissing
from amana.contexts.persons.keeping.actions import ANY_LIVING, destroy
from amana.contexts.persons.models import Erasure, ErasureNotice, PlanConfirmed
from amana.contexts.persons.retention import queries
from amana.contexts.persons.retention.queries import DUE_BY_PLAN, Decided, the_plan
from amana.contexts.persons.retention.rules import is_told, may_be_erased
from amana.contexts.persons.terms import ErasureGround
from amana.contexts.persons.versions import touch
from amana.kernel.access.opening import organisation_of, user_of
from amana.kernel.access.values import Access
from amana.kernel.actions import action, record
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound
from amana.kernel.files.models import File
from amana.kernel.ids import PersonId


@action("persons.confirm_plan", kind=Kind.OVERSEE, on="Retention", resource=the_plan)
def confirm_plan(decision: str, *, content: str, access: Access) -> None:
    """Say that the periods as loaded are those the authority has set, and by which decision. From now on the node erases what is due.

    content  the table that was looked at; raises PlanMissing where another one is loaded by now. Raises DecisionMissing.
    """
    if not decision.strip():
        raise DecisionMissing
    if queries.plan() is None or content != queries.content():
        raise PlanMissing
    organisation, now = organisation_of(access), timezone.now()
    PlanConfirmed.objects.filter(organisation=organisation, ended_at=None).update(ended_by=user_of(access), ended_at=now)
    PlanConfirmed.objects.create(
        organisation=organisation, content=content, decision=decision.strip(), confirmed_by=user_of(access), confirmed_at=now
    )
    record(content=content, decision=decision.strip())


@action("persons.end_plan", kind=Kind.OVERSEE, on="Retention", resource=the_plan)
def end_plan(*, access: Access) -> None:
    """Take the confirmation back: the node erases nothing more by itself. Raises PlanNotConfirmed."""
    in_force = PlanConfirmed.objects.filter(organisation=organisation_of(access), ended_at=None)
    if not in_force.update(ended_by=user_of(access), ended_at=timezone.now()):
        raise PlanNotConfirmed


@action("persons.hold", kind=Kind.OVERSEE, resource=persons.resource)
def hold(person: PersonId, because: str, *, access: Access) -> None:
    """Put a file under legal hold: nobody erases it, nor does the node. Raises ReasonMissing, NotOpen for an erased file."""
    _set_hold(person, because, held=True)


@action("persons.lift_hold", kind=Kind.OVERSEE, resource=persons.resource)
def lift_hold(person: PersonId, because: str, *, access: Access) -> None:
    """Lift a legal hold. What was due meanwhile is told anew, and erased thirty days later. Raises ReasonMissing."""
    _set_hold(person, because, held=False)


def _set_hold(person: PersonId, because: str, *, held: bool) -> None:
    if not because.strip():
        raise ReasonMissing
    file = persons.find(person).file
    touch(file, based_on=None, states=ANY_LIVING)
    File.objects.filter(pk=file.pk).update(legal_hold=held)
    record(because=because.strip())


@action("persons.tell_before_erasure", resource=persons.resource)
def tell(person: PersonId, *, decided: Decided, access: Access) -> bool:
    """Write down that a file will be erased, so that colleagues see it in time; says whether a notice was due."""
    found = queries.candidate(person, decided)
    plan = queries.confirmed_plan(found.organisation) if found else None
    today = timezone.localdate()
    if found is None or plan is None or not is_told(found.ended, plan, found.told, on=today):
        return False
    ErasureNotice.objects.update_or_create(of_file=found.file, defaults={"told_on": today, "version": found.ended.version})
    record(file_number=found.number)
    return True


def due_by_plan(person: PersonId, *, decided: Decided, access: Access) -> dict[str, object]:
    """The circumstances of an erasure by the plan: whether the rules of retention allow it today."""
    found = queries.candidate(person, decided)
    plan = queries.confirmed_plan(found.organisation) if found else None
    due = found is not None and may_be_erased(found.ended, plan, found.told, on=timezone.localdate())
    return {"facts": frozenset({DUE_BY_PLAN}) if due else frozenset()}


@action("persons.erase_due", resource=persons.resource, kind=Kind.ERASE, context=due_by_plan)
def erase_due(person: PersonId, *, decided: Decided, access: Access) -> UUID:
    """Destroy a file that is due by the plan, as `erase` does: the same proof stays. A proposal that waits is carried out by this.

    Raises Refused where it is not due, held, or was erased already, and StaleFile where somebody touched it in this very moment.
    """
    row = persons.find(person)
    notice = ErasureNotice.objects.filter(of_file=row.file.ref).first()
    if notice is None:
        raise NotFound
    touch(row.file, based_on=notice.version, states=ANY_LIVING)
    waiting, _made = Erasure.objects.get_or_create(
        erased_file=row.file.ref,
        taken_back_at=None,
        defaults={
            "number": row.file.number,
            "organisation": row.file.organisation,
            "ground": ErasureGround.RETENTION,
            "proposed_by": None,
            "proposed_at": timezone.now(),
        },
    )
    return destroy(row, waiting, confirmed_by=None)
