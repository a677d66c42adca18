"""Reading the fields of a header, a receipt or a request: each present, of its type, and none besides.

Who fills such a document in reads it back the same way before it is signed, so what can be written and what is accepted are one.
"""

import re
from collections.abc import Collection
from typing import Self
from uuid import UUID

from amana.engines.sealing.envelope.canonical import Value, decode
from amana.engines.sealing.envelope.refusals import EnvelopeRefused, Refusal

_SLUG = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"  # as a label of a host name (RFC 1123), lower case
_DESK = re.compile(rf"{_SLUG}/{_SLUG}", re.ASCII)
_NODE = re.compile(_SLUG, re.ASCII)
_CODE = re.compile(r"[a-z][a-z0-9_.]{0,63}", re.ASCII)
LATEST = 253402300799  # 9999-12-31T23:59:59Z, the last second a date can name


class Fields:
    """A decoded map with integer keys; every method reads one field and raises EnvelopeRefused if it is not what it should be."""

    __slots__ = ("_found",)

    def __init__(self, found: dict[int, Value]) -> None:
        self._found = found

    @classmethod
    def read(
        cls, data: bytes, *, known: Collection[int], optional: Collection[int] = (), profile: int | None = None, max_bytes: int
    ) -> Self:
        """Decode a map that has all known keys, except perhaps the optional ones, and no others.

        profile   if given, the whole number that must stand under key 1; asked first, since another one may have other fields

        Raises EnvelopeRefused.
        """
        value = decode(data, max_bytes=max_bytes, max_depth=1)
        if not isinstance(value, dict):
            raise EnvelopeRefused(Refusal.FIELD_TYPE)
        found = {key: item for key, item in value.items() if isinstance(key, int)}
        if profile is not None and (found.get(1) is True or found.get(1) != profile):
            raise EnvelopeRefused(Refusal.PROFILE_UNKNOWN)
        if len(found) != len(value) or found.keys() - set(known):
            raise EnvelopeRefused(Refusal.FIELD_UNKNOWN)
        if set(known) - set(optional) - found.keys():
            raise EnvelopeRefused(Refusal.FIELD_MISSING)
        return cls(found)

    def has(self, key: int) -> bool:
        """Whether an optional field is there."""
        return key in self._found

    def octets(self, key: int, length: int) -> bytes:
        """Bytes of exactly this length."""
        value = self._found[key]
        if not isinstance(value, bytes) or len(value) != length:
            raise EnvelopeRefused(Refusal.FIELD_TYPE)
        return value

    def octets_up_to(self, key: int, length: int) -> bytes:
        """Bytes of at most this length."""
        value = self._found[key]
        if not isinstance(value, bytes) or len(value) > length:
            raise EnvelopeRefused(Refusal.FIELD_TYPE)
        return value

    def uuid(self, key: int) -> UUID:
        """A UUID in sixteen bytes."""
        return UUID(bytes=self.octets(key, 16))

    def whole(self, key: int, least: int, most: int) -> int:
        """A whole number in a range."""
        value = self._found[key]
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise EnvelopeRefused(Refusal.FIELD_TYPE)
        return value

    def instant(self, key: int) -> int:
        """Seconds since 1970-01-01T00:00:00Z."""
        return self.whole(key, 0, LATEST)

    def desk(self, key: int) -> str:
        """The address of a desk: node/desk."""
        return self._matching(key, _DESK, Refusal.FIELD_ADDRESS)

    def node(self, key: int) -> str:
        """The id of a node."""
        return self._matching(key, _NODE, Refusal.FIELD_ADDRESS)

    def desk_or_node(self, key: int) -> str:
        """The address of a desk or of a node."""
        value = self._found[key]
        return self.desk(key) if isinstance(value, str) and "/" in value else self.node(key)

    def code(self, key: int) -> str:
        """A code: 1 to 64 lower-case letters, digits, underscores and dots, beginning with a letter."""
        return self._matching(key, _CODE, Refusal.FIELD_CODE)

    def code_or_empty(self, key: int) -> str:
        """A code, or the empty text where there is none."""
        return "" if self._found[key] == "" else self.code(key)

    def _matching(self, key: int, pattern: re.Pattern[str], refusal: Refusal) -> str:
        value = self._found[key]
        if not isinstance(value, str):
            raise EnvelopeRefused(Refusal.FIELD_TYPE)
        if not pattern.fullmatch(value):
            raise EnvelopeRefused(refusal)
        return value
