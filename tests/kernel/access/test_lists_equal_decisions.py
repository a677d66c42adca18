"""One rule, two evaluations: the filter of a list keeps exactly the rows whose full decision allows the act."""

import json
import random

import cedarpy
import pytest
from django.db import connection

from amana.kernel.access.book import Book, compile_book, sources
from amana.kernel.access.decide import asking, attributes, is_open, judge
from amana.kernel.access.floor import floor, within_floor
from amana.kernel.access.lists import visible_by
from amana.kernel.access.system import system_access
from amana.kernel.access.values import Access, Circumstances, Resource
from amana.kernel.catalogue import Kind
from amana.kernel.files.models import File, FileTeam
from amana.kernel.ids import FileId, OrganisationId, UserId
from tests.kernel.access.database import random_world
from tests.kernel.access.worlds import ANYTHING, access, act, file, some_access, some_circumstances

FILES = 150

# Permits and a forbid of every shape that a context may use on a file, so that each compiles to a filter.
SHAPES = """
@id("try.plain") permit (principal, action == Action::"try.open", resource is File);
@id("try.state") permit (principal, action == Action::"try.list", resource is File)
when { ["open", "closed"].contains(resource.state) && resource.level != "restricted" };
@id("try.team") permit (principal, action in [Action::"try.write", Action::"try.print"], resource)
when { resource.team.contains(principal.user) || (resource.legal_hold && principal.purpose == "assistance") };
@id("try.rest") permit (principal, action in [Action::"try.export", Action::"try.disclose", Action::"try.erase",
  Action::"try.oversee", Action::"try.administer"], resource is File)
unless { resource.legal_hold || !(resource.organisation == principal.organisation) };
@id("try.own") forbid (principal, action == Action::"try.list", resource is File)
when { !resource.legal_hold && resource.state == "closed" && !resource.team.contains(principal.user) }
unless { principal.roles.contains("supervisor") };
"""


def shapes() -> Book:
    acts = {f"try.{kind}": act(f"try.{kind}", kind) for kind in Kind}
    return compile_book(acts, {"safeguards": sources()["safeguards"], "try": SHAPES}, {})


def decisions(book: Book, asked: Access, name: str, resources: list[Resource], circumstances: Circumstances) -> set[object]:
    """The files whose full decision allows the act: Cedar asked for each, in one batch because there are a hundred thousand."""
    described = [{"uid": {"type": "File", "id": str(r.ref)}, "attrs": attributes("File", r), "parents": []} for r in resources]
    entities = asking(book, asked, is_open=is_open(asked)).with_added_json_str(json.dumps(described))
    requests = [
        {
            "principal": {"type": "Access", "id": str(asked.ref)},
            "action": {"type": "Action", "id": name},
            "resource": one["uid"],
            "context": circumstances.record(),
        }
        for one in described
    ]
    # Without the schema, which `judge` gives on each decision: it checks the request's shape at a third of the cost, and decides nothing.
    answers = cedarpy.is_authorized_batch(requests, book.policies, entities)
    assert not any(answer.diagnostics.errors for answer in answers)
    return {r.ref for r, answer in zip(resources, answers, strict=True) if answer.allowed}


def compare(seed: int, rounds: int) -> tuple[int, int]:
    """Compare on one random world; gives how many files were compared and how many were allowed."""
    chance = random.Random(seed)
    book = shapes()
    with floor(system_access()):
        world = random_world(seed, files=FILES)
    users = [UserId(one.ref) for one in world.users]
    holders = [OrganisationId(one.ref) for one in world.organisations]
    refs = [FileId(one.ref) for one in world.files]
    compared = allowed = 0
    for _ in range(rounds):
        asked = some_access(chance, users=users, organisations=holders, files=refs)
        circumstances = some_circumstances(chance, users=users)
        with floor(asked):
            within = set(File.objects.filter(within_floor(asked, "")).values_list("ref", flat=True))
            for name in book.acts:
                listed = set(File.objects.filter(visible_by(book, asked, name, "", circumstances)).values_list("ref", flat=True))
                decided = decisions(book, asked, name, world.resources, circumstances)
                assert listed == decided, (name, asked, circumstances)
                assert decided <= within, ("a policy reaches beneath the floor", name, asked)
                one = chance.choice(world.resources)
                assert judge(book, asked, name, one, circumstances).allowed == (one.ref in listed)
                compared += len(world.resources)
                allowed += len(decided)
    return compared, allowed


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_list_shows_exactly_what_could_be_opened_one_by_one(seed: int) -> None:
    """Three worlds, more than 100,000 comparisons together."""
    compared, allowed = compare(seed, rounds=25)
    assert compared > 33_500
    assert allowed > 200


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(4, 16))
def test_a_list_shows_exactly_what_could_be_opened_in_further_worlds(seed: int) -> None:
    """Twelve more worlds: 400,000 comparisons."""
    compared, allowed = compare(seed, rounds=25)
    assert compared > 33_500
    assert allowed > 200


@pytest.mark.django_db
def test_the_filter_works_through_any_path_to_the_file() -> None:
    """The same rows through a related model as on the files themselves."""
    book = shapes()
    with floor(system_access()):
        world = random_world(3, files=60)
        members = list(FileTeam.objects.values_list("pk", "file__ref"))
    asked = access(user=UserId(world.users[0].ref), organisation=OrganisationId(world.organisations[0].ref))
    with floor(asked):
        listed = set(File.objects.filter(visible_by(book, asked, "try.open", "", ANYTHING)).values_list("ref", flat=True))
        through = set(FileTeam.objects.filter(visible_by(book, asked, "try.open", "file__", ANYTHING)).values_list("pk", flat=True))
    assert through == {pk for pk, ref in members if ref in listed}
    assert through


@pytest.mark.django_db
def test_an_unknown_act_lists_nothing() -> None:
    with floor(system_access()):
        random_world(4, files=5)
        assert not File.objects.filter(visible_by(shapes(), system_access(), "no.such_act", "", ANYTHING)).exists()


@pytest.mark.django_db
def test_a_list_is_one_query() -> None:
    book = shapes()
    asked = access()
    with floor(asked):
        before = len(connection.queries_log)
        connection.force_debug_cursor = True
        try:
            list(File.objects.filter(visible_by(book, asked, "try.list", "", ANYTHING)))
        finally:
            connection.force_debug_cursor = False
        assert len(connection.queries_log) - before == 1


def test_a_decision_about_a_file_wants_all_that_is_known_of_it() -> None:
    incomplete = file()
    with pytest.raises(KeyError):
        judge(shapes(), access(), "try.open", Resource(kind="File", ref=incomplete.ref, attrs={"level": "organisation"}), ANYTHING)
