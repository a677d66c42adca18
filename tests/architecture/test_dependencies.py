"""What Amana is built on was chosen, is pinned by hash, comes from no fixed address and may be used. None of this needs a network."""

import ast
import json
import re
import sys
from importlib import metadata
from pathlib import Path

import pytest
from packaging.markers import Marker

from tools import advisories, environment, front_end, licences, locks, maps, places

LOCKS = ("base", "dev", "node", "uv", *environment.EXTRAS)
# Each of these was once a natural choice; the reason is why it is not one for Amana.
NOT_FOR_AMANA = {
    "igraph": "GPL",
    "leidenalg": "GPL",
    "unidecode": "GPL",
    "uroman": "five seconds to load",
    "pycrypto": "abandoned since 2013, with known weaknesses",
    "pyicu-binary": "abandoned since 2021",
    "pycryptodomex": "a second library for ciphers; cryptography is the one",
    "pytz": "replaced by zoneinfo",
    "toml": "abandoned; Python reads TOML itself",
    "xlrd": "python-calamine reads XLS, and the three other formats too",
}


def entries(name: str) -> list[locks.Locked]:
    return locks.read(places.REQUIREMENTS / f"{name}.txt")


def wanted_here(name: str) -> list[locks.Locked]:
    """The packages of a lock that belong on this machine."""
    return [entry for entry in entries(name) if not entry.marker or Marker(entry.marker).evaluate()]


@pytest.mark.parametrize("name", LOCKS)
def test_every_file_that_may_be_installed_is_known_by_its_hash(name: str) -> None:
    assert [entry.name for entry in entries(name) if not entry.hashes] == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_covers_what_is_asked_for(name: str) -> None:
    missing = locks.asked_for(places.REQUIREMENTS / f"{name}.in") - {entry.name for entry in entries(name)}
    assert missing == set()


@pytest.mark.parametrize(
    "line",
    [
        "django",
        "django>=5.2 --hash=sha256:" + "0" * 64,
        "django @ https://example.invalid/django.whl --hash=sha256:" + "0" * 64,
        "--index-url https://example.invalid/simple",
        "-e .",
    ],
)
def test_a_lock_with_an_address_or_an_open_version_is_refused(tmp_path: Path, line: str) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(locks.LockUnreadable):
        locks.read(lock)


def test_tests_run_on_the_versions_that_are_used() -> None:
    tested = {(entry.name, entry.version) for entry in entries("dev")}
    assert {(entry.name, entry.version) for entry in entries("base")} <= tested


@pytest.mark.parametrize("name", ["base", "dev"])
def test_what_is_installed_is_what_was_locked(name: str) -> None:
    differs = [f"{entry.name} {entry.version}" for entry in wanted_here(name) if metadata.version(entry.name) != entry.version]
    assert differs == []


@pytest.mark.parametrize("name", environment.EXTRAS)
def test_an_extra_came_under_a_licence_that_amana_may_build_on(name: str) -> None:
    there = [entry.name for entry in wanted_here(name) if list(metadata.distributions(name=entry.name))]
    stated = {package: licences.licence_of(metadata.distribution(package)) for package in there}
    assert {package: licence for package, licence in stated.items() if not licences.accepted(licence)} == {}


@pytest.mark.parametrize(("name", "among"), [("base", licences.ACCEPTED), ("dev", licences.ACCEPTED_FOR_TESTS)])
def test_every_package_came_under_a_licence_that_amana_may_build_on(name: str, among: frozenset[str]) -> None:
    stated = {entry.name: licences.licence_of(metadata.distribution(entry.name)) for entry in wanted_here(name)}
    assert {package: licence for package, licence in stated.items() if not licences.accepted(licence, among=among)} == {}


