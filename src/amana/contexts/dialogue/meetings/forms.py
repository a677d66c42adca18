"""What is asked about a meeting."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amana.contexts.dialogue import tables
from amana.contexts.dialogue.fields import ReasonForm, SourceForm, link, partial, said_of, words
from amana.contexts.dialogue.meetings.values import Details, Line
from amana.contexts.dialogue.terms import LineKind, MeetingKind
from amana.kernel.locale.fields import PartialDayField
from amana.kernel.locale.names import country_choices


class MeetingForm(SourceForm):
    """A meeting: what, where, when, under which chair."""

    title = words(_("Title"), most=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=MeetingKind.choices)
    place = words(_("Place"), required=False, most=120)
    country = forms.ChoiceField(label=_("Country"), required=False)
    starts = PartialDayField(label=_("First day"), required=False, help_text=_("Leave it empty for a meeting of one day."))
    ends = PartialDayField(label=_("Last day"), help_text=_("A day; a month or a year where the source says no more."))
    chair = forms.ChoiceField(
        label=_("State in the chair"), required=False, help_text=_("Only where the source says so. Otherwise it follows from the day.")
    )
    field_order: Iterable[str] = ("title", "kind", "place", "country", "starts", "ends", "chair", "source", "source_on", "confidence")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, offered in (("country", country_choices()), ("chair", tables.state_choices())):
            self.fields[name].choices = [("", _("Not known")), *offered]  # type: ignore[attr-defined]  # the field is one of choices

    def clean(self) -> None:
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if starts and ends and starts.first() > ends.last():
            self.add_error("ends", _("The last day lies before the first."))
        if starts and ends and starts.exact != ends.exact:
            self.add_error("starts", _("Give both days as exactly as each other, or only the last."))

    def details(self) -> Details:
        said = self.cleaned_data
        ends = partial(said["ends"])
        starts = partial(said["starts"])
        if ends is None:
            raise ValueError("the field asks for it")
        return Details(
            title=said["title"],
            kind=MeetingKind(said["kind"]),
            starts=None if starts == ends else starts,
            ends=ends,
            place=said["place"],
            country=said["country"],
            chair=said["chair"],
            source=self.sourced(),
        )


class CorrectMeetingForm(MeetingForm, ReasonForm):
    """The same put right, with the reason."""

    field_order: Iterable[str] = (*MeetingForm.field_order, "reason")


def begins_with(details: Details) -> dict[str, object]:
    """What a form begins with where a meeting is there already."""
    return {
        "title": details.title,
        "kind": details.kind.value,
        "place": details.place,
        "country": details.country,
        "starts": details.starts.shown if details.starts else None,
        "ends": details.ends.shown,
        "chair": details.chair,
        **said_of(details.source),
    }


WHAT = {
    LineKind.AGENDA: _("What is on the agenda?"),
    LineKind.PARTICIPANT: _("Which office took part?"),
    LineKind.DOCUMENT: _("Title of the document"),
    LineKind.RECOMMENDATION: _("What was recommended?"),
}
HINT = {
    LineKind.PARTICIPANT: _("The office, such as “focal point, Ministry of Justice”. Never a person's name."),
    LineKind.RECOMMENDATION: _("In the words of the paper."),
}


class LineForm(SourceForm):
    """One line of a meeting. Only what belongs to its kind is asked."""

    number = words(_("Number"), required=False, most=20)
    text = words("", long=True)
    state = forms.ChoiceField(label=_("State"), required=False)
    reference = words(_("Paragraph or page"), required=False, most=300)
    url = link(_("Link to it"))
    field_order: Iterable[str] = ("number", "text", "state", "reference", "url", "source", "source_on", "confidence")

    def __init__(self, *args: Any, kind: LineKind, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kind = kind
        self.fields["text"].label = WHAT[kind]
        self.fields["text"].help_text = HINT.get(kind, "")
        self.fields["state"].choices = [("", _("None")), *tables.state_choices()]  # type: ignore[attr-defined]  # one of choices
        asked = {
            LineKind.AGENDA: {"number"},
            LineKind.PARTICIPANT: {"state"},
            LineKind.DOCUMENT: {"url", "reference"},
            LineKind.RECOMMENDATION: {"number", "state", "reference", "url"},
        }[kind]
        for name in {"number", "state", "reference", "url"} - asked:
            del self.fields[name]

    def line(self) -> Line:
        said = self.cleaned_data
        return Line(
            kind=self.kind,
            text=said["text"],
            number=said.get("number", ""),
            state=said.get("state", ""),
            reference=said.get("reference", ""),
            url=said.get("url", ""),
            source=self.sourced(),
        )


class CorrectLineForm(LineForm, ReasonForm):
    """The same put right, with the reason."""

    field_order: Iterable[str] = (*LineForm.field_order, "reason")
