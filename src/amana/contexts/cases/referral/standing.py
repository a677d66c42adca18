"""How the person of a file stands to a message about them: what the guard asks before anything is sealed (S1, S2, S3, S9).

Everything is looked up anew in the file and the ledger, for exactly this desk and purpose, today. Nothing comes from whoever composed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils import timezone

from amana.contexts.cases.consent import queries as consents
from amana.contexts.cases.consent import rules
from amana.contexts.cases.consent.models import DisclosureMade
from amana.contexts.cases.consent.rules import Disclosure
from amana.contexts.cases.consent.terms import Category, Purpose
from amana.contexts.cases.consent.values import Ledger, Recipient
from amana.contexts.cases.referral import compose, desks
from amana.contexts.cases.referral.models import ReferralContent
from amana.contexts.cases.referral.terms import Side
from amana.contexts.exchange.directory import Desk
from amana.contexts.exchange.guard import Attached, MessageKind, Standing, Verdict, check, written
from amana.contexts.exchange.guard.recognising import Known
from amana.contexts.persons import facade as persons
from amana.contexts.persons.models import Person
from amana.kernel.errors import NotFound
from amana.kernel.ids import FileId, PersonId
from amana.kernel.sealed.fields import unseal_many


def standing(about: FileId, *, recipient: Desk, purpose: str) -> Standing:
    """Of the person a file is about, for a referral or a lead that we send. Raises NotFound."""
    person = _person(about)
    today = timezone.localdate()
    book = consents.ledger_of(person, on=today)
    to = Recipient.desk(recipient)
    return Standing(
        recipient=recipient.address,
        purpose=purpose,
        agreed=_agreed(book, to, purpose),
        by_law=_by_law(book, to, purpose),
        best_interests=_best_interests(person, to, purpose),
        known=_known(person),
        **_protection(person),
    )


def asked(
    about: FileId,
    content: Mapping[str, object],
    *,
    kind: MessageKind,
    purpose: Purpose,
    sender: str,
    recipient: str,
    best_interests: str,
    attachments: Sequence[Attached] = (),
) -> Verdict:
    """The guard's answer to what would leave, before it is posted; posting asks it again.

    best_interests  the determination that the draft names; the ledger names it only once the message is posted
    """
    desk, own = desks.find(recipient), desks.find(sender)
    theirs = standing(about, recipient=desk, purpose=purpose.value)
    if best_interests.strip():
        theirs = replace(theirs, best_interests=True)
    return check(
        written(content),
        kind=kind.value,
        purpose=purpose.value,
        recipient=desk,
        standing=theirs,
        home_state=own.state,
        attachments=attachments,
    )


def standing_of_answer(about: FileId, *, recipient: Desk, purpose: str) -> Standing:
    """For what we tell the sender of a referral about its outcome: covered where the person agreed to that when they were asked.

    As long as the referral stands with no file of ours, nobody here asked the person anything, and what is not known protects.
    """
    content = _content(about, recipient, purpose)
    said = content.told.get("consent", {})
    current = str(said.get("valid_until", "")) >= timezone.localdate().isoformat() and content.referral.withdrawn_at is None
    agreed = frozenset({Category.NEEDS.value}) if said.get("may_answer") is True and current else frozenset[str]()
    person = content.person
    plain = Standing(recipient=recipient.address, purpose=purpose, agreed=agreed)
    if person is None:
        return plain
    return Standing(
        recipient=recipient.address,
        purpose=purpose,
        agreed=agreed,
        best_interests=bool(content.answers.get("best_interests")),
        known=_known(person),
        **_protection(person),
    )


def _person(about: FileId) -> Person:
    found: Person | None = Person.objects.select_related("file__organisation").filter(file__ref=about).first()
    if found is None:
        raise NotFound
    return found


def _content(about: FileId, recipient: Desk, purpose: str) -> ReferralContent:
    rows = ReferralContent.objects.select_related("referral", "file", "person__file").filter(
        file__ref=about, referral__side=Side.RECEIVED, referral__sender=recipient.address, referral__purpose=purpose
    )
    found: ReferralContent | None = next(iter(unseal_many(rows.order_by("-pk")[:1])), None)
    if found is None:
        raise NotFound
    return found


def _agreed(book: Ledger, to: Recipient, purpose: str) -> frozenset[str]:
    return frozenset(
        category.value for category in Category if rules.covers(book.consents, _one(to, purpose, frozenset({category})), on=book.on).allowed
    )


def _by_law(book: Ledger, to: Recipient, purpose: str) -> frozenset[str]:
    """The widest of the provisions in force for this desk and purpose. Two of them are not added up."""
    named = [view.basis for view in book.bases if view.in_force and view.basis.recipient == to.id and view.basis.purpose.value == purpose]
    widest = max(named, key=lambda basis: len(basis.categories), default=None)
    return frozenset(category.value for category in widest.categories) if widest else frozenset()


def _one(to: Recipient, purpose: str, categories: frozenset[Category]) -> Disclosure:
    return Disclosure(purpose=Purpose(purpose), recipient=to.id, categories=categories)


def _best_interests(person: Person, to: Recipient, purpose: str) -> bool:
    """Whether the entry of the ledger that was made for this disclosure today names a determination of best interests."""
    today = timezone.localdate().isoformat()
    rows = unseal_many(DisclosureMade.objects.select_related("file").filter(person=person).order_by("-pk")[:20])
    return any(
        row.content["told_on"] == today
        and row.content["recipient"]["id"] == to.id
        and row.content["purpose"] == purpose
        and bool(row.content.get("best_interests"))
        for row in rows
    )


def _protection(person: Person) -> dict[str, Any]:
    return persons.protected_facts(PersonId(person.ref), on=timezone.localdate()).record()


def _known(person: Person) -> Known:
    return compose.known_of(persons.standing_facts(PersonId(person.ref)), number=person.file.number)
