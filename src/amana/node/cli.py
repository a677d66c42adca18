"""The `amana` command: everything an operator needs. Django starts only when a command is chosen, so that help is quick."""

import argparse
import os
import sys
from collections.abc import Sequence

from amana.node.profiles import ProfileRefused


def parser() -> argparse.ArgumentParser:
    """All commands with their help."""
    from amana.node.commands import (
        demonstration,
        desks,
        directory,
        exchange,
        keeping,
        keys,
        match,
        names,
        people,
        records,
        running,
        setting_up,
    )

    root = argparse.ArgumentParser(
        prog="amana",
        description="Amana: the working system of a migration dialogue. State lies under AMANA_HOME (now: see `amana doctor`).",
    )
    commands = root.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for module in (setting_up, running, demonstration, people, desks, directory, exchange, records, names, match, keeping, keys):
        module.add(commands)
    return root


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit code (0 done, 1 refused or failed, 2 wrong usage)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amana.node.settings")
    arguments = parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except ProfileRefused as refusal:
        print(str(refusal), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. What was acknowledged before is kept.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read the output has enough of it; nothing more can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as failure:  # noqa: BLE001 - the one place where every error becomes words or a trace
        return _explain(failure)


def _explain(failure: Exception) -> int:
    """Errors of the work become a sentence and a remedy, so does a database that is away; anything else is a fault and shows its trace."""
    from amana.kernel.errors import AmanaError
    from amana.node.databases import why_lost

    if why := why_lost(failure):
        print(f"The database went away, or does not answer: {why}.", file=sys.stderr)
        print("What was acknowledged before is kept, and nothing half done stands. Start it, and repeat the command.", file=sys.stderr)
        return 1
    if not isinstance(failure, AmanaError):
        raise failure
    print(f"{failure.message()}\n{failure.advice()} [{failure.code}]", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
