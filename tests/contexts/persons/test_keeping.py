"""Who may open a file, and its end."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from amana.contexts.persons import facade as persons
from amana.contexts.persons.errors import ErasureNotProposed, LastOfTeam, NotAColleague, NotOpen, StaleFile
from amana.contexts.persons.keeping import erasure
from amana.contexts.persons.keeping.erasure import proof
from amana.contexts.persons.models import Erasure, NameKey, Person, PersonFact
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.errors import NotFound, Refused
from amana.kernel.files.models import File, Level
from amana.kernel.ids import FileId, PersonId
from amana.kernel.sealed.errors import FileErased
from amana.kernel.sealed.keystore import get_keystore
from tests.contexts.persons.people import Shelter, found, named, registered

SELAM = named("Selamawit Tesfaye")
Committing = Callable[..., AbstractContextManager[object]]


def version(person: PersonId, shelter: Shelter) -> int:
    return persons.person_file(person, access=shelter.worker).version


def test_a_restricted_file_opens_to_its_team_and_to_whoever_joins_it(shelter: Shelter) -> None:
    person = registered(shelter.worker, SELAM)
    persons.set_level(person, Level.RESTRICTED, "She was followed here", version=0, access=shelter.worker)
    with pytest.raises((Refused, NotFound)):
        persons.person_file(person, access=shelter.colleague)
    persons.join_team(person, shelter.colleague.user, access=shelter.worker)
    assert persons.person_file(person, access=shelter.colleague).number
    persons.leave_team(person, shelter.colleague.user, access=shelter.worker)
    with pytest.raises((Refused, NotFound)):
        persons.person_file(person, access=shelter.colleague)


def test_the_last_of_a_restricted_file_cannot_leave_it(shelter: Shelter) -> None:
    person = registered(shelter.worker, SELAM, level=Level.RESTRICTED)
    with pytest.raises(LastOfTeam):
        persons.leave_team(person, shelter.worker.user, access=shelter.worker)


def test_whoever_restricts_a_file_is_on_its_team(shelter: Shelter) -> None:
    person = registered(shelter.worker, SELAM)
    persons.set_level(person, Level.RESTRICTED, "Threats", version=0, access=shelter.colleague)
    assert persons.person_file(person, access=shelter.colleague).level == "restricted"


@pytest.mark.parametrize("who", ["elsewhere", "guardian"])
def test_nobody_joins_a_team_who_does_not_open_files_in_the_organisation(shelter: Shelter, who: str) -> None:
    person = registered(shelter.worker, SELAM)
    with pytest.raises(NotAColleague):
        persons.join_team(person, getattr(shelter, who).user, access=shelter.worker)


def test_an_erasure_takes_two_people(shelter: Shelter) -> None:
    person = registered(shelter.worker, SELAM)
    with pytest.raises((Refused, ErasureNotProposed)):
        persons.erase(person, access=shelter.supervisor)
    persons.propose_erasure(person, persons.ErasureGround.WITHDREW, version=0, access=shelter.supervisor)
    with pytest.raises(Refused) as refused:
        persons.erase(person, access=shelter.supervisor)
    assert refused.value.reason == "access.two_people_erase"
    with pytest.raises(Refused):
        persons.erase(person, access=shelter.worker)


def test_a_proposal_can_be_taken_back_once(shelter: Shelter) -> None:
    person = registered(shelter.worker, SELAM)
    persons.propose_erasure(person, persons.ErasureGround.WITHDREW, version=0, access=shelter.worker)
    persons.take_back_erasure(person, access=shelter.worker)
    with pytest.raises(ErasureNotProposed):
        persons.take_back_erasure(person, access=shelter.worker)


@pytest.mark.parametrize("second", ["supervisor", "guardian"])
def test_an_erased_file_is_gone_and_proves_it(shelter: Shelter, second: str, django_capture_on_commit_callbacks: Committing) -> None:
    person = registered(shelter.worker, SELAM)
    persons.add_fact(person, named("سلام"), access=shelter.worker)
    file = FileId(persons.person_file(person, access=shelter.worker).file)
    persons.propose_erasure(person, persons.ErasureGround.WITHDREW, version=version(person, shelter), access=shelter.worker)
    with django_capture_on_commit_callbacks(execute=True):
        persons.erase(person, access=getattr(shelter, second))

    assert not NameKey.objects.exists()
    with floor(system_access()):
        assert not PersonFact.objects.filter(person__ref=person).exists()
        assert File.objects.get(ref=file).state == "erased"
        with pytest.raises(FileErased):
            _ = Person.objects.select_related("file").get(ref=person).card
    with pytest.raises((Refused, NotFound)):
        persons.person_file(person, access=shelter.worker)
    assert found("Selamawit Tesfaye", shelter.worker) == []
    assert get_keystore().destroyed([file]) == {file}
    end = Erasure.objects.get(erased_file=file)
    Ed25519PublicKey.from_public_bytes(get_keystore().public_key()).verify(bytes(end.signature), proof(end))
    assert b"Selamawit" not in proof(end)


def test_an_erasure_cut_off_before_the_key_went_is_finished_later(shelter: Shelter) -> None:
    person = registered(shelter.worker, SELAM)
    file = FileId(persons.person_file(person, access=shelter.worker).file)
    persons.propose_erasure(person, persons.ErasureGround.RETENTION, version=0, access=shelter.worker)
    persons.erase(person, access=shelter.supervisor)  # the test's transaction never commits, so nothing that follows the commit runs
    assert get_keystore().destroyed([file]) == set()
    assert erasure.finish_all() == 1
    assert get_keystore().destroyed([file]) == {file}
    assert erasure.finish_all() == 0


def test_a_file_under_legal_hold_is_not_erased(shelter: Shelter) -> None:
    person = registered(shelter.worker, SELAM)
    persons.propose_erasure(person, persons.ErasureGround.WITHDREW, version=0, access=shelter.worker)
    with floor(system_access()):
        File.objects.update(legal_hold=True)
    with pytest.raises(Refused) as refused:
        persons.erase(person, access=shelter.supervisor)
    assert refused.value.reason == "S11.legal_hold"


def test_closing_is_based_on_what_was_seen_and_says_until_when_the_file_is_kept(shelter: Shelter) -> None:
    person = registered(shelter.worker, SELAM)
    with pytest.raises(StaleFile):
        persons.close(person, persons.CloseReason.OTHER, keep_until=date(2031, 1, 1), version=7, access=shelter.worker)
    persons.close(person, persons.CloseReason.OTHER, keep_until=date(2031, 1, 1), version=0, access=shelter.worker)
    file = persons.person_file(person, access=shelter.worker)
    assert (file.state, file.retention_until) == ("closed", date(2031, 1, 1))
    with pytest.raises(NotOpen):
        persons.close(person, persons.CloseReason.OTHER, keep_until=date(2031, 1, 1), version=1, access=shelter.worker)
