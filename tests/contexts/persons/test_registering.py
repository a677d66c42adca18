"""Registering: after a search, by whoever searched, with at least something to be found by."""

from datetime import timedelta

import pytest
from django.utils import timezone

from amana.contexts.persons import facade as persons
from amana.contexts.persons.errors import NamelessFile, SearchFirst, WrongValue
from amana.contexts.persons.models import NameKey, Person, PersonFact, SearchMade
from amana.kernel.access.floor import floor
from amana.kernel.audit.models import AuditEntry
from amana.kernel.errors import NotFound, Refused
from amana.kernel.files.models import File, FileTeam, Level
from amana.kernel.ids import new_id
from tests.contexts.persons.people import Shelter, found, named, registered, said

SELAM = named("ሰላማዊት ተስፋዬ")


def test_whoever_searched_can_register_and_leads_on_the_file(shelter: Shelter) -> None:
    person = registered(shelter.worker, SELAM)
    file = persons.person_file(person, access=shelter.worker)
    assert file.names == (SELAM.value,)
    assert [(member.user, member.role) for member in file.team] == [(shelter.worker.user, "lead")]
    assert file.number.startswith("C-")


def test_nobody_registers_without_a_search(shelter: Shelter) -> None:
    with pytest.raises(SearchFirst):
        persons.register(persons.Registration(statements=(SELAM,)), access=shelter.worker)


def test_the_search_of_a_colleague_does_not_count(shelter: Shelter) -> None:
    search = persons.search(persons.SearchQuery(text="Selamawit"), access=shelter.colleague).search
    with pytest.raises(SearchFirst):
        persons.register(persons.Registration(statements=(SELAM,), search=search), access=shelter.worker)


def test_a_search_counts_for_half_an_hour(shelter: Shelter) -> None:
    search = persons.search(persons.SearchQuery(text="Selamawit"), access=shelter.worker).search
    SearchMade.objects.update(made_at=timezone.now() - timedelta(minutes=31))
    with pytest.raises(SearchFirst):
        persons.register(persons.Registration(statements=(SELAM,), search=search), access=shelter.worker)


def test_a_file_by_which_nobody_can_be_found_is_not_opened(shelter: Shelter) -> None:
    with pytest.raises(NamelessFile):
        registered(shelter.worker, said(persons.FactKind.GENDER, persons.Chosen(code="Feminine")))
    with floor(shelter.worker):
        assert not File.objects.exists()


def test_a_wrong_value_in_one_of_many_leaves_none_of_them(shelter: Shelter) -> None:
    wrong = said(persons.FactKind.GENDER, persons.Chosen(code="Unclear"))
    many = [persons.Registration(statements=(SELAM,)), persons.Registration(statements=(SELAM, wrong))]
    with pytest.raises(WrongValue):
        persons.register_batch(many, origin=persons.Origin.IMPORT, access=shelter.worker)
    with floor(shelter.worker):
        assert not Person.objects.exists()
    assert not NameKey.objects.exists()


def test_a_restricted_registration_is_open_to_its_lead_alone(shelter: Shelter) -> None:
    person = registered(shelter.worker, SELAM, level=Level.RESTRICTED)
    assert persons.person_file(person, access=shelter.worker).level == "restricted"
    assert found("Selamawit Tesfaye", shelter.worker) == [person]
    assert found("Selamawit Tesfaye", shelter.colleague) == []


def test_many_are_registered_in_their_order_with_numbers_of_their_own(shelter: Shelter) -> None:
    many = [persons.Registration(statements=(named(f"Person{letter}"),)) for letter in "abcdefg"]
    refs = list(persons.register_many(many, access=shelter.worker, batch=3))
    with floor(shelter.worker):
        stored = {p.ref: p for p in Person.objects.select_related("file")}
        teams = FileTeam.objects.exists()
    assert not teams
    assert [stored[ref].card["names"][0][1][0][1] for ref in refs] == [f"Person{letter}" for letter in "abcdefg"]
    assert len({p.file.number for p in stored.values()}) == 7
    assert {p.origin for p in stored.values()} == {"import"}


def test_the_data_protection_officer_registers_nobody(shelter: Shelter) -> None:
    with pytest.raises(Refused):
        persons.search(persons.SearchQuery(text="Selamawit"), access=shelter.guardian)
    with pytest.raises(Refused):
        persons.register(persons.Registration(statements=(SELAM,), search=new_id()), access=shelter.guardian)


def test_the_log_names_the_file_that_was_opened_and_seals_what_was_searched(shelter: Shelter) -> None:
    person = registered(shelter.worker, SELAM)
    with floor(shelter.worker):
        file = Person.objects.select_related("file").get(ref=person).file
    entries = list(AuditEntry.objects.order_by("index").values_list("name", "kind", "file"))
    assert ("persons.search", "search", None) in entries
    assert ("persons.begin", "action", file.ref) in entries
    persons.search(persons.SearchQuery(text="Canary Kanariya"), access=shelter.worker)
    assert not any(b"Canary" in bytes(text) for text in AuditEntry.objects.values_list("text", flat=True))


def test_nothing_said_about_a_person_stands_in_the_database_in_the_clear(shelter: Shelter) -> None:
    phone = said(persons.FactKind.PHONE, persons.Phone(number="0911555777"))
    registered(shelter.worker, named("Canarina Vogelsang"), phone)
    with floor(shelter.worker):
        raw = b"".join(bytes(r) for r in PersonFact.objects.values_list("content", flat=True))
        raw += b"".join(bytes(r) for r in Person.objects.values_list("card", flat=True))
    assert raw
    assert not any(word in raw for word in (b"Canarina", b"Vogelsang", b"0911555777", b"911555777", b"phone", b"name"))


def test_an_access_of_another_service_opens_nothing(shelter: Shelter) -> None:
    person = registered(shelter.worker, SELAM)
    with pytest.raises((Refused, NotFound)):
        persons.person_file(person, access=shelter.elsewhere)
