"""What a lead asks on a page: what happened, where, who did it, on which route, for how much, how good it is; not who tells it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amana.contexts.cases.consent.terms import Category
from amana.contexts.cases.leads.compose import LeadDraft
from amana.contexts.exchange.guard import terms
from amana.contexts.exchange.guard.words import LABELS
from amana.kernel.locale.fields import DayField
from amana.kernel.locale.names import country_choices

LONG = {"rows": 5, "dir": "auto"}
ROWS = 3  # of places, people, legs and payments; more is written into what happened
_ANY = [("", "")]
# Fields of the form that are fields of the message.
PLAIN = (
    "offences", "acts", "means", "exploitation", "what", "willing", "source_grade", "information_grade", "handling", "handling_note",
)  # fmt: skip


def _text(label: Any, most: int = 200) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=most)


def _choice(label: Any, choices: Iterable[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[*_ANY, *choices])


def _several(label: Any, choices: Iterable[tuple[str, Any]], *, required: bool = False) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=required, choices=list(choices), widget=forms.CheckboxSelectMultiple)


class LeadForm(forms.Form):
    """The lead itself."""

    offences = _several(_("Which offences did others commit?"), terms.Offence.choices, required=True)
    what = forms.CharField(
        label=_("What happened?"),
        max_length=6000,
        widget=forms.Textarea(attrs=LONG),
        help_text=_("Facts about the offence and those who committed it. Do not write here who the person is."),
    )
    acts = _several(_("Act"), terms.Act.choices)
    means = _several(_("Means (not needed for a child)"), terms.Means.choices)
    exploitation = _several(_("Purpose"), terms.Exploitation.choices)
    willing = forms.ChoiceField(
        label=_("Would the person speak to an investigator?"), choices=terms.Willing.choices, widget=forms.RadioSelect
    )
    source_grade = forms.ChoiceField(label=_("How reliable is the source?"), widget=forms.RadioSelect)
    information_grade = forms.ChoiceField(label=_("How sure is the information?"), widget=forms.RadioSelect)
    handling = forms.MultipleChoiceField(label=_("What may they do with it?"), widget=forms.CheckboxSelectMultiple)
    handling_note = _text(_("Note on handling"), 500)
    names_person = forms.BooleanField(label=_("Tell them who the person is, too: the person agreed to that as well."), required=False)
    gives_phones = forms.BooleanField(label=_("And how to reach them: the person agreed to that as well."), required=False)

    def __init__(self, *args: Any, agreed: Iterable[str], child: bool, grades: dict[str, list[tuple[str, str]]], **options: Any) -> None:
        super().__init__(*args, **options)
        allowed = set(agreed)
        for name, kind in (("source_grade", "source"), ("information_grade", "information"), ("handling", "handling")):
            self.fields[name].choices = grades[kind]  # type: ignore[attr-defined]  # each is a field of choices
        if Category.IDENTITY.value not in allowed:
            del self.fields["names_person"], self.fields["gives_phones"]
        elif Category.CONTACT.value not in allowed:
            del self.fields["gives_phones"]
        if child:
            self.fields["best_interests"] = forms.CharField(
                label=_("Which determination of best interests covers this, and where is it recorded?"), max_length=300
            )


class PlaceForm(forms.Form):
    place = _text(LABELS["places"])
    role = _choice(_("What happened there?"), terms.PlaceRole.choices)
    state = _choice(_("Country"), ())
    first = DayField(label=_("From"), required=False)
    last = DayField(label=_("Until"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["state"].choices = [*_ANY, *country_choices()]  # type: ignore[attr-defined]  # the field is one of choices

    def row(self) -> dict[str, Any] | None:
        said = self.cleaned_data
        if not said.get("place"):
            return None
        row = {"place": said["place"], "role": said["role"] or terms.PlaceRole.PASSED.value, "state": said["state"]}
        days = {name: said[name].isoformat() for name in ("first", "last") if said.get(name)}
        return {name: value for name, value in {**row, **days}.items() if value}


class OffenderForm(forms.Form):
    names = _text(_("Names, as they were called"))
    role = _choice(_("Part"), terms.OffenderRole.choices)
    phones = _text(_("Phone number"), 60)
    accounts = _text(_("Account on a network"))
    description = _text(_("Description"), 1000)

    def row(self) -> dict[str, Any] | None:
        said = self.cleaned_data
        if not any(said.values()):
            return None
        row: dict[str, Any] = {"role": said["role"] or terms.OffenderRole.UNKNOWN.value}
        row |= {name: [said[name]] for name in ("names", "phones", "accounts") if said[name]}
        return {**row, "description": said["description"]} if said["description"] else row


class LegForm(forms.Form):
    start = _text(_("From"))
    end = _text(_("To"))
    transport = _choice(_("By what?"), terms.Transport.choices)
    vehicle = _text(_("Vehicle, number plate"))

    def row(self) -> dict[str, Any] | None:
        said = self.cleaned_data
        if not (said["start"] and said["end"]):
            return None
        row = {"from": said["start"], "to": said["end"], "transport": said["transport"] or terms.Transport.UNKNOWN.value}
        return {**row, "vehicle": said["vehicle"]} if said["vehicle"] else row


class PaymentForm(forms.Form):
    amount = forms.RegexField(label=_("Amount"), regex=r"^\d{1,12}(\.\d{1,2})?$", required=False)
    currency = forms.RegexField(label=_("Currency, three letters"), regex=r"^[A-Z]{3}$", required=False)
    method = _choice(_("How was it paid?"), terms.Payment.choices)
    to = _text(_("To whom?"))

    def row(self) -> dict[str, Any] | None:
        said = self.cleaned_data
        if not any(said.values()):
            return None
        row = {name: said[name] for name in ("amount", "currency", "to") if said[name]}
        return {**row, "method": said["method"] or terms.Payment.UNKNOWN.value}


class StateForm(forms.Form):
    """What is said about the officials or the conduct of a state: whole, with source, day and confidence, or not at all (S12)."""

    state = _choice(_("Which state?"), ())
    what = forms.CharField(
        label=_("What is said about its officials or what it did?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={**LONG, "rows": 2}),
    )
    source = _text(_("Who says so, or where does it stand?"))
    on = DayField(label=_("Said or seen on"), required=False, latest=timezone.localdate)
    confidence = _choice(_("How sure is the information?"), ())

    NEEDED = {
        "state": _("Choose the state that this is about."),
        "what": _("Write what is said about it."),
        "source": _("Write who says so, or where it stands. Nothing is said about a state without a source."),
        "on": _("Enter the day on which it was said or seen. Nothing is said about a state without a day."),
        "confidence": _("Choose how sure it is. Nothing is said about a state without that."),
    }

    def __init__(self, *args: Any, grades: dict[str, list[tuple[str, str]]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["state"].choices = [*_ANY, *country_choices()]  # type: ignore[attr-defined]  # both fields are of choices
        self.fields["confidence"].choices = [*_ANY, *grades["information"]]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A row in which anything stands needs all of it; each field that lacks says so by itself."""
        said: dict[str, Any] = super().clean() or {}
        if self.errors or any(said.get(name) for name in self.NEEDED):
            for name, sentence in self.NEEDED.items():
                if name not in self.errors and not said.get(name):
                    self.add_error(name, sentence)
        return said

    def row(self) -> dict[str, Any] | None:
        said = self.cleaned_data
        if not said.get("what"):
            return None
        return {name: said[name].isoformat() if name == "on" else said[name] for name in self.NEEDED}


