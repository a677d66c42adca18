"""Reading the consent ledger, as values."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils import timezone

from amana.contexts.cases import whose
from amana.contexts.cases.consent import rules
from amana.contexts.cases.consent.models import ConsentLine, ConsentTalk, ConsentWithdrawal, DisclosureMade, NamedBasis, RecipientTold
from amana.contexts.cases.consent.rules import Consent, Disclosure, LegalBasis, RecipientId, Told
from amana.contexts.cases.consent.terms import (
    IDENTIFYING,
    Assent,
    Basis,
    Capacity,
    Category,
    Form,
    GuardianSaid,
    Purpose,
    Said,
)
from amana.contexts.cases.consent.values import (
    BasisView,
    DisclosureView,
    Ledger,
    LineId,
    LineView,
    Recipient,
    StillToTell,
    Talk,
    TalkId,
    WithdrawalView,
)
from amana.contexts.persons import facade as persons
from amana.contexts.persons.models import Person
from amana.kernel.access.resources import file_resource
from amana.kernel.access.values import Access, Decision, Resource
from amana.kernel.actions import read
from amana.kernel.errors import NotFound
from amana.kernel.ids import FileId, OrganisationId, PersonId, UserId
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.fields import unseal_many


def find_line(line: LineId) -> ConsentLine:
    """A stored entry with talk, person, file and holder. Raises NotFound."""
    found: ConsentLine | None = (
        ConsentLine.objects.select_related("file__organisation", "talk__file", "talk__person").filter(ref=line).first()
    )
    if found is None:
        raise NotFound
    return found


def find_talk(talk: TalkId) -> ConsentTalk:
    """A stored talk with person, file and holder. Raises NotFound."""
    found: ConsentTalk | None = ConsentTalk.objects.select_related("file__organisation", "person", "recorded_by").filter(ref=talk).first()
    if found is None:
        raise NotFound
    return found


def person_of_line(line: LineId) -> PersonId:
    """Whose entry it is. Raises NotFound."""
    return PersonId(find_line(line).talk.person.ref)


def person_of_disclosure(disclosure: UUID) -> PersonId:
    """Whom something was told about. Raises NotFound."""
    found = DisclosureMade.objects.filter(ref=disclosure).values_list("person__ref", flat=True).first()
    if found is None:
        raise NotFound
    return PersonId(found)


def resource_of_line(line: LineId, *_args: object, **_kwargs: object) -> Resource:
    """What the policies are asked about for an entry: the person's file."""
    return file_resource(find_line(line).file)


def resource_of_talk(talk: TalkId, *_args: object, **_kwargs: object) -> Resource:
    """What the policies are asked about for a talk: the person's file."""
    return file_resource(find_talk(talk).file)


@read("cases.consent_open", resource=whose.resource)
def ledger(person: PersonId, *, on: date | None = None, access: Access) -> Ledger:
    """Open the ledger of one person as it stands on a day, by default today."""
    return ledger_of(whose.find(person), on=on or timezone.localdate())


def covers(person: PersonId, disclosure: Disclosure, *, on: date) -> Decision:
    """Whether the person agreed to one disclosure on a day; for acts that send something out. Raises NotFound."""
    return rules.covers(ledger_of(whose.find(person), on=on).consents, disclosure, on=on)


