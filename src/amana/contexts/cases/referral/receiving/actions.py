"""The side that is asked for help: take in, accept, decline, open a file, tell what became of it, erase.

Until a referral is accepted and a file is opened from it, what it says stands under a key of its own. Declining, expiry and the
sender's withdrawal destroy that key; only which desk wrote, when, and what was answered stays.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from amana.contexts.cases import whose
from amana.contexts.cases.consent.values import Recipient
from amana.contexts.cases.papers import arriving as arriving_papers
from amana.contexts.cases.papers import keeping as papers
from amana.contexts.cases.papers.keeping import Opened
from amana.contexts.cases.record.models import Attachment, Case
from amana.contexts.cases.record.values import AttachmentId
from amana.contexts.cases.referral import desks, keeping, standing
from amana.contexts.cases.referral.errors import FileStillThere, NotThisStep, OpensAFile, SaysNobody, SaysWho, WouldNotLeave
from amana.contexts.cases.referral.models import Referral, ReferralContent
from amana.contexts.cases.referral.queries import find, resource_of_content, resource_of_row
from amana.contexts.cases.referral.reasons import because
from amana.contexts.cases.referral.statements import statements_of
from amana.contexts.cases.referral.terms import UNANSWERED, Erasure, ReferralState, Side
from amana.contexts.cases.referral.values import ReferralId
from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange.guard import MessageKind, Verdict, check, written
from amana.contexts.exchange.guard.terms import DECLINED, DeclineReason, ReferralOutcome, ReferralProgress, ReferralUrgency
from amana.contexts.persons import facade as persons
from amana.contexts.persons.models import Person
from amana.kernel.access.resources import record_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import action, record
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound
from amana.kernel.files.models import File, State
from amana.kernel.ids import FileId, OrganisationId, PersonId, new_id
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.keystore import get_keystore

ANSWER_LIFE = timedelta(days=60)
AT_WORK = frozenset({ReferralState.ACCEPTED, ReferralState.IN_SERVICE})


def _desk_of(incoming: exchange.Incoming, content: Mapping[str, Any], organisation: OrganisationId, **_kwargs: object) -> Resource:
    return record_resource("Register", organisation, organisation=organisation)


@action("cases.referral_take_in", on="Register", resource=_desk_of)
def take_in(incoming: exchange.Incoming, content: Mapping[str, Any], organisation: OrganisationId, *, access: Access) -> ReferralId:
    """Keep a referral that came, sealed under a key of its own, for the organisation of its desk."""
    now, ref = timezone.now(), new_id()
    holder = Organisation.objects.get(ref=organisation)
    get_keystore().create_file_keys([ref])
    file = File.objects.create(
        ref=ref, number=f"{keeping.NUMBER}{ref.hex[-12:].upper()}", organisation=holder, opened_on=timezone.localdate(now)
    )
    row = Referral.objects.create(
        side=Side.RECEIVED,
        organisation=holder,
        message=incoming.message,
        thread=incoming.thread,
        sender=incoming.sender,
        recipient=incoming.recipient,
        purpose=incoming.purpose,
        urgency=ReferralUrgency(content["urgency"]),
        answer_by=keeping.moment(str(content["answer_by"])),
        expires_at=incoming.expires,
        state=ReferralState.RECEIVED,
        state_at=now,
        begun_at=incoming.created,
    )
    ReferralContent.objects.create(file=file, referral=row, told=dict(content), answers={})
    documents = arriving_papers.take_in(incoming.attachments, content.get("documents", ()), file=file, referral=row)
    keeping.note(row, ReferralState.RECEIVED.value)
    record(referral=str(row.ref), message=str(row.message), documents=documents)
    return ReferralId(row.ref)


@action("cases.referral_document", resource=resource_of_content, kind=Kind.OPEN)
def document(referral: ReferralId, attachment: AttachmentId, *, access: Access) -> Opened:
    """Open a document that came with a referral, to be saved; each opening stands in the log. Raises NotFound."""
    row = find(referral, side=Side.RECEIVED)
    found = Attachment.objects.select_related("file").filter(referral=row, ref=attachment).first()
    if found is None:
        raise NotFound
    record(referral=str(referral), attachment=str(attachment))
    return papers.opened(found, access=access)


@action("cases.referral_accept", resource=resource_of_content)
def accept(referral: ReferralId, *, access: Access) -> None:
    """Say yes. The sender gets a signed receipt. What was told stays apart until somebody opens a file. Raises NotThisStep."""
    row = _row(referral, ReferralState.RECEIVED)
    if timezone.now() >= row.expires_at:
        raise NotThisStep
    row.handled_by = whose.worker(access)
    row.save(update_fields=["handled_by"])
    exchange.answer(exchange.MessageId(row.message), exchange.ReceiptKind.ACCEPTED, access=access)
    keeping.step(row, ReferralState.ACCEPTED, by=row.handled_by)
    record(referral=str(row.ref))


@action("cases.referral_decline", resource=resource_of_content)
def decline(referral: ReferralId, reason: DeclineReason, *, access: Access) -> None:
    """Say no, with a reason that is about us and not about the person. What was told is erased; what stays says nothing of anybody."""
    row = _row(referral, ReferralState.RECEIVED)
    exchange.answer(exchange.MessageId(row.message), exchange.ReceiptKind.REFUSED, code=f"{DECLINED}{reason.value}", access=access)
    keeping.erase_content(row)
    keeping.step(row, ReferralState.DECLINED, code=reason.value, by=whose.worker(access))
    record(referral=str(row.ref), reason=reason.value)


@action("cases.referral_open_file", resource=resource_of_content)
def open_file(referral: ReferralId, *, access: Access) -> PersonId:
    """Open a file in our register with what an accepted referral says, each statement with where it comes from.

    Whether the person has a file here already is never decided here: the identity desk is asked to compare. Raises NotThisStep, SaysNobody.
    """
    row = _row(referral, *AT_WORK)
    content = _unfiled(row)
    said = statements_of(content.told, sender=row.sender, on=timezone.localdate(row.begun_at))
    if not content.told.get("names"):
        raise SaysNobody
    registration = persons.Registration(statements=said, lead=access.user)
    (person,) = persons.register_batch([registration], origin=persons.Origin.IMPORT, access=access)
    _move(content, Person.objects.select_related("file__organisation").get(ref=person))
    record(referral=str(row.ref), person=str(person))
    return person


def _file_of_person(referral: ReferralId, person: PersonId, **_kwargs: object) -> Resource:
    return whose.resource(person)


@action("cases.referral_put_to_file", resource=_file_of_person)
def put_to_file(referral: ReferralId, person: PersonId, *, access: Access) -> None:
    """Put an accepted referral that names nobody to the file of the person who came with it. Raises OpensAFile, NotThisStep."""
    row = _row(referral, *AT_WORK)
    content = _unfiled(row)
    if content.told.get("names"):
        raise OpensAFile
    _move(content, whose.find(person))
    record(referral=str(row.ref), person=str(person))


@action("cases.referral_begin", resource=resource_of_content)
def begin(referral: ReferralId, *, access: Access) -> None:
    """Say that help has begun."""
    row = _row(referral, ReferralState.ACCEPTED)
    exchange.answer(exchange.MessageId(row.message), exchange.ReceiptKind.ACCEPTED, code=exchange.IN_SERVICE, access=access)
    keeping.step(row, ReferralState.IN_SERVICE, by=whose.worker(access))
    record(referral=str(row.ref))


@action("cases.referral_complete", resource=resource_of_content)
def complete(referral: ReferralId, *, access: Access) -> None:
    """Say that it is done, and nothing of how: that is told by `report_outcome`, if the person agreed to it."""
    row = _row(referral, *AT_WORK)
    exchange.answer(exchange.MessageId(row.message), exchange.ReceiptKind.DONE, access=access)
    keeping.step(row, ReferralState.COMPLETED, by=whose.worker(access))
    record(referral=str(row.ref))


def _telling(referral: ReferralId, *_args: object, best_interests: str = "", **_kwargs: object) -> dict[str, object]:
    """What the safeguards ask about an answer: the sender's desk as recipient, what the person agreed to, what our own file knows."""
    row = find(referral, side=Side.RECEIVED)
    desk = desks.find(row.sender)
    recipient = Recipient.desk(desk)
    hers = standing.standing_of_answer(_file(row), recipient=desk, purpose=row.purpose)
    return {
        "recipient_kind": recipient.kind,
        "recipient_state": recipient.state,
        "consent_covers": "needs" in hers.agreed,
        "identifies_person": False,
        "states_feared": hers.states_feared,
        "fears_asked": hers.fears_asked,
        "nationalities": hers.nationalities,
        "nationality_settled": hers.nationality_settled,
        "protection_claim": hers.protection_claim,
        "age": hers.age,
        "best_interests": bool(best_interests.strip()),
    }


