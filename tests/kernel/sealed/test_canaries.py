"""A stolen database shows no name, number, place or note, in whatever form it is looked for."""

import gzip
import io
import zipfile
from base64 import b64encode

import pytest
from django.db import connection

from amana.kernel.sealed.blind_index import keys_for
from tests.kernel.sealed.canaries import CANARIES, database_bytes, files_under, forms, sightings


@pytest.mark.parametrize("canary", CANARIES)
@pytest.mark.parametrize("before", ["", "x", "xy", "xyz"])
def test_a_canary_is_seen_in_every_form(canary, before):
    text = f"{before}{canary} and more"
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("sheet.xml", text)
    hidden = {
        "plain": text.encode(),
        "wide": text.encode("utf-16-le"),
        "hex": text.encode().hex().upper().encode(),
        "base64": b64encode(text.encode()),
        "escaped": text.encode("ascii", "backslashreplace")
        if not canary.isascii()
        else text.replace(" ", "%20").replace("+", "%2B").encode(),
        "packed": gzip.compress(text.encode()),
        "zipped": zipped.getvalue(),
    }
    for name, content in hidden.items():
        assert {where for where, *_ in sightings([canary], [(name, content)])} == {name}


def test_what_is_no_canary_is_not_seen():
    noise = b64encode(bytes(range(256)) * 20) + "Qelbwyrm and zathuvoor".encode("utf-16")
    assert sightings(CANARIES, [("noise", noise)]) == []
    assert all(len(needle) >= 8 for canary in CANARIES for needles in forms(canary).values() for needle in needles)


@pytest.mark.django_db
def test_a_stolen_database_shows_no_sealed_value(note_model, new_file, own_keystore, tmp_path):
    for canary in CANARIES:
        file = new_file()
        note_model.objects.create(file=file, name=canary, place=canary, facts={"a": [canary]}, photo=canary.encode())
        with connection.cursor() as cursor:
            cursor.execute("UPDATE sealed_test_note SET kind = %s WHERE file_id = %s", [str(keys_for("name", [canary])[0])[:10], file.pk])
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, place, facts, photo, kind FROM sealed_test_note")
        rows = [bytes(value) if not isinstance(value, str) else value.encode() for row in cursor.fetchall() for value in row]
    assert sightings(CANARIES, [("row", value) for value in rows]) == []
    assert sightings(CANARIES, [*database_bytes(), *files_under(tmp_path)]) == []


@pytest.mark.django_db
def test_a_value_stored_in_the_clear_would_be_seen(note_model, new_file):
    note_model.objects.create(file=new_file(), kind=CANARIES[0][:10])
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind FROM sealed_test_note")
        assert sightings([CANARIES[0][:10]], [("row", str(cursor.fetchall()).encode())])
