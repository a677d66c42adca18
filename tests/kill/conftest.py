"""The node that is killed again and again: on the kind of database the run was asked for, with processes of its own."""

import os

import pytest


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL of its own, where the run is on PostgreSQL; otherwise none."""
    from tests.kill.databases import Server
    from tools import postgres

    if not os.environ["AMANA_DATABASE_URL"]:
        yield None
        return
    programs = postgres.programs()
    if programs is None:
        pytest.skip("needs PostgreSQL's own programs, to kill and start a server")
    with postgres.cluster(programs) as address:
        made = Server(address)
        try:
            yield made
        finally:
            if not made.runs:  # a test failed while it was dead, and what is dead cannot be stopped
                made.start()


@pytest.fixture(scope="session")
def node(server, tmp_path_factory):
    """A node with Sara in it."""
    from tests.kill.nodes import node_in

    with node_in(tmp_path_factory.mktemp("killed") / "node", server.url if server else "") as made:
        yield made
