"""What the loader refuses: each of these would start a node whose policies say something else than they seem to."""

import re
import sys
from pathlib import Path

import pytest
from django.apps import apps

import amana
from amana.kernel.access import checks, facts
from amana.kernel.access.book import Book, compile_book, discover, sources
from amana.kernel.access.decide import judge
from amana.kernel.access.errors import PoliciesNotValid
from amana.kernel.access.values import Circumstances
from amana.kernel.catalogue import Kind
from tests.kernel.access.worlds import ANYTHING, access, act, file

ACTS = {"try.open": act("try.open", Kind.OPEN)}
PERMIT = '@id("try.it") permit (principal, action == Action::"try.open", resource is File);'


def load(policy: str, known: dict[str, str] | None = None, safeguards: str = "") -> Book:
    return compile_book(ACTS, {"safeguards": sources()["safeguards"] + safeguards, "try": policy}, known or {})


def problem(policy: str, known: dict[str, str] | None = None, safeguards: str = "") -> str:
    with pytest.raises(PoliciesNotValid) as refused:
        load(policy, known, safeguards)
    return "\n".join(refused.value.problems)


def test_a_permit_for_its_act_loads() -> None:
    assert judge(load(PERMIT), access(), "try.open", file(), ANYTHING).reason == "try.it"


@pytest.mark.parametrize(
    ("story", "policy", "said"),
    [
        ("no text at all", "", "no policy permits this act"),
        ("text that is no Cedar", PERMIT + " forbid", "unexpected end of input"),
        ("an attribute that does not exist", PERMIT.replace(";", " when { resource.name == 1 };"), "name"),
        ("a comparison of text with a number", PERMIT.replace(";", " when { resource.level == 1 };"), "try.it"),
        ("an act that does not exist", PERMIT.replace("try.open", "try.opne"), "try.opne"),
        ("a policy without a name", PERMIT.replace('@id("try.it") ', ""), "a policy without an @id"),
        ("two policies of one name", PERMIT + PERMIT, "two policies are called try.it"),
        ("a name of another app", PERMIT.replace("try.it", "cases.it"), "must be called try.something"),
        ("a permit for every act", PERMIT + '@id("try.all") permit (principal, action, resource);', "a permit names its acts"),
        (
            "a permit for a whole kind",
            PERMIT + '@id("try.kind") permit (principal, action in [Action::"kind:open"], resource);',
            "a permit names its acts",
        ),
        ("a fact nobody declared", PERMIT.replace(";", ' when { context.facts.contains("try.fact") };'), "nobody declared the fact"),
        ("facts asked for in a bundle", PERMIT.replace(";", " when { context.facts.isEmpty() };"), "one by one"),
    ],
)
def test_what_the_loader_refuses(story: str, policy: str, said: str) -> None:
    assert said in problem(policy)


@pytest.mark.parametrize(
    "closing",
    [
        '@id("try.no") forbid (principal, action, resource is File) when { context.facts.contains("try.fact") };',
        '@id("try.no") forbid (principal, action, resource is File) unless { !context.facts.contains("try.fact") };',
        '@id("try.no") forbid (principal, action, resource is File) when { context.facts.contains("try.fact") == true };',
    ],
)
def test_a_fact_that_could_close_is_refused(closing: str) -> None:
    """A forgotten fact is absent; a rule that is stopped by absence would then let through."""
    assert "may only open" in problem(PERMIT + closing, {"try.fact": "A test says so"})


def test_a_declared_fact_opens() -> None:
    book = load(PERMIT.replace(";", ' when { context.facts.contains("try.fact") };'), {"try.fact": "A test says so"})
    assert not judge(book, access(), "try.open", file(), Circumstances())
    assert judge(book, access(), "try.open", file(), Circumstances(facts=frozenset({"try.fact"})))


def test_a_safeguard_only_forbids_and_names_its_law() -> None:
    assert "a safeguard forbids, and names its law" in problem(PERMIT, safeguards=PERMIT.replace("try.it", "S1.open"))
    lawless = '@id("S1.lawless") forbid (principal, action, resource) when { principal.purpose == "x" };'
    assert "a safeguard forbids, and names its law" in problem(PERMIT, safeguards=lawless)


def test_one_fact_has_one_sentence() -> None:
    facts.declare("tests.once", "It was said once")
    facts.declare("tests.once", "It was said once")
    with pytest.raises(RuntimeError):
        facts.declare("tests.once", "It was said otherwise")


def test_a_circumstance_nobody_knows_is_an_error() -> None:
    with pytest.raises(TypeError):
        Circumstances.of({"consent": True})


def test_every_module_that_declares_an_act_is_found() -> None:
    """An act that is imported late would change the schema while the node runs, or be refused until then."""
    discover()
    source = Path(amana.__file__).parent
    declaring = [path for path in source.rglob("*.py") if re.search(r"^@(action|read)\(", path.read_text(encoding="utf-8"), re.MULTILINE)]
    names = {".".join(("amana", *path.relative_to(source).with_suffix("").parts)) for path in declaring}
    assert len(names) > 5
    installed = tuple(f"{config.name}." for config in apps.get_app_configs())
    assert {name for name in names if name.startswith(installed)} <= set(sys.modules)


def test_the_policies_of_this_node_are_valid() -> None:
    assert checks.policies_are_valid(None) == []


def test_a_node_with_a_broken_policy_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Book:
        raise PoliciesNotValid(["cases: a policy without an @id"])

    monkeypatch.setattr(checks, "book", broken)
    found = checks.policies_are_valid(None)
    assert [(one.id, one.msg, one.is_serious()) for one in found] == [("access.E001", "cases: a policy without an @id", True)]
