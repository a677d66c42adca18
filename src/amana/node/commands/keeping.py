"""`amana audit`, `backup`, `restore`: keeping what is entrusted, and proving it."""

import argparse
import sys
from pathlib import Path

from amana.node.commands.progress import ProgressLine
from amana.node.commands.starting import open_node, start_django


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    audit = parsers.add_parser("audit", help="the log of everything that happened")
    audit.add_argument("what", choices=["verify", "export", "witness-again"])
    audit.add_argument(
        "file",
        nargs="?",
        type=Path,
        help="verify: an export to check instead of this node; export: where to write; witness-again: a node that restored a backup and "
        "said so, whose log is to be followed from now on",
    )
    audit.set_defaults(run=_audit)

    backup = parsers.add_parser("backup", help="write an encrypted copy of the records; keys are not in it")
    backup.add_argument("to", type=Path)
    backup.set_defaults(run=_backup)

    restore = parsers.add_parser("restore", help="put a backup in place of the records of this node")
    restore.add_argument("file", type=Path)
    restore.add_argument("--yes", action="store_true", help="do not ask before replacing what is there")
    restore.set_defaults(run=_restore)


def _audit(arguments: argparse.Namespace) -> int:
    """Check a log. An export is checked without the key store, so that an auditor can do it on any machine."""
    start_django() if arguments.what == "verify" and arguments.file is not None else open_node()
    from amana.kernel.audit.export import export
    from amana.kernel.audit.verify import verify_export, verify_node

    if arguments.what == "export":
        if arguments.file is None:
            raise SystemExit("Name the file to write, for example: amana audit export log.jsonl")
        print(f"{export(arguments.file)} entries written to {arguments.file}.")
        return 0
    if arguments.what == "witness-again":
        return _witness_again("" if arguments.file is None else str(arguments.file))
    report = verify_node(ProgressLine()) if arguments.file is None else verify_export(arguments.file, progress=ProgressLine())
    for problem in report.problems:
        print(f"- {problem.message()}")
    print(f"{report.size} entries, root {report.root.hex()}, checked against {report.checked_against} signed checkpoints.")
    for seen in report.witnessed:
        print(f"Cosigned by {seen.witness}: {seen.size} entries, {seen.at:%Y-%m-%d %H:%M} UTC, with key {seen.key.hex()}.")
    print(f"Key: {report.verifier_key}")
    print("Whole and unchanged." if report.ok else f"{len(report.problems)} problems.")
    return 0 if report.ok else 1


def _witness_again(node: str) -> int:
    from amana.kernel.audit.witnesses import begin_again

    if not node or not begin_again(node):
        raise SystemExit("Name a node whose log this one has cosigned, for example: amana audit witness-again ke-bahari")
    print(f"What was seen of the log of {node} is forgotten; it is followed from its next checkpoint on. Evidence against it stays.")
    return 0


def _backup(arguments: argparse.Namespace) -> int:
    open_node()
    from amana.kernel.backup.backup import backup

    backup(arguments.to, progress=ProgressLine())
    print(
        f"Written to {arguments.to}, encrypted. It opens only with the keys of this node: keep a key bundle elsewhere (amana keys export)."
    )
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    open_node()
    from amana.kernel.backup.restore import restore

    if not arguments.yes and not _agrees("What this node holds now is replaced by the backup. Type “replace” to go on: ", "replace"):
        print("Nothing was changed.")
        return 1
    restore(arguments.file, replace=True, progress=ProgressLine())
    print("Restored. What was erased after the backup was made stays erased. Run `amana doctor`.")
    return 0


def _agrees(question: str, word: str) -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and input(question).strip() == word
