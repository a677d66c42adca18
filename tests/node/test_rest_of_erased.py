"""An erasure that is killed anywhere ends whole or not at all, and nothing readable is ever taken for erased."""

import random
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection

from amana.contexts.cases import forgetting
from amana.contexts.persons import facade as persons
from amana.contexts.persons import index
from amana.contexts.persons.keeping import actions as keeping
from amana.contexts.persons.keeping import erasure
from amana.contexts.persons.models import Erasure, PersonFact
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.audit.models import AuditEntry
from amana.kernel.audit.verify import verify_node
from amana.kernel.backup.restore import _mark_erased
from amana.kernel.files.models import File
from amana.kernel.ids import PersonId
from amana.kernel.imports import running
from amana.kernel.imports.files import import_file
from amana.kernel.imports.models import ImportRow, ImportRun
from amana.kernel.sealed.file_keystore import FileKeyStore
from amana.kernel.sealed.keystore import get_keystore
from amana.kernel.sealed.wraps import WRAPS
from amana.kernel.vocabulary.loading import load_all
from amana.node.chores import CHORES
from amana.node.forgetting import forget_rest_of_erased
from tests.kernel.sealed.killing import kill_this_process, run_and_kill

pytestmark = pytest.mark.django_db(transaction=True)

REST = "persons.forget_rest"


@dataclass(frozen=True, slots=True)
class One:
    """A person with statements and a case, from a sheet."""

    person: PersonId
    file: UUID


@pytest.fixture
def shelter():
    from tests.contexts.persons.people import a_shelter

    load_all()
    return a_shelter()


def brought_in(shelter, count):
    """So many people with a case each."""
    rows = "".join(f"Hana{'abcdefghijklmnopqrstuvwxyz'[number]},Tesfaye,+2519110000{number:02}\n" for number in range(count))
    import_file(f"First name,Father's name,Mobile phone\n{rows}".encode(), access=shelter.worker)
    with floor(system_access()):
        files = list(ImportRow.objects.exclude(result=None).order_by("number").values_list("result", flat=True))
        assert len(files) == count
        return [One(persons.person_of_file(file), file) for file in files]


def proposed(shelter, one):
    with floor(system_access()):
        version = File.objects.get(ref=one.file).version
    persons.propose_erasure(one.person, persons.ErasureGround.WITHDREW, version=version, access=shelter.worker)


def rows_left(file):
    """Rows of cases and statements."""
    with floor(system_access()):
        statements = PersonFact.objects.filter(file__ref=file).count()
        return sum(model.objects.filter(file__ref=file).count() for model in forgetting._tables()), statements


def is_whole(file):
    """Whether the file is as it was: readable, and nothing of it gone."""
    with floor(system_access()):
        statements = [fact.content for fact in PersonFact.objects.select_related("file").filter(file__ref=file)]
        state = File.objects.get(ref=file).state
    return state == "open" and len(statements) == 2 and rows_left(file)[0] > 0 and file in get_keystore().file_keys([file])


def is_gone(file):
    """Whether the file is erased to the end: key, rows, proof."""
    end = Erasure.objects.get(erased_file=file, taken_back_at=None)
    with floor(system_access()):
        state = File.objects.get(ref=file).state
    return state == "erased" and rows_left(file) == (0, 0) and get_keystore().destroyed([file]) == {file} and erasure.is_proved(end)


def entries_of_rest():
    return AuditEntry.objects.filter(name=REST, kind="system")


def chores():
    """What a worker does that starts after the crash."""
    cache.delete("chores.forget_rest_of_erased")
    for chore in CHORES:
        chore()


@contextmanager
def dies(patch, place, name, when, *, call=1):
    """This process is killed before or after so many calls of something."""
    real, calls = getattr(place, name), []

    def step(*words, **more):
        calls.append(1)
        if len(calls) == call and when == "before":
            kill_this_process()
        result = real(*words, **more)
        if len(calls) == call:
            kill_this_process()
        return result

    with patch.context() as patched:
        patched.setattr(place, name, step)
        yield


# Where the process dies, and whether the erasure stands then.
SEAMS = [
    ("while statements go", index, "remove", "before", False),
    ("before the commit", keeping, "record", "after", False),
    ("committed, the key still there", FileKeyStore, "destroy_file_keys", "before", True),
    ("the key destroyed, no proof signed", FileKeyStore, "destroy_file_keys", "after", True),
    ("proved, and the other rows there", keeping, "finish", "after", True),
    ("while the other rows go", forgetting, "delete_rows", "after", True),
]


