"""The policy desk: each line of the inbox leads to where it is answered, and what is recorded once becomes several reports."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from amana.contexts.dialogue import facade as dialogue
from amana.contexts.dialogue.terms import Partial, Precision, Source
from amana.contexts.law import facade as law
from amana.desks.policy import inbox, jvap
from amana.kernel.ui.parts import Due
from amana.kernel.vocabulary.terms import Confidence
from tests.contexts.law.law_fixtures import built_world as built_world
from tests.contexts.law.law_fixtures import world as world

pytestmark = pytest.mark.django_db


def group(world, who, number):
    return inbox.groups(on=timezone.localdate(), access=getattr(world, who))[number]


def contradictions(world, who):
    return [line for line in group(world, who, 1).lines if line.what == "Claims contradict each other"]


def test_a_claim_that_contradicts_others_waits_for_the_secretariat_and_for_the_state_it_is_about(world):
    before = len(contradictions(world, "secretariat"))
    assert contradictions(world, "focal_point") == []
    given = law.Given(
        state="ET", treaty="UNTOC", act=law.Act.NONE_KNOWN, day=None, date_kind=law.DateKind.NOT_SAID, source="A letter (invented)",
        seen=law.PartialDay.read("2026-11-01"), confidence=law.Confidence.NOT_VERIFIED,
    )  # fmt: skip
    law.record_claim(given, access=world.focal_point)
    assert [line.url for line in contradictions(world, "focal_point")] == [reverse("law:claims", args=["UNTOC", "ET"])]
    assert len(contradictions(world, "secretariat")) == before + 1
    assert contradictions(world, "neighbour") == []
    assert "New claim" in {line.what for line in group(world, "secretariat", 3).lines}


def test_a_promise_that_is_late_is_due_now_and_goes_out_as_an_initiative_for_the_jvap(world):
    source = Source(words="Minutes (invented)", on=None, confidence=Confidence.UNVERIFIED)
    deadline = Partial(last=timezone.localdate() - timedelta(days=3), precision=Precision.DAY)
    promise = dialogue.Promise(
        action="=Open a shelter",
        reference="Point 4",
        owner_state="ET",
        owner_body="Ministry",
        domain="D4",
        deadline=deadline,
        source=source,
    )
    dialogue.record_commitment(promise, access=world.focal_point)
    assert [line.why for line in group(world, "focal_point", 0).lines] == ["=Open a shelter"]
    assert group(world, "neighbour", 0).lines == []
    lines = list(csv.reader(io.StringIO(jvap.table(dialogue.commitments(on=timezone.localdate(), access=world.focal_point)))))
    assert "not known" in lines[0][0]
    assert lines[1] == list(jvap.COLUMNS)
    assert lines[2][:3] == ["D4", "'=Open a shelter", "ET, Ministry"]


def test_a_group_is_cut_short_only_where_another_page_shows_the_rest(world):
    many = [Due(what="A", who="B", url="#")] * (inbox.MOST + 1)
    assert len(inbox._group("T", many, "", "").lines) == inbox.MOST + 1
    cut = inbox._group("T", many, "", "/all/")
    assert (len(cut.lines), cut.more_url) == (inbox.MOST, "/all/")


def test_what_the_node_loaded_itself_is_no_news(world):
    assert [line for line in group(world, "secretariat", 3).lines if line.what == "New claim"] == []
