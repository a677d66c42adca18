"""What every test stands on: a node's folder of its own, the database the run was asked for, and a watched browser.

The environment is set while this file is read, because Django's settings are read right after. `AMANA_TEST_DATABASE_URL`
(postgresql://...) chooses PostgreSQL; without it tests use SQLite in a file, so that they meet the same locks as a node.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from amana.kernel.sealed.keystore import KeyStore

HOME = Path(tempfile.mkdtemp(prefix="amana-tests-")).resolve()
DATABASE_URL = os.environ.get("AMANA_TEST_DATABASE_URL", "")
os.environ["AMANA_HOME"] = str(HOME)
os.environ["AMANA_DATABASE_URL"] = DATABASE_URL
# Every context but those of a justice node, which must not stand beside care: tests/justice runs in a process of its own, with its profile.
os.environ["AMANA_PROFILE"] = os.environ.get("AMANA_TEST_PROFILE", "care+policy")
os.environ["AMANA_PASSPHRASE"] = "a passphrase that opens nothing but tests"
os.environ.pop("AMANA_PASSPHRASE_FILE", None)
os.environ["DJANGO_SETTINGS_MODULE"] = "amana.node.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's plain interface keeps an event loop running in the test's thread

from tests.browser import CHROMIUM, Watch, launch_arguments  # noqa: E402  reads the environment set above

IN_CI = os.environ.get("CI") == "true"
BROWSER_FIXTURES = frozenset({"page", "context", "new_context", "browser"})


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Name the SQLite file of the tests before Django reads the setting."""
    from django.conf import settings

    databases = settings.DATABASES  # read in any case: the settings must stand before the first test module is imported
    if not DATABASE_URL:
        databases["default"].setdefault("TEST", {})["NAME"] = HOME / "tests.sqlite3"
    elif "AMANA_TEST_PROFILE" in os.environ:
        databases["default"].setdefault("TEST", {})["NAME"] = (
            f"test_amana_{os.environ['AMANA_TEST_PROFILE']}"  # another run goes on beside it
        )
    if getattr(config.option, "dist", "no") != "no":
        # Processes that share the work must not find this, or they read the settings before this file gave them a folder.
        del os.environ["DJANGO_SETTINGS_MODULE"]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.hookimpl(tryfirst=True)  # before the marks are read that say which process runs what
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser, and keep it in one process so that one Chromium serves all."""
    for item in items:
        if BROWSER_FIXTURES.intersection(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what this machine cannot show, and say why; in CI nothing may be missing."""
    if item.get_closest_marker("postgres") and not DATABASE_URL:
        pytest.skip("needs PostgreSQL; run.py test runs it there")
    if item.get_closest_marker("browser") and not CHROMIUM:
        reason = "no Chromium found; install it or name it in CHROMIUM"
        pytest.fail(reason, pytrace=False) if IN_CI else pytest.skip(reason)


@pytest.fixture(scope="session", autouse=True)
def keystore() -> "KeyStore":
    """The key store of the tests' node, made and unlocked once; `get_keystore()` gives the same."""
    from amana.kernel.sealed.keystore import create_keystore

    return create_keystore(HOME)


@pytest.fixture(scope="session", autouse=True)
def log_can_be_emptied_between_tests() -> Iterator[None]:
    """A test that commits is followed by emptying all tables; the audit log refuses that, as it should, so its guards step aside here."""
    from tests.kernel.audit.lifting import let_flush_empty_the_log

    with let_flush_empty_the_log():
        yield


@pytest.fixture(autouse=True)
def nothing_is_kept_of_a_log_that_is_gone() -> Iterator[None]:
    """Checkpoints lie outside the database too; after a test whose log was taken back they would say, rightly, that it was replaced."""
    yield
    if (HOME / "audit" / "checkpoints.txt").exists():
        from tests.kernel.audit.lifting import forget_checkpoints

        forget_checkpoints()


@pytest.fixture(autouse=True)
def nothing_is_kept_of_an_edition_that_is_gone() -> None:
    """The public face keeps what it read for each edition; a test whose log was taken back leaves an edition that never was."""
    from django.apps import apps

    if not apps.is_installed("amana.desks.public"):
        return
    from amana.desks.public import edition, published

    edition._newest = edition.Newest()
    published._read.clear()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Start the system's Chromium; Playwright's own download is never used."""
    return {**browser_type_launch_args, **launch_arguments()}


@pytest.fixture
def new_context(new_context: object) -> Iterator[object]:
    """Browser contexts that are watched: a console error, script error or blocked resource fails the test."""
    watch = Watch()

    def make(**options: object) -> object:
        context = new_context(**options)  # type: ignore[operator]
        watch.over(context)
        return context

    yield make
    assert watch.faults == [], "The browser complained:\n" + "\n".join(watch.faults)