@pytest.mark.parametrize(("place", "name", "when", "stands"), [seam[1:] for seam in SEAMS], ids=[seam[0] for seam in SEAMS])
def test_an_erasure_that_is_killed_at_a_seam_is_ended_or_has_not_begun(shelter, monkeypatch, place, name, when, stands):
    one, other = brought_in(shelter, 2)
    proposed(shelter, one)

    def work(_tell):
        with dies(monkeypatch, place, name, when):
            persons.erase(one.person, access=shelter.supervisor)

    assert run_and_kill(work, after=None).was_killed
    assert rows_left(one.file)[0] > 0, "it died too late to show anything"
    chores()
    assert is_whole(other.file)
    if stands:
        assert is_gone(one.file)
        entry = entries_of_rest().get()
        assert (entry.file, entry.organisation) == (one.file, shelter.worker.organisation)
    else:
        assert is_whole(one.file)
        persons.erase(one.person, access=shelter.supervisor)
        assert is_gone(one.file)
        assert not entries_of_rest().exists()
    known = AuditEntry.objects.count()
    chores()
    assert AuditEntry.objects.count() == known, "there was nothing more to do"
    assert verify_node().ok


@pytest.mark.parametrize("call", [1, 2, 3])
@pytest.mark.parametrize(("place", "name"), [(FileKeyStore, "destroy_file_keys"), (forgetting, "delete_rows")], ids=["keys", "rows"])
def test_taking_back_an_import_that_is_killed_between_its_files_is_ended(shelter, monkeypatch, place, name, call):
    people = brought_in(shelter, 3)
    with floor(system_access()):
        run = ImportRun.objects.get().ref
    running.propose_undo(run, access=shelter.worker)

    def work(_tell):
        with dies(monkeypatch, place, name, "after", call=call):
            running.undo(run, access=shelter.supervisor)

    assert run_and_kill(work, after=None).was_killed
    chores()
    assert all(is_gone(one.file) for one in people)
    assert entries_of_rest().count() == (3 if name == "destroy_file_keys" else 3 - call + 1)
    assert verify_node().ok


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_sheet_whose_forgetting_is_killed_beside_its_key_is_forgotten(shelter, monkeypatch, when):
    from datetime import timedelta

    from amana.kernel.imports.actions import KEPT_AFTER

    (one,) = brought_in(shelter, 1)
    with floor(system_access()):
        sheet = ImportRun.objects.select_related("file").get()
        ImportRun.objects.update(finished_at=sheet.finished_at - KEPT_AFTER - timedelta(hours=1))

    def work(_tell):
        with dies(monkeypatch, FileKeyStore, "destroy_file_keys", when):
            chores()

    assert run_and_kill(work, after=None).was_killed
    chores()
    assert get_keystore().destroyed([sheet.file.ref]) == {sheet.file.ref}
    with floor(system_access()):
        left = ImportRun.objects.select_related("file").defer("name", "choices", "layout", "profile", "remarks").get()
        assert left.forgotten_at is not None
        assert not any(ImportRow.objects.filter(**{f"{column}__isnull": False}).exists() for column in ("payload", "cells", "problems"))
    assert is_whole(one.file)
    assert verify_node().ok


@contextmanager
def counted(patch, at=None):
    """Count every statement to the database and every destruction of keys; the process is killed before the one with this number."""
    steps, real = [], FileKeyStore.destroy_file_keys

    def step():
        if len(steps) == at:
            kill_this_process()
        steps.append(1)

    def look(execute, *words):
        step()
        return execute(*words)

    def destroy(store, refs):
        step()
        gone = real(store, refs)
        step()
        return gone

    with patch.context() as patched, connection.execute_wrapper(look):
        patched.setattr(FileKeyStore, "destroy_file_keys", destroy)
        yield steps


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_killed_at_random_points_each_file_is_whole_or_gone_and_nobody_elses_is_touched(shelter, monkeypatch):
    first, *people = brought_in(shelter, 13)
    for one in (first, *people):
        proposed(shelter, one)
    with counted(monkeypatch) as steps:
        persons.erase(first.person, access=shelter.supervisor)
    chance, stood = random.Random(17), 0
    for place, one in enumerate(people):
        # in each part of the way once, somewhere
        at = (place * len(steps) + chance.randrange(len(steps))) // len(people)

        def work(_tell, one=one, at=at):
            with counted(monkeypatch, at):
                persons.erase(one.person, access=shelter.supervisor)

        assert run_and_kill(work, after=None).was_killed
        chores()
        assert is_gone(one.file) or is_whole(one.file), f"half of a file, killed at step {at} of {len(steps)}"
        stood += is_gone(one.file)
        assert all(is_whole(later.file) for later in people[place + 1 :])
        assert verify_node().ok
    assert 0 < stood < len(people)
    assert entries_of_rest().count() > 0, "no kill fell between key and rows"
    for one in people:
        if is_whole(one.file):
            persons.erase(one.person, access=shelter.supervisor)
        assert is_gone(one.file)


