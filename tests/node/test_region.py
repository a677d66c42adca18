"""The demonstration region: what its descriptions say, and that one command starts, names and ends all of it."""

import os
import re
import signal
import sqlite3
import subprocess
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from amana.contexts.cases.consent.terms import Purpose
from amana.contexts.exchange.directory.terms import ROUTES, DeskKind
from amana.kernel.accounts.terms import DIALOGUE_ROLES, Role
from amana.kernel.organisations.terms import Mandate, OrganisationKind
from amana.node import demo, demo_directory
from amana.node.demo_nodes import AGREEMENTS, CARE, JUSTICE, KENYA, POLICY, REGION, DemoNode
from amana.node.profiles import parse
from tests.kill.nodes import CLI, ROOT, free_port, wait_until

START_SECONDS = 90


def test_no_two_nodes_share_a_key_a_port_or_a_folder() -> None:
    first = Path("/somewhere/demo")
    for values in ([node.key for node in REGION], [node.port for node in REGION], [node.folder(first) for node in REGION]):
        assert len(set(values)) == len(REGION)


def test_the_first_node_lies_where_it_was_asked_for_and_the_others_beside_it() -> None:
    assert CARE.folder(Path("/somewhere/demo")) == Path("/somewhere/demo")
    assert POLICY.folder(Path("/somewhere/demo")) == Path("/somewhere/demo-policy")


def test_a_name_finds_one_account_in_the_whole_region() -> None:
    assert max(Counter(person.username for node in REGION for person in node.people).values()) == 1


@pytest.mark.parametrize("node", REGION, ids=lambda node: node.key)
def test_every_word_of_a_description_is_one_the_node_knows(node) -> None:
    parse(node.profile)
    assert {kind for body in node.bodies for _, kind in body.desks} <= set(DeskKind)
    assert {person.role for person in node.people} <= set(Role)
    assert {body.kind for body in node.bodies} <= set(OrganisationKind)
    assert {mandate for body in node.bodies for mandate in body.mandates} <= set(Mandate)


@pytest.mark.parametrize("node", REGION, ids=lambda node: node.key)
def test_a_node_has_an_administrator_and_somebody_who_confirms(node) -> None:
    assert {Role.ADMINISTRATOR, Role.GUARDIAN} <= {person.role for person in node.people}


def test_the_policy_node_has_every_role_of_the_dialogue_and_focal_points_of_two_states() -> None:
    assert {person.role for person in POLICY.people} >= DIALOGUE_ROLES
    assert len({body.country for body in POLICY.bodies for person in body.people if person.role == Role.FOCAL_POINT}) >= 2


def test_the_region_stands_in_three_states_and_has_every_kind_of_way_a_message_can_go() -> None:
    assert len({node.country for node in (CARE, KENYA, JUSTICE)}) == 3
    assert [node.profile for node in REGION] == ["care", "care", "justice", "policy"]
    desks = {f"{node.id}/{name}": kind for node in REGION for body in node.bodies for name, kind in body.desks}
    assert sorted(desks.values()) == ["police", "protection", "protection", "protection"]
    assert len([body for body in KENYA.bodies if body.desks]) == 2
    for agreement in AGREEMENTS:
        assert set(agreement.between) <= {*desks, *(node.id for node in REGION)}
        assert set(agreement.kinds) <= set(ROUTES)
        assert set(agreement.purposes) <= set(Purpose)


