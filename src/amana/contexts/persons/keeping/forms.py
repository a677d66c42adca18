"""Forms about the file itself."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amana.contexts.persons.terms import CloseReason, ErasureGround
from amana.kernel.files.models import Level, TeamRole
from amana.kernel.ids import UserId
from amana.kernel.locale.fields import DayField

SUGGESTED_YEARS = 5  # a suggestion only: how long files are kept is set by the node's law (S11)


def suggested_end() -> date:
    """Five years from now, as a start for whoever decides."""
    return timezone.localdate() + timedelta(days=365 * SUGGESTED_YEARS + 1)


class JoinForm(forms.Form):
    user = forms.ChoiceField(label=_("Colleague"))
    role = forms.ChoiceField(label=_("Part"), choices=TeamRole.choices, initial=TeamRole.MEMBER)

    def __init__(self, *args: Any, colleagues: list[tuple[UserId, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        # the field is one of choices
        self.fields["user"].choices = [("", _("Choose")), *((str(ref), name) for ref, name in colleagues)]  # type: ignore[attr-defined]


class LevelForm(forms.Form):
    level = forms.ChoiceField(label=_("Who may open the file"), choices=Level.choices, widget=forms.RadioSelect)
    because = forms.CharField(label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class CloseForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why work on the file ends"), choices=CloseReason.choices, widget=forms.RadioSelect)
    keep_until = DayField(
        label=_("Keep the file until"),
        initial=suggested_end,
        earliest=timezone.localdate,
        help_text=_("The law of your service says how long."),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReopenForm(forms.Form):
    because = forms.CharField(label=_("Why work goes on"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    version = forms.IntegerField(widget=forms.HiddenInput)


class ErasureForm(forms.Form):
    ground = forms.ChoiceField(label=_("On which ground"), choices=ErasureGround.choices, widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput)