def circumstances(person: PersonId, disclosure: Disclosure, recipient: Recipient, *, on: date) -> dict[str, object]:
    """All that the safeguards ask about one disclosure, by the names of `Circumstances`: ledger, fears, claim, age, recipient.

    Agreeing to inform an investigation, and to be named in it, are looked up for the recipient at hand, whatever the purpose said.
    """
    book = ledger_of(whose.find(person), on=on)
    basis = rules.basis_for([view.basis for view in book.bases], disclosure, on=on)
    inform = Disclosure(purpose=Purpose.INVESTIGATION, recipient=disclosure.recipient, categories=disclosure.categories - IDENTIFYING)
    name = Disclosure(purpose=Purpose.INVESTIGATION, recipient=disclosure.recipient, categories=disclosure.categories & IDENTIFYING)
    names_person = bool(disclosure.categories & IDENTIFYING)
    return {
        **persons.protected_facts(person, on=on).record(),
        "recipient_kind": recipient.kind,
        "recipient_state": recipient.state,
        "consent_covers": rules.covers(book.consents, disclosure, on=on).allowed,
        "legal_basis": f"{basis.basis}: {basis.provision}" if basis else "",
        # Whoever named the provision is one of the two people it takes; whoever tells has to be another.
        "second_person": next((view.named_by for view in book.bases if basis is not None and view.ref == basis.ref), None),
        "identifies_person": names_person,
        "consent_to_investigation": _agreed(book, inform if inform.categories else name, on),
        "consent_to_identity": not names_person or _agreed(book, name, on),
    }


def disclosures_to(person: Person) -> tuple[DisclosureView, ...]:
    """What was told about a stored person, oldest first."""
    rows = list(DisclosureMade.objects.filter(person=person).select_related("file", "recorded_by").order_by("pk"))
    return tuple(_disclosure(row) for row in unseal_many(rows))


def recipients_here() -> tuple[Recipient, ...]:
    """The organisations of this node that may be named as recipients."""
    return tuple(
        Recipient.organisation(OrganisationId(found.ref), name=found.name, kind=found.kind, state=found.country)
        for found in Organisation.objects.filter(closed_on=None).order_by("name")
    )


def ledger_of(person: Person, *, on: date) -> Ledger:
    """The ledger of a stored person as it stands on a day."""
    withdrawals = _withdrawals(person)
    rows = list(
        ConsentLine.objects.filter(talk__person=person).select_related("file", "talk__file", "talk__recorded_by").order_by("talk__pk", "pk")
    )
    unseal_many(rows)
    unseal_many([row.talk for row in rows])
    consents = [_consent(row, withdrawals.get(row.pk)) for row in rows]
    lines = tuple(_line(row, consent, consents, withdrawals.get(row.pk), on) for row, consent in zip(rows, consents, strict=True))
    disclosures = disclosures_to(person)
    return Ledger(
        person=PersonId(person.ref),
        file=FileId(person.file.ref),
        file_number=person.file.number,
        on=on,
        lines=lines,
        bases=_bases(person, on),
        disclosures=disclosures,
        to_tell=_still_to_tell(person, lines, disclosures),
    )


def _agreed(book: Ledger, disclosure: Disclosure, on: date) -> bool:
    return rules.covers(book.consents, disclosure, on=on).allowed


def _withdrawals(person: Person) -> Mapping[int, ConsentWithdrawal]:
    rows = list(ConsentWithdrawal.objects.filter(line__talk__person=person).select_related("file", "recorded_by"))
    return {row.line_id: row for row in unseal_many(rows)}


def _consent(row: ConsentLine, withdrawal: ConsentWithdrawal | None) -> Consent:
    said, how = row.content, row.talk.content
    return Consent(
        ref=row.ref,
        purpose=Purpose(said["purpose"]),
        recipient=RecipientId(said["recipient"]["id"]),
        categories=frozenset(Category(category) for category in said["categories"]),
        said=Said(said["said"]),
        said_on=date.fromisoformat(how["said_on"]),
        recorded_at=row.talk.recorded_at,
        valid_until=date.fromisoformat(said["valid_until"]),
        capacity=Capacity(how["capacity"]),
        child=how["child"],
        assent=Assent(how["assent"]),
        guardian=GuardianSaid(how["guardian"]),
        withdrawn_on=date.fromisoformat(withdrawal.content["withdrawn_on"]) if withdrawal else None,
    )


