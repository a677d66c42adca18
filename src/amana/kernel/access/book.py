"""The book of policies: safeguards, every app's `policy.cedar`, and the schema built from the catalogue of acts. Parsed once.

Cedar skips a policy that fails while it is evaluated, a `forbid` too. So nothing may fail: the book is validated strictly, it refuses
what it cannot hold together (`PoliciesNotValid`), and a node with such a book does not start (`checks`).
"""

import pkgutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path

import cedarpy
from cedarpy import pst
from django.apps import apps

from amana.kernel import catalogue
from amana.kernel.access import facts, reading_policies
from amana.kernel.access.errors import PoliciesNotValid
from amana.kernel.access.values import FILE
from amana.kernel.catalogue import Act, Kind

HERE = Path(__file__).resolve().parent
ENTER = "enter"  # the kind of the acts below: they decide about the access itself, so they come before any of its limits
ENTERING = frozenset({"access.open", "access.close", "access.break_glass"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One policy as a reader meets it."""

    id: str
    effect: pst.Effect
    law: str
    obligations: frozenset[str]
    tree: pst.Template


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Book:
    """Parsed policies and schema, with the acts they were built for."""

    acts: Mapping[str, Act]
    rules: Mapping[str, Rule]
    policies: cedarpy.PolicySet
    schema: cedarpy.Schema
    policy_text: str
    schema_text: str


def sources() -> dict[str, str]:
    """Cedar text by app label: the safeguards first (label "safeguards"), then each installed app's own policy.cedar."""
    found = {"safeguards": (HERE / "safeguards.cedar").read_text(encoding="utf-8")}
    for config in apps.get_app_configs():
        path = Path(config.path) / "policy.cedar"
        if config.name.startswith("amana.") and path.is_file():
            found[config.label] = path.read_text(encoding="utf-8")
    return found


def schema_text(acts: Iterable[Act]) -> str:
    """The vocabulary with one Cedar action per act, each in the group of its kind.

    Every kind also gets an act of its own for files and for records ("any.File.open"). Nobody can perform those, for the catalogue does
    not hold them; they keep a rule about a kind valid on a node where no app declares an act of that kind.
    """
    kinds = [kind.value for kind in Kind] + [ENTER]
    lines = [(HERE / "vocabulary.cedarschema").read_text(encoding="utf-8")]
    lines += [f'action "kind:{kind}";' for kind in kinds]
    for kind in kinds:
        lines += [_action(f"any.{entity}.{kind}", kind, entity) for entity in ("File", "Record")]
    for act in sorted(acts, key=lambda act: act.name):
        lines.append(_action(act.name, ENTER if act.name in ENTERING else act.kind.value, entity_of(act)))
    return "\n".join(lines) + "\n"


def entity_of(act: Act) -> str:
    """The Cedar entity type an act is asked about."""
    return "File" if act.on == FILE else "Record"


def compile_book(acts: Mapping[str, Act], texts: Mapping[str, str], known_facts: Mapping[str, str]) -> Book:
    """Parse, validate strictly and check. Raises PoliciesNotValid with every problem found."""
    schema_source = schema_text(acts.values())
    policy_source = "\n".join(texts.values())
    try:
        schema = cedarpy.Schema.from_str(schema_source)
        policies = cedarpy.PolicySet.from_str(policy_source)
        rules, problems = _rules(texts)
    except ValueError as broken:
        raise PoliciesNotValid([str(broken)]) from broken
    result = cedarpy.validate_policies(policy_source, schema)
    names = result.id_annotations_by_policy_id
    problems += [f"{names.get(error.policy_id, error.policy_id)}: {error.error}" for error in result.errors]
    if not result.validation_passed and not result.errors:
        problems.append("the validator did not pass the policies")
    for rule in rules.values():
        problems += reading_policies.problems(rule.tree, known_facts)
    problems += [f"{name}: no policy permits this act" for name in sorted(acts) if not reading_policies.permits(rules, name)]
    if problems:
        raise PoliciesNotValid(problems)
    return Book(acts=dict(acts), rules=rules, policies=policies, schema=schema, policy_text=policy_source, schema_text=schema_source)


def book() -> Book:
    """The node's book, compiled at first use and again only if an act was entered since."""
    discover()
    acts = catalogue.acts()
    return _compiled(tuple(sorted((a.name, a.kind, a.on) for a in acts.values())))


@lru_cache(maxsize=1)
def discover() -> None:
    """Import every module of the installed apps that may declare acts: those called actions, queries or reads."""
    for config in apps.get_app_configs():
        if not config.name.startswith("amana."):
            continue
        for module in pkgutil.walk_packages([config.path], prefix=f"{config.name}."):
            if module.name.rpartition(".")[2] in {"actions", "queries", "reads"}:
                import_module(module.name)


@lru_cache(maxsize=4)
def _compiled(_key: tuple[tuple[str, Kind, str], ...]) -> Book:
    return compile_book(catalogue.acts(), sources(), facts.declared())


def _action(name: str, kind: str, entity: str) -> str:
    return f'action "{name}" in [Action::"kind:{kind}"] appliesTo {{ principal: [Access], resource: [{entity}], context: Circumstances }};'


def _rules(texts: Mapping[str, str]) -> tuple[dict[str, Rule], list[str]]:
    rules: dict[str, Rule] = {}
    problems: list[str] = []
    for label, text in texts.items():
        for tree in cedarpy.policies_to_pst(text).static_policies.values():
            name = tree.annotations.get("id", "")
            if not name:
                problems.append(f"{label}: a policy without an @id")
            elif name in rules:
                problems.append(f"{label}: two policies are called {name}")
            elif label != "safeguards" and not name.startswith(f"{label}."):
                problems.append(f"{label}: the policy {name} must be called {label}.something")
            elif label == "safeguards" and (tree.effect != "forbid" or not tree.annotations.get("law")):
                problems.append(f"{name}: a safeguard forbids, and names its law")
            wanted = tree.annotations.get("obligation", "")
            rules[name] = Rule(
                id=name,
                effect=tree.effect,
                law=tree.annotations.get("law", ""),
                obligations=frozenset(wanted.split()),
                tree=tree,
            )
    return rules, problems
