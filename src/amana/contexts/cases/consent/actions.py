"""Every change of the consent ledger. Entries are added, never changed; what fails to be checked is not told (S7)."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils import timezone

from amana.contexts.cases import whose
from amana.contexts.cases.consent import queries, rules
from amana.contexts.cases.consent.models import ConsentLine, ConsentTalk, ConsentWithdrawal, DisclosureMade, NamedBasis, RecipientTold
from amana.contexts.cases.consent.reasons import REASONS
from amana.contexts.cases.consent.rules import Disclosure
from amana.contexts.cases.consent.terms import Basis, Category, Form, Purpose, Said
from amana.contexts.cases.consent.values import LineId, Question, Recipient, Talk, TalkId
from amana.contexts.cases.errors import (
    AlreadyTold,
    EndsBeforeItBegins,
    InTheFuture,
    NotCovered,
    NothingAsked,
    NotInForce,
    ReasonMissing,
)
from amana.contexts.cases.events import ConsentWithdrawn
from amana.contexts.cases.referral.travelling import tell_of_withdrawal
from amana.contexts.persons import facade as persons
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import action, announce, record
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound
from amana.kernel.files.models import File
from amana.kernel.ids import FileId, PersonId
from amana.kernel.vocabulary import queries as vocabulary

NOTICE = "receipt_texts"  # the words that are read out are the words of the receipt; their version is the notice version


@action("cases.record_consent", resource=whose.resource)
def record_consent(person: PersonId, talk: Talk, questions: Iterable[Question], *, access: Access) -> TalkId:
    """Record one talk and what the person said to each question. Raises NothingAsked, InTheFuture, EndsBeforeItBegins.

    Who is, or may be, under 18 on that day is recorded as a child, whatever the form said (S9). A talk that is sent twice under one
    reference is recorded once.
    """
    asked = tuple(questions)
    if not asked or not all(question.categories and question.recipient.name for question in asked):
        raise NothingAsked
    _has_come(talk.said_on)
    if any(question.valid_until < talk.said_on for question in asked):
        raise EndsBeforeItBegins
    row = whose.find(person)
    File.objects.select_for_update().get(pk=row.file.pk)  # the second of two talks sent at once waits here, and then finds the first
    if talk.ref is not None and ConsentTalk.objects.filter(person=row, ref=talk.ref).exists():
        return talk.ref
    _, child = persons.age_of(person, on=talk.said_on)
    now = timezone.now()
    stored = ConsentTalk.objects.create(
        file=row.file,
        person=row,
        notice_version=vocabulary.table(NOTICE).version,
        content={
            "said_on": talk.said_on.isoformat(),
            "form": talk.form.value,
            "language": talk.language,
            "capacity": talk.capacity.value,
            "child": talk.child or bool(child),
            "interpreter": talk.interpreter.strip(),
            "read_aloud": talk.read_aloud,
            "assent": talk.assent.value,
            "guardian": talk.guardian.value,
            "guardian_name": talk.guardian_name.strip(),
            "note": talk.note.strip(),
        },
        recorded_by=whose.worker(access),
        recorded_at=now,
        **({"ref": talk.ref} if talk.ref else {}),
    )
    for question in asked:
        ConsentLine.objects.create(
            file=row.file,
            talk=stored,
            content={
                "purpose": question.purpose.value,
                "recipient": question.recipient.record(),
                "categories": sorted(category.value for category in question.categories),
                "said": question.said.value,
                "valid_until": question.valid_until.isoformat(),
            },
        )
    record(talk=str(stored.ref), lines=len(asked))
    return TalkId(stored.ref)


@action("cases.withdraw_consent", resource=queries.resource_of_line)
def withdraw(line: LineId, *, on: date, form: Form, note: str = "", access: Access) -> tuple[UUID, ...]:
    """Record that the person changed their mind. What has not left stays from the start of that day.

    Gives the past disclosures whose recipients have to be told. Raises InTheFuture, NotInForce.
    """
    _has_come(on)
    row = queries.find_line(line)
    person = row.talk.person
    consent = next(view.consent for view in queries.ledger_of(person, on=on).lines if view.ref == line)
    if consent.said is not Said.GIVEN or consent.withdrawn_on is not None:
        raise NotInForce
    if on < consent.said_on:
        raise EndsBeforeItBegins
    withdrawn = ConsentWithdrawal.objects.create(
        file=row.file,
        line=row,
        content={"withdrawn_on": on.isoformat(), "form": form.value, "note": note.strip()},
        recorded_by=whose.worker(access),
        recorded_at=timezone.now(),
    )
    past = tuple(told.ref for told in rules.to_tell([view.told for view in queries.disclosures_to(person)], consent))
    record(line=str(line), to_tell=[str(ref) for ref in past])
    made = DisclosureMade.objects.select_related("file").filter(ref__in=past)
    tell_of_withdrawal(withdrawn, made, (category.value for category in consent.categories), on=on, access=access)
    announce(
        ConsentWithdrawn(
            person=PersonId(person.ref),
            file=FileId(row.file.ref),
            line=row.ref,
            purpose=consent.purpose.value,
            recipient=consent.recipient,
            to_tell=past,
        )
    )
    return past


@action("cases.name_basis", resource=whose.resource)
def name_basis(
    person: PersonId,
    *,
    basis: Basis,
    provision: str,
    purpose: Purpose,
    recipient: Recipient,
    categories: frozenset[Category],
    valid_until: date,
    access: Access,
) -> UUID:
    """Name the provision of law that replaces consent. Whoever names it cannot tell under it: that takes a second person (safeguards)."""
    today = timezone.localdate()
    if not provision.strip():
        raise ReasonMissing
    if not categories or not recipient.name:
        raise NothingAsked
    if valid_until < today:
        raise EndsBeforeItBegins
    row = whose.find(person)
    named: NamedBasis = NamedBasis.objects.create(
        file=row.file,
        person=row,
        content={
            "basis": basis.value,
            "provision": provision.strip(),
            "purpose": purpose.value,
            "recipient": recipient.record(),
            "categories": sorted(category.value for category in categories),
            "named_on": today.isoformat(),
            "valid_until": valid_until.isoformat(),
        },
        recorded_by=whose.worker(access),
        recorded_at=timezone.now(),
    )
    record(basis=str(named.ref))
    return named.ref


def _telling(
    person: PersonId,
    disclosure: Disclosure,
    recipient: Recipient,
    *,
    best_interests: str = "",
    **_kwargs: object,
) -> dict[str, object]:
    facts = queries.circumstances(person, disclosure, recipient, on=timezone.localdate())
    return {**facts, "best_interests": bool(best_interests.strip())}


def _about(person: PersonId, disclosure: Disclosure, recipient: Recipient, *_args: object, **_kwargs: object) -> Resource:
    if disclosure.recipient != recipient.id:
        raise NotFound
    return whose.resource(person)


@action("cases.disclose", resource=_about, context=_telling, kind=Kind.DISCLOSE)
def disclose(
    person: PersonId,
    disclosure: Disclosure,
    recipient: Recipient,
    *,
    how: str,
    best_interests: str = "",
    access: Access,
) -> UUID:
    """Record that somebody is told something, today. The safeguards are asked first; the ledger has the last word. Raises NotCovered.

    best_interests  where the person is or may be a child: which determination covers it, and where that is recorded
    """
    today = timezone.localdate()
    row = whose.find(person)
    book = queries.ledger_of(row, on=today)
    decision = rules.covers(book.consents, disclosure, on=today)
    basis = None if decision else rules.basis_for([view.basis for view in book.bases], disclosure, on=today)
    if not decision and basis is None:
        raise NotCovered(reason=decision.reason, because=REASONS[decision.reason])
    made: DisclosureMade = DisclosureMade.objects.create(
        file=row.file,
        person=row,
        content={
            "purpose": disclosure.purpose.value,
            "recipient": recipient.record(),
            "categories": sorted(category.value for category in disclosure.categories),
            "told_on": today.isoformat(),
            "how": how.strip(),
            "allowed_by": decision.reason if decision else "consent.basis",
            "provision": f"{basis.basis.value}: {basis.provision}" if basis else "",
            "best_interests": best_interests.strip(),
        },
        recorded_by=whose.worker(access),
        recorded_at=timezone.now(),
    )
    record(disclosure=str(made.ref), reason=decision.reason)
    return made.ref


def _of_disclosure(withdrawal: UUID, disclosure: UUID, *_args: object, **_kwargs: object) -> Resource:
    return whose.file_resource_of(FileId(_made(disclosure).file.ref))


@action("cases.tell_withdrawal", resource=_of_disclosure)
def tell_withdrawal(withdrawal: UUID, disclosure: UUID, *, on: date, how: str, access: Access) -> None:
    """Record that a past recipient was told that the person changed their mind, and asked to stop using what they know.

    Raises AlreadyTold, InTheFuture. What is said is the fact of the withdrawal, nothing about the person beyond what they knew.
    """
    _has_come(on)
    made = _made(disclosure)
    open_now = queries.ledger_of(made.person, on=timezone.localdate()).to_tell
    if not any(each.withdrawal == withdrawal and each.disclosure.ref == disclosure for each in open_now):
        raise AlreadyTold
    RecipientTold.objects.create(
        file=made.file,
        withdrawal=ConsentWithdrawal.objects.get(ref=withdrawal),
        disclosure=made,
        content={"told_on": on.isoformat(), "how": how.strip()},
        recorded_by=whose.worker(access),
        recorded_at=timezone.now(),
    )
    record(withdrawal=str(withdrawal), disclosure=str(disclosure))


def _made(disclosure: UUID) -> DisclosureMade:
    found: DisclosureMade | None = (
        DisclosureMade.objects.select_related("file__organisation", "person__file").filter(ref=disclosure).first()
    )
    if found is None:
        raise NotFound
    return found


def _has_come(day: date) -> None:
    if day > timezone.localdate():
        raise InTheFuture
