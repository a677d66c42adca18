"""What the worker does each minute."""

import threading
from contextlib import closing
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from amana.contexts.persons import facade as persons
from amana.contexts.persons.register import actions as register
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.audit.models import AuditEntry
from amana.kernel.files.models import File
from amana.kernel.ids import new_id
from amana.kernel.imports.actions import KEPT_AFTER
from amana.kernel.imports.files import import_file
from amana.kernel.imports.models import ImportRun
from amana.kernel.sealed.keystore import get_keystore
from amana.node import chores
from amana.node.chores import CHORES, sweep_orphaned_keys
from tests.contexts.persons.people import named, registered

pytestmark = pytest.mark.django_db(transaction=True)

SHEET = b"First name,Father's name,Sex\nSelamawit,Tesfaye,F\n"


@pytest.fixture
def worker():
    from tests.contexts.persons.people import a_shelter

    return a_shelter().worker


def loses_its_key_when_imported(ago, access):
    """Whether the key of a sheet is destroyed after one round of chores."""
    import_file(SHEET, access=access)
    with floor(access):
        run = ImportRun.objects.select_related("file").get()
        ImportRun.objects.filter(ref=run.ref).update(finished_at=timezone.now() - ago)
    for chore in CHORES:
        chore()
    return bool(get_keystore().destroyed([run.file.ref]))


def test_the_key_of_a_sheet_goes_when_its_time_is_over(worker):
    assert loses_its_key_when_imported(KEPT_AFTER + timedelta(hours=1), worker)


def test_a_sheet_of_yesterday_keeps_its_key(worker):
    assert not loses_its_key_when_imported(timedelta(days=1), worker)


@pytest.fixture
def every_age_is_old(monkeypatch):
    """Keys count as orphaned as soon as they are a second old; the sweep of today has not been."""
    monkeypatch.setattr(chores, "ORPHANED_FOR", timedelta(0))
    cache.delete("chores.sweep_orphaned_keys")


def orphan():
    ref = new_id()
    get_keystore().create_file_keys([ref])
    return ref


def test_a_key_whose_file_never_came_goes_and_the_log_says_so(worker, every_age_is_old):
    registered(worker, named("Selamawit Tesfaye"))
    lost = orphan()
    sweep_orphaned_keys()
    with floor(system_access()):
        files = set(File.objects.values_list("ref", flat=True))
    assert files
    assert set(get_keystore().file_keys([*files, lost])) == files
    assert AuditEntry.objects.filter(name="keys.sweep_orphans").count() == 1


def test_a_young_key_stays_for_its_file_may_be_on_the_way(worker):
    cache.delete("chores.sweep_orphaned_keys")
    young = orphan()
    sweep_orphaned_keys()
    assert get_keystore().file_keys([young])


def test_keys_are_swept_once_a_day(worker, every_age_is_old):
    sweep_orphaned_keys()
    lost = orphan()
    sweep_orphaned_keys()
    assert get_keystore().file_keys([lost])


def test_a_sweep_in_the_middle_of_a_registration_takes_no_key_of_its(worker, monkeypatch):
    """The sweep falls between the two: the key is on the disk, the file is not committed and nobody else can see it."""
    seen, make_numbers = [], register._numbers

    def sweep():
        with closing(connection), floor(system_access()):
            seen.append(get_keystore().status().keys)
            get_keystore().sweep_orphans(chores._recorded, older_than_seconds=int(chores.ORPHANED_FOR.total_seconds()))

    def make_numbers_after_a_sweep(year, count):
        thread = threading.Thread(target=sweep)
        thread.start()
        thread.join()
        return make_numbers(year, count)

    before = get_keystore().status().keys
    monkeypatch.setattr(register, "_numbers", make_numbers_after_a_sweep)
    person = registered(worker, named("Almaz Bekele"))
    assert seen == [before + 1], "the sweep did not fall between key and file"
    assert persons.person_file(person, access=worker).names


def test_sweeps_beside_running_registrations_take_no_key_of_theirs(worker):
    """Registrations go on in a thread of their own while the node sweeps again and again."""
    over, made = threading.Event(), []

    def register_again_and_again():
        with closing(connection):
            while not over.is_set():
                made.append(registered(worker, named(f"Almaz Bekele {len(made)}")))

    work = threading.Thread(target=register_again_and_again)
    work.start()
    try:
        while len(made) < 6 and work.is_alive():
            cache.delete("chores.sweep_orphaned_keys")
            sweep_orphaned_keys()
    finally:
        over.set()
        work.join()
    assert len(made) >= 6
    for person in made:
        assert persons.person_file(person, access=worker).names
