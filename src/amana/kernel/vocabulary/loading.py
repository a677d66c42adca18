"""Putting `reference/` into the database. Loading the same files again changes nothing."""

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from amana.kernel.audit.entries import Entry
from amana.kernel.audit.log import append
from amana.kernel.vocabulary.files import REFERENCE, Content, content, declared
from amana.kernel.vocabulary.models import ReferenceRow, ReferenceTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What became of one file."""

    name: str
    version: int
    rows: int
    changed: bool


def load_all(folder: Path = REFERENCE) -> tuple[Loaded, ...]:
    """Load every table of a folder, all or none, and write to the log which versions are in use from now on.

    A content seen before becomes current again under its old version, so an answer always finds the rows it was given to.
    Raises TableFaulty for a file that cannot be used.
    """
    contents = [content(table, folder) for table in declared(folder)]
    with transaction.atomic():
        loaded = tuple(_load(each) for each in contents)
        changed = {each.name: each.version for each in loaded if each.changed}
        if changed:
            append(Entry(kind="system", name="reference.load", detail={"versions": changed}))
    return loaded


def _load(read: Content) -> Loaded:
    name = read.declared.name
    known = ReferenceTable.objects.filter(name=name, sha256=read.sha256).first()
    if known is not None and known.current:
        return Loaded(name=name, version=known.version, rows=len(read.rows), changed=False)
    ReferenceTable.objects.filter(name=name, current=True).update(current=False)
    if known is not None:
        ReferenceTable.objects.filter(pk=known.pk).update(current=True)
        return Loaded(name=name, version=known.version, rows=len(read.rows), changed=True)
    last = ReferenceTable.objects.filter(name=name).aggregate(last=Max("version"))["last"] or 0
    table = ReferenceTable.objects.create(
        name=name,
        version=last + 1,
        sha256=read.sha256,
        edition=read.declared.edition,
        title=read.declared.title,
        licence=read.declared.licence,
        loaded_at=timezone.now(),
        current=True,
    )
    ReferenceRow.objects.bulk_create(
        [ReferenceRow(table=table, position=position, code=code, data=dict(row)) for position, (code, row) in enumerate(read.rows.items())],
        batch_size=500,
    )
    return Loaded(name=name, version=table.version, rows=len(read.rows), changed=True)
