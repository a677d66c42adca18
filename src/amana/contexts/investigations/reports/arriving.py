"""What comes to a desk that investigates: leads, that a person changed their mind, and requests to erase."""

from typing import Any

from amana.contexts.exchange import directory
from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange.guard import SCHEMAS, Malformed, MessageKind
from amana.contexts.exchange.guard.shapes import told
from amana.contexts.investigations.erasing import asking
from amana.contexts.investigations.reports import actions
from amana.contexts.investigations.reports.models import Report

UNKNOWN_REPORT = "lead.unknown"


def receive_lead(incoming: exchange.Incoming) -> None:
    """Keep a lead as a report, for the organisation of the desk it came to."""
    content = _checked(incoming)
    if incoming.attachments:  # nowhere to keep them yet; refused rather than lost
        raise exchange.RejectedMessage("lead.attachments")
    own = next((one for one in directory.own_desks() if one.desk.address == incoming.recipient), None)
    if own is None:
        raise exchange.RejectedMessage("lead.no_such_desk")
    actions.take_in(incoming, content, own.organisation, access=incoming.access)


def receive_withdrawal(incoming: exchange.Incoming) -> None:
    """The person changed their mind about informing an investigation."""
    asking.withdraw(_theirs(incoming, _checked(incoming)), incoming.message)


def receive_erasure_request(incoming: exchange.Incoming) -> None:
    """Erase what nobody has ever taken up, and say so; for the rest a person decides."""
    asking.ask(_theirs(incoming, _checked(incoming)), incoming.message, access=incoming.access)


def _checked(incoming: exchange.Incoming) -> dict[str, Any]:
    content = dict(incoming.payload)
    try:
        told(SCHEMAS[MessageKind(incoming.kind)], content)
    except Malformed as wrong:
        raise exchange.RejectedMessage(wrong.code) from None
    return content


def _theirs(incoming: exchange.Incoming, content: dict[str, Any]) -> Report:
    row = (
        Report.objects.select_for_update()
        .filter(message=content["about"], sender=incoming.sender, recipient=incoming.recipient, thread=incoming.thread)
        .first()
    )
    if row is None:
        raise exchange.RejectedMessage(UNKNOWN_REPORT)
    return row
