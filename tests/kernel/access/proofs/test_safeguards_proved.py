"""For all requests, not for examples: what the safeguards forbid, and that each of them is needed.

A proof speaks of the policies as written. That Cedar evaluates them so is shown beside it by comparing the translation with Cedar's own
answers; that the program asks Cedar is shown in tests/kernel/access/test_sixteen_paths.py and by the action machinery's tests.
"""

import json
import random
from functools import lru_cache
from importlib import import_module
from pathlib import Path

import pytest
import z3

from amana.kernel.access import book as books
from amana.kernel.access.book import Book
from amana.kernel.access.decide import asking, attributes, is_open, judge
from amana.kernel.access.values import FILE
from amana.kernel.catalogue import Kind
from amana.kernel.ids import FileId, OrganisationId, UserId, new_id
from tests.kernel.access.proofs.properties import PROPERTIES, Property
from tests.kernel.access.proofs.translation import Request, forbidden, permitted, value_of
from tests.kernel.access.worlds import open_book, record, some_access, some_circumstances, some_file

TESTS = Path(__file__).resolve().parents[3]


def all_properties() -> list[Property]:
    """The safeguards' properties and those that contexts add."""
    found = [*PROPERTIES]
    for path in sorted(TESTS.glob("*/*/access_properties.py")):
        found += import_module(".".join(("tests", *path.relative_to(TESTS).with_suffix("").parts))).PROPERTIES
    return found


@lru_cache(maxsize=1)
def the_book() -> Book:
    """The policies of this node, all contexts included."""
    return books.book()


def counterexample(book: Book, prop: Property, *, without: str = "") -> z3.ModelRef | None:
    """A request that the property names and no rule forbids, or None: then it is proved."""
    request = Request.about(book)
    solver = z3.Solver()
    solver.add(prop.never(request), z3.Not(forbidden(book, request, without=without)))
    solver.add(request.well_formed())
    answer = solver.check()
    assert answer != z3.unknown
    return solver.model() if answer == z3.sat else None


@pytest.mark.parametrize("prop", all_properties(), ids=lambda prop: prop.sentence)
def test_it_never_happens(prop: Property) -> None:
    found = counterexample(the_book(), prop)
    assert found is None, f"{prop.sentence}\nBut this request is not forbidden:\n{found}"


def forbids() -> list[str]:
    return [rule.id for rule in the_book().rules.values() if rule.effect == "forbid"]


def test_no_safeguard_can_be_dropped_without_breaking_a_proof() -> None:
    """The mutation test: each forbid of the safeguards and of every context is left out in turn."""
    properties = all_properties()
    book = the_book()
    unneeded = []
    for rule in forbids():
        suspects = sorted(properties, key=lambda prop: prop.rule != rule)
        if all(counterexample(book, prop, without=rule) is None for prop in suspects):
            unneeded.append(rule)
    assert unneeded == [], f"these rules can be dropped and no proof notices: {unneeded}"


def test_every_property_names_a_rule_that_exists() -> None:
    assert {prop.rule for prop in all_properties()} <= set(forbids())


@pytest.mark.parametrize("kind", list(Kind))
def test_the_safeguards_leave_room_for_work(kind: Kind) -> None:
    """Rules that forbid everything would prove everything."""
    book = the_book()
    request = Request.about(book)
    solver = z3.Solver()
    solver.add(request.kind(kind), z3.Not(forbidden(book, request)))
    solver.add(request.well_formed())
    assert solver.check() == z3.sat


def test_every_act_can_be_done_by_somebody() -> None:
    book = the_book()
    request = Request.about(book)
    solver = z3.Solver()
    solver.add(permitted(book, request), z3.Not(forbidden(book, request)))
    acts = {act: request.within(act) for act in book.acts}
    solver.add(request.well_formed())
    assert [act for act, chosen in acts.items() if solver.check(chosen) != z3.sat] == []


def test_nobody_opens_or_ends_a_purpose_for_somebody_else() -> None:
    book = the_book()
    request = Request.about(book)
    solver = z3.Solver()
    solver.add(z3.Or(request.within("access.open"), request.within("access.close")))
    solver.add(request.resource("owner") != request.principal("user"))
    solver.add(permitted(book, request), z3.Not(forbidden(book, request)))
    solver.add(request.well_formed())
    assert solver.check() == z3.unsat


def test_the_translation_says_what_cedar_says() -> None:
    """On random requests the formulas and Cedar's own engine agree, rule by rule left in or out."""
    chance = random.Random(20141128)
    book = open_book()
    users, organisations = [UserId(new_id()) for _ in range(4)], [OrganisationId(new_id()) for _ in range(2)]
    files = [FileId(new_id()) for _ in range(4)]
    outcomes = {True: 0, False: 0}
    for _ in range(250):
        access = some_access(chance, users=users, organisations=organisations, files=files)
        name = chance.choice(sorted(book.acts))
        resource = (
            some_file(chance, users=users, organisations=organisations, ref=chance.choice(files))
            if book.acts[name].on == FILE
            else record(organisation=chance.choice([None, *organisations]), owner=chance.choice([None, *users]))
        )
        circumstances = some_circumstances(chance, users=users)
        said = judge(book, access, name, resource, circumstances).allowed
        outcomes[said] += 1

        request = Request.about(book)
        verdict = z3.And(permitted(book, request), z3.Not(forbidden(book, request)))
        principal = json.loads(str(asking(book, access, is_open=is_open(access))))
        values = {f"principal.{k}": v for entity in principal if entity["uid"]["type"] == "Access" for k, v in entity["attrs"].items()}
        entity = "File" if resource.kind == FILE else "Record"
        values |= {f"resource.{k}": v for k, v in attributes(entity, resource).items()}
        values |= {f"context.{k}": v for k, v in circumstances.record().items()}
        values |= {"act": f"act {name}", "is_file": entity == "File"}
        # A record has no level and a file no owner: whatever stands there cannot matter, which the solver tries out.
        known = {k: variable for k, variable in request.names.items() if k in values}
        fixed = Request(names=known, texts=request.texts)
        solver = z3.Solver()
        solver.add(*(variable == value for variable, value in value_of(fixed, values)))
        solver.add(request.well_formed(), verdict != z3.BoolVal(said))
        assert solver.check() == z3.unsat, (name, access, resource, circumstances, said)
    assert min(outcomes.values()) > 10, outcomes
