"""Initiatives of a state in the shape in which the Joint Valletta Action Plan is followed up: five domains, one line for each initiative.

The list of fields of the JVAP platform is not known to us. The columns are those that any form asks for, and a note in the file says so: a
focal point copies them over instead of writing everything again.
"""

import csv
import io
from collections.abc import Iterable
from typing import Final

from amana.contexts.dialogue import facade as dialogue

COLUMNS: Final = ("domain", "title", "owner", "period", "status", "reference", "source")
NOTE: Final = (
    "# The list of fields of the JVAP platform is not known to the makers of this file; the columns are theirs. "
    "Status is what the register says; “not shared” means that the owner keeps it to itself."
)
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run such a cell


def table(commitments: Iterable[dialogue.CommitmentView]) -> str:
    """The file: a line for each commitment, by domain; those under no domain come last."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([NOTE])
    writer.writerow(COLUMNS)
    for one in sorted(commitments, key=lambda one: (one.promise.domain or "~", str(one.ref))):
        writer.writerow([_harmless(value) for value in _cells(one)])
    return "\ufeff" + text.getvalue()


def _cells(one: dialogue.CommitmentView) -> tuple[str, ...]:
    promise = one.promise
    owner = ", ".join(part for part in (promise.owner_state, promise.owner_body) if part)
    began = one.versions[0].at.date().isoformat() if one.versions else ""
    until = promise.deadline.last.isoformat() if promise.deadline else ""
    status = one.status.value if one.status else "not shared"
    return promise.domain, promise.action, owner, f"{began}/{until}", status, promise.reference, promise.source.words


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value
