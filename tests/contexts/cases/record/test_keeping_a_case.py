"""A case in entries: added, settled, corrected, withdrawn, closed; nothing is ever overwritten."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from amana.contexts.cases import facade as cases
from amana.contexts.cases.errors import ReasonMissing
from amana.contexts.cases.facade import CaseStatus, Entry, EntryKind, Outcome
from amana.contexts.cases.record.errors import AlreadySettled, CaseIsClosed, CaseIsOpen, OpenWork, WrongEntry
from amana.contexts.persons.facade import Source, StaleFile
from amana.kernel.access.floor import floor
from amana.kernel.access.terms import Purpose
from amana.kernel.errors import NotFound, Refused
from tests.contexts.cases.a_fixtures import world as world

NEED = Entry(kind=EntryKind.NEED, values={"need": "medical", "urgency": "now"}, source=Source.TOLD_BY_PERSON)
NOTE = Entry(kind=EntryKind.NOTE, values={"cco_CaseComment": "She slept well."})


@pytest.fixture
def case(world):
    return cases.open_case(world.selam, access=world.worker)


def view(case, access):
    return cases.case_view(case, access=access)


def test_one_case_is_open_at_a_time_and_a_further_one_is_a_new_episode(world, case):
    with pytest.raises(CaseIsOpen):
        cases.open_case(world.selam, access=world.worker)
    cases.close_case(case, CaseStatus.CLOSED, "She went home.", version=view(case, world.worker).version, access=world.worker)
    later = cases.open_case(world.selam, access=world.worker)
    assert [one.episode for one in cases.cases_of(world.selam, access=world.worker)] == [2, 1]
    assert view(later, world.worker).owner == "Abeba"


def test_what_is_added_stands_with_who_said_it_and_who_wrote_it(world, case):
    cases.add_entry(case, NEED, due_on=date(2026, 12, 1), access=world.worker)
    (entry,) = view(case, world.worker).standing(EntryKind.NEED)
    assert (entry.entry, entry.recorded_by, entry.assignee, entry.due_on) == (NEED, "Abeba", "Abeba", date(2026, 12, 1))


def test_a_correction_takes_the_place_of_an_entry_which_stays_readable(world, case):
    first = cases.add_entry(case, NEED, access=world.worker)
    better = Entry(kind=EntryKind.NEED, values={"need": "legal", "urgency": "soon"})
    now = view(case, world.worker)
    second = cases.correct_entry(case, first, better, version=now.version, access=world.worker)
    now = view(case, world.worker)
    assert [(one.ref, one.stands, one.corrects) for one in now.entries] == [(first, False, None), (second, True, first)]
    with pytest.raises(AlreadySettled):
        cases.correct_entry(case, first, better, version=now.version, access=world.worker)
    with pytest.raises(WrongEntry):
        cases.correct_entry(case, second, NOTE, version=now.version, access=world.worker)


def test_an_entry_is_withdrawn_only_with_a_reason(world, case):
    entry = cases.add_entry(case, NOTE, access=world.worker)
    version = view(case, world.worker).version
    with pytest.raises(ReasonMissing):
        cases.withdraw_entry(case, entry, "  ", version=version, access=world.worker)
    cases.withdraw_entry(case, entry, "It was about somebody else.", version=version, access=world.worker)
    (one,) = view(case, world.worker).entries
    assert (one.stands, one.withdrawn_because) == (False, "It was about somebody else.")


def test_what_has_to_be_done_is_settled_once_with_its_outcome(world, case):
    entry = cases.add_entry(case, NEED, due_on=date(2026, 12, 1), access=world.worker)
    cases.settle(case, entry, Outcome.NOT_AVAILABLE, "No doctor speaks her language.", access=world.worker)
    (stands,) = view(case, world.worker).standing(EntryKind.NEED)
    assert stands.entry.values["outcome"] == "not_available"
    assert stands.settled_at is not None
    assert not cases.due(until=date(2027, 1, 1), mine=True, access=world.worker)
    with pytest.raises(AlreadySettled):
        cases.settle(case, stands.ref, Outcome.MET, access=world.worker)
    note = cases.add_entry(case, NOTE, access=world.worker)
    with pytest.raises(AlreadySettled):
        cases.settle(case, note, Outcome.MET, access=world.worker)


def test_a_case_is_closed_with_a_reason_when_nothing_is_left_to_do(world, case):
    entry = cases.add_entry(case, NEED, due_on=date(2026, 12, 1), access=world.worker)
    version = view(case, world.worker).version
    with pytest.raises(OpenWork) as waiting:
        cases.close_case(case, CaseStatus.CLOSED, "She went home.", version=version, access=world.worker)
    assert waiting.value.data == {"number": 1}
    cases.settle(case, entry, Outcome.MET, access=world.worker)
    version = view(case, world.worker).version
    with pytest.raises(ReasonMissing):
        cases.close_case(case, CaseStatus.CLOSED, "", version=version, access=world.worker)
    with pytest.raises(WrongEntry):
        cases.close_case(case, CaseStatus.ACTIVE, "Why", version=version, access=world.worker)
    cases.close_case(case, CaseStatus.CLOSED, "She went home.", version=version, access=world.worker)
    assert view(case, world.worker).closed_on == timezone.localdate()
    with pytest.raises(CaseIsClosed):
        cases.add_entry(case, NOTE, access=world.worker)
    cases.reopen_case(case, "She came back.", version=view(case, world.worker).version, access=world.worker)
    assert view(case, world.worker).status is CaseStatus.ACTIVE


def test_nobody_overwrites_what_somebody_else_changed_meanwhile(world, case):
    entry = cases.add_entry(case, NEED, access=world.worker)
    seen = view(case, world.worker).version
    cases.add_entry(case, NOTE, access=world.supervisor)
    with pytest.raises(StaleFile):
        cases.correct_entry(case, entry, NEED, version=seen, access=world.worker)
    with pytest.raises(StaleFile):
        cases.close_case(case, CaseStatus.CLOSED, "Why", version=seen, access=world.worker)
    assert len(view(case, world.worker).entries) == 2


def test_a_case_is_out_of_reach_for_another_service_and_unread_at_first_contact(world, case):
    with pytest.raises((NotFound, Refused)):
        view(case, world.outsider)
    with pytest.raises(Refused):
        view(case, world.under(Purpose.SCREENING, world.worker))
    with pytest.raises((NotFound, Refused)):
        cases.add_entry(case, NOTE, access=world.outsider)


def test_today_shows_what_is_due_to_whom_and_what_one_waits_for(world, case):
    today = timezone.localdate()
    cases.add_entry(case, NEED, due_on=today - timedelta(days=1), access=world.worker)
    cases.add_entry(case, NEED, due_on=today, assignee=world.supervisor.user, access=world.worker)
    mine = cases.due(until=today, mine=True, access=world.worker)
    assert [(one.mine, one.assignee) for one in mine] == [(True, "Abeba"), (False, "Meron")]
    assert [one.mine for one in cases.due(until=today, mine=True, access=world.supervisor)] == [True]
    assert len(cases.today(on=today, everybody=True, access=world.supervisor).due) == 2
    with floor(world.outsider):
        assert cases.due(until=today, mine=False, access=world.outsider) == ()


def test_the_supervisor_sees_who_carries_what_and_a_worker_does_not(world, case):
    today = timezone.localdate()
    cases.add_entry(case, NEED, due_on=today - timedelta(days=1), access=world.worker)
    found = {one.worker: one for one in cases.load(on=today, access=world.supervisor)}
    assert (found["Abeba"].waiting, found["Abeba"].overdue) == (1, 1)
    with pytest.raises(Refused):
        cases.load(on=today, access=world.worker)


def test_carrying_a_case_can_be_taken_over(world, case):
    cases.take_over(case, version=view(case, world.supervisor).version, access=world.supervisor)
    assert view(case, world.worker).owner == "Meron"