@action("cases.referral_report", resource=resource_of_content, context=_telling, kind=Kind.DISCLOSE)
def report_outcome(
    referral: ReferralId, outcome: ReferralOutcome, *, on: date, note: str = "", best_interests: str = "", access: Access
) -> None:
    """Tell the sender how the help ended, where the person agreed to that; so it is done, on both sides.

    Raises Refused, SaysWho, WouldNotLeave, NotThisStep.
    """
    row = _row(referral, *AT_WORK, ReferralState.COMPLETED)
    content = ReferralContent.objects.select_related("file").get(referral=row)
    content.answers = {**content.answers, "best_interests": best_interests.strip()}
    content.save(update_fields=["answers"])
    payload: dict[str, object] = {
        "about": str(row.message),
        "progress": ReferralProgress.COMPLETED.value,
        "outcome": outcome.value,
        "on": on.isoformat(),
    }
    if note.strip():
        payload["note"] = note.strip()
    verdict = _asked(row, payload)
    if verdict.words and not verdict:
        raise SaysWho(words=", ".join(verdict.words))
    if not verdict:
        raise WouldNotLeave(because=because(verdict.code))
    _post(row, MessageKind.ANSWER, payload, access, about=_file(row))
    content.answers = {**content.answers, "sent": [*content.answers.get("sent", []), payload]}
    content.save(update_fields=["answers"])
    if row.state in AT_WORK:
        exchange.answer(exchange.MessageId(row.message), exchange.ReceiptKind.DONE, access=access)
        keeping.step(row, ReferralState.COMPLETED, by=whose.worker(access))
    record(referral=str(row.ref), outcome=outcome.value)


