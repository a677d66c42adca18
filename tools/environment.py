"""The virtual environment `.venv`: made with uv where possible, filled from hash-locked lists.

Every list in `requirements/*.txt` carries a hash for every file it may install and no address, so what is installed is
what was reviewed, from whichever registry or mirror the machine is set up for. A mark per list (a hash of everything
the step read) lets the next start skip it.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools import places
from tools.saying import Problem, say

SETTINGS = {
    "UV_PYTHON_DOWNLOADS": "never",
    # offices often inspect traffic with a certificate of their own, which only the system's list knows
    "UV_SYSTEM_CERTS": "1",
    "UV_NATIVE_TLS": "1",  # the same, for an older uv on PATH
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INPUT": "1",
}

EXTRAS = ("spark",)  # lists of packages that most nodes never need


class Mark:
    """A file that remembers what a finished step was made from."""

    def __init__(self, name: str, *sources: Path) -> None:
        self._file = places.ENVIRONMENT / f"amana-{name}.mark"
        self._sources = sources

    def is_current(self) -> bool:
        """Whether the step was finished with the same sources, interpreter and place."""
        return self._file.is_file() and self._file.read_text(encoding="utf-8") == self._content()

    def is_left_over(self) -> bool:
        """Whether the step was finished, but with something else."""
        return self._file.is_file() and not self.is_current()

    def write(self) -> None:
        """Remember that the step is done; called only after all of it succeeded."""
        self._file.write_text(self._content(), encoding="utf-8")

    def _content(self) -> str:
        digest = hashlib.sha256(f"{sys.version}\n{places.ROOT}\n".encode())
        for source in self._sources:
            digest.update(source.read_bytes())
        return digest.hexdigest()


def prepare() -> None:
    """Make the environment with everything the product runs on, and install the product itself in place."""
    _make()
    install("base", places.REQUIREMENTS / "base.txt", why="the packages Amana runs on")
    _install_project()


def prepare_for_tests() -> None:
    """Add what only tests and checks need."""
    install("dev", places.REQUIREMENTS / "dev.txt", why="the packages that test Amana")


def prepare_extra(name: str) -> None:
    """Add one of `EXTRAS`, which the product does without."""
    install(name, places.REQUIREMENTS / f"{name}.txt", why=f"the extra {name}")


def python() -> Path:
    """The environment's interpreter."""
    return program("python")


def program(name: str) -> Path:
    """A program of the environment."""
    return places.ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin") / (f"{name}.exe" if os.name == "nt" else name)


def install(name: str, lock: Path, *, why: str) -> None:
    """Install one locked list unless the last run did; every file is checked against its hash."""
    mark = Mark(name, lock)
    if mark.is_current():
        return
    say(f"Installing {why}")
    _installer_run(["--require-hashes", "-r", str(lock)])
    mark.write()


def run(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, quiet: bool = False) -> int:
    """Run a program from the repository's root and give its exit code."""
    out = subprocess.DEVNULL if quiet else None
    done = subprocess.run([str(part) for part in command], cwd=places.ROOT, env={**os.environ, **(env or {})}, stdout=out, check=False)
    return done.returncode


def _make() -> None:
    """Make `.venv`, again if the one there was made for another Python or folder, or no longer starts."""
    mark = Mark("python")
    if mark.is_current() and python().exists():
        return
    if places.ENVIRONMENT.exists() and (mark.is_left_over() or _version_inside() != list(sys.version_info[:3])):
        say("Removing the environment .venv, which was made for another Python or another folder")
        shutil.rmtree(places.ENVIRONMENT)
    if not places.ENVIRONMENT.exists():
        say(f"Making the environment .venv for Python {'.'.join(map(str, sys.version_info[:3]))}")
        uv = shutil.which("uv")
        if not (uv and run([uv, "venv", "--quiet", "--seed", "--python", sys.executable, places.ENVIRONMENT], env=SETTINGS) == 0):
            _make_with_venv()
    mark.write()


def _make_with_venv() -> None:
    shutil.rmtree(places.ENVIRONMENT, ignore_errors=True)
    done = subprocess.run([sys.executable, "-m", "venv", str(places.ENVIRONMENT)], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    shutil.rmtree(places.ENVIRONMENT, ignore_errors=True)
    raise Problem(
        f"This Python ({sys.executable}) cannot make a virtual environment: its venv or ensurepip module is missing.",
        "Install it (on Debian and Ubuntu: apt install python3-venv) or put uv on the PATH, then run this again.",
    )


def _version_inside() -> list[int] | None:
    """The version of the environment's interpreter; None when it does not start."""
    try:
        answer = subprocess.run([python(), "-c", "import sys; print(*sys.version_info[:3])"], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return [int(part) for part in answer.stdout.split()] if answer.returncode == 0 else None


def _installer_run(arguments: list[str]) -> None:
    """Install with uv; with pip where there is no uv for this machine or only pip was told of the mirror to use."""
    uv = _uv()
    if uv and run([uv, "pip", "install", "--quiet", "--python", python(), *arguments], env=SETTINGS) == 0:
        return
    if uv:
        say("uv could not; trying pip, which takes longer")
    if run([python(), "-m", "pip", "install", "--quiet", *arguments], env=SETTINGS) != 0:
        raise Problem(
            "The packages could not be installed; the installer's own words are above.",
            "Check that this machine reaches a package registry and that the disk has 1 GB free, then run this again.",
        )


def _uv() -> str | None:
    """The uv of the environment, else the one on PATH; installed by hash on first use, None where that fails."""
    if program("uv").exists():
        return str(program("uv"))
    found = shutil.which("uv")
    if found:
        return found
    say("Installing the installer (uv)")
    lock = places.REQUIREMENTS / "uv.txt"
    done = run([python(), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock], env=SETTINGS)
    return str(program("uv")) if done == 0 else None


def _install_project() -> None:
    """Install Amana in place, without network: the build backend comes with the base list."""
    mark = Mark("project", places.PROJECT_FILE)
    if mark.is_current() and program("amana").exists():
        return
    _installer_run(["--no-deps", "--no-build-isolation", "--editable", str(places.ROOT)])
    mark.write()
