"""Choosing and changing the passphrase: nothing that can be guessed, and no moment at which a crash locks the node out."""

import random
import stat

import pytest

from amana.kernel.ids import new_id
from amana.kernel.sealed import passphrase
from amana.kernel.sealed.errors import PassphraseFileFixed, PassphraseMissing, PassphrasesDiffer, PassphraseTooShort, PassphraseWrong
from amana.kernel.sealed.file_keystore import FileKeyStore
from amana.kernel.sealed.keystore import create_keystore
from amana.kernel.sealed.passphrase import beside, find_passphrase, first_passphrase, new_passphrase, read
from tests.kernel.sealed.keystores import PASSPHRASE, fresh_keystore
from tests.kernel.sealed.killing import run_and_kill

NEW = "nine cranes over the hills"


class Typist:
    """Somebody at the terminal who types these answers, one after the other."""

    def __init__(self, *answers):
        self.answers = list(answers)

    def isatty(self):
        return True

    def __call__(self, _prompt):
        return self.answers.pop(0)


@pytest.fixture
def nothing_given(monkeypatch):
    for name in ("AMANA_PASSPHRASE", "AMANA_PASSPHRASE_FILE", "AMANA_NEW_PASSPHRASE", "AMANA_NEW_PASSPHRASE_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.stdin", None)


@pytest.fixture
def types(monkeypatch, nothing_given):
    def at_the_terminal(*answers):
        typist = Typist(*answers)
        monkeypatch.setattr("sys.stdin", typist)
        monkeypatch.setattr("getpass.getpass", typist)

    return at_the_terminal


@pytest.fixture
def kept(tmp_path, monkeypatch, nothing_given):
    """A key store whose passphrase lies in a file."""
    fresh_keystore(tmp_path / "keys").close()
    file = tmp_path / "passphrase"
    file.write_text(f"{PASSPHRASE}\n")
    file.chmod(0o640)
    monkeypatch.setenv("AMANA_PASSPHRASE_FILE", str(file))
    return file


def test_the_passphrase_comes_from_file_then_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("AMANA_PASSPHRASE", "from the environment")
    monkeypatch.delenv("AMANA_PASSPHRASE_FILE", raising=False)
    assert find_passphrase() == "from the environment"
    (tmp_path / "p").write_text("from a file\n")
    monkeypatch.setenv("AMANA_PASSPHRASE_FILE", str(tmp_path / "p"))
    assert find_passphrase() == "from a file"


@pytest.mark.parametrize("how", ["nothing", "empty", "no file"])
def test_without_a_passphrase_nothing_starts(monkeypatch, tmp_path, how):
    monkeypatch.delenv("AMANA_PASSPHRASE", raising=False)
    monkeypatch.delenv("AMANA_PASSPHRASE_FILE", raising=False)
    monkeypatch.setattr("sys.stdin", None)
    if how == "empty":
        monkeypatch.setenv("AMANA_PASSPHRASE", "")
    if how == "no file":
        monkeypatch.setenv("AMANA_PASSPHRASE_FILE", str(tmp_path / "none"))
    with pytest.raises(PassphraseMissing):
        find_passphrase()


@pytest.mark.parametrize("asked", [first_passphrase, new_passphrase])
def test_a_new_passphrase_is_typed_twice(types, asked):
    types(NEW, NEW)
    assert asked() == NEW
    types(NEW, "nine cranes over the hill")
    with pytest.raises(PassphrasesDiffer):
        asked()


@pytest.mark.parametrize("asked", [first_passphrase, new_passphrase])
def test_a_passphrase_that_could_be_guessed_is_not_taken(types, asked):
    types("short words", "short words")
    with pytest.raises(PassphraseTooShort):
        asked()


def test_no_keys_are_made_under_a_short_passphrase(tmp_path, monkeypatch, nothing_given):
    monkeypatch.setenv("AMANA_PASSPHRASE", "too short")
    with pytest.raises(PassphraseTooShort):
        create_keystore(tmp_path)
    assert not (tmp_path / "keys").exists()


def test_without_anybody_who_says_it_there_is_no_new_passphrase(nothing_given):
    with pytest.raises(PassphraseMissing):
        new_passphrase()