@action("cases.referral_stop", resource=resource_of_content)
def stop(referral: ReferralId, *, access: Access) -> None:
    """Say that we stopped using what came with a referral that the person took back."""
    row = find(referral, side=Side.RECEIVED)
    if row.withdrawn_at is None:
        raise NotThisStep
    exchange.answer(exchange.MessageId(row.message), exchange.ReceiptKind.WITHDRAWN, access=access)
    keeping.note(row, "stopped", by=whose.worker(access))
    record(referral=str(row.ref))


@action("cases.referral_answer_erasure", on="Referral", resource=resource_of_row)
def answer_erasure(referral: ReferralId, answer: Erasure, *, access: Access) -> None:
    """Answer a request to erase: done, once no file holds it any more, or kept because a law requires it. Raises FileStillThere."""
    row = find(referral, side=Side.RECEIVED)
    if row.erasure != Erasure.ASKED or answer in (Erasure.NONE, Erasure.ASKED):
        raise NotThisStep
    if answer is not Erasure.KEPT_BY_LAW:
        keeping.erase_content(row)
        if ReferralContent.objects.filter(referral=row).exists():
            raise FileStillThere
    confirm_erasure(row, answer, access=access)
    record(referral=str(row.ref), answer=answer.value)


def confirm_erasure(row: Referral, answer: Erasure, *, access: Access) -> None:
    """Write and send what was done with a request to erase; a part of the act that decided it."""
    payload = {"about": str(row.message), "answer": answer.value, "on": timezone.localdate().isoformat()}
    _post(row, MessageKind.ERASURE_CONFIRMED, payload, access)
    row.erasure, row.erasure_at = answer, timezone.now()
    row.save(update_fields=["erasure", "erasure_at"])
    keeping.note(row, f"erasure_{answer.value}", by=whose.worker(access))


@action("cases.referral_expire", on="Register", resource=lambda *, access: record_resource("Register", access.ref))
def expire_due(*, access: Access) -> int:
    """End what nobody answered in time and erase it on the receiving side; says how many ended. For the node's chores."""
    due = Referral.objects.select_for_update().filter(state__in=UNANSWERED, expires_at__lte=timezone.now())
    ended = 0
    for row in due:
        keeping.erase_content(row)
        keeping.step(row, ReferralState.EXPIRED)
        ended += 1
    record(ended=ended)
    return ended


def _row(referral: ReferralId, *states: ReferralState) -> Referral:
    row = find(referral, side=Side.RECEIVED)
    row = Referral.objects.select_for_update().select_related("organisation").get(pk=row.pk)
    if row.state not in states or row.withdrawn_at is not None:
        raise NotThisStep
    return row


def _unfiled(row: Referral) -> ReferralContent:
    content: ReferralContent | None = ReferralContent.objects.select_related("file", "referral").filter(referral=row, person=None).first()
    if content is None:
        raise NotThisStep
    return content


def _move(content: ReferralContent, person: Person) -> None:
    """Seal what was told anew under the key of the person's file, and let the key it came under go once that is kept."""
    own = content.file
    papers.move(arriving_papers.of_referral(content.referral), person, case=Case.objects.filter(person=person, closed_on=None).first())
    exchange.forget(exchange.MessageId(content.referral.message))
    content.move_to_file(person.file)
    content.person = person
    content.save()
    File.objects.filter(pk=own.pk).update(state=State.ERASED, closed_on=timezone.localdate())
    transaction.on_commit(lambda: keeping.destroy([own.ref]), robust=True)


def _file(row: Referral) -> FileId:
    return FileId(ReferralContent.objects.values_list("file__ref", flat=True).get(referral=row))


def _asked(row: Referral, payload: Mapping[str, object]) -> Verdict:
    desk, own = desks.find(row.sender), desks.find(row.recipient)
    return check(
        written(payload),
        kind=MessageKind.ANSWER.value,
        purpose=row.purpose,
        recipient=desk,
        standing=standing.standing_of_answer(_file(row), recipient=desk, purpose=row.purpose),
        home_state=own.state,
    )


def _post(row: Referral, kind: MessageKind, payload: Mapping[str, object], access: Access, *, about: FileId | None = None) -> None:
    exchange.post(
        kind=kind.value,
        sender=row.recipient,
        recipient=row.sender,
        purpose=row.purpose,
        payload=payload,
        about=about,
        thread=exchange.ThreadId(row.thread),
        expires=timezone.now() + ANSWER_LIFE,
        access=access,
    )