class Region:
    """The whole region, made and started by the command a newcomer types, at ports that are free here."""

    def __init__(self, home: Path) -> None:
        own = {"AMANA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "amana.node.settings", "PYTHONPATH": str(ROOT / "src"), "CI": "true"}
        self.home = home
        self.environment = {**{key: value for key, value in os.environ.items() if not key.startswith("AMANA_")}, **own}

    def make(self) -> None:
        for node in REGION:
            folder = node.folder(self.home)
            self.run("demo-make", node.key, "--persons", "30", home=folder)
            settings = folder / "node.toml"
            settings.write_text(re.sub(r"(?m)^port = \d+$", f"port = {free_port()}", settings.read_text("utf-8")), "utf-8")

    def run(self, *words: str, home: Path | None = None) -> str:
        environment = {**self.environment, "AMANA_HOME": str(home or self.home)}
        done = subprocess.run([*CLI, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *words: str) -> "subprocess.Popen[str]":
        """Comes back when every address was printed."""
        command = [*CLI, "up", "--demo", "--no-browser", *words]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        started = subprocess.Popen(command, cwd=ROOT, env=self.environment, start_new_session=True, **pipes)
        self.said = ""
        wanted = 1 if words else len(REGION)
        for line in started.stdout:
            self.said += line
            if len(re.findall(r" runs at ", self.said)) == wanted and "password" in line:
                break
        return started

    def referrals(self, node: DemoNode) -> Counter[str]:
        """How many referrals of a node are in which state."""
        with closing(sqlite3.connect(f"file:{node.folder(self.home)}/amana.sqlite3?mode=ro", uri=True)) as tables:
            return Counter(state for (state,) in tables.execute("SELECT state FROM cases_referral"))

    def trusted(self, node: DemoNode) -> bytes:
        """The directory a node goes by; empty if it has none."""
        file = node.folder(self.home) / "directory" / "trusted.json"
        return file.read_bytes() if file.is_file() else b""


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    made = Region(tmp_path_factory.mktemp("region") / "demo")
    made.make()
    return made


def workers_and_servers(parent: int) -> list[int]:
    children = Path(f"/proc/{parent}/task/{parent}/children")
    if not children.exists():
        pytest.skip("needs /proc, to find the children")
    return [int(word) for word in children.read_text("ascii").split()]


@pytest.mark.slow
@pytest.mark.timeout(480)
@pytest.mark.skipif(bool(os.environ.get("AMANA_DATABASE_URL")), reason="each node of the demonstration has a file of its own")
def test_one_command_starts_all_names_a_process_that_died_and_ends_the_rest(region) -> None:
    started = region.start()
    try:
        children = workers_and_servers(started.pid)
        assert len(children) == 2 * len(REGION)
        assert region.trusted(CARE) == region.trusted(KENYA) == region.trusted(JUSTICE) != region.trusted(POLICY) == b""
        assert all(demo.is_whole(node.folder(region.home), node) for node in REGION)
        assert all(demo_directory.is_joined(node, region.home) for node in REGION)
        os.kill(children[-1], signal.SIGKILL)
        rest, _ = started.communicate(timeout=60)
        assert f"The worker of “{REGION[-1].name}” ended" in rest
        assert started.returncode == 1
        assert [child for child in children if Path(f"/proc/{child}").exists()] == []
    finally:
        started.kill()


@pytest.mark.slow
@pytest.mark.timeout(480)
@pytest.mark.skipif(bool(os.environ.get("AMANA_DATABASE_URL")), reason="each node of the demonstration has a file of its own")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGHUP])
def test_one_node_starts_alone_and_ctrl_c_or_a_closed_terminal_ends_it_without_a_complaint(region, sign) -> None:
    started = region.start("--only", "policy")
    try:
        assert POLICY.name in region.said
        assert CARE.name not in region.said
        children = workers_and_servers(started.pid)
        os.killpg(started.pid, sign)
        started.communicate(timeout=60)
        assert started.returncode == 0
        assert [child for child in children if Path(f"/proc/{child}").exists()] == []
    finally:
        started.kill()


@pytest.mark.slow
@pytest.mark.timeout(480)
@pytest.mark.skipif(bool(os.environ.get("AMANA_DATABASE_URL")), reason="each node of the demonstration has a file of its own")
def test_a_newcomer_finds_referrals_in_several_states_and_the_last_is_delivered_while_the_region_runs(region) -> None:
    started = region.start()
    try:
        there = {"accepted": 1, "declined": 1, "in_service": 1, "received": 2, "withdrawn": 1}
        wait_until(lambda: region.referrals(CARE) == region.referrals(KENYA) == there)
    finally:
        started.terminate()
        started.communicate(timeout=60)


@pytest.mark.slow
@pytest.mark.timeout(480)
@pytest.mark.skipif(bool(os.environ.get("AMANA_DATABASE_URL")), reason="each node of the demonstration has a file of its own")
def test_a_node_that_an_older_version_made_is_completed_and_keeps_what_it_holds(region) -> None:
    folder = JUSTICE.folder(region.home)
    accounts, keys = (folder / "demo-accounts.txt").read_text("utf-8"), (folder / "keys" / "keyring.json").read_bytes()
    (folder / "demo-made-by").unlink()
    (folder / "desk-request.json").unlink()
    assert not demo.is_whole(folder, JUSTICE)
    started = region.start("--only", "justice")
    try:
        assert "Completing" in region.said
        assert demo.is_whole(folder, JUSTICE)
        assert demo_directory.is_joined(JUSTICE, region.home)
        assert (folder / "demo-accounts.txt").read_text("utf-8") == accounts
        assert (folder / "keys" / "keyring.json").read_bytes() == keys
    finally:
        started.terminate()
        started.communicate(timeout=60)


@pytest.mark.slow
@pytest.mark.parametrize("username", [node.people[0].username for node in REGION])
@pytest.mark.skipif(bool(os.environ.get("AMANA_DATABASE_URL")), reason="each node of the demonstration has a file of its own")
def test_the_code_of_any_account_is_found_whichever_node_has_it(region, username) -> None:
    assert re.match(r"\d{6}  ", region.run("demo-code", username))
