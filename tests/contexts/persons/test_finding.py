"""Finding a person again: across scripts and spellings, by number, with reasons, and never outside what one may see."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amana.contexts.persons import facade as persons
from amana.contexts.persons import index
from amana.contexts.persons.errors import NothingToSearch
from amana.contexts.persons.models import IndexEdition, NameKey, Person
from amana.engines.matching import Verdict
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.access.values import Access
from amana.kernel.audit.models import AuditEntry
from amana.kernel.files.models import Level
from amana.kernel.ids import PersonId
from amana.node.commands import setting_up
from tests.contexts.persons.people import Shelter, found, named, registered, said

# One person, as different offices wrote the name.
SPELLINGS = [
    ("ሰላማዊት ተስፋዬ", "Selamawit Tesfaye"),
    ("ሰላማዊት ተስፋዬ", "Tesfaye Selamawit"),
    ("محمد عثمان", "Mohammed Osman"),
    ("Mahamed Cismaan", "محمد عثمان"),
    ("Mohammed Osman Ali", "مُحَمَّد عثمان علي"),
    ("Gebremariam Haile", "ገብረማርያም ኃይለ"),
]


@pytest.mark.parametrize(("recorded", "searched"), SPELLINGS)
def test_a_name_is_found_in_another_script_or_spelling(shelter: Shelter, recorded: str, searched: str) -> None:
    person = registered(shelter.worker, named(recorded))
    assert found(searched, shelter.colleague)[0] == person


def test_a_person_is_found_by_nickname_phone_document_and_file_number(shelter: Shelter) -> None:
    nickname = persons.Name(parts=(persons.NamePart(text="Abu Salim", role=persons.NameRole.NICKNAME),), script=persons.Script.LATIN)
    person = registered(
        shelter.worker,
        named("Osman Idris Hamid"),
        said(persons.FactKind.NAME, nickname),
        said(persons.FactKind.PHONE, persons.Phone(number="0911 234 567")),
        said(persons.FactKind.DOCUMENT, persons.Document(number="EP 1234567")),
    )
    number = persons.person_file(person, access=shelter.worker).number
    for text in ("Abu Salim", "+251911234567", "ep1234567", number.lower()):
        assert found(text, shelter.colleague)[:1] == [person], text


def test_a_birth_year_ranks_the_right_namesake_first_and_says_why(shelter: Shelter) -> None:
    older = registered(shelter.worker, named("Genet Abraha"), said(persons.FactKind.BIRTH, persons.on(date(1980, 5, 1))))
    younger = registered(shelter.worker, named("Genet Abraha"), said(persons.FactKind.BIRTH, persons.on(date(2004, 5, 1))))
    hits = persons.search(persons.SearchQuery(text="Ghenet Abraha", birth_year=2003), access=shelter.worker).hits
    assert hits[0].person == younger
    assert older not in [hit.person for hit in hits[:1]]
    said_why = {reason.code: reason.text for reason in persons.reasons(hits[0].evidence)}
    assert said_why["birth.year_differs"] == "The year of birth differs by 1 year."


def test_a_name_that_shares_nothing_is_not_shown(shelter: Shelter) -> None:
    registered(shelter.worker, named("Selamawit Tesfaye"))
    assert found("Kwabena Owusu", shelter.worker) == []


def test_a_search_for_nothing_is_refused(shelter: Shelter) -> None:
    for text in ("", "  ", "!?"):
        with pytest.raises(NothingToSearch):
            persons.search(persons.SearchQuery(text=text), access=shelter.worker)


def test_a_search_is_logged_as_a_search_with_how_many_it_found(shelter: Shelter) -> None:
    registered(shelter.worker, named("Selamawit Tesfaye"))
    before = AuditEntry.objects.filter(kind="search").count()
    found("Selamawit", shelter.worker)
    assert AuditEntry.objects.filter(kind="search").count() == before + 1


def test_a_withdrawn_name_finds_nobody_and_its_correction_does(shelter: Shelter) -> None:
    person = registered(shelter.worker, named("Almaz Bekele"))
    file = persons.person_file(person, access=shelter.worker)
    persons.correct(
        person, file.recorded[0].ref, named("Kwabena Owusu"), "Read again with her", version=file.version, access=shelter.worker
    )
    assert found("Almaz Bekele", shelter.worker) == []
    assert found("Kwabena Owusu", shelter.worker) == [person]


def test_a_rebuilt_index_is_the_index_that_was_kept(shelter: Shelter) -> None:
    for text in ("Selamawit Tesfaye", "محمد عثمان", "ገብረማርያም ኃይለ"):
        person = registered(shelter.worker, named(text))
        persons.add_fact(person, said(persons.FactKind.PHONE, persons.Phone(number=f"09110{len(text):05d}")), access=shelter.worker)
    kept = set(NameKey.objects.values_list("key", "holder", "person"))
    heard: list[tuple[int, int]] = []
    with floor(system_access()):
        assert persons.rebuild_index(lambda done, total: heard.append((done, total))) == 3
    assert set(NameKey.objects.values_list("key", "holder", "person")) == kept
    assert heard[-1] == (3, 3)


def test_an_index_of_another_version_is_made_anew_by_the_upgrade(shelter: Shelter) -> None:
    person = registered(shelter.worker, named("Selamawit Tesfaye"))
    setting_up.renew_index()
    assert persons.index_is_current()
    IndexEdition.objects.update(edition="another")
    NameKey.objects.all().delete()
    assert not persons.index_is_current()
    assert found("ሰላማዊት ተስፋዬ", shelter.worker) == []
    setting_up.renew_index()
    assert found("ሰላማዊት ተስፋዬ", shelter.worker) == [person]
    assert persons.index_is_current()


def test_cards_of_another_version_are_made_anew_with_the_index(shelter: Shelter) -> None:
    person = registered(shelter.worker, named("Selamawit Tesfaye"))
    persons.add_fact(person, said(persons.FactKind.NATIONALITY_CLAIMED, persons.State(state="ER")), access=shelter.worker)
    with floor(system_access()):
        row = Person.objects.get()
        whole = row.card
        row.card = {"names": whole["names"]}
        row.save(update_fields=["card"])
        setting_up.renew_index()
        assert Person.objects.get().card == whole
        assert whole["nationalities"] == ["ER"]


def test_an_index_that_is_current_is_not_made_again(shelter: Shelter) -> None:
    setting_up.renew_index()
    registered(shelter.worker, named("Selamawit Tesfaye"))
    NameKey.objects.all().delete()
    setting_up.renew_index()
    assert not NameKey.objects.exists()


def test_a_rebuild_that_was_stopped_in_the_middle_is_begun_again(shelter: Shelter, monkeypatch: pytest.MonkeyPatch) -> None:
    setting_up.renew_index()
    registered(shelter.worker, named("Selamawit Tesfaye"))

    def stopped(held: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, floor(system_access()):
        patched.setattr(index, "enter", stopped)
        with pytest.raises(KeyboardInterrupt):
            persons.rebuild_index()
    assert not persons.index_is_current()


# Random worlds: who holds a file, who may open it, who searches.
files = st.lists(st.tuples(st.sampled_from(["worker", "colleague", "elsewhere"]), st.sampled_from(Level)), min_size=1, max_size=5)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=files, searcher=st.sampled_from(["worker", "colleague", "supervisor", "elsewhere"]))
def test_no_search_leaves_what_the_searcher_may_open(shelter: Shelter, world: list[tuple[str, Level]], searcher: str) -> None:
    with transaction.atomic():
        held: dict[PersonId, tuple[Access, Level]] = {}
        for who, level in world:
            lead = getattr(shelter, who)
            held[registered(lead, named("Selamawit Tesfaye"), level=level)] = (lead, level)
        access: Access = getattr(shelter, searcher)
        mine = {
            person
            for person, (lead, level) in held.items()
            if lead.user == access.user or (lead.organisation == access.organisation and level is Level.ORGANISATION)
        }
        assert set(found("Selamawit Tesfaye", access)) == mine
        transaction.set_rollback(True)


def test_a_file_out_of_reach_is_not_even_unsealed(shelter: Shelter) -> None:
    registered(shelter.worker, named("Selamawit Tesfaye"), level=Level.RESTRICTED)
    registered(shelter.elsewhere, named("Selamawit Tesfaye"))
    candidates = index.CandidatesInReach(shelter.colleague)
    with floor(shelter.colleague):
        everybody = list(NameKey.objects.values_list("person", flat=True).distinct())
        assert len(everybody) == 2
        assert candidates.records(everybody) == {}
    assert candidates.opened == {}


def test_somebody_on_the_team_of_another_service_finds_that_file_alone(shelter: Shelter) -> None:
    from django.utils import timezone

    from amana.kernel.accounts.models import User
    from amana.kernel.files.models import FileTeam

    shared = registered(shelter.elsewhere, named("Selamawit Tesfaye"))
    registered(shelter.elsewhere, named("Selamawit Tesfaye"))
    with floor(shelter.elsewhere):
        file = Person.objects.select_related("file").get(ref=shared).file
        FileTeam.objects.create(file=file, user=User.objects.get(ref=shelter.worker.user), since=timezone.localdate())
    assert found("Selamawit Tesfaye", shelter.worker) == [shared]


def test_an_exact_phone_is_strong_and_a_first_name_alone_is_not(shelter: Shelter) -> None:
    registered(shelter.worker, named("Yonas Kidane Berhe"), said(persons.FactKind.PHONE, persons.Phone(number="0911234567")))
    by_both = persons.search(replace(persons.SearchQuery(text="Yonas Kidane"), phone="0911234567"), access=shelter.worker)
    by_first = persons.search(persons.SearchQuery(text="Yonas"), access=shelter.worker)
    assert by_both.hits[0].verdict == Verdict.STRONG
    assert by_first.hits[0].verdict != Verdict.STRONG
