"""A pilot on SQLite moves to PostgreSQL by backup and restore."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from amana.kernel.audit.verify import verify_node
from amana.kernel.sealed.file_keystore import FileKeyStore
from amana.kernel.sealed.keystore import use_keystore
from tests.kernel.sealed.keystores import PASSPHRASE

ON_SQLITE = """
import json, sys
from datetime import timedelta
from pathlib import Path
import django
django.setup()
from django.core.management import call_command
from django.utils import timezone
call_command("migrate", interactive=False, verbosity=0)
from amana.kernel.backup.backup import backup
from amana.kernel.sealed.keystore import use_keystore
from tests.kernel.backup.worlds import World
from tests.kernel.sealed.keystores import fresh_keystore
home = Path(sys.argv[1])
with use_keystore(fresh_keystore(home / "keys")) as keystore:
    world = World(keystore=keystore, home=home, archive=home / "node.age")
    world.holder(opened_at=timezone.now(), until=timezone.now() + timedelta(hours=1))
    for text in ("one", "ሁለት", "ثلاثة"):
        world.record(text)
    backup(world.archive)
    print(json.dumps({"texts": world.texts(), "rows": world.rows()}))
"""


@pytest.mark.postgres
@pytest.mark.slow
def test_what_was_written_on_sqlite_is_read_on_postgresql(world, tmp_path, settings):
    home = tmp_path / "pilot"
    home.mkdir()
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", ON_SQLITE, str(home)],
        env={**os.environ, "AMANA_HOME": str(home), "AMANA_DATABASE_URL": "", "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    written = json.loads(done.stdout)
    settings.AMANA_HOME = home
    from amana.kernel.backup.restore import restore

    with use_keystore(FileKeyStore.unlock(home / "keys", PASSPHRASE)):
        restore(home / "node.age", replace=True)
        assert world.texts() == written["texts"]
        assert sorted(written["texts"].values()) == sorted(["one", "ሁለት", "ثلاثة"])
        assert json.loads(json.dumps(world.rows())) == written["rows"]
        assert verify_node().ok
