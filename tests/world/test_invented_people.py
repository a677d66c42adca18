"""The invented world: the same from the same seed, plausible, and reaching nobody real."""

import csv
from collections import Counter
from itertools import islice

import pytest

from amana.engines.matching import Birth, BirthKind, Role
from amana.kernel.accounts.terms import DIALOGUE_ROLES
from amana.kernel.accounts.terms import Role as AccountRole
from amana.kernel.organisations.terms import OrganisationKind
from amana.node.world import CLOSED_STATES, REGISTER_DAY, case_of, persons, record_of, region
from amana.node.world.scripts import geez_to_latin, to_arabic, to_geez
from amana.node.world.sources import NAMES, REFERENCE
from amana.node.world.vocabulary import populations

PEOPLE = list(persons(4_000, seed=3, duplicates=0.1))


def test_the_same_seed_gives_the_same_world_and_another_seed_another():
    assert list(persons(200, seed=3, duplicates=0.1)) == PEOPLE[:200]
    assert list(persons(200, seed=4, duplicates=0.1)) != PEOPLE[:200]


def test_people_come_one_by_one():
    assert len(list(islice(persons(10**9, seed=1), 5))) == 5


def test_every_sex_code_of_the_standard_appears_and_no_other():
    with (REFERENCE / "htcds_codes.csv").open(encoding="utf-8", newline="") as file:
        text = file.read()
    codes = {person.sex for person in PEOPLE}
    assert codes == {"Feminine", "Masculine", "TransgenderFeminine", "TransgenderMasculine", "NonConforming", "NonSpecifiedUnknown"}
    assert all(code in text for code in ("TransgenderFeminine", "NonConforming"))


def test_births_are_known_in_every_way_and_never_after_the_record():
    assert {person.birth.kind for person in PEOPLE} == set(BirthKind)
    for person in PEOPLE:
        if person.birth.first_year is not None:
            assert person.birth.first_year <= person.registered_on.year
        assert person.registered_on <= REGISTER_DAY


def test_phones_lie_in_ranges_that_no_operator_uses():
    phones = [phone for person in PEOPLE for phone in person.phones]
    assert phones
    assert all(phone.isdigit() and 8 <= len(phone) <= 15 for phone in phones)
    # A subscriber number does not begin with 0 after the country code (Italy's 00000 is not assigned either).
    assert all("00" in phone[2:5] for phone in phones)


def test_three_scripts_and_all_lengths_of_chain_appear():
    texts = ["".join(part.text for part in person.names[0].parts) for person in PEOPLE]
    assert any("\u1200" <= text[0] <= "\u139f" for text in texts)
    assert any("\u0600" <= text[0] <= "\u06ff" for text in texts)
    assert any(text[0].isascii() for text in texts)
    lengths = Counter(sum(part.role is not Role.NICKNAME for part in person.names[0].parts) for person in PEOPLE)
    assert set(lengths) == {1, 2, 3}


def test_names_are_as_unevenly_spread_as_in_a_register():
    givens = Counter(person.names[0].parts[0].text for person in persons(20_000, seed=5))
    assert len(givens) > 1_500
    assert givens.most_common(1)[0][1] > 200


def test_each_large_population_has_at_least_150_given_names():
    for people in populations():
        if people.share >= 0.1:
            assert len(people.feminine) + len(people.masculine) >= 300, people.code
            assert len(people.masculine) >= 150, people.code
    assert sum(people.share for people in populations()) == pytest.approx(1.0)


def test_someone_recorded_twice_keeps_the_number_of_the_first_record():
    again = [person for person in PEOPLE if person.truth != person.number]
    assert 300 < len(again) < 500
    assert all(PEOPLE[person.truth].truth == person.truth < person.number for person in again)


def test_without_duplicates_everybody_is_somebody_else():
    assert all(person.truth == person.number for person in persons(500, seed=3))


def test_a_person_becomes_a_record_of_the_matching_engine():
    person = next(person for person in PEOPLE if person.documents)
    record = record_of(person)
    assert record.names == person.names
    assert record.documents == (person.documents[0][1],)
    assert isinstance(record.birth, Birth)


def test_a_case_depends_on_the_seed_and_the_person_alone():
    person = PEOPLE[17]
    assert case_of(person, seed=3) == case_of(person, seed=3)
    assert case_of(person, seed=3) != case_of(person, seed=4)


def test_cases_are_whole():
    for person in PEOPLE[:400]:
        case = case_of(person, seed=3)
        assert case.legs
        assert case.needs
        assert (case.closed_on is not None) == (case.status in CLOSED_STATES)
        assert all(start.to_place == end.from_place for start, end in zip(case.legs, case.legs[1:], strict=False))
        assert all(leg.arrived_on is None or leg.left_on <= leg.arrived_on for leg in case.legs)
        assert {answer.answer for answer in case.answers} <= {"yes", "no", "not_asked", "would_not_say"}
        assert all(fact.kind != "ChildLabour" for fact in case.exploitation) or case.child


def test_codes_in_cases_are_those_of_the_standard():
    with (REFERENCE / "htcds.csv").open(encoding="utf-8", newline="") as file:
        choices = {code for row in csv.DictReader(file) for code in row["code_list"].split("|")}
    for person in PEOPLE[:400]:
        case = case_of(person, seed=3)
        assert case.status in choices
        for fact in case.exploitation:
            assert fact.kind in choices
            assert set(fact.controls) <= choices
            assert not fact.industry or fact.industry in choices


def test_the_region_has_every_role_of_those_who_care_in_every_organisation():
    invented = region(seed=1)
    assert len(invented.states) == 3
    for organisation in invented.organisations:
        assert organisation.kind in OrganisationKind.values
        assert {user.role for user in invented.users if user.organisation == organisation.code} == set(AccountRole) - DIALOGUE_ROLES - {
            AccountRole.INVESTIGATOR
        }
    assert len({user.username for user in invented.users}) == len(invented.users)


def test_every_office_of_a_record_is_an_organisation_of_the_region():
    assert {person.office for person in PEOPLE} == set(range(len(region(seed=1).organisations)))


@pytest.mark.parametrize(("latin", "geez"), [("Selam", "ሰላም"), ("Ali", "አሊ"), ("Mussa", "ሙሳ")])
def test_a_latin_name_is_written_in_geez_letters(latin, geez):
    assert to_geez(latin) == geez


def test_a_geez_name_is_sounded_out_and_written_in_arabic_letters():
    assert geez_to_latin("ዳዊት") == "dawit"
    assert to_arabic("Dawit", all_vowels=True) == "داويت"
    assert to_arabic("Dawit", all_vowels=False) == "دويت"


@pytest.mark.parametrize("table", ["given_names.csv", "compounds.csv"])
def test_every_row_of_the_word_lists_says_where_it_comes_from(table):
    with (NAMES / table).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert all(row["source"] and row["licence"] and row["confidence"] for row in rows)
