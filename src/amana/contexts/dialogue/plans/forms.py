"""What is asked about a national plan."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amana.contexts.dialogue import tables
from amana.contexts.dialogue.fields import ReasonForm, SourceForm, link, partial, said_of, words
from amana.contexts.dialogue.plans.values import PlanFacts, Work
from amana.contexts.dialogue.terms import BudgetState, CommitmentId, PlanState, Status
from amana.kernel.locale.fields import PartialDayField


class PlanForm(SourceForm):
    """A plan: title, years, whether it counts."""

    title = words(_("Title"), most=300)
    first_year = forms.IntegerField(label=_("First year"), required=False, min_value=1990, max_value=2100)
    last_year = forms.IntegerField(label=_("Last year"), required=False, min_value=1990, max_value=2100)
    state = forms.ChoiceField(label=_("Does it count?"), choices=PlanState.choices, widget=forms.RadioSelect)
    note = words(_("What else is known"), required=False, long=True)
    field_order: Iterable[str] = ("title", "first_year", "last_year", "state", "note", "source", "source_on", "confidence")

    def clean(self) -> None:
        first, last = self.cleaned_data.get("first_year"), self.cleaned_data.get("last_year")
        if first and last and first > last:
            self.add_error("last_year", _("The last year lies before the first."))

    def facts(self) -> PlanFacts:
        said = self.cleaned_data
        return PlanFacts(
            title=said["title"],
            first_year=said["first_year"],
            last_year=said["last_year"],
            state=PlanState(said["state"]),
            note=said["note"],
            source=self.sourced(),
        )


class CorrectPlanForm(PlanForm, ReasonForm):
    """The same put right, with the reason."""

    field_order: Iterable[str] = (*PlanForm.field_order, "reason")


def plan_begins_with(facts: PlanFacts) -> dict[str, object]:
    """What a form begins with where a plan is there already."""
    return {
        "title": facts.title,
        "first_year": facts.first_year,
        "last_year": facts.last_year,
        "state": facts.state.value,
        "note": facts.note,
        **said_of(facts.source),
    }


class WorkForm(SourceForm):
    """An activity: goal, what is done, by which body, until when, measured how, with which money."""

    goal = words(_("Goal of the plan"), most=300)
    text = words(_("What is to be done?"), long=True)
    owner_body = words(_("Which body does it?"), required=False, most=200, help_text=_("By its office. Never a person's name."))
    deadline = PartialDayField(label=_("By when?"), required=False, help_text=_("A day, a month or a year. Leave it empty if none is set."))
    indicator = forms.ChoiceField(label=_("Indicator"), required=False)
    budget = forms.DecimalField(label=_("Money it needs"), required=False, min_value=0, max_digits=14, decimal_places=2)
    currency = forms.CharField(
        label=_("Currency"), required=False, min_length=3, max_length=3, help_text=_("Three letters, such as EUR or DJF.")
    )
    budget_state = forms.ChoiceField(label=_("Is the money there?"), choices=BudgetState.choices, widget=forms.RadioSelect)
    field_order: Iterable[str] = (
        "goal", "text", "owner_body", "deadline", "indicator", "budget", "currency", "budget_state", "source", "source_on", "confidence",
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = [("", _("None")), *tables.named(tables.INDICATORS)]
        self.fields["indicator"].choices = offered  # type: ignore[attr-defined]  # the field is one of choices

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def clean(self) -> None:
        said = self.cleaned_data
        if (said.get("budget") is None) != (not said.get("currency")):
            self.add_error("currency", _("Give amount and currency together, or neither."))

    def work(self) -> Work:
        said = self.cleaned_data
        return Work(
            goal=said["goal"],
            text=said["text"],
            owner_body=said["owner_body"],
            indicator=said["indicator"],
            deadline=partial(said["deadline"]),
            budget=said["budget"],
            currency=said["currency"],
            budget_state=BudgetState(said["budget_state"]),
            source=self.sourced(),
        )


class AddWorkForm(WorkForm):
    """A new activity, and the commitment it carries out."""

    commitment = forms.ChoiceField(label=_("Which commitment does it carry out?"), required=False)
    field_order: Iterable[str] = ("goal", "text", "commitment", *tuple(WorkForm.field_order)[2:])

    def __init__(self, *args: Any, commitments: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["commitment"].choices = [("", _("None")), *commitments]  # type: ignore[attr-defined]  # one of choices

    def carries_out(self) -> CommitmentId | None:
        said = self.cleaned_data["commitment"]
        return CommitmentId(forms.UUIDField().clean(said)) if said else None


class RewordWorkForm(WorkForm, ReasonForm):
    """The same put differently, with the reason."""

    field_order: Iterable[str] = (*WorkForm.field_order, "reason")


def work_begins_with(work: Work) -> dict[str, object]:
    """What a form begins with where an activity is there already."""
    return {
        "goal": work.goal,
        "text": work.text,
        "owner_body": work.owner_body,
        "deadline": work.deadline.shown if work.deadline else None,
        "indicator": work.indicator,
        "budget": work.budget,
        "currency": work.currency,
        "budget_state": work.budget_state.value,
        **said_of(work.source),
    }


class ActivityReportForm(ReasonForm):
    """How far an activity is, as its state says."""

    status = forms.ChoiceField(label=_("Where does it stand?"), widget=forms.RadioSelect)
    evidence = words(_("What shows it?"), required=False, long=True)
    evidence_url = link(_("Link to it"))
    field_order: Iterable[str] = ("status", "reason", "evidence", "evidence_url")

    def __init__(self, *args: Any, offered: tuple[Status, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["status"].choices = [(each.value, each.label) for each in offered]  # type: ignore[attr-defined]  # one of choices


class ActivityJudgeForm(ReasonForm):
    """What a second party found."""

    confirmed = forms.ChoiceField(
        label=_("What did you find?"),
        choices=[("yes", _("It is done. I have seen what shows it.")), ("no", _("It is not done, or nothing shows it."))],
        widget=forms.RadioSelect,
    )
    field_order: Iterable[str] = ("confirmed", "reason")
