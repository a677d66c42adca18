"""The steps of an import, each a change of state of its own. `running.py` takes a file through all of them."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format

from amana.kernel.access.values import Access
from amana.kernel.accounts.models import User
from amana.kernel.actions import action, record
from amana.kernel.catalogue import Kind
from amana.kernel.files.models import File, State
from amana.kernel.ids import ImportId, OrganisationId, new_id
from amana.kernel.imports import undoing
from amana.kernel.imports.cells import Cell, Remark, Row, unpacked
from amana.kernel.imports.check import Profile, Setting
from amana.kernel.imports.checking import Checker, Staged, check_rows
from amana.kernel.imports.choices import Choices
from amana.kernel.imports.columns.values import Layout
from amana.kernel.imports.errors import AlreadyUnderWay, NotChecked, RowNotOpen
from amana.kernel.imports.identity import Repeats
from amana.kernel.imports.likeness import Alike
from amana.kernel.imports.models import ImportPart, ImportRow, ImportRun
from amana.kernel.imports.preparing import Prepared
from amana.kernel.imports.prints import CONTENT, Printer
from amana.kernel.imports.problems import Problem
from amana.kernel.imports.resources import find, of_run, the_desk
from amana.kernel.imports.staging import commit_rows, row_of, settle_known, stage
from amana.kernel.imports.targets import target
from amana.kernel.imports.terms import RowState, RunState
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.keystore import get_keystore

PART = 4 * 1024 * 1024
ROWS_AT_ONCE = 500  # one transaction each: short enough that others can write between two of them
BEFORE_ROWS = (RunState.READ, RunState.MAPPED, RunState.CHECKED)
KEPT_AFTER = timedelta(days=30)  # what is left of a sheet after its import, for corrections
KEPT_UNFINISHED = timedelta(days=14)  # a sheet that nobody imported


@action("imports.receive", on="Import", resource=the_desk)
def read(prepared: Prepared, content: bytes, *, name: str, target_name: str, choices: Choices | None = None, access: Access) -> ImportId:
    """Keep a file that could be read, sealed under a file of its own. Raises TargetNotHere."""
    target(target_name)
    organisation = Organisation.objects.get(ref=str(access.organisation))
    ref = new_id()
    get_keystore().create_file_keys([ref])
    now = timezone.now()
    file = File.objects.create(ref=ref, number=f"I-{ref.hex[-16:]}", organisation=organisation, opened_on=timezone.localdate(now))
    printed = Printer(OrganisationId(organisation.ref)).print_of(CONTENT, content)
    run = ImportRun.objects.create(
        file=file,
        organisation=organisation,
        started_by=_user(access),
        target=target_name,
        format=prepared.source.format.value,
        name=name,
        content_print=printed,
        choices=(choices or Choices(encoding=prepared.source.encoding)).written(),
        layout=prepared.layout.written(),
        remarks=[_written(remark) for remark in (*prepared.remarks, *_seen_before(organisation, printed))],
        started_at=now,
    )
    ImportPart.objects.bulk_create(
        ImportPart(file=file, run=run, number=number, content=content[start : start + PART])
        for number, start in enumerate(range(0, len(content), PART))
    )
    record(format=run.format, bytes=len(content), columns=prepared.layout.recognised)
    return ImportId(run.ref)


@action("imports.map", resource=of_run)
def choose(run: ImportId, choices: Choices, *, access: Access) -> None:
    """Keep what the user decided about the columns; the rows have to be checked again. Raises AlreadyUnderWay."""
    found = _in_state(run, BEFORE_ROWS)
    ImportRow.objects.filter(run=found).delete()
    found.choices, found.state = choices.written(), RunState.MAPPED
    found.save(update_fields=["choices", "state"])
    record(columns=len(choices.fields))


@action("imports.check_begin", resource=of_run)
def begin_check(run: ImportId, prepared: Prepared, profile: Profile, *, access: Access) -> None:
    """Start checking over: rows of an earlier check go. Raises AlreadyUnderWay."""
    found = _in_state(run, BEFORE_ROWS)
    ImportRow.objects.filter(run=found).delete()
    found.layout, found.profile, found.state = prepared.layout.written(), profile.written(), RunState.MAPPED
    found.save(update_fields=["layout", "profile", "state"])


@action("imports.check_rows", resource=of_run)
def keep_checked(run: ImportId, staged: Sequence[Staged], *, access: Access) -> None:
    """Keep some checked rows."""
    stage(_in_state(run, (RunState.MAPPED,)), staged)
    record(rows=len(staged))


@action("imports.hold_alike", resource=of_run)
def hold_alike(run: ImportId, found: Sequence[tuple[int, Alike]], *, access: Access) -> None:
    """Hold ready rows that may be somebody already on file, until somebody decides about them."""
    rows = ImportRow.objects.select_related("file").filter(run=_in_state(run, (RunState.MAPPED,)), state=RowState.OK)
    by_number = dict(found)
    for row in rows.filter(number__in=list(by_number)):
        row.state, row.alike = RowState.ALIKE, by_number[row.number].written()
        row.save(update_fields=["state", "alike"])
    record(rows=len(found))


@action("imports.decide_alike", resource=of_run)
def decide_alike(run: ImportId, *, register: bool, number: int | None = None, access: Access) -> int:
    """Settle one row that may be somebody on file, or all of them: it becomes a person of its own, or is left out. Gives how many."""
    found = _in_state(run, (RunState.CHECKED, RunState.COMMITTING, RunState.COMMITTED))
    rows = ImportRow.objects.filter(run=found, state=RowState.ALIKE)
    if number is not None:
        rows = rows.filter(number=number)
    settled = rows.update(state=RowState.OK) if register else rows.update(state=RowState.LEFT_OUT, payload=None)
    record(rows=settled, register=register, **({} if number is None else {"row": number}))
    return int(settled)


@action("imports.check_end", resource=of_run)
def end_check(run: ImportId, remarks: Sequence[Remark], *, access: Access) -> None:
    """All rows were checked."""
    found = _in_state(run, (RunState.MAPPED,))
    known = [content for content in found.remarks or [] if content["code"] not in {remark.code for remark in remarks}]
    found.remarks, found.state = [*known, *map(_written, remarks)], RunState.CHECKED
    found.save(update_fields=["remarks", "state"])
    record(rows=ImportRow.objects.filter(run=found).count(), errors=ImportRow.objects.filter(run=found, state=RowState.ERROR).count())


@action("imports.commit", resource=of_run)
def commit_some(run: ImportId, *, access: Access) -> int:
    """Import the next rows; gives how many rows were dealt with, 0 when none is left. Each call is one transaction, so an import that
    was killed goes on where it stopped. Raises NotChecked, AlreadyUnderWay."""
    found = _in_state(run, (RunState.CHECKED, RunState.COMMITTING, RunState.COMMITTED))
    rows = list(ImportRow.objects.select_related("file").filter(run=found, state=RowState.OK).order_by("number")[:ROWS_AT_ONCE])
    if rows:
        found.state = RunState.COMMITTING
        created = commit_rows(found, rows, access=access, now=timezone.now())
        record(rows=len(rows), created=created)
    elif found.state != RunState.COMMITTED:
        found.state, found.finished_at = RunState.COMMITTED, timezone.now()
        ImportPart.objects.filter(run=found).delete()
    found.save(update_fields=["state", "finished_at"])
    return len(rows)


@action("imports.correct_row", resource=of_run)
def correct_row(run: ImportId, number: int, changes: Mapping[int, str], *, access: Access) -> tuple[Problem, ...]:
    """Correct cells of one row (by column) and import it alone, if it is right now; gives what is still wrong. Raises RowNotOpen.

    A row that is right and may be somebody on file waits like any other such row.
    """
    found = _in_state(run, (RunState.CHECKED, RunState.COMMITTING, RunState.COMMITTED))
    row = ImportRow.objects.select_for_update().select_related("file").filter(run=found, number=number, state=RowState.ERROR).first()
    if row is None or row.cells is None:
        raise RowNotOpen(row=number)
    staged = _checked_again(found, Row(number, _changed(unpacked(row.cells), changes)), access)
    if staged is None:
        return (Problem(code="row.nothing", row=number),)
    again = row_of(found, staged, Printer(OrganisationId(found.organisation.ref)))
    settle_known(found, [again], [0])
    if again.state == RowState.OK and (near := target(found.target).looker(access).look([(number, staged.outcome.payload)])):
        again.state, again.alike = RowState.ALIKE, near[0][1].written()
    for name in ("state", "payload", "cells", "problems", "alike", "row_print", "source_print"):
        setattr(row, name, getattr(again, name))
    row.save()
    if row.state == RowState.OK:
        commit_rows(found, [row], access=access, now=timezone.now())
    record(row=number, state=row.state)
    return tuple(problem for problem in staged.outcome.problems if problem.is_error)


@action("imports.propose_undo", resource=of_run)
def propose_some(run: ImportId, *, after: int = 0, access: Access) -> tuple[int, int]:
    """Propose that files this import made be destroyed, save those somebody has worked on: the next ones after a row number.

    Gives the last row looked at (0 when none is left) and how many files were proposed.
    """
    found = _in_state(run, (RunState.COMMITTED, RunState.COMMITTING, RunState.UNDONE))
    now = timezone.now()
    rows = undoing.next_rows(found, RowState.COMMITTED, after=after)
    fresh = undoing.untouched(found, rows)
    undoing.propose(found, fresh, access=access, now=now)
    if fresh:
        found.undo_proposed_by, found.undo_proposed_at = _user(access), now
        found.save(update_fields=["undo_proposed_by", "undo_proposed_at"])
    record(files=len(fresh), left=len(rows) - len(fresh))
    return (rows[-1].number if rows else 0), len(fresh)


def _who_proposed(run: ImportId, *_args: object, **_kwargs: object) -> dict[str, object]:
    proposer = find(run).undo_proposed_by
    return {"second_person": proposer.ref if proposer else None}


@action("imports.undo", resource=of_run, context=_who_proposed)
def undo_some(run: ImportId, *, access: Access) -> int:
    """Destroy the next files that were proposed; gives how many rows were dealt with, 0 when none is left.

    Files that somebody has worked on since the proposal stay, and so do their rows.
    """
    found = _in_state(run, (RunState.COMMITTED, RunState.COMMITTING, RunState.UNDONE))
    rows = undoing.next_rows(found, RowState.UNDO_PROPOSED, after=0)
    fresh = undoing.untouched(found, rows)
    undoing.erase(found, fresh, access=access)
    undoing.keep([row for row in rows if row not in fresh])
    if not rows:
        found.state = RunState.UNDONE
        found.save(update_fields=["state"])
    record(files=len(fresh), left=len(rows) - len(fresh))
    return len(rows)


@action("imports.forget", resource=of_run, kind=Kind.ERASE)
def forget(run: ImportId, *, access: Access) -> None:
    """Destroy what is left of a sheet: its parts, rows and key. Counts and prints stay, so that its rows are recognised."""
    found = find(run)
    ImportPart.objects.filter(run=found).delete()
    ImportRow.objects.filter(run=found).update(payload=None, cells=None, problems=None, alike=None)
    ImportRun.objects.filter(pk=found.pk).update(
        name=None, choices=None, layout=None, profile=None, remarks=None, forgotten_at=timezone.now()
    )
    File.objects.filter(pk=found.file_id).update(state=State.ERASED, closed_on=timezone.localdate())


def _in_state(run: ImportId, states: Sequence[str]) -> ImportRun:
    """The run, locked until the transaction ends. Raises NotChecked, AlreadyUnderWay."""
    ImportRun.objects.select_for_update().filter(ref=run).values_list("pk").first()
    found = find(run)
    if found.state in states and found.forgotten_at is None:
        return found
    if found.state in (RunState.READ, RunState.MAPPED) and found.forgotten_at is None:
        raise NotChecked
    raise AlreadyUnderWay


def _user(access: Access) -> User | None:
    return User.objects.filter(ref=access.user).first() if access.user else None


def _changed(cells: tuple[Cell, ...], changes: Mapping[int, str]) -> tuple[Cell, ...]:
    width = max([len(cells), *(index + 1 for index in changes)])
    return tuple(changes.get(index, cells[index] if index < len(cells) else None) for index in range(width))


def _checked_again(run: ImportRun, row: Row, access: Access) -> Staged | None:
    choices = Choices.read(run.choices)
    setting = Setting(
        today=timezone.localdate(),
        country=access.state,
        day_order=choices.day_order,
        keep_unknown_columns=choices.keep_unknown_columns,
    )
    goal = target(run.target)
    checker = Checker(goal, Layout.read(run.layout), Profile.read(run.profile), setting)
    return next(check_rows([row], checker, Repeats(goal)), None)


def _seen_before(organisation: Organisation, printed: bytes) -> tuple[Remark, ...]:
    before = ImportRun.objects.filter(organisation=organisation, content_print=printed, state=RunState.COMMITTED).order_by("-id").first()
    return (Remark(code="file.seen_before", data={"on": date_format(before.started_at, "Y-m-d")}),) if before else ()


def _written(remark: Remark) -> dict[str, object]:
    return {"code": remark.code, "data": remark.data}