class LeadPage:
    """The lead and its rows together, as one page sends them."""

    KINDS = {"places": PlaceForm, "offenders": OffenderForm, "route": LegForm, "money": PaymentForm}
    STATES = "states"

    def __init__(self, data: Any, *, agreed: Iterable[str], child: bool, grades: dict[str, list[tuple[str, str]]]) -> None:
        self.lead = LeadForm(data, agreed=agreed, child=child, grades=grades)
        self.rows: dict[str, list[Any]] = {
            name: [kind(data, prefix=f"{name}{number}") for number in range(ROWS)] for name, kind in self.KINDS.items()
        }
        self.rows[self.STATES] = [StateForm(data, prefix=f"{self.STATES}{number}", grades=grades) for number in range(ROWS)]

    @property
    def sections(self) -> list[tuple[Any, list[forms.Form]]]:
        return [(LABELS[name], rows) for name, rows in self.rows.items()]

    def is_valid(self) -> bool:
        every = [self.lead, *(form for rows in self.rows.values() for form in rows)]
        wrong = [form for form in every if not form.is_valid()]  # each is asked, so that each shows its errors
        return not wrong

    def draft(self, *, sender: str, recipient: str) -> LeadDraft:
        """What was entered, for one desk."""
        said = self.lead.cleaned_data
        content = {name: said[name] for name in PLAIN if said.get(name)}
        for name, rows in self.rows.items():
            told = [row for form in rows if (row := form.row()) is not None]
            if told:
                content[name] = told
        return LeadDraft(
            sender=sender,
            recipient=recipient,
            content=content,
            names_person=bool(said.get("names_person")),
            gives_phones=bool(said.get("gives_phones")),
            best_interests=said.get("best_interests", ""),
        )
