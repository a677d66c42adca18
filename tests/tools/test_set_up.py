"""The first command a newcomer types: what it refuses, what it skips, what it says."""

import ast
import re
import runpy
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tools import environment, front_end, places, testing, translations
from tools.saying import Problem

RUN = places.ROOT / "run.py"


@pytest.fixture
def empty_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in place of the checkout, with an empty environment in it."""
    monkeypatch.setattr(places, "ROOT", tmp_path)
    monkeypatch.setattr(places, "ENVIRONMENT", tmp_path / ".venv")
    (tmp_path / ".venv").mkdir()
    return tmp_path


def test_an_older_python_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 13, "final", 0))
    with pytest.raises(SystemExit, match=r"Amana needs Python 3\.11 or newer"):
        runpy.run_path(str(RUN), run_name="__main__")


def test_an_older_python_can_read_the_refusal() -> None:
    ast.parse(RUN.read_text(encoding="utf-8"), feature_version=(3, 4))


def test_what_runs_before_anything_is_installed_imports_the_standard_library_alone() -> None:
    allowed = set(sys.stdlib_module_names) | {"tools"}
    found = set()
    for path in [RUN, *places.ROOT.glob("tools/*.py")]:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:  # imports inside functions run in the environment
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found |= {name.split(".")[0] for name in names}
    assert found <= allowed


def test_a_finished_step_is_skipped_until_what_it_read_changes(empty_checkout: Path) -> None:
    lock = empty_checkout / "lock.txt"
    lock.write_text("one", encoding="utf-8")
    mark = environment.Mark("step", lock)
    assert not mark.is_current()
    mark.write()
    assert mark.is_current()
    lock.write_text("two", encoding="utf-8")
    assert not mark.is_current()
    assert mark.is_left_over()


def test_a_checkout_that_was_moved_is_set_up_anew(empty_checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = environment.Mark("step")
    mark.write()
    monkeypatch.setattr(places, "ROOT", empty_checkout / "elsewhere")
    assert mark.is_left_over()


def test_a_failed_installation_is_not_remembered(empty_checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = empty_checkout / "lock.txt"
    lock.write_text("one", encoding="utf-8")
    monkeypatch.setattr(environment, "run", lambda *_, **__: 1)
    with pytest.raises(Problem, match="could not be installed"):
        environment.install("step", lock, why="nothing")
    assert not environment.Mark("step", lock).is_current()


def test_a_python_without_venv_is_told_what_to_install(empty_checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty_checkout / ".venv").rmdir()
    crippled = empty_checkout / "python"
    crippled.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    crippled.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(crippled))
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(Problem) as problem:
        environment.prepare()
    assert "python3-venv" in problem.value.remedy
    assert not (empty_checkout / ".venv").exists()


def test_every_copied_set_of_files_brings_its_licence() -> None:
    missing = [f"{copied.to}/{copied.package}" for copied in front_end.COPIES if not _licence(copied).is_file()]
    assert missing == []


def _licence(copied: front_end.Copied) -> Path:
    return copied.to / f"LICENSE-{Path(copied.package).name}.txt"


def test_pages_name_exactly_the_files_that_are_copied_for_them() -> None:
    sources = [
        path for path in places.SOURCE.rglob("*") if path.suffix in {".html", ".css", ".js", ".py"} and places.VENDOR not in path.parents
    ]
    named = {name for path in sources for name in re.findall(r"vendor/(\w+/[\w.-]+\.\w+)", path.read_text(encoding="utf-8"))}
    shown = [copied for copied in front_end.COPIES if places.VENDOR in copied.to.parents]
    copied = {f"{copied.to.name}/{Path(file).name}" for copied in shown for file in copied.files if not file.endswith(".map")}
    assert named == copied


def test_a_translation_is_compiled_without_its_guesses(tmp_path: Path) -> None:
    po = _catalogue(tmp_path, 'msgid "Yes"\nmsgstr "Oui"\n\n#, fuzzy\nmsgid "No"\nmsgstr "Peut-être"\n')
    assert translations.compile_file(po) == []
    compiled = po.with_suffix(".mo").read_bytes()
    assert b"Oui" in compiled
    assert "Peut-être".encode() not in compiled


def test_a_translation_with_another_placeholder_is_not_compiled(tmp_path: Path) -> None:
    po = _catalogue(tmp_path, '#, python-format\nmsgid "%(count)s files"\nmsgstr "%(nombre)s dossiers"\n')
    assert len(translations.compile_file(po)) == 1
    assert not po.with_suffix(".mo").exists()


def _catalogue(folder: Path, messages: str) -> Path:
    po = folder / "fr" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text(f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n{messages}', encoding="utf-8")
    return po


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[tuple[str, ...]]]:
    """A machine with or without the programs the tests need; gives the list of what pytest was then asked to run."""

    def make(*, chromium: bool, postgresql: bool, ci: bool) -> list[tuple[str, ...]]:
        asked: list[tuple[str, ...]] = []
        monkeypatch.delenv("CHROMIUM", raising=False)
        monkeypatch.setenv("CI", "true" if ci else "")
        monkeypatch.setenv(testing.TEST_DATABASE, "postgresql://tests@localhost/tests" if postgresql else "")
        monkeypatch.setattr(testing.postgres, "programs", lambda: None)
        monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/chromium" if chromium and name == "chromium" else None)
        monkeypatch.setattr(testing.checks, "failed", lambda _: [])
        monkeypatch.setattr(environment, "run", lambda command, **_: asked.append(tuple(map(str, command))) or 0)
        return asked

    return make


def test_what_a_laptop_cannot_run_is_named_and_left_out(machine: Callable[..., list[object]], capsys: pytest.CaptureFixture[str]) -> None:
    asked = machine(chromium=False, postgresql=False, ci=False)
    assert testing.run_everything() == 0
    assert len(asked) == 1
    said = capsys.readouterr().out
    assert "Not run: browser journeys" in said
    assert "Not run: tests on PostgreSQL" in said


def test_what_ci_cannot_run_is_a_failure(machine: Callable[..., list[object]]) -> None:
    machine(chromium=True, postgresql=False, ci=True)
    assert testing.run_everything() == 1


def test_a_complete_machine_runs_both_databases(machine: Callable[..., list[object]]) -> None:
    asked = machine(chromium=True, postgresql=True, ci=True)
    assert testing.run_everything() == 0
    assert len(asked) == 2
