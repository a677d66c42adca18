"""Cases for programs: open one, take one in as HTCDS JSON, hand out the person's own copy as HTCDS JSON.

A case comes in the way a sheet does (`kernel.imports`): the same reading of values, the same checks, the same recognition of what was
brought in before, and the same way to take it back.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Router, Schema
from pydantic import Field, JsonValue

from amana.contexts.cases import facade as cases
from amana.contexts.cases.htcds.errors import RecordTooLong
from amana.contexts.cases.htcds.target import CASES
from amana.contexts.cases.models import Case
from amana.contexts.cases.record.sheets.entries import PERSON
from amana.contexts.persons import facade as persons
from amana.kernel.access.floor import floor
from amana.kernel.access.values import Access
from amana.kernel.api.described import answers
from amana.kernel.api.errors import BodyUnreadable, RecordNotTaken
from amana.kernel.api.once import once
from amana.kernel.api.tokens import covers
from amana.kernel.errors import AmanaError, Conflict
from amana.kernel.ids import CaseId, FileId, ImportId
from amana.kernel.imports import running
from amana.kernel.imports.dry_run import dry_run
from amana.kernel.imports.errors import FileNotReadable
from amana.kernel.imports.models import ImportRow
from amana.kernel.imports.problems import Problem
from amana.kernel.imports.staging import problems_of
from amana.kernel.imports.terms import Format, RowState

router = Router()


class BroughtInBefore(Conflict):
    """The organisation has a case that says exactly this already."""

    code = "cases.brought_in_before"
    sentence = _("This record was brought in before. It was not brought in again.")
    remedy = _("Search for the person; the file is there.")


STATUSES: Mapping[type[AmanaError], int] = {FileNotReadable: 422, RecordTooLong: 422}


class HtcdsDocument(Schema):
    """A file of the Human Trafficking Case Data Standard 2.0 with one case: names of the standard, and of the namespace `amana:`."""

    standard: str = "HTCDS 2.0"
    extension: str = ""
    credit: str = ""
    cases: Annotated[list[dict[str, JsonValue]], Field(min_length=1, max_length=1)]


class Taken(Schema):
    """What became of a record. `taken_in` is the import by which it came; on the page of imports it can be taken back."""

    person: UUID
    case: UUID
    taken_in: UUID


class CaseEntry(Schema):
    """One thing learned, planned or done. `values` is named as in HTCDS; what was corrected or withdrawn does not stand."""

    ref: UUID
    kind: str
    values: dict[str, JsonValue]
    missing: dict[str, str]
    source: str
    stated_on: date | None
    note: str
    recorded_by: str
    recorded_at: datetime
    due_on: date | None
    assignee: str
    settled_at: datetime | None
    corrects: UUID | None
    withdrawn_because: str
    stands: bool


class CasePaper(Schema):
    """A paper that belongs to a case, without its content, which opens on the page alone."""

    ref: UUID
    name: str
    media_type: str
    size: int
    recorded_by: str
    recorded_at: datetime


class CaseFile(Schema):
    """One case with everything in it, oldest entry first. `version` is the file's."""

    ref: UUID
    person: UUID
    file: UUID
    version: int
    episode: int
    status: str
    status_reason: str
    owner: str
    opened_on: date
    closed_on: date | None
    entries: list[CaseEntry]
    attachments: list[CasePaper]


@router.post("", auth=covers("imports.commit"), response=answers(201, Taken), summary="Take in a case as HTCDS JSON")
@once
def take_in(request: HttpRequest, document: HtcdsDocument) -> Taken:
    """Open a file and a case for one person. A record that has a mistake is refused whole, with each field that is wrong."""
    access = _access(request)
    content = _utf8(document)
    report, _alike = dry_run(content, CASES, today=timezone.localdate(), country=access.state, announced=Format.JSON)
    if report.errors or report.rows != 1:
        raise RecordNotTaken(_named(list(report.errors) or [Problem(code="row.nameless", row=1)]))
    run = running.take_in(content, name="API", target_name=CASES.name, announced=Format.JSON, access=access)
    running.check(run, access=access)
    running.commit(run, access=access)
    return _became(run, access)


@router.get("/{case}", auth=covers("cases.open_one"), response=answers(200, CaseFile), summary="Open a case")
def open_case(request: HttpRequest, case: UUID) -> dict[str, Any]:
    """Everything a case says."""
    view = cases.case_view(CaseId(case), access=_access(request))
    plain = {name: getattr(view, name) for name in CaseFile.model_fields if name not in ("entries", "attachments")}
    papers = [{name: getattr(paper, name) for name in CasePaper.model_fields} for paper in view.attachments]
    return plain | {"entries": [_entry(recorded) for recorded in view.entries], "attachments": papers}


@router.get("/{case}/htcds", auth=covers("cases.export_htcds"), response=answers(200, HtcdsDocument), summary="A case as HTCDS JSON")
def export(request: HttpRequest, case: UUID) -> HttpResponse:
    """The person's own copy. What goes to somebody else goes out on the page, where their consent is looked up."""
    paper = cases.export_htcds(CaseId(case), form=cases.Format.JSON, access=_access(request))
    return HttpResponse(paper.content, content_type=f"{paper.media_type}; charset=utf-8")


def _utf8(document: HtcdsDocument) -> bytes:
    try:
        return json.dumps(document.model_dump(), ensure_ascii=False).encode()
    except UnicodeEncodeError:  # half a character, which JSON can write and nobody can read
        raise BodyUnreadable from None


def _became(run: ImportId, access: Access) -> Taken:
    with floor(access):
        row = ImportRow.objects.select_related("file").get(run__ref=run)
        if row.state == RowState.SKIPPED_DUPLICATE:
            raise BroughtInBefore
        if row.state != RowState.COMMITTED or row.result is None:
            raise RecordNotTaken(_named(problems_of([row])))
        person = persons.person_of_file(FileId(row.result))
        return Taken(person=person, case=Case.objects.values_list("ref", flat=True).get(person__ref=person), taken_in=run)


def _named(problems: list[Problem]) -> dict[str, str]:
    return {f"body.cases.0.{one.field or one.column}".rstrip("."): f"{one.message()} {one.advice()}" for one in problems}


def _entry(recorded: cases.Recorded) -> dict[str, Any]:
    entry = recorded.entry.written()
    beside = ("ref", "recorded_by", "recorded_at", "due_on", "assignee", "settled_at", "corrects", "withdrawn_because", "stands")
    return {
        "kind": entry["kind"],
        "values": {name: value for name, value in entry["values"].items() if name != PERSON},
        "missing": entry.get("missing", {}),
        "source": entry["source"],
        "stated_on": entry.get("stated_on"),
        "note": entry.get("note", ""),
    } | {name: getattr(recorded, name) for name in beside}


def _access(request: HttpRequest) -> Access:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the token
    return access