def talk_of(row: ConsentTalk) -> Talk:
    """How a stored talk went."""
    how = row.content
    return Talk(
        said_on=date.fromisoformat(how["said_on"]),
        form=Form(how["form"]),
        language=how["language"],
        capacity=Capacity(how["capacity"]),
        child=how["child"],
        interpreter=how["interpreter"],
        read_aloud=how["read_aloud"],
        assent=Assent(how["assent"]),
        guardian=GuardianSaid(how["guardian"]),
        guardian_name=how["guardian_name"],
        note=how["note"],
    )


def _line(row: ConsentLine, consent: Consent, consents: list[Consent], withdrawal: ConsentWithdrawal | None, on: date) -> LineView:
    return LineView(
        ref=LineId(row.ref),
        talk=TalkId(row.talk.ref),
        consent=consent,
        recipient=Recipient.read(row.content["recipient"]),
        how=talk_of(row.talk),
        state=rules.state(consent, consents, on=on),
        effect=rules.effect(consent, on=on),
        notice_version=row.talk.notice_version,
        by=str(row.talk.recorded_by or ""),
        withdrawal=_withdrawal(withdrawal) if withdrawal else None,
    )


def _withdrawal(row: ConsentWithdrawal) -> WithdrawalView:
    return WithdrawalView(
        ref=row.ref,
        withdrawn_on=date.fromisoformat(row.content["withdrawn_on"]),
        form=Form(row.content["form"]),
        note=row.content["note"],
        by=str(row.recorded_by or ""),
        at=row.recorded_at,
    )


def _bases(person: Person, on: date) -> tuple[BasisView, ...]:
    rows = list(NamedBasis.objects.filter(person=person).select_related("file", "recorded_by").order_by("pk"))
    return tuple(_basis(row, on) for row in unseal_many(rows))


def _basis(row: NamedBasis, on: date) -> BasisView:
    said = row.content
    recipient = Recipient.read(said["recipient"])
    basis = LegalBasis(
        ref=row.ref,
        basis=Basis(said["basis"]),
        provision=said["provision"],
        purpose=Purpose(said["purpose"]),
        recipient=recipient.id,
        categories=frozenset(Category(category) for category in said["categories"]),
        named_on=date.fromisoformat(said["named_on"]),
        valid_until=date.fromisoformat(said["valid_until"]),
    )
    return BasisView(
        ref=row.ref,
        basis=basis,
        recipient=recipient,
        by=str(row.recorded_by or ""),
        named_by=UserId(row.recorded_by.ref) if row.recorded_by else None,
        in_force=basis.named_on <= on <= basis.valid_until,
    )


def _disclosure(row: DisclosureMade) -> DisclosureView:
    said = row.content
    recipient = Recipient.read(said["recipient"])
    disclosure = Disclosure(
        purpose=Purpose(said["purpose"]),
        recipient=recipient.id,
        categories=frozenset(Category(category) for category in said["categories"]),
    )
    return DisclosureView(
        ref=row.ref,
        told=Told(ref=row.ref, disclosure=disclosure, told_on=date.fromisoformat(said["told_on"])),
        recipient=recipient,
        how=said["how"],
        allowed_by=said["allowed_by"],
        provision=said["provision"],
        by=str(row.recorded_by or ""),
    )


def _still_to_tell(person: Person, lines: tuple[LineView, ...], disclosures: tuple[DisclosureView, ...]) -> tuple[StillToTell, ...]:
    heard: set[tuple[UUID, UUID]] = set(
        RecipientTold.objects.filter(disclosure__person=person).values_list("withdrawal__ref", "disclosure__ref")
    )
    views = {view.ref: view for view in disclosures}
    told = [view.told for view in disclosures]
    return tuple(
        StillToTell(withdrawal=line.withdrawal.ref, line=line.ref, disclosure=views[past.ref], withdrawn_on=line.withdrawal.withdrawn_on)
        for line in lines
        if line.withdrawal is not None
        for past in rules.to_tell(told, line.consent)
        if (line.withdrawal.ref, past.ref) not in heard
    )
