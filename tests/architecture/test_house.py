"""The house rules that a machine can check, asked of every file under version control."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

from tools.places import ROOT

LONGEST_MODULE = 400
VAGUE_NAMES = frozenset({"utils", "util", "common", "misc", "helpers", "helper", "manager", "managers"})
THIRD_PARTY = re.compile(r"\.min\.(js|css)$|\.(woff2?|ttf|otf|eot|whl|tgz|map|mo)$|(^|/)(node_modules|vendor)/")

# Written in pieces, so that this file does not break its own rule.
REGISTRIES = [("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs"), ("npmjs", "com"), ("crates", "io"), ("deb", "debian", "org")]
MACHINE_PATHS = [("/", "work/"), ("/", "root/"), (".py", "env/"), ("../", "shared")]
HOST = [r"\b" + r"\.".join(parts) + r"\b" for parts in REGISTRIES]
PATH = [r"(?<![\w./>-])" + re.escape("".join(parts)) for parts in MACHINE_PATHS]
NOT_IN_THE_TREE = re.compile("|".join(HOST + PATH))


@cache
def tracked() -> tuple[Path, ...]:
    """Every file under version control that is there; needs the git checkout the tests run in."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file())


def relative(path: Path) -> PurePosixPath:
    return PurePosixPath(path.relative_to(ROOT).as_posix())


def modules(below: str = "") -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and relative(path).as_posix().startswith(below)]


def text_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Numbered lines of a text file; nothing of a file that is not UTF-8."""
    try:
        yield from enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    except UnicodeDecodeError:
        return


def test_the_checkout_is_looked_at_whole() -> None:
    assert {"run.py", "pyproject.toml", "LICENSE"} <= {relative(path).as_posix() for path in tracked()}


@pytest.mark.parametrize(
    "line",
    [
        "see https://" + ".".join(REGISTRIES[0]),
        "open('" + "".join(MACHINE_PATHS[0]) + "main/x')",
        "cp -r " + "".join(MACHINE_PATHS[3]) + " .",
    ],
)
def test_a_registry_or_a_path_of_one_machine_is_recognised(line: str) -> None:
    assert NOT_IN_THE_TREE.search(line)


def test_no_file_names_a_package_registry_or_a_path_of_one_machine() -> None:
    found = [f"{relative(path)}:{number}" for path in tracked() for number, line in text_lines(path) if NOT_IN_THE_TREE.search(line)]
    assert found == []


def test_nothing_made_by_others_is_kept_here() -> None:
    assert [str(relative(path)) for path in tracked() if THIRD_PARTY.search(relative(path).as_posix())] == []


def test_a_module_can_be_read_in_one_sitting() -> None:
    long = {str(relative(path)): sum(1 for _ in text_lines(path)) for path in modules() if "migrations" not in path.parts}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_MODULE} == {}


def test_a_module_is_named_for_its_subject() -> None:
    vague = [str(relative(path)) for path in modules() if VAGUE_NAMES & {part.removesuffix(".py") for part in relative(path).parts}]
    assert vague == []


def test_no_state_changes_behind_a_save() -> None:
    """Signals and save hooks are state changes listed nowhere; actions announce instead."""
    found = []
    for path in modules("src/amana/"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            hooked = isinstance(node, ast.ImportFrom) and node.module in ("django.db.models.signals", "django.dispatch")
            if hooked:
                found.append(f"{relative(path)}:{node.lineno}")
    assert found == []


FORBIDDEN_CALLS = frozenset({"open", "print", "input", "eval", "exec", "compile", "__import__"})
CLOCK_CALLS = frozenset({"now", "today", "utcnow"})


def reached_out(source: str) -> list[int]:
    """Lines of an engine's source that touch a file, the console or the clock without importing anything for it."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = node.func
            by_name = isinstance(called, ast.Name) and called.id in FORBIDDEN_CALLS
            by_clock = isinstance(called, ast.Attribute) and called.attr in CLOCK_CALLS
            if by_name or by_clock:
                lines.append(node.lineno)
    return lines


@pytest.mark.parametrize("source", ["open('x')", "datetime.now()", "date.today()", "print(1)"])
def test_an_engine_that_reaches_out_is_recognised(source: str) -> None:
    assert reached_out(source) == [1]


def test_engines_read_no_file_and_no_clock() -> None:
    found = [f"{relative(path)}:{line}" for path in modules("src/amana/engines/") for line in reached_out(path.read_text(encoding="utf-8"))]
    assert found == []


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in tracked():
        if path.suffix == ".md":
            for number, line in text_lines(path):
                targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", line)
                local = [target for target in targets if not re.match(r"[a-z]+:", target)]
                broken += [f"{relative(path)}:{number} {target}" for target in local if not (path.parent / target).exists()]
    assert broken == []
