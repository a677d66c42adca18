"""Reading referrals, as values."""

from collections.abc import Iterable

from amana.contexts.cases import whose
from amana.contexts.cases.papers.arriving import of_referral
from amana.contexts.cases.record.queries import attachment_line
from amana.contexts.cases.referral.models import Referral, ReferralContent, ReferralStep
from amana.contexts.cases.referral.terms import UNANSWERED, Erasure, ReferralState, Side
from amana.contexts.cases.referral.values import ReferralId, ReferralLine, ReferralView, StepView
from amana.contexts.exchange.guard.terms import ReferralUrgency
from amana.kernel.access.resources import file_resource, record_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import read
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound
from amana.kernel.ids import OrganisationId, PersonId
from amana.kernel.sealed.fields import unseal_many

PAGE = 50


def find(referral: ReferralId, *, side: Side | None = None) -> Referral:
    """A stored referral, locked until the transaction ends where there is one. Raises NotFound."""
    rows = Referral.objects.select_related("organisation").filter(ref=referral)
    found = rows.filter(side=side).first() if side else rows.first()
    if found is None:
        raise NotFound
    return found


def content_of(row: Referral) -> ReferralContent | None:
    """What was told, opened; None once it was erased, or where it is not within reach."""
    found = ReferralContent.objects.select_related("file__organisation", "person__file").filter(referral=row)
    return next(iter(unseal_many(found)), None)


def resource_of_content(referral: ReferralId, *_args: object, **_kwargs: object) -> Resource:
    """What the policies are asked about for a referral: the file its content is sealed with. Raises NotFound once that is gone."""
    content = ReferralContent.objects.select_related("file__organisation").filter(referral__ref=referral).first()
    if content is None:
        raise NotFound
    return file_resource(content.file)


def resource_of_row(referral: ReferralId, *_args: object, **_kwargs: object) -> Resource:
    """What the policies are asked about for where a referral stands: a record of the organisation."""
    row = find(referral)
    return record_resource("Referral", row.ref, organisation=OrganisationId(row.organisation.ref))


@read("cases.referral_list", on="Register", resource=lambda *_args, access, **_kwargs: whose.register_of(access), kind=Kind.LIST)
def referrals(*, side: Side, access: Access) -> tuple[ReferralLine, ...]:
    """The referrals of the organisation at work, unanswered ones first, then the newest; fifty at most."""
    if access.organisation is None:
        return ()
    rows = list(Referral.objects.filter(organisation__ref=access.organisation, side=side).order_by("-pk")[: PAGE * 4])
    numbers = _numbers(rows)
    lines = [line(row, number=numbers.get(row.pk, "")) for row in rows]
    return tuple(sorted(lines, key=lambda one: one.state not in UNANSWERED)[:PAGE])


@read("cases.referral_list_of_person", resource=whose.resource)
def referrals_of(person: PersonId, *, access: Access) -> tuple[ReferralLine, ...]:
    """The referrals that stand with one person's file, newest first."""
    rows = ReferralContent.objects.select_related("referral").filter(person__ref=person).order_by("-pk")
    return tuple(line(row.referral) for row in rows)


@read("cases.referral_open", resource=resource_of_content)
def referral(ref: ReferralId, *, access: Access) -> ReferralView:
    """Open one referral: what was told, by whom, and where it stands."""
    row = find(ref)
    content = content_of(row)
    if content is None:
        raise NotFound
    return view(row, content)


@read("cases.referral_trace", on="Referral", resource=resource_of_row)
def trace(ref: ReferralId, *, access: Access) -> ReferralView:
    """Where a referral stands whose content is gone: desks, states and times."""
    return view(find(ref), None)


def view(row: Referral, content: ReferralContent | None) -> ReferralView:
    """A stored referral with its content and steps."""
    person = content.person if content else None
    return ReferralView(
        line=line(row, number=person.file.number if person else ""),
        message=row.message,
        thread=row.thread,
        purpose=row.purpose,
        person=PersonId(person.ref) if person else None,
        told=content.told if content else {},
        answers=tuple(content.answers.get("told", ())) if content else (),
        steps=tuple(_step(one) for one in row.steps.select_related("by").order_by("pk")),
        documents=tuple(attachment_line(one) for one in of_referral(row)) if content and row.side == Side.RECEIVED else (),
    )


def line(row: Referral, *, number: str = "") -> ReferralLine:
    """A stored referral as a line."""
    return ReferralLine(
        ref=ReferralId(row.ref),
        side=Side(row.side),
        sender=row.sender,
        recipient=row.recipient,
        urgency=ReferralUrgency(row.urgency),
        state=ReferralState(row.state),
        code=row.state_code,
        state_at=row.state_at,
        begun_at=row.begun_at,
        answer_by=row.answer_by,
        expires_at=row.expires_at,
        withdrawn=row.withdrawn_at is not None,
        erasure=Erasure(row.erasure),
        number=number,
    )


def _step(row: ReferralStep) -> StepView:
    return StepView(what=row.state, code=row.code, at=row.at, by=str(row.by) if row.by else "")


def _numbers(rows: Iterable[Referral]) -> dict[int, str]:
    found = ReferralContent.objects.filter(referral__in=[row.pk for row in rows], person__isnull=False)
    return dict(found.values_list("referral_id", "file__number"))
