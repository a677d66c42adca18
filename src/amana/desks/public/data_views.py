"""Open data for people (a page with a dictionary), for spreadsheets (CSV), and for programs (JSON, described as OpenAPI)."""

import csv
import io
import json
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amana.desks.public.frame import page, public_page
from amana.desks.public.tables import MEANINGS, TABLES, OpenTable
from amana.kernel.errors import NotFound
from amana.kernel.ui.parts import Code, Column, Export, Row, Table

ROWS_AT_ONCE: Final = 200
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run such a cell


@public_page
def data(request: HttpRequest, language: str) -> HttpResponse:
    """All tables to take away, and what their columns mean."""
    table = Table(
        caption=_("Tables"),
        columns=[Column(heading=_("Table")), Column(heading=_("Name for programs")), Column(heading=_("Licence"))],
        rows=[Row(cells=[one.title, Code(text=one.name), one.licence], url=_address("csv", one)) for one in TABLES.values()],
        empty=_("Nothing is recorded yet."),
    )
    return page(request, "data.html", _("Open data"), {"table": table, "dictionaries": [_dictionary(one) for one in TABLES.values()]})


@require_safe
def as_csv(request: HttpRequest, name: str) -> HttpResponse:
    """The whole table, UTF-8 with a mark that spreadsheets understand."""
    table = _table(name)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.heading)
    writer.writerows([_harmless(value) for value in cells] for cells in table.full_rows())
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@require_safe
def as_json(request: HttpRequest, name: str) -> HttpResponse:
    """The whole table with its licence and what its columns mean."""
    table = _table(name)
    return _json({**_about(table), "rows": table.objects()})


@require_safe
def some_rows(request: HttpRequest, name: str) -> HttpResponse:
    """Rows from a number on, with the address of the next ones."""
    table = _table(name)
    given = request.GET.get("after", "0")
    after = int(given) if given.isdecimal() and len(given) < 10 else 0
    rows = table.objects()
    end = after + ROWS_AT_ONCE
    next_address = request.build_absolute_uri(f"{reverse('public:rows', args=[name])}?after={end}") if end < len(rows) else None
    return _json({"table": name, "count": len(rows), "next": next_address, "rows": rows[after:end]})


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """The interface for programs, as OpenAPI 3.1."""
    after = {"name": "after", "in": "query", "description": "How many rows to leave out", "schema": {"type": "integer", "minimum": 0}}
    paths = {
        reverse("public:rows", args=[one.name]): {
            "get": {"operationId": one.name, "summary": str(one.title), "parameters": [after], "responses": _answers(one)}
        }
        for one in TABLES.values()
    }
    about = {"title": settings.NODE_TITLE, "version": "1", "description": "Open data of the dialogue. Read only, without a key."}
    return _json({"openapi": "3.1.0", "info": about, "paths": paths})


def _answers(table: OpenTable) -> dict[str, object]:
    row = {name: {"type": ["string", "integer", "boolean", "null"], "description": str(MEANINGS[name])} for name in table.heading}
    properties = {
        "table": {"type": "string"},
        "count": {"type": "integer"},
        "next": {"type": ["string", "null"]},
        "rows": {"type": "array", "items": {"type": "object", "properties": row}},
    }
    return {"200": {"description": "Rows", "content": {"application/json": {"schema": {"type": "object", "properties": properties}}}}}


def _table(name: str) -> OpenTable:
    if name not in TABLES:
        raise NotFound
    return TABLES[name]


def _about(table: OpenTable) -> dict[str, object]:
    return {
        "table": table.name,
        "title": str(table.title),
        "licence": table.licence,
        "publisher": settings.NODE_TITLE,
        "on": timezone.localdate().isoformat(),
        "columns": {name: str(MEANINGS[name]) for name in table.heading},
    }


def _dictionary(one: OpenTable) -> Table:
    files = [
        Export(text="CSV", url=_address("csv", one)),
        Export(text="JSON", url=_address("json", one)),
    ]
    return Table(
        caption=one.title,
        columns=[Column(heading=_("Column")), Column(heading=_("Meaning"))],
        rows=[Row(cells=[Code(text=name), MEANINGS[name]]) for name in one.heading],
        empty="",
        exports=files,
    )


def _address(form: str, one: OpenTable) -> str:
    return reverse(f"public:{form}", args=[one.name])


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value


def _json(content: object) -> HttpResponse:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response
