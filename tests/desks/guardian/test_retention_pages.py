"""The data protection officer sees what comes due, confirms the plan, holds a file, and stops it all; without scripts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from amana.contexts.cases.facade import last_decided
from amana.contexts.persons import facade as persons
from amana.contexts.persons.models import PlanConfirmed
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.accounts.terms import Role
from amana.kernel.files.models import File
from amana.kernel.locale.formats import format_day
from amana.kernel.organisations.models import Organisation
from amana.kernel.vocabulary.loading import load_all
from tests.contexts.persons.people import a_shelter, employ, named, registered, said, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelter():
    load_all()
    return a_shelter()


@pytest.fixture
def due(shelter):
    """The number of a file that was closed long ago."""
    born = said(persons.FactKind.BIRTH, persons.on(timezone.localdate() - timedelta(days=20_000)))
    person = registered(shelter.worker, named("Selamawit Tesfaye"), born)
    persons.close(person, persons.CloseReason.OTHER, keep_until=timezone.localdate(), version=0, access=shelter.worker)
    long_ago = timezone.localdate() - timedelta(days=4000)
    with floor(system_access()):
        File.objects.update(opened_on=long_ago, closed_on=long_ago)
        return File.objects.get().number


def words(client, name, *args):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_until_the_plan_is_confirmed_the_pages_say_that_nothing_is_erased(shelter, due):
    dora = signed_in(shelter.guardian)
    assert "The retention periods are not confirmed" in words(dora, "guardian:overview")
    page = words(dora, "guardian:retention")
    assert "The node erases nothing by itself" in page
    assert due in page
    assert "Selamawit" not in page
    (one,) = persons.due_erasures(decided=last_decided, access=shelter.guardian)
    hold = words(dora, "guardian:hold", one.person)
    assert "The node erases nothing by itself: the periods are not confirmed." in hold
    for day in {format_day(one.erased_on)} - {format_day(one.due_on)}:
        assert day not in page + hold, "no day is named on which nothing happens"


def test_the_plan_is_confirmed_a_file_held_and_released_and_the_plan_stopped(shelter, due):
    dora = signed_in(shelter.guardian)
    address = reverse("guardian:retention")
    assert dora.post(address, {"decision": "", "content": persons.retention_content()}).status_code == 422
    assert dora.post(address, {"decision": "Decision 7", "content": persons.retention_content()}).status_code == 302
    assert "Decision 7" in words(dora, "guardian:retention")
    assert persons.erase_what_is_due(last_decided).told == 1
    assert f"File {due} will be erased" in words(dora, "guardian:overview")
    (one,) = persons.due_erasures(decided=last_decided, access=shelter.guardian)
    hold = reverse("guardian:hold", args=[one.person])
    assert dora.get(hold).status_code == 200
    assert dora.post(hold, {"because": ""}).status_code == 422
    assert dora.post(hold, {"because": "A court has asked for it"}).status_code == 302
    assert "Legal hold" in words(dora, "guardian:retention")
    assert f"{reverse('guardian:log')}?subject=erasures&amp;file={due}" in words(dora, "guardian:hold", one.person)
    assert "A court has asked for it" in dora.get(reverse("guardian:log"), {"subject": "erasures", "file": due}).content.decode()
    assert f"File {due} will be erased" not in words(dora, "guardian:overview")
    assert dora.post(hold, {"because": "The court is done"}).status_code == 302
    assert dora.post(address, {"do": "end"}).status_code == 302
    assert PlanConfirmed.objects.get().ended_at is not None


def test_a_supervisor_sees_what_comes_and_can_stop_it_but_confirms_nothing(shelter, due):
    lena = signed_in(shelter.supervisor)
    page = words(lena, "guardian:retention")
    assert due in page
    assert "These are the periods our authority has set" not in page
    assert "The data protection officer of your organisation confirms them." in page
    assert lena.post(reverse("guardian:retention"), {"decision": "Mine", "content": persons.retention_content()}).status_code == 403


def test_a_case_worker_has_no_such_page(shelter, due):
    assert signed_in(shelter.worker).get(reverse("guardian:retention")).status_code == 403


def test_an_auditor_who_reviews_nothing_is_shown_no_list_of_reviews(shelter):
    assert "Waits for your review" in words(signed_in(shelter.guardian), "guardian:overview")
    auditor = employ("olga", Role.AUDITOR, Organisation.objects.get(ref=shelter.guardian.organisation))
    page = words(signed_in(auditor), "guardian:overview")
    assert "Waits for your review" not in page
    assert "Entries of the log" in page
