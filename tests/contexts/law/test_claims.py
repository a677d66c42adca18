"""Claims are loaded, contradicted, decided, corrected and replaced by a new table, and nothing of it is lost."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from amana.contexts.law import facade as law
from amana.contexts.law.errors import NoSuchTreaty, NotDecidable, NothingChanges, SourceMissing, TableRefused, VersionOutOfDate
from amana.contexts.law.facade import Act, Clash, Confidence, DateKind, Given, PartialDay, Status
from amana.contexts.law.treaties import actions, queries
from amana.contexts.law.treaties.models import ClaimEnd, ClaimVersion, TreatyClaim
from amana.kernel.access.system import system_access
from amana.kernel.errors import Refused
from amana.kernel.vocabulary.files import REFERENCE
from tests.contexts.law.law_fixtures import built_world as built_world
from tests.contexts.law.law_fixtures import world as world

TODAY = date(2026, 11, 27)

ours = Given(
    state="ET",
    treaty="UNTOC",
    act=Act.NONE_KNOWN,
    day=None,
    date_kind=DateKind.NOT_SAID,
    source="A letter of the ministry, no. 12 (invented)",
    seen=PartialDay.read("2026-11-01"),
    confidence=Confidence.NOT_VERIFIED,
)


def table_with(change):
    """The reference table with one change made to its rows by key."""
    with (REFERENCE / "treaty_status.csv").open(encoding="utf-8", newline="") as file:
        rows = {f"{row['iso3']}:{row['treaty']}:{row['claim']}": row for row in csv.DictReader(file)}
    change(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(next(iter(rows.values()))))
    writer.writeheader()
    writer.writerows(rows.values())
    return out.getvalue()


def test_every_row_of_the_table_becomes_claims_with_source_and_confidence(world):
    rows = TreatyClaim.objects.count()
    assert TreatyClaim.objects.exclude(row__contains="#").count() == 612
    assert rows > 612  # signatures that a row gives beside its act
    assert not TreatyClaim.objects.filter(source="").exists()
    assert ClaimVersion.objects.get().number == 1


def test_loading_the_same_table_again_changes_nothing(world):
    before = TreatyClaim.objects.count()
    assert law.load_reference(access=system_access()) is None
    with pytest.raises(NothingChanges):
        law.propose_table(table_with(lambda rows: None), name="again.csv", access=world.secretariat)
    assert TreatyClaim.objects.count() == before


@pytest.mark.parametrize(
    ("state", "treaty", "clashes"),
    [
        ("SS", "UNTOC", {Clash.NONE_AGAINST_ACT, Clash.HOME_AFTER_DEPOSIT}),
        ("ET", "UNTOC", set()),
        ("UG", "TIP", set()),
    ],
)
def test_contradictions_in_the_table_are_found_and_no_others_made(world, state, treaty, clashes):
    assert {one.clash for one in law.published_claims().conflicts(state, treaty)} == clashes


@pytest.mark.parametrize(
    ("state", "treaty", "status"),
    [
        ("SS", "UNTOC", Status.CONTESTED),
        ("SO", "TIP", Status.UNKNOWN),
        ("SO", "SOM", Status.PARTY),
        ("ER", "SOM", Status.UNKNOWN),
        ("UG", "TIP", Status.SIGNED_ONLY),
        ("SD", "SOM", Status.PARTY),
        ("EU", "TIP", Status.PARTY),
        ("KE", "KAMPALA", Status.NOT_PARTY),
    ],
)
def test_how_states_stand_by_the_table(world, state, treaty, status):
    assert law.party_on(state, treaty, TODAY).status is status


def test_a_focal_point_records_a_claim_and_it_contradicts_what_the_table_says(world):
    claim = law.record_claim(ours, access=world.focal_point)
    found = law.claims(state="ET", treaty="UNTOC", access=world.neighbour)
    assert found.standing("ET", "UNTOC", TODAY).status is Status.CONTESTED
    assert claim in found.conflicts("ET", "UNTOC")[0].claims
    (own,) = [one for one in found.holding("ET", "UNTOC") if one.ref == claim]
    assert (own.office.role, own.office.organisation) == ("focal_point", "Ministry of Justice (invented)")


def test_nobody_records_a_claim_for_another_state(world):
    with pytest.raises(Refused):
        law.record_claim(ours, access=world.neighbour)
    law.record_claim(ours, access=world.secretariat)


def test_what_somebody_entered_is_not_public_until_the_secretariat_publishes_it(world):
    claim = law.record_claim(ours, access=world.focal_point)
    assert law.party_on("ET", "UNTOC", TODAY).status is Status.PARTY
    with pytest.raises(Refused):
        law.publish_claim(claim, access=world.focal_point)
    law.publish_claim(claim, access=world.secretariat)
    assert law.party_on("ET", "UNTOC", TODAY).status is Status.CONTESTED


def test_a_claim_without_a_source_or_about_no_known_treaty_is_refused(world):
    with pytest.raises(SourceMissing):
        law.record_claim(replace(ours, source="  "), access=world.focal_point)
    with pytest.raises(NoSuchTreaty):
        law.record_claim(replace(ours, treaty="NONE"), access=world.focal_point)


def test_the_database_itself_refuses_a_claim_without_a_source(world):
    row = TreatyClaim.objects.first()
    for change in ({"source": ""}, {"confidence": "sure"}, {"happened_on": None, "precision": "day"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            TreatyClaim.objects.filter(pk=row.pk).update(**change)


def test_the_author_of_a_claim_may_not_decide_about_it_and_a_second_person_may(world):
    claim = law.record_claim(ours, access=world.secretariat)
    (table,) = [one.ref for one in law.published_claims().holding("ET", "UNTOC") if one.act is not Act.SIGNATURE]
    with pytest.raises(Refused) as refusal:
        law.decide_claims("ET", "UNTOC", upholds=table, why="The depositary says so", access=world.secretariat)
    assert refusal.value.reason == "access.nobody_reviews_themselves"
    law.decide_claims("ET", "UNTOC", upholds=table, why="The depositary says so", access=world.second)
    standing = law.claims(state="ET", treaty="UNTOC", access=world.second).standing("ET", "UNTOC", TODAY)
    assert standing.status is Status.PARTY
    assert standing.decision.sets_aside == {claim}
    assert (standing.decision.why, standing.decision.office.role) == ("The depositary says so", "secretariat")


def test_a_coordinator_decides_for_the_own_state_and_a_focal_point_does_not(world):
    claim = law.record_claim(ours, access=world.focal_point)
    with pytest.raises(Refused):
        law.decide_claims("ET", "UNTOC", upholds=claim, why="We should know", access=world.neighbour)
    with pytest.raises(Refused):
        law.decide_claims("SS", "UNTOC", upholds=None, why="We should know", access=world.coordinator)
    law.decide_claims("ET", "UNTOC", upholds=claim, why="The letter was answered", access=world.coordinator)


def test_a_decision_is_reversed_by_a_later_one_and_both_stay(world):
    claim = law.record_claim(ours, access=world.focal_point)
    law.decide_claims("ET", "UNTOC", upholds=claim, why="A first look", access=world.secretariat)
    law.decide_claims("ET", "UNTOC", upholds=None, why="The letter was forged", access=world.second)
    found = law.claims(state="ET", treaty="UNTOC", access=world.second)
    assert [one.why for one in found.decisions["ET", "UNTOC"]] == ["A first look", "The letter was forged"]
    assert found.standing("ET", "UNTOC", TODAY).status is Status.CONTESTED


def test_nothing_is_decided_where_nothing_contradicts(world):
    (table,) = [one.ref for one in law.published_claims().holding("ET", "UNTOC") if one.act is not Act.SIGNATURE]
    with pytest.raises(NotDecidable):
        law.decide_claims("ET", "UNTOC", upholds=table, why="To be sure", access=world.secretariat)
    with pytest.raises(SourceMissing):
        law.decide_claims("ET", "UNTOC", upholds=table, why=" ", access=world.secretariat)


def test_a_correction_ends_the_old_claim_and_keeps_it(world):
    claim = law.record_claim(ours, access=world.focal_point)
    act = replace(ours, act=Act.RATIFICATION, day=PartialDay.read("2007-07-23"), date_kind=DateKind.DEPOSIT)
    new = actions.correct_claim(claim, act, why="We misread the letter", access=world.focal_point)
    found = law.claims(state="ET", treaty="UNTOC", access=world.focal_point)
    by_ref = {one.ref: one for one in found.claims["ET", "UNTOC"]}
    assert by_ref[claim].ended_why == "We misread the letter"
    assert by_ref[new].corrects == claim
    assert claim not in {one.ref for one in found.holding("ET", "UNTOC")}


def test_a_claim_of_the_table_is_not_corrected_by_hand(world):
    (table,) = [one.ref for one in law.published_claims().holding("ET", "UNTOC") if one.act is not Act.SIGNATURE]
    with pytest.raises(NotDecidable):
        actions.correct_claim(table, ours, why="We know better", access=world.focal_point)


def corrected(rows):
    rows["ETH:UNTOC:1"]["date"] = "2007-07-24"
    del rows["KEN:KAMPALA:1"]
    rows["SSD:UNTOC:9"] = {**rows["SSD:UNTOC:1"], "claim": "9", "date_type": "deposit of instrument", "source": "The depositary (invented)"}


def test_a_corrected_table_shows_what_it_would_change_before_anything_changes(world):
    before = TreatyClaim.objects.count()
    ref = law.propose_table(table_with(corrected), name="corrected.csv", access=world.secretariat)
    found = queries.version(ref, access=world.secretariat)
    assert (found.number, dict(found.counts)) == (None, {"added": 1, "changed": 1, "removed": 1})
    (changed,) = [one for one in found.changes if one.what == "changed"]
    assert [(field.column, field.after) for field in changed.fields] == [("date", "2007-07-24")]
    assert TreatyClaim.objects.count() == before


def test_a_corrected_table_supersedes_claims_and_loses_none(world):
    before = set(TreatyClaim.objects.values_list("ref", flat=True))
    ref = law.propose_table(table_with(corrected), name="corrected.csv", access=world.secretariat)
    assert law.apply_table(ref, access=world.secretariat) == 2
    assert before < set(TreatyClaim.objects.values_list("ref", flat=True))
    ended = {end.claim.row for end in ClaimEnd.objects.select_related("claim")}
    assert ended == {"ETH:UNTOC:1", "KEN:KAMPALA:1"}
    (new,) = TreatyClaim.objects.filter(row="ETH:UNTOC:1", end=None)
    assert new.corrects.row == "ETH:UNTOC:1"
    assert law.party_on("KE", "KAMPALA", TODAY).status is Status.UNKNOWN
    kept = queries.version(ref, access=world.secretariat)
    assert kept.current
    assert len(kept.changes) == 3


def test_a_table_compared_with_an_older_one_is_not_applied(world):
    first = law.propose_table(table_with(corrected), name="first.csv", access=world.secretariat)
    second = law.propose_table(table_with(lambda rows: rows.pop("KEN:KAMPALA:1")), name="second.csv", access=world.secretariat)
    law.apply_table(second, access=world.secretariat)
    for late in (first, second):
        with pytest.raises(VersionOutOfDate):
            law.apply_table(late, access=world.secretariat)


def test_a_focal_point_sends_no_table(world):
    with pytest.raises(Refused):
        law.propose_table(table_with(corrected), name="mine.csv", access=world.focal_point)


@pytest.mark.parametrize(
    ("story", "change", "said"),
    [
        ("a state that is none", {"iso3": "XXX"}, ("Row 2", "iso3", "three letters")),
        ("a treaty nobody knows", {"treaty": "PEACE"}, ("Row 2", "treaty", "UNTOC")),
        ("a word for the act that we do not know", {"status": "joined"}, ("Row 2", "status", "ratified")),
        ("no source", {"source": ""}, ("Row 2", "source", "Name the source")),
        ("a date in another order", {"date": "20.04.2005"}, ("Row 2", "date", "2015-03-25")),
        ("a day that is none", {"as_of": "2014-02-30"}, ("Row 2", "as_of", "2015-03-25")),
        ("a confidence of their own", {"confidence": "quite sure"}, ("Row 2", "confidence", "verified")),
    ],
)
def test_a_faulty_table_is_refused_with_row_column_and_remedy_and_changes_nothing(world, story, change, said):
    before = (TreatyClaim.objects.count(), ClaimVersion.objects.count())
    with pytest.raises(TableRefused) as refusal:
        law.propose_table(table_with(lambda rows: next(iter(rows.values())).update(change)), name="bad.csv", access=world.secretariat)
    assert all(word in refusal.value.problems[0] for word in said)
    assert (TreatyClaim.objects.count(), ClaimVersion.objects.count()) == before


@pytest.mark.parametrize("text", ["", "iso3,treaty\nETH,UNTOC\n", 'iso3,treaty\n"ETH', "no table at all"])
def test_what_is_no_table_is_refused_in_words(world, text):
    with pytest.raises(TableRefused) as refusal:
        law.propose_table(text, name="bad.csv", access=world.secretariat)
    assert refusal.value.problems


def test_all_claims_are_read_in_three_queries(world):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = law.published_claims()
    assert len(found.claims) > 500
    assert len(asked) <= 3


def test_the_whole_matrix_is_worked_out_quickly(world):
    found = law.published_claims()
    started = timezone.now()
    for state, treaty in found.claims:
        found.standing(state, treaty, TODAY)
    assert (timezone.now() - started).total_seconds() < 1
