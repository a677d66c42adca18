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
BANNER = "There is 1 notice about a file that was opened in an emergency."


@pytest.fixture
def shelter():
    return a_shelter()


@pytest.fixture
def restricted(shelter):
    """The file of a person whose team is Omar alone."""
    person = registered(shelter.colleague, named("Selamawit Tesfaye"), level=Level.RESTRICTED)
    return persons.person_file(person, access=shelter.colleague)


def back_to_work(client, access):
    """End what was opened in an emergency by choosing again what one works on."""
    client.post(reverse("access:open"), {"choice": f"{access.organisation}.{access.purpose}"})


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


def test_whoever_opened_the_file_is_told_what_the_review_found_but_not_the_reviewer_s_note(shelter, restricted):
    sara, dora = signed_in(shelter.worker), signed_in(shelter.guardian)
    sara.post(reverse("access:break_glass", args=[restricted.file]), {"reason": REASON})
    back_to_work(sara, shelter.worker)
    page = sara.get(reverse("access:notices")).content.decode()
    assert restricted.number in page
    assert "Not reviewed yet" in page
    assert BANNER not in sara.get(reverse("care:today")).content.decode()
    (notice,) = queries.notices(access=shelter.worker)
    note = "The hospital confirms that it called about her."
    dora.post(reverse("access:review", args=[notice.access]), {"outcome": "not_justified", "note": note})
    assert BANNER in sara.get(reverse("care:today")).content.decode()
    page = sara.get(reverse("access:notices")).content.decode()
    assert "It was not needed" in page
    assert "Dora" in page
    assert note not in page
    sara.post(reverse("access:notices"), {"glass": notice.access})
    assert BANNER not in sara.get(reverse("care:today")).content.decode()
    assert "It was not needed" in sara.get(reverse("access:notices")).content.decode(), "it stays readable"


@pytest.mark.parametrize("typed", ["c-2026-000001", " C-2026-000001 ", "c-٢٠٢٦-٠٠٠٠٠١"])
def test_a_number_counts_however_a_keyboard_writes_it(typed):
    assert queries.as_written(typed) == "C-2026-000001"


def test_a_file_that_is_open_anyway_needs_no_emergency(shelter):
    person = registered(shelter.colleague, named("Selamawit Tesfaye"))
    number = persons.person_file(person, access=shelter.colleague).number
    answer = signed_in(shelter.worker).post(reverse("access:emergency"), {"number": number})
    assert answer.status_code == 422
    assert "open to you without an emergency" in answer.content.decode()


def test_a_form_for_an_emergency_is_shown_to_nobody_who_could_not_send_it(shelter, restricted):
    dora = signed_in(shelter.guardian)
    assert dora.get(reverse("access:emergency")).status_code == 403
    assert dora.get(reverse("access:break_glass", args=[restricted.file])).status_code == 403


def test_whoever_reviews_a_file_they_opened_themselves_is_shown_no_form(shelter, restricted):
    lena = signed_in(shelter.supervisor)
    lena.post(reverse("access:break_glass", args=[restricted.file]), {"reason": REASON})
    persons.join_team(restricted.person, shelter.supervisor.user, access=shelter.colleague)
    (notice,) = queries.notices(access=shelter.supervisor)
    back_to_work(lena, shelter.supervisor)
    review = reverse("access:review", args=[notice.access])
    page = lena.get(review).content.decode()
    assert "You opened this file yourself." in page
    assert 'name="outcome"' not in page
    assert lena.post(review, {"outcome": "justified", "note": "It was."}).status_code == 403


def test_in_an_emergency_the_pages_say_that_only_one_file_is_open(shelter, restricted):
    sara = signed_in(shelter.worker)
    sara.post(reverse("access:break_glass", args=[restricted.file]), {"reason": REASON})
    page = sara.get(reverse("care:mine")).content.decode()
    assert "Only the file of the emergency is open." in page
    assert "The file you opened" in page
    assert f'href="{reverse("care:today")}"' not in page, "no other work is offered"
    ended = sara.post(reverse("access:end"), follow=True).content.decode()
    assert "The emergency opening has ended." in ended


def test_through_a_broken_glass_no_notice_is_read(shelter, restricted):
    sara = signed_in(shelter.worker)
    sara.post(reverse("access:break_glass", args=[restricted.file]), {"reason": REASON})
    assert sara.get(reverse("access:notices")).status_code == 403


def test_an_erased_file_has_no_number_to_open_it_by(shelter, restricted):
    with floor(system_access()):
        File.objects.filter(ref=restricted.file).update(state="erased")
    with pytest.raises(NotFound):
        queries.file_numbered(restricted.number, access=shelter.worker)
