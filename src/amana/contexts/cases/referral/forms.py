"""What a referral asks on a page."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amana.contexts.cases.consent.terms import Category, Purpose
from amana.contexts.cases.record.values import AttachmentId, AttachmentLine
from amana.contexts.cases.referral.compose import FACTS, TEXTS, Draft
from amana.contexts.cases.referral.terms import Erasure
from amana.contexts.exchange.guard.terms import (
    MOST_DOCUMENTS,
    MOST_DOCUMENTS_BYTES,
    DeclineReason,
    ReferralOutcome,
    ReferralUrgency,
    Service,
)
from amana.contexts.exchange.guard.words import LABELS
from amana.kernel.locale.fields import DayField

LONG = {"rows": 4, "dir": "auto"}
MOST = {"reason": 2000, "whereabouts": 500, "family": 2000, "account": 4000, "health": 2000, "legal": 2000}


class ComposeForm(forms.Form):
    """A referral to one desk for one purpose. Only what the person agreed to for exactly these is offered."""

    service = forms.ChoiceField(label=_("Which help is wanted?"), choices=[("", ""), *Service.choices])
    urgency = forms.ChoiceField(label=_("How urgent is it?"), choices=ReferralUrgency.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("What do you ask of them, and why?"),
        max_length=MOST["reason"],
        widget=forms.Textarea(attrs=LONG),
        help_text=_("As little as the other side needs to say yes or no. Do not write here who the person is."),
    )
    facts = forms.MultipleChoiceField(
        label=_("What goes along from the file?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing goes along that you do not tick."),
    )
    documents = forms.MultipleChoiceField(
        label=_("Which documents go along?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Whoever sees them sees who the person is. Send those only that the other side needs; you look at each before it leaves."
        ),
    )
    may_answer = forms.BooleanField(label=_("The person agrees that they tell us what became of it."), required=False)

    def __init__(
        self, *args: Any, agreed: Iterable[str], there: Iterable[str], child: bool, papers: Iterable[AttachmentLine] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        allowed, known = set(agreed), set(there)
        offered = [(name, LABELS[name]) for name, category in FACTS.items() if category.value in allowed and name in known]
        if offered:
            # the field is one of choices
            self.fields["facts"].choices = offered  # type: ignore[attr-defined]
        else:
            del self.fields["facts"]
        self._sizes = {str(paper.ref): paper.size for paper in papers}
        if self._sizes and Category.DOCUMENTS.value in allowed:
            # the field is one of choices
            self.fields["documents"].choices = [  # type: ignore[attr-defined]
                (str(paper.ref), f"{paper.name} ({filesizeformat(paper.size)})") for paper in papers
            ]
        else:
            del self.fields["documents"]
        for name, category in TEXTS.items():
            if category.value in allowed:
                self.fields[name] = forms.CharField(
                    label=str(LABELS[name]), required=False, max_length=MOST[name], widget=forms.Textarea(attrs=LONG)
                )
        if child:
            self.fields["best_interests"] = forms.CharField(
                label=_("Which determination of best interests covers this, and where is it recorded?"), max_length=300
            )
        self.order_fields(["service", "urgency", "reason", "facts", *TEXTS, "documents", "may_answer", "best_interests"])

    def clean_documents(self) -> list[str]:
        """As many, and as large, as one envelope takes."""
        chosen: list[str] = self.cleaned_data["documents"]
        if len(chosen) > MOST_DOCUMENTS or sum(self._sizes[ref] for ref in chosen) > MOST_DOCUMENTS_BYTES:
            raise forms.ValidationError(
                _("At most 20 documents go along, together no more than 200 MB. Choose fewer, or send two referrals.")
            )
        return chosen

    def draft(self, *, sender: str, recipient: str, purpose: Purpose) -> Draft:
        """What was entered, for one desk and purpose."""
        said = self.cleaned_data
        return Draft(
            sender=sender,
            recipient=recipient,
            purpose=purpose,
            service=said["service"],
            urgency=ReferralUrgency(said["urgency"]),
            reason=said["reason"],
            facts=frozenset(said.get("facts", ())),
            texts={name: said[name] for name in TEXTS if said.get(name)},
            may_answer=said["may_answer"],
            best_interests=said.get("best_interests", ""),
            documents=tuple(AttachmentId(UUID(ref)) for ref in said.get("documents", ())),
        )


class DeclineForm(forms.Form):
    """Why we say no. There is no box for more: a reason is about us, and says nothing of the person."""

    reason = forms.ChoiceField(label=_("Why do you decline?"), choices=DeclineReason.choices, widget=forms.RadioSelect)


class OutcomeForm(forms.Form):
    """How the help ended, for the service that asked for it."""

    outcome = forms.ChoiceField(label=_("How did it end?"), choices=ReferralOutcome.choices, widget=forms.RadioSelect)
    on = DayField(label=_("On which day?"), latest=timezone.localdate)
    note = forms.CharField(label=_("Note"), required=False, max_length=500, widget=forms.Textarea(attrs=LONG))
    best_interests = forms.CharField(
        label=_("For a child: which determination of best interests covers this?"), required=False, max_length=300
    )


class ErasureForm(forms.Form):
    """What we did with a request to erase."""

    answer = forms.ChoiceField(
        label=_("What did you do?"),
        choices=[(one.value, one.label) for one in (Erasure.ERASED, Erasure.NEVER_KEPT, Erasure.KEPT_BY_LAW)],
        widget=forms.RadioSelect,
    )


class PutForm(forms.Form):
    """Whose file a referral belongs to that names nobody."""

    number = forms.CharField(label=_("File number"), max_length=20)
