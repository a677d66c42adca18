"""The shapes of messages, and reading a decoded message by its shape: what is told, in which category.

A schema names every field there may be. Everything else is refused: an unknown field, a value of another shape, a text that is too long.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from amana.contexts.exchange.guard.terms import IDENTIFYING, Category

UNKNOWN_FIELD, MISSING_FIELD, WRONG_SHAPE = "guard.unknown_field", "guard.missing_field", "guard.wrong_shape"
STATE_WITHOUT_SOURCE = "S12.fact_about_state"
_CONTROL = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]"
)  # a message is text; what reorders it hides something
_NOT_IN_A_NAME = re.compile(r"[\n/\\\\]|" + _CONTROL.pattern)
_FILE_NAME_BYTES = 255
_STATE = re.compile(r"[A-Z]{2}")
_NO_STATE = "XX"


class Malformed(ValueError):
    """A message that is not what its kind says. `path` names the field, never its value."""

    def __init__(self, code: str, path: str) -> None:
        super().__init__(f"{code}: {path}")
        self.code = code
        self.path = path


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One value in a message. `category` is None for what says nothing about the person."""

    path: str
    value: str
    category: Category | None
    free: bool = False  # written freely, so that it may say anything

    @property
    def identifies(self) -> bool:
        return self.category in IDENTIFYING


@dataclass(frozen=True, slots=True)
class Text:
    """Written freely, up to `most` characters."""

    most: int


@dataclass(frozen=True, slots=True)
class FileName:
    """A name of a file as people write them: no path, no line ends, nothing that turns the order of letters."""


@dataclass(frozen=True, slots=True)
class Code:
    """One of a closed list."""

    codes: frozenset[str]

    @classmethod
    def of(cls, codes: object) -> "Code":
        return cls(frozenset(str(getattr(code, "value", code)) for code in codes))  # type: ignore[attr-defined]  # an enum or a set


@dataclass(frozen=True, slots=True)
class Matching:
    """A short text of a fixed form, such as a language code."""

    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number between two bounds, both included."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Day:
    """A day as YYYY-MM-DD."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A UUID as text: it points, and says nothing."""


@dataclass(frozen=True, slots=True)
class Flag:
    """True or false."""


@dataclass(frozen=True, slots=True)
class OfState:
    """ISO 3166-1 alpha-2, in capitals."""


@dataclass(frozen=True, slots=True)
class Many:
    """A list of one to `most` values of one shape."""

    shape: "Shape"
    most: int


@dataclass(frozen=True, slots=True)
class Group:
    """Named fields. `of_a_state` marks what is said about a state, which needs source, date and confidence (S12)."""

    fields: Mapping[str, "Field"]
    of_a_state: bool = False


Shape = Text | FileName | Code | Matching | Whole | Day | Reference | Flag | OfState | Many | Group


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its shape, the category of consent it falls under (handed down to what lies within), and whether it must be there."""

    shape: Shape
    about: Category | None = None
    required: bool = field(default=False, kw_only=True)


def told(schema: Group, message: object) -> tuple[Told, ...]:
    """Everything a message says, in the order of the schema. Raises Malformed."""
    return tuple(_group(schema, message, None, ""))


def _group(group: Group, value: object, category: Category | None, path: str) -> Iterator[Told]:
    if not isinstance(value, Mapping):
        raise Malformed(WRONG_SHAPE, path)
    if unknown := [name for name in value if name not in group.fields]:
        raise Malformed(UNKNOWN_FIELD, f"{path}{unknown[0]!s:.40}")
    for name, declared in group.fields.items():
        if name not in value:
            if declared.required:
                raise Malformed(STATE_WITHOUT_SOURCE if group.of_a_state else MISSING_FIELD, f"{path}{name}")
            continue
        yield from _value(declared.shape, value[name], declared.about or category, f"{path}{name}")


def _value(shape: Shape, value: object, category: Category | None, path: str) -> Iterator[Told]:
    match shape:
        case Group():
            yield from _group(shape, value, category, f"{path}.")
        case Many(shape=each, most=most):
            if not isinstance(value, list | tuple) or not 1 <= len(value) <= most:
                raise Malformed(WRONG_SHAPE, path)
            for place, one in enumerate(value):
                yield from _value(each, one, category, f"{path}[{place}]")
        case _:
            if not _fits(shape, value):
                raise Malformed(WRONG_SHAPE, path)
            yield Told(path=path, value=_plain(value), category=category, free=isinstance(shape, Text | FileName))


def _fits(shape: Shape, value: object) -> bool:
    match shape:
        case Flag():
            return isinstance(value, bool)
        case Whole(least=least, most=most):
            return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
    if not isinstance(value, str):
        return False
    match shape:
        case Text(most=most):
            return bool(value.strip()) and len(value) <= most and not _CONTROL.search(value)
        case FileName():
            return 0 < len(value.encode()) <= _FILE_NAME_BYTES and value == value.strip() and not _NOT_IN_A_NAME.search(value)
        case Code(codes=codes):
            return value in codes
        case Matching(pattern=pattern):
            return pattern.fullmatch(value) is not None
        case Day():
            return _is_day(value)
        case Reference():
            return _is_reference(value)
        case OfState():
            return _STATE.fullmatch(value) is not None and value != _NO_STATE
    return False


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_reference(value: str) -> bool:
    try:
        return str(UUID(value)) == value
    except ValueError:
        return False


def _plain(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
