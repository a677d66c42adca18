"""What a screening asks on a page."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amana.contexts.cases.screening.lists import Question
from amana.contexts.cases.screening.terms import BESIDE_THE_LIST, AgeGroup, Answer, Conclusion, Profile, Source
from amana.contexts.cases.screening.values import Given, ScreeningView
from amana.kernel.ui.forms import QuestionField

PREFIX = "sign-"


class StartForm(forms.Form):
    """Which list, and how old the person was."""

    profile = forms.ChoiceField(label=_("Which questions do you want to go through?"), choices=Profile.choices, widget=forms.RadioSelect)
    age = forms.ChoiceField(
        label=_("How old was the person when it happened?"),
        choices=AgeGroup.choices,
        widget=forms.RadioSelect,
        help_text=_("If you are not certain, both lists are read, and doubt favours the child."),
    )

    def chosen(self) -> tuple[Profile, AgeGroup]:
        return Profile(self.cleaned_data["profile"]), AgeGroup(self.cleaned_data["age"])


class AnswersForm(forms.Form):
    """All questions of one screening on one page. Unanswered questions stay unanswered."""

    source = forms.ChoiceField(
        label=_("Where do the answers come from that you give now?"),
        choices=[("", ""), *Source.choices],
        help_text=_("Choose this first. Answers given earlier keep their own source."),
    )

    def __init__(self, *args: Any, view: ScreeningView, **options: Any) -> None:
        super().__init__(*args, **options)
        labels = {question.sign: question.row.text("indicator") for question in view.questions}
        if view.scored:
            labels |= {sign: str(label) for sign, label in BESIDE_THE_LIST.items()}
        for sign, label in labels.items():
            standing = view.answers.get(sign)
            initial = standing.given.answer.value if standing else None
            self.fields[PREFIX + sign] = QuestionField(label=label, required=False, initial=initial)

    def in_group(self, questions: Iterable[Question]) -> list[forms.BoundField]:
        return [self[PREFIX + question.sign] for question in questions]

    def beside(self) -> list[forms.BoundField]:
        return [self[PREFIX + sign] for sign in BESIDE_THE_LIST if PREFIX + sign in self.fields]


class SavedForm(forms.Form):
    """What the page sends while it is being filled in; the action knows which questions there are."""

    source = forms.ChoiceField(choices=Source.choices)

    def __init__(self, posted: Mapping[str, str]) -> None:
        super().__init__(posted)
        self.answers = {key.removeprefix(PREFIX): value for key, value in posted.items() if key.startswith(PREFIX) and value}

    def clean(self) -> None:
        for value in self.answers.values():
            if value not in Answer:
                raise forms.ValidationError(_("One of the answers cannot be read."), code="answer")

    def given(self) -> list[Given]:
        source = Source(self.cleaned_data["source"])
        return [Given(sign=sign, answer=Answer(value), source=source) for sign, value in self.answers.items()]


class OneAnswerForm(forms.Form):
    """One question on a page of its own."""

    answer = QuestionField(label=_("What is the answer?"))
    source = forms.ChoiceField(label=_("Where does this answer come from?"), choices=Source.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("In the person's own words, or what you saw"), required=False, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )

    def given(self, sign: str) -> Given:
        said = self.cleaned_data
        return Given(sign=sign, answer=Answer(said["answer"]), source=Source(said["source"]), note=said["note"].strip())


class ConcludeForm(forms.Form):
    """What a person concludes."""

    conclusion = forms.ChoiceField(label=_("What do you conclude?"), choices=Conclusion.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why?"),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("So that the person can be told, and somebody else can check it."),
    )
