"""Forms of the import pages."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from amana.kernel.imports.check import name_of
from amana.kernel.imports.choices import Choices
from amana.kernel.imports.columns.values import Column, Layout, Part
from amana.kernel.imports.fields import Field
from amana.kernel.imports.problems import Problem
from amana.kernel.imports.readers.text import CODE_PAGES
from amana.kernel.imports.terms import DayOrder, FieldKind
from amana.kernel.locale.formats import isolated

KEEP, AS_FOUND = "", "as_found"
_DATES = (FieldKind.DATE, FieldKind.BIRTH)


class UploadForm(forms.Form):
    """The file, and the encoding if the recognised one was wrong."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("Excel, OpenDocument, CSV, JSON, or an export of KoboToolbox or ODK. At most 64 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.xlsb,.ods,.csv,.txt,.tsv,.json"}),
    )
    encoding = forms.ChoiceField(
        label=_("Encoding of a text file"),
        required=False,
        choices=[("", _("Recognise it")), ("utf-8", "UTF-8"), *((name, name) for name in CODE_PAGES)],
        help_text=_("Only if letters looked wrong before."),
    )


class ColumnsForm(forms.Form):
    """One choice per column: which field it is, or that it is kept as it stands. Names: `column_3`, `order_3`."""

    def __init__(
        self, *args: Any, layout: Layout, fields: Sequence[Field], choices: Choices, undecided: frozenset[int], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._layout = layout
        offered = [(KEEP, _("Keep it beside the record, word for word")), *_grouped(fields)]
        kinds = {field.name: field.kind for field in fields}
        for column in shown_columns(layout):
            self.fields[f"column_{column.index}"] = forms.ChoiceField(
                label=name_of(column), choices=offered, required=False, initial=column.field if column.part is Part.FIELD else KEEP
            )
            if kinds.get(column.field) in _DATES and (column.index in undecided or column.index in choices.day_order):
                self.fields[f"order_{column.index}"] = forms.ChoiceField(
                    label=_("What comes first in a date such as 03/04/2001?"),
                    required=False,
                    choices=[
                        (AS_FOUND, _("The column tells it")),
                        (DayOrder.DAY_FIRST, _("The day")),
                        (DayOrder.MONTH_FIRST, _("The month")),
                    ],
                    initial=choices.day_order.get(column.index, AS_FOUND),
                )
        self.fields["keep"] = forms.BooleanField(
            label=_("Keep columns that have no field"), required=False, initial=choices.keep_unknown_columns
        )

    def choices(self, encoding: str) -> Choices:
        """What the user decided: only what differs from what was found."""
        said = self.cleaned_data
        fields = {
            column.index: said[f"column_{column.index}"]
            for column in shown_columns(self._layout)
            if said.get(f"column_{column.index}", KEEP) != (column.field if column.part is Part.FIELD else KEEP)
        }
        orders = {
            column.index: DayOrder(order)
            for column in self._layout.columns
            if (order := said.get(f"order_{column.index}")) and order != AS_FOUND
        }
        return Choices(fields=fields, day_order=orders, encoding=encoding, keep_unknown_columns=said["keep"])


class RowForm(forms.Form):
    """The cells of one row that needs correction, each with what was found about it. Names: `cell_3`."""

    def __init__(self, *args: Any, layout: Layout, cells: Sequence[str], problems: Sequence[Problem], **options: Any) -> None:
        super().__init__(*args, **options)
        self._cells = cells
        self._to_look_at: set[str] = set()
        for column in layout.columns:
            if column.part in (Part.EMPTY, Part.COUNTER, Part.FORM):
                continue
            value = cells[column.index] if column.index < len(cells) else ""
            self.fields[f"cell_{column.index}"] = forms.CharField(
                label=name_of(column),
                required=False,
                initial=value,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}) if "\n" in value else forms.TextInput(attrs={"dir": "auto"}),
            )
            about = [one for one in problems if name_of(column) in (one.column, one.field) or (one.field and one.field == column.field)]
            if about:
                self._to_look_at.add(f"cell_{column.index}")
                sentences = (sentence for one in about for sentence in (one.message(isolated), one.advice(isolated)))
                self.fields[f"cell_{column.index}"].help_text = " ".join(sentences)

    def to_look_at(self) -> list[BoundField]:
        """Cells about which something was found. They come first, since a sheet may have fifty columns."""
        return [field for field in self if field.name in self._to_look_at]

    def others(self) -> list[BoundField]:
        return [field for field in self if field.name not in self._to_look_at]

    def changes(self) -> dict[int, str]:
        """The cells that were changed, by column."""
        said = {int(name.removeprefix("cell_")): text for name, text in self.cleaned_data.items()}
        return {index: text for index, text in said.items() if text != (self._cells[index] if index < len(self._cells) else "")}


def shown_columns(layout: Layout) -> tuple[Column, ...]:
    """The columns a user may decide about."""
    return tuple(column for column in layout.columns if column.part in (Part.FIELD, Part.KEPT))


def _grouped(fields: Sequence[Field]) -> list[tuple[str, str]]:
    return [(field.name, f"{field.title} ({field.name})") for field in fields]
