"""What a node does for one large referral: a case with a film of so many bytes, consent, the referral; and what came on the other side."""

import io
import os
import time
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from amana.kernel.access.values import Access

STRETCH = 1 << 20


def refer(size: str, recipient: str) -> dict[str, object]:
    """Attach a film of so many bytes to a case of an invented person, and refer her with it; seconds of each, and the film's SHA-256."""
    from django.utils import timezone

    from amana.contexts.cases import facade as cases
    from amana.contexts.cases.consent.terms import Category, Purpose
    from amana.contexts.cases.papers import actions as papers
    from amana.contexts.cases.referral.compose import Draft
    from amana.contexts.cases.referral.sending import actions as sending
    from amana.contexts.exchange import directory
    from amana.contexts.exchange.guard.terms import ReferralUrgency
    from amana.contexts.persons import facade as persons
    from amana.kernel.sealed.spool import SealedSpool

    access, told = _at_work(), persons.Source.TOLD_BY_PERSON
    name = persons.Statement(kind=persons.FactKind.NAME, value=persons.name_in_one_box("Selam Alem"), source=told)
    birth = persons.Statement(kind=persons.FactKind.BIRTH, value=persons.on(timezone.localdate() - timedelta(days=11_000)), source=told)
    (person,) = persons.register_batch([persons.Registration(statements=(name, birth))], origin=persons.Origin.IMPORT, access=access)
    case = cases.open_case(person, access=access)
    spool, hashed = SealedSpool(), sha256()
    for piece in _film(int(size)):
        spool.write(piece)
        hashed.update(piece)
    began = time.monotonic()
    paper = papers.attach(case, "What she saw", cast("BinaryIO", io.BufferedReader(spool)), access=access)
    attached = time.monotonic() - began
    _agree(person, recipient, {Category.NEEDS, Category.DOCUMENTS}, access)
    (own,) = directory.own_desks()
    draft = Draft(
        sender=own.desk.address, recipient=recipient, purpose=Purpose.ASSISTANCE, service="medical", urgency=ReferralUrgency.URGENT,
        reason="Somebody should look at this.", documents=(paper,),
    )  # fmt: skip
    shown = sending.preview(person, draft, access=access)
    began = time.monotonic()
    sending.refer(person, draft, seen=[one.seen for one in shown.documents], access=access)
    return {"attach": attached, "refer": time.monotonic() - began, "sha256": hashed.hexdigest()}


def came() -> dict[str, object]:
    """What lies at the referral that came: length and SHA-256, read from the sealed pieces; nothing yet gives an empty answer."""
    from amana.contexts.cases.papers import keeping
    from amana.contexts.cases.record.models import Attachment
    from amana.kernel.access.floor import floor
    from amana.kernel.access.system import system_access

    hashed, length, began = sha256(), 0, time.monotonic()
    with floor(system_access()):
        row = Attachment.objects.select_related("file").filter(referral__side="received").first()
        if row is None:
            return {}
        for chunk in keeping.opened(row, access=system_access()).chunks():
            hashed.update(chunk)
            length += len(chunk)
    return {"length": length, "sha256": hashed.hexdigest(), "read": time.monotonic() - began}


def _film(size: int) -> list[bytes]:
    """What begins like a film; the rest cannot be packed."""
    noise = os.urandom(STRETCH)
    first = b"\x00\x00\x00\x18ftypisom"
    whole, rest = divmod(size - len(first), STRETCH)
    return [first, *([noise] * whole), noise[:rest]]


def _at_work() -> "Access":
    from django.utils import timezone

    from amana.kernel.access.terms import Purpose
    from amana.kernel.access.values import Access
    from amana.kernel.accounts.models import User
    from amana.kernel.accounts.terms import Role
    from amana.kernel.ids import AccessId, OrganisationId, UserId, new_id
    from amana.kernel.organisations.models import Organisation

    holder = Organisation.objects.order_by("pk")[0]
    user = User.objects.create_user("rig", None, display_name="Rig")
    now = timezone.now()
    return Access(
        ref=AccessId(new_id()), user=UserId(user.ref), organisation=OrganisationId(holder.ref), purpose=Purpose.ASSISTANCE,
        roles=frozenset({Role.CASEWORKER}), opened_at=now - timedelta(minutes=1), expires_at=now + timedelta(hours=8), second_factor=True,
        organisation_kind=holder.kind, state=holder.country,
    )  # fmt: skip


def _agree(person: object, recipient: str, categories: "set[object]", access: "Access") -> None:
    from django.utils import timezone

    from amana.contexts.cases.consent import actions as consent
    from amana.contexts.cases.consent.terms import Capacity, Form, Purpose, Said
    from amana.contexts.cases.consent.values import Question, Recipient, Talk
    from amana.contexts.cases.referral import desks

    today = timezone.localdate()
    talk = Talk(said_on=today, form=Form.ORAL, language="ti", capacity=Capacity.ABLE, child=False, read_aloud=True)
    question = Question(
        purpose=Purpose.ASSISTANCE, recipient=Recipient.desk(desks.find(recipient)), categories=frozenset(categories),  # type: ignore[arg-type]
        said=Said.GIVEN, valid_until=today + timedelta(days=60),
    )  # fmt: skip
    consent.record_consent(person, talk, [question], access=access)  # type: ignore[arg-type]