def test_rows_that_a_failure_after_the_commit_left_go_too(shelter, monkeypatch):
    (one,) = brought_in(shelter, 1)
    proposed(shelter, one)

    def fail(*_words):
        raise OperationalError("the server closed the connection")

    with monkeypatch.context() as patched:
        patched.setattr(forgetting, "delete_rows", fail)
        persons.erase(one.person, access=shelter.supervisor)
    assert rows_left(one.file)[0] > 0
    chores()
    assert is_gone(one.file)


def test_what_a_backup_from_before_the_erasure_brought_back_goes(shelter):
    """A restore marks the file erased again; its rows are those of the backup, and no row tells of the erasure."""
    one, other = brought_in(shelter, 2)
    get_keystore().destroy_file_keys([one.file])
    with floor(system_access()):
        assert _mark_erased(get_keystore()) == 1
    before = rows_left(one.file)
    assert min(before) > 0
    chores()
    assert rows_left(one.file) == (0, 0)
    assert is_whole(other.file)
    assert entries_of_rest().get().file == one.file


def marked_erased(shelter):
    """A file that is marked erased, with all its rows and its key."""
    (one,) = brought_in(shelter, 1)
    with floor(system_access()):
        File.objects.filter(ref=one.file).update(state="erased")
    return one


def wraps():
    return closing(sqlite3.connect(get_keystore()._folder / WRAPS, timeout=20))


def nothing_goes(one):
    before = rows_left(one.file)
    assert min(before) > 0
    chores()
    assert rows_left(one.file) == before
    assert not entries_of_rest().exists()


def test_a_file_whose_key_is_there_keeps_its_rows_even_when_it_is_marked_erased(shelter):
    nothing_goes(marked_erased(shelter))


def test_a_key_that_is_missing_is_never_taken_for_destroyed(shelter):
    one = marked_erased(shelter)
    with wraps() as lost, lost:
        (kept,) = lost.execute("select * from file_key where ref = ?", [one.file.bytes]).fetchall()
        lost.execute("delete from file_key where ref = ?", [one.file.bytes])
    get_keystore().close()
    assert get_keystore().file_keys([one.file]) == {}
    nothing_goes(one)
    with wraps() as found, found:  # it comes back, as with a bundle
        found.execute("insert into file_key values (?, ?, ?, ?)", kept)
    with floor(system_access()):
        File.objects.filter(ref=one.file).update(state="open")
    assert is_whole(one.file)


def test_a_key_that_is_there_beside_a_tombstone_keeps_its_rows(shelter):
    one = marked_erased(shelter)
    with wraps() as told, told:
        told.execute("insert into destroyed values (?, 0)", [one.file.bytes])
    nothing_goes(one)


def test_a_file_that_is_not_marked_erased_keeps_its_rows_whatever_the_key_store_says(shelter):
    (one,) = brought_in(shelter, 1)
    get_keystore().destroy_file_keys([one.file])
    nothing_goes(one)


def test_a_key_store_that_cannot_be_asked_deletes_nothing(shelter, monkeypatch):
    one = marked_erased(shelter)
    get_keystore().destroy_file_keys([one.file])

    def unreadable(*_words):
        raise sqlite3.OperationalError("disk I/O error")

    before = rows_left(one.file)
    for question in ("destroyed", "file_keys"):
        with monkeypatch.context() as patched:
            patched.setattr(FileKeyStore, question, unreadable)
            with pytest.raises(sqlite3.OperationalError):
                forget_rest_of_erased()
        assert rows_left(one.file) == before
