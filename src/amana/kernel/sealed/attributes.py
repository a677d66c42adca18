"""How a sealed column behaves: ciphertext in the database, a plain value on the row, opened when it is first read.

A value is bound to table, column, row and key version: put into another row or column, it does not open. Nothing but saving a row
writes such a column, and nothing but a row reads it: every other path (update, lookups, ordering, fixtures) refuses.
"""

from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn, Self

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from amana.engines.sealing.box import pad, place, seal, unpad, unseal
from amana.engines.sealing.errors import SealingError
from amana.kernel.sealed.classes import PERSONAL, SENSITIVE, Classification
from amana.kernel.sealed.errors import (
    SealedExportRefused,
    SealedLookupRefused,
    SealedMoveRefused,
    SealedUpdateRefused,
    ValueDamaged,
)
from amana.kernel.sealed.keystore import get_keystore

if TYPE_CHECKING:
    from amana.kernel.sealed.rows import SealedModel

    _BinaryField = models.BinaryField[Any, Any]
else:
    _BinaryField = models.BinaryField

KEY_VERSION = 1  # of a file's data key; part of the place a value is sealed for


class Ciphertext(bytes):
    """A value as it stands in the database."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<sealed>"


class SealedAttribute(DeferredAttribute):
    """Opens the value when it is read, and keeps it on the row from then on."""

    field: "SealedField"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.__dict__[name] = self._fetched(instance)
        value = instance.__dict__[name]
        if isinstance(value, Ciphertext):
            value = instance.__dict__[name] = self.field.opened(instance, value, get_keystore().file_key(instance.file.ref))
        return value

    def __set__(self, instance: "SealedModel", value: object) -> None:
        instance.__dict__[self.field.attname] = value

    def _fetched(self, instance: "SealedModel") -> object:
        """A deferred column, read alone."""
        rows = type(instance)._base_manager.using(instance._state.db).filter(pk=instance.pk)
        return rows.values_list(self.field.attname, flat=True).get()


class SealedField(_BinaryField):
    """Base of the sealed fields: a column of ciphertext. Subclasses say how their values become bytes and back."""

    descriptor_class = SealedAttribute
    model: "type[SealedModel]"
    if TYPE_CHECKING:
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any

    def __init__(self, *args: Any, classification: Classification, **options: Any) -> None:
        if classification not in (PERSONAL, SENSITIVE):
            raise ValueError("sealed fields are personal or sensitive; others are stored in the clear with classify()")
        self.classification = classification
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """For migrations the column is plain binary: they move ciphertext about and never need our code, or a key."""
        name, _, args, options = super().deconstruct()
        options.pop("default", None)
        return name, "django.db.models.BinaryField", list(args), options

    def clone(self) -> Self:
        _, _, args, options = super().deconstruct()
        return type(self)(*args, classification=self.classification, **options)

    # between value and ciphertext

    def encode(self, value: Any) -> bytes:
        """A value as bytes. Raises TypeError for a value of another kind."""
        raise NotImplementedError

    def decode(self, raw: bytes) -> Any:
        """What `encode` made, back."""
        raise NotImplementedError

    def sealed(self, row: "SealedModel", value: object) -> Ciphertext:
        """The value as it is stored in this row."""
        key = get_keystore().file_key(row.file.ref)
        return Ciphertext(seal(key, pad(self.encode(value)), associated=self._place(row)))

    def opened(self, row: "SealedModel", value: Ciphertext, key: bytes) -> Any:
        """What is stored in this row. Raises ValueDamaged."""
        try:
            return self.decode(unpad(unseal(key, value, associated=self._place(row))))
        except SealingError:
            raise ValueDamaged(column=self.named, row=str(row.ref)) from None

    def _place(self, row: "SealedModel") -> bytes:
        return self._column_place + place(row.ref.bytes, KEY_VERSION)

    @cached_property
    def _column_place(self) -> bytes:
        return place(self.model._meta.db_table, self.column)

    @property
    def named(self) -> str:
        """Model and field, for error messages."""
        return f"{self.model._meta.label}.{self.name}"

    # the paths of Django that end here

    def from_db_value(self, value: Any, expression: object, connection: object) -> Ciphertext | None:
        return None if value is None else Ciphertext(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Ciphertext | None:
        row: SealedModel = model_instance  # type: ignore[assignment]  # sealed fields stand on sealed models alone
        value = row.__dict__.get(self.attname)
        if value is None:
            return None
        if not isinstance(value, Ciphertext):
            return self.sealed(row, value)
        if row.has_left_its_file():
            raise SealedMoveRefused(column=self.named)
        return value  # never read, so it is still what stands in this row

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and not isinstance(value, Ciphertext):
            raise SealedUpdateRefused(column=self.named)
        return super().get_db_prep_value(value, connection, prepared)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise SealedLookupRefused(column=self.named)
        return super().get_lookup(lookup_name)

    def get_transform(self, name: str) -> NoReturn:
        raise SealedLookupRefused(column=self.named)

    def value_to_string(self, obj: models.Model) -> NoReturn:
        raise SealedExportRefused(column=self.named)

    def to_python(self, value: Any) -> Any:
        return value
