"""Canonical CBOR: the part of RFC 8949, section 4.2.1, that envelopes use, read strictly.

There is one way to write a value, and any other way is refused. Of CBOR's types there are unsigned and negative integers of 64 bits,
byte and text strings, arrays, maps, true, false and null. A map has either text keys or unsigned integer keys, not both; the order
by encoded bytes (RFC 8949) and the older one by length (RFC 7049) then agree. No tags, floats, undefined or indefinite lengths.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import cbor2

from amana.engines.sealing.envelope.refusals import EnvelopeRefused, Refusal

Value = None | bool | int | bytes | str | list["Value"] | dict[str, "Value"] | dict[int, "Value"]

MAX_DEPTH = 16  # arrays and maps inside one another
_LEAST, _MOST = -(1 << 63), (1 << 64) - 1
_UNSIGNED, _NEGATIVE, _BYTES, _TEXT, _ARRAY, _MAP, _SIMPLE = 0, 1, 2, 3, 4, 5, 7
_SIMPLE_VALUES = {20: False, 21: True, 22: None}


def encode(value: object) -> bytes:
    """Write a value as canonical CBOR.

    value    None, bool, int (64 bits), bytes, str, or lists, tuples and mappings of them

    Raises ValueError for any other type, a number that does not fit, mixed keys, or nesting deeper than MAX_DEPTH.
    """
    return cbor2.dumps(_plain(value, MAX_DEPTH), canonical=True)


def decode(data: bytes, *, max_bytes: int, max_depth: int = MAX_DEPTH) -> Value:
    """Read exactly one value, which must fill `data`.

    Work and memory are bounded by the length of the data, whatever lengths it claims. Raises EnvelopeRefused.
    """
    if len(data) > max_bytes:
        raise EnvelopeRefused(Refusal.TOO_LARGE)
    reader = _Reader(data)
    value = reader.value(max_depth)
    if reader.at != len(data):
        raise EnvelopeRefused(Refusal.CBOR_MALFORMED)
    return value


def _plain(value: object, depth: int) -> object:
    """The value in the types the encoder is trusted with: what would become a tag or a float never reaches it."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if not _LEAST <= value <= _MOST:
            raise ValueError("a whole number of more than 64 bits")
        return int(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bytes):
        return value
    if depth == 0:
        raise ValueError("nested too deep")
    if isinstance(value, Mapping):
        texts = sum(isinstance(key, str) for key in value)
        whole = all(isinstance(key, int) and not isinstance(key, bool) and 0 <= key <= _MOST for key in value)
        if texts != len(value) and not whole:
            raise ValueError("map keys are all text or all unsigned whole numbers")
        return {(str(key) if isinstance(key, str) else int(key)): _plain(item, depth - 1) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytearray | memoryview):
        return [_plain(item, depth - 1) for item in value]
    raise ValueError(f"{type(value).__name__} has no place in an envelope")


@dataclass(slots=True)
class _Reader:
    """Reads values one after the other; `at` is where the next one begins."""

    data: bytes
    at: int = 0

    def value(self, depth: int) -> Value:
        first = self.at
        major, argument = self._head()
        if major == _UNSIGNED:
            return argument
        if major == _NEGATIVE:
            if argument > -1 - _LEAST:
                raise EnvelopeRefused(Refusal.CBOR_TYPE)
            return -1 - argument
        if major == _BYTES:
            return self._take(argument)
        if major == _TEXT:
            return self._text(argument)
        if major == _SIMPLE:
            if self.at != first + 1 or argument not in _SIMPLE_VALUES:
                raise EnvelopeRefused(Refusal.CBOR_TYPE)
            return _SIMPLE_VALUES[argument]
        if major not in {_ARRAY, _MAP}:
            raise EnvelopeRefused(Refusal.CBOR_TYPE)  # a tag
        if depth == 0:
            raise EnvelopeRefused(Refusal.CBOR_TOO_DEEP)
        if argument > len(self.data) - self.at:  # each item takes a byte at least
            raise EnvelopeRefused(Refusal.CBOR_MALFORMED)
        if major == _ARRAY:
            return [self.value(depth - 1) for _ in range(argument)]
        return self._map(argument, depth - 1)

    def _map(self, pairs: int, depth: int) -> dict[str, Value] | dict[int, Value]:
        found: dict[str | int, Value] = {}
        before, kind = b"", None
        for _ in range(pairs):
            start = self.at
            major, argument = self._head()
            if major not in {_UNSIGNED, _TEXT} or kind not in {None, major}:
                raise EnvelopeRefused(Refusal.CBOR_TYPE)
            key = argument if major == _UNSIGNED else self._text(argument)
            encoded = self.data[start : self.at]
            if encoded == before:
                raise EnvelopeRefused(Refusal.CBOR_DUPLICATE_KEY)
            if encoded < before:
                raise EnvelopeRefused(Refusal.CBOR_NOT_CANONICAL)
            before, kind = encoded, major
            found[key] = self.value(depth)
        return found  # type: ignore[return-value]  # keys are of one kind, as checked for each

    def _head(self) -> tuple[int, int]:
        """Major type and argument of the next item (RFC 8949, section 3), in the shortest form only."""
        first = self._take(1)[0]
        major, short = first >> 5, first & 0x1F
        if short < 24:
            return major, short
        if short > 27:  # 28 to 30 are reserved, 31 begins or ends an indefinite length
            raise EnvelopeRefused(Refusal.CBOR_TYPE if short == 31 else Refusal.CBOR_MALFORMED)
        if major == _SIMPLE:  # floats and simple values of two bytes
            raise EnvelopeRefused(Refusal.CBOR_TYPE)
        width = 1 << (short - 24)
        argument = int.from_bytes(self._take(width), "big")
        if argument < (24 if width == 1 else 1 << (4 * width)):
            raise EnvelopeRefused(Refusal.CBOR_NOT_CANONICAL)
        return major, argument

    def _take(self, length: int) -> bytes:
        if length > len(self.data) - self.at:
            raise EnvelopeRefused(Refusal.CBOR_MALFORMED)
        self.at += length
        return self.data[self.at - length : self.at]

    def _text(self, length: int) -> str:
        try:
            return self._take(length).decode()
        except UnicodeDecodeError:
            raise EnvelopeRefused(Refusal.CBOR_MALFORMED) from None
