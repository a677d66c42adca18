"""The sealed model fields. Values are plain Python values on the row and ciphertext in the database.

    class Name(SealedModel):
        given = SealedTextField(classification=PERSONAL)
        script = classify(models.CharField(max_length=4), INTERNAL)

A sealed column added to a table that has rows is added with `null=True`: no migration can seal, because migrations hold no key.
"""

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder

from amana.kernel.sealed.attributes import Ciphertext, SealedField
from amana.kernel.sealed.classes import INTERNAL, PERSONAL, PUBLIC, SENSITIVE, Classification, classify
from amana.kernel.sealed.rows import SealedModel, SealedQuerySet, sealed_fields, unseal_many

__all__ = [
    "INTERNAL",
    "PERSONAL",
    "PUBLIC",
    "SENSITIVE",
    "Ciphertext",
    "Classification",
    "SealedBytesField",
    "SealedDateField",
    "SealedJSONField",
    "SealedModel",
    "SealedQuerySet",
    "SealedTextField",
    "classify",
    "sealed_fields",
    "unseal_many",
]


class SealedTextField(SealedField):
    """Text of any length. Without a default, an empty text."""

    if TYPE_CHECKING:
        _pyi_private_set_type: str | None
        _pyi_private_get_type: str

    def encode(self, value: Any) -> bytes:
        if not isinstance(value, str):
            raise TypeError(f"{self.named} takes text")
        return value.encode()

    def decode(self, raw: bytes) -> str:
        return raw.decode()

    def get_default(self) -> Any:
        return super().get_default() if self.has_default() or self.null else ""


class SealedDateField(SealedField):
    """A day in the Gregorian calendar."""

    if TYPE_CHECKING:
        _pyi_private_set_type: date | None
        _pyi_private_get_type: date

    def encode(self, value: Any) -> bytes:
        if not isinstance(value, date) or isinstance(value, datetime):
            raise TypeError(f"{self.named} takes a date")
        return value.isoformat().encode()

    def decode(self, raw: bytes) -> date:
        return date.fromisoformat(raw.decode())


class SealedJSONField(SealedField):
    """Whatever JSON can say."""

    if TYPE_CHECKING:
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any

    def encode(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder).encode()

    def decode(self, raw: bytes) -> Any:
        return json.loads(raw)


class SealedBytesField(SealedField):
    """Bytes, such as an attachment or a photograph."""

    if TYPE_CHECKING:
        _pyi_private_set_type: bytes | None
        _pyi_private_get_type: bytes

    def encode(self, value: Any) -> bytes:
        if not isinstance(value, bytes | bytearray | memoryview):
            raise TypeError(f"{self.named} takes bytes")
        return bytes(value)

    def decode(self, raw: bytes) -> bytes:
        return raw
