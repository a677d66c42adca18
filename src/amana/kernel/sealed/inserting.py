"""Writing many new sealed rows at once.

An import writes some fifteen sealed rows a person. Django builds and checks a model for each row and asks for the key of each value, which
takes longer than the sealing itself; here keys are asked for once and rows written by one statement of SQL. Only new rows come here.
What is written opens as every other row does (tests/kernel/sealed/test_inserting.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Field

from amana.engines.sealing.box import pad, place, seal
from amana.kernel.ids import new_id
from amana.kernel.sealed.attributes import KEY_VERSION, SealedField
from amana.kernel.sealed.keystore import get_keystore
from amana.kernel.sealed.rows import SealedModel


def insert_sealed(
    model: type[SealedModel], rows: Sequence[tuple[int, UUID, Mapping[str, Any]]], *, every: Mapping[str, Any] | None = None
) -> None:
    """Insert new rows: each as (row number of its file, ref of its file, values by field name). Raises KeyError for a file without a key.

    every  values that all rows share, by field name. Foreign keys are given as row numbers.
            What no row names takes the default of its field; what only some rows name is empty in the others.
    """
    if not rows:
        return
    own = {name for _file, _ref, values in rows for name in values}
    shared = every or {}
    fields: list[Any] = [field for field in model._meta.concrete_fields if not field.primary_key and field.name not in ("ref", "file")]
    fixed = {field.name: _plain(field, shared.get(field.name, field.get_default())) for field in fields if field.name not in own}
    keys = get_keystore().file_keys({ref for _file, ref, _values in rows})
    native = connection.features.has_native_uuid_field
    table = model._meta.db_table
    lines = []
    for file, file_ref, values in rows:
        ref, key = new_id(), keys[file_ref]
        line: list[Any] = [ref if native else ref.hex, file]
        for field in fields:
            if field.name in fixed:
                line.append(fixed[field.name])
            elif (value := values.get(field.name)) is not None and isinstance(field, SealedField):
                line.append(seal(key, pad(field.encode(value)), associated=place(table, field.column, ref.bytes, KEY_VERSION)))
            else:
                line.append(_plain(field, value))
        lines.append(line)
    _execute(model, fields, lines)


def _plain(field: "Field[Any, Any]", value: Any) -> Any:
    """A value that is not sealed as its column takes it. A sealed column may only be empty here: nothing is sealed for all rows at once."""
    if isinstance(field, SealedField) and value is not None:
        raise TypeError(f"{field.named} is given row by row")
    return field.get_db_prep_save(value, connection)


def _execute(model: type[SealedModel], fields: Iterable[Any], lines: Sequence[Sequence[Any]]) -> None:
    columns = [model._meta.get_field("ref"), model._meta.get_field("file"), *fields]
    quoted = ", ".join(connection.ops.quote_name(column.column) for column in columns)
    into = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({quoted})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # One statement for all rows: row-level security is compiled into the plan of each, which took longer than the insert itself.
            listed = ", ".join(f"%s::{_element(column)}[]" for column in columns)
            cursor.execute(f"{into} SELECT * FROM unnest({listed})", [list(column) for column in zip(*lines, strict=True)])  # noqa: S608 - names of our own columns
        else:
            cursor.executemany(f"{into} VALUES ({', '.join(['%s'] * len(columns))})", lines)


def _element(column: Any) -> str:
    """The type of a column within an array. Text without its length: a cast would cut what is too long, and the column refuses it."""
    kind = str(column.db_type(connection))
    return "text" if kind.startswith("varchar") else kind
