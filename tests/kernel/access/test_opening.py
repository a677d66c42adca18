"""Opening and ending a purpose, breaking the glass and reviewing it: through the actions, in a database."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from amana.kernel.access import actions, queries
from amana.kernel.access.errors import AlreadyReviewed, NobodyToTell, ReasonNeeded
from amana.kernel.access.floor import floor
from amana.kernel.access.models import BrokenGlass, GlassNotice, OpenAccess, Outcome
from amana.kernel.access.opening import BREAK_GLASS_HOURS, access_in_force, access_of_job, new_access, purposes_in
from amana.kernel.access.system import system_access
from amana.kernel.access.terms import Purpose
from amana.kernel.access.values import Access
from amana.kernel.accounts.models import Leave, Membership, User
from amana.kernel.accounts.terms import Role
from amana.kernel.errors import NoAccess, NotFound, Refused
from amana.kernel.files.models import File, Level
from amana.kernel.ids import AccessId, FileId, UserId
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.keystore import get_keystore
from tests.kernel.access import database

pytestmark = pytest.mark.django_db

REASON = "The person collapsed and the hospital asks about medication."


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelter:
    home: Organisation
    worker: User
    colleague: User
    supervisor: User
    guardian: User
    restricted: File


@pytest.fixture
def shelter() -> Shelter:
    with floor(system_access()):
        home = database.organisation("Home")
        colleague = database.member("colleague", home, Role.CASEWORKER)
        made = Shelter(
            home=home,
            worker=database.member("worker", home, Role.CASEWORKER),
            colleague=colleague,
            supervisor=database.member("supervisor", home, Role.SUPERVISOR),
            guardian=database.member("guardian", home, Role.GUARDIAN),
            restricted=database.file("restricted", home, team=(colleague,), level=Level.RESTRICTED),
        )
        get_keystore().create_file_keys([made.restricted.ref])
    return made


def opened(user: User, home: Organisation, purpose: Purpose) -> Access:
    asked = new_access(user, home, purpose, second_factor=True)
    actions.open_purpose(access=asked)
    return asked


def test_a_case_worker_opens_help_and_it_is_in_force(shelter: Shelter) -> None:
    access = opened(shelter.worker, shelter.home, Purpose.ASSISTANCE)
    found = access_in_force(access.ref, shelter.worker, second_factor=True)
    assert found == access


def test_a_purpose_that_no_role_gives_is_refused(shelter: Shelter) -> None:
    with pytest.raises(Refused) as refused:
        opened(shelter.worker, shelter.home, Purpose.SUPERVISION)
    assert refused.value.reason == "access.purpose_of_role"
    assert not OpenAccess.objects.exists()


def test_without_a_second_factor_nothing_opens(shelter: Shelter) -> None:
    with pytest.raises(Refused) as refused:
        actions.open_purpose(access=new_access(shelter.worker, shelter.home, Purpose.ASSISTANCE, second_factor=False))
    assert refused.value.reason == "access.second_factor"


def test_the_access_of_somebody_else_is_not_in_force(shelter: Shelter) -> None:
    access = opened(shelter.worker, shelter.home, Purpose.ASSISTANCE)
    assert access_in_force(access.ref, shelter.colleague, second_factor=True) is None


def test_an_ended_access_is_not_in_force(shelter: Shelter) -> None:
    access = opened(shelter.worker, shelter.home, Purpose.ASSISTANCE)
    actions.close_purpose(access=access)
    assert access_in_force(access.ref, shelter.worker, second_factor=True) is None


def test_nobody_ends_the_access_of_somebody_else(shelter: Shelter) -> None:
    access = opened(shelter.worker, shelter.home, Purpose.ASSISTANCE)
    theirs = replace(opened(shelter.colleague, shelter.home, Purpose.ASSISTANCE), ref=access.ref)
    actions.close_purpose(access=theirs)
    assert access_in_force(access.ref, shelter.worker, second_factor=True) is not None


@pytest.mark.parametrize("event", ["leave", "end of the role", "confirmation taken away", "expiry"])
def test_an_open_access_ends_with_what_it_stands_on(shelter: Shelter, event: str) -> None:
    access = opened(shelter.worker, shelter.home, Purpose.ASSISTANCE)
    today = timezone.localdate()
    memberships = Membership.objects.filter(user=shelter.worker)
    match event:
        case "leave":
            Leave.objects.create(user=shelter.worker, first_day=today, last_day=today)
        case "end of the role":
            memberships.update(since=today - timedelta(days=2), until=today - timedelta(days=1))
        case "confirmation taken away":
            memberships.update(confirmed_by=None, confirmed_at=None)
        case "expiry":
            OpenAccess.objects.update(expires_at=timezone.now())
    assert access_in_force(access.ref, shelter.worker, second_factor=True) is None


def test_what_may_be_opened_follows_from_the_roles(shelter: Shelter) -> None:
    assert purposes_in(shelter.worker, shelter.home) == [Purpose.ASSISTANCE, Purpose.SCREENING, Purpose.REFERRAL]
    assert purposes_in(shelter.guardian, shelter.home) == [Purpose.OVERSIGHT]


@dataclass(frozen=True)
class Job:
    access: object


def test_a_job_works_under_the_access_of_whoever_started_it(shelter: Shelter) -> None:
    access = opened(shelter.worker, shelter.home, Purpose.ASSISTANCE)
    actions.close_purpose(access=access)
    worked = access_of_job(Job(access.ref))  # type: ignore[arg-type]
    assert (worked.user, worked.purpose, worked.ref) == (access.user, access.purpose, access.ref)


def test_a_job_of_somebody_who_left_does_not_work(shelter: Shelter) -> None:
    access = opened(shelter.worker, shelter.home, Purpose.ASSISTANCE)
    Membership.objects.filter(user=shelter.worker).update(confirmed_by=None, confirmed_at=None)
    with pytest.raises(NoAccess):
        access_of_job(Job(access.ref))  # type: ignore[arg-type]


def test_a_job_of_another_day_or_of_an_unknown_access_does_not_work(shelter: Shelter) -> None:
    access = opened(shelter.worker, shelter.home, Purpose.ASSISTANCE)
    OpenAccess.objects.update(opened_at=timezone.now() - timedelta(days=2))
    for ref in (access.ref, uuid4()):
        with pytest.raises(NoAccess):
            access_of_job(Job(ref))  # type: ignore[arg-type]


def test_a_job_of_the_node_itself_maintains() -> None:
    assert access_of_job(Job(None)).purpose is Purpose.MAINTENANCE  # type: ignore[arg-type]


def test_breaking_the_glass_opens_one_file_for_two_hours_and_tells_the_guardian(shelter: Shelter) -> None:
    access = opened(shelter.worker, shelter.home, Purpose.ASSISTANCE)
    ref = actions.break_glass(FileId(shelter.restricted.ref), REASON, access=access)
    broken = access_in_force(ref, shelter.worker, second_factor=True)
    assert broken is not None
    assert broken.break_glass_file == shelter.restricted.ref
    assert broken.expires_at - broken.opened_at == timedelta(hours=BREAK_GLASS_HOURS)
    assert [notice.user for notice in GlassNotice.objects.all()] == [shelter.guardian]
    assert queries.notices_to(UserId(shelter.guardian.ref)) == 1
    with floor(access):
        assert not BrokenGlass.objects.exists(), "without the broken glass the file stays out of reach"
    with floor(broken):
        assert BrokenGlass.objects.get().file == shelter.restricted


def test_a_supervisor_on_the_team_is_told_too(shelter: Shelter) -> None:
    with floor(system_access()):
        shelter.restricted.team.create(user=shelter.supervisor, since=timezone.localdate())
    actions.break_glass(FileId(shelter.restricted.ref), REASON, access=opened(shelter.worker, shelter.home, Purpose.ASSISTANCE))
    assert {notice.user for notice in GlassNotice.objects.all()} == {shelter.guardian, shelter.supervisor}


def test_a_short_reason_is_not_taken(shelter: Shelter) -> None:
    with pytest.raises(ReasonNeeded):
        actions.break_glass(FileId(shelter.restricted.ref), "urgent", access=opened(shelter.worker, shelter.home, Purpose.ASSISTANCE))
    assert OpenAccess.objects.count() == 1


def test_where_nobody_could_be_told_the_glass_stays_whole(shelter: Shelter) -> None:
    Membership.objects.filter(user=shelter.guardian).update(confirmed_by=None, confirmed_at=None)
    with pytest.raises(NobodyToTell):
        actions.break_glass(FileId(shelter.restricted.ref), REASON, access=opened(shelter.worker, shelter.home, Purpose.ASSISTANCE))


def test_a_file_of_another_organisation_cannot_be_broken_open(shelter: Shelter) -> None:
    with floor(system_access()):
        theirs = database.file("theirs", database.organisation("Other"), level=Level.RESTRICTED)
    access = opened(shelter.worker, shelter.home, Purpose.ASSISTANCE)
    with pytest.raises((Refused, NotFound)):
        actions.break_glass(FileId(theirs.ref), REASON, access=access)


@pytest.mark.parametrize(("name", "purpose"), [("guardian", Purpose.OVERSIGHT)])
def test_who_does_not_work_with_files_breaks_no_glass(shelter: Shelter, name: str, purpose: Purpose) -> None:
    access = opened(getattr(shelter, name), shelter.home, purpose)
    with pytest.raises(Refused):
        actions.break_glass(FileId(shelter.restricted.ref), REASON, access=access)


def test_the_guardian_reads_the_reason_and_reviews_once(shelter: Shelter) -> None:
    ref = actions.break_glass(FileId(shelter.restricted.ref), REASON, access=opened(shelter.worker, shelter.home, Purpose.ASSISTANCE))
    access = opened(shelter.guardian, shelter.home, Purpose.OVERSIGHT)
    assert [(glass.reason, glass.by_name, glass.outcome) for glass in queries.broken_glasses(access=access)] == [(REASON, "Worker", None)]
    actions.review_break_glass(ref, Outcome.JUSTIFIED, "The hospital confirmed the call.", access=access)
    (glass,) = queries.broken_glasses(access=access)
    assert (glass.outcome, glass.note, glass.reviewed_by_name) == (Outcome.JUSTIFIED, "The hospital confirmed the call.", "Guardian")
    assert queries.notices_to(UserId(shelter.guardian.ref)) == 0
    with pytest.raises(AlreadyReviewed):
        actions.review_break_glass(ref, Outcome.UNCLEAR, "Twice.", access=access)


def test_nobody_reviews_their_own_glass(shelter: Shelter) -> None:
    with floor(system_access()):
        shelter.restricted.team.create(user=shelter.guardian, since=timezone.localdate())
        made = OpenAccess.objects.create(
            user=shelter.guardian,
            organisation=shelter.home,
            purpose=Purpose.ASSISTANCE,
            second_factor=True,
            opened_at=timezone.now(),
            expires_at=timezone.now(),
        )
        BrokenGlass.objects.create(file=shelter.restricted, access=made, reason=REASON)
    access = opened(shelter.guardian, shelter.home, Purpose.OVERSIGHT)
    with pytest.raises(Refused) as refused:
        actions.review_break_glass(AccessId(made.ref), Outcome.JUSTIFIED, "By myself.", access=access)
    assert refused.value.reason == "access.nobody_reviews_themselves"


def test_a_case_worker_does_not_see_who_broke_which_glass(shelter: Shelter) -> None:
    access = opened(shelter.colleague, shelter.home, Purpose.ASSISTANCE)
    with pytest.raises(Refused):
        queries.broken_glasses(access=access)
