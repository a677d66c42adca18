"""The pages of the register, as somebody without scripts uses them."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from django.urls import reverse

from amana.contexts.persons import facade as persons
from amana.contexts.persons.models import Erasure
from amana.kernel.files.models import Level
from tests.contexts.persons.people import Shelter, found, named, registered, said, signed_in

ALREADY = "Selamawit Tesfaye"


def searched(client: Client, text: str) -> str:
    """The results page of a search."""
    return client.post(reverse("persons:search"), {"text": text}).content.decode()


def search_ref(page: str) -> str:
    return re.search(r'name="search" value="([0-9a-f-]{36})"', page)[1]


def filled(**fields: str) -> dict[str, str]:
    """What the browser posts from the registration page with nothing but these filled in."""
    return {"all-source": "told_by_person", "all-stated_on_day": "2026-01-05", "all-level": "organisation"} | {
        name.replace("__", "-"): value for name, value in fields.items()
    }


def test_the_register_begins_with_a_search_and_offers_registration_only_after_it(shelter: Shelter) -> None:
    client = signed_in(shelter.worker)
    first = client.get(reverse("persons:search"))
    assert first.status_code == 200
    assert "Register a new person" not in first.content.decode()
    assert "Register a new person" in searched(client, ALREADY)


def test_a_person_is_found_and_the_page_says_why(shelter: Shelter) -> None:
    person = registered(shelter.colleague, named("ሰላማዊት ተስፋዬ"))
    page = searched(signed_in(shelter.worker), ALREADY)
    assert reverse("persons:file", kwargs={"person": person}) in page
    assert "sounds the same" in page


def test_a_person_is_registered_from_the_page_with_almost_everything_left_empty(shelter: Shelter) -> None:
    client = signed_in(shelter.worker)
    ref = search_ref(searched(client, "Almaz Bekele Haile"))
    start = client.post(reverse("persons:register"), {"search": ref, "text": "Almaz Bekele Haile", "start": "yes"}).content.decode()
    assert 'value="Almaz"' in start
    assert 'value="Bekele"' in start
    sent = filled(search=ref, name__given_name="Almaz", name__father="Bekele", gender__answer="not_asked")
    answer = client.post(reverse("persons:register"), sent, follow=True)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Almaz Bekele" in page
    assert "Age in doubt" in page
    assert "Not asked" in page


def test_birth_is_taken_in_the_ethiopian_calendar_and_shown_in_it(shelter: Shelter) -> None:
    client = signed_in(shelter.worker)
    ref = search_ref(searched(client, "Almaz"))
    sent = filled(search=ref, name__given_name="Almaz", birth__born_year="1996", birth__born_calendar="ethiopian")
    page = client.post(reverse("persons:register"), sent, follow=True).content.decode()
    assert "in 1996 (Ethiopian calendar)" in page
    assert "Child" not in page


def test_a_registration_that_cannot_be_found_again_is_answered_at_the_field(shelter: Shelter) -> None:
    client = signed_in(shelter.worker)
    ref = search_ref(searched(client, "Almaz"))
    answer = client.post(reverse("persons:register"), filled(search=ref, gender__code="Feminine"))
    assert answer.status_code == 422
    assert "#id_name-given_name" in answer.content.decode()


def test_a_registration_without_a_search_leads_back_to_it(shelter: Shelter) -> None:
    client = signed_in(shelter.worker)
    assert client.post(reverse("persons:register"), {}).url == reverse("persons:search")
    sent = filled(search="01a209c5-902e-74c2-a23b-2bf7acf55c3b", name__given_name="Almaz")
    assert client.post(reverse("persons:register"), sent).status_code == 409


def test_a_registration_that_is_sent_twice_opens_one_file(shelter: Shelter) -> None:
    client = signed_in(shelter.worker)
    sent = filled(search=search_ref(searched(client, "Almaz Bekele Haile")), name__given_name="Almaz", name__father="Bekele")
    assert client.post(reverse("persons:register"), sent).status_code == 302
    again = client.post(reverse("persons:register"), sent)
    assert again.status_code == 409
    assert 'value="Almaz"' in again.content.decode(), "what was entered is still there"
    assert client.post(reverse("persons:search"), {"text": "Almaz Bekele"}).content.decode().count("<article") == 1


def test_a_file_out_of_reach_is_not_found(shelter: Shelter) -> None:
    person = registered(shelter.colleague, named(ALREADY), level="restricted")
    client = signed_in(shelter.worker)
    for name in ("file", "statements", "print", "team", "close", "erase"):
        assert client.get(reverse(f"persons:{name}", kwargs={"person": person})).status_code in (403, 404), name


@pytest.mark.parametrize("kind", [kind.value for kind in persons.FactKind if kind is not persons.FactKind.RELATION])
def test_every_kind_of_statement_has_a_page_and_takes_an_answer_that_gives_no_value(shelter: Shelter, kind: str) -> None:
    person = registered(shelter.worker, named(ALREADY))
    client = signed_in(shelter.worker)
    address = reverse("persons:add", kwargs={"person": person, "kind": kind})
    assert client.get(address).status_code == 200
    assert client.post(address, {"source": "told_by_person"}).status_code == 422
    assert client.post(address, {"source": "told_by_person", "answer": "not_asked"}).status_code == 302
    values = persons.person_file(person, access=shelter.worker).values(persons.FactKind(kind))
    assert values[-1] is persons.NoValue.NOT_ASKED


def test_a_value_beside_a_reason_why_there_is_none_is_asked_about(shelter: Shelter) -> None:
    person = registered(shelter.worker, named(ALREADY))
    address = reverse("persons:add", kwargs={"person": person, "kind": "phone"})
    sent = {"source": "told_by_person", "number": "0911000111", "answer": "would_not_say"}
    assert signed_in(shelter.worker).post(address, sent).status_code == 422


def test_accounts_that_differ_stand_side_by_side(shelter: Shelter) -> None:
    person = registered(shelter.worker, named(ALREADY), said(persons.FactKind.MARITAL_STATUS, persons.Chosen(code="Single")))
    client = signed_in(shelter.worker)
    address = reverse("persons:add", kwargs={"person": person, "kind": "marital_status"})
    page = client.post(address, {"source": "document", "code": "Married"}, follow=True).content.decode()
    assert "Accounts differ" in page
    assert "Single" in page
    assert "Married" in page


def test_a_correction_from_a_stale_page_shows_both_and_changes_nothing(shelter: Shelter) -> None:
    person = registered(shelter.worker, named(ALREADY), said(persons.FactKind.PHONE, persons.Phone(number="0911000111")))
    view = persons.person_file(person, access=shelter.worker)
    persons.add_fact(person, said(persons.FactKind.EMAIL, persons.Email(address="new@example.org")), access=shelter.colleague)
    address = reverse("persons:correct", kwargs={"person": person, "fact": view.recorded[-1].ref})
    answer = signed_in(shelter.worker).post(address, {"because": "Wrong digit", "version": view.version, "withdraw": "yes"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "0911000111" in page
    assert "new@example.org" in page
    assert "Wrong digit" in page
    assert persons.person_file(person, access=shelter.worker).recorded[1].stands


def test_a_statement_is_corrected_and_the_old_one_stays_readable(shelter: Shelter) -> None:
    person = registered(shelter.worker, named(ALREADY), said(persons.FactKind.PHONE, persons.Phone(number="0911000111")))
    fact = persons.person_file(person, access=shelter.worker).recorded[-1].ref
    client = signed_in(shelter.worker)
    address = reverse("persons:correct", kwargs={"person": person, "fact": fact})
    assert client.get(address).status_code == 200
    sent = {"because": "Wrong digit", "version": "0", "number": "0911000112", "source": "told_by_person"}
    assert client.post(address, sent).status_code == 302
    page = client.get(reverse("persons:statements", kwargs={"person": person})).content.decode()
    assert "0911000112" in page
    assert "Withdrawn: Wrong digit" in page


def test_safe_contact_is_shown_with_its_cover_words_and_its_warning(shelter: Shelter) -> None:
    person = registered(shelter.worker, named(ALREADY))
    client = signed_in(shelter.worker)
    page = client.get(reverse("persons:file", kwargs={"person": person})).content.decode()
    assert "Do not call or visit before you have asked how." in page
    sent = {"how": "Through the clinic", "cover_words": "The tailor calls", "never": "Call at night", "source": "told_by_person"}
    page = client.post(reverse("persons:safe_contact", kwargs={"person": person}), sent, follow=True).content.decode()
    assert "The tailor calls" in page
    assert "Call at night" in page


def test_a_relation_links_to_a_file_in_reach_and_hides_one_that_is_not(shelter: Shelter) -> None:
    person, other = registered(shelter.worker, named(ALREADY)), registered(shelter.worker, named("Tsige Alemu"))
    number = persons.person_file(other, access=shelter.worker).number
    client = signed_in(shelter.worker)
    sent = {"kind": "keep_apart", "number": number, "source": "told_by_person"}
    page = client.post(reverse("persons:relate", kwargs={"person": person}), sent, follow=True).content.decode()
    assert "Tsige Alemu" in page
    persons.set_level(other, Level.RESTRICTED, "Threats", version=1, access=shelter.worker)
    page = signed_in(shelter.colleague).get(reverse("persons:file", kwargs={"person": person})).content.decode()
    assert "Tsige" not in page
    assert "not yours to see" in page


def test_team_level_closing_and_opening_again_from_their_pages(shelter: Shelter) -> None:
    person = registered(shelter.worker, named(ALREADY))
    client = signed_in(shelter.worker)
    at = {"person": person}
    assert client.get(reverse("persons:team", kwargs=at)).status_code == 200
    assert (
        client.post(reverse("persons:team", kwargs=at), {"do": "join", "user": shelter.colleague.user, "role": "member"}).status_code == 302
    )
    sent = {"do": "level", "level": "restricted", "because": "Threats", "version": "1"}
    assert client.post(reverse("persons:team", kwargs=at), sent).status_code == 302
    assert client.post(reverse("persons:team", kwargs=at), {"do": "leave", "user": shelter.colleague.user}).status_code == 302
    close = {"reason": "goals_reached", "keep_until_day": "2035-01-01", "version": "3"}
    assert client.post(reverse("persons:close", kwargs=at), close).status_code == 302
    assert persons.person_file(person, access=shelter.worker).state == "closed"
    assert client.post(reverse("persons:reopen", kwargs=at), {"because": "Back", "version": "4"}).status_code == 302
    assert persons.person_file(person, access=shelter.worker).state == "open"


def test_an_erasure_is_proposed_by_one_and_confirmed_by_another_who_reads_nothing(shelter: Shelter) -> None:
    person = registered(shelter.worker, named(ALREADY))
    address = reverse("persons:erase", kwargs={"person": person})
    worker, guardian = signed_in(shelter.worker), signed_in(shelter.guardian)
    assert worker.post(address, {"ground": "withdrew", "version": "0"}).status_code == 302
    assert "Erase for good</button>" not in worker.get(address).content.decode()
    page = guardian.get(address).content.decode()
    assert "Erase for good</button>" in page
    assert "Selamawit" not in page
    assert guardian.post(address, {"confirm": "yes"}).status_code == 302
    assert Erasure.objects.get().confirmed_at is not None
    assert found(ALREADY, shelter.worker) == []


def test_a_print_stands_in_the_log_as_a_print(shelter: Shelter) -> None:
    from amana.kernel.audit.models import AuditEntry

    person = registered(shelter.worker, named(ALREADY))
    assert signed_in(shelter.worker).get(reverse("persons:print", kwargs={"person": person})).status_code == 200
    assert AuditEntry.objects.filter(name="persons.print", kind="read").count() == 1


def test_no_address_of_the_register_carries_what_was_searched_for(shelter: Shelter) -> None:
    client = signed_in(shelter.worker)
    assert client.get(reverse("persons:search"), {"text": ALREADY}).content.decode().count(ALREADY) == 0


def test_the_data_protection_officer_sees_which_erasures_wait_and_which_are_proved(
    shelter: Shelter, django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]]
) -> None:
    waiting, erased = registered(shelter.worker, named(ALREADY)), registered(shelter.worker, named("Tsige Alemu"))
    for person in (waiting, erased):
        persons.propose_erasure(person, persons.ErasureGround.WITHDREW, version=0, access=shelter.worker)
    with django_capture_on_commit_callbacks(execute=True):
        persons.erase(erased, access=shelter.guardian)
    guardian = signed_in(shelter.guardian)
    page = guardian.get(reverse("persons:erasures")).content.decode()
    assert reverse("persons:erase", kwargs={"person": waiting}) in page
    assert "Erased, and proved" in page
    assert "Selamawit" not in page
    Erasure.objects.exclude(confirmed_at=None).update(ground=persons.ErasureGround.RETENTION)
    assert "The proof does not fit what is recorded" in guardian.get(reverse("persons:erasures")).content.decode()
    assert signed_in(shelter.worker).get(reverse("persons:erasures")).status_code == 403
