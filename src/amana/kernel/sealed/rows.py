"""Rows with sealed columns: what they share, and opening many at once."""

from collections.abc import Iterable
from itertools import islice
from typing import Any, ClassVar, NoReturn, Self, TypeVar

from django.db import models
from django.db.models import prefetch_related_objects

from amana.kernel.ids import new_id
from amana.kernel.sealed.attributes import Ciphertext, SealedField
from amana.kernel.sealed.errors import (
    FileKeyMissing,
    SealedExportRefused,
    SealedLookupRefused,
    SealedMoveRefused,
    SealedUpdateRefused,
)
from amana.kernel.sealed.keystore import get_keystore

ROWS_AT_ONCE = 1000


class SealedQuerySet(models.QuerySet[Any]):
    """Refuses what would go wrong in silence: bulk writes of sealed columns, and sorting by ciphertext."""

    def update(self, **values: Any) -> int:
        sealed = {field.name for field in sealed_fields(self.model)}
        if fixed := sorted(name for name in values if name in {"file", "file_id", "ref"} or (name in sealed and values[name] is not None)):
            raise SealedUpdateRefused(column=f"{self.model._meta.label}.{fixed[0]}")
        return super().update(**values)

    def order_by(self, *names: Any) -> Self:
        sealed = {field.name for field in sealed_fields(self.model)}
        for name in names:
            if isinstance(name, str) and name.lstrip("-") in sealed:
                raise SealedLookupRefused(column=f"{self.model._meta.label}.{name.lstrip('-')}")
        return super().order_by(*names)


class SealedManager(models.Manager[Any]):
    """Gives rows that refuse what their sealed columns cannot bear."""

    def get_queryset(self) -> SealedQuerySet:
        return SealedQuerySet(self.model, using=self._db, hints=self._hints)  # type: ignore[attr-defined]  # Django's own, untyped there


class SealedModel(models.Model):
    """A record of one protected file. Its sealed fields open with that file's key and with no other.

    Lists `select_related("file")`, then `unseal_many`.
    """

    ref = models.UUIDField(default=new_id, unique=True, editable=False)
    file = models.ForeignKey("files.File", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[models.Manager[Any]] = SealedManager()  # any manager, because most records put the access layer's in its place

    _sealed_for: int | None = None  # primary key of the file whose key the stored values were sealed with
    _moving = False  # moved to another file and not saved yet: only a save of all columns will do

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.label} {self.ref}"

    def __repr__(self) -> str:
        return f"<{self}>"

    def __reduce__(self) -> NoReturn:
        raise SealedExportRefused(column=self._meta.label)  # a pickle in a cache or queue would hold plaintext

    def save(self, *args: Any, **options: Any) -> None:
        if self.has_left_its_file() or (self._moving and options.get("update_fields") is not None):
            raise SealedMoveRefused(column=self._meta.label)
        super().save(*args, **options)
        self._sealed_for, self._moving = self.file_id, False

    @classmethod
    def from_db(cls, db: str | None, field_names: Iterable[str], values: Iterable[Any]) -> Self:
        row = super().from_db(db, list(field_names), list(values))
        row.__dict__["_sealed_for"] = row.__dict__.get("file_id")
        return row

    def has_left_its_file(self) -> bool:
        """Whether the row was given another file while the stored values are those of the first."""
        return self._sealed_for is not None and self._sealed_for != self.file_id

    def move_to_file(self, file: models.Model) -> None:
        """Put the record into another file: opens everything under the old key, so that the next `save` seals it under the new."""
        for field in sealed_fields(type(self)):
            getattr(self, field.attname)
        self.file = file  # type: ignore[assignment]  # files.File; its app stands beside this one
        self._sealed_for, self._moving = None, True

    @property
    def erased(self) -> bool:
        """Whether the file's key was destroyed, so that the sealed fields can never be read again."""
        return bool(get_keystore().destroyed((self.file.ref,)))


Row = TypeVar("Row", bound=SealedModel)


_sealed_fields: dict[type[models.Model], tuple[SealedField, ...]] = {}


def sealed_fields(model: type[models.Model]) -> tuple[SealedField, ...]:
    """The sealed columns of a model."""
    if model not in _sealed_fields:
        _sealed_fields[model] = tuple(field for field in model._meta.concrete_fields if isinstance(field, SealedField))
    return _sealed_fields[model]


def unseal_many(rows: Iterable[Row], *, only: Iterable[str] | None = None) -> list[Row]:
    """Open the sealed fields of many rows, with one key store query per thousand rows.

    only     names of the fields to open; by default all that were loaded
    returns  the rows in order, without those whose files were erased

    Raises FileKeyMissing if a file that was not erased has no key, ValueDamaged.
    """
    wanted = None if only is None else frozenset(only)
    source, opened = iter(rows), []
    while part := list(islice(source, ROWS_AT_ONCE)):
        opened += _unsealed(part, wanted)
    return opened


def _unsealed(rows: list[Row], wanted: frozenset[str] | None) -> list[Row]:
    prefetch_related_objects(rows, "file")
    refs = [row.file.ref for row in rows]
    keystore = get_keystore()
    keys = keystore.file_keys(refs)
    lost = {ref for ref in refs if ref not in keys}
    if lost and (missing := lost - keystore.destroyed(lost)):
        raise FileKeyMissing(file=str(min(missing)))
    opened = []
    for row, ref in zip(rows, refs, strict=True):
        if ref in lost:
            continue
        for field in sealed_fields(type(row)):
            value = row.__dict__.get(field.attname)
            if isinstance(value, Ciphertext) and (wanted is None or field.name in wanted):
                row.__dict__[field.attname] = field.opened(row, value, keys[ref])
        opened.append(row)
    return opened
