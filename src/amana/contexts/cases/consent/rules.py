"""Whether somebody may be told something: decisions about consent, as plain functions of plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NewType
from uuid import UUID

from amana.contexts.cases.consent.terms import Assent, Basis, Capacity, Category, GuardianSaid, Purpose, Said, State
from amana.kernel.access.values import Decision

RecipientId = NewType("RecipientId", str)  # "organisation:<ref>" for one on this node, "outside:<name>" for any other


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One answer of one person: for one purpose, to one recipient, about some categories, for a time. A change of mind is a new one.

    valid_until  the last day; there is no consent without an end
    child        under 18 on the day, or of doubtful age: then child and guardian both have to agree
    """

    ref: UUID
    purpose: Purpose
    recipient: RecipientId
    categories: frozenset[Category]
    said: Said
    said_on: date
    recorded_at: datetime
    valid_until: date
    capacity: Capacity
    child: bool
    assent: Assent = Assent.NOT_ASKED
    guardian: GuardianSaid = GuardianSaid.NOT_ASKED
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasis:
    """A provision that replaces consent for one purpose, recipient and set of categories, for a time."""

    ref: UUID
    basis: Basis
    provision: str
    purpose: Purpose
    recipient: RecipientId
    categories: frozenset[Category]
    named_on: date
    valid_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """What somebody wants to tell: to whom, what about, and what for."""

    purpose: Purpose
    recipient: RecipientId
    categories: frozenset[Category]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was told already."""

    ref: UUID
    disclosure: Disclosure
    told_on: date


def covers(consents: Iterable[Consent], disclosure: Disclosure, *, on: date) -> Decision:
    """Decide whether what a person said lets one disclosure go out on a given day.

    Every category is looked at by itself, and the last answer about it counts. Silence is no. Withdrawal counts from the start of
    its day. Consent to one purpose says nothing about another, so help never becomes evidence by default.
    """
    if not disclosure.categories:
        return Decision(allowed=False, reason="consent.nothing_named")
    said = [consent for consent in consents if consent.said_on <= on]
    for category in sorted(disclosure.categories):
        last = _last_word(said, disclosure, category)
        reason = _nothing_said(said, disclosure) if last is None else effect(last, on=on)
        if reason != "consent.covers":
            return Decision(allowed=False, reason=reason)
    return Decision(allowed=True, reason="consent.covers")


def effect(consent: Consent, *, on: date) -> str:
    """Whether one answer, looked at alone, opens anything on a day: "consent.covers", or the code of what stands against it."""
    if on < consent.said_on:
        return "consent.not_yet"
    if consent.said is not Said.GIVEN:
        return "consent.refused"
    if consent.withdrawn_on is not None and on >= consent.withdrawn_on:
        return "consent.withdrawn"
    if on > consent.valid_until:
        return "consent.expired"
    if consent.capacity not in (Capacity.ABLE, Capacity.SUPPORTED):
        return "consent.no_capacity"
    if consent.child and consent.assent is not Assent.YES:
        return "consent.no_assent"
    if consent.child and consent.guardian is not GuardianSaid.YES:
        return "consent.no_guardian"
    return "consent.covers"


def state(consent: Consent, consents: Iterable[Consent], *, on: date) -> State:
    """How an entry of the ledger is shown on a day."""
    reason = effect(consent, on=on)
    plain = {"consent.refused": State.REFUSED, "consent.withdrawn": State.WITHDRAWN, "consent.expired": State.EXPIRED}
    if reason in plain:
        return plain[reason]
    if reason == "consent.not_yet":
        return State.NOT_YET
    if reason != "consent.covers":
        return State.WITHOUT_EFFECT
    every = tuple(consents)
    question = Disclosure(purpose=consent.purpose, recipient=consent.recipient, categories=consent.categories)
    mine = [_last_word(every, question, category, on=on) for category in consent.categories]
    return State.IN_FORCE if any(last is not None and last.ref == consent.ref for last in mine) else State.REPLACED


def basis_for(bases: Iterable[LegalBasis], disclosure: Disclosure, *, on: date) -> LegalBasis | None:
    """The provision that lets a disclosure go out without consent, if one was named for all of it. It replaces consent, it is none."""
    for basis in bases:
        fits = basis.purpose is disclosure.purpose and basis.recipient == disclosure.recipient
        if fits and disclosure.categories and disclosure.categories <= basis.categories and basis.named_on <= on <= basis.valid_until:
            return basis
    return None


def to_tell(told: Iterable[Told], withdrawn: Consent) -> tuple[Told, ...]:
    """Past disclosures whose recipients have to hear that the person changed their mind: same purpose and recipient, any same category."""
    return tuple(
        past
        for past in told
        if past.disclosure.purpose is withdrawn.purpose
        and past.disclosure.recipient == withdrawn.recipient
        and past.disclosure.categories & withdrawn.categories
    )


def _last_word(consents: Iterable[Consent], disclosure: Disclosure, category: Category, *, on: date = date.max) -> Consent | None:
    about = [
        consent
        for consent in consents
        if consent.said_on <= on
        and consent.purpose is disclosure.purpose
        and consent.recipient == disclosure.recipient
        and category in consent.categories
    ]
    return max(about, key=lambda consent: (consent.said_on, consent.recorded_at), default=None)


def _nothing_said(consents: list[Consent], disclosure: Disclosure) -> str:
    """Name what is missing, as near as possible to what the person did agree to."""
    if not consents:
        return "consent.silence"
    about_recipient = [consent for consent in consents if consent.recipient == disclosure.recipient]
    if not about_recipient:
        return "consent.other_recipient"
    if not any(consent.purpose is disclosure.purpose for consent in about_recipient):
        return "consent.other_purpose"
    return "consent.other_category"
