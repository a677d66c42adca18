"""Rows written many at once are the same rows: they open, they are sealed, and a file without a key gets none."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection

from amana.kernel.sealed.fields import unseal_many
from amana.kernel.sealed.inserting import insert_sealed

pytestmark = pytest.mark.django_db


def test_rows_written_at_once_open_like_every_other(note_model, new_file):
    one, other = new_file(), new_file()
    insert_sealed(
        note_model,
        [
            (one.pk, one.ref, {"name": "Selamawit Tesfaye", "place": None, "facts": {"feared": ["XA"]}, "photo": b"\x00"}),
            (other.pk, other.ref, {"name": "محمد", "place": "Metema", "facts": [], "photo": b"", "born": date(2001, 2, 3)}),
        ],
    )
    first, second = unseal_many(note_model.objects.select_related("file").order_by("id"))
    assert (first.file, first.name, first.place, first.facts, first.born) == (one, "Selamawit Tesfaye", None, {"feared": ["XA"]}, None)
    assert (second.file, second.name, second.place, second.photo, second.born) == (other, "محمد", "Metema", b"", date(2001, 2, 3))
    second.name = "Mohammed"
    second.save()
    assert note_model.objects.get(pk=second.pk).name == "Mohammed"


def test_nothing_of_them_stands_in_the_database_in_the_clear(note_model, new_file):
    file = new_file()
    insert_sealed(note_model, [(file.pk, file.ref, {"name": "Canarywit", "place": "Canaryville", "facts": {}, "photo": b""})])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {note_model._meta.db_table}")
        assert b"Canary" not in b"".join(
            bytes(value) for row in cursor.fetchall() for value in row if isinstance(value, bytes | memoryview)
        )


def test_a_file_without_a_key_gets_no_row(note_model, new_file):
    file = new_file()
    with pytest.raises(KeyError):
        insert_sealed(note_model, [(file.pk, uuid4(), {"name": "x"})])
    assert not note_model.objects.exists()


def test_a_sealed_value_is_never_shared_by_all_rows(note_model, new_file):
    file = new_file()
    with pytest.raises(TypeError, match="row by row"):
        insert_sealed(note_model, [(file.pk, file.ref, {"facts": {}})], every={"name": "Selamawit"})
