"""A directory made by two members on two machines, carried to a node, and a key changed, all as people type it.

What needs no node runs in this process: thirty starts of a program would show nothing more.
"""

import os
import re
import shutil
import subprocess

import pytest

from amana.node import cli
from amana.node.commands import directory as commands
from tests.kill.nodes import CLI, ROOT

FINGERPRINT = re.compile(r"(?m)^  ((?:[0-9a-f]{4} ){7,15}[0-9a-f]{4})$")
UNTIL = ("--until", "2100-01-01")


class Machine:
    """A machine of a member of the governance: a folder, and a passphrase in somebody's head."""

    def __init__(self, place, passphrase, monkeypatch, capsys):
        self.place, self.passphrase, self._monkeypatch, self._capsys = place, passphrase, monkeypatch, capsys
        place.mkdir()

    def __call__(self, *words, succeeds=True, passphrase=None):
        """Type `amana directory WORDS`; gives what it said."""
        self._monkeypatch.chdir(self.place)
        self._monkeypatch.setenv("AMANA_GOVERNANCE_PASSPHRASE", passphrase or self.passphrase)
        self._monkeypatch.setattr(commands, "start_django", lambda: None)
        code = cli.main(["directory", *(str(word) for word in words)])
        said = self._capsys.readouterr()
        assert (code == 0) is succeeds, said.out + said.err
        return said.out if succeeds else said.err

    def carry(self, name, other, as_name):
        """Take a file of this machine to another."""
        shutil.copy(self.place / name, other.place / as_name)


@pytest.fixture
def amina(tmp_path, monkeypatch, capsys):
    return Machine(tmp_path / "amina", "four words of hers alone", monkeypatch, capsys)


@pytest.fixture
def bruno(tmp_path, monkeypatch, capsys):
    return Machine(tmp_path / "bruno", "four words of his alone", monkeypatch, capsys)


