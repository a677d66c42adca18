"""What the pages of reports ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amana.contexts.exchange.guard.terms import LeadDeclineReason, LeadMissing


class GradeForm(forms.Form):
    """Our own grades, beside the sender's."""

    source = forms.ChoiceField(label=_("How reliable is the source?"), widget=forms.RadioSelect)
    information = forms.ChoiceField(label=_("How sure is the information?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, grades: dict[str, list[tuple[str, str]]], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("source", "information"):
            self.fields[name].choices = grades[name]  # type: ignore[attr-defined]  # each is a field of choices


class DeclineForm(forms.Form):
    """Why a report is not taken up."""

    reason = forms.ChoiceField(label=_("Why do you decline?"), choices=LeadDeclineReason.choices, widget=forms.RadioSelect)


class MoreForm(forms.Form):
    """What would be needed. Who told it cannot be asked for."""

    missing = forms.ChoiceField(label=_("What do you need?"), choices=LeadMissing.choices, widget=forms.RadioSelect)
