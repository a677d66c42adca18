"""Policies as logic. Each policy's syntax tree becomes one formula over an arbitrary request; the solver then answers for all requests.

Text is a sort of its own in which every literal of the policies is a distinct constant: policies only compare texts, they never look
inside one. Whatever a policy says that is not translated here raises, so that no rule is proved by being overlooked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import z3
from cedarpy import pst

from amana.kernel.access.book import ENTER, ENTERING, Book, entity_of
from amana.kernel.catalogue import Kind

Text = z3.DeclareSort("Text")
TextSet = z3.ArraySort(Text, z3.BoolSort())

PRINCIPAL = {
    "user": Text, "organisation": Text, "organisation_kind": Text, "state": Text, "purpose": Text, "roles": TextSet,
    "second_factor": z3.BoolSort(), "in_service": z3.BoolSort(), "open": z3.BoolSort(), "break_glass": z3.BoolSort(),
    "break_glass_file": Text,
}  # fmt: skip
RESOURCE = {
    "ref": Text, "organisation": Text, "level": Text, "state": Text, "legal_hold": z3.BoolSort(), "team": TextSet,
    "kind": Text, "owner": Text,
}  # fmt: skip
CONTEXT = {
    "files": z3.IntSort(), "second_person": Text, "author": Text, "recipient_kind": Text, "recipient_state": Text,
    "states_feared": TextSet, "fears_asked": z3.BoolSort(), "nationalities": TextSet, "nationality_settled": z3.BoolSort(),
    "protection_claim": Text, "consent_covers": z3.BoolSort(), "legal_basis": Text, "consent_to_investigation": z3.BoolSort(),
    "identifies_person": z3.BoolSort(), "consent_to_identity": z3.BoolSort(), "age": Text, "best_interests": z3.BoolSort(),
    "facts": TextSet,
}  # fmt: skip


@dataclass(slots=True)
class Request:
    """An arbitrary request: `r.principal("user")`, `r.resource("team")`, `r.context("age")`, `r.act`, and whether it is about a file."""

    names: dict[str, z3.ExprRef] = field(default_factory=dict)
    texts: dict[str, z3.ExprRef] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    entities: dict[str, str] = field(default_factory=dict)

    @classmethod
    def about(cls, book: Book) -> "Request":
        """Any request that the schema of this book lets through."""
        made = cls()
        for kind in [*(kind.value for kind in Kind), ENTER]:
            made.groups[f"kind:{kind}"] = [f"any.File.{kind}", f"any.Record.{kind}"]
        for act in book.acts.values():
            made.groups[f"kind:{ENTER if act.name in ENTERING else act.kind.value}"].append(act.name)
        made.entities = {act.name: entity_of(act) for act in book.acts.values()}
        made.entities |= {name: name.split(".")[1] for names in made.groups.values() for name in names if name.startswith("any.")}
        return made

    @property
    def act(self) -> z3.ExprRef:
        return self._named("act", Text)

    @property
    def is_file(self) -> z3.BoolRef:
        return self._named("is_file", z3.BoolSort())

    def principal(self, name: str) -> z3.ExprRef:
        return self._named(f"principal.{name}", PRINCIPAL[name])

    def resource(self, name: str) -> z3.ExprRef:
        return self._named(f"resource.{name}", RESOURCE[name])

    def context(self, name: str) -> z3.ExprRef:
        return self._named(f"context.{name}", CONTEXT[name])

    def text(self, literal: str) -> z3.ExprRef:
        return self.texts.setdefault(literal, z3.Const(f"“{literal}”", Text))

    def kind(self, *kinds: str) -> z3.BoolRef:
        """The act is of one of these kinds."""
        return z3.Or([self.within(f"kind:{kind}") for kind in kinds])

    def within(self, name: str) -> z3.BoolRef:
        """The act is this one, or in this group."""
        return z3.Or([self.act == self.text(f"act {act}") for act in self.groups.get(name, [name])])

    def well_formed(self) -> z3.BoolRef:
        """What `decide` and the schema guarantee: an act of the catalogue on a resource of its type. Call last: literals differ."""
        acts = [z3.And(self.act == self.text(f"act {name}"), self.is_file == (entity == "File")) for name, entity in self.entities.items()]
        nothing = self.text("")
        shape = [
            z3.Or(acts),
            self.principal("break_glass") == (self.principal("break_glass_file") != nothing),
            z3.Implies(self.is_file, self.resource("ref") != nothing),
        ]
        return z3.And(*shape, z3.Distinct([*self.texts.values()]))

    def _named(self, name: str, sort: z3.SortRef) -> z3.ExprRef:
        return self.names.setdefault(name, z3.Const(name, sort))


def applies(policy: pst.Template, request: Request) -> z3.BoolRef:
    """When a policy applies to the request."""
    parts = [_scope(policy.resource, request), _action(policy.action, request)]
    if not isinstance(policy.principal, pst.ScopeAny):
        raise NotImplementedError("a condition on the principal's type")
    for clause in policy.clauses:
        holds = _expression(clause.expr, request)
        parts.append(holds if isinstance(clause, pst.When) else z3.Not(holds))
    return z3.And(parts)


def forbidden(book: Book, request: Request, *, without: str = "") -> z3.BoolRef:
    """Some `forbid` of the book applies: then nothing anywhere permits."""
    return z3.Or([applies(rule.tree, request) for rule in book.rules.values() if rule.effect == "forbid" and rule.id != without])


def permitted(book: Book, request: Request) -> z3.BoolRef:
    """Some `permit` of the book applies."""
    return z3.Or([applies(rule.tree, request) for rule in book.rules.values() if rule.effect == "permit"])


def _scope(scope: object, request: Request) -> z3.BoolRef:
    match scope:
        case pst.ScopeAny():
            return z3.BoolVal(True)
        case pst.ScopeIs(entity_type=pst.EntityType(basename="File")):
            return request.is_file
        case pst.ScopeIs(entity_type=pst.EntityType(basename="Record")):
            return z3.Not(request.is_file)
    raise NotImplementedError(f"scope {scope}")


def _action(constraint: object, request: Request) -> z3.BoolRef:
    match constraint:
        case pst.ScopeAny():
            return z3.BoolVal(True)
        case pst.ActionEq(entity=entity):
            return request.within(entity.id)
        case pst.ActionIn(entities=entities):
            return z3.Or([request.within(entity.id) for entity in entities])
    raise NotImplementedError(f"action {constraint}")


def _expression(node: object, request: Request) -> z3.ExprRef:  # noqa: C901, PLR0912  one arm for each kind of expression
    def sub(part: object) -> z3.ExprRef:
        return _expression(part, request)

    match node:
        case pst.BoolLit(value=value):
            return z3.BoolVal(value)
        case pst.LongLit(value=value):
            return z3.IntVal(value)
        case pst.StringLit(value=value):
            return request.text(value)
        case pst.GetAttr(base=pst.Var(name="principal"), attr=name):
            return request.principal(name)
        case pst.GetAttr(base=pst.Var(name="resource"), attr=name):
            return request.resource(name)
        case pst.GetAttr(base=pst.Var(name="context"), attr=name):
            return request.context(name)
        case pst.UnaryOp(op="not", arg=arg):
            return z3.Not(sub(arg))
        case pst.UnaryOp(op="is_empty", arg=arg):
            return sub(arg) == z3.EmptySet(Text)
        case pst.BinaryOp(op="in", left=pst.Var(name="action"), right=pst.Set(elements=acts)):
            return z3.Or([request.within(one.value.id) for one in acts])
        case pst.BinaryOp(op="eq" | "in", left=pst.Var(name="action"), right=pst.EntityLit(value=uid)):
            return request.within(uid.id)
        case pst.BinaryOp(op="contains", left=pst.Set(elements=elements), right=right):
            return z3.Or([sub(element) == sub(right) for element in elements])
        case pst.BinaryOp(op="contains", left=left, right=right):
            return z3.Select(sub(left), sub(right))
        case pst.BinaryOp(op="contains_any", left=left, right=pst.Set(elements=elements)):
            return z3.Or([z3.Select(sub(left), sub(element)) for element in elements])
        case pst.BinaryOp(op=op, left=left, right=right) if op in _BINARY:
            return _BINARY[op](sub(left), sub(right))
        case pst.IfThenElse(cond=cond, then_expr=then_expr, else_expr=else_expr):
            return z3.If(sub(cond), sub(then_expr), sub(else_expr))
        case pst.Is(base=pst.Var(name="resource"), entity_type=kind, in_expr=None):
            return _scope(pst.ScopeIs(entity_type=kind), request)
    raise NotImplementedError(f"expression {node}")


_BINARY = {
    "eq": lambda a, b: a == b,
    "not_eq": lambda a, b: a != b,
    "and": z3.And,
    "or": z3.Or,
    "less": lambda a, b: a < b,
    "less_eq": lambda a, b: a <= b,
    "greater": lambda a, b: a > b,
    "greater_eq": lambda a, b: a >= b,
}


def value_of(request: Request, values: Mapping[str, object]) -> list[tuple[z3.ExprRef, z3.ExprRef]]:
    """Substitutions that make an arbitrary request one concrete request (to compare the translation with Cedar itself)."""
    made = []
    for name, variable in request.names.items():
        value = values[name]
        if isinstance(value, bool):
            made.append((variable, z3.BoolVal(value)))
        elif isinstance(value, int):
            made.append((variable, z3.IntVal(value)))
        elif isinstance(value, str):
            made.append((variable, request.text(value)))
        elif isinstance(value, list):
            members = z3.EmptySet(Text)
            for member in value:
                members = z3.SetAdd(members, request.text(member))
            made.append((variable, members))
        else:
            raise TypeError(name)
    return made
