"""`amana names compare`: two names, or a table of pairs, from the command line. Needs no node and keeps nothing."""

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from amana.node.commands.progress import ProgressLine
from amana.node.commands.starting import start_django

if TYPE_CHECKING:
    from amana.engines.matching import NameComparison

ADDED = ("score", "verdict", "explanation")
MOST_FAULTS = 20  # named before the rest is only counted
DECIMALS = 4


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    names = parsers.add_parser("names", help="compare names across scripts and spellings")
    what = names.add_subparsers(dest="what", metavar="WHAT", required=True)
    compare = what.add_parser("compare", help="say how alike two names are and why; never whether two people are one")
    compare.add_argument("a", nargs="?", help="a name in any script")
    compare.add_argument("b", nargs="?", help="another")
    compare.add_argument("--pairs", type=Path, help="a table with the columns a and b, separated by tabs, in UTF-8")
    compare.add_argument(
        "--out", type=Path, help="where the same table goes, with score, verdict and explanation; by default to the terminal"
    )
    compare.add_argument("--json", action="store_true", help="print score, verdict, parts and explanation")
    compare.set_defaults(run=_compare, fail=compare.error)


def _compare(arguments: argparse.Namespace) -> int:
    given = arguments.a is not None and arguments.b is not None
    if (arguments.pairs is None) != given or (arguments.pairs is not None and arguments.a is not None):
        arguments.fail("give two names, or a table with --pairs")
    if arguments.out is not None and arguments.pairs is None:
        arguments.fail("--out goes with --pairs")
    start_django()
    return _table(arguments.pairs, arguments.out) if arguments.pairs else _one(arguments.a, arguments.b, as_json=arguments.json)


def _one(a: str, b: str, *, as_json: bool) -> int:
    from amana.engines.matching import compare_as_names

    found = compare_as_names(a, b)
    if as_json:
        parts = [{"a": part.query, "b": part.candidate, "level": part.level, "bits": round(part.bits, 2)} for part in found.parts]
        said = {"score": round(found.score, DECIMALS), "verdict": found.verdict, "parts": parts, "explanation": _sentences(found)}
        print(json.dumps(said, ensure_ascii=False))
        return 0
    print(f"{found.verdict} ({found.score:.2f})")
    for sentence in _sentences(found):
        print(f"  {sentence}")
    return 0


def _sentences(found: "NameComparison") -> list[str]:
    from amana.contexts.persons.facade import reasons

    return [one.text for one in reasons(found.evidence)] or ["There is no name to compare on one side."]


def _table(pairs: Path, out: Path | None) -> int:
    """Read everything before anything is written: a table with a fault in it leaves nothing behind."""
    try:
        lines = pairs.read_text(encoding="utf-8-sig").splitlines()
    except OSError as problem:
        raise SystemExit(f"{pairs} cannot be read: {problem.strerror}.") from None
    except UnicodeDecodeError as problem:
        raise SystemExit(f"{pairs} is not in UTF-8 (byte {problem.start}). Save it as UTF-8 and try again.") from None
    # Quotation marks stand round nicknames and mean nothing to the table.
    rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if faults := list(_faults(rows)):
        more = f"\nand {len(faults) - MOST_FAULTS} more." if len(faults) > MOST_FAULTS else ""
        raise SystemExit("\n".join(faults[:MOST_FAULTS]) + more + "\nNothing was written.")
    heading, *pairs_given = rows
    if out is None:
        _write(sys.stdout, heading, pairs_given)
        return 0
    unfinished = out.with_name(f".{out.name}.unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            _write(file, heading, pairs_given)
        unfinished.replace(out)
    except OSError as problem:
        raise SystemExit(f"{out} cannot be written: {problem.strerror}.") from None
    finally:
        unfinished.unlink(missing_ok=True)
    print(f"{len(pairs_given):,} pairs compared: {out}", file=sys.stderr)
    return 0


def _faults(rows: list[list[str]]) -> Iterator[str]:
    heading = rows[0] if rows else []
    if missing := [name for name in ("a", "b") if name not in heading]:
        yield f"Row 1: there is no column {' and no column '.join(missing)}. The first row names the columns; a and b hold the names."
        return
    if taken := [name for name in ADDED if name in heading]:
        yield f"Row 1: the column {taken[0]} is there already. Take it away, or give it another name."
        return
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(heading):
            yield f"Row {number}: {len(row)} cells where the first row has {len(heading)}. Each row has one cell for each column."


def _write(file: Any, heading: list[str], rows: list[list[str]]) -> None:
    from amana.engines.matching import compare_as_names

    table = csv.writer(file, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n")
    table.writerow([*heading, *ADDED])
    first, second, progress = heading.index("a"), heading.index("b"), ProgressLine()
    for done, row in enumerate(rows, start=1):
        found = compare_as_names(row[first], row[second])
        table.writerow([*row, f"{found.score:.{DECIMALS}f}", found.verdict.value, " ".join(_sentences(found))])
        progress(done, len(rows))
