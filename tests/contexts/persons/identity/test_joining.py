"""Two files of one person are joined without losing anything, and taken apart so that each is what it was."""

from datetime import date

import pytest

from amana.contexts.cases import facade as cases
from amana.contexts.persons import facade as persons
from amana.contexts.persons.errors import NotOpen, StaleFile
from amana.contexts.persons.identity import joining
from amana.contexts.persons.identity.errors import BothInUse, ContinuesElsewhere, NotJoinable
from amana.contexts.persons.identity.models import Continuation, LinkNotice, LinkProposal, LinkStep
from amana.contexts.persons.identity.terms import LinkState, Opinion
from amana.contexts.persons.models import Person
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.errors import Refused
from amana.kernel.files.models import File
from tests.contexts.persons.identity.pairs import ALIKE, compared, decided, looked_at, proposals, proposed, said, undone
from tests.contexts.persons.people import found, named, registered, signed_in
from tests.contexts.persons.people import said as statement

BORN_1990 = statement(persons.FactKind.BIRTH, persons.on(date(1990, 5, 17)))
BORN_1991 = statement(persons.FactKind.BIRTH, persons.on(date(1991, 5, 17)))
PHONE = statement(persons.FactKind.PHONE, persons.Phone(number="+251911223344"))


@pytest.fixture
def kept(shelter):
    return registered(shelter.worker, named("Selamawit Tesfaye"), BORN_1990)


@pytest.fixture
def ended(shelter):
    return registered(shelter.worker, named("ሰላማዊት ተስፋዬ"), BORN_1991, PHONE)


@pytest.fixture
def pair(kept, ended, shelter, monkeypatch):
    """Both held to be one person's, by the case worker."""
    said(monkeypatch, ALIKE)
    made = proposed(kept, ended, shelter.worker)
    decided(made, Opinion.SAME, shelter.worker)
    return made


def versions(pair, access):
    view = looked_at(pair, access)
    return tuple(persons.person_file(side.person, access=access).version for side in (view.one, view.other))


def joined(pair, kept, access, *, shown_first=()):
    joining.join(pair, kept, shown_first=list(shown_first), seen=versions(pair, access), access=access)


def as_it_stands(person, access):
    """All of a file that a reader sees, but for its version, which only counts up."""
    view = persons.person_file(person, access=access)
    return view.state, view.closed_on, view.retention_until, view.recorded, view.names, view.births, view.shown_first


def test_joining_two_files_takes_two_people(pair, kept, shelter):
    with pytest.raises(Refused) as refused:
        joined(pair, kept, shelter.worker)
    assert refused.value.reason == "access.two_people_many"
    joined(pair, kept, shelter.colleague)


def test_nothing_is_lost_and_everything_says_where_it_comes_from(pair, kept, ended, shelter):
    before = persons.person_file(ended, access=shelter.worker)
    joined(pair, kept, shelter.colleague)
    view = persons.person_file(kept, access=shelter.worker)
    for recorded in before.standing():
        (copy,) = (r for r in view.standing(recorded.statement.kind) if r.statement.value == recorded.statement.value)
        assert before.number in copy.statement.note
        assert copy.statement.source == recorded.statement.source
        assert copy.at == recorded.at
    assert persons.person_file(ended, access=shelter.worker).recorded == before.recorded


def test_the_kept_file_is_found_under_every_name_and_the_other_under_none(pair, kept, ended, shelter):
    joined(pair, kept, shelter.colleague)
    for text in ("Selamawit Tesfaye", "ሰላማዊት ተስፋዬ", "+251911223344"):
        assert found(text, shelter.worker)[0] == kept
        assert ended not in found(text, shelter.worker)
    with floor(system_access()):
        persons.rebuild_index()
    assert ended not in found("ሰላማዊት ተስፋዬ", shelter.worker)


def test_what_somebody_chose_is_shown_first(pair, kept, ended, shelter):
    name, born = (persons.person_file(ended, access=shelter.worker).standing(kind)[0].ref for kind in ("name", "birth"))
    joined(pair, kept, shelter.colleague, shown_first=[name, born])
    view = persons.person_file(kept, access=shelter.worker)
    assert [one.text for one in view.names] == ["ሰላማዊት ተስፋዬ", "Selamawit Tesfaye"]
    assert [one.first.year for one in view.births] == [1991, 1990]


