"""Values come through the archive as they were, from and to either database."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection, models
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amana.kernel.backup.content import kind, tables
from amana.kernel.backup.values import OUT, TO_POSTGRESQL, TO_SQLITE, converted

MOMENT = datetime(2026, 3, 1, 9, 5, 7, 120, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "in_sqlite", "in_postgresql"),
    [
        ("bytes", b"\x00\xff", b"\x00\xff"),
        ("uuid", "0190c0de000070008000000000000001", UUID("0190c0de-0000-7000-8000-000000000001")),
        ("moment", "2026-03-01 09:05:07.000120", MOMENT),
        ("day", "2026-03-01", date(2026, 3, 1)),
        ("time", "09:05:07", time(9, 5, 7)),
        ("truth", 1, True),
        ("truth", 0, False),
        ("json", '{"a":[1,"ሀ"]}', '{"a":[1,"ሀ"]}'),
        ("decimal", "12.50", Decimal("12.50")),
        ("duration", 90_000_000, timedelta(seconds=90)),
        ("number", 7, 7),
        ("number", 0.25, 0.25),
        ("text", "سلام", "سلام"),
    ],
)
def test_either_database_reads_what_the_other_wrote(kind, in_sqlite, in_postgresql):
    archived = OUT[kind](in_sqlite)
    assert archived == OUT[kind](in_postgresql)
    assert TO_SQLITE[kind](archived) == in_sqlite
    assert TO_POSTGRESQL[kind](archived) == in_postgresql


def test_absent_values_stay_absent():
    assert converted((None, b"x"), [OUT["bytes"], OUT["bytes"]]) == [None, "eA=="]


def test_a_moment_in_another_zone_is_the_same_moment():
    assert OUT["moment"]("2026-03-01T12:05:07.000120+03:00") == OUT["moment"](MOMENT)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20),
    day=st.dates(min_value=date(1000, 1, 1)),
    moment=st.datetimes(min_value=datetime(1000, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    raw=st.binary(max_size=20),
    ref=st.uuids(),
    truth=st.booleans(),
    decimal=st.decimals(-9999, 9999, places=2),
)
@pytest.mark.django_db
def test_what_django_reads_is_what_was_archived(text, day, moment, raw, ref, truth, decimal):
    """Written by Django, taken out, put back by the archive's way, read by Django: on the database this run uses."""
    fields = {
        "text": models.TextField(),
        "day": models.DateField(),
        "moment": models.DateTimeField(),
        "raw": models.BinaryField(),
        "ref": models.UUIDField(),
        "truth": models.BooleanField(),
        "decimal": models.DecimalField(max_digits=8, decimal_places=2),
    }
    values = {"text": text, "day": day, "moment": moment, "raw": raw, "ref": ref, "truth": truth, "decimal": decimal}
    into = TO_POSTGRESQL if connection.vendor == "postgresql" else TO_SQLITE
    for name, column in fields.items():
        column.set_attributes_from_name(name)
        stored = column.get_db_prep_save(values[name], connection)
        kind_of = kind(column)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT CAST(%s AS {column.cast_db_type(connection)})", [stored])
            before = cursor.fetchone()[0]
            cursor.execute(f"SELECT CAST(%s AS {column.cast_db_type(connection)})", [into[kind_of](OUT[kind_of](before))])
            assert cursor.fetchone()[0] == before


@pytest.mark.django_db
def test_every_table_of_this_node_can_be_archived():
    found = {table.name: table for table in tables()}
    assert {"files_file", "audit_auditleaf", "accounts_user"} <= found.keys()
    assert not {"persons_namekey", "django_session"} & found.keys()
    assert all(table.columns and table.key for table in found.values())


def test_a_column_of_an_unknown_kind_is_an_error():
    class Strange(models.Field):
        pass

    with pytest.raises(TypeError, match="do not know"):
        kind(Strange())
