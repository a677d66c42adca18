"""What an identification asks on a page."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amana.contexts.cases.identification.terms import Instance, Outcome, Step, Weight
from amana.contexts.cases.identification.values import ActId, ActView, Decided
from amana.kernel.locale.fields import DayField

LONG = {"rows": 4, "dir": "auto"}


class DecideForm(forms.Form):
    """One step of the competent authority."""

    step = forms.ChoiceField(label=_("Which step is decided?"), choices=Step.choices, widget=forms.RadioSelect)
    outcome = forms.ChoiceField(
        label=_("What is decided?"),
        choices=[
            (Outcome.POSITIVE, _("Yes: there are grounds, or the person is a victim of trafficking.")),
            (Outcome.NEGATIVE, _("No. It takes effect when a second person confirmed it and the person was told.")),
        ],
        widget=forms.RadioSelect,
    )
    decided_on = DayField(label=_("On which day?"), latest=timezone.localdate)
    reasons = forms.CharField(
        label=_("Why?"), widget=forms.Textarea(attrs=LONG), help_text=_("In words that can be read out to the person.")
    )
    weight = forms.ChoiceField(label=_("How much does the evidence weigh?"), choices=Weight.choices, widget=forms.RadioSelect)
    language = forms.CharField(label=_("In which language was the person heard?"), required=False, max_length=60)
    interpreter = forms.CharField(label=_("Who interpreted?"), required=False, max_length=120)
    instance = forms.ChoiceField(label=_("Is this a first decision?"), choices=Instance.choices, widget=forms.RadioSelect)
    reviews = forms.ChoiceField(label=_("Which decision is decided anew?"), required=False)

    def __init__(self, *args: Any, acts: tuple[ActView, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        said = [(str(view.ref), f"{view.act.step.label}, {view.act.decided_on:%Y-%m-%d}, {view.authority}") for view in acts]
        self.fields["reviews"].choices = [("", _("None")), *said]  # type: ignore[attr-defined]  # the field is one of choices

    def clean(self) -> None:
        said = self.cleaned_data
        if said.get("instance") in (Instance.REVIEW, Instance.APPEAL) and not said.get("reviews"):
            self.add_error("reviews", _("Name the decision that is decided anew."))

    def decided(self) -> Decided:
        said = self.cleaned_data
        return Decided(
            step=Step(said["step"]),
            outcome=Outcome(said["outcome"]),
            decided_on=said["decided_on"],
            reasons=said["reasons"],
            weight=Weight(said["weight"]),
            instance=Instance(said["instance"]),
            reviews=ActId(forms.UUIDField().clean(said["reviews"])) if said["reviews"] else None,
            language=said["language"],
            interpreter=said["interpreter"],
        )


class ConfirmForm(forms.Form):
    """A second person stands behind a decision."""

    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs=LONG))


class TellForm(forms.Form):
    """That the person was told."""

    on = DayField(label=_("On which day was the person told?"), latest=timezone.localdate)
    how = forms.CharField(label=_("How, in which language, by whom?"), widget=forms.Textarea(attrs=LONG))
    review_explained = forms.BooleanField(label=_("The person was told how to ask for review, and who can help with it."), required=False)


class ReviewForm(forms.Form):
    """That somebody asks for review, or that a review ended."""

    on = DayField(label=_("On which day?"), latest=timezone.localdate)
    note = forms.CharField(label=_("On which grounds, in the person's own words?"), widget=forms.Textarea(attrs=LONG))


class EndReviewForm(forms.Form):
    on = DayField(label=_("On which day?"), latest=timezone.localdate)
    note = forms.CharField(label=_("How did the review end?"), widget=forms.Textarea(attrs=LONG))


class ExtendForm(forms.Form):
    """A longer recovery period."""

    days = forms.IntegerField(label=_("How many days longer?"), min_value=1, max_value=730)
    basis = forms.CharField(label=_("On which legal basis?"), widget=forms.Textarea(attrs=LONG))
