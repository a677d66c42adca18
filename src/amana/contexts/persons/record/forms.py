"""One form for each kind of statement. Every one takes a value or says why there is none, and asks for source and day."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amana.contexts.persons.errors import WrongValue
from amana.contexts.persons.rules import birth
from amana.contexts.persons.rules.names import name_of
from amana.contexts.persons.terms import DocumentKind, FactKind, LanguageRank, NameRole, NoValue, PhoneKind, Source
from amana.contexts.persons.values import (
    CODES,
    Address,
    Birth,
    Chosen,
    Deceased,
    Document,
    Email,
    Language,
    Name,
    Number,
    Phone,
    Place,
    SafeContact,
    State,
    Statement,
    Title,
    Value,
    checked,
)
from amana.kernel.locale.calendars import CalendarDay
from amana.kernel.locale.fields import DayField, PartialDayField
from amana.kernel.locale.names import country_choices, language_choices

# Languages spoken along the route, by CLDR code; others are found by import or stay a note.
LANGUAGES = (
    "aa am ar bej bem ber bin bm byn din en es ff fon fr fur gez ha ig it kab kln kr ln luo mas nus om pt ro rw sid so sw ti tig tr "
    "ur wal wo yo zgh zu"
).split()
NOTHING = ("", _("Choose"))
ABOUT = ("answer", "source", "stated_on", "note")


def today() -> Any:
    return timezone.localdate()


class StatementForm(forms.Form):
    """A value of one kind, or why there is none. `brief` leaves source and day to a page that asks once for all."""

    kind: ClassVar[FactKind]
    silences: ClassVar[tuple[NoValue, ...]] = (NoValue.UNKNOWN, NoValue.NOT_ASKED, NoValue.WOULD_NOT_SAY)
    later: ClassVar[tuple[str, ...]] = ()  # fields that a brief form leaves for later

    answer = forms.ChoiceField(label=_("If there is no answer"), required=False)
    source = forms.ChoiceField(label=_("Who says so"), choices=[NOTHING, *Source.choices])
    stated_on = DayField(label=_("Said or seen on"), required=False, latest=today)
    note = forms.CharField(label=_("Note on the source"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, brief: bool = False, kind: FactKind | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.about = kind or self.kind
        self.brief = brief
        answers = [("", _("There is an answer")), *((silence.value, silence.label) for silence in self.silences)]
        self.fields["answer"].choices = answers  # type: ignore[attr-defined]  # the field is one of choices
        if brief:
            for name in ("source", "stated_on", "note", *self.later):
                del self.fields[name]
        if not self.silences:
            del self.fields["answer"]
        self.order_fields([*(name for name in self.fields if name not in ABOUT), *ABOUT])

    def given(self) -> Value | None:
        """The value that was entered, None if nothing was. Raises ValueError for one that cannot be."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            value = self.given()
            silence = cleaned.get("answer")
            if silence and value is not None:
                self.add_error("answer", _("There is an answer and a reason why there is none. Keep one of them."))
            elif silence:
                cleaned["value"] = NoValue(silence)
            elif value is not None:
                cleaned["value"] = checked(self.about, value)
            elif not self.brief:
                self.add_error(self.first, _("Enter a value, or say why there is none."))
        except (ValueError, WrongValue):
            self.add_error(self.first, _("This cannot be. Look at it again."))
        return cleaned

    @property
    def first(self) -> str:
        """The field an error about the whole value stands at."""
        return next(iter(self.fields))

    def statement(self, **about: Any) -> Statement | None:
        """The statement, None if nothing was entered. A brief form takes `source` and `stated_on` from its page."""
        value = self.cleaned_data.get("value")
        if value is None:
            return None
        said = about if self.brief else {name: self.cleaned_data[name] for name in ("source", "stated_on", "note")}
        return Statement(kind=self.about, value=value, **said)


class NameForm(StatementForm):
    """A name as it was given, in one script, no part of it required."""

    kind = FactKind.NAME
    silences = (NoValue.NOT_ASKED, NoValue.WOULD_NOT_SAY)

    given_name = forms.CharField(label=_("Given name"), required=False, max_length=200)
    father = forms.CharField(label=_("Father's name"), required=False, max_length=200)
    grandfather = forms.CharField(label=_("Grandfather's name"), required=False, max_length=200)
    family = forms.CharField(label=_("Family name"), required=False, max_length=200, help_text=_("Only if the person has one."))
    nickname = forms.CharField(label=_("Nickname"), required=False, max_length=200, help_text=_("What the person is called by others."))
    further = forms.CharField(label=_("A part of which the place is not known"), required=False, max_length=200)

    ROLES: ClassVar[dict[str, NameRole]] = {
        "given_name": NameRole.GIVEN,
        "father": NameRole.FATHER,
        "grandfather": NameRole.GRANDFATHER,
        "family": NameRole.FAMILY,
        "nickname": NameRole.NICKNAME,
        "further": NameRole.UNKNOWN,
    }

    def given(self) -> Name | None:
        return name_of((role, self.cleaned_data.get(field, "")) for field, role in self.ROLES.items())


