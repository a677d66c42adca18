"""What a file says: nothing is lost, nothing overwritten, and a stale page changes nothing."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amana.contexts.persons import facade as persons
from amana.contexts.persons.errors import AlreadyWithdrawn, NotOpen, ReasonMissing, SamePerson, StaleFile, WrongValue
from amana.kernel.errors import NotFound, Refused
from amana.kernel.files.models import Level
from amana.kernel.ids import PersonId, new_id
from tests.contexts.persons.people import Shelter, found, named, registered, said

SELAM = named("Selamawit Tesfaye")
BORN_2001 = said(persons.FactKind.BIRTH, persons.on(date(2001, 4, 1)))
BORN_2004 = said(persons.FactKind.BIRTH, persons.on(date(2004, 4, 1)), persons.Source.DOCUMENT)


def test_two_births_stand_side_by_side_each_with_its_source(shelter: Shelter) -> None:
    person = registered(shelter.worker, SELAM, BORN_2001)
    persons.add_fact(person, BORN_2004, access=shelter.colleague)
    stand = persons.person_file(person, access=shelter.worker).standing(persons.FactKind.BIRTH)
    assert [r.statement for r in stand] == [BORN_2001, BORN_2004]
    assert [r.by for r in stand] == ["Sara", "Omar"]


def test_a_correction_leaves_what_it_corrects_readable(shelter: Shelter) -> None:
    person = registered(shelter.worker, SELAM, BORN_2001)
    file = persons.person_file(person, access=shelter.worker)
    (wrong,) = file.standing(persons.FactKind.BIRTH)
    new = persons.correct(person, wrong.ref, BORN_2004, "Misheard", version=file.version, access=shelter.colleague)
    after = persons.person_file(person, access=shelter.worker)
    old = next(r for r in after.recorded if r.ref == wrong.ref)
    assert old.statement == BORN_2001
    assert old.withdrawal is not None
    assert (old.withdrawal.by, old.withdrawal.because) == ("Omar", "Misheard")
    (standing,) = after.standing(persons.FactKind.BIRTH)
    assert (standing.ref, standing.corrects, standing.statement) == (new, wrong.ref, BORN_2004)


def test_a_stale_page_changes_nothing_and_says_which_version_stands(shelter: Shelter) -> None:
    person = registered(shelter.worker, SELAM, BORN_2001)
    seen = persons.person_file(person, access=shelter.worker)
    persons.add_fact(person, BORN_2004, access=shelter.colleague)
    with pytest.raises(StaleFile) as stale:
        persons.withdraw(person, seen.recorded[1].ref, "Wrong", version=seen.version, access=shelter.worker)
    assert stale.value.data == {"based_on": seen.version, "now": seen.version + 1}
    assert len(persons.person_file(person, access=shelter.worker).standing(persons.FactKind.BIRTH)) == 2


def test_nothing_is_withdrawn_without_a_reason_or_twice(shelter: Shelter) -> None:
    person = registered(shelter.worker, SELAM, BORN_2001)
    fact = persons.person_file(person, access=shelter.worker).recorded[1].ref
    with pytest.raises(ReasonMissing):
        persons.withdraw(person, fact, " ", version=0, access=shelter.worker)
    persons.withdraw(person, fact, "Said by another person", version=0, access=shelter.worker)
    with pytest.raises(AlreadyWithdrawn):
        persons.withdraw(person, fact, "Again", version=1, access=shelter.worker)
    with pytest.raises(NotFound):
        persons.withdraw(person, new_id(), "Not there", version=1, access=shelter.worker)


def test_a_statement_of_one_kind_never_takes_the_place_of_another(shelter: Shelter) -> None:
    person = registered(shelter.worker, SELAM, BORN_2001)
    fact = persons.person_file(person, access=shelter.worker).recorded[1].ref
    with pytest.raises(WrongValue):
        persons.correct(person, fact, SELAM, "Wrong", version=0, access=shelter.worker)
    with pytest.raises(WrongValue):
        persons.add_name(person, BORN_2004, access=shelter.worker)


def test_a_new_name_is_found_at_once(shelter: Shelter) -> None:
    person = registered(shelter.worker, SELAM)
    persons.add_name(person, named("محمد عثمان"), access=shelter.worker)
    assert found("Mohammed Osman", shelter.worker) == [person]
    assert found("Selamawit Tesfaye", shelter.worker) == [person]


def test_one_safe_contact_stands_and_the_ones_before_stay_readable(shelter: Shelter) -> None:
    person = registered(shelter.worker, SELAM)
    for version, how in enumerate(["By phone", "Through her sister"]):
        contact = persons.SafeContact(how=how, cover_words="The tailor calls")
        persons.set_safe_contact(person, contact, source=persons.Source.TOLD_BY_PERSON, version=version, access=shelter.worker)
    file = persons.person_file(person, access=shelter.worker)
    (standing,) = file.standing(persons.FactKind.SAFE_CONTACT)
    assert standing.statement.value == persons.SafeContact(how="Through her sister", cover_words="The tailor calls")
    assert [r.withdrawal.because for r in file.recorded if r.withdrawal] == [""]


def test_a_relation_stands_in_both_files_each_from_its_side(shelter: Shelter) -> None:
    child, mother = registered(shelter.worker, SELAM), registered(shelter.worker, named("Tsige Alemu"))
    relation = persons.Relation(kind=persons.RelationKind.CHILD_OF, other=mother)
    persons.relate(child, relation, source=persons.Source.TOLD_BY_PERSON, access=shelter.worker)
    (mirrored,) = persons.person_file(mother, access=shelter.worker).values(persons.FactKind.RELATION)
    assert mirrored == persons.Relation(kind=persons.RelationKind.PARENT_OF, other=child)
    assert len(persons.person_file(child, access=shelter.worker).values(persons.FactKind.RELATION)) == 1


def test_nobody_is_tied_to_a_file_the_worker_may_not_open(shelter: Shelter) -> None:
    person = registered(shelter.worker, SELAM)
    hidden = registered(shelter.colleague, named("Tsige Alemu"), level=Level.RESTRICTED)
    relation = persons.Relation(kind=persons.RelationKind.KEEP_APART, other=hidden)
    with pytest.raises((NotFound, Refused)):
        persons.relate(person, relation, source=persons.Source.SEEN, access=shelter.worker)
    assert persons.person_file(person, access=shelter.worker).values(persons.FactKind.RELATION) == ()


def test_nobody_is_related_to_themselves(shelter: Shelter) -> None:
    person = registered(shelter.worker, SELAM)
    relation = persons.Relation(kind=persons.RelationKind.SIBLING, other=person)
    with pytest.raises(SamePerson):
        persons.relate(person, relation, source=persons.Source.SEEN, access=shelter.worker)


def test_nothing_is_added_to_a_closed_file(shelter: Shelter) -> None:
    person = registered(shelter.worker, SELAM)
    persons.close(person, persons.CloseReason.GOALS_REACHED, keep_until=date(2031, 1, 1), version=0, access=shelter.worker)
    with pytest.raises(NotOpen):
        persons.add_fact(person, BORN_2001, access=shelter.worker)
    persons.reopen(person, "She came back", version=1, access=shelter.worker)
    persons.add_fact(person, BORN_2001, access=shelter.worker)


def test_what_a_disclosure_must_respect_is_read_from_the_file(shelter: Shelter) -> None:
    feared = said(persons.FactKind.STATE_FEARED, persons.State(state="LY"))
    person = registered(shelter.worker, SELAM, feared, said(persons.FactKind.NATIONALITY_CLAIMED, persons.State(state="ER")))
    from amana.kernel.access.floor import floor

    with floor(shelter.worker):
        facts = persons.protected_facts(person, on=date(2026, 1, 1))
    assert (facts.states_feared, facts.nationalities, facts.fears_asked) == (frozenset({"LY"}), frozenset({"ER"}), True)


steps = st.lists(st.sampled_from(["name", "birth", "phone", "withdraw", "correct"]), min_size=1, max_size=8)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_whatever_is_done_no_statement_is_ever_lost_or_changed(shelter: Shelter, steps: list[str]) -> None:
    with transaction.atomic():
        person = registered(shelter.worker, SELAM)
        seen: dict[object, persons.Statement] = {}
        for number, step in enumerate(steps):
            _take(step, person, number, shelter)
            file = persons.person_file(person, access=shelter.worker)
            now = {r.ref: r.statement for r in file.recorded}
            assert seen.items() <= now.items()
            seen = now
        transaction.set_rollback(True)


def _take(step: str, person: PersonId, number: int, shelter: Shelter) -> None:
    file = persons.person_file(person, access=shelter.worker)
    phone = said(persons.FactKind.PHONE, persons.Phone(number=f"091100{number:04d}"))
    births = file.standing(persons.FactKind.BIRTH)
    if step == "name":
        persons.add_name(person, named(f"Name{number}"), access=shelter.worker)
    elif step == "birth":
        persons.add_fact(person, BORN_2001, access=shelter.worker)
    elif step == "correct" and births:
        persons.correct(person, births[0].ref, BORN_2004, "Misread", version=file.version, access=shelter.worker)
    elif step == "withdraw" and file.standing():
        persons.withdraw(person, file.standing()[-1].ref, "Not hers", version=file.version, access=shelter.worker)
    else:
        persons.add_fact(person, phone, access=shelter.worker)
