"""Forms that every hand and every reader can use: `{{ form }}` gives our markup without further work.

Each field has a label, a hint, an error at the field and a line in a summary that leads to it. Fields that may
stay empty say so; nothing is marked by colour alone. Set as `FORM_RENDERER`; the templates are `ui/forms/`.
"""

from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ANSWERS: Final[tuple[tuple[str, str | Promise], ...]] = (
    ("yes", _("Yes")),
    ("no", _("No")),
    ("not_asked", _("Not asked")),
    ("would_not_say", _("Would not say")),
)


class AnswerSelect(forms.RadioSelect):
    """Answers of equal size side by side, none chosen beforehand."""


class QuestionField(forms.ChoiceField):
    """One question with the answers yes, no, not asked, would not say. Cleans to the answer's code.

    `choices` may be given where a question has other answers; they are drawn alike.
    """

    widget = AnswerSelect

    def __init__(self, *, choices: Any = ANSWERS, **options: Any) -> None:
        super().__init__(choices=choices, **options)


class PageBoundField(BoundField):
    """A field on a page: knows how it is drawn, what describes it and where an error leads."""

    @property
    def kind(self) -> str:
        """How `ui/forms/field.html` draws it: answers, choices, check, parts or control."""
        widget = self.field.widget
        if isinstance(widget, AnswerSelect):
            return "answers"
        if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return "choices"
        if isinstance(widget, forms.CheckboxInput):
            return "check"
        if isinstance(widget, forms.MultiWidget):
            return "parts"
        return "control"

    @property
    def anchor(self) -> str:
        """Id of the first control, where the error summary leads."""
        if self.kind in ("answers", "choices", "parts"):
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if widget.is_hidden:
            return attrs
        given = widget.attrs.get("class", "")
        classes = f"{given} {control_class(widget)}{' is-invalid' if self.errors else ''}"
        attrs.setdefault("class", " ".join(classes.split()))
        return attrs


def control_class(widget: forms.Widget) -> str:
    """Give the class that draws a control in our size and colours."""
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "form-check-input"
    if isinstance(widget, forms.Select):
        return "form-select"
    if isinstance(widget, forms.MultiWidget):
        return ""
    return "form-control"


class PageFormRenderer(TemplatesSetting):
    """Draws forms with the templates of this package. Needs "django.forms" in INSTALLED_APPS."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = PageBoundField
