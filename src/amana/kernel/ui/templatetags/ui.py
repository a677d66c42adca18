"""`{% load ui %}`: the components. Each takes one value of `amana.kernel.ui.parts`; docs/reference/pages.md lists them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django import template
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from amana.kernel.locale.calendars import CalendarDay
from amana.kernel.locale.formats import number
from amana.kernel.locale.markup import day_markup, name_markup
from amana.kernel.ui.maps import Map, drawn
from amana.kernel.ui.parts import (
    Bars,
    Code,
    Confirmation,
    DueList,
    Fact,
    Moment,
    Progress,
    Refusal,
    Row,
    Tab,
    Table,
    Tag,
    Tone,
    Weighing,
    Words,
)

register = template.Library()
Context = dict[str, object]

CHART_WIDTH: Final = 640
BAR_HEIGHT: Final = 22


def put(value: object) -> SafeString:
    """Draw one value: a name in its own direction, a day in the reader's calendar, a tag, a number, or a dash for nothing."""
    match value:
        case None | "":
            return format_html('<span class="nothing" title="{}">–</span>', gettext("Not recorded"))
        case SafeString():
            return value
        case Words():
            return name_markup(value.text, value.language)
        case Tag():
            return tag(value.tone, value.text)
        case bool():
            return format_html("{}", gettext("Yes") if value else gettext("No"))
        case datetime() | date() | CalendarDay():
            return day_markup(value)
        case int() | float():
            return format_html('<span class="number">{}</span>', number(value))
        case Code():
            return format_html('<bdi class="code" dir="ltr">{}</bdi>', value.text)
        case str():
            return format_html("<bdi>{}</bdi>", _breakable(value) if "://" in value else value)
        case _:
            return format_html("{}", value)


def _breakable(text: str) -> SafeString:
    """Words with a web address in them, which may go on in the next line after each of its slashes."""
    return format_html_join(mark_safe("/<wbr>"), "{}", ((part,) for part in text.split("/")))


@register.simple_tag(name="put")
def put_tag(value: object) -> SafeString:
    """`{% put value %}`: one value of a table cell, a statement or a title."""
    return put(value)


@register.filter(name="put")
def put_filter(value: object) -> SafeString:
    """`{{ value|put }}`: the same as a filter."""
    return put(value)


@register.simple_tag
def tag(tone: str, text: str | Promise) -> SafeString:
    """`{% tag "overdue" _("Overdue") %}`: a word with a colour and a shape (plain, info, due, overdue, done, unknown)."""
    return format_html('<span class="tag tag-{}">{}</span>', Tone(tone).value, text)


@register.inclusion_tag("ui/components/facts.html")
def facts(*values: Fact | Iterable[Fact]) -> Context:
    """`{% facts list_of_facts %}` or `{% facts fact another %}`: a definition list."""
    found: list[Fact] = []
    for value in values:
        found.extend([value] if isinstance(value, Fact) else value)
    return {"facts": found}


@register.inclusion_tag("ui/components/timeline.html")
def timeline(moments: list[Moment], empty: str = "") -> Context:
    """`{% timeline moments %}`: newest first as given; `empty` says what would stand here."""
    return {"moments": moments, "empty": empty}


@register.inclusion_tag("ui/components/table.html")
def table(table: Table) -> Context:
    """`{% table table %}`: on a phone each row is a card, with the heading before each cell."""
    return {"table": table, "rows": _rows(table)}


def _rows(table: Table) -> SafeString:
    """The rows of a table as markup. A template takes three times as long, and a table may have a thousand cells."""
    headings = ["" if column.hidden else format_html(' data-heading="{}"', column.heading) for column in table.columns]
    return format_html_join(
        "\n", '<tr role="row"{}><th scope="row" role="rowheader">{}</th>{}</tr>', (_row(row, headings) for row in table.rows)
    )


def _row(row: Row, headings: Sequence[str]) -> tuple[str, str, str]:
    first, *others = [put(cell) for cell in row.cells[: len(headings)]]
    rest = format_html_join("", '<td role="cell"{}>{}</td>', zip(headings[1:], others, strict=False))
    if not row.url:
        return "", first, rest
    return mark_safe(' class="row-link"'), format_html('<a href="{}">{}</a>', row.url, first), rest


@register.inclusion_tag("ui/components/weighing.html")
def weighing(weighing: Weighing) -> Context:
    """`{% weighing weighing %}`: evidence for, against and unknown. The choices follow in the page's own form."""
    return {"weighing": weighing}


@register.inclusion_tag("ui/components/progress.html", takes_context=True)
def progress(context: template.Context, progress: Progress) -> Context:
    """`{% progress progress %}`: redraws itself every two seconds while the work runs."""
    percent = 100 * progress.done // progress.total if progress.total else None
    return {"progress": progress, "percent": percent, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("ui/components/tabs.html")
def tabs(tabs: list[Tab]) -> Context:
    """`{% tabs tabs %}` before sections whose ids are those of the tabs, all inside `<div data-tabs>`."""
    return {"tabs": tabs}


@register.inclusion_tag("ui/components/confirmation.html")
def confirmation(confirmation: Confirmation) -> Context:
    """`{% confirmation confirmation %}`: what leaves, to whom, why it may; without the buttons."""
    return {"confirmation": confirmation}


@register.inclusion_tag("ui/components/refusal.html")
def refusal(refusal: Refusal) -> Context:
    """`{% refusal refusal %}`: the rule in plain words and what can be done instead."""
    return {"refusal": refusal}


@register.inclusion_tag("ui/components/due_list.html")
def due_list(group: DueList) -> Context:
    """`{% due_list group %}`: one group of Today."""
    return {"group": group}


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnBar:
    """A bar with its length in SVG units. What is withheld fills the line, hatched."""

    label: str | Promise
    value: int | float | None
    length: int


@register.inclusion_tag("ui/components/bars.html")
def bars(chart: Bars) -> Context:
    """`{% bars chart %}`: a table with a bar in each row, drawn on the server."""
    top = max((bar.value for bar in chart.bars if bar.value is not None), default=0) or 1
    drawn = [
        DrawnBar(
            label=bar.label,
            value=bar.value,
            length=CHART_WIDTH if bar.value is None else round(CHART_WIDTH * bar.value / top),
        )
        for bar in chart.bars
    ]
    return {"chart": chart, "bars": drawn, "width": CHART_WIDTH, "height": BAR_HEIGHT}


@register.inclusion_tag("ui/components/map.html", name="map")
def map_tag(picture: Map) -> Context:
    """`{% map picture %}`: states on a sheet with legend, source and what the outlines do not say. The page draws the table beside it."""
    width, height = picture.sheet.size
    return {"picture": picture, "states": drawn(picture), "file": static(f"maps/{picture.sheet}.svg"), "width": width, "height": height}


@register.simple_tag
def purpose_words(access: object) -> str:
    """Give the words for the purpose of an open access."""
    purpose = getattr(access, "purpose", "")
    return str(getattr(purpose, "label", purpose))
