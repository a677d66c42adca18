"""What somebody enters about a treaty, decides between claims, or hands in as a table."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amana.contexts.law.days import PartialDay
from amana.contexts.law.treaties import shown
from amana.contexts.law.treaties.actions import Given
from amana.contexts.law.treaties.queries import treaties
from amana.contexts.law.treaties.terms import Act, ClaimId, Confidence, DateKind
from amana.contexts.law.treaties.values import Claim
from amana.kernel.locale.calendars import Calendar, CalendarDay
from amana.kernel.locale.fields import DayField, PartialDayField
from amana.kernel.locale.names import country_choices

MOST_BYTES = 4 * 1024 * 1024
OPEN_AGAIN = "none"


class OnForm(forms.Form):
    """The day that a page speaks of; today where none is given."""

    on = DayField(label=_("On which day?"), required=False, help_text=_("Leave it empty for today."))


class SinceForm(forms.Form):
    since = DayField(label=_("Since which day?"), required=False, help_text=_("Leave it empty for the last year."))


class ClaimForm(forms.Form):
    """One claim. A day may be a month or a year, as the source has it."""

    state = forms.ChoiceField(label=_("Which state?"))
    treaty = forms.ChoiceField(label=_("Which treaty?"))
    act = forms.ChoiceField(label=_("What does the source say that the state did?"), choices=[("", ""), *Act.choices])
    day = PartialDayField(
        label=_("When?"),
        required=False,
        latest=timezone.localdate,
        help_text=_("As exactly as the source says: a day, a month or a year. Leave it empty where it says nothing."),
    )
    date_kind = forms.ChoiceField(
        label=_("What is this the date of?"),
        choices=DateKind.choices,
        initial=DateKind.NOT_SAID,
        help_text=_("Adoption by parliament is not yet a deposit; keep the two apart."),
    )
    source = forms.CharField(
        label=_("Where is this said?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A page, a gazette with its number, or a letter with its date, so that somebody else can look it up."),
    )
    seen = DayField(label=_("When did you look?"), latest=timezone.localdate)
    confidence = forms.ChoiceField(label=_("How far can it be relied on?"), choices=[("", ""), *Confidence.choices])
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, states: tuple[str, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        # both fields are of choices
        self.fields["state"].choices = country_choices(states)  # type: ignore[attr-defined]
        self.fields["treaty"].choices = [("", ""), *((row.code, row.text("name")) for row in treaties())]  # type: ignore[attr-defined]

    def clean(self) -> None:
        said = self.cleaned_data
        act, day = said.get("act"), said.get("day")
        if not act or day is None:
            return
        if not shown.gives_date(Act(act)):
            self.add_error("day", _("“Not a party” and “not known” have no date. Give the day on which you looked instead."))
        elif said.get("date_kind") == DateKind.NOT_SAID:
            self.add_error(
                "date_kind", _("Say what this is the date of: a deposit, a signature and a vote in parliament are different days.")
            )
        if not day.exact and day.calendar is not Calendar.GREGORIAN:
            self.add_error("day", _("A month or a year alone can only be given in the Gregorian calendar, as depositaries count."))

    def given(self) -> Given:
        said = self.cleaned_data
        return Given(
            state=said["state"],
            treaty=said["treaty"],
            act=Act(said["act"]),
            day=_partial(said["day"]),
            date_kind=DateKind(said["date_kind"]),
            source=said["source"],
            seen=PartialDay(year=said["seen"].year, month=said["seen"].month, day=said["seen"].day),
            confidence=Confidence(said["confidence"]),
            note=said["note"],
        )


class CorrectForm(ClaimForm):
    """A claim put right: the state and the treaty stay, the rest is filled in as it was said, and why is new."""

    why = forms.CharField(
        label=_("What was wrong?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Your office and this reason stay beside the claims for everybody to read."),
    )

    def __init__(self, *args: Any, claim: Claim, **options: Any) -> None:
        said = {name: getattr(claim, name) for name in ("state", "treaty", "act", "date_kind", "source", "confidence", "note")}
        days = {"day": claim.day.shown() if claim.day else None, "seen": claim.seen.shown() if claim.seen else None}
        super().__init__(*args, states=(claim.state,), initial=said | days, **options)
        for name in ("state", "treaty"):
            self.fields[name].disabled = True


class DecideForm(forms.Form):
    """Which claim is upheld. Nothing is chosen beforehand."""

    upholds = forms.ChoiceField(label=_("Which claim is right?"), widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Why?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Your office and this reason stay beside the claims for everybody to read."),
    )

    def __init__(self, *args: Any, claims: list[Claim], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(str(claim.ref), shown.in_one_line(claim)) for claim in claims]
        # the field is one of choices
        self.fields["upholds"].choices = [*choices, (OPEN_AGAIN, _("It cannot be decided yet; the question stays open"))]  # type: ignore[attr-defined]
        self.by_ref = {str(claim.ref): claim.ref for claim in claims}

    def upheld(self) -> ClaimId | None:
        return self.by_ref.get(self.cleaned_data["upholds"])


class TableForm(forms.Form):
    """A whole table of claims."""

    file = forms.FileField(
        label=_("Table of claims (CSV)"),
        help_text=_("The whole table, with every claim that still holds. You see what it would change before anything changes."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than 4 MB. Check that it is the right one."))
        return file

    def text(self) -> str:
        """The content. Raises UnicodeDecodeError where it is not UTF-8."""
        content: bytes = self.cleaned_data["file"].read()
        return content.decode("utf-8-sig")


def _partial(value: CalendarDay | None) -> PartialDay | None:
    """A day in any calendar, or a month or year of the Gregorian one, which the form has seen to."""
    if value is None:
        return None
    first = value.first()
    return PartialDay(year=first.year, month=first.month if value.month else 0, day=first.day if value.exact else 0)
