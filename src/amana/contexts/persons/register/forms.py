"""The search, and the one page on which a person is registered: short, and everything on it may stay empty but what finds them again."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from amana.contexts.persons.record.forms import (
    NOTHING,
    BirthForm,
    ChosenForm,
    DocumentForm,
    LanguageForm,
    NameForm,
    PhoneForm,
    PlaceForm,
    SafeContactForm,
    StateForm,
    StatementForm,
    today,
)
from amana.contexts.persons.register.actions import Registration
from amana.contexts.persons.register.queries import SearchQuery
from amana.contexts.persons.register.rules import can_be_found_again
from amana.contexts.persons.rules.names import name_in_one_box
from amana.contexts.persons.rules.numbers import looks_like_number
from amana.contexts.persons.terms import FactKind, Gender, Source
from amana.contexts.persons.values import Statement
from amana.kernel.files.models import Level
from amana.kernel.locale.calendars import CalendarDay
from amana.kernel.locale.fields import DayField, PartialDayField


class SearchForm(forms.Form):
    """One box for whatever is known, and refinements under it."""

    text = forms.CharField(
        label=_("Name, phone, document or file number"),
        required=False,
        max_length=200,
        help_text=_("In any letters and spelling; the order of the names does not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto", "type": "search", "data-shortcut": "/"}),
    )
    phone = forms.CharField(label=_("Phone"), required=False, max_length=40)
    document = forms.CharField(label=_("Document number"), required=False, max_length=60)
    born = PartialDayField(label=_("Born"), required=False, latest=today, help_text=_("The year is enough."))
    sex = forms.ChoiceField(label=_("Sex or gender"), required=False, choices=[NOTHING, *Gender.choices])

    REFINEMENTS = ("phone", "document", "born", "sex")

    def query(self) -> SearchQuery:
        """What is looked for."""
        said = self.cleaned_data
        born: CalendarDay | None = said.get("born")
        year = None if born is None else born.first().year
        return SearchQuery(text=said["text"], phone=said["phone"], document=said["document"], birth_year=year, sex=said["sex"])

    @property
    def refined(self) -> bool:
        """Whether any refinement is filled in, so that they are shown open."""
        return any(self.data.get(name) for name in (*self.REFINEMENTS, "born_year", "born_day"))


class RegistrationHead(forms.Form):
    """What holds for the whole registration."""

    source = forms.ChoiceField(label=_("Who says all this"), choices=Source.choices, initial=Source.TOLD_BY_PERSON)
    stated_on = DayField(label=_("Said on"), initial=today, latest=today)
    level = forms.ChoiceField(
        label=_("Who may open the file"),
        choices=Level.choices,
        initial=Level.ORGANISATION,
        widget=forms.RadioSelect,
        help_text=_("Restrict it where even colleagues should not know that the person is here."),
    )


class RegistrationForm:
    """Several small forms that are filled in, checked and shown as one; what the error summary needs, it answers for all of them."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, search: UUID, text: str = "") -> None:
        options: dict[str, Any] = {"data": data, "brief": True}
        self.search = search
        self.head = RegistrationHead(data, prefix="all")
        self.name = NameForm(prefix="name", initial=_names(text), **options)
        self.other_name = NameForm(prefix="other", **options)
        self.gender = ChosenForm(prefix="gender", kind=FactKind.GENDER, **options)
        self.birth = BirthForm(prefix="birth", **options)
        self.nationality = StateForm(prefix="nationality", kind=FactKind.NATIONALITY_CLAIMED, **options)
        self.origin = PlaceForm(prefix="origin", **options)
        self.language = LanguageForm(prefix="language", **options)
        self.phone = PhoneForm(prefix="phone", initial={"number": text if looks_like_number(text) else ""}, **options)
        self.document = DocumentForm(prefix="document", **options)
        self.feared = StateForm(prefix="feared", kind=FactKind.STATE_FEARED, **options)
        self.contact = SafeContactForm(prefix="contact", **options)

    @property
    def parts(self) -> tuple[StatementForm, ...]:
        """The forms of single statements, in the order of the page."""
        return (
            self.name, self.other_name, self.gender, self.birth, self.nationality, self.origin,
            self.language, self.phone, self.document, self.feared, self.contact,
        )  # fmt: skip

    def __iter__(self) -> Iterator[BoundField]:
        for form in (*self.parts, self.head):
            yield from form

    @property
    def errors(self) -> dict[str, Any]:
        """All errors, by the name of the field as it is posted."""
        return {form.add_prefix(name): errors for form in (*self.parts, self.head) for name, errors in form.errors.items()}

    @property
    def non_field_errors(self) -> list[str]:
        return []

    def is_valid(self) -> bool:
        """Whether every part is, and something stands here by which the person can be found again."""
        if self.errors:
            return False
        if not can_be_found_again(self.statements()):
            self.name.add_error("given_name", _("Write at least one name, phone or document by which this person can be found again."))
            return False
        return True

    def statements(self) -> tuple[Statement, ...]:
        """What was said, in the order of the page; what was left empty is not recorded at all."""
        about = {name: self.head.cleaned_data[name] for name in ("source", "stated_on")}
        return tuple(said for form in self.parts if (said := form.statement(**about)) is not None)

    def registration(self) -> Registration:
        return Registration(statements=self.statements(), search=self.search, level=Level(self.head.cleaned_data["level"]))


def _names(text: str) -> dict[str, str]:
    """What was searched for, spread over the first fields of the name in its order; whoever registers puts each part in its place."""
    if not text.strip() or looks_like_number(text):
        return {}
    parts = [part.text for part in name_in_one_box(text).parts]
    fields = ("given_name", "father", "grandfather")
    filled = dict(zip(fields, parts, strict=False))
    return filled | ({"further": " ".join(parts[3:])} if len(parts) > 3 else {})
