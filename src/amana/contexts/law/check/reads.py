"""What leaves as a file: the list of needs and the draft for the review. Both are logged with what was taken."""

from dataclasses import dataclass
from datetime import date

from amana.contexts.law.check import draft, queries, sheets
from amana.contexts.law.check.terms import Strength, Topic
from amana.contexts.law.check.values import Line
from amana.contexts.law.register import KIND, register
from amana.engines import norms
from amana.kernel.access.values import Access
from amana.kernel.actions import read, record
from amana.kernel.catalogue import Kind
from amana.kernel.errors import BadInput


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A file that leaves."""

    content: bytes
    name: str
    content_type: str


@read("law.export_needs", resource=register, on=KIND, kind=Kind.EXPORT)
def export_needs(
    *, state: str = "", strength: Strength | None = None, topic: Topic | None = None, form: str, on: date, access: Access
) -> Taken:
    """The list of needs as CSV or XLSX, as filtered. Raises BadInput, NotFound."""
    if form not in sheets.FORMS:
        raise BadInput(field="form")
    record(state=state, strength=strength or "", topic=topic or "", form=form)
    found = chosen(queries.needs(state=state, on=on, access=access), strength, topic)
    rows = sheets.needs_table(found)
    content = sheets.csv_of(rows) if form == "csv" else sheets.xlsx_of(rows)
    return Taken(content=content, name=f"needs-{state or 'all'}-{on.isoformat()}.{form}", content_type=sheets.FORMS[form])


@read("law.draft_review", resource=register, on=KIND, kind=Kind.EXPORT)
def draft_review(state: str, *, language: str, form: str, on: date, access: Access) -> Taken:
    """The draft answers of one state as PDF or DOCX. Raises BadInput, NotFound."""
    record(state=state, language=language, form=form)
    content = draft.made(state, queries.lines_of_state(state, on=on), language=language, form=form, on=on)
    return Taken(content=content, name=f"review-draft-{state}-{language}-{on.isoformat()}.{form}", content_type=draft.FORMS[form])


def chosen(
    found: norms.ByStrength[tuple[Line, norms.Need]], strength: Strength | None, topic: Topic | None
) -> norms.ByStrength[tuple[Line, norms.Need]]:
    """The needs of one strength, one topic or both; the groups stay."""
    kept = {
        group.value: tuple(
            (line, need)
            for line, need in rows
            if (strength is None or line.obligation.strength is strength) and (topic is None or line.obligation.topic is topic)
        )
        for group, rows in found.groups()
    }
    return norms.ByStrength(**kept)