@pytest.mark.parametrize(
    ("expression", "accepted"),
    [
        ("MIT", True),
        ("MIT OR GPL-3.0-only", True),
        ("Apache-2.0 AND BSD-3-Clause", True),
        ("MIT AND GPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("GPL-2.0-or-later WITH Classpath-exception-2.0", False),
        (licences.UNKNOWN, False),
        ("", False),
    ],
)
def test_a_licence_is_accepted_when_one_way_to_use_the_package_is(expression: str, accepted: bool) -> None:
    assert licences.accepted(expression) is accepted


def third_party_imports(below: Path) -> set[str]:
    """The packages' names of everything imported from outside the standard library and Amana."""
    provided = metadata.packages_distributions()
    found = set()
    for path in below.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            found |= {name.split(".")[0] for name in names}
    outside = found - set(sys.stdlib_module_names) - {"amana"}
    return {locks.normalised(provided[name][0]) if name in provided else name for name in outside}


def test_what_is_imported_is_asked_for_and_not_merely_there() -> None:
    extras = [locks.asked_for(places.REQUIREMENTS / f"{extra}.in") for extra in environment.EXTRAS]
    assert third_party_imports(places.SOURCE / "amana") <= locks.asked_for(places.REQUIREMENTS / "base.in").union(*extras)


def test_an_extra_is_imported_only_where_it_is_used() -> None:
    """At the top of a module it would be needed by everybody."""
    wanted = {name for extra in environment.EXTRAS for name in locks.asked_for(places.REQUIREMENTS / f"{extra}.in")}
    for path in places.SOURCE.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            assert not wanted.intersection(name.split(".")[0] for name in names), path


@pytest.mark.parametrize("name", environment.EXTRAS)
def test_an_extra_that_is_installed_is_the_one_that_was_locked(name: str) -> None:
    """And what it shares with the product is locked alike."""
    base = {entry.name: entry.version for entry in entries("base")}
    assert [entry.name for entry in entries(name) if base.get(entry.name, entry.version) != entry.version] == []
    for entry in wanted_here(name):
        try:
            assert metadata.version(entry.name) == entry.version
        except metadata.PackageNotFoundError:
            pytest.skip(f"the extra {name} is not installed here: python3 run.py setup --with {name}")


def test_nothing_that_was_ruled_out_came_back() -> None:
    assert {entry.name for name in LOCKS for entry in entries(name)} & set(NOT_FOR_AMANA) == set()


def front_end_packages() -> dict[str, dict[str, object]]:
    lock = json.loads(places.PACKAGE_LOCK.read_text(encoding="utf-8"))
    return {name.removeprefix("node_modules/"): entry for name, entry in lock["packages"].items() if name}


def test_front_end_packages_are_known_by_hash_and_run_nothing_when_installed() -> None:
    packages = front_end_packages()
    assert {name for name, entry in packages.items() if not str(entry.get("integrity", "")).startswith("sha512-")} == set()
    assert {name for name, entry in packages.items() if "resolved" in entry or entry.get("hasInstallScript")} == set()


def test_front_end_packages_came_under_a_licence_that_amana_may_build_on() -> None:
    assert {name for name, entry in front_end_packages().items() if not licences.accepted(str(entry.get("license", "")))} == set()


def test_front_end_versions_are_exact_and_each_package_is_used() -> None:
    wanted = json.loads(places.PACKAGE_LOCK.with_name("package.json").read_text(encoding="utf-8"))["dependencies"]
    assert {name for name, version in wanted.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)} == set()
    assert set(wanted) == {copied.package for copied in front_end.COPIES} | {maps.WORLD_ATLAS.name}


def report(*vulnerabilities: dict[str, object]) -> str:
    return json.dumps({"dependencies": [{"name": "Django", "version": "5.2.1", "vulns": list(vulnerabilities)}], "fixes": []})


@pytest.mark.parametrize(
    ("story", "text", "version", "expected"),
    [
        ("nothing published", report(), "5.2.1", []),
        ("a weakness", report({"id": "CVE-0000-1", "fix_versions": ["5.2.2"]}), "5.2.1", ["CVE-0000-1"]),
        ("the report is about an older version", report(), "5.2.9", [""]),
    ],
)
def test_an_advisory_report_is_held_against_the_lock(story: str, text: str, version: str, expected: list[str]) -> None:
    locked = [locks.Locked(name="django", version=version, marker="", hashes=())]
    assert [finding.advisory for finding in advisories.findings(text, locked)] == expected, story


def test_a_report_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(advisories.ReportUnreadable):
        advisories.findings("[]", [])


def test_no_published_weakness_is_open() -> None:
    file = places.REQUIREMENTS / "advisories.json"
    if not file.exists():
        pytest.skip("no advisory report here; docs/how-to/check-dependencies.md says how an operator with network makes one")
    assert advisories.findings(file.read_text(encoding="utf-8"), wanted_here("base")) == []
