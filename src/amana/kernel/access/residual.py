"""One residual policy (Cedar's JSON form) as a database condition over the attributes of a file."""

from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q

from amana.kernel.access.errors import ResidualNotSupported

Found = Q | bool
Node = dict[str, Any]

COLUMNS = {"ref": "ref", "organisation": "organisation__ref", "level": "level", "state": "state", "legal_hold": "legal_hold"}
IDS = frozenset({"ref", "organisation"})


def condition(policy: Node, prefix: str, today: date) -> Found:
    """When this policy applies: its `when` clauses all hold and no `unless` does. Scope conditions stand in the first clause."""
    for scope in ("principal", "action", "resource"):
        if policy[scope] != {"op": "All"}:
            raise ResidualNotSupported(f"a scope condition on {scope}")
    found: Found = True
    for clause in policy["conditions"]:
        found = both(found, compiled(clause["body"], clause["kind"] == "when", prefix, today))
    return found


def compiled(node: Node, wanted: bool, prefix: str, today: date) -> Found:
    """The condition under which `node` is `wanted`; negation is carried down to the columns, none of which is ever NULL."""
    if len(node) != 1:
        raise ResidualNotSupported("an expression of several parts")
    ((name, body),) = node.items()
    match name:
        case "Value" if isinstance(body, bool):
            return body is wanted
        case "!":
            return compiled(body["arg"], not wanted, prefix, today)
        case "&&" | "||":
            join = both if (name == "&&") == wanted else either
            return join(compiled(body["left"], wanted, prefix, today), compiled(body["right"], wanted, prefix, today))
        case "is":
            _resource(body["left"])
            return (body["entity_type"] == "File") is wanted
        case "==":
            return _equals(body, wanted, prefix)
        case "!=":
            return _equals(body, not wanted, prefix)
        case "contains":
            return _contains(body, wanted, prefix, today)
        case "." if _attribute(node) == "legal_hold":
            return Q(**{f"{prefix}legal_hold": wanted})
    raise ResidualNotSupported(f"the operator {name}")


def both(one: Found, other: Found) -> Found:
    """`and` over conditions and known answers."""
    if one is False or other is False:
        return False
    if one is True:
        return other
    return one if other is True else one & other


def either(one: Found, other: Found) -> Found:
    """`or` over conditions and known answers."""
    if one is True or other is True:
        return True
    if one is False:
        return other
    return one if other is False else one | other


def _equals(body: Node, wanted: bool, prefix: str) -> Found:
    left, right = body["left"], body["right"]
    if "Value" in left:
        left, right = right, left
    return _column_in(_attribute(left), [_value(right)], wanted, prefix)


def _contains(body: Node, wanted: bool, prefix: str, today: date) -> Found:
    """Either `resource.team.contains("user")`, or `["open", "closed"].contains(resource.state)`."""
    left, right = body["left"], body["right"]
    if "Value" in right:
        if _attribute(left) != "team":
            raise ResidualNotSupported("contains() on something else than the team")
        return _team(_value(right), wanted, prefix, today)
    if "Set" in left:
        return _column_in(_attribute(right), [_value(item) for item in left["Set"]], wanted, prefix)
    if "Value" in left and isinstance(left["Value"], list):
        return _column_in(_attribute(right), left["Value"], wanted, prefix)
    raise ResidualNotSupported("contains() of this shape")


def _team(user: object, wanted: bool, prefix: str, today: date) -> Found:
    ref = _id(user)
    if ref is None:
        return not wanted
    serving = apps.get_model("files", "FileTeam").objects.filter(Q(until=None) | Q(until__gte=today), user__ref=ref, since__lte=today)
    inside = Q(**{f"{prefix}pk__in": serving.values("file_id")})
    return inside if wanted else ~inside


def _column_in(attribute: str, values: list[object], wanted: bool, prefix: str) -> Found:
    column = COLUMNS.get(attribute)
    if column is None:
        raise ResidualNotSupported(f"the attribute {attribute}")
    possible: list[object] = [_id(value) for value in values] if attribute in IDS else values
    possible = [value for value in possible if value is not None]
    if not possible:
        return not wanted  # an empty text is no id: no row has it
    inside = Q(**{f"{prefix}{column}": possible[0]}) if len(possible) == 1 else Q(**{f"{prefix}{column}__in": possible})
    return inside if wanted else ~inside


def _id(value: object) -> UUID | None:
    if not isinstance(value, str):
        raise ResidualNotSupported("an id that is no text")
    return UUID(value) if value else None


def _value(node: Node) -> object:
    if set(node) != {"Value"} or not isinstance(node["Value"], str | bool):
        raise ResidualNotSupported("a value of this kind")
    return node["Value"]


def _attribute(node: Node) -> str:
    if set(node) != {"."}:
        raise ResidualNotSupported("an expression where an attribute is expected")
    _resource(node["."]["left"])
    return str(node["."]["attr"])


def _resource(node: Node) -> None:
    if node != {"unknown": [{"Value": "resource"}]}:
        raise ResidualNotSupported("something unknown besides the resource")
