"""Lists: what is left of the policies once the access and the act are known, compiled to one database filter.

Partial evaluation is marked experimental in Cedar. Its answer is used for filtering rows only, never as a decision: opening a row runs
the full decision again. Whatever shape is not known here raises (`ResidualNotSupported`); nothing is ever widened.
"""

import json
from collections.abc import Mapping
from typing import Any

import cedarpy
from django.db.models import Q
from django.utils import timezone

from amana.kernel.access.book import Book, book, entity_of
from amana.kernel.access.decide import asking, is_open
from amana.kernel.access.errors import ResidualNotSupported
from amana.kernel.access.residual import condition, either
from amana.kernel.access.values import FILE, Access, Circumstances


def visible(
    access: Access,
    action: str,
    prefix: str = "file__",
    context: Mapping[str, object] | Circumstances = {},  # noqa: B006 - it is only read
) -> Q:
    """The filter that keeps the rows on whose file `action` is allowed under this access.

    prefix  path from the filtered model to its file ("file__", "person__file__"), or "" for File itself

    An act nobody declared, or one that is not about files, filters everything away.
    """
    return visible_by(book(), access, action, prefix, Circumstances.of(context))


def visible_by(policies: Book, access: Access, action: str, prefix: str, circumstances: Circumstances) -> Q:
    """As `visible`, by a given book."""
    act = policies.acts.get(action)
    if act is None or act.on != FILE or entity_of(act) != "File":
        return nothing(prefix)
    return _filter(_partly(policies, access, action, circumstances), prefix)


def may(access: Access, action: str) -> bool:
    """Whether an access includes an act at all, whatever it is done to: to show a line of a menu, never to decide."""
    policies = book()
    if action not in policies.acts:
        return False
    answer = _partly(policies, access, action, None)
    if answer.decision is cedarpy.Decision.Deny:
        return False
    # What is left of a policy that is settled already is a plain true or false.
    left = [(policy["effect"], _settled(policy)) for policy in answer.residuals.values()]
    return ("forbid", True) not in left and any(effect == "permit" and settled is not False for effect, settled in left)


def _settled(policy: Mapping[str, Any]) -> bool | None:
    """Whether a remaining policy holds whatever the resource is (True), never (False), or depends on it (None)."""
    held = [_truth(one["body"]) if one["kind"] == "when" else _not(_truth(one["body"])) for one in policy["conditions"]]
    return False if False in held else None if None in held else True


def _truth(body: Mapping[str, Any]) -> bool | None:
    """What an expression comes to whatever the unknowns are; None where it depends on them."""
    match body:
        case {"Value": bool() as value}:
            return value
        case {"!": {"arg": inner}}:
            return _not(_truth(inner))
        case {"&&": {"left": left, "right": right}}:
            both = (_truth(left), _truth(right))
            return False if False in both else None if None in both else True
        case {"||": {"left": left, "right": right}}:
            either_one = (_truth(left), _truth(right))
            return True if True in either_one else None if None in either_one else False
    return None


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def nothing(prefix: str) -> Q:
    """A filter that keeps no row."""
    return Q(**{f"{prefix}pk__in": []})


def _filter(answer: cedarpy.PartialAuthzResult, prefix: str) -> Q:
    """Some permit, and no forbid. A definite answer (Deny, or Allow) leaves nothing to filter by."""
    if answer.decision is cedarpy.Decision.Deny:
        return nothing(prefix)
    today = timezone.localdate()
    permitted: Q | bool = False
    forbidden: Q | bool = False
    for policy in answer.residuals.values():
        holds = condition(policy, prefix, today)
        if policy["effect"] == "permit":
            permitted = either(permitted, holds)
        else:
            forbidden = either(forbidden, holds)
    if forbidden is True or permitted is False:
        return nothing(prefix)
    found = Q(**{f"{prefix}pk__isnull": False})
    if permitted is not True:
        found &= permitted
    if forbidden is not False:
        found &= ~forbidden
    return found


def _partly(policies: Book, access: Access, action: str, circumstances: Circumstances | None) -> cedarpy.PartialAuthzResult:
    """What is left of the policies with the resource unknown, and the circumstances too where none are given."""
    answer = cedarpy.is_authorized_partial(
        {
            "principal": f"Access::{json.dumps(str(access.ref))}",
            "action": f"Action::{json.dumps(action)}",
            "context": None if circumstances is None else circumstances.record(),
        },
        policies.policies,
        asking(policies, access, is_open=is_open(access)),
        policies.schema,
    )
    if answer.diagnostics.errors:
        raise ResidualNotSupported("a policy failed while it was evaluated")
    return answer
