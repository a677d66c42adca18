"""Imports as pages show them: tables, facts and sentences made of values."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amana.kernel.ids import ImportId
from amana.kernel.imports.cells import Remark, column_letter
from amana.kernel.imports.columns.values import Certainty, Column, Layout, Part
from amana.kernel.imports.fields import Field
from amana.kernel.imports.forms import ColumnsForm
from amana.kernel.imports.problems import Problem, remark_sentence
from amana.kernel.imports.queries import RowView, Summary
from amana.kernel.imports.safe_text import shown as safe
from amana.kernel.imports.terms import IMPORTED, RowState, RunState
from amana.kernel.locale.formats import isolated, language_now, number
from amana.kernel.ui.parts import Code, Table, Tag, Tone, Words
from amana.kernel.ui.parts import Column as Heading
from amana.kernel.ui.parts import Row as Line

STATES = {
    RunState.READ: Tone.INFO,
    RunState.MAPPED: Tone.INFO,
    RunState.CHECKED: Tone.DUE,
    RunState.COMMITTING: Tone.DUE,
    RunState.COMMITTED: Tone.DONE,
    RunState.UNDONE: Tone.PLAIN,
}
PARTS: dict[Part, str | Promise] = {
    Part.COUNTER: gettext_lazy("Numbers the rows; not imported"),
    Part.SOURCE_KEY: gettext_lazy("The key of the record in the form program"),
    Part.STATED_ON: gettext_lazy("The day the answers were given"),
    Part.FORM: gettext_lazy("The form program's own; not imported"),
    Part.EMPTY: gettext_lazy("Empty"),
}
SURE: dict[Certainty, tuple[str | Promise, Tone]] = {
    Certainty.EXACT: (gettext_lazy("Sure"), Tone.DONE),
    Certainty.CHOSEN: (gettext_lazy("You said so"), Tone.DONE),
    Certainty.NEAR: (gettext_lazy("A near spelling"), Tone.DUE),
    Certainty.NEIGHBOURS: (gettext_lazy("Taken from the columns beside it"), Tone.DUE),
    Certainty.EVIDENCE: (gettext_lazy("Two headings disagree; the values decided"), Tone.DUE),
    Certainty.NAME_OVER_LABEL: (gettext_lazy("Two headings disagree; the one for programs was taken"), Tone.OVERDUE),
    Certainty.UNKNOWN: (gettext_lazy("Nobody knows this heading"), Tone.UNKNOWN),
}


def runs(found: Sequence[tuple[int, Summary]]) -> Table:
    """What was brought in before, newest first."""
    return Table(
        caption=_("Brought in before"),
        columns=[
            Heading(heading=_("Started")), Heading(heading=_("By")), Heading(heading=_("Kind")), Heading(heading=_("State")),
            Heading(heading=_("Rows"), number=True), Heading(heading=_("Imported"), number=True),
            Heading(heading=_("To correct"), number=True),
        ],
        rows=[
            Line(
                cells=[
                    run.started_at, run.started_by, Code(text=run.format), state_tag(run.state), run.rows, run.count(*IMPORTED),
                    run.count(RowState.ERROR),
                ],
                url=reverse("imports:run", args=[run.run]),
            )
            for _pk, run in found
        ],
        empty=_("Nothing was brought in yet. Hand in a file above to begin."),
        next_url=f"?before={found[-1][0]}" if len(found) == 25 else "",
    )  # fmt: skip


def state_tag(state: str) -> Tag:
    return Tag(text=RunState(state).label, tone=STATES[RunState(state)])


def facts(run: Summary) -> list[tuple[str, object]]:
    """One run in numbers: labels and values for `put`."""
    lines: list[tuple[str, object]] = [
        (_("Started"), run.started_at),
        (_("State"), state_tag(run.state)),
        (_("File"), Words(text=safe(run.name)) if run.name else _("No longer kept")),
        (_("Rows"), run.rows),
        (_("Ready to import"), run.count(RowState.OK)),
        (_("May be on file already"), run.count(RowState.ALIKE)),
        (_("Imported"), run.count(*IMPORTED)),
        (_("Left out: imported before, or twice in the sheet"), run.count(RowState.SKIPPED_DUPLICATE)),
        (_("Need correction"), run.count(RowState.ERROR)),
    ]
    further = ((_("Left out by decision"), RowState.LEFT_OUT), (_("Taken back"), RowState.UNDONE))
    return [*lines, *((label, run.count(state)) for label, state in further if run.count(state))]


def remarks(found: Iterable[Remark]) -> list[str]:
    return [remark_sentence(remark) for remark in found]


def conflicts(layout: Layout, fields: Sequence[Field]) -> list[dict[str, Any]]:
    """Headings that disagree, both readings of each column, and which was taken."""
    titles = {field.name: field.title for field in fields}
    return [
        {
            "lines": [
                {"letter": isolated(column_letter(index)), "by_name": isolated(titles[name]), "by_label": isolated(titles[label])}
                for index, name, label in conflict.columns
            ],
            "labels_taken": conflict.taken == "label",
            "sure": abs(conflict.label_fit - conflict.name_fit) > 0,
        }
        for conflict in layout.conflicts
    ]


def columns(layout: Layout, fields: Sequence[Field], form: ColumnsForm) -> list[dict[str, Any]]:
    """One line per column: headings, some values, what it was taken for and how sure that is."""
    titles = {field.name: field.title for field in fields}
    return [_column(column, titles, form) for column in layout.columns if column.part is not Part.EMPTY]


def _column(column: Column, titles: dict[str, Any], form: ColumnsForm) -> dict[str, Any]:
    text, tone = SURE[column.certainty]
    decided = column.part in (Part.FIELD, Part.KEPT)
    return {
        "letter": column_letter(column.index),
        "headings": [safe(heading) for heading in column.headings if heading],
        "samples": [Words(text=safe(sample)) for sample in column.samples],
        "field": form[f"column_{column.index}"] if decided else None,
        "order": form[f"order_{column.index}"] if f"order_{column.index}" in form.fields else None,
        "meaning": titles.get(column.field, "") if column.part is Part.OPTION else PARTS.get(column.part, ""),
        "option": column.option,
        "tag": Tag(text=text, tone=tone) if decided or column.part is Part.OPTION else None,
    }


def errors(run: ImportId, rows: Sequence[RowView], most: int) -> Table:
    """Rows that need correction, each with what is wrong and what to do."""
    return Table(
        caption=_("Rows that need correction"),
        columns=[
            Heading(heading=_("Row")),
            Heading(heading=_("Column")),
            Heading(heading=_("What is wrong")),
            Heading(heading=_("What to do")),
        ],
        rows=[
            Line(
                cells=[row.number, problem.column, _sentence(problem.message(isolated)), _sentence(problem.advice(isolated))],
                url=reverse("imports:row", args=[run, row.number]) if row.cells else "",
            )
            for row in rows
            for problem in row.problems
            if problem.is_error
        ],
        empty=_("No row needs correction."),
        next_url=f"?after={rows[-1].number}" if len(rows) == most else "",
        exports=[],
    )


def ready(rows: Sequence[RowView], count: int) -> Table:
    """What would be created, the first rows of it."""
    return Table(
        caption=_("What would be created"),
        columns=[Heading(heading=_("Row")), Heading(heading=_("Person")), Heading(heading=_("Look at"))],
        rows=[
            Line(
                cells=[
                    row.number,
                    Words(text=row.title) if row.title else None,
                    _sentence(" ".join(problem.message(isolated) for problem in row.problems)) if row.problems else None,
                ]
            )
            for row in rows
        ],
        empty=_("No row is ready to import."),
        count=_("%(shown)s of %(count)s rows") % {"shown": number(len(rows)), "count": number(count)} if rows else "",
    )


def _sentence(text: str) -> Words:
    """Our own words in a cell: they run as the page does, also where they begin with a word of the sheet."""
    return Words(text=text, language=language_now())


def problems(found: Iterable[Problem]) -> list[dict[str, str]]:
    """What keeps a row from being imported and stands in no one cell."""
    return [
        {"message": problem.message(isolated), "advice": problem.advice(isolated)}
        for problem in found
        if problem.is_error and not problem.column
    ]
