"""Reading leads, as values."""

from amana.contexts.cases import whose
from amana.contexts.cases.leads.models import Lead, LeadContent
from amana.contexts.cases.leads.terms import LeadState
from amana.contexts.cases.leads.values import LeadId, LeadView
from amana.contexts.cases.referral.terms import Erasure
from amana.contexts.exchange.guard.terms import KeepGround
from amana.kernel.access.resources import file_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import read
from amana.kernel.errors import NotFound
from amana.kernel.ids import PersonId
from amana.kernel.sealed.fields import unseal_many


def find_content(lead: LeadId) -> LeadContent:
    """A stored lead with its content and file. Raises NotFound."""
    found: LeadContent | None = LeadContent.objects.select_related("lead", "file__organisation", "person").filter(lead__ref=lead).first()
    if found is None:
        raise NotFound
    return found


def resource(lead: LeadId, *_args: object, **_kwargs: object) -> Resource:
    """What the policies are asked about for a lead: the file of the person it came from."""
    return file_resource(find_content(lead).file)


def may_ask_erasure(row: Lead) -> bool:
    """Whether the other side can be asked to erase a lead: it may be there, and no request waits. What they kept can be asked again."""
    gone = (LeadState.DECLINED, LeadState.EXPIRED, LeadState.REFUSED)
    return row.state not in gone and row.erasure in (Erasure.NONE, Erasure.KEPT_BY_LAW)


@read("cases.lead_list", resource=whose.resource)
def leads_of(person: PersonId, *, access: Access) -> tuple[LeadView, ...]:
    """The leads that came from one person, newest first."""
    rows = LeadContent.objects.select_related("lead", "file", "person").filter(person__ref=person).order_by("-pk")
    return tuple(_view(row) for row in rows)


@read("cases.lead_open", resource=resource)
def lead(ref: LeadId, *, access: Access) -> LeadView:
    """Open one lead: what was told, and where it stands."""
    (row,) = unseal_many([find_content(ref)])
    return _view(row, told=True)


def _view(row: LeadContent, *, told: bool = False) -> LeadView:
    sent = row.lead
    return LeadView(
        ref=LeadId(sent.ref),
        person=PersonId(row.person.ref),
        number=row.file.number,
        message=sent.message,
        sender=sent.sender,
        recipient=sent.recipient,
        state=LeadState(sent.state),
        code=sent.state_code,
        state_at=sent.state_at,
        begun_at=sent.begun_at,
        erasure=Erasure(sent.erasure),
        erasure_at=sent.erasure_at,
        erasure_on=sent.erasure_on,
        erasure_ground=KeepGround(sent.erasure_ground) if sent.erasure_ground else None,
        may_ask_erasure=may_ask_erasure(sent),
        told=row.told if told else {},
    )
