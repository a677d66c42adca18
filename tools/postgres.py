"""A PostgreSQL of its own for one test run: private folder, private socket, gone afterwards.

PostgreSQL refuses to run as root, so root hands the cluster to the system's `postgres` user.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tools.saying import Problem

OWNER_IF_ROOT = "postgres"
# The tests connect as an ordinary role: a superuser would walk past row-level security and prove nothing.
ROLE = "CREATE ROLE amana LOGIN CREATEDB;\nCREATE DATABASE amana OWNER amana;\n"
LOCALE = "--locale=C.UTF-8" if sys.platform == "linux" else "--no-locale"
# Nothing in a test cluster has to survive a power cut, and syncing would take most of the time.
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=60")


def programs() -> Path | None:
    """The folder with initdb and pg_ctl, newest version first; None if PostgreSQL's server is not installed."""
    on_path = shutil.which("initdb")
    candidates = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    if on_path:
        candidates.insert(0, Path(on_path).resolve().parent)
    return next((folder for folder in candidates if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


@contextmanager
def cluster(folder_with_programs: Path) -> Iterator[str]:
    """A running cluster; gives its address (postgresql://...) and removes everything at the end."""
    home = Path(tempfile.mkdtemp(prefix="amana-pg-"))
    try:
        if _is_root():
            shutil.chown(home, OWNER_IF_ROOT)
        data, log = home / "data", home / "log"
        _run(folder_with_programs / "initdb", "-D", data, "-A", "trust", "-E", "UTF8", LOCALE, "--no-sync", "-U", "postgres")
        _run(folder_with_programs / "postgres", "--single", "-D", data, "postgres", told=ROLE)
        options = " ".join([f"-k {home}", *(f"-c {setting}" for setting in SETTINGS)])
        _run(folder_with_programs / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")
        try:
            yield f"postgresql://amana@/amana?host={quote(str(home), safe='')}"
        finally:
            _run(folder_with_programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _run(*command: str | Path, told: str = "") -> None:
    as_owner = ["runuser", "-u", OWNER_IF_ROOT, "--"] if _is_root() else []
    words = [*as_owner, *(str(part) for part in command)]
    # a file, not a pipe: the server inherits it and would keep a pipe open for as long as it runs
    with tempfile.TemporaryFile() as heard:
        done = subprocess.run(words, cwd="/", input=told.encode(), stdout=heard, stderr=heard, check=False)
        if done.returncode != 0:
            heard.seek(0)
            print(heard.read().decode(errors="replace"))
            raise Problem(f"PostgreSQL's {Path(command[0]).name} failed; its words are above.", "The tests on PostgreSQL were not run.")
