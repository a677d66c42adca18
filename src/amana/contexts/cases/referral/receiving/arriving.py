"""What comes in: referrals, answers, withdrawals, requests to erase and what became of them; and receipts of what we sent.

All of it runs in the transaction of the inbox, once for each message, under the node's own access. What a message says is believed no
further than its schema: anything else is refused, and the sender gets a signed receipt with the code.
"""

from typing import Any

from django.utils import timezone

from amana.contexts.cases.consent.models import RecipientTold
from amana.contexts.cases.referral import desks, keeping
from amana.contexts.cases.referral.models import NoticeSent, Referral, ReferralContent
from amana.contexts.cases.referral.receiving import actions
from amana.contexts.cases.referral.terms import ENDED, UNANSWERED, Erasure, NoticeKind, ReferralState, Side
from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange.guard import SCHEMAS, Malformed, MessageKind
from amana.contexts.exchange.guard.shapes import told
from amana.contexts.exchange.guard.terms import DECLINED
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access

UNKNOWN_REFERRAL = "referral.unknown"


def receive_referral(incoming: exchange.Incoming) -> None:
    """Keep a referral under a key of its own, for the organisation of the desk it came to."""
    content = _checked(incoming)
    organisation = desks.organisation_of(incoming.recipient)
    if organisation is None:
        raise exchange.RejectedMessage("referral.no_such_desk")
    actions.take_in(incoming, content, organisation, access=incoming.access)


def receive_answer(incoming: exchange.Incoming) -> None:
    """Put beside our referral what the other side tells of its outcome."""
    content = _checked(incoming)
    row = _ours(incoming, content)
    kept = ReferralContent.objects.select_related("file").filter(referral=row).first()
    if kept is not None:
        kept.answers = {**kept.answers, "told": [*kept.answers.get("told", []), dict(content)]}
        kept.save(update_fields=["answers"])
    if content["progress"] == "completed" and row.state not in ENDED:
        keeping.step(row, ReferralState.COMPLETED, code=str(content.get("outcome", "")))


def receive_withdrawal(incoming: exchange.Incoming) -> None:
    """The person changed their mind: what nobody accepted is erased, and whoever works with the rest is told to stop."""
    content = _checked(incoming)
    row = _theirs(incoming, content)
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    if row.state in UNANSWERED:
        keeping.erase_content(row)
    keeping.step(row, ReferralState.WITHDRAWN)


def receive_erasure_request(incoming: exchange.Incoming) -> None:
    """Erase at once what stands in nobody's file, and say so; for the rest somebody here decides."""
    content = _checked(incoming)
    row = _theirs(incoming, content)
    row.erasure, row.erasure_at, row.erasure_message = Erasure.ASKED, timezone.now(), incoming.message
    row.save(update_fields=["erasure", "erasure_at", "erasure_message"])
    keeping.note(row, "erasure_asked")
    if not ReferralContent.objects.filter(referral=row, person__isnull=False).exists():
        erased = keeping.erase_content(row)
        if row.state not in ENDED:
            keeping.step(row, ReferralState.WITHDRAWN)
        actions.confirm_erasure(row, Erasure.ERASED if erased else Erasure.NEVER_KEPT, access=incoming.access)


def receive_erasure_confirmed(incoming: exchange.Incoming) -> None:
    """Keep what the other side did with our request."""
    content = _checked(incoming)
    row = _ours(incoming, content)
    if row.erasure == Erasure.ASKED:
        row.erasure, row.erasure_at = Erasure(str(content["answer"])), timezone.now()
        row.save(update_fields=["erasure", "erasure_at"])
        keeping.note(row, f"erasure_{row.erasure}")


def receipt_of_referral(message: Any, receipt: Any) -> None:
    """Bring our row to what the other side says of it."""
    row = Referral.objects.select_for_update().filter(side=Side.SENT, message=message).first()
    if row is None or row.state in ENDED:
        return
    kind, code = str(getattr(receipt.kind, "value", receipt.kind)), receipt.code
    by_desk = receipt.by == row.recipient
    if kind in ("delivered", "opened") and row.state == ReferralState.SENT:
        keeping.step(row, ReferralState.RECEIVED)
    elif kind == "accepted":
        state = ReferralState.IN_SERVICE if code == exchange.IN_SERVICE else ReferralState.ACCEPTED
        if row.state != state and not (row.state == ReferralState.IN_SERVICE and state == ReferralState.ACCEPTED):
            keeping.step(row, state)
    elif kind == "refused":
        declined = by_desk and code.startswith(DECLINED)
        keeping.step(row, ReferralState.DECLINED if declined else ReferralState.REFUSED, code=code.removeprefix(DECLINED))
    elif kind == "done":
        keeping.step(row, ReferralState.COMPLETED, code=code)


def receipt_of_notice(message: Any, receipt: Any) -> None:
    """Once a withdrawal was delivered, the recipient has been told: the ledger then knows it."""
    kind = str(getattr(receipt.kind, "value", receipt.kind))
    if kind not in ("delivered", "opened", "withdrawn"):
        return
    with floor(system_access()):
        sent = NoticeSent.objects.select_related("file", "withdrawal", "disclosure").filter(message=message).first()
        if sent is None or sent.withdrawal is None or sent.kind != NoticeKind.WITHDRAWAL:
            return
        if not RecipientTold.objects.filter(withdrawal=sent.withdrawal, disclosure=sent.disclosure).exists():
            RecipientTold.objects.create(
                file=sent.file,
                withdrawal=sent.withdrawal,
                disclosure=sent.disclosure,
                content={"told_on": timezone.localdate().isoformat(), "how": "envelope"},
                recorded_by=None,
                recorded_at=timezone.now(),
            )


def _checked(incoming: exchange.Incoming) -> dict[str, Any]:
    content = dict(incoming.payload)
    try:
        told(SCHEMAS[MessageKind(incoming.kind)], content)
    except Malformed as wrong:
        raise exchange.RejectedMessage(wrong.code) from None
    return content


def _ours(incoming: exchange.Incoming, content: dict[str, Any]) -> Referral:
    """The referral of ours that a message from its recipient is about."""
    row = Referral.objects.select_for_update().filter(
        side=Side.SENT, message=content["about"], recipient=incoming.sender, sender=incoming.recipient, thread=incoming.thread
    )
    return _found(row.first())


def _theirs(incoming: exchange.Incoming, content: dict[str, Any]) -> Referral:
    """The referral of theirs that a message from its sender is about."""
    row = Referral.objects.select_for_update().filter(
        side=Side.RECEIVED, message=content["about"], sender=incoming.sender, recipient=incoming.recipient, thread=incoming.thread
    )
    return _found(row.first())


def _found(row: Referral | None) -> Referral:
    if row is None:
        raise exchange.RejectedMessage(UNKNOWN_REFERRAL)
    return row
