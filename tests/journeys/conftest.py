"""The running nodes of the demonstration, each made once for all journeys; whoever signs in once stays signed in."""

import os
from contextlib import ExitStack, contextmanager
from functools import partial

import pytest

from tests.journeys.walking import Walker


@contextmanager
def database():
    """Where a node has its tables: a server of PostgreSQL of its own where the run is on PostgreSQL, otherwise "", a file of its own."""
    from tools import postgres

    if not os.environ["AMANA_DATABASE_URL"]:
        yield ""
        return
    programs = postgres.programs()
    if programs is None:
        pytest.skip("needs PostgreSQL's own programs, to give the node a server of its own")
    with postgres.cluster(programs) as address:
        yield address


@contextmanager
def running(described, folder):
    """A node of the region that runs."""
    from tests.journeys.nodes import demo_node

    with database() as address, demo_node(folder, address, described) as node:
        yield node


@pytest.fixture(scope="session")
def node(tmp_path_factory):
    """The care node."""
    from amana.node.demo_nodes import CARE

    with running(CARE, tmp_path_factory.mktemp("journey") / "node") as node:
        yield node


@pytest.fixture(scope="session")
def dialogue(tmp_path_factory):
    """The policy node."""
    from amana.node.demo_nodes import POLICY

    with running(POLICY, tmp_path_factory.mktemp("journey") / "dialogue") as node:
        yield node


@pytest.fixture(scope="session")
def region(node):
    """The two care nodes and the justice node, by their keys: they go by one directory, and have told each other the first of the story."""
    from amana.node.demo_nodes import CARE, JUSTICE, KENYA
    from tests.journeys.nodes import join, made_node, started

    with ExitStack() as until_the_end:
        others = [
            made_node(described.folder(node.home), until_the_end.enter_context(database()), described) for described in (KENYA, JUSTICE)
        ]
        join([node, *others])
        for other in others:
            until_the_end.enter_context(started(other))
        yield {CARE.key: node, **{other.described.key: other for other in others}}


@pytest.fixture(scope="session")
def signed_in():
    """What each browser remembers, by sign-in name: a code of the second factor counts only once."""
    return {}


@pytest.fixture
def enter(new_context, signed_in):
    """Gives a person at a browser of their own, at a node."""

    def enter(node, username: str = "", *, size: tuple[int, int] = (1280, 900), **options: object) -> Walker:
        kept = signed_in.get(username)
        context = new_context(
            viewport={"width": size[0], "height": size[1]}, base_url=node.address, accept_downloads=True, storage_state=kept, **options
        )
        context.set_default_timeout(15_000)
        walker = Walker(page=context.new_page(), node=node, username=username)
        if username and not kept:
            walker.sign_in(node.password(username), node.code)
            signed_in[username] = context.storage_state()
        return walker

    return enter


@pytest.fixture
def walker(node, enter):
    """Gives a person at a browser, at the care node."""
    return partial(enter, node)


@pytest.fixture
def delegate(dialogue, enter):
    """Gives a person at a browser, at the policy node."""
    return partial(enter, dialogue)


@pytest.fixture
def colleague(region, enter):
    """Gives a person at a browser, at whichever node of the region has an account for them."""

    def colleague(username, **options):
        (theirs,) = [node for node in region.values() if username in {person.username for person in node.described.people}]
        return enter(theirs, username, **options)

    return colleague
