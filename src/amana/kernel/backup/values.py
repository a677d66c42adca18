"""Column values in a form that both databases understand: JSON, with bytes in base64 and moments in UTC."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

Convert = Callable[[Any], Any]
_MICROSECOND = timedelta(microseconds=1)


def _moment_out(value: datetime | str) -> str:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return (moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)).isoformat()


def _duration_out(value: timedelta | int) -> int:
    return value if isinstance(value, int) else value // _MICROSECOND


# From either database to the archive.
OUT: dict[str, Convert] = {
    "bytes": lambda value: b64encode(bytes(value)).decode(),
    "uuid": lambda value: (value if isinstance(value, UUID) else UUID(value)).hex,
    "moment": _moment_out,
    "day": lambda value: value.isoformat() if isinstance(value, date) else str(value),
    "time": lambda value: value.isoformat() if isinstance(value, time) else str(value),
    "truth": bool,
    "json": lambda value: value if isinstance(value, str) else json.dumps(value),
    "decimal": str,
    "duration": _duration_out,
    "number": lambda value: value,
    "text": str,
}

# From the archive to PostgreSQL, as Python values its driver knows.
TO_POSTGRESQL: dict[str, Convert] = {
    "bytes": b64decode,
    "uuid": UUID,
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "time": time.fromisoformat,
    "truth": bool,
    "json": str,
    "decimal": Decimal,
    "duration": lambda value: timedelta(microseconds=value),
    "number": lambda value: value,
    "text": str,
}

# From the archive to SQLite, as Django stores them there: ids in hexadecimal, moments in UTC without saying so.
TO_SQLITE: dict[str, Convert] = {
    **TO_POSTGRESQL,
    "uuid": str,
    "moment": lambda value: datetime.fromisoformat(value).replace(tzinfo=None).isoformat(sep=" "),
    "day": str,
    "time": str,
    "truth": int,
    "decimal": str,
    "duration": int,
}


def converted(row: tuple[Any, ...] | list[Any], converts: list[Convert]) -> list[Any]:
    """One row's values, each converted by its column; absent stays absent."""
    return [None if value is None else convert(value) for value, convert in zip(row, converts, strict=True)]