def test_taken_apart_both_are_what_they_were(pair, kept, ended, shelter):
    before = [as_it_stands(person, shelter.worker) for person in (kept, ended)]
    where = [found(text, shelter.worker)[:2] for text in ("Selamawit Tesfaye", "ሰላማዊት ተስፋዬ", "+251911223344")]
    name = persons.person_file(ended, access=shelter.worker).standing("name")[0].ref
    joined(pair, kept, shelter.colleague, shown_first=[name])
    joining.take_apart(pair, "Two cousins", access=shelter.worker)
    assert [as_it_stands(person, shelter.worker) for person in (kept, ended)] == before
    assert [found(text, shelter.worker)[:2] for text in ("Selamawit Tesfaye", "ሰላማዊት ተስፋዬ", "+251911223344")] == where


def test_what_was_added_to_the_kept_file_meanwhile_stays_there(pair, kept, ended, shelter):
    joined(pair, kept, shelter.colleague)
    later = persons.add_fact(kept, statement(persons.FactKind.EMAIL, persons.Email(address="s@example.org")), access=shelter.worker)
    copy = next(r for r in persons.person_file(kept, access=shelter.worker).standing("phone"))
    version = persons.person_file(kept, access=shelter.worker).version
    put_right = persons.correct(kept, copy.ref, PHONE, "Misheard", version=version, access=shelter.worker)
    joining.take_apart(pair, "Two cousins", access=shelter.worker)
    assert {later, put_right} <= {r.ref for r in persons.person_file(kept, access=shelter.worker).standing()}


def test_undoing_the_decision_takes_joined_files_apart(pair, kept, ended, shelter):
    joined(pair, kept, shelter.colleague)
    undone(pair, shelter.supervisor)
    view = looked_at(pair, shelter.worker)
    assert (view.state, view.joined) == (LinkState.WAITING, None)
    assert persons.person_file(ended, access=shelter.worker).state == "open"


def test_a_file_that_continues_elsewhere_is_neither_worked_in_nor_opened_again(pair, kept, ended, shelter):
    joined(pair, kept, shelter.colleague)
    version = persons.person_file(ended, access=shelter.worker).version
    with pytest.raises(NotOpen):
        persons.add_fact(ended, PHONE, access=shelter.worker)
    with pytest.raises(ContinuesElsewhere):
        persons.reopen(ended, "By mistake", version=version, access=shelter.worker)


def test_files_are_joined_as_they_were_seen_and_only_while_held_to_be_one(pair, kept, shelter):
    seen = versions(pair, shelter.colleague)
    persons.add_fact(kept, PHONE, access=shelter.worker)
    with pytest.raises(StaleFile):
        joining.join(pair, kept, shown_first=[], seen=seen, access=shelter.colleague)
    undone(pair, shelter.worker)
    with pytest.raises((NotJoinable, Refused)):
        joined(pair, kept, shelter.colleague)


def test_a_third_file_is_not_joined_into_one_that_continues_elsewhere(pair, kept, ended, shelter):
    joined(pair, kept, shelter.colleague)
    third = registered(shelter.worker, named("Selam Tesfaye"))
    with_ended, with_kept = (proposed(third, person, shelter.worker) for person in (ended, kept))
    for one in (with_ended, with_kept):
        decided(one, Opinion.SAME, shelter.worker)
    with pytest.raises(NotJoinable):
        joined(with_ended, third, shelter.colleague)
    with pytest.raises(NotJoinable):
        joined(with_kept, third, shelter.colleague)  # others continue in the one that would end
    joined(with_kept, kept, shelter.colleague)


def test_pairs_of_the_file_that_ends_go_with_it_unless_somebody_touched_them(pair, kept, ended, shelter):
    third, fourth = registered(shelter.worker, named("Selam Tesfaye")), registered(shelter.worker, named("ሰላማዊት ተስፋይ"))
    touched = proposed(ended, third, shelter.worker)
    compared(ended, fourth)
    before = {one.ref for one in proposals()}
    joined(pair, kept, shelter.colleague)
    left = {one.ref for one in proposals()}
    assert {pair, touched} <= left < before
    joining.take_apart(pair, "Two cousins", access=shelter.worker)
    compared(ended)
    assert len(proposals()) == len(before)


