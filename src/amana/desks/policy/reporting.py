"""Enter once, report often: which reports can be made from what a state recorded, and what is missing in each."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amana.contexts.dialogue import facade as dialogue
from amana.contexts.law import facade as law
from amana.kernel.access.values import Access

Sentence = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report: what it is made from, what is missing, and where it is made."""

    title: Sentence
    made_from: Sentence
    missing: tuple[Sentence, ...]
    url: str
    action: Sentence


def reports(state: str, *, on: date, access: Access) -> tuple[Report, ...]:
    """Every report for one state."""
    own = [one for one in dialogue.commitments(on=on, access=access) if one.promise.owner_state == state]
    return (_progress(own), _review(state, on), _jvap(state, own), _open_data(state, own))


def _progress(own: list[dialogue.CommitmentView]) -> Report:
    without_deadline = sum(1 for one in own if one.promise.deadline is None)
    unverified = sum(1 for one in own if one.waits)
    missing = []
    if without_deadline:
        missing.append(
            ngettext("%(count)d commitment has no deadline.", "%(count)d commitments have no deadline.", without_deadline)
            % {"count": without_deadline}
        )
    if unverified:
        missing.append(
            ngettext(
                "%(count)d commitment is claimed to be done and not verified.",
                "%(count)d commitments are claimed to be done and not verified.",
                unverified,
            )
            % {"count": unverified}
        )
    return Report(
        title=_("Progress report of the dialogue"),
        made_from=_commitments(len(own)),
        missing=tuple(missing),
        url=reverse("dialogue:progress"),
        action=_("Look at it and take it as PDF or workbook"),
    )


def _review(state: str, on: date) -> Report:
    """The draft of answers for the UN review, from assessments that two people have looked at."""
    lines = law.published_check_of_state(state, on=on) if law.is_known_state(state) else []
    results = Counter(line.result for line in lines)
    assessed = len(lines) - results[law.Result.NOT_ASSESSED]
    open_ = results[law.Result.NOT_ASSESSED]
    missing = []
    if open_:
        words = ngettext("%(count)d obligation is not assessed.", "%(count)d obligations are not assessed.", open_)
        missing.append(words % {"count": open_})
    return Report(
        title=_("Draft of the answers for the UN review"),
        made_from=ngettext("%(count)d obligation assessed", "%(count)d obligations assessed", assessed) % {"count": assessed},
        missing=tuple(missing),
        url=reverse("law:check_draft", args=[state]) if law.is_known_state(state) else "",
        action=_("Make the draft, with its gaps marked"),
    )


def _jvap(state: str, own: list[dialogue.CommitmentView]) -> Report:
    without = sum(1 for one in own if not one.promise.domain)
    missing = []
    if without:
        missing.append(
            ngettext(
                "%(count)d commitment is under no domain of the Joint Valletta Action Plan.",
                "%(count)d commitments are under no domain of the Joint Valletta Action Plan.",
                without,
            )
            % {"count": without}
        )
    return Report(
        title=_("Initiatives for the JVAP platform"),
        made_from=_commitments(len(own)),
        missing=(*missing, _("The list of fields of the platform is not known here; the columns are our own.")),
        url=f"{reverse('policy:jvap')}?state={state}",
        action=_("Take it as CSV"),
    )


def _open_data(state: str, own: list[dialogue.CommitmentView]) -> Report:
    public = sum(1 for one in own if one.promise.sharing == "public")
    claims = sum(len(found) for found in law.published_claims(state=state).claims.values())
    missing = []
    if len(own) > public:
        hidden = len(own) - public
        missing.append(ngettext("%(count)d commitment is not public.", "%(count)d commitments are not public.", hidden) % {"count": hidden})
    return Report(
        title=_("Open data and public pages"),
        made_from=_("%(claims)d claims about treaties, %(commitments)d commitments") % {"claims": claims, "commitments": public},
        missing=tuple(missing),
        url="/public/",
        action=_("Look at the public pages"),
    )


def _commitments(count: int) -> str:
    return ngettext("%(count)d commitment", "%(count)d commitments", count) % {"count": count}
