"""From the bytes of a payload to its content and back: one way to write a message, so that what is checked is what is sealed."""

from collections.abc import Mapping

import cbor2

from amana.contexts.exchange.guard.shapes import Malformed

UNREADABLE = "guard.unreadable"
MOST = 256 * 1024  # bytes; the longest message its schema allows is far below
DEPTH = 8


def written(content: Mapping[str, object]) -> bytes:
    """The canonical bytes of a message's content."""
    return cbor2.dumps(_plain(content), canonical=True)


def read(payload: bytes) -> Mapping[str, object]:
    """The content of bytes made by `written`. Raises Malformed for anything else: other encodings of the same content too."""
    if len(payload) > MOST:
        raise Malformed(UNREADABLE, "")
    try:
        content = cbor2.loads(payload)
    except Exception as problem:  # the decoder raises what it likes; whatever it is, the bytes cannot be read
        raise Malformed(UNREADABLE, "") from problem
    if not isinstance(content, dict) or not _is_plain(content, DEPTH) or written(content) != payload:
        raise Malformed(UNREADABLE, "")
    return content


def _is_plain(value: object, depth: int) -> bool:
    if depth == 0:
        return False
    if isinstance(value, dict):
        return all(isinstance(name, str) and _is_plain(one, depth - 1) for name, one in value.items())
    if isinstance(value, list):
        return all(_is_plain(one, depth - 1) for one in value)
    return isinstance(value, str | int | bool)


def _plain(value: object) -> object:
    """Enums as their codes, tuples as lists."""
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, str) else value
