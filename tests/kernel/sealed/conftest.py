from itertools import count

import pytest
from django.db import connection
from django.utils import timezone

from amana.kernel.sealed.keystore import use_keystore
from tests.kernel.sealed.keystores import fresh_keystore

_numbers = count(1)


@pytest.fixture
def own_keystore(tmp_path):
    """A key store for this test alone, in use."""
    with use_keystore(fresh_keystore(tmp_path / "own-keys")) as store:
        yield store


@pytest.fixture(scope="session")
def notes_table(django_db_setup, django_db_blocker):
    """The table of `notes.Note`, for the whole run."""
    from tests.kernel.sealed.notes import Note

    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            editor.create_model(Note)
        yield Note
        with connection.schema_editor() as editor:
            editor.delete_model(Note)


@pytest.fixture
def note_model(notes_table, own_keystore, db):
    """`notes.Note`, within a maintenance access: the floor lets the node itself see every file."""
    from amana.kernel.access.floor import floor
    from amana.kernel.access.system import system_access

    with floor(system_access()):
        yield notes_table


@pytest.fixture
def new_file(note_model, own_keystore):
    """Makes protected files, with their keys."""
    from amana.kernel.files.models import File
    from amana.kernel.organisations.models import Organisation

    def make():
        holder, _ = Organisation.objects.get_or_create(name="Shelter Three Hills", defaults={"kind": "ngo", "country": "ET"})
        number = next(_numbers)
        file = File(number=f"S-{number}", organisation=holder, opened_on=timezone.localdate())
        own_keystore.create_file_keys([file.ref])
        file.save()
        return file

    return make