class BirthForm(StatementForm):
    """A day, month or year in any calendar, or an age on the day it was said."""

    kind = FactKind.BIRTH

    born = PartialDayField(label=_("Born"), required=False, latest=today, help_text=_("The year is enough if day or month are not known."))
    least = forms.IntegerField(label=_("Or: at least how old"), required=False, min_value=0, max_value=birth.OLDEST)
    most = forms.IntegerField(label=_("At most how old"), required=False, min_value=0, max_value=birth.OLDEST)

    def given(self) -> Birth | None:
        born: CalendarDay | None = self.cleaned_data.get("born")
        least, most = self.cleaned_data.get("least"), self.cleaned_data.get("most")
        if born is not None and (least is not None or most is not None):
            raise birth.BirthImpossible
        if born is not None:
            return self._born(born)
        ages = [age for age in (least, most) if age is not None]
        if not ages:
            return None
        return birth.aged(ages[0], ages[-1], asked_on=self.cleaned_data.get("stated_on") or today())

    def _born(self, born: CalendarDay) -> Birth:
        calendar = born.calendar.value
        if born.exact:
            found = birth.on(born.first(), calendar)
        elif born.month is None:
            found = birth.in_year(born.first(), born.last(), calendar)
        else:
            found = birth.between(born.first(), born.last())
        if not birth.possible(found, today=today()):
            raise birth.BirthImpossible
        return found


class ChosenForm(StatementForm):
    """A value from a short list; which list, the kind says."""

    code = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, kind: FactKind, **options: Any) -> None:
        super().__init__(*args, kind=kind, **options)
        self.fields["code"].label = kind.label
        self.fields["code"].choices = [NOTHING, *CODES[kind].choices]  # type: ignore[attr-defined]  # the field is one of choices

    def given(self) -> Chosen | None:
        code = self.cleaned_data.get("code")
        return Chosen(code=code) if code else None


class StateForm(StatementForm):
    """A nationality, or a state the person fears."""

    silences = tuple(NoValue)

    state = forms.ChoiceField(required=False)
    why = forms.CharField(label=_("Why, if the person says so"), required=False, max_length=2000)

    def __init__(self, *args: Any, kind: FactKind, **options: Any) -> None:
        super().__init__(*args, kind=kind, **options)
        self.fields["state"].label = kind.label
        self.fields["state"].choices = lambda: [NOTHING, *country_choices()]  # type: ignore[attr-defined]  # the field is one of choices
        if kind is not FactKind.STATE_FEARED or self.brief:
            del self.fields["why"]

    def given(self) -> State | None:
        state = self.cleaned_data.get("state")
        return State(state=state, why=self.cleaned_data.get("why", "")) if state else None


class PlaceForm(StatementForm):
    kind = FactKind.PLACE_OF_ORIGIN

    place = forms.CharField(
        label=_("Place of origin"), required=False, max_length=200,
        help_text=_("The village or town as the person names it, then what it lies in: Keren, Anseba."),
    )  # fmt: skip

    def given(self) -> Place | None:
        name = " ".join(self.cleaned_data.get("place", "").split())
        return Place(name=name) if name else None


