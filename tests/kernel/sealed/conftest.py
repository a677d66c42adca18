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


@pytest.fixture
def folder(tmp_path):
    """Where a key store of this test lies."""
    return tmp_path / "keys"


@pytest.fixture
def store(folder):
    """A key store that is not in use."""
    return fresh_keystore(folder)


@pytest.fixture
def note_model(own_keystore, db):
    """`notes.Note` with its table, within a maintenance access: the floor lets the node itself see every file.

    The table is made inside the test's transaction and goes with it, so that no other test's flush meets it.
    """
    from amana.kernel.access.floor import floor
    from amana.kernel.access.system import system_access
    from tests.kernel.sealed.notes import Note

    editor = connection.schema_editor()
    editor.deferred_sql = []
    editor.create_model(Note)
    for statement in editor.deferred_sql:
        editor.execute(statement)
    with floor(system_access()):
        yield Note


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
