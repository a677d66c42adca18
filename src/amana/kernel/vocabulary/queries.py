"""Reading reference data. Which version is current is asked each time, because another process may load one; rows never change."""

from functools import lru_cache
from types import MappingProxyType

from amana.kernel.vocabulary.errors import RowNotThere, TableNotLoaded
from amana.kernel.vocabulary.models import ReferenceRow, ReferenceTable
from amana.kernel.vocabulary.values import Row, Table


def table(name: str, version: int | None = None) -> Table:
    """One table: a given version, or the current one. Raises TableNotLoaded."""
    versions = ReferenceTable.objects.filter(name=name)
    found = (versions.filter(current=True) if version is None else versions.filter(version=version)).first()
    if found is None:
        raise TableNotLoaded(table=name)
    return _value(found)


def tables() -> tuple[Table, ...]:
    """Every version of every table on this node, by name, newest first."""
    return tuple(_value(found) for found in ReferenceTable.objects.order_by("name", "-version"))


def rows(name: str, version: int | None = None) -> tuple[Row, ...]:
    """The rows of a table in the order of its file: a given version, or the current one. Raises TableNotLoaded."""
    found = table(name, version)
    return _rows(found.name, found.version, found.sha256)


def row(name: str, code: str, version: int | None = None) -> Row:
    """One row. Raises TableNotLoaded or RowNotThere."""
    for found in rows(name, version):
        if found.code == code:
            return found
    raise RowNotThere(table=name, row=code)


@lru_cache(maxsize=64)
def _rows(name: str, version: int, sha256: str) -> tuple[Row, ...]:
    found = ReferenceRow.objects.filter(table__name=name, table__sha256=sha256).order_by("position").values_list("code", "data")
    return tuple(Row(table=name, version=version, code=code, data=MappingProxyType(data)) for code, data in found)


def _value(found: ReferenceTable) -> Table:
    return Table(
        name=found.name,
        version=found.version,
        sha256=found.sha256,
        edition=found.edition,
        title=found.title,
        licence=found.licence,
        loaded_at=found.loaded_at,
        current=found.current,
    )
