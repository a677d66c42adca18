"""The inbox in groups: what is due, what waits for the reader, what they wait for, what is new. Each line leads to where it is answered."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from amana.contexts.dialogue import facade as dialogue
from amana.contexts.law import facade as law
from amana.kernel.access.lists import may
from amana.kernel.access.values import Access
from amana.kernel.accounts.terms import Role
from amana.kernel.locale.names import country_name
from amana.kernel.ui.parts import Due, DueList, Tag, Tone

SOON: Final = timedelta(days=30)  # a chair meets its states about once a month
NEW: Final = timedelta(days=14)
MOST: Final = 12  # more than that is a list of its own


def groups(*, on: date, access: Access) -> list[DueList]:
    """The groups of the page, each with the sentence that stands there when it is empty."""
    everybody = Role.SECRETARIAT in access.roles
    commitments = dialogue.commitments(on=on, access=access)
    mine = [one for one in commitments if not one.closed and (everybody or one.promise.owner_state == access.state)]
    claims = law.claims(state="" if everybody else access.state, access=access)
    now = [_promise(one) for one in mine if one.overdue or _due_by(one, on)]
    soon = [_promise(one) for one in mine if not one.overdue and not _due_by(one, on) and _due_by(one, on + SOON)]
    waiting = [*_contradictions(claims), *_reviews(access), *_verifications(commitments, access), *soon]
    return [
        _group(_("Due now"), now, _("Nothing is due today."), reverse("dialogue:commitments")),
        _group(_("Waiting for me"), waiting, _("Nothing waits for you."), ""),
        _group(_("Waiting for others"), _others(mine), _("You wait for nobody."), ""),
        _group(_("New"), _new(claims, commitments, on), _("Nothing was recorded in the last two weeks."), reverse("law:changed")),
    ]


def _group(title: str, lines: list[Due], empty: str, more: str) -> DueList:
    """A group is cut short only where another page shows the rest."""
    cut = bool(more) and len(lines) > MOST
    return DueList(title=title, lines=lines[:MOST] if cut else lines, empty=empty, more_url=more if cut else "")


def _due_by(one: dialogue.CommitmentView, on: date) -> bool:
    return one.promise.deadline is not None and one.promise.deadline.last <= on


def _promise(one: dialogue.CommitmentView) -> Due:
    tag = Tag(text=_("Overdue"), tone=Tone.OVERDUE) if one.overdue else Tag(text=_("Due"), tone=Tone.DUE)
    deadline = one.promise.deadline
    return Due(
        what=_("Commitment"),
        who=_owner(one),
        url=reverse("dialogue:commitment", args=[one.ref]),
        by=deadline.last if deadline else None,
        why=one.promise.action,
        tag=tag,
    )


def _contradictions(claims: law.Claims) -> list[Due]:
    """Claims about treaties that contradict each other, until somebody decides."""
    return [
        Due(
            what=_("Claims contradict each other"),
            who=country_name(state),
            url=reverse("law:claims", args=[treaty, state]),
            why=treaty,
            tag=Tag(text=_("Contradicted"), tone=Tone.DUE),
        )
        for state, treaty in claims.open_conflicts()
    ]


def _reviews(access: Access) -> list[Due]:
    """Assessments that somebody else wrote and that wait for a second person."""
    if not may(access, "law.list_awaiting"):
        return []
    return [
        Due(
            what=_("Assessment to review"),
            who=country_name(one.state),
            url=reverse("law:check_review", args=[one.ref]),
            by=one.assessed_at,
            why=one.obligation.code,
            tag=Tag(text=_("Waits for review"), tone=Tone.INFO),
        )
        for one in law.awaiting_review(access=access)
        if Role.SECRETARIAT in access.roles or one.state == access.state
    ]


def _verifications(commitments: Iterable[dialogue.CommitmentView], access: Access) -> list[Due]:
    """What an owner says is done, and this reader could judge as a second party."""
    if not may(access, "dialogue.judge"):
        return []
    return [
        Due(
            what=_("Progress to verify"),
            who=_owner(one),
            url=reverse("dialogue:judge", args=[one.ref]),
            by=one.claimed_on,
            why=one.promise.action,
            tag=Tag(text=_("Claimed"), tone=Tone.INFO),
        )
        for one in commitments
        if one.waits and one.latest and one.latest.by.organisation != access.organisation and one.latest.by.user != access.user
    ]


def _others(mine: Iterable[dialogue.CommitmentView]) -> list[Due]:
    """What the owner claims to be done and nobody else has looked at yet."""
    return [
        Due(
            what=_("Somebody else has to verify it"),
            who=_owner(one),
            url=reverse("dialogue:commitment", args=[one.ref]),
            by=one.claimed_on,
            why=one.promise.action,
        )
        for one in mine
        if one.waits
    ]


def _new(claims: law.Claims, commitments: Iterable[dialogue.CommitmentView], on: date) -> list[Due]:
    """What people recorded lately; the node's own first table of claims is no news to anybody."""
    recent = [claim for found in claims.claims.values() for claim in found if claim.author is not None and claim.recorded_on > on - NEW]
    lines = [
        Due(
            what=_("New claim"),
            who=country_name(claim.state),
            url=reverse("law:claims", args=[claim.treaty, claim.state]),
            by=claim.recorded_on,
            why=claim.act.label,
            tag=None if claim.public else Tag(text=_("Not public"), tone=Tone.PLAIN),
        )
        for claim in recent
    ]
    lines += [
        Due(
            what=_("New commitment"),
            who=_owner(one),
            url=reverse("dialogue:commitment", args=[one.ref]),
            by=one.versions[0].at,
            why=one.promise.action,
        )
        for one in commitments
        if one.versions[0].at.date() > on - NEW
    ]
    return lines


def _owner(one: dialogue.CommitmentView) -> str:
    return country_name(one.promise.owner_state) if one.promise.owner_state else one.promise.owner_body
