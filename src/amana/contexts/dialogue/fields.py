"""Fields that several forms of the dialogue share."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amana.contexts.dialogue.terms import CONFIDENCES, Partial, Source
from amana.kernel.locale.calendars import CalendarDay
from amana.kernel.locale.fields import DayField
from amana.kernel.vocabulary.terms import Confidence

LONG = {"rows": 4, "dir": "auto"}
SHORT = {"dir": "auto"}


def words(label: Any, *, required: bool = True, help_text: Any = "", long: bool = False, most: int | None = None) -> forms.CharField:
    """Text in any script, which sets its own direction."""
    widget = forms.Textarea(attrs=LONG) if long else forms.TextInput(attrs=SHORT)
    return forms.CharField(label=label, required=required, help_text=help_text, widget=widget, max_length=most)


def link(label: Any) -> forms.URLField:
    """An address on the web."""
    return forms.URLField(label=label, required=False, max_length=500, assume_scheme="https", widget=forms.URLInput(attrs={"dir": "ltr"}))


class SourceForm(forms.Form):
    """Where a fact comes from (S12): asked in every form that states one."""

    source = words(
        _("Where does this come from?"), long=True, help_text=_("The paper with its paragraph, the page with its address, or the office.")
    )
    source_on = DayField(label=_("Of which day is the source?"), required=False, latest=timezone.localdate)
    confidence = forms.ChoiceField(
        label=_("How far can it be relied on?"), choices=[(each.value, each.label) for each in CONFIDENCES], widget=forms.RadioSelect
    )

    def sourced(self) -> Source:
        said = self.cleaned_data
        return Source(words=said["source"], on=said["source_on"], confidence=Confidence(said["confidence"]))


def said_of(source: Source) -> dict[str, object]:
    """What the source fields begin with."""
    return {"source": source.words, "source_on": source.on, "confidence": source.confidence.value}


def partial(given: CalendarDay | None) -> Partial | None:
    """What a field for a day, month or year gave."""
    return Partial.of(given) if given else None


class ReasonForm(forms.Form):
    """Why something is put differently."""

    reason = words(_("Why?"), long=True, help_text=_("It stays in the history, beside what stood there before."))