class TestCases:
    """What hangs on a person follows, and comes back."""

    def test_a_case_follows_with_everything_in_it_and_comes_back(self, pair, kept, ended, shelter):
        case = cases.open_case(ended, access=shelter.worker)
        before = cases.case_view(case, access=shelter.worker)
        joined(pair, kept, shelter.colleague)
        assert [one.ref for one in cases.cases_of(kept, access=shelter.worker)] == [case]
        assert cases.cases_of(ended, access=shelter.worker) == ()
        joining.take_apart(pair, "Two cousins", access=shelter.worker)
        assert cases.cases_of(kept, access=shelter.worker) == ()
        (after,) = cases.cases_of(ended, access=shelter.worker)
        assert (after.ref, after.episode, after.entries) == (before.ref, before.episode, before.entries)

    def test_a_paper_in_pieces_follows_whole_comes_back_whole_and_opens_with_the_key_of_either_file(self, pair, kept, ended, shelter):
        given = b"\x00\x00\x00\x18ftypisom" + b"\x07" * (2 << 20)
        case = cases.open_case(ended, access=shelter.worker)
        paper = cases.attach(case, "What they saw", given, access=shelter.worker)
        joined(pair, kept, shelter.colleague)
        assert b"".join(cases.download(case, paper, access=shelter.worker).chunks()) == given
        joining.take_apart(pair, "Two cousins", access=shelter.worker)
        assert b"".join(cases.download(case, paper, access=shelter.worker).chunks()) == given

    def test_episodes_go_on_counting_and_get_their_numbers_back(self, pair, kept, ended, shelter):
        own, other = (cases.open_case(person, access=shelter.worker) for person in (kept, ended))
        with pytest.raises(BothInUse):
            joined(pair, kept, shelter.colleague)
        with floor(system_access()):
            from amana.contexts.cases.record.models import Case

            Case.objects.filter(ref=other).update(closed_on="2026-01-01")
        joined(pair, kept, shelter.colleague)
        assert {one.ref: one.episode for one in cases.cases_of(kept, access=shelter.worker)} == {own: 1, other: 2}
        joining.take_apart(pair, "Two cousins", access=shelter.worker)
        assert [one.episode for one in cases.cases_of(ended, access=shelter.worker)] == [1]

    def test_what_was_added_to_a_case_that_followed_goes_back_with_it(self, pair, kept, ended, shelter):
        case = cases.open_case(ended, access=shelter.worker)
        joined(pair, kept, shelter.colleague)
        note = cases.add_entry(
            case, cases.Entry(kind=cases.EntryKind.NOTE, values={"cco_CaseComment": "Slept well"}), access=shelter.worker
        )
        joining.take_apart(pair, "Two cousins", access=shelter.worker)
        (back,) = cases.cases_of(ended, access=shelter.worker)
        assert note in [entry.ref for entry in back.entries]


class TestErasure:
    def rows(self):
        with floor(system_access()):
            return [model.objects.count() for model in (LinkProposal, LinkStep, LinkNotice, Continuation)]

    def erased(self, person, shelter):
        version = persons.person_file(person, access=shelter.supervisor).version
        persons.propose_erasure(person, persons.ErasureGround.WITHDREW, version=version, access=shelter.worker)
        persons.erase(person, access=shelter.supervisor)

    @pytest.mark.parametrize("which", [0, 1])
    def test_whichever_file_is_erased_takes_what_was_decided_about_it(self, pair, kept, ended, shelter, which):
        undone(pair, shelter.colleague)
        assert self.rows() == [1, 2, 1, 0]
        self.erased((kept, ended)[which], shelter)
        assert self.rows() == [0, 0, 0, 0]

    def test_with_the_kept_file_the_one_that_continues_in_it_is_erased(self, pair, kept, ended, shelter):
        joined(pair, kept, shelter.colleague)
        self.erased(kept, shelter)
        with floor(system_access()):
            assert set(Person.objects.values_list("file__state", flat=True)) == {"erased"}

    def test_whoever_erases_is_told_of_the_file_that_goes_with_it(self, pair, kept, ended, shelter):
        number = persons.person_file(ended, access=shelter.worker).number
        address = f"/persons/{kept}/erase/"
        assert number not in signed_in(shelter.worker).get(address).content.decode()
        joined(pair, kept, shelter.colleague)
        assert number in signed_in(shelter.supervisor).get(address).content.decode()

    def test_a_hold_on_the_file_that_continues_stops_the_erasure_of_both(self, pair, kept, ended, shelter):
        joined(pair, kept, shelter.colleague)
        with floor(system_access()):
            File.objects.filter(ref=Person.objects.get(ref=ended).file.ref).update(legal_hold=True)
        with pytest.raises(Refused) as refused:
            self.erased(kept, shelter)
        assert refused.value.reason == "S11.legal_hold"
        assert persons.person_file(kept, access=shelter.worker).state == "open"
