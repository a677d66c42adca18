"""Sending a lead: with consent to inform an investigation, for exactly this desk; who the person is only with a consent of its own (S3)."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from amana.contexts.cases import whose
from amana.contexts.cases.consent import actions as consent
from amana.contexts.cases.consent import queries as consents
from amana.contexts.cases.consent.models import DisclosureMade
from amana.contexts.cases.consent.rules import Disclosure
from amana.contexts.cases.consent.terms import Purpose
from amana.contexts.cases.consent.values import Recipient
from amana.contexts.cases.leads import compose
from amana.contexts.cases.leads.compose import LeadDraft
from amana.contexts.cases.leads.models import Lead, LeadContent
from amana.contexts.cases.leads.terms import LeadState
from amana.contexts.cases.leads.values import LeadId
from amana.contexts.cases.referral import desks, standing
from amana.contexts.cases.referral.errors import SaysWho, WouldNotLeave
from amana.contexts.cases.referral.models import MessageOfDisclosure
from amana.contexts.cases.referral.reasons import because
from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange.guard import MessageKind, Verdict
from amana.contexts.persons import facade as persons
from amana.kernel.access.opening import organisation_of
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import action, read, record
from amana.kernel.catalogue import Kind
from amana.kernel.ids import FileId, PersonId

LIFE = timedelta(days=90)  # a lead that reached nobody by then is gone; what it says stays in the person's file


def _about(person: PersonId, draft: LeadDraft, **_kwargs: object) -> Resource:
    return whose.resource(person)


def _leaving(person: PersonId, draft: LeadDraft, *, access: Access) -> dict[str, object]:
    """What the safeguards ask of a message to those who investigate."""
    disclosure, recipient = _disclosure(draft)
    facts = consents.circumstances(person, disclosure, recipient, on=timezone.localdate())
    return {**facts, "best_interests": bool(draft.best_interests.strip())}


@read("cases.lead_preview", resource=_about)
def preview(person: PersonId, draft: LeadDraft, *, access: Access) -> Verdict:
    """Show what a lead would tell, field by field, and whether it may leave. Nothing is sent or written down."""
    desks.may_write(MessageKind.LEAD.value, draft.sender, draft.recipient, access)
    row = whose.find(person)
    return _asked(FileId(row.file.ref), draft, _content(person, draft))


@action("cases.lead_send", resource=_about, context=_leaving, kind=Kind.DISCLOSE)
def send(person: PersonId, draft: LeadDraft, *, access: Access) -> LeadId:
    """Send a lead. Consent ledger, outbox and lead are written together or not at all.

    Raises Refused (safeguards), NotCovered, SaysWho, WouldNotLeave, NoDesk, NotSent.
    """
    desks.may_write(MessageKind.LEAD.value, draft.sender, draft.recipient, access)
    row, now = whose.find(person), timezone.now()
    disclosure, recipient = _disclosure(draft)
    content = _content(person, draft)
    made = consent.disclose(person, disclosure, recipient, how="lead", best_interests=draft.best_interests, access=access)
    verdict = _asked(FileId(row.file.ref), draft, content)
    if verdict.words and not verdict:
        raise SaysWho(words=", ".join(verdict.words))
    if not verdict:
        raise WouldNotLeave(because=because(verdict.code))
    posted = exchange.post(
        kind=MessageKind.LEAD.value,
        sender=draft.sender,
        recipient=draft.recipient,
        purpose=Purpose.INVESTIGATION.value,
        payload=content,
        about=FileId(row.file.ref),
        expires=now + LIFE,
        access=access,
    )
    lead = Lead.objects.create(
        organisation=organisation_of(access),
        message=posted.message,
        thread=posted.thread,
        sender=draft.sender,
        recipient=draft.recipient,
        state=LeadState.SENT,
        state_at=now,
        begun_at=now,
        sent_by=whose.worker(access),
    )
    disclosed = DisclosureMade.objects.get(ref=made)
    LeadContent.objects.create(file=row.file, lead=lead, person=row, disclosure=disclosed, told=content)
    MessageOfDisclosure.objects.create(
        file=row.file,
        disclosure=disclosed,
        message=posted.message,
        thread=posted.thread,
        sender=draft.sender,
        recipient=draft.recipient,
    )
    record(lead=str(lead.ref), message=str(posted.message))
    return LeadId(lead.ref)


def _content(person: PersonId, draft: LeadDraft) -> Mapping[str, object]:
    book = consents.ledger_of(whose.find(person), on=timezone.localdate())
    disclosure, _recipient = _disclosure(draft)
    return compose.content(draft, persons.standing_facts(person), book, disclosure)


def _disclosure(draft: LeadDraft) -> tuple[Disclosure, Recipient]:
    recipient = Recipient.desk(desks.find(draft.recipient))
    return Disclosure(purpose=Purpose.INVESTIGATION, recipient=recipient.id, categories=compose.categories(draft)), recipient


def _asked(file: FileId, draft: LeadDraft, content: Mapping[str, object]) -> Verdict:
    return standing.asked(
        file,
        content,
        kind=MessageKind.LEAD,
        purpose=Purpose.INVESTIGATION,
        sender=draft.sender,
        recipient=draft.recipient,
        best_interests=draft.best_interests,
    )