@pytest.fixture
def node(tmp_path):
    """Type `amana WORDS` on a node that was made for this, in a process of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AMANA_")}
    environment = {**kept, "AMANA_HOME": str(tmp_path / "node"), "PYTHONPATH": str(ROOT / "src")}

    def amana(*words, succeeds=True):
        command = [*CLI, *(str(word) for word in words)]
        done = subprocess.run(command, cwd=tmp_path, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        assert (done.returncode == 0) is succeeds, done.stdout + done.stderr
        return done.stdout if succeeds else done.stderr

    amana("init", "--name", "Maji", "--country", "ET")
    return amana


def read_aloud(said):
    return FINGERPRINT.findall(said)[-1]


def begin(amina, bruno):
    """Each member makes a key at home, and Amina begins the directory."""
    amina("key", "amina.key", "--name", "Amina")
    bruno("key", "bruno.key", "--name", "Bruno")
    bruno.carry("bruno.key.pub", amina, "bruno.key.pub")
    amina("init", "Invented region", "--member", "amina.key.pub", "--member", "bruno.key.pub", "--threshold", 2)


def signed_by_both(amina, bruno):
    """Amina signs, Bruno looks at it on his machine and signs, and it comes back. Gives what Bruno was shown."""
    amina("sign", "--key", "amina.key")
    amina.carry("amana-directory/draft.json", bruno, "carried.json")
    shown = bruno("show", "carried.json")
    assert "It can be published now" in bruno("sign", "--key", "bruno.key", "--draft", "carried.json")
    bruno.carry("carried.json", amina, "back.json")
    return shown


def test_what_one_member_alone_cannot_do(amina, bruno):
    begin(amina, bruno)
    assert "directory.would_overwrite" in bruno("key", "bruno.key", "--name", "B", succeeds=False)
    assert "directory.draft_exists" in amina("init", "X", "--member", "amina.key.pub", "--threshold", 1, succeeds=False)
    assert "directory.governance_key_wrong" in amina("sign", "--key", "amina.key", succeeds=False, passphrase=bruno.passphrase)
    amina("sign", "--key", "amina.key")
    assert "directory.signatures_missing" in amina("publish", "--key", "amina.key", succeeds=False)
    assert not (amina.place / "amana-directory" / "published").exists()
    assert "directory.draft_missing" in bruno("sign", "--key", "bruno.key", succeeds=False)
    assert "directory.dangling" in amina(
        "agree", "et-maji", "et-maji", "--id", "x", "--kind", "lead", "--purpose", "help", *UNTIL, succeeds=False
    )
    assert "directory.nothing_to_revoke" in amina("revoke", "nobody", succeeds=False)


def test_the_governance_changes_with_the_signatures_of_both_sides(amina, bruno):
    begin(amina, bruno)
    signed_by_both(amina, bruno)
    first = read_aloud(amina("publish", "back.json", "--key", "amina.key"))
    amina("key", "new.key", "--name", "Amina anew")
    said = amina("keys", "--member", "new.key.pub", "--member", "bruno.key.pub", "--threshold", 2)
    assert "by 2 members" in said
    signed = signed_by_both  # the old keys of both, and then the new one of Amina
    amina("sign", "--key", "new.key")
    shown = signed(amina, bruno)
    assert "It changes who may sign" in shown
    second = read_aloud(amina("publish", "back.json", "--key", "new.key"))
    assert first != second
    assert "directory.not_of_the_governance" in amina("publish", "--key", "amina.key", succeeds=False)
    assert read_aloud(amina("publish", "--key", "new.key")) == second


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.skipif(bool(os.environ.get("AMANA_DATABASE_URL")), reason="the node of this test has a file of its own")
def test_a_node_is_listed_goes_by_the_directory_and_changes_a_key(amina, bruno, node, tmp_path):
    made = node("desk", "add", "protection", "--kind", "protection", "--request", "amina/maji.json")
    assert "directory.desk_kind_refused" in node("desk", "add", "police", "--kind", "police", succeeds=False)
    begin(amina, bruno)
    assert "directory.request_unconfirmed" in amina("add", "maji.json", "--id", "et-maji", succeeds=False)
    assert read_aloud(made) in amina("show", "maji.json")
    said = amina("add", "maji.json", "--id", "et-maji", "--fingerprint", read_aloud(made))
    assert "+ desk et-maji/protection" in said
    amina("agree", "et-maji", "et-maji", "--id", "within", "--kind", "referral", "--purpose", "assistance", *UNTIL)
    shown = signed_by_both(amina, bruno)
    assert "Signed by: Amina" in shown
    assert "agreement within: et-maji <-> et-maji" in shown
    fingerprint = read_aloud(amina("publish", "back.json", "--key", "amina.key"))
    bundle = amina.place / "amana-directory" / "directory-bundle.json"
    old = shutil.copy(bundle, tmp_path / "old.json")

    assert "directory.root_unknown" in node("directory", "import", bundle, succeeds=False)
    assert "1 nodes, 1 desks" in node("directory", "import", bundle, "--fingerprint", fingerprint)
    assert fingerprint in node("directory", "show").replace("Fingerprint:", " ")

    # Of a node that is listed nobody has to read anything aloud; and the published folder serves as well as the file.
    node("desk", "rotate", "protection", "--request", "amina/maji.json")
    assert "~ desk et-maji/protection: keys" in amina("add", "maji.json")
    signed_by_both(amina, bruno)
    amina("publish", "back.json", "--key", "amina.key")
    node("directory", "import", amina.place / "amana-directory" / "published")
    assert "directory.rolled_back" in node("directory", "import", old, succeeds=False)
    listed = node("desk", "list")
    assert listed.count("et-maji/protection") == 2
    oldest = listed.splitlines()[-1].split("\t")[2]
    node("desk", "destroy", "protection", oldest)
    assert oldest not in node("desk", "list")
    assert node("audit", "verify")
