"""One running demonstration node for all journeys; whoever signs in once stays signed in."""

import os

import pytest

from tests.journeys.walking import Walker


@pytest.fixture(scope="session")
def database_url():
    """Where the node keeps its tables: on PostgreSQL where the run is, otherwise in its own file."""
    from tools import postgres

    if not os.environ["AMANA_DATABASE_URL"]:
        yield ""
        return
    programs = postgres.programs()
    if programs is None:
        pytest.skip("needs PostgreSQL's own programs, to give the node a server of its own")
    with postgres.cluster(programs) as address:
        yield address


@pytest.fixture(scope="session")
def node(database_url, tmp_path_factory):
    """The node, made and started once."""
    from tests.journeys.nodes import demo_node

    with demo_node(tmp_path_factory.mktemp("journey") / "node", database_url) as running:
        yield running


@pytest.fixture(scope="session")
def signed_in():
    """What each browser remembers, by sign-in name: a code of the second factor counts only once."""
    return {}


@pytest.fixture
def walker(node, new_context, signed_in):
    """Gives a person at a browser of their own."""

    def enter(username: str = "", *, size: tuple[int, int] = (1280, 900), **options: object) -> Walker:
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