def test_the_new_passphrase_comes_from_a_file_before_the_environment(tmp_path, monkeypatch, nothing_given):
    monkeypatch.setenv("AMANA_NEW_PASSPHRASE", NEW)
    assert new_passphrase() == NEW
    (tmp_path / "new").write_text("eleven storks in a field\n")
    monkeypatch.setenv("AMANA_NEW_PASSPHRASE_FILE", str(tmp_path / "new"))
    assert new_passphrase() == "eleven storks in a field"


def test_the_file_says_the_new_passphrase_to_the_same_readers(kept):
    FileKeyStore.find(kept.parent / "keys").change_passphrase(NEW, files=[kept])
    assert read(kept) == NEW
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640
    assert not beside(kept).exists()
    FileKeyStore.find(kept.parent / "keys")
    with pytest.raises(PassphraseWrong):
        FileKeyStore.unlock(kept.parent / "keys", PASSPHRASE)


def test_where_the_file_is_a_link_what_it_points_to_is_changed(kept, monkeypatch):
    link = kept.with_name("link")
    link.symlink_to(kept)
    monkeypatch.setenv("AMANA_PASSPHRASE_FILE", str(link))
    FileKeyStore.find(kept.parent / "keys").change_passphrase(NEW, files=[link])
    assert link.is_symlink()
    assert read(kept) == NEW


def test_a_file_that_cannot_be_written_leaves_everything_as_it_was(kept, monkeypatch):
    def refused(*_):
        raise PermissionError

    monkeypatch.setattr(passphrase, "write_whole", refused)
    with pytest.raises(PassphraseFileFixed):
        FileKeyStore.find(kept.parent / "keys").change_passphrase(NEW, files=[kept])
    assert read(kept) == PASSPHRASE
    FileKeyStore.find(kept.parent / "keys")


@pytest.mark.parametrize("step", ["before the keys", "after the keys"])
def test_a_change_that_was_cut_off_locks_nobody_out(kept, monkeypatch, step):
    class CutOffError(Exception):
        pass

    def cut(*_):
        raise CutOffError

    place = "amana.kernel.sealed.keyring.save" if step == "before the keys" else "amana.kernel.sealed.file_keystore.put_in_place"
    store = FileKeyStore.find(kept.parent / "keys")
    with monkeypatch.context() as patched:
        patched.setattr(place, cut)
        with pytest.raises(CutOffError):
            store.change_passphrase(NEW, files=[kept])
    assert beside(kept).exists()
    FileKeyStore.find(kept.parent / "keys")
    assert read(kept) == (PASSPHRASE if step == "before the keys" else NEW)
    # and the next change is a whole one
    FileKeyStore.find(kept.parent / "keys").change_passphrase("eleven storks in a field", files=[kept])
    FileKeyStore.unlock(kept.parent / "keys", "eleven storks in a field")
    assert read(kept) == "eleven storks in a field"


def test_a_wrong_passphrase_stays_wrong(kept):
    kept.write_text("something else altogether")
    with pytest.raises(PassphraseWrong):
        FileKeyStore.find(kept.parent / "keys")


@pytest.mark.usefixtures("transactional_db")  # only because a fork closes the database's connections
def test_killed_at_any_moment_the_file_still_opens_the_keys(kept):
    folder, chance, ref = kept.parent / "keys", random.Random(11), new_id()
    store = FileKeyStore.find(folder)
    store.create_file_keys([ref])
    key = store.file_key(ref)
    store.close()

    def change_again_and_again(tell):
        store = FileKeyStore.find(folder)
        for number in range(10**6):
            store.change_passphrase(f"{NEW} {number}", files=[kept])
            tell(f"{number}")

    changed, between = 0, 0
    for _ in range(25):
        killed = run_and_kill(change_again_and_again, after=chance.uniform(0.02, 0.12))
        assert killed.was_killed
        changed += len(killed.told)
        between += beside(kept).exists()
        again = FileKeyStore.find(folder)
        assert again.file_key(ref) == key
        again.close()
        assert FileKeyStore.unlock(folder, read(kept)).file_key(ref) == key, "what find opened is in its place"
    assert changed > 25
    assert between > 0, "no kill hit the middle of a change"
