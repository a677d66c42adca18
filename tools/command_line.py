"""The words after `run.py`."""

import argparse
import os
import sys

from tools import checks, environment, front_end, places, testing
from tools.saying import Problem, complain, say

DESCRIPTION = """\
Set up and start Amana. The first start makes everything it needs in this folder
(.venv, node_modules, .amana) and takes a minute or two; later starts take seconds.
"""

EXAMPLES = """\
  python3 run.py                     set up, then start the nodes of a demonstration region with invented people
  python3 run.py --no-browser        the same, without opening a browser
  python3 run.py --only policy       one node of the region (care, kenya, justice, policy)
  python3 run.py code NAME           the second factor of a demonstration account, for signing in
  python3 run.py setup               only set up
  python3 run.py setup --with spark  the same, with what `amana match link --engine spark` needs beside Java 17
  python3 run.py test                set up, then run every check and test
  python3 run.py test tests/spec -k consent   only these tests; the words after "test" go to pytest
  python3 run.py check               lint, types, import contracts and the dependency audit

After the set-up the installed command does the rest; .venv/bin/amana --help lists it.
"""


def main(words: list[str]) -> int:
    """Do what the words after `run.py` ask and give the exit code."""
    task, rest = (words[0], words[1:]) if words and words[0] in ("setup", "check", "test", "code") else ("start", words)
    try:
        if task == "start":
            _parser().parse_args(rest)
            return _amana("up", "--demo", *rest)
        if task == "code":
            return _amana("demo-code", *rest)
        if task == "test":
            return _test(rest)
        asked = _parser().parse_args(words)
        _set_up(for_tests=task == "check")
        for extra in asked.extras:
            environment.prepare_extra(extra)
        if task == "check":
            return checks.run_all()
        say("Set up. Start with: python3 run.py")
    except Problem as problem:
        complain(problem)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="run.py", description=DESCRIPTION, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("task", nargs="?", choices=("setup", "check", "test", "code"), help="without one, the demonstration starts")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    parser.add_argument("--only", metavar="NODE", help="start one node of the demonstration: care, kenya, justice or policy")
    parser.add_argument(
        "--with", action="append", default=[], dest="extras", choices=environment.EXTRAS, help="with setup: install an extra as well"
    )
    parser.add_argument("--persons", type=int, metavar="N", help="how many invented people a new demonstration node for care holds")
    return parser


def _amana(*words: str) -> int:
    """Hand over to the installed command, for the demonstration in this checkout unless AMANA_HOME names another node."""
    _set_up(for_tests=False)
    os.environ.setdefault("AMANA_HOME", str(places.DEMO))
    command = [str(environment.program("amana")), *words]
    if os.name != "nt":  # on Windows, exec would give the prompt back while the node runs
        os.chdir(places.ROOT)
        sys.stdout.flush()
        os.execv(command[0], command)
    return environment.run(command)


def _test(words: list[str]) -> int:
    if words in (["-h"], ["--help"]):
        _parser().print_help()
        return 0
    _set_up(for_tests=True)
    return testing.run_chosen(words) if words else testing.run_everything()


def _set_up(*, for_tests: bool) -> None:
    """Bring the environment up to date; nothing slow happens when it already is."""
    environment.prepare()
    front_end.prepare()
    if for_tests:
        environment.prepare_for_tests()
    if environment.run([environment.python(), "-m", "tools.maps"]) != 0:
        raise Problem("The maps could not be drawn; the reason is above.", "Delete the folder node_modules, then run this again.")
    if environment.run([environment.python(), "-m", "tools.translations"]) != 0:
        raise Problem("A translation file could not be compiled; its name is above.", "Correct it, then run this again.")