class LanguageForm(StatementForm):
    kind = FactKind.LANGUAGE
    later = ("rank",)

    code = forms.ChoiceField(label=_("Language"), required=False)
    rank = forms.ChoiceField(label=_("How the person uses it"), choices=LanguageRank.choices, initial=LanguageRank.PRIMARY, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # the field is one of choices
        self.fields["code"].choices = lambda: [NOTHING, *language_choices(LANGUAGES)]  # type: ignore[attr-defined]

    def given(self) -> Language | None:
        code = self.cleaned_data.get("code")
        return Language(code=code, rank=LanguageRank(self.cleaned_data.get("rank") or LanguageRank.PRIMARY)) if code else None


class DocumentForm(StatementForm):
    kind = FactKind.DOCUMENT
    silences = tuple(NoValue)
    later = ("state",)

    number = forms.CharField(label=_("Document number"), required=False, max_length=60)
    paper = forms.ChoiceField(label=_("Kind of document"), choices=DocumentKind.choices, initial=DocumentKind.UNKNOWN, required=False)
    state = forms.ChoiceField(label=_("Issued by"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "state" in self.fields:
            # the field is one of choices
            self.fields["state"].choices = lambda: [("", _("Not known")), *country_choices()]  # type: ignore[attr-defined]

    def given(self) -> Document | None:
        number = self.cleaned_data.get("number", "").strip()
        paper = DocumentKind(self.cleaned_data.get("paper") or DocumentKind.UNKNOWN)
        return Document(number=number, kind=paper, state=self.cleaned_data.get("state", "")) if number else None


class PhoneForm(StatementForm):
    kind = FactKind.PHONE
    silences = tuple(NoValue)
    later = ("line",)

    number = forms.CharField(
        label=_("Phone"), required=False, max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel", "dir": "ltr"}),
        help_text=_("As given. Whether it may be called stands under safe contact."),
    )  # fmt: skip
    line = forms.ChoiceField(label=_("Kind of phone"), choices=PhoneKind.choices, initial=PhoneKind.MOBILE, required=False)

    def given(self) -> Phone | None:
        number = self.cleaned_data.get("number", "").strip()
        return Phone(number=number, kind=PhoneKind(self.cleaned_data.get("line") or PhoneKind.MOBILE)) if number else None


class EmailForm(StatementForm):
    kind = FactKind.EMAIL
    silences = tuple(NoValue)

    address = forms.EmailField(label=_("E-mail"), required=False, max_length=200)

    def given(self) -> Email | None:
        address = self.cleaned_data.get("address")
        return Email(address=address) if address else None


class AddressForm(StatementForm):
    kind = FactKind.ADDRESS
    silences = tuple(NoValue)

    street = forms.CharField(label=_("Street, house"), required=False, max_length=300)
    city = forms.CharField(label=_("Town or village"), required=False, max_length=200)
    region = forms.CharField(label=_("Region"), required=False, max_length=200)
    postal_code = forms.CharField(label=_("Postal code"), required=False, max_length=20)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["country"].choices = lambda: [NOTHING, *country_choices()]  # type: ignore[attr-defined]  # the field is one of choices

    def given(self) -> Address | None:
        parts = {name: self.cleaned_data.get(name, "") for name in ("street", "city", "region", "postal_code", "country")}
        return Address(**parts) if any(parts.values()) else None


class SafeContactForm(StatementForm):
    """How the person can be reached without danger."""

    kind = FactKind.SAFE_CONTACT
    silences = (NoValue.NOT_ASKED, NoValue.WOULD_NOT_SAY)

    how = forms.CharField(label=_("How"), required=False, max_length=500, help_text=_("Which way, to which number or through whom."))
    when = forms.CharField(label=_("When"), required=False, max_length=300)
    by_whom = forms.CharField(label=_("By whom"), required=False, max_length=300, help_text=_("Whose voice or name is safe."))
    cover_words = forms.CharField(
        label=_("Cover words"), required=False, max_length=500, help_text=_("What to say if somebody else answers.")
    )
    never = forms.CharField(label=_("Never"), required=False, max_length=500, help_text=_("What would put the person in danger."))

    def given(self) -> SafeContact | None:
        parts = {name: self.cleaned_data.get(name, "") for name in ("how", "when", "by_whom", "cover_words", "never")}
        if any(parts.values()) and not parts["how"] and not parts["never"]:
            raise WrongValue(kind=FactKind.SAFE_CONTACT.label)
        return SafeContact(**parts) if any(parts.values()) else None


class NumberForm(StatementForm):
    kind = FactKind.CHILDREN
    silences = (NoValue.UNKNOWN, NoValue.NOT_ASKED, NoValue.WOULD_NOT_SAY)

    count = forms.IntegerField(label=_("Number of children"), required=False, min_value=0, max_value=40)

    def given(self) -> Number | None:
        count = self.cleaned_data.get("count")
        return None if count is None else Number(count=count)


class TitleForm(StatementForm):
    kind = FactKind.TITLE

    salutation = forms.CharField(label=_("Form of address"), required=False, max_length=60)
    title = forms.CharField(label=_("Title"), required=False, max_length=60)

    def given(self) -> Title | None:
        parts = {name: self.cleaned_data.get(name, "") for name in ("salutation", "title")}
        return Title(**parts) if any(parts.values()) else None


class DeceasedForm(StatementForm):
    kind = FactKind.DECEASED

    died = forms.ChoiceField(label=_("Has died"), choices=[NOTHING, ("yes", _("Yes")), ("no", _("No"))], required=False)
    died_on = DayField(label=_("On"), required=False, latest=today)

    def given(self) -> Deceased | None:
        died, on = self.cleaned_data.get("died"), self.cleaned_data.get("died_on")
        if not died:
            return None
        return Deceased(died=died == "yes", on=on if died == "yes" else None)


FORMS: dict[FactKind, type[StatementForm]] = {
    FactKind.NAME: NameForm,
    FactKind.BIRTH: BirthForm,
    FactKind.GENDER: ChosenForm,
    FactKind.MARITAL_STATUS: ChosenForm,
    FactKind.EDUCATION: ChosenForm,
    FactKind.PROTECTION_CLAIM: ChosenForm,
    FactKind.NATIONALITY_CLAIMED: StateForm,
    FactKind.NATIONALITY_DOCUMENTED: StateForm,
    FactKind.STATE_FEARED: StateForm,
    FactKind.PLACE_OF_ORIGIN: PlaceForm,
    FactKind.LANGUAGE: LanguageForm,
    FactKind.DOCUMENT: DocumentForm,
    FactKind.PHONE: PhoneForm,
    FactKind.EMAIL: EmailForm,
    FactKind.ADDRESS: AddressForm,
    FactKind.SAFE_CONTACT: SafeContactForm,
    FactKind.CHILDREN: NumberForm,
    FactKind.TITLE: TitleForm,
    FactKind.DECEASED: DeceasedForm,
}


def form_for(kind: FactKind, *args: Any, **options: Any) -> StatementForm:
    """The form of a kind. Raises KeyError for relations, which have a page of their own."""
    return FORMS[kind](*args, kind=kind, **options)
