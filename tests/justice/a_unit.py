"""A police unit on a justice node, and the desk of a shelter on another node, of which the test holds the keys. All invented."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils import timezone

from amana.contexts.exchange.directory.making import Made, NewAgreement, NewDesk, NewNode, make_directory
from amana.contexts.exchange.inbox import arriving
from amana.contexts.exchange.inbox.opening import open_due
from amana.contexts.exchange.models import KeptReceipt, Outgoing
from amana.contexts.exchange.terms import Carriage, Direction
from amana.contexts.investigations.reports.models import Report
from amana.contexts.investigations.reports.values import ReportId
from amana.engines.sealing.envelope import DeskSecrets, Header, decode, encode, open_envelope, seal
from amana.kernel.access.terms import Purpose
from amana.kernel.access.values import Access
from amana.kernel.accounts.models import User
from amana.kernel.accounts.terms import Role
from amana.kernel.ids import AccessId, OrganisationId, UserId, new_id
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.keyring import DeskSecret
from amana.kernel.sealed.keystore import get_keystore
from amana.kernel.vocabulary.loading import load_all

SHELTER, UNIT = "et-maji/shelter", "ke-polisi/unit"
LEAD: dict[str, Any] = {
    "offences": ["trafficking", "extortion"],
    "what": "A man offered work in another town. On the way people were locked up until their families paid.",
    "offenders": [{"names": ["Haile Abebe"], "role": "holder"}],
    "willing": "not_asked",
    "source_grade": "B",
    "information_grade": "2",
    "handling": ["H1"],
    "consent": {"purpose": "investigation", "categories": ["account"], "valid_until": "2027-06-01"},
}


@dataclass
class Unit:
    """Who works at the unit, and what the shelter's desk sent last in each conversation: place and digest."""

    made: Made
    kamau: Access
    njeri: Access
    supervisor: Access
    guardian: Access
    stranger: Access
    heads: dict[UUID, tuple[int, bytes]] = field(default_factory=dict)

    def receive(self, kind: str, payload: dict[str, Any], thread: UUID) -> UUID:
        """A message of the shelter arrives and is opened, as any does; gives its id."""
        sequence, previous = self.heads.get(thread, (0, None))
        now = int(timezone.now().timestamp())
        header = Header(
            sender=SHELTER, recipient=UNIT, message=new_id(), thread=thread, sequence=sequence + 1, previous=previous, created=now,
            expires=now + 90 * 86400, kind=kind, purpose="investigation",
        )  # fmt: skip
        theirs = _engine(self.made.secrets[SHELTER])
        sealed_to = [theirs.public(), _engine(get_keystore().desk_secrets("unit")[0]).public()]
        envelope = seal(header, encode(payload), recipients=sealed_to, signer=theirs)
        self.heads[thread] = (sequence + 1, sha256(envelope).digest())
        arriving.take_in((envelope,), carriage=Carriage.PUSH)
        while open_due():
            pass
        return header.message

    def lead(self) -> Report:
        """A lead arrives and is a report."""
        return Report.objects.get(message=self.receive("lead", LEAD, new_id()))

    def withdraws(self, report: Report) -> UUID:
        said = {"about": str(report.message), "on": timezone.localdate().isoformat(), "categories": ["account"]}
        return self.receive("withdrawal", said, report.thread)

    def asks_to_erase(self, report: Report) -> UUID:
        return self.receive("erasure_request", {"about": str(report.message), "on": timezone.localdate().isoformat()}, report.thread)

    def answers(self) -> list[dict[str, Any]]:
        """What was written to the shelter, opened with its key, oldest first."""
        from amana.contexts.exchange import storage

        theirs = _engine(self.made.secrets[SHELTER])
        rows = Outgoing.objects.order_by("pk")
        sealed = [open_envelope(b"".join(storage.kept(bytes(row.digest))), keys=theirs) for row in rows]
        return [dict(decode(one.payload, max_bytes=1 << 20, max_depth=16)) for one in sealed]  # type: ignore[call-overload]  # a mapping

    def receipts(self, report: Report) -> list[tuple[str, str]]:
        """What the unit's desk said of a report's message."""
        said = KeptReceipt.objects.filter(direction=Direction.OUT, message=report.message, by=UNIT).order_by("pk")
        return list(said.values_list("kind", "code"))


def ref(report: Report) -> ReportId:
    return ReportId(report.ref)


@contextlib.contextmanager
def a_unit() -> Iterator[Unit]:
    """The node, its desk and the directory; the shelter may send it leads."""
    load_all()
    keystore = get_keystore()
    organisation = Organisation.objects.create(name="Unit of the North", kind="police", country="KE")
    elsewhere = Organisation.objects.create(name="Unit of the South", kind="police", country="KE")
    secret = keystore.make_desk_secret("unit", organisation.ref, "police")
    desk = NewDesk("unit", kind="police", organisation=organisation.name, organisation_kind="police", secrets=(secret,))
    nodes = [
        NewNode(id="ke-polisi", state="KE", profiles=("justice",), signing=keystore.public_key(), desks=(desk,)),
        NewNode(id="et-maji", state="ET", desks=(NewDesk("shelter", organisation="House of the Acacia", organisation_kind="shelter"),)),
    ]
    made = make_directory(nodes, [NewAgreement(SHELTER, UNIT, kinds=("lead",), purposes=("investigation",))])
    made.install()
    try:
        yield Unit(
            made=made,
            kamau=access_of("kamau", organisation, Purpose.INVESTIGATION, Role.INVESTIGATOR),
            njeri=access_of("njeri", organisation, Purpose.INVESTIGATION, Role.INVESTIGATOR),
            supervisor=access_of("otieno", organisation, Purpose.SUPERVISION, Role.SUPERVISOR),
            guardian=access_of("wanjiru", organisation, Purpose.OVERSIGHT, Role.GUARDIAN),
            stranger=access_of("achieng", elsewhere, Purpose.INVESTIGATION, Role.INVESTIGATOR),
        )
    finally:
        from amana.contexts.exchange.directory import trusted

        trusted.trusted_file().unlink(missing_ok=True)
        keystore.destroy_desk_secret(secret.ref)


def access_of(name: str, organisation: Organisation, purpose: Purpose, role: Role) -> Access:
    """Somebody at work."""
    user, now = User.objects.create_user(name, display_name=name.title()), timezone.now()
    return Access(
        ref=AccessId(new_id()), user=UserId(user.ref), organisation=OrganisationId(organisation.ref),
        organisation_kind=organisation.kind, state=organisation.country, purpose=purpose, roles=frozenset({role}), opened_at=now,
        expires_at=now + timedelta(days=900), second_factor=True,
    )  # fmt: skip


def _engine(secret: DeskSecret) -> DeskSecrets:
    return DeskSecrets(secret.signing, secret.encryption)
