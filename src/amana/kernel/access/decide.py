"""The full decision, asked for every act on one object: open, write, print, export, disclose, erase."""

import json
from collections.abc import Mapping
from functools import lru_cache

import cedarpy
from django.utils import timezone

from amana.kernel.access.book import Book, book, entity_of
from amana.kernel.access.values import Access, Circumstances, Decision, Resource

UNKNOWN_ACT = "access.unknown_act"
WRONG_RESOURCE = "access.wrong_resource"
NO_POLICY_PERMITS = "access.no_policy_permits"
POLICY_FAILED = "access.policy_failed"


def decide(access: Access, action: str, resource: Resource, context: Mapping[str, object] | Circumstances = {}) -> Decision:  # noqa: B006 - it is only read
    """Decide one act and name the policy that decided.

    A refusal names the safeguard or rule that forbids, or "access.no_policy_permits". An act nobody declared, a resource of another
    kind than the act's, and a policy that failed while it was evaluated are refused too.
    """
    return judge(book(), access, action, resource, Circumstances.of(context))


def judge(policies: Book, access: Access, action: str, resource: Resource, circumstances: Circumstances) -> Decision:
    """Decide by a given book (the proofs and tests hand in books with a rule missing)."""
    act = policies.acts.get(action)
    if act is None:
        return Decision(allowed=False, reason=UNKNOWN_ACT)
    if act.on != resource.kind:
        return Decision(allowed=False, reason=WRONG_RESOURCE)
    entity = entity_of(act)
    request = {
        "principal": {"type": "Access", "id": str(access.ref)},
        "action": {"type": "Action", "id": action},
        "resource": {"type": entity, "id": str(resource.ref)},
        "context": circumstances.record(),
    }
    described = [{"uid": request["resource"], "attrs": attributes(entity, resource), "parents": []}]
    entities = asking(policies, access, is_open=is_open(access)).with_added_json_str(json.dumps(described))
    return _read(policies, cedarpy.is_authorized(request, policies.policies, entities, policies.schema))


def is_open(access: Access) -> bool:
    """Whether an access has begun and not expired at this moment."""
    return access.opened_at <= timezone.now() < access.expires_at


@lru_cache(maxsize=512)
def asking(policies: Book, access: Access, *, is_open: bool) -> cedarpy.Entities:
    """The Cedar entities of one access, parsed once."""
    attrs = {
        "user": str(access.user or ""),
        "organisation": str(access.organisation or ""),
        "organisation_kind": str(access.organisation_kind),
        "state": access.state,
        "purpose": str(access.purpose),
        "roles": sorted(str(role) for role in access.roles),
        "second_factor": access.second_factor,
        "in_service": access.in_service,
        "open": is_open,
        "break_glass": access.break_glass_file is not None,
        "break_glass_file": str(access.break_glass_file or ""),
    }
    entity = {"uid": {"type": "Access", "id": str(access.ref)}, "attrs": attrs, "parents": []}
    return cedarpy.Entities.from_json_str(json.dumps([entity]), policies.schema)


def attributes(entity: str, resource: Resource) -> dict[str, object]:
    """The Cedar attributes of a resource. Raises KeyError when a file's are not all given: nothing about a file is guessed."""
    given = resource.attrs
    if entity == "Record":
        return {"kind": resource.kind, "organisation": str(given.get("organisation") or ""), "owner": str(given.get("owner") or "")}
    team = given["team"]
    if not isinstance(team, frozenset | set | tuple | list):
        raise TypeError("a file's team is a collection of user ids")
    return {
        "ref": str(resource.ref),
        "organisation": str(given["organisation"]),
        "level": str(given["level"]),
        "state": str(given["state"]),
        "legal_hold": bool(given["legal_hold"]),
        "team": sorted(str(user) for user in team),
    }


def _read(policies: Book, answer: cedarpy.AuthzResult) -> Decision:
    if answer.diagnostics.errors or answer.decision is cedarpy.Decision.NoDecision:
        return Decision(allowed=False, reason=POLICY_FAILED)
    deciding = sorted(answer.diagnostics.id_annotations_by_reason.values(), key=lambda name: (not name.startswith("S"), name))
    if not deciding:
        return Decision(allowed=False, reason=NO_POLICY_PERMITS)
    obligations = frozenset[str]().union(*(policies.rules[name].obligations for name in deciding))
    return Decision(allowed=answer.allowed, reason=deciding[0], policies=tuple(deciding), obligations=obligations)
