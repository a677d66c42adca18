"""What is asked about a commitment."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amana.contexts.dialogue import tables
from amana.contexts.dialogue.commitments.values import Evidence, Promise
from amana.contexts.dialogue.fields import ReasonForm, SourceForm, link, partial, said_of, words
from amana.contexts.dialogue.terms import CONFIDENCES, Sharing, Status
from amana.kernel.locale.fields import DayField, PartialDayField
from amana.kernel.vocabulary.terms import Confidence

NONE_AGREED = _("none agreed")


class PromiseForm(SourceForm):
    """A commitment: what, who, by when, where it is written."""

    action = words(_("What is promised?"), long=True)
    reference = words(_("Where is it written?"), most=300, help_text=_("Paragraph of the instrument, or number of the recommendation."))
    instrument = forms.ChoiceField(label=_("Instrument"), required=False)
    owner_state = forms.ChoiceField(label=_("Which state owns it?"), required=False)
    owner_body = words(
        _("Which body?"), required=False, most=200, help_text=_("Ministry, agency or institution, by its office. Never a person's name.")
    )
    deadline = PartialDayField(
        label=_("By when?"), required=False, help_text=_("A day, a month or a year. Leave it empty where no date was agreed.")
    )
    indicator = words(_("How will one see that it is done?"), required=False, most=300)
    priority = forms.ChoiceField(label=_("Priority of the Rome Declaration"))
    domain = forms.ChoiceField(label=_("Domain of the Joint Valletta Action Plan"), required=False)

    field_order: Iterable[str] = (
        "action", "reference", "instrument", "owner_state", "owner_body", "deadline", "indicator", "priority", "domain",
        "source", "source_on", "confidence",
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        none = [("", _("None"))]
        choices = {
            "instrument": none + tables.named(tables.INSTRUMENTS, said=lambda row: f"{row.text('name')} ({row['year']})"),
            "owner_state": [("", _("No state: a body of the dialogue")), *tables.state_choices()],
            "priority": [("", "–"), *tables.named(tables.PRIORITIES)],  # none is chosen beforehand
            "domain": none + tables.named(tables.DOMAINS),
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]  # the field is one of choices

    def clean(self) -> None:
        said = self.cleaned_data
        if not said.get("owner_state") and not said.get("owner_body"):
            self.add_error("owner_body", _("Name the state or the body that owns it."))

    def promise(self) -> Promise:
        said = self.cleaned_data
        return Promise(
            action=said["action"],
            reference=said["reference"],
            instrument=said["instrument"],
            owner_state=said["owner_state"],
            owner_body=said["owner_body"],
            indicator=said["indicator"],
            deadline=partial(said["deadline"]),
            priority=said["priority"],
            domain=said["domain"],
            source=self.sourced(),
        )


class RewordForm(PromiseForm, ReasonForm):
    """The same put differently, with the reason."""

    field_order: Iterable[str] = (*PromiseForm.field_order, "reason")


def begins_with(promise: Promise) -> dict[str, object]:
    """What a form begins with where a promise is there already."""
    return {
        "action": promise.action,
        "reference": promise.reference,
        "instrument": promise.instrument,
        "owner_state": promise.owner_state,
        "owner_body": promise.owner_body,
        "deadline": promise.deadline.shown if promise.deadline else None,
        "indicator": promise.indicator,
        "priority": promise.priority,
        "domain": promise.domain,
        **said_of(promise.source),
    }


class EvidenceForm(ReasonForm):
    """What a step rests on: optional, but with its day and how far it can be relied on where it is given."""

    evidence = words(_("What shows it?"), required=False, long=True, help_text=_("A law, a decree, a report, with its number and date."))
    evidence_url = link(_("Link to it"))
    evidence_on = DayField(label=_("Of which day is it?"), required=False, latest=timezone.localdate)
    evidence_confidence = forms.ChoiceField(
        label=_("How far can it be relied on?"),
        required=False,
        choices=[(each.value, each.label) for each in CONFIDENCES],
        widget=forms.RadioSelect,
    )

    def clean(self) -> None:
        said = self.cleaned_data
        if said.get("evidence") and not said.get("evidence_confidence"):
            self.add_error("evidence_confidence", _("Say how far it can be relied on."))
        if (said.get("evidence_url") or said.get("evidence_on")) and not said.get("evidence"):
            self.add_error("evidence", _("Say in words what it is."))

    def resting_on(self) -> Evidence | None:
        said = self.cleaned_data
        if not said["evidence"]:
            return None
        return Evidence(
            words=said["evidence"],
            url=said["evidence_url"],
            on=said["evidence_on"],
            confidence=Confidence(said["evidence_confidence"]),
        )


class ReportForm(EvidenceForm):
    """What the owner says of its progress."""

    status = forms.ChoiceField(label=_("Where does it stand?"), widget=forms.RadioSelect)
    field_order: Iterable[str] = ("status", "reason", "evidence", "evidence_url", "evidence_on", "evidence_confidence")

    def __init__(self, *args: Any, offered: tuple[Status, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["status"].choices = [(each.value, each.label) for each in offered]  # type: ignore[attr-defined]  # one of choices


class JudgeForm(EvidenceForm):
    """What a second party found."""

    confirmed = forms.ChoiceField(
        label=_("What did you find?"),
        choices=[("yes", _("It is done. I have seen what shows it.")), ("no", _("It is not done, or nothing shows it."))],
        widget=forms.RadioSelect,
    )
    field_order: Iterable[str] = ("confirmed", "reason", "evidence", "evidence_url", "evidence_on", "evidence_confidence")


class DecideForm(ReasonForm):
    """What the secretariat says of it."""

    status = forms.ChoiceField(label=_("What became of it?"), widget=forms.RadioSelect)
    field_order: Iterable[str] = ("status", "reason")

    def __init__(self, *args: Any, offered: tuple[Status, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["status"].choices = [(each.value, each.label) for each in offered]  # type: ignore[attr-defined]  # one of choices


class ShareForm(ReasonForm):
    """How far others may see it."""

    sharing = forms.ChoiceField(label=_("Who may see it?"), choices=Sharing.choices, widget=forms.RadioSelect)
    field_order: Iterable[str] = ("sharing", "reason")


class FilterForm(forms.Form):
    """Which commitments are listed. Asked by address, so that a list can be linked."""

    state = forms.ChoiceField(label=_("State"), required=False)
    priority = forms.ChoiceField(label=_("Priority"), required=False)
    standing = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("All")), ("overdue", _("Overdue")), *Status.choices, ("not_shared", _("Not shared"))],
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, offered in (("state", tables.state_choices()), ("priority", tables.named(tables.PRIORITIES))):
            self.fields[name].choices = [("", _("All")), *offered]  # type: ignore[attr-defined]  # the field is one of choices

    def chosen(self) -> dict[str, str]:
        """What was asked for; nothing of a word that is not offered."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}
