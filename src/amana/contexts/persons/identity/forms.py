"""What deciding who is who asks on a page."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from amana.contexts.persons.identity.actions import Judgement, token
from amana.contexts.persons.identity.dossier import Handed
from amana.contexts.persons.identity.joining import Conflict
from amana.contexts.persons.identity.queries import Filter
from amana.contexts.persons.identity.rules import REASON_LONGEST
from amana.contexts.persons.identity.shown import BANDS
from amana.contexts.persons.identity.terms import LinkState, Opinion
from amana.contexts.persons.identity.values import PairView
from amana.contexts.persons.queries import Recorded
from amana.contexts.persons.shown import value_text
from amana.contexts.persons.terms import Source
from amana.kernel.locale.names import country_choices
from amana.kernel.organisations.terms import OrganisationKind

LONG = {"rows": 3, "dir": "auto"}


class QueueForm(forms.Form):
    """Which pairs are listed. It is read from the address: nothing in it says anything about a person."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All that wait")), *LinkState.choices])
    band = forms.ChoiceField(
        label=_("How near"), required=False, choices=[("", _("All")), *((band.value, label) for band, label in BANDS.items())]
    )
    organisation = forms.ChoiceField(label=_("Service"), required=False)
    mine = forms.BooleanField(label=_("Only those I have decided about"), required=False)
    newest = forms.BooleanField(label=_("Newest first"), required=False)

    def __init__(self, *args: Any, organisations: Mapping[UUID, str], **options: Any) -> None:
        super().__init__(*args, **options)
        # the field is one of choices
        self.fields["organisation"].choices = [("", _("All")), *((str(ref), name) for ref, name in organisations.items())]  # type: ignore[attr-defined]

    def asked(self) -> Filter:
        """The filter; what cannot be read is left out."""
        said = self.cleaned_data if self.is_valid() else {}
        return Filter(
            state=LinkState(said["state"]) if said.get("state") else None,
            band=said.get("band", ""),
            organisation=UUID(said["organisation"]) if said.get("organisation") else None,
            mine=said.get("mine", False),
            newest=said.get("newest", False),
        )


class ProposeForm(forms.Form):
    """Two file numbers."""

    one = forms.CharField(label=_("Number of one file"), max_length=20, widget=forms.TextInput(attrs={"dir": "ltr"}))
    other = forms.CharField(label=_("Number of the other file"), max_length=20, widget=forms.TextInput(attrs={"dir": "ltr"}))


