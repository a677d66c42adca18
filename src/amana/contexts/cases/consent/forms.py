"""What the ledger asks on a page."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amana.contexts.cases.consent.rules import Disclosure
from amana.contexts.cases.consent.terms import Assent, Basis, Capacity, Category, Form, GuardianSaid, Purpose, Said
from amana.contexts.cases.consent.values import Question, Recipient, Talk, TalkId
from amana.kernel.ids import new_id
from amana.kernel.locale.fields import DayField
from amana.kernel.locale.names import country_choices, language_choices
from amana.kernel.organisations.terms import OrganisationKind
from amana.kernel.ui.forms import QuestionField

# Spoken along the routes; any other is written into the note.
LANGUAGES = ("am", "ti", "ar", "so", "om", "aa", "sid", "byn", "tig", "sw", "en", "fr", "it", "bn", "ur")
LONG = {"rows": 3, "dir": "auto"}


if TYPE_CHECKING:
    _Set = forms.BaseFormSet["QuestionForm"]
else:
    _Set = forms.BaseFormSet  # takes its type argument from the checker alone


class TalkForm(forms.Form):
    """How the person was asked."""

    said_on = DayField(label=_("On which day did you talk?"), latest=timezone.localdate)
    form = forms.ChoiceField(label=_("How did the person answer?"), choices=Form.choices, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("In which language?"))
    interpreter = forms.CharField(label=_("Who interpreted?"), required=False, max_length=120)
    read_aloud = forms.BooleanField(label=_("The notice was read out, or signed."), required=False)
    capacity = forms.ChoiceField(
        label=_("Could the person understand and decide that day?"), choices=Capacity.choices, widget=forms.RadioSelect
    )
    child = forms.BooleanField(
        label=_("The person is, or may be, under 18."),
        required=False,
        help_text=_(
            "Whoever the file does not show to be 18 or older is recorded so in any case. Then the child and a guardian both have to agree."
        ),
    )
    assent = QuestionField(label=_("What did the child say?"), choices=Assent.choices, required=False)
    guardian = QuestionField(label=_("What did the guardian say?"), choices=GuardianSaid.choices, required=False)
    guardian_name = forms.CharField(label=_("Who is the guardian?"), required=False, max_length=120)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs=LONG))
    ref = forms.UUIDField(required=False, initial=new_id, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # the field is one of choices
        self.fields["language"].choices = [("", ""), *language_choices(LANGUAGES)]  # type: ignore[attr-defined]

    def talk(self) -> Talk:
        said = self.cleaned_data
        return Talk(
            said_on=said["said_on"],
            form=Form(said["form"]),
            language=said["language"],
            capacity=Capacity(said["capacity"]),
            child=said["child"],
            interpreter=said["interpreter"],
            read_aloud=said["read_aloud"],
            assent=Assent(said["assent"] or Assent.NOT_ASKED),
            guardian=GuardianSaid(said["guardian"] or GuardianSaid.NOT_ASKED),
            guardian_name=said["guardian_name"],
            note=said["note"],
            ref=TalkId(said["ref"]) if said["ref"] else None,
        )


class RecipientForm(forms.Form):
    """Who is told: an organisation of this node, or any other body by name, kind and country; and what for, and what about."""

    organisation = forms.ChoiceField(label=_("Who may be told? An organisation on this node, or a desk we may write to"), required=False)
    name = forms.CharField(label=_("Or the name of another body"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("What kind of body is it?"), choices=[("", ""), *OrganisationKind.choices], required=False)
    state = forms.ChoiceField(label=_("In which country, or for which country, does it act?"), required=False)
    purpose = forms.ChoiceField(label=_("What for?"), choices=[("", ""), *Purpose.choices])
    categories = forms.MultipleChoiceField(label=_("What may be told?"), choices=Category.choices, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, here: Iterable[Recipient], **options: Any) -> None:
        super().__init__(*args, **options)
        self.here = {recipient.id: recipient for recipient in here}
        # the field is one of choices
        self.fields["organisation"].choices = [("", ""), *((each.id, each.name) for each in self.here.values())]  # type: ignore[attr-defined]
        self.fields["state"].choices = [("", ""), *country_choices()]  # type: ignore[attr-defined]  # the field is one of choices

    def clean(self) -> None:
        said = self.cleaned_data
        if not self.has_changed():
            return
        if bool(said.get("organisation")) == bool(said.get("name")):
            self.add_error("organisation", _("Choose an organisation, or write the name of another body: one of the two."))
        if said.get("name") and not said.get("kind"):
            self.add_error("kind", _("Say what kind of body it is. Police and prosecutors have rules of their own."))
        if said.get("name") and not said.get("state") and said.get("kind") != OrganisationKind.INTERNATIONAL:
            self.add_error("state", _("Say for which country it acts, so that nothing reaches a state the person fears."))

    def recipient(self) -> Recipient:
        said = self.cleaned_data
        if said["organisation"]:
            return self.here[said["organisation"]]
        return Recipient.outside(said["name"], kind=said["kind"], state=said["state"])

    def categories_said(self) -> frozenset[Category]:
        return frozenset(Category(category) for category in self.cleaned_data["categories"])

    def disclosure(self) -> Disclosure:
        return Disclosure(purpose=Purpose(self.cleaned_data["purpose"]), recipient=self.recipient().id, categories=self.categories_said())


class QuestionForm(RecipientForm):
    """One line of a talk."""

    said = QuestionField(label=_("What did the person say?"), choices=Said.choices)
    valid_until = DayField(label=_("Until which day?"), help_text=_("There is no consent without an end. It can be given anew."))

    def question(self) -> Question:
        said = self.cleaned_data
        return Question(
            purpose=Purpose(said["purpose"]),
            recipient=self.recipient(),
            categories=self.categories_said(),
            said=Said(said["said"]),
            valid_until=said["valid_until"],
        )


class QuestionForms(_Set):
    """The lines of a talk; one that was left empty asks nothing."""

    def questions(self) -> list[Question]:
        return [form.question() for form in self.forms if form.has_changed()]


class TellForm(RecipientForm):
    """That somebody is told something now."""

    how = forms.CharField(label=_("How, and by whom?"), widget=forms.Textarea(attrs=LONG))
    best_interests = forms.CharField(
        label=_("For a child: which best interests determination covers this, and where is it recorded?"),
        required=False,
        widget=forms.Textarea(attrs=LONG),
    )


class BasisForm(RecipientForm):
    """A provision of law in place of consent."""

    basis = forms.ChoiceField(label=_("What replaces consent?"), choices=Basis.choices, widget=forms.RadioSelect)
    provision = forms.CharField(label=_("Which provision of law? Law and article"), max_length=300)
    valid_until = DayField(label=_("Until which day?"), earliest=timezone.localdate)


class WithdrawForm(forms.Form):
    """That the person changed their mind."""

    on = DayField(label=_("On which day did the person say so?"), latest=timezone.localdate)
    form = forms.ChoiceField(label=_("How did the person say it?"), choices=Form.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note"), required=False, help_text=_("No reason has to be given."), widget=forms.Textarea(attrs=LONG))


class ToldForm(forms.Form):
    """That a past recipient heard of a withdrawal."""

    on = DayField(label=_("On which day?"), latest=timezone.localdate)
    how = forms.CharField(label=_("How, and what did they answer?"), widget=forms.Textarea(attrs=LONG))


def question_forms(count: int) -> type[QuestionForms]:
    """The set of lines with a number of empty ones."""
    # it gives the class it was handed
    return forms.formset_factory(QuestionForm, formset=QuestionForms, extra=count, max_num=20)  # type: ignore[return-value]
