"""`amana import`, `search`, `world`: people's records from the command line."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from amana.node.commands.progress import ProgressLine
from amana.node.commands.starting import open_node


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    taking = parsers.add_parser("import", help="take in case sheets: HTCDS, XLSForm answers (Kobo), any spreadsheet, CSV or JSON")
    taking.add_argument("file", type=Path)
    taking.add_argument("--format", choices=["htcds", "xlsform", "csv"], help="what it is, if it should not be found out")
    taking.add_argument("--dry-run", action="store_true", help="check every row and change nothing")
    taking.add_argument(
        "--hold-alike", action="store_true", help="leave rows that may be somebody on file already to be decided on the pages"
    )
    taking.add_argument("--json", action="store_true", help='print {"rows", "ok", "errors": [{"row", "field", "message"}]}')
    taking.add_argument("--organisation", help="who will hold the files; not needed where the node has one organisation")
    taking.set_defaults(run=_import)

    search = parsers.add_parser("search", help="find a person by a name in any script, a phone or document number, or a file number")
    search.add_argument("name")
    search.add_argument("--year", type=int, help="year of birth")
    search.add_argument("--json", action="store_true", help="print a ranked list with id, names as given and explanation")
    search.add_argument("--organisation")
    search.set_defaults(run=_search)

    world = parsers.add_parser("world", help="register invented people, the same ones for the same seed")
    world.add_argument("--persons", type=int, default=1000)
    world.add_argument("--seed", type=int, default=1)
    world.add_argument("--organisation")
    world.set_defaults(run=_world)


def _import(arguments: argparse.Namespace) -> int:
    if not arguments.file.is_file():
        raise SystemExit(f"There is no file {arguments.file}.")
    open_node()
    from amana.kernel.errors import AmanaError
    from amana.kernel.imports.files import import_file
    from amana.node.console import console_access, organisation_called

    access = console_access(organisation_called(arguments.organisation))
    try:
        report = import_file(
            arguments.file,
            format=arguments.format,
            dry_run=arguments.dry_run,
            hold_alike=arguments.hold_alike,
            access=access,
            progress=ProgressLine(),
        )
    except AmanaError as problem:
        if not arguments.json:
            raise
        print(json.dumps({"rows": 0, "ok": 0, "errors": [{"row": 0, "field": "", "message": f"{problem.message()} {problem.advice()}"}]}))
        return 1
    given = report.as_json()
    if arguments.json:
        print(json.dumps(given, ensure_ascii=False))
        return 0
    for error in given["errors"]:
        print(f"Row {error['row']}, {error['field']}: {error['message']}", file=sys.stderr)
    for row in given.get("alike", ()):
        whom = [*(one["number"] for one in row["files"]), *(f"row {number}" for number in row["rows"])]
        print(f"Row {row['row']} may be the same person as {', '.join(whom)}.", file=sys.stderr)
    print(f"{given['rows']} rows, {given['ok']} {'could be' if arguments.dry_run else 'were'} taken in, {len(given['errors'])} errors.")
    return 0


def _search(arguments: argparse.Namespace) -> int:
    open_node()
    from amana.contexts.persons.facade import SearchQuery, reasons, search
    from amana.node.console import console_access, organisation_called

    access = console_access(organisation_called(arguments.organisation))
    found = search(SearchQuery(text=arguments.name, birth_year=arguments.year), access=access)
    ranked: list[dict[str, Any]] = [
        {
            "id": str(hit.person),
            "file": hit.summary.number,
            "names": [name.text for name in hit.summary.names],
            "score": round(hit.score, 4),
            "verdict": str(hit.verdict),
            "explanation": [str(reason.text) for reason in reasons(hit.evidence)],
        }
        for hit in found.hits
    ]
    if arguments.json:
        print(json.dumps(ranked, ensure_ascii=False))
        return 0
    for place, hit in enumerate(ranked, start=1):
        print(f"{place}. {hit['file']}  {' / '.join(hit['names'])}  ({hit['verdict']}, {hit['score']:.2f})  {hit['id']}")
        for sentence in hit["explanation"]:
            print(f"     {sentence}")
    if not ranked:
        print("Nobody was found." + (" The words are too common; add a father's name, a year or a number." if found.too_common else ""))
    return 0


def _world(arguments: argparse.Namespace) -> int:
    open_node()
    from amana.kernel.access.system import system_access
    from amana.kernel.ids import OrganisationId
    from amana.node.console import organisation_called
    from amana.node.world.loading import load_world

    holder = OrganisationId(organisation_called(arguments.organisation).ref)
    rate = load_world(
        count=arguments.persons, seed=arguments.seed, organisation=holder, leads=(), access=system_access(), progress=ProgressLine()
    )
    print(f"{arguments.persons:,} invented people registered, {rate:,.0f} a second.")
    return 0
