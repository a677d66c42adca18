"""The side that asks for help: send, take back, ask to erase."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from amana.contexts.cases import whose
from amana.contexts.cases.consent import actions as consent
from amana.contexts.cases.consent import queries as consents
from amana.contexts.cases.consent.models import DisclosureMade
from amana.contexts.cases.consent.rules import Disclosure
from amana.contexts.cases.consent.values import Recipient
from amana.contexts.cases.papers.sending import Travelling, check_seen, travelling
from amana.contexts.cases.referral import compose, desks, keeping, limits, standing
from amana.contexts.cases.referral.compose import Draft
from amana.contexts.cases.referral.errors import NotThisStep, SaysWho, WouldNotLeave
from amana.contexts.cases.referral.models import MessageOfDisclosure, NoticeSent, Referral, ReferralContent
from amana.contexts.cases.referral.queries import find, resource_of_content
from amana.contexts.cases.referral.reasons import because
from amana.contexts.cases.referral.terms import UNANSWERED, Erasure, NoticeKind, ReferralState, Side
from amana.contexts.cases.referral.values import ReferralId
from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange.guard import MessageKind, Verdict
from amana.contexts.persons import facade as persons
from amana.kernel.access.opening import organisation_of
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import action, read, record
from amana.kernel.catalogue import Kind
from amana.kernel.ids import FileId, PersonId

NOTICE_LIFE = timedelta(days=180)  # a withdrawal or a request to erase waits so long for a node that cannot be reached


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would leave, read from the very bytes, and what the guard says to them."""

    verdict: Verdict
    because: object
    recipient: Recipient
    disclosure: Disclosure
    answer_by: datetime
    expires: datetime
    documents: tuple[Travelling, ...] = ()


def _about(person: PersonId, draft: Draft, *_args: object, **_kwargs: object) -> Resource:
    return whose.resource(person)


def _leaving(person: PersonId, draft: Draft, *, access: Access, seen: Collection[str] = ()) -> dict[str, object]:
    """What the safeguards ask: the ledger, fears, claim and age for exactly the categories that the draft tells of."""
    disclosure, recipient = _disclosure(draft, persons.standing_facts(person))
    facts = consents.circumstances(person, disclosure, recipient, on=timezone.localdate())
    return {**facts, "best_interests": bool(draft.best_interests.strip())}


@read("cases.referral_preview", resource=_about)
def preview(person: PersonId, draft: Draft, *, access: Access) -> Preview:
    """Show what a draft would tell, field by field, and whether it may leave. Nothing is sent or written down."""
    desks.may_write(MessageKind.REFERRAL.value, draft.sender, draft.recipient, access)
    row = whose.find(person)
    facts, today, now = persons.standing_facts(person), timezone.localdate(), timezone.now()
    disclosure, recipient = _disclosure(draft, facts)
    limit = limits.limit(draft.urgency)
    papers = travelling(row, draft.documents, access=access)
    content = compose.content(
        draft, facts, consents.ledger_of(row, on=today), disclosure, answer_by=now + limit.answer_within, documents=papers
    )
    verdict = _asked(FileId(row.file.ref), draft, content, papers)
    return Preview(
        verdict=verdict,
        because=because(verdict.code),
        recipient=recipient,
        disclosure=disclosure,
        answer_by=now + limit.answer_within,
        expires=now + limit.expires_after,
        documents=papers,
    )


