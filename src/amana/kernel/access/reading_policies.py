"""Policies read as trees, to refuse what Cedar's validator lets pass: a permit for everything, a fact undeclared or closing."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

from cedarpy import pst

if TYPE_CHECKING:
    from amana.kernel.access.book import Rule


def permits(rules: "Mapping[str, Rule]", act: str) -> bool:
    """Whether some permit names this act."""
    return any(rule.effect == "permit" and act in acts_named(rule.tree) for rule in rules.values())


def acts_named(policy: pst.Template) -> frozenset[str]:
    """Acts (or kinds, as "kind:open") that stand in a policy's action position; empty means any."""
    match policy.action:
        case pst.ActionEq(entity=pst.EntityUid(id=name)):
            return frozenset({name})
        case pst.ActionIn(entities=entities):
            return frozenset(entity.id for entity in entities)
    return frozenset()


def problems(policy: pst.Template, known_facts: Mapping[str, str]) -> list[str]:
    """What is wrong with one policy, in sentences; empty when nothing is."""
    name = policy.annotations.get("id", policy.id)
    found = []
    if policy.effect == "permit":
        acts = acts_named(policy)
        if not acts or any(act.startswith("kind:") for act in acts):
            found.append(f"{name}: a permit names its acts one by one")
    for clause in policy.clauses:
        opens_when_true = (policy.effect == "permit") == isinstance(clause, pst.When)
        for node, positive in _with_polarity(clause.expr, positive=opens_when_true):
            found += [f"{name}: {problem}" for problem in _fact_problems(node, positive, known_facts)]
    return found


def _fact_problems(node: object, positive: bool, known_facts: Mapping[str, str]) -> list[str]:
    match node:
        case pst.BinaryOp(op="contains", left=pst.GetAttr(base=pst.Var(name="context"), attr="facts"), right=pst.StringLit(value=fact)):
            if fact not in known_facts:
                return [f"nobody declared the fact {fact}"]
            return [] if positive else [f"the fact {fact} may only open, here it closes"]
        case pst.BinaryOp(left=left, right=right) if _is_facts(left) or _is_facts(right):
            return ["facts are asked for one by one, with contains()"]
        case pst.UnaryOp(arg=arg) if _is_facts(arg):
            return ["facts are asked for one by one, with contains()"]
    return []


def _is_facts(node: object) -> bool:
    return isinstance(node, pst.GetAttr) and node.attr == "facts"


def _with_polarity(node: object, *, positive: bool) -> Iterator[tuple[object, bool]]:
    """Every node beneath, with whether its truth helps to open. Anything but and, or, not and if counts as closing its parts."""
    yield node, positive
    match node:
        case pst.BinaryOp(op="and" | "or", left=left, right=right):
            yield from _with_polarity(left, positive=positive)
            yield from _with_polarity(right, positive=positive)
        case pst.UnaryOp(op="not", arg=arg):
            yield from _with_polarity(arg, positive=not positive)
        case _ if is_dataclass(node) and not isinstance(node, type):
            for part in fields(node):
                value = getattr(node, part.name)
                for child in value if isinstance(value, tuple) else (value,):
                    if is_dataclass(child):
                        yield from _with_polarity(child, positive=False)
