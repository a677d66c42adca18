"""Rows of in- and outbox as the exchange leaves them, for tests of what pages make of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.utils import timezone

from amana.contexts.exchange.directory import Carriage as Way
from amana.contexts.exchange.directory.making import NewAgreement, NewDesk, NewNode, make_directory
from amana.contexts.exchange.models import KeptReceipt, Outgoing, Partner, Received
from amana.contexts.exchange.terms import Carriage, Direction, InState, OutState
from amana.kernel.accounts.models import User
from amana.kernel.ids import new_id
from amana.kernel.organisations.models import Organisation
from tests.contexts.persons.people import Shelter

DAY = timedelta(days=1)
OURS, THEIRS = "et-haven/protection", "ke-imara/protection"


@dataclass(frozen=True, slots=True, kw_only=True)
class Desks:
    """The shelter with a desk of its own, and a partner of each way of carriage: pushed to, fetching, carried to."""

    shelter: Shelter
    haven: Organisation

    def sent(self, *, state: str = OutState.WAITING, at: datetime | None = None, recipient: str = THEIRS, **other: object) -> Outgoing:
        """A message in the outbox."""
        now = at or timezone.now()
        message = new_id()
        given = {
            "message": message, "thread": new_id(), "sequence": 1, "digest": sha256(message.bytes).digest(), "size": 20_000,
            "kind": "referral", "purpose": "assistance", "sender": OURS, "recipient": recipient, "partner": recipient.partition("/")[0],
            "organisation": self.haven, "posted_by": User.objects.get(ref=self.shelter.worker.user), "posted_at": now,
            "expires_at": now + 30 * DAY, "state": state, "state_at": now,
        }  # fmt: skip
        return Outgoing.objects.create(**{**given, **other})

    def came(self, *, state: str = InState.ARRIVED, at: datetime | None = None, sender: str = THEIRS, **other: object) -> Received:
        """A message in the inbox."""
        now = at or timezone.now()
        message = new_id()
        given = {
            "message": message, "thread": new_id(), "sequence": 1, "digest": sha256(message.bytes).digest(), "size": 20_000,
            "kind": "referral", "purpose": "assistance", "sender": sender, "recipient": OURS, "partner": sender.partition("/")[0],
            "organisation": self.haven, "carriage": Carriage.PUSH, "created_at": now, "arrived_at": now,
            "expires_at": now + 30 * DAY, "state": state, "state_at": now,
        }  # fmt: skip
        return Received.objects.create(**{**given, **other})

    def said(self, row: Outgoing | Received, kind: str, *, code: str = "", by: str = "", at: datetime | None = None) -> KeptReceipt:
        """A receipt for a message: of the desk that got it, unless another is named. A desk's receipt is the message's outcome."""
        when = at or timezone.now()
        out = isinstance(row, Outgoing)
        receipt = KeptReceipt.objects.create(
            direction=Direction.IN if out else Direction.OUT, identity=sha256(new_id().bytes).digest(), message=row.message,
            thread=row.thread, digest=row.digest, kind=kind, code=code, by=by or row.recipient, at=when, kept_at=when,
            partner=row.partner, signed=b"-",
        )  # fmt: skip
        if isinstance(row, Outgoing) and "/" in receipt.by:
            row.outcome, row.outcome_code, row.outcome_at = kind, code, when
            row.save()
        return receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Threads of a desk in which much has happened, by what shows in them."""

    served: UUID
    refused: UUID
    broken: UUID
    waiting: UUID


def a_busy_desk(desks: Desks) -> Story:
    """A desk with messages in every state, partners that answer, are silent or have no line."""
    now = timezone.now()
    served = desks.sent(state=OutState.DELIVERED, at=now - 9 * DAY)
    for days, (kind, code, by) in enumerate(
        [("delivered", "", "ke-imara"), ("opened", "", ""), ("accepted", "", ""), ("accepted", "in_service", "")], start=1
    ):
        desks.said(served, kind, code=code, by=by, at=now - (9 - days) * DAY)
    desks.came(state=InState.OPENED, thread=served.thread, at=now - 5 * DAY, kind="answer")
    desks.sent(state=OutState.DELIVERED, thread=served.thread, sequence=2, at=now - 4 * DAY, kind="erasure_request")
    refused = desks.sent(state=OutState.REFUSED, last_code="directory.agreement_ended", at=now - 3 * DAY)
    desks.said(refused, "refused", code="directory.agreement_ended", by="ke-imara", at=now - 3 * DAY)
    declined = desks.sent(state=OutState.DELIVERED, at=now - 3 * DAY)
    desks.said(declined, "refused", code="no_place", at=now - 2 * DAY)
    more = desks.sent(state=OutState.DELIVERED, at=now - 2 * DAY)
    desks.said(more, "more_needed", at=now - DAY)
    waiting = desks.sent(attempts=7, last_code="line.NewConnectionError", next_try_at=now + DAY / 24, at=now - DAY)
    desks.sent(recipient="so-daryel/protection", at=now - DAY / 2)
    desks.sent(recipient="ss-malual/protection", state=OutState.HANDED_OVER, at=now - DAY / 3)
    desks.sent(recipient="ss-malual/protection")
    desks.sent(state=OutState.EXPIRED, at=now - 40 * DAY)
    desks.sent(state=OutState.RECALLED)
    desks.sent(recipient="a-node-that-is-gone/protection", kind="lead", purpose="investigation")
    broken = desks.came(sequence=4, state=InState.HELD, code="exchange.waits_for_earlier", next_try_at=now + DAY)
    desks.came(thread=broken.thread, sequence=2, state=InState.OPENED, gap=True)
    desks.came(state=InState.REFUSED, code="guard.unknown_field", sender="so-daryel/protection")
    answered = desks.came(state=InState.OPENED)
    desks.said(answered, "accepted")
    Partner.objects.create(
        node="ke-imara",
        failures=7,
        last_code="line.NewConnectionError",
        last_heard_at=now - DAY,
        last_tried_at=now,
        next_try_at=now + DAY / 24,
    )
    Partner.objects.create(node="so-daryel", last_heard_at=now - DAY / 24, pulled_at=now - DAY / 24)
    return Story(served=served.thread, refused=refused.thread, broken=broken.thread, waiting=waiting.thread)


def install(keystore: object, haven: Organisation, **how: object) -> None:
    """A directory in which the node of the tests is et-haven, with one desk."""
    secret = keystore.make_desk_secret("protection", haven.ref)  # type: ignore[attr-defined]
    make_directory(
        [
            NewNode(
                id="et-haven", name="Haven node", state="ET", signing=keystore.public_key(),  # type: ignore[attr-defined]
                desks=(NewDesk("protection", organisation="Haven", organisation_kind="shelter", secrets=(secret,)),),
            ),
            NewNode(
                id="ke-imara", name="Imara node", state="KE", url="https://imara.example", carriage=Way.PUSH,
                desks=(NewDesk("protection", organisation="Imara Care"),),
            ),
            NewNode(
                id="so-daryel", name="Daryel node", state="SO", carriage=Way.PULL,
                desks=(NewDesk("protection", organisation="Daryel"),),
            ),
            NewNode(
                id="ss-malual", name="Malual node", state="SS", carriage=Way.FILE,
                desks=(NewDesk("protection", organisation="Malual"),),
            ),
        ],
        [NewAgreement("et-haven", other) for other in ("ke-imara", "so-daryel", "ss-malual")],
        name="Invented region",
        version=7,
        **how,  # type: ignore[arg-type]
    ).install()  # fmt: skip