@action("cases.refer", resource=_about, context=_leaving, kind=Kind.DISCLOSE)
def refer(person: PersonId, draft: Draft, *, access: Access, seen: Collection[str] = ()) -> ReferralId:
    """Send a referral, sharing no more than the person agreed to. Consent ledger, outbox and referral are written together or not at all.

    seen   which of the documents the sender confirmed having looked at, each with the content it had then (`Travelling.seen`)

    Raises Refused (safeguards), NotCovered, SaysWho, WouldNotLeave, NoDesk, NotSent, PaperChanged.
    """
    desks.may_write(MessageKind.REFERRAL.value, draft.sender, draft.recipient, access)
    row, now = whose.find(person), timezone.now()
    facts = persons.standing_facts(person)
    disclosure, recipient = _disclosure(draft, facts)
    limit = limits.limit(draft.urgency)
    papers = travelling(row, draft.documents, access=access)
    check_seen(papers, seen)
    today = timezone.localdate()
    content = compose.content(
        draft, facts, consents.ledger_of(row, on=today), disclosure, answer_by=now + limit.answer_within, documents=papers
    )
    made = consent.disclose(person, disclosure, recipient, how="referral", best_interests=draft.best_interests, access=access)
    verdict = _asked(FileId(row.file.ref), draft, content, papers)
    if verdict.words and not verdict:
        raise SaysWho(words=", ".join(verdict.words))
    if not verdict:
        raise WouldNotLeave(because=because(verdict.code))
    posted = exchange.post(
        kind=MessageKind.REFERRAL.value,
        sender=draft.sender,
        recipient=draft.recipient,
        purpose=draft.purpose.value,
        payload=content,
        about=FileId(row.file.ref),
        attachments=[paper.attachment() for paper in papers],
        expires=now + limit.expires_after,
        access=access,
    )
    sent = Referral.objects.create(
        side=Side.SENT,
        organisation=organisation_of(access),
        message=posted.message,
        thread=posted.thread,
        sender=draft.sender,
        recipient=draft.recipient,
        purpose=draft.purpose.value,
        urgency=draft.urgency,
        answer_by=now + limit.answer_within,
        expires_at=now + limit.expires_after,
        state=ReferralState.SENT,
        state_at=now,
        begun_at=now,
        handled_by=whose.worker(access),
    )
    disclosed = DisclosureMade.objects.get(ref=made)
    ReferralContent.objects.create(file=row.file, referral=sent, person=row, disclosure=disclosed, told=content, answers={})
    MessageOfDisclosure.objects.create(
        file=row.file,
        disclosure=disclosed,
        message=posted.message,
        thread=posted.thread,
        sender=draft.sender,
        recipient=draft.recipient,
    )
    keeping.note(sent, ReferralState.SENT.value, by=whose.worker(access))
    record(referral=str(sent.ref), message=str(posted.message), documents={str(one.paper.ref): one.digest for one in papers})
    return ReferralId(sent.ref)


@action("cases.referral_take_back", resource=resource_of_content)
def take_back(referral: ReferralId, *, access: Access) -> None:
    """Take a referral back that was not answered: it is stopped if it has not left, and called back if it has. Raises NotThisStep."""
    row = find(referral, side=Side.SENT)
    if row.state not in UNANSWERED:
        raise NotThisStep
    if not exchange.recall(exchange.MessageId(row.message), access=access):
        _follow_up(row, NoticeKind.WITHDRAWAL, access)
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    keeping.step(row, ReferralState.WITHDRAWN, by=whose.worker(access))
    record(referral=str(row.ref))


@action("cases.referral_ask_erasure", resource=resource_of_content)
def ask_erasure(referral: ReferralId, *, access: Access) -> None:
    """Ask the other side to erase what a referral told them. They answer, signed, that they did, or which law stands against it."""
    row = find(referral, side=Side.SENT)
    if row.erasure != Erasure.NONE or row.state in (ReferralState.REFUSED, ReferralState.EXPIRED):
        raise NotThisStep
    sent = _follow_up(row, NoticeKind.ERASURE_REQUEST, access)
    row.erasure, row.erasure_at, row.erasure_message = Erasure.ASKED, timezone.now(), sent.message
    row.save(update_fields=["erasure", "erasure_at", "erasure_message"])
    keeping.note(row, "erasure_asked", by=whose.worker(access))
    record(referral=str(row.ref))


def _follow_up(row: Referral, kind: NoticeKind, access: Access) -> NoticeSent:
    content = ReferralContent.objects.select_related("file", "disclosure").get(referral=row)
    payload: dict[str, object] = {"about": str(row.message), "on": timezone.localdate().isoformat()}
    if kind is NoticeKind.WITHDRAWAL:
        payload["categories"] = content.told["consent"]["categories"]
    posted = exchange.post(
        kind=kind.value,
        sender=row.sender,
        recipient=row.recipient,
        purpose=row.purpose,
        payload=payload,
        about=FileId(content.file.ref),
        thread=exchange.ThreadId(row.thread),
        expires=timezone.now() + NOTICE_LIFE,
        access=access,
    )
    sent: NoticeSent = NoticeSent.objects.create(
        file=content.file, disclosure=content.disclosure, kind=kind, message=posted.message, sent_at=timezone.now()
    )
    return sent


def _disclosure(draft: Draft, facts: Iterable[persons.Statement]) -> tuple[Disclosure, Recipient]:
    recipient = Recipient.desk(desks.find(draft.recipient))
    told = compose.categories(draft, facts)
    return Disclosure(purpose=draft.purpose, recipient=recipient.id, categories=told), recipient


def _asked(file: FileId, draft: Draft, content: Mapping[str, object], papers: Iterable[Travelling]) -> Verdict:
    return standing.asked(
        file,
        content,
        kind=MessageKind.REFERRAL,
        purpose=draft.purpose,
        sender=draft.sender,
        recipient=draft.recipient,
        best_interests=draft.best_interests,
        attachments=[one.attached() for one in papers],
    )
