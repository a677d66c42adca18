"""Who is told of an emergency opening sees it on every page until they say so, and that is in the log."""

import pytest
from django.urls import reverse

from amana.contexts.persons import facade as persons
from amana.kernel.access import actions, queries
from amana.kernel.access.floor import floor
from amana.kernel.access.models import GlassNotice
from amana.kernel.access.system import system_access
from amana.kernel.audit.models import AuditEntry
from amana.kernel.errors import NotFound
from amana.kernel.files.models import File, Level
from tests.contexts.persons.people import a_shelter, named, registered, signed_in

pytestmark = pytest.mark.django_db

REASON = "The hospital called: she is unconscious and they ask about medication."
BANNER = "was opened in an emergency, and you have not seen the notice yet"


@pytest.fixture
def shelter():
    return a_shelter()


@pytest.fixture
def restricted(shelter):
    """The file of a person whose team is Omar alone."""
    person = registered(shelter.colleague, named("Selamawit Tesfaye"), level=Level.RESTRICTED)
    return persons.person_file(person, access=shelter.colleague)


def test_a_restricted_file_is_opened_by_its_number_with_a_reason_and_leads_to_the_file(shelter, restricted):
    sara = signed_in(shelter.worker)
    file_page = reverse("care:file", args=[restricted.person])
    assert sara.get(file_page).status_code == 404
    assert sara.post(reverse("access:emergency"), {"number": "2026-99999"}).status_code == 422
    found = sara.post(reverse("access:emergency"), {"number": f" {restricted.number} "})
    assert found.url == reverse("access:break_glass", args=[restricted.file])
    assert sara.post(found.url, {"reason": "urgent"}).status_code == 422
    opened = sara.post(found.url, {"reason": REASON})
    assert sara.get(opened.url).url == file_page
    page = sara.get(file_page)
    assert page.status_code == 200
    assert "Emergency opening" in page.content.decode()
    leave = {"do": "leave", "user": str(shelter.colleague.user)}
    assert sara.post(reverse("persons:team", args=[restricted.person]), leave).status_code == 403, "it opens for reading alone"


def test_a_file_of_another_service_is_not_found_by_its_number(shelter, restricted):
    with pytest.raises(NotFound):
        queries.file_numbered(restricted.number, access=shelter.elsewhere)


def test_whoever_was_told_sees_it_on_their_pages_until_they_say_so(shelter, restricted):
    sara, dora = signed_in(shelter.worker), signed_in(shelter.guardian)
    desk = reverse("guardian:overview")
    assert BANNER not in dora.get(desk).content.decode()
    sara.post(reverse("access:break_glass", args=[restricted.file]), {"reason": REASON})
    assert BANNER in dora.get(desk).content.decode()
    assert BANNER in dora.get(reverse("access:open")).content.decode(), "also before a purpose is open"
    page = dora.get(reverse("access:notices")).content.decode()
    assert restricted.number in page
    assert "Sara" in page
    assert REASON in page
    (notice,) = GlassNotice.objects.all()
    assert dora.post(reverse("access:notices"), {"glass": notice.access.ref}).url == reverse("access:notices")
    assert BANNER not in dora.get(desk).content.decode()
    seen = GlassNotice.objects.get().seen_at
    assert seen is not None
    assert AuditEntry.objects.get(name="access.acknowledge").actor == shelter.guardian.user
    dora.post(reverse("access:notices"), {"glass": notice.access.ref})
    assert GlassNotice.objects.get().seen_at == seen, "the first time counts"


def test_a_supervisor_of_the_team_sees_the_notice_and_the_reason_on_today(shelter, restricted):
    persons.join_team(restricted.person, shelter.supervisor.user, access=shelter.colleague)
    sara, lena = signed_in(shelter.worker), signed_in(shelter.supervisor)
    sara.post(reverse("access:break_glass", args=[restricted.file]), {"reason": REASON})
    assert BANNER in lena.get(reverse("care:today")).content.decode()
    assert REASON in lena.get(reverse("access:notices")).content.decode()


def test_the_reason_stays_closed_to_whoever_has_left_the_team_meanwhile(shelter, restricted):
    persons.join_team(restricted.person, shelter.supervisor.user, access=shelter.colleague)
    sara, lena = signed_in(shelter.worker), signed_in(shelter.supervisor)
    sara.post(reverse("access:break_glass", args=[restricted.file]), {"reason": REASON})
    persons.leave_team(restricted.person, shelter.supervisor.user, access=shelter.colleague)
    page = lena.get(reverse("access:notices")).content.decode()
    assert restricted.number in page
    assert REASON not in page


def test_nobody_sees_or_settles_the_notice_of_somebody_else(shelter, restricted):
    signed_in(shelter.worker).post(reverse("access:break_glass", args=[restricted.file]), {"reason": REASON})
    assert queries.notices(access=shelter.colleague) == []
    glass = GlassNotice.objects.get().access.ref
    with pytest.raises(NotFound):
        actions.acknowledge(glass, access=shelter.colleague)
    assert GlassNotice.objects.get().seen_at is None


def test_through_a_broken_glass_no_notice_is_read(shelter, restricted):
    sara = signed_in(shelter.worker)
    sara.post(reverse("access:break_glass", args=[restricted.file]), {"reason": REASON})
    assert sara.get(reverse("access:notices")).status_code == 403


def test_an_erased_file_has_no_number_to_open_it_by(shelter, restricted):
    with floor(system_access()):
        File.objects.filter(ref=restricted.file).update(state="erased")
    with pytest.raises(NotFound):
        queries.file_numbered(restricted.number, access=shelter.worker)
