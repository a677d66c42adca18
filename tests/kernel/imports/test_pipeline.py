"""A sheet goes through all steps: read, check, commit, correct, undo. Nothing is lost and nothing doubled, whatever happens between."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from amana.contexts.cases.models import CaseEntry
from amana.contexts.persons import facade as persons
from amana.kernel.access.floor import floor
from amana.kernel.access.terms import Purpose
from amana.kernel.accounts.terms import Role
from amana.kernel.errors import Refused
from amana.kernel.imports import actions, queries, running, staging
from amana.kernel.imports.choices import Choices
from amana.kernel.imports.errors import AlreadyUnderWay, NotChecked, NothingToUndo, RowNotOpen
from amana.kernel.imports.files import import_file
from amana.kernel.imports.models import ImportPart, ImportRow
from amana.kernel.imports.terms import DayOrder, RowState, RunState

if TYPE_CHECKING:
    from tests.contexts.persons.people import Shelter

SHEET = """First name,Father's name,Sex,Date of birth,Nationality,Mobile phone,Shoe size
Selamawit,Tesfaye,F,2001-05-23,Eritrean,+291 7 123456,38
محمد,عثمان,ذكر,1998,سوداني,,
ሰላማዊት,ተስፋዬ,ሴት,about 17,ኢትዮጵያ,unknown,
Aman,Haile,H,2003-13-45,ER,,41
"""


def people(access: object) -> list[str]:
    with floor(access):
        from amana.contexts.persons.models import Person

        refs = [persons.PersonFileView] and list(Person.objects.order_by("id").values_list("ref", flat=True))
        return [persons.person_file(ref, access=access).names[0].text for ref in refs]


def bring_in(access: object, text: str = SHEET, name: str = "sheet.csv") -> object:
    run = running.take_in(text.encode(), name=name, target_name="cases", access=access)
    running.check(run, access=access)
    return run


def states(run: object, access: object) -> dict[str, int]:
    with floor(access):
        return dict(queries.open_run(run, access=access).summary.counts)


def kept_columns(access: object) -> list[object]:
    with floor(access):
        said = [entry.content["values"] for entry in CaseEntry.objects.select_related("file").order_by("id")]
    return [values["amana:columns"] for values in said if "amana:columns" in values]


def test_good_rows_become_files_and_a_bad_one_waits_for_correction(shelter: "Shelter") -> None:
    report = import_file(SHEET.encode(), access=shelter.worker)
    assert (report.rows, report.ok, report.created) == (4, 3, 3)
    assert [(error.row, error.field) for error in report.errors] == [(5, "prs_Birthdate")]
    assert people(shelter.worker) == ["Selamawit Tesfaye", "محمد عثمان", "ሰላማዊት ተስፋዬ"]


def test_importing_the_same_file_again_adds_nobody(shelter: "Shelter") -> None:
    import_file(SHEET.encode(), access=shelter.worker)
    again = import_file(SHEET.encode(), access=shelter.colleague)
    assert (again.created, again.duplicates, again.ok) == (0, 3, 3)
    assert len(people(shelter.worker)) == 3


def test_a_longer_sheet_adds_only_the_new_rows_whatever_its_format(shelter: "Shelter") -> None:
    import_file(SHEET.encode(), access=shelter.worker)
    longer = SHEET.replace(",", ";").replace("41\n", "41\nHana;Abraha;F;1999-01-02;ER;;36\n")
    report = import_file(longer.encode("utf-16"), access=shelter.worker)
    assert (report.created, report.duplicates) == (1, 3)


def test_another_organisation_imports_the_same_sheet_for_itself(shelter: "Shelter") -> None:
    import_file(SHEET.encode(), access=shelter.worker)
    assert import_file(SHEET.encode(), access=shelter.elsewhere).created == 3
    assert len(people(shelter.elsewhere)) == 3


def test_a_row_that_stands_twice_in_a_sheet_is_imported_once(shelter: "Shelter") -> None:
    line = SHEET.splitlines()[1]
    report = import_file((SHEET + line + "\n").encode(), access=shelter.worker)
    assert (report.created, report.duplicates) == (3, 1)
    assert [problem.data["first"] for problem in report.problems if problem.code == "row.repeats"] == [2]


def test_a_dry_run_says_the_same_and_stores_nothing(shelter: "Shelter") -> None:
    dry = import_file(SHEET.encode(), dry_run=True, access=shelter.worker)
    with floor(shelter.worker):
        assert not ImportRow.objects.exists()
    real = import_file(SHEET.encode(), access=shelter.worker)
    assert dry.as_json() == real.as_json()


def test_a_corrected_row_is_imported_alone(shelter: "Shelter") -> None:
    run = bring_in(shelter.worker)
    running.commit(run, access=shelter.worker)
    still_wrong = actions.correct_row(run, 5, {3: "yesterday"}, access=shelter.worker)
    assert [problem.code for problem in still_wrong] == ["date.unknown"]
    assert actions.correct_row(run, 5, {3: "2003-12-05"}, access=shelter.worker) == ()
    assert people(shelter.worker)[-1] == "Aman Haile"
    with pytest.raises(RowNotOpen):
        actions.correct_row(run, 5, {3: "2003-12-06"}, access=shelter.worker)


def test_a_corrected_row_that_was_imported_elsewhere_adds_nobody(shelter: "Shelter") -> None:
    run = bring_in(shelter.worker)
    import_file(SHEET.replace("2003-13-45", "2003-12-05").encode(), access=shelter.worker)
    actions.correct_row(run, 5, {3: "2003-12-05"}, access=shelter.worker)
    assert len(people(shelter.worker)) == 4


def test_an_import_that_stops_between_two_pieces_goes_on_where_it_stopped(shelter: "Shelter", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "ROWS_AT_ONCE", 1)
    run = bring_in(shelter.worker)
    assert actions.commit_some(run, access=shelter.worker) == 1
    assert states(run, shelter.worker) == {RowState.COMMITTED: 1, RowState.OK: 2, RowState.ERROR: 1}
    running.commit(run, access=shelter.worker)
    running.commit(run, access=shelter.worker)
    assert len(people(shelter.worker)) == 3
    assert queries.report(run, access=shelter.worker).created == 3


def test_a_piece_that_fails_leaves_nothing_of_itself(shelter: "Shelter", monkeypatch: pytest.MonkeyPatch) -> None:
    run = bring_in(shelter.worker)

    def no_room(*_: object, **__: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(staging, "remember_results", no_room)
        with pytest.raises(OSError, match="disk full"):
            actions.commit_some(run, access=shelter.worker)
    assert people(shelter.worker) == []
    assert states(run, shelter.worker)[RowState.OK] == 3


def test_a_row_the_register_refuses_does_not_hold_up_the_others(shelter: "Shelter", monkeypatch: pytest.MonkeyPatch) -> None:
    from amana.contexts.cases.htcds import target
    from amana.contexts.persons.errors import WrongValue

    run = bring_in(shelter.worker)
    register = persons.register_batch

    def strict(registrations: list[persons.Registration], **options: object) -> list[object]:
        if any("Selamawit" in str(registration) for registration in registrations):
            raise WrongValue(kind="name")
        return register(registrations, **options)

    monkeypatch.setattr(target.persons, "register_batch", strict)
    running.commit(run, access=shelter.worker)
    assert len(people(shelter.worker)) == 2
    assert states(run, shelter.worker) == {RowState.COMMITTED: 2, RowState.ERROR: 2}


def test_what_the_user_says_about_a_column_overrules_us(shelter: "Shelter") -> None:
    sheet = "Name,Born,Number\nAman Haile,03/04/2001,A-17\n"
    run = bring_in(shelter.worker, sheet)
    assert states(run, shelter.worker) == {RowState.ERROR: 1}
    choices = Choices(fields={2: "prs_IdentityNumber"}, day_order={1: DayOrder.DAY_FIRST})
    actions.choose(run, choices, access=shelter.worker)
    running.check(run, access=shelter.worker)
    with floor(shelter.worker):
        (row,) = queries.rows_of(run, states=[RowState.OK], access=shelter.worker)
    assert row.payload["fields"] == {"prs_IdentityNumber": "A-17", "prs_Birthdate": "2001-04-03"}


def test_columns_nobody_can_place_are_kept_with_the_person(shelter: "Shelter") -> None:
    import_file(SHEET.encode(), access=shelter.worker)
    assert kept_columns(shelter.worker) == [{"Shoe size": "38"}]


def test_columns_nobody_can_place_are_left_out_when_the_user_wants_it_so(shelter: "Shelter") -> None:
    run = bring_in(shelter.worker)
    actions.choose(run, Choices(keep_unknown_columns=False), access=shelter.worker)
    running.check(run, access=shelter.worker)
    running.commit(run, access=shelter.worker)
    assert kept_columns(shelter.worker) == []


def test_after_the_import_neither_the_sheet_nor_the_imported_rows_are_kept(shelter: "Shelter") -> None:
    run = bring_in(shelter.worker)
    running.commit(run, access=shelter.worker)
    with floor(shelter.worker):
        assert not ImportPart.objects.exists()
        assert not ImportRow.objects.filter(state=RowState.COMMITTED, payload__isnull=False).exists()


def test_rows_are_not_imported_before_they_were_checked(shelter: "Shelter") -> None:
    run = running.take_in(SHEET.encode(), name="s", target_name="cases", access=shelter.worker)
    with pytest.raises(NotChecked):
        running.commit(run, access=shelter.worker)


def test_an_import_that_was_cut_off_counts_on_from_where_it_stood(shelter: "Shelter", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "ROWS_AT_ONCE", 1)
    run = bring_in(shelter.worker)
    seen: list[tuple[int, int]] = []

    def cut_off(done: int, total: int) -> None:
        seen.append((done, total))
        raise InterruptedError

    for _ in range(2):
        with pytest.raises(InterruptedError):
            running.commit(run, access=shelter.worker, progress=cut_off)
    (_, total), *_rest = seen
    assert seen == [(1, total), (2, total)]
    assert total >= 2


def test_columns_cannot_be_changed_once_rows_are_imported(shelter: "Shelter") -> None:
    run = bring_in(shelter.worker)
    running.commit(run, access=shelter.worker)
    with pytest.raises(AlreadyUnderWay):
        actions.choose(run, Choices(), access=shelter.worker)


def test_undoing_takes_two_people_and_leaves_files_somebody_works_on(shelter: "Shelter") -> None:
    run = bring_in(shelter.worker)
    running.commit(run, access=shelter.worker)
    with floor(shelter.worker):
        row = ImportRow.objects.get(run__ref=run, number=3)
        worked_on = persons.person_of_file(row.result)
    statement = persons.Statement(kind=persons.FactKind.LANGUAGE, value=persons.Language(code="ar"), source=persons.Source.SEEN)
    persons.add_fact(worked_on, statement, access=shelter.worker)

    assert running.propose_undo(run, access=shelter.worker) == 2
    running.undo(run, access=shelter.supervisor)

    assert states(run, shelter.worker) == {RowState.UNDONE: 2, RowState.COMMITTED: 1, RowState.ERROR: 1}
    with floor(shelter.worker):
        assert queries.open_run(run, access=shelter.worker).summary.state == RunState.UNDONE
        assert persons.person_file(worked_on, access=shelter.worker).names[0].text == "محمد عثمان"
    assert import_file(SHEET.encode(), access=shelter.worker).created == 2


def test_work_done_between_proposal_and_undoing_saves_a_file(shelter: "Shelter") -> None:
    run = bring_in(shelter.worker)
    running.commit(run, access=shelter.worker)
    running.propose_undo(run, access=shelter.worker)
    with floor(shelter.worker):
        worked_on = persons.person_of_file(ImportRow.objects.get(run__ref=run, number=2).result)
    statement = persons.Statement(kind=persons.FactKind.LANGUAGE, value=persons.Language(code="ar"), source=persons.Source.SEEN)
    persons.add_fact(worked_on, statement, access=shelter.colleague)
    running.undo(run, access=shelter.supervisor)
    assert states(run, shelter.worker) == {RowState.UNDONE: 2, RowState.COMMITTED: 1, RowState.ERROR: 1}


def test_whoever_proposed_it_cannot_undo_it(shelter: "Shelter") -> None:
    run = bring_in(shelter.supervisor)
    running.commit(run, access=shelter.supervisor)
    running.propose_undo(run, access=shelter.supervisor)
    with pytest.raises(Refused):
        running.undo(run, access=shelter.supervisor)
    assert states(run, shelter.supervisor)[RowState.UNDO_PROPOSED] == 3


def test_an_import_that_made_nothing_cannot_be_taken_back(shelter: "Shelter") -> None:
    run = bring_in(shelter.worker, "First name,Date of birth\nAman,yesterday\n")
    running.commit(run, access=shelter.worker)
    with pytest.raises(NothingToUndo):
        running.propose_undo(run, access=shelter.worker)


@pytest.mark.parametrize("role", [Role.INTAKE, Role.GUARDIAN])
def test_others_bring_in_nothing(shelter: "Shelter", role: Role) -> None:
    purpose = Purpose.SCREENING if role is Role.INTAKE else Purpose.OVERSIGHT
    access = replace(shelter.worker, roles=frozenset({role}), purpose=purpose)
    with pytest.raises(Refused):
        import_file(SHEET.encode(), access=access)


def test_another_organisation_does_not_find_the_import(shelter: "Shelter") -> None:
    from amana.kernel.errors import NotFound

    run = bring_in(shelter.worker)
    with pytest.raises(NotFound):
        running.commit(run, access=shelter.elsewhere)
    with floor(shelter.elsewhere):
        assert queries.runs(access=shelter.elsewhere) == []


def test_a_form_record_that_was_changed_since_its_import_is_not_made_twice(shelter: "Shelter") -> None:
    export = "prs_First_Name,prs_Gender,_uuid\nAman,Masculine,aaa-1\n"
    import_file(export.encode(), access=shelter.worker)
    report = import_file(export.replace("Aman", "Amanuel").encode(), access=shelter.worker)
    assert report.created == 0
    assert [error.code for error in report.errors] == ["row.changed_since"]


def test_what_is_left_of_a_sheet_is_destroyed_when_its_time_is_over(shelter: "Shelter") -> None:
    from datetime import timedelta

    from amana.kernel.imports.forgetting import forget_old_sheets
    from amana.kernel.imports.models import ImportRun
    from amana.kernel.sealed.errors import FileErased
    from amana.kernel.sealed.keystore import get_keystore

    run = bring_in(shelter.worker)
    running.commit(run, access=shelter.worker)
    assert forget_old_sheets() == 0
    with floor(shelter.worker):
        row = ImportRun.objects.get(ref=run)
        ImportRun.objects.filter(ref=run).update(finished_at=row.finished_at - timedelta(days=31))
        file = row.file.ref
    assert forget_old_sheets() == 1
    forget_old_sheets()
    with pytest.raises(FileErased):
        get_keystore().file_key(file)
    again = import_file(SHEET.encode(), access=shelter.worker)
    assert (again.created, again.duplicates) == (0, 3)
