"""Forms of the pages on purposes and emergency openings."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amana.kernel.access.actions import REASON_CHARACTERS
from amana.kernel.access.errors import ReasonNeeded
from amana.kernel.access.models import Outcome
from amana.kernel.access.terms import Purpose
from amana.kernel.organisations.models import Organisation

# What a person can do under each purpose, in words for somebody on their first day.
MEANING: dict[Purpose, str | Promise] = {
    Purpose.ASSISTANCE: _("Open and keep the files of people we help."),
    Purpose.SCREENING: _("Meet somebody for the first time, find or register them, ask the screening questions."),
    Purpose.IDENTIFICATION: _("Decide formally who is a victim of trafficking."),
    Purpose.REFERRAL: _("Bring a person to another service, with their consent."),
    Purpose.SUPERVISION: _("Look at the team's work, share it out, close cases."),
    Purpose.INVESTIGATION: _("Read, grade and answer reports of offences. No person’s file opens."),
    Purpose.DIALOGUE: _("Record and check what states promised and what their law says. No person’s file opens."),
    Purpose.OVERSIGHT: _("See who opened what and why. What files say stays closed."),
    Purpose.ADMINISTRATION: _("Keep accounts and settings. No file opens."),
    Purpose.MAINTENANCE: _("Work of the node itself."),
}

Choices = dict[Organisation, list[Purpose]]


class OpenPurpose(forms.Form):
    """One choice among the purposes a person may open, in each of their organisations."""

    choice = forms.ChoiceField(label=_("What are you working on?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, offered: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self._by_key = {f"{place.ref}.{purpose}": (place, purpose) for place, purposes in offered.items() for purpose in purposes}
        field = self.fields["choice"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(key, _words(*pair)) for key, pair in self._by_key.items()]
        if len(self._by_key) == 1:
            field.initial = next(iter(self._by_key))

    def chosen(self) -> tuple[Organisation, Purpose]:
        """Where and for what; after `is_valid`."""
        return self._by_key[self.cleaned_data["choice"]]


class FindFile(forms.Form):
    number = forms.CharField(
        label=_("Number of the file"),
        help_text=_("As it stands on the person's papers, or as a colleague tells you. For example: C-2026-000123."),
        max_length=20,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )


TOO_SHORT = _("Write in a full sentence why this file must be opened now: at least %(limit_value)d characters.")


class BreakGlass(forms.Form):
    reason = forms.CharField(
        label=_("Why must this file be opened now?"),
        help_text=_("One or two sentences. A colleague is told at once, reads this and reviews the opening."),
        min_length=REASON_CHARACTERS,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": ReasonNeeded.sentence, "min_length": TOO_SHORT},
    )


class Seen(forms.Form):
    glass = forms.UUIDField()


class Review(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Did the file have to be opened?"),
        help_text=_("Whoever opened the file is told your answer and your name."),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("What you found"),
        help_text=_("For those who review. Whoever opened the file does not read it."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def _words(place: Organisation, purpose: Purpose) -> str:
    said = _("%(purpose)s, for %(organisation)s. %(meaning)s")
    return str(said) % {"purpose": purpose.label, "organisation": place.name, "meaning": MEANING[purpose]}
