"""What `run.py test` consists of: the checks, then the tests on SQLite with the browser journeys, then on PostgreSQL.

On a laptop a part whose programs are missing is left out and named at the end; with CI=true that is a failure.
"""

import os
import shutil
from contextlib import nullcontext

from tools import checks, environment, postgres
from tools.saying import say

TEST_DATABASE = "AMANA_TEST_DATABASE_URL"
# pytest starts one process per core; the journeys share one, and with it one Chromium
SPREAD = ("-n", "auto", "--dist", "loadgroup")


def run_chosen(words: list[str]) -> int:
    """Run pytest with the caller's own words and nothing else, on the database the environment names."""
    return environment.run([environment.program("pytest"), *words])


def run_everything() -> int:
    """Run all parts, also after one has failed, and say at the end which failed and which could not be run."""
    missing = _missing()
    failed = checks.failed(checks.CODE_CHECKS)
    say("Testing on SQLite" + ("" if "browser journeys" in missing else ", with the browser journeys"))
    if _pytest({TEST_DATABASE: ""}):
        failed.append("tests on SQLite")
    if "tests on PostgreSQL" not in missing and _on_postgresql():
        failed.append("tests on PostgreSQL")
    return _verdict(failed, missing)


def _missing() -> dict[str, str]:
    """The parts that cannot be run here, each with what it needs."""
    missing = {}
    if not (os.environ.get("CHROMIUM") or any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))):
        missing["browser journeys"] = "no Chromium found; install it, or give its path in CHROMIUM"
    if not (os.environ.get(TEST_DATABASE) or postgres.programs()):
        missing["tests on PostgreSQL"] = f"no PostgreSQL server found; install it, or name a database in {TEST_DATABASE}"
    return missing


def _on_postgresql() -> int:
    given, programs = os.environ.get(TEST_DATABASE), postgres.programs()
    if not given and programs is None:
        raise RuntimeError("asked for PostgreSQL though it is missing")
    say("Testing on PostgreSQL" + ("" if given else ", in a private cluster"))
    # programs are there when no address was given
    with nullcontext(given) if given else postgres.cluster(programs) as address:  # type: ignore[arg-type]
        # a journey shows pages, and pages were shown on SQLite; here only what reaches the database is asked again
        return _pytest({TEST_DATABASE: str(address)}, "-m", "not browser")


def _pytest(env: dict[str, str], *words: str) -> int:
    """Run the suite; a run that found no test at all counts as failed."""
    return environment.run([environment.program("pytest"), "-q", "--durations=10", *SPREAD, *words], env=env)


def _verdict(failed: list[str], missing: dict[str, str]) -> int:
    for part, reason in missing.items():
        say(f"Not run: {part} ({reason})")
    if failed:
        say(f"Failed: {', '.join(failed)}")
    demanded = os.environ.get("CI") == "true" and missing
    if not failed and not demanded:
        say("Everything passed" + (" of what this machine can run" if missing else ""))
    return 1 if failed or demanded else 0