class JudgeForm(forms.Form):
    """A decision: an answer to each piece of evidence against, the opinion, why, and what hangs on it. Nothing is chosen beforehand."""

    opinion = forms.ChoiceField(label=_("What do you decide?"), choices=Opinion.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why?"),
        max_length=REASON_LONGEST,
        widget=forms.Textarea(attrs=LONG),
        help_text=_("What you saw, heard or compared. A colleague and a judge may read it."),
    )
    coercive = forms.BooleanField(
        label=_("Something will be decided against the person on the strength of this"),
        required=False,
        help_text=_("For example a transfer, a return or the end of help. Then a second person decides as well."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    use_required_attribute = False  # the answers are asked for with one of three decisions

    def __init__(self, *args: Any, view: PairView, against: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["seen"] = token(view)
        for at, (key, sentence) in enumerate(against.items()):
            self.fields[f"answer_{at}"] = forms.CharField(
                label=sentence,
                max_length=REASON_LONGEST,
                widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
                error_messages={"required": _("Answer this before you hold them to be one person.")},
            )
            self.fields[f"answer_{at}"].key = key  # type: ignore[attr-defined]  # found again by `answers`

    @property
    def answer_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("answer_")]

    @property
    def answers(self) -> dict[str, str]:
        """What was written to each piece of evidence against, by its key."""
        return {field.key: self.cleaned_data.get(name, "") for name, field in self.fields.items() if name.startswith("answer_")}  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Answers may stay empty unless the two are held to be one person."""
        if self.cleaned_data.get("opinion") != Opinion.SAME:
            for field in self.answer_fields:
                self.errors.pop(field.name, None)

    def judgement(self) -> Judgement:
        said = self.cleaned_data
        return Judgement(
            opinion=Opinion(said["opinion"]), reason=said["reason"], seen=said["seen"], answers=self.answers, coercive=said["coercive"]
        )


class ConfirmForm(forms.Form):
    """What the second person says."""

    agrees = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[
            ("yes", _("I agree: they are one person.")),
            ("no", _("I do not agree. Both opinions stay, and a third person looks at it.")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Why?"), max_length=REASON_LONGEST, widget=forms.Textarea(attrs=LONG))
    seen = forms.CharField(widget=forms.HiddenInput)


class BecauseForm(forms.Form):
    """Why something is taken back."""

    because = forms.CharField(label=_("Why?"), max_length=REASON_LONGEST, widget=forms.Textarea(attrs=LONG))
    seen = forms.CharField(widget=forms.HiddenInput)


class ToldForm(forms.Form):
    """Who was told of a correction."""

    recipient = forms.CharField(label=_("Who was told, and how?"), max_length=200)


class JoinForm(forms.Form):
    """Which file is kept, and what of it a reader is shown first where the two say different things."""

    kept = forms.ChoiceField(label=_("Which file is kept?"), widget=forms.RadioSelect)
    versions = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, view: PairView, conflicts: tuple[Conflict, ...], versions: tuple[int, int], **options: Any) -> None:
        super().__init__(*args, **options)
        sides = (view.one, view.other)
        # the field is one of choices
        self.fields["kept"].choices = [(str(side.person), _("File %(number)s") % {"number": side.number}) for side in sides]  # type: ignore[attr-defined]
        self.initial["versions"] = ".".join(map(str, versions))
        for conflict in conflicts:
            self.fields[f"first_{conflict.kind.value}"] = forms.ChoiceField(
                label=_("Shown first: %(what)s") % {"what": conflict.kind.label},
                choices=[(str(one.ref), _chosen(one)) for one in conflict.statements],
                widget=forms.RadioSelect,
            )

    @property
    def choices(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("first_")]

    def shown_first(self) -> list[UUID]:
        return [UUID(self.cleaned_data[name]) for name in self.fields if name.startswith("first_")]

    def seen(self) -> tuple[int, int]:
        one, _point, other = self.cleaned_data["versions"].partition(".")
        return int(one or 0), int(other or 0)

    def clean_versions(self) -> str:
        said = str(self.cleaned_data["versions"])
        if not all(part.isdecimal() for part in said.split(".")) or said.count(".") != 1:
            raise forms.ValidationError(_("Open the page again."))
        return said


def _chosen(recorded: Recorded) -> str:
    text = value_text(recorded.statement.kind, recorded.statement.value)
    source = Source(recorded.statement.source).label
    return pgettext("statement", "%(text)s (%(source)s)") % {"text": getattr(text, "text", text), "source": source}


class DossierForm(forms.Form):
    """For whom a dossier is made, and on which provision of law."""

    recipient = forms.CharField(label=_("Who receives it?"), max_length=200)
    kind = forms.ChoiceField(label=_("What kind of body is that?"), choices=[("", _("Choose")), *OrganisationKind.choices])
    state = forms.ChoiceField(label=_("In which state, or for which, does it act?"))
    basis = forms.CharField(
        label=_("On which provision of law is it handed out?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("It is about two people's files, and leaves your service. Name the law and the article."),
    )
    best_interests = forms.CharField(
        label=_("If either may be a child: which determination of best interests covers this?"), required=False, max_length=500
    )
    language = forms.ChoiceField(label=_("Language of the paper"), choices=[("en", "English"), ("fr", "Français"), ("ar", "العربية")])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # the field is one of choices
        self.fields["state"].choices = [("", _("Choose")), *country_choices()]  # type: ignore[attr-defined]

    def handed(self) -> Handed:
        said = self.cleaned_data
        return Handed(
            recipient=said["recipient"].strip(),
            kind=said["kind"],
            state=said["state"],
            basis=said["basis"].strip(),
            best_interests=said["best_interests"].strip(),
        )
