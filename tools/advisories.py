"""Reads what pip-audit found on a machine with network, so that a machine without can hold the locks against it.

`requirements/advisories.json` is pip-audit's own report (`--format json`) of the base list; the how-to "Check the dependencies"
says how it is made. There is none in the repository until someone with access to an advisory service makes it.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from tools.locks import Locked, normalised


class ReportUnreadable(ValueError):
    """The file is not a report of pip-audit."""

    code = "report_unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One published weakness of a locked package, or a package the report does not speak about (`advisory` is then empty)."""

    name: str
    version: str
    advisory: str
    fixed_in: tuple[str, ...]


def findings(report: str, locked: Iterable[Locked]) -> list[Finding]:
    """What a report says about these packages, in their order; a version it did not look at counts as a finding.

    Raises ReportUnreadable if the text is not pip-audit's JSON.
    """
    try:
        entries = [entry for entry in json.loads(report)["dependencies"] if "version" in entry]
        known = {(normalised(entry["name"]), entry["version"]): entry["vulns"] for entry in entries}
    except (KeyError, TypeError, ValueError) as error:
        raise ReportUnreadable(str(error)) from error
    found = []
    for package in locked:
        weaknesses = known.get((package.name, package.version))
        if weaknesses is None:
            found.append(Finding(name=package.name, version=package.version, advisory="", fixed_in=()))
            continue
        for weakness in weaknesses:
            fixed_in = tuple(weakness.get("fix_versions", ()))
            found.append(Finding(name=package.name, version=package.version, advisory=weakness["id"], fixed_in=fixed_in))
    return found
