"""What a person's consent lets out, and what it does not.

Purpose by category by recipient by time. Silence is no; the last answer counts; withdrawal counts from the start of its day.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.contexts.cases.consent.reasons import REASONS
from amana.contexts.cases.consent.rules import (
    Consent,
    Disclosure,
    LegalBasis,
    RecipientId,
    Told,
    basis_for,
    covers,
    effect,
    state,
    to_tell,
)
from amana.contexts.cases.consent.terms import Assent, Basis, Capacity, Category, GuardianSaid, Purpose, Said, State

TODAY = date(2026, 11, 23)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
CLINIC, SHELTER, POLICE = RecipientId("outside:clinic"), RecipientId("outside:shelter"), RecipientId("outside:police")
HEALTH, IDENTITY, ACCOUNT = Category.HEALTH, Category.IDENTITY, Category.ACCOUNT


def said(number: int = 1, **changes: object) -> Consent:
    """She agreed yesterday, for a month, that the clinic be told of her health so that it can treat her."""
    agreed = Consent(
        ref=UUID(int=number),
        purpose=Purpose.HEALTH_CARE,
        recipient=CLINIC,
        categories=frozenset({HEALTH}),
        said=Said.GIVEN,
        said_on=YESTERDAY,
        recorded_at=datetime(2026, 11, 22, 9, number, tzinfo=UTC),
        valid_until=TODAY + timedelta(days=30),
        capacity=Capacity.ABLE,
        child=False,
    )
    return replace(agreed, **changes)  # type: ignore[arg-type]


to_clinic = Disclosure(purpose=Purpose.HEALTH_CARE, recipient=CLINIC, categories=frozenset({HEALTH}))
to_police = Disclosure(purpose=Purpose.INVESTIGATION, recipient=POLICE, categories=frozenset({ACCOUNT}))
clinic_for_police = replace(to_clinic, purpose=Purpose.INVESTIGATION)
with_name = replace(to_clinic, categories=frozenset({HEALTH, IDENTITY}))
nothing = replace(to_clinic, categories=frozenset())


@pytest.mark.parametrize(
    ("story", "consents", "asked", "reason"),
    [
        ("agreed, to this clinic, for treatment", [said()], to_clinic, "consent.covers"),
        ("never asked", [], to_clinic, "consent.silence"),
        ("the police were never named", [said()], to_police, "consent.other_recipient"),
        ("help never becomes evidence", [said()], clinic_for_police, "consent.other_purpose"),
        ("her health, but not her name", [said()], with_name, "consent.other_category"),
        ("nothing was named", [said()], nothing, "consent.nothing_named"),
        ("she said no", [said(said=Said.REFUSED)], to_clinic, "consent.refused"),
        ("withdrawn this morning", [said(withdrawn_on=TODAY)], to_clinic, "consent.withdrawn"),
        ("to be withdrawn tomorrow", [said(withdrawn_on=TOMORROW)], to_clinic, "consent.covers"),
        ("the last day counts", [said(valid_until=TODAY)], to_clinic, "consent.covers"),
        ("the day after does not", [said(valid_until=YESTERDAY)], to_clinic, "consent.expired"),
        ("agreed from tomorrow on", [said(said_on=TOMORROW)], to_clinic, "consent.silence"),
        ("agreed, later said no", [said(1), said(2, said=Said.REFUSED)], to_clinic, "consent.refused"),
        ("said no, later agreed", [said(1, said=Said.REFUSED), said(2)], to_clinic, "consent.covers"),
        ("withdrawn, then agreed anew the same day", [said(1, withdrawn_on=TODAY), said(2, said_on=TODAY)], to_clinic, "consent.covers"),
        ("name and health agreed to one by one", [said(1), said(2, categories=frozenset({IDENTITY}))], with_name, "consent.covers"),
        (
            "one of the two taken back",
            [said(1), said(2, categories=frozenset({IDENTITY}), withdrawn_on=TODAY)],
            with_name,
            "consent.withdrawn",
        ),
        ("could not understand that day", [said(capacity=Capacity.NOT_ABLE)], to_clinic, "consent.no_capacity"),
        ("nobody looked whether she understood", [said(capacity=Capacity.NOT_ASSESSED)], to_clinic, "consent.no_capacity"),
        ("decided with support", [said(capacity=Capacity.SUPPORTED)], to_clinic, "consent.covers"),
        ("a child, and nobody asked the child", [said(child=True, guardian=GuardianSaid.YES)], to_clinic, "consent.no_assent"),
        (
            "the child says no, the guardian yes",
            [said(child=True, assent=Assent.NO, guardian=GuardianSaid.YES)],
            to_clinic,
            "consent.no_assent",
        ),
        ("the child says yes, nobody asked a guardian", [said(child=True, assent=Assent.YES)], to_clinic, "consent.no_guardian"),
        (
            "the child says yes, there is no guardian yet",
            [said(child=True, assent=Assent.YES, guardian=GuardianSaid.NO_GUARDIAN)],
            to_clinic,
            "consent.no_guardian",
        ),
        ("child and guardian agree", [said(child=True, assent=Assent.YES, guardian=GuardianSaid.YES)], to_clinic, "consent.covers"),
    ],
)
def test_what_a_consent_covers(story: str, consents: list[Consent], asked: Disclosure, reason: str) -> None:
    decision = covers(consents, asked, on=TODAY)
    assert decision.reason == reason
    assert bool(decision) is (reason == "consent.covers")


def test_every_reason_is_said_in_a_sentence() -> None:
    codes = {
        effect(consent, on=TODAY)
        for consent in (
            said(),
            said(said=Said.REFUSED),
            said(said_on=TOMORROW),
            said(withdrawn_on=TODAY),
            said(valid_until=YESTERDAY),
            said(capacity=Capacity.NOT_ABLE),
            said(child=True),
            said(child=True, assent=Assent.YES),
        )
    } | {covers([said()], asked, on=TODAY).reason for asked in (to_police, clinic_for_police, with_name, nothing)}
    codes.add(covers([], to_clinic, on=TODAY).reason)
    assert codes == set(REASONS)


moments = st.builds(
    said,
    st.integers(1, 50),
    said=st.sampled_from(Said),
    said_on=st.sampled_from([YESTERDAY, TODAY, TOMORROW]),
    purpose=st.sampled_from([Purpose.HEALTH_CARE, Purpose.INVESTIGATION]),
    recipient=st.sampled_from([CLINIC, POLICE]),
    categories=st.frozensets(st.sampled_from([HEALTH, IDENTITY, ACCOUNT]), min_size=1),
    valid_until=st.sampled_from([YESTERDAY, TODAY, TOMORROW]),
    withdrawn_on=st.sampled_from([None, YESTERDAY, TODAY, TOMORROW]),
)
ledgers = st.lists(moments, max_size=6, unique_by=lambda consent: consent.ref)
questions = st.builds(
    Disclosure,
    purpose=st.sampled_from([Purpose.HEALTH_CARE, Purpose.INVESTIGATION]),
    recipient=st.sampled_from([CLINIC, POLICE]),
    categories=st.frozensets(st.sampled_from([HEALTH, IDENTITY, ACCOUNT]), min_size=1),
)


@given(ledgers, questions)
def test_what_may_be_told_was_agreed_to_for_exactly_that_purpose_and_recipient(ledger: list[Consent], asked: Disclosure) -> None:
    if covers(ledger, asked, on=TODAY):
        named = {
            category
            for consent in ledger
            if consent.purpose is asked.purpose and consent.recipient == asked.recipient and consent.said is Said.GIVEN
            for category in consent.categories
        }
        assert asked.categories <= named


@given(ledgers, questions)
def test_telling_less_is_never_forbidden_where_telling_more_is_allowed(ledger: list[Consent], asked: Disclosure) -> None:
    if covers(ledger, asked, on=TODAY):
        assert all(covers(ledger, replace(asked, categories=frozenset({category})), on=TODAY) for category in asked.categories)


@given(ledgers, questions)
def test_taking_everything_back_stops_everything(ledger: list[Consent], asked: Disclosure) -> None:
    assert not covers([replace(consent, withdrawn_on=TODAY) for consent in ledger], asked, on=TODAY)


@given(ledgers, questions, st.sampled_from([Said.REFUSED]))
def test_a_no_today_outweighs_every_yes_before(ledger: list[Consent], asked: Disclosure, no: Said) -> None:
    last = said(
        59,
        said=no,
        said_on=TODAY,
        recorded_at=datetime(2026, 11, 23, 23, tzinfo=UTC),
        purpose=asked.purpose,
        recipient=asked.recipient,
        categories=asked.categories,
    )
    assert covers([*ledger, last], asked, on=TODAY).reason == "consent.refused"


def test_an_entry_replaced_by_a_later_answer_is_shown_as_replaced() -> None:
    first, second = said(1), said(2, valid_until=TODAY)
    assert state(first, [first, second], on=TODAY) is State.REPLACED
    assert state(second, [first, second], on=TODAY) is State.IN_FORCE


@pytest.mark.parametrize(
    ("story", "change", "found"),
    [
        ("a named duty to tell this clinic", {}, True),
        ("for one category only", {"categories": frozenset({IDENTITY})}, False),
        ("for another recipient", {"recipient": SHELTER}, False),
        ("for another purpose", {"purpose": Purpose.RESEARCH}, False),
        ("which has ended", {"valid_until": YESTERDAY}, False),
    ],
)
def test_a_legal_basis_replaces_consent_only_for_what_it_names(story: str, change: dict[str, object], found: bool) -> None:
    named = LegalBasis(
        ref=UUID(int=7),
        basis=Basis.LEGAL_DUTY,
        provision="Public Health Act, section 12 (invented)",
        purpose=Purpose.HEALTH_CARE,
        recipient=CLINIC,
        categories=frozenset({HEALTH}),
        named_on=YESTERDAY,
        valid_until=TOMORROW,
    )
    basis = basis_for([replace(named, **change)], to_clinic, on=TODAY)  # type: ignore[arg-type]
    assert (basis is not None) is found


def test_whoever_was_told_under_a_consent_hears_that_it_was_taken_back() -> None:
    told = [
        Told(ref=UUID(int=1), disclosure=to_clinic, told_on=YESTERDAY),
        Told(ref=UUID(int=2), disclosure=with_name, told_on=YESTERDAY),
        Told(ref=UUID(int=3), disclosure=to_police, told_on=YESTERDAY),
        Told(ref=UUID(int=4), disclosure=replace(to_clinic, recipient=SHELTER), told_on=YESTERDAY),
    ]
    assert [past.ref.int for past in to_tell(told, said(withdrawn_on=TODAY))] == [1, 2]
