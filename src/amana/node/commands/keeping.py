"""`amana audit`, `backup`, `restore`, `keys`: keeping what is entrusted, and proving it."""

import argparse
import getpass
import sys
from pathlib import Path

from amana.node.commands.starting import open_node


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    audit = parsers.add_parser("audit", help="the log of everything that happened")
    audit.add_argument("what", choices=["verify", "export"])
    audit.add_argument("file", nargs="?", type=Path, help="verify: an export to check instead of this node; export: where to write")
    audit.set_defaults(run=_audit)

    backup = parsers.add_parser("backup", help="write an encrypted copy of the records; keys are not in it")
    backup.add_argument("to", type=Path)
    backup.set_defaults(run=_backup)

    restore = parsers.add_parser("restore", help="put a backup in place of the records of this node")
    restore.add_argument("file", type=Path)
    restore.add_argument("--yes", action="store_true", help="do not ask before replacing what is there")
    restore.set_defaults(run=_restore)

    keys = parsers.add_parser("keys", help="the key store")
    keys.add_argument("what", choices=["rotate", "export", "import"])
    keys.add_argument("file", nargs="?", type=Path)
    keys.set_defaults(run=_keys)


def progress(done: int, total: int) -> None:
    """Show how far it is, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r{done:,} of {total:,}", end="" if done < total else "\n", file=sys.stderr, flush=True)


def _audit(arguments: argparse.Namespace) -> int:
    from amana.kernel.audit import verify  # noqa: F401 - replaced below by the concrete functions

    raise SystemExit("not wired")


def _backup(arguments: argparse.Namespace) -> int:
    raise SystemExit("not wired")


def _restore(arguments: argparse.Namespace) -> int:
    raise SystemExit("not wired")


def _keys(arguments: argparse.Namespace) -> int:
    _ = getpass
    open_node()
    raise SystemExit("not wired")
