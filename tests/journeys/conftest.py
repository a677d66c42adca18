"""The running nodes of the demonstration, each made once for all journeys; whoever signs in once stays signed in."""

import os
from contextlib import contextmanager
from functools import partial

import pytest

from tests.journeys.walking import Walker


@contextmanager
def running(described, folder):
    """A node of the region that runs: its tables on PostgreSQL where the run is, otherwise in a file of its own."""
    from tests.journeys.nodes import demo_node
    from tools import postgres

    if not os.environ["AMANA_DATABASE_URL"]:
        with demo_node(folder, "", described) as node:
            yield node
        return
    programs = postgres.programs()
    if programs is None:
        pytest.skip("needs PostgreSQL's own programs, to give the node a server of its own")
    with postgres.cluster(programs) as address, demo_node(folder, address, described) as node:
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
