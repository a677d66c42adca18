"""One person's case in the words of HTCDS 2.0, and what the standard cannot say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Self

from amana.contexts.cases.htcds import extension
from amana.contexts.cases.htcds.fields import by_name
from amana.kernel.imports.terms import FieldKind, Missing

HtcdsValue = str | bool | int | float | date | tuple[str, ...]
Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_TYPES: Mapping[FieldKind, type] = {
    FieldKind.CHOICES: tuple,
    FieldKind.COUNTRIES: tuple,
    FieldKind.DATE: date,
    FieldKind.BIRTH: date,
    FieldKind.BOOLEAN: bool,
    FieldKind.WHOLE_NUMBER: int,
    FieldKind.LATITUDE: float,
    FieldKind.LONGITUDE: float,
}


class NotHtcds(ValueError):
    """A record was built with a field or a type that HTCDS does not have; `str()` names it, never its value."""

    code = "htcds.not_htcds"


@dataclass(frozen=True, slots=True, kw_only=True)
class HtcdsRecord:
    """A case. A field stands in `values`, or in `missing` with the reason, or in neither where nothing is said about it.

    values     by field of the standard (`prs_FirstName`): text, date, number, truth, or tuple of codes for multiple choices;
               vic_MethodsOfControl holds codes of the union (methods_of_control.py), prs_Citizenship ISO 3166-1 codes of two letters
    missing    by field of the standard or of the namespace
    extension  by name in the namespace, without the prefix (extension.py); JSON values, days in ISO form
    Raises NotHtcds.
    """

    values: Mapping[str, HtcdsValue] = field(default_factory=dict)
    missing: Mapping[str, Missing] = field(default_factory=dict)
    extension: Mapping[str, Json] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, value in self.values.items():
            _expect(name, value)
        for name in self.extension:
            if name not in extension.FIELDS or name in extension.OF_THE_FILE:
                raise NotHtcds(name)
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))
        object.__setattr__(self, "missing", MappingProxyType(dict(self.missing)))
        object.__setattr__(self, "extension", MappingProxyType(dict(self.extension)))

    def text(self, name: str) -> str:
        """A text field of the standard, "" where nothing is said."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ""

    def codes(self, name: str) -> tuple[str, ...]:
        """A multiple choice, or a single one as a tuple of one; () where nothing is said."""
        value = self.values.get(name, ())
        return value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()

    def day(self, name: str) -> date | None:
        """A day; None where nothing is said."""
        value = self.values.get(name)
        return value if isinstance(value, date) else None

    def extended(self, name: str) -> Json:
        """A value of the namespace; None where nothing is said."""
        return self.extension.get(name)

    def written(self) -> dict[str, Any]:
        """The JSON object under which the record is sealed between check and commit."""
        return {
            "fields": {name: plain_value(value) for name, value in self.values.items()},
            "missing": {name: str(reason) for name, reason in self.missing.items()},
            "amana": dict(self.extension),
        }

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Self:
        """The record of a JSON object made by `written`. Raises NotHtcds, KeyError or ValueError for anything else."""
        return cls(
            values={name: _typed(name, value) for name, value in content["fields"].items()},
            missing={name: Missing(reason) for name, reason in content["missing"].items()},
            extension=content["amana"],
        )


def _kind(name: str) -> FieldKind:
    known = by_name().get(name)
    if known is None or name.startswith(extension.PREFIX):
        raise NotHtcds(name)
    return known.kind


def _expect(name: str, value: object) -> None:
    wanted = _TYPES.get(_kind(name), str)
    if wanted is int and isinstance(value, bool):
        raise NotHtcds(name)
    if not isinstance(value, wanted) or value in ("", ()):
        raise NotHtcds(name)


def plain_value(value: HtcdsValue) -> Json:
    """A value as JSON: days in ISO form, tuples as lists."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _typed(name: str, value: Any) -> HtcdsValue:
    wanted = _TYPES.get(_kind(name), str)
    if wanted is date:
        return date.fromisoformat(value)
    if wanted is tuple:
        return tuple(value)
    if wanted is float:
        return float(value)
    return value  # type: ignore[no-any-return]  # the other kinds are kept as JSON gives them
