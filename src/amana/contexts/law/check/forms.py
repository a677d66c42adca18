"""What the pages of the law check ask for."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from amana.contexts.law.check import telling_apart
from amana.contexts.law.check.actions import GivenAct, GivenAssessment, GivenFinding, GivenProvision
from amana.contexts.law.check.draft import LANGUAGES
from amana.contexts.law.check.reference import Element, Obligation
from amana.contexts.law.check.terms import ActId, Answer, Confidence, ProvisionId, Strength, Topic
from amana.contexts.law.check.values import Act, Assessment, Provision
from amana.contexts.law.days import PartialDay
from amana.kernel.locale.calendars import Calendar, CalendarDay
from amana.kernel.locale.fields import DayField, PartialDayField
from amana.kernel.locale.formats import language_now
from amana.kernel.locale.names import language_choices
from amana.kernel.ui.forms import QuestionField

LAW_LANGUAGES = ("ar", "en", "fr", "am", "ti", "so", "sw", "it", "de", "nl", "pt", "es")
LINES = forms.Textarea(attrs={"rows": 4, "dir": "auto"})


class SourcedForm(forms.Form):
    """What every entry about the law carries: since when, until when, source, how sure."""

    starts = PartialDayField(
        label=_("In force from"), required=False, help_text=_("A day, a month or a year. Leave it empty if not known.")
    )
    ends = PartialDayField(label=_("First day no longer in force"), required=False, help_text=_("Only if it was repealed or replaced."))
    source = forms.CharField(
        label=_("Where is this known from?"), widget=LINES, help_text=_("A gazette, an official page or a letter that can be looked up.")
    )
    confidence = forms.ChoiceField(label=_("How sure is it?"), choices=Confidence.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Remark, or why this is corrected"), required=False, widget=LINES)

    def clean(self) -> None:
        for name in ("adopted", "starts", "ends"):
            day = self.cleaned_data.get(name)
            if isinstance(day, CalendarDay):
                self._keep(name, day)
        if self.correcting and not self.cleaned_data.get("note"):
            self.add_error("note", _("Say why this is corrected."))

    @property
    def correcting(self) -> bool:
        return bool(self.initial)

    def _keep(self, name: str, day: CalendarDay) -> None:
        if day.calendar is Calendar.GREGORIAN:
            self.cleaned_data[name] = PartialDay(year=day.year, month=day.month or 0, day=day.day or 0)
        elif day.exact:
            first = day.first()
            self.cleaned_data[name] = PartialDay(year=first.year, month=first.month, day=first.day)
        else:
            self.add_error(name, _("A month or year alone can be given in the Gregorian calendar only."))


class ActForm(SourcedForm):
    """An act of a state."""

    title = forms.CharField(label=_("Title"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"}))
    title_original = forms.CharField(
        label=_("Title in the original"), max_length=300, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    number = forms.CharField(label=_("Number"), max_length=120, required=False)
    adopted = PartialDayField(label=_("Adopted"), required=False)
    field_order = ["title", "title_original", "number", "adopted"]

    def given(self, state: str) -> GivenAct:
        return GivenAct(state=state, **{**self.cleaned_data, "confidence": Confidence(self.cleaned_data["confidence"])})

    @staticmethod
    def initial_of(act: Act) -> dict[str, object]:
        days = {name: day.shown() if day else None for name, day in (("adopted", act.adopted), ("starts", act.starts), ("ends", act.ends))}
        texts = {name: getattr(act, name) for name in ("title", "title_original", "number", "source")}
        return {**texts, **days, "confidence": act.confidence.value}


class ProvisionForm(SourcedForm):
    """One version of one section."""

    section = forms.CharField(label=_("Section or article"), max_length=60)
    version = forms.CharField(label=_("Edition, as the publisher calls it"), max_length=120, required=False)
    text = forms.CharField(label=_("Text in the original"), required=False, widget=LINES)
    language = forms.ChoiceField(label=_("Language of the text"), required=False)
    translation = forms.CharField(label=_("Translation"), required=False, widget=LINES)
    translation_language = forms.ChoiceField(label=_("Language of the translation"), required=False)
    field_order = ["section", "version", "text", "language", "translation", "translation_language"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("language", "translation_language"):
            self.fields[name].choices = [("", ""), *language_choices(LAW_LANGUAGES)]  # type: ignore[attr-defined]  # a choice field

    def given(self, act: ActId) -> GivenProvision:
        return GivenProvision(act=act, **{**self.cleaned_data, "confidence": Confidence(self.cleaned_data["confidence"])})

    @staticmethod
    def initial_of(one: Provision) -> dict[str, object]:
        days = {name: day.shown() if day else None for name, day in (("starts", one.starts), ("ends", one.ends))}
        names = ("section", "version", "text", "language", "translation", "translation_language", "source")
        return {**{name: getattr(one, name) for name in names}, **days, "confidence": one.confidence.value}


class AssessForm(forms.Form):
    """One obligation: an answer for each element with the provisions it rests on, then the reasoning. Nothing is chosen beforehand."""

    def __init__(
        self, *args: Any, obligation: Obligation, provisions: Sequence[Provision], earlier: Assessment | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.obligation = obligation
        choices = [(str(one.ref), f"{one.act.title}, {one.section}") for one in provisions]
        said = {found.element.code: found for found in earlier.findings} if earlier else {}
        for element in obligation.elements:
            found = said.get(element.code)
            self.fields[f"answer-{element.code}"] = QuestionField(
                label=f"{element.text} ({element.article})", choices=Answer.choices, initial=found.answer.value if found else None
            )
            self.fields[f"provisions-{element.code}"] = forms.MultipleChoiceField(
                label=_("Provisions this rests on"),
                choices=choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=[str(one.ref) for one in found.provisions] if found else [],
                help_text="" if choices else _("No section is recorded for this state yet. Record one first, or write down the evidence."),
            )
        self.fields["reasoning"] = forms.CharField(label=_("Reasoning"), widget=LINES, initial=earlier.reasoning if earlier else "")
        self.fields["evidence"] = forms.CharField(
            label=_("Evidence beside the law"),
            required=False,
            widget=LINES,
            initial=earlier.evidence if earlier else "",
            help_text=_("Judgments, instructions, reports. Nothing about a person."),
        )

    def given(self, state: str) -> GivenAssessment:
        return GivenAssessment(
            state=state,
            obligation=self.obligation.code,
            findings={element.code: self._finding(element) for element in self.obligation.elements},
            reasoning=self.cleaned_data["reasoning"],
            evidence=self.cleaned_data["evidence"],
        )

    def _finding(self, element: Element) -> GivenFinding:
        return GivenFinding(
            answer=Answer(self.cleaned_data[f"answer-{element.code}"]),
            provisions=tuple(ProvisionId(UUID(ref)) for ref in self.cleaned_data[f"provisions-{element.code}"]),
        )


class ReviewForm(forms.Form):
    """What the second person decides. No choice is made beforehand."""

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[
            ("confirm", _("I read it against the law and confirm it. From now on it counts.")),
            ("return", _("I return it with my remarks. It does not count.")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Why?"), widget=LINES)


class NeedsFilter(forms.Form):
    """Which needs to show."""

    state = forms.ChoiceField(label=_("State"), required=False)
    strength = forms.ChoiceField(label=_("Strength"), required=False, choices=[("", _("All, in three groups")), *Strength.choices])
    topic = forms.ChoiceField(label=_("Topic"), required=False, choices=[("", _("All topics")), *Topic.choices])

    def __init__(self, *args: Any, states: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["state"].choices = [("", _("All states")), *states]  # type: ignore[attr-defined]  # a choice field

    def chosen(self) -> tuple[str, Strength | None, Topic | None]:
        said = self.cleaned_data
        return (
            said["state"],
            Strength(said["strength"]) if said["strength"] else None,
            Topic(said["topic"]) if said["topic"] else None,
        )


class DayForm(forms.Form):
    """The day for which the law is asked."""

    on = DayField(label=_("The law in force on"))


class DraftForm(forms.Form):
    """In which language and form a draft leaves."""

    language = forms.ChoiceField(label=_("Language"))
    form = forms.ChoiceField(label=_("Form"), choices=[("docx", _("Text document (DOCX)")), ("pdf", _("PDF for reading and printing"))])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].choices = language_choices(LANGUAGES)  # type: ignore[attr-defined]  # a choice field
        self.fields["language"].initial = language_now()


class TellApartForm(forms.Form):
    """The questions that tell trafficking and smuggling apart."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for ask in telling_apart.Ask:
            self.fields[ask.value] = QuestionField(label=ask.label, choices=telling_apart.Said.choices, required=False)
            self.fields[ask.value].help_text = telling_apart.ARTICLES[ask]

    def answers(self) -> Mapping[telling_apart.Ask, telling_apart.Said]:
        return {ask: telling_apart.Said(self.cleaned_data[ask.value]) for ask in telling_apart.Ask if self.cleaned_data[ask.value]}
