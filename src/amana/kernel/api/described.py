"""How answers are described: what every endpoint can refuse, in one shape."""

from collections.abc import Mapping
from typing import Any

from ninja import Schema

from amana.kernel.errors import AmanaError


class FieldProblem(Schema):
    """One value that cannot be taken: where it stands (`body.statement.value`) and why."""

    field: str
    message: str


class Problem(Schema):
    """What went wrong. `code` is stable; `message` and `remedy` are sentences in the language asked for."""

    code: str
    message: str
    remedy: str
    errors: list[FieldProblem] = []


EVERY = (400, 401, 403, 413, 422, 429)
OF_ONE_RECORD = (404, 409)


def answers(status: int, shape: Any, *, record: bool = True) -> dict[int, Any]:
    """What an endpoint can answer: its own shape under its own status, and a Problem under all others.

    record  whether it is about one stored record, which may not be there or have changed meanwhile
    """
    return {status: shape} | dict.fromkeys(EVERY + (OF_ONE_RECORD if record else ()), Problem)


def described(error: AmanaError, errors: Mapping[str, str] | None = None) -> dict[str, Any]:
    """An error of the work for a program; `errors` names the fields, if any, each with what is wrong."""
    fields = [{"field": field, "message": message} for field, message in (errors or {}).items()]
    return {"code": error.code, "message": error.message(), "remedy": error.advice(), "errors": fields}
