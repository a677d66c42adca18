"""How a state stands towards a treaty, by what its sources say: the rules a secretariat would read aloud."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amana.contexts.law.days import PartialDay
from amana.contexts.law.treaties.rules import conflicts, status_on
from amana.contexts.law.treaties.terms import BINDING, Act, ClaimId, Confidence, DateKind, DecisionId, Status
from amana.contexts.law.treaties.values import Claim, Clash, Decided, Office, Reason
from amana.kernel.ids import UserId, new_id

TODAY = date(2026, 11, 27)
RECORDED = datetime(2026, 11, 27, 9, tzinfo=UTC)


def claim(act, day="", kind=None, *, seen="", confidence=Confidence.VERIFIED):
    """A claim in the fewest words; without a kind, the date is that of the deposit, or of the signature."""
    usual = DateKind.SIGNATURE if act is Act.SIGNATURE else DateKind.DEPOSIT if day else DateKind.NOT_SAID
    return Claim(
        ref=ClaimId(new_id()),
        state="SS",
        treaty="UNTOC",
        act=act,
        day=PartialDay.read(day) if day else None,
        date_kind=kind or usual,
        source="an invented gazette",
        seen=PartialDay.read(seen) if seen else None,
        confidence=confidence,
        recorded_at=RECORDED,
    )


def decided(upholds, *aside, minutes=0):
    return Decided(
        ref=DecisionId(new_id()),
        upholds=upholds.ref if upholds else None,
        sets_aside=frozenset(one.ref for one in aside),
        why="The depositary was asked",
        decided_at=datetime(2026, 11, 27, 12, tzinfo=UTC) + timedelta(minutes=minutes),
        decider=UserId(new_id()),
        office=Office(role="secretariat"),
    )


deposit = claim(Act.ACCESSION, "2023-10-20", DateKind.REPORTED, seen="2023-10-23", confidence=Confidence.NOT_VERIFIED)
still_asked_for = claim(Act.NONE_KNOWN, seen="2023-11-03", confidence=Confidence.NOT_VERIFIED)
parliament = claim(Act.RATIFICATION, "2024-08-07", DateKind.PARLIAMENT, seen="2024-08", confidence=Confidence.NOT_VERIFIED)


@pytest.mark.parametrize(
    ("story", "claims", "on", "status", "reason"),
    [
        ("nobody ever looked", [], "2026-01-01", Status.UNKNOWN, Reason.NO_CLAIM),
        ("somebody looked and could not tell", [claim(Act.UNKNOWN)], "2026-01-01", Status.UNKNOWN, Reason.SOURCE_UNKNOWN),
        ("on the day of its deposit", [claim(Act.RATIFICATION, "2004-12-10")], "2004-12-10", Status.PARTY, Reason.BOUND),
        ("the day before its deposit", [claim(Act.RATIFICATION, "2004-12-10")], "2004-12-09", Status.NOT_PARTY, Reason.BEFORE_ITS_ACT),
        (
            "signed, and not yet ratified",
            [claim(Act.SIGNATURE, "2000-12-15"), claim(Act.RATIFICATION, "2004-12-10")],
            "2002-01-01",
            Status.SIGNED_ONLY,
            Reason.SIGNED,
        ),
        ("signed and never more", [claim(Act.SIGNATURE, "2000-12-15")], "2026-01-01", Status.SIGNED_ONLY, Reason.SIGNED),
        ("acceded", [claim(Act.ACCESSION, "2005-04-20")], "2026-01-01", Status.PARTY, Reason.BOUND),
        ("succeeded", [claim(Act.SUCCESSION, "1977-08-09")], "2026-01-01", Status.PARTY, Reason.BOUND),
        ("accepted", [claim(Act.ACCEPTANCE, "2005-07-27")], "2026-01-01", Status.PARTY, Reason.BOUND),
        ("approved", [claim(Act.APPROVAL, "2004-05-21")], "2026-01-01", Status.PARTY, Reason.BOUND),
        ("withdrew", [claim(Act.ACCESSION, "1990"), claim(Act.WITHDRAWAL, "2000-01-01")], "2001-01-01", Status.NOT_PARTY, Reason.WITHDREW),
        (
            "withdrew and came back",
            [claim(Act.RATIFICATION, "1990"), claim(Act.WITHDRAWAL, "2000"), claim(Act.ACCESSION, "2010")],
            "2011-01-01",
            Status.PARTY,
            Reason.BOUND,
        ),
        ("only the year is known, that year", [claim(Act.ACCESSION, "2015")], "2015-06-01", Status.UNKNOWN, Reason.DATE_NOT_PRECISE),
        ("only the year is known, the year after", [claim(Act.ACCESSION, "2015")], "2016-01-01", Status.PARTY, Reason.BOUND),
        ("a party, says a list without dates", [claim(Act.RATIFICATION, seen="2024")], "2026-01-01", Status.PARTY, Reason.BOUND_UNDATED),
        (
            "a party by 2024, and asked about 2010",
            [claim(Act.RATIFICATION, seen="2024")],
            "2010-01-01",
            Status.UNKNOWN,
            Reason.DATE_NOT_KNOWN,
        ),
        (
            "a party at the latest from a day, and asked before",
            [claim(Act.ACCESSION, "2025-03-25", DateKind.LATEST)],
            "2025-01-01",
            Status.UNKNOWN,
            Reason.DATE_NOT_KNOWN,
        ),
        ("not on the list of parties", [claim(Act.NONE_KNOWN, seen="2014-07-10")], "2014-01-01", Status.NOT_PARTY, Reason.SAID_NOT_PARTY),
        (
            "not on the list years ago, and nobody looked since",
            [claim(Act.NONE_KNOWN, seen="2014-07-10")],
            "2026-01-01",
            Status.NOT_PARTY,
            Reason.NOT_PARTY_WHEN_SEEN,
        ),
        (
            "not on the list years ago, and who looked since could not tell",
            [claim(Act.NONE_KNOWN, seen="2022-07-22"), claim(Act.UNKNOWN, seen="2025")],
            "2026-01-01",
            Status.UNKNOWN,
            Reason.SOURCE_UNKNOWN,
        ),
        ("parliament agreed, nothing was deposited", [parliament], "2026-01-01", Status.UNKNOWN, Reason.ONLY_AT_HOME),
        ("outside in 2014, joined later", [claim(Act.NONE_KNOWN, seen="2014-01-27"), claim(Act.ACCESSION, "2014-12-02")], "2026-01-01",
         Status.PARTY, Reason.BOUND),
        ("three sources, three answers", [deposit, still_asked_for, parliament], "2026-01-01", Status.CONTESTED, Reason.CLAIMS_DIFFER),
        ("the same three, long before", [deposit, still_asked_for, parliament], "2020-01-01", Status.NOT_PARTY, Reason.BEFORE_ITS_ACT),
        (
            "two days of deposit, both long ago",
            [claim(Act.ACCESSION, "2005-04-20"), claim(Act.ACCESSION, "2005-05-20")],
            "2026-01-01",
            Status.PARTY,
            Reason.BOUND,
        ),
        (
            "two days of deposit, asked between them",
            [claim(Act.ACCESSION, "2005-04-20"), claim(Act.ACCESSION, "2005-05-20")],
            "2005-05-01",
            Status.CONTESTED,
            Reason.CLAIMS_DIFFER,
        ),
    ],
)  # fmt: skip
def test_how_a_state_stands(story, claims, on, status, reason):
    found = status_on(claims, on=date.fromisoformat(on))
    assert (found.status, found.reason) == (status, reason)


@pytest.mark.parametrize(
    ("story", "first", "second", "clash"),
    [
        ("ratified and acceded", claim(Act.RATIFICATION, "2004"), claim(Act.ACCESSION, "2004"), Clash.DIFFERENT_ACT),
        ("two days of the same deposit", claim(Act.ACCESSION, "2005-04-20"), claim(Act.ACCESSION, "2005-04-21"), Clash.DIFFERENT_DATE),
        ("a day and its month", claim(Act.ACCESSION, "2005-04-20"), claim(Act.ACCESSION, "2005-04"), None),
        (
            "deposit and what the press says of it",
            claim(Act.ACCESSION, "2005-04-20"),
            claim(Act.ACCESSION, "2005-06-20", DateKind.REPORTED),
            Clash.DIFFERENT_DATE,
        ),
        (
            "deposit and entry into force are two days",
            claim(Act.ACCESSION, "2005-04-20"),
            claim(Act.ENTRY_INTO_FORCE, "2005-05-20", DateKind.ENTRY_INTO_FORCE),
            None,
        ),
        ("signed, then ratified", claim(Act.SIGNATURE, "2000"), claim(Act.RATIFICATION, "2004"), None),
        ("outside after its deposit", deposit, still_asked_for, Clash.NONE_AGAINST_ACT),
        ("outside before its deposit", claim(Act.NONE_KNOWN, seen="2014-01-27"), claim(Act.ACCESSION, "2014-12-02"), None),
        ("parliament after the deposit", deposit, parliament, Clash.HOME_AFTER_DEPOSIT),
        (
            "parliament before the deposit",
            claim(Act.RATIFICATION, "2024-01", DateKind.PARLIAMENT),
            claim(Act.RATIFICATION, "2024-08"),
            None,
        ),
        ("not known, and a party", claim(Act.UNKNOWN), claim(Act.ACCESSION, "2005"), None),
        ("two reservations", claim(Act.RESERVATION, "2004"), claim(Act.RESERVATION, "2010"), None),
    ],
)
def test_which_claims_contradict_each_other(story, first, second, clash):
    for pair in ([first, second], [second, first]):
        assert [found.clash for found in conflicts(pair)] == ([clash] if clash else [])


def test_a_contradiction_is_named_even_where_the_status_is_agreed():
    found = status_on([claim(Act.ACCESSION, "2005-04-20"), claim(Act.ACCESSION, "2005-05-20")], on=TODAY)
    assert found.dates_differ
    assert found.status is Status.PARTY


def test_the_most_reliable_of_agreeing_claims_is_named():
    weak = claim(Act.ACCESSION, "2005-04-20", confidence=Confidence.NOT_VERIFIED)
    strong = claim(Act.ACCESSION, "2005-04-20")
    assert status_on([weak, strong], on=TODAY).confidence is Confidence.VERIFIED


def test_a_decision_settles_a_contradiction_and_names_itself():
    decision = decided(deposit, still_asked_for, parliament)
    found = status_on([deposit, still_asked_for, parliament], [decision], on=TODAY)
    assert (found.status, found.decision) == (Status.PARTY, decision)


def test_a_later_decision_reverses_an_earlier_one():
    three = [deposit, still_asked_for, parliament]
    first = decided(deposit, still_asked_for, parliament)
    second = decided(still_asked_for, deposit, minutes=1)
    assert status_on(three, [second, first], on=TODAY).decision is second
    assert status_on(three, [first, second], on=date(2023, 11, 1)).status is Status.NOT_PARTY


def test_a_later_decision_may_open_the_question_again():
    three = [deposit, still_asked_for, parliament]
    decisions = [decided(deposit, still_asked_for, parliament), decided(None, minutes=1)]
    assert status_on(three, decisions, on=TODAY).status is Status.CONTESTED


def test_a_new_claim_against_the_one_upheld_opens_the_question_anew():
    new = claim(Act.NONE_KNOWN, seen="2025-01-01")
    found = status_on([deposit, still_asked_for, parliament, new], [decided(deposit, still_asked_for, parliament)], on=TODAY)
    assert found.status is Status.CONTESTED
    assert new.ref in found.claims


days = st.one_of(
    st.dates(min_value=date(1950, 1, 1), max_value=TODAY).map(lambda day: day.isoformat()),
    st.integers(1950, 2025).map(str),
    st.just(""),
)
any_claim = st.builds(
    lambda act, day, kind, seen, confidence: claim(act, day, kind, seen=seen, confidence=confidence),
    st.sampled_from(Act),
    days,
    st.sampled_from(DateKind),
    days,
    st.sampled_from(Confidence),
)
# A machine that does other work besides makes values slowly; that says nothing about the rules.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
some = st.lists(any_claim, max_size=4)
moments = st.dates(min_value=date(1950, 1, 1), max_value=TODAY)


@unhurried
@given(claims=some, on=moments, data=st.data())
def test_the_order_of_claims_does_not_matter(claims, on, data):
    assert status_on(data.draw(st.permutations(claims)), on=on) == status_on(claims, on=on)


@unhurried
@given(claims=some, new=any_claim.filter(lambda one: one.act is not Act.WITHDRAWAL))
def test_adding_a_claim_hides_no_contradiction(claims, new):
    assert set(conflicts(claims)) <= set(conflicts([*claims, new]))


@unhurried
@given(claims=some, on=moments)
def test_a_status_rests_on_claims_that_were_made_and_no_other(claims, on):
    found = status_on(claims, on=on)
    assert set(found.claims) <= {one.ref for one in claims}
    if found.status is Status.PARTY:
        acts = {one.ref: one.act for one in claims}
        assert {acts[ref] for ref in found.claims} <= BINDING


@unhurried
@given(claims=some.filter(bool), on=moments, data=st.data())
def test_a_decision_is_undone_by_opening_the_question_again(claims, on, data):
    upheld = data.draw(st.sampled_from(claims))
    first = decided(upheld, *(one for one in claims if one is not upheld))
    again = status_on(claims, [first, decided(None, minutes=1)], on=on)
    assert (again.status, again.claims) == (status_on(claims, on=on).status, status_on(claims, on=on).claims)
