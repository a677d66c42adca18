"""Sealed fields: plain values on the row, ciphertext in the database, and every other path closed."""

import copy
import pickle
from datetime import date, datetime

import pytest
from django.core import serializers
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.state import ModelState
from django.db.models import F, Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amana.kernel.sealed.attributes import Ciphertext
from amana.kernel.sealed.errors import (
    FileErased,
    FileKeyMissing,
    SealedExportRefused,
    SealedLookupRefused,
    SealedMoveRefused,
    SealedUpdateRefused,
    ValueDamaged,
)
from amana.kernel.sealed.fields import INTERNAL, PERSONAL, SealedTextField, sealed_fields, unseal_many

pytestmark = pytest.mark.django_db
FACTS = {"feared": ["XA"], "notes": [1, None, True, {"ሀ": "ب"}]}


@pytest.fixture
def note(note_model, new_file):
    return note_model.objects.create(
        file=new_file(), name="Selamawit Tesfaye", place="Metema", born=date(2001, 2, 3), facts=FACTS, photo=b"\x00\xff"
    )


def stored(row):
    """The columns as they stand in the database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, place, born, facts, photo FROM sealed_test_note WHERE id = %s", [row.pk])
        return [value if value is None else bytes(value) for value in cursor.fetchone()]


def overwrite(row, column, value):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE sealed_test_note SET {column} = %s WHERE id = %s", [value, row.pk])


def test_values_come_back_as_they_were(note, note_model):
    read = note_model.objects.get(pk=note.pk)
    assert (read.name, read.place, read.born, read.facts, read.photo) == (
        "Selamawit Tesfaye", "Metema", date(2001, 2, 3), FACTS, b"\x00\xff",
    )  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    name=st.text(st.characters(exclude_categories=["Cs"])),
    born=st.none() | st.dates(),
    photo=st.none() | st.binary(max_size=100),
    facts=st.none()
    | st.recursive(st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])), st.lists, max_leaves=5),
)
def test_any_value_comes_back_as_it_was(note, note_model, name, born, photo, facts):
    note.name, note.born, note.photo, note.facts = name, born, photo, facts
    note.save()
    read = note_model.objects.get(pk=note.pk)
    assert (read.name, read.born, read.photo, read.facts) == (name, born, photo, facts)


def test_the_database_holds_ciphertext_only(note):
    raw = b"".join(stored(note))
    for plain in ("Selamawit Tesfaye", "Tesfaye", "Metema", "2001-02-03", "feared"):
        assert plain.encode() not in raw
        assert plain.encode("utf-16-le") not in raw


def test_two_names_of_similar_length_have_ciphertexts_of_one_length(note, note_model):
    other = note_model.objects.create(file=note.file, name="Abebe", place="Bu")
    third = note_model.objects.create(file=note.file, name="Mohammed Osman", place="Khartoum")
    assert [len(value) for value in stored(other)[:2]] == [len(value) for value in stored(third)[:2]]


def test_an_absent_value_stays_absent_and_an_empty_one_empty(note_model, new_file):
    row = note_model.objects.create(file=new_file())
    read = note_model.objects.get(pk=row.pk)
    assert read.name == ""
    assert (read.place, read.born, read.facts, read.photo) == (None,) * 4
    assert stored(row)[1:] == [None] * 4
    with pytest.raises(IntegrityError), transaction.atomic():
        note_model.objects.create(file=row.file, name=None)


def test_saving_again_seals_anew_and_an_unread_value_is_left_as_it_is(note, note_model):
    before = stored(note)
    untouched = note_model.objects.get(pk=note.pk)
    untouched.kind = "other"
    untouched.save()
    assert stored(note) == before
    note.save()
    assert all(new != old for new, old in zip(stored(note), before, strict=True))


def test_values_changed_in_place_are_saved(note, note_model):
    read = note_model.objects.get(pk=note.pk)
    read.facts["feared"].append("XB")
    read.save()
    assert note_model.objects.get(pk=note.pk).facts["feared"] == ["XA", "XB"]


@pytest.mark.parametrize(
    ("field", "wrong"),
    [("name", 5), ("name", b"x"), ("born", "2001-02-03"), ("born", datetime(2001, 2, 3)), ("photo", "text")],  # noqa: DTZ001
)
def test_values_of_another_kind_are_refused(note, field, wrong):
    setattr(note, field, wrong)
    with pytest.raises(TypeError):
        note.save()


# what a thief or a forger with the database can do


def test_a_value_moved_to_another_row_does_not_open(note, note_model):
    other = note_model.objects.create(file=note.file, name="Another")
    overwrite(other, "name", stored(note)[0])
    with pytest.raises(ValueDamaged):
        _ = note_model.objects.get(pk=other.pk).name


def test_a_value_moved_to_another_column_does_not_open(note, note_model):
    overwrite(note, "name", stored(note)[1])
    with pytest.raises(ValueDamaged):
        _ = note_model.objects.get(pk=note.pk).name


@pytest.mark.parametrize("forged", [b"", b"plaintext", b"\x01" + bytes(60)])
def test_what_was_put_there_by_hand_does_not_open(note, note_model, forged):
    overwrite(note, "name", forged)
    with pytest.raises(ValueDamaged):
        _ = note_model.objects.get(pk=note.pk).name


def test_a_row_given_another_file_by_hand_does_not_open(note, note_model, new_file):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sealed_test_note SET file_id = %s WHERE id = %s", [new_file().pk, note.pk])
    with pytest.raises(ValueDamaged):
        _ = note_model.objects.get(pk=note.pk).name


# erasure


def test_an_erased_file_gives_nothing_and_says_so(note, note_model, own_keystore):
    read = note_model.objects.get(pk=note.pk)
    assert not read.erased
    assert read.name == "Selamawit Tesfaye"
    own_keystore.destroy_file_keys([note.file.ref])
    fresh = note_model.objects.get(pk=note.pk)
    assert fresh.erased
    for field in sealed_fields(note_model):
        with pytest.raises(FileErased):
            getattr(fresh, field.name)


def test_nothing_can_be_written_into_an_erased_file(note, own_keystore):
    own_keystore.destroy_file_keys([note.file.ref])
    with pytest.raises(FileErased):
        note.save()


def test_a_file_whose_key_is_lost_is_not_called_erased(note, note_model, own_keystore):
    own_keystore._wraps.discard([note.file.ref], made_before=2**40)
    own_keystore._cached.keys.clear()
    with pytest.raises(FileKeyMissing):
        _ = note_model.objects.get(pk=note.pk).name
    with pytest.raises(FileKeyMissing):
        unseal_many(note_model.objects.all())


# many rows


def test_many_rows_open_with_one_query_for_files_and_none_per_row(note_model, new_file, django_assert_num_queries):
    files = [new_file() for _ in range(4)]
    note_model.objects.bulk_create([note_model(file=files[n % 4], name=f"N{n}", place="P") for n in range(20)])
    with django_assert_num_queries(2):
        rows = unseal_many(note_model.objects.order_by("id"))
    with django_assert_num_queries(0):
        assert [row.name for row in rows] == [f"N{n}" for n in range(20)]
    with django_assert_num_queries(1):
        assert len(unseal_many(note_model.objects.select_related("file"))) == 20


def test_only_the_wanted_fields_are_opened(note, note_model):
    (row,) = unseal_many(note_model.objects.all(), only=["name"])
    assert row.__dict__["name"] == "Selamawit Tesfaye"
    assert isinstance(row.__dict__["place"], Ciphertext)


def test_rows_of_erased_files_are_left_out_of_lists(note, note_model, new_file, own_keystore):
    gone = note_model.objects.create(file=new_file(), name="Gone")
    own_keystore.destroy_file_keys([gone.file.ref])
    assert [row.name for row in unseal_many(note_model.objects.order_by("-id"))] == ["Selamawit Tesfaye"]


def test_deferred_columns_are_read_when_needed(note, note_model, django_assert_num_queries):
    row = note_model.objects.select_related("file").defer("name").get(pk=note.pk)
    assert unseal_many([row]) == [row]
    with django_assert_num_queries(1):
        assert row.name == "Selamawit Tesfaye"
    row.name = "Changed"
    row.refresh_from_db()
    assert row.name == "Selamawit Tesfaye"


# every other path is closed


def test_many_new_rows_are_sealed_too(note_model, new_file):
    (row,) = note_model.objects.bulk_create([note_model(file=new_file(), name="Bulk Name")])
    assert b"Bulk Name" not in stored(row)[0]
    assert note_model.objects.get(pk=row.pk).name == "Bulk Name"


@pytest.mark.parametrize(
    "query",
    [
        lambda q: q.filter(name="Selamawit Tesfaye"),
        lambda q: q.filter(name__in=["a"]),
        lambda q: q.filter(name__icontains="a"),
        lambda q: q.exclude(Q(place__startswith="M")),
        lambda q: q.filter(born__year=2001),
        lambda q: q.filter(facts__feared="XA"),
        lambda q: q.filter(name=F("place")),
        lambda q: q.order_by("name"),
        lambda q: q.order_by("id", "-born"),
        lambda q: q.get_or_create(name="Selamawit Tesfaye"),
    ],
)
def test_the_database_cannot_be_asked_about_sealed_columns(note, note_model, query):
    with pytest.raises(SealedLookupRefused):
        list(query(note_model.objects.all()))


def test_whether_a_value_is_there_can_be_asked(note, note_model):
    assert note_model.objects.filter(place__isnull=False).count() == 1


@pytest.mark.parametrize("values", [{"name": "x"}, {"name": F("place")}, {"file": None}, {"file_id": 1}, {"ref": None}])
def test_bulk_updates_of_what_a_seal_depends_on_are_refused(note, note_model, values):
    with pytest.raises(SealedUpdateRefused):
        note_model.objects.update(**values)
    assert note_model.objects.update(kind="x", place=None) == 1


def test_a_plain_queryset_cannot_write_plaintext_either(note, note_model):
    with pytest.raises(SealedUpdateRefused):
        models.QuerySet(note_model).update(name="x")
    note.name = "y"
    with pytest.raises(SealedUpdateRefused):
        models.QuerySet(note_model).bulk_update([note], ["name"])


def test_values_and_tuples_hold_ciphertext(note, note_model):
    (row,) = note_model.objects.values("name", "place")
    assert isinstance(row["name"], Ciphertext)
    assert "Selamawit" not in repr(row)
    assert repr(row["name"]) == "<sealed>"


def test_fixtures_and_pickles_are_refused(note):
    with pytest.raises(SealedExportRefused):
        serializers.serialize("json", [note])
    for leave in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(SealedExportRefused):
            leave(note)


def test_showing_a_row_shows_no_value(note):
    for shown in (repr(note), str(note), f"{note!r:>5}", repr([note]), repr(type(note).objects.all())):
        assert "Selamawit" not in shown
        assert str(note.ref) in shown


# moving to another file


def test_a_row_is_moved_by_opening_and_sealing_it_again(note, note_model, new_file, own_keystore):
    old, row = note.file, note_model.objects.get(pk=note.pk)
    row.move_to_file(new_file())
    row.save()
    own_keystore.destroy_file_keys([old.ref])
    moved = note_model.objects.get(pk=note.pk)
    assert (moved.name, moved.facts) == ("Selamawit Tesfaye", FACTS)


def test_a_row_cannot_change_files_in_passing(note, note_model, new_file):
    row, file = note_model.objects.get(pk=note.pk), new_file()
    row.file = file
    with pytest.raises(SealedMoveRefused):
        row.save()
    row = note_model.objects.get(pk=note.pk)
    row.move_to_file(file)
    with pytest.raises(SealedMoveRefused):
        row.save(update_fields=["file"])
    assert note_model.objects.get(pk=note.pk).name == "Selamawit Tesfaye"


# declarations


def test_a_sealed_field_is_personal_or_sensitive():
    with pytest.raises(ValueError, match="classify"):
        SealedTextField(classification=INTERNAL)


def test_migrations_see_plain_binary_columns(note_model):
    state = ModelState.from_model(note_model)
    kinds = {name: field.deconstruct()[1] for name, field in state.fields.items() if name in {"name", "born", "facts", "photo"}}
    assert set(kinds.values()) == {"django.db.models.BinaryField"}
    assert SealedTextField(classification=PERSONAL, default="x").clone().classification == PERSONAL
