"""The map of a treaty by year: what it says without a script, and what its picture rests on."""

import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from amana.contexts.law import facade as law
from amana.contexts.law.treaties.shading import FILLS, finding, treaty_map
from amana.contexts.law.treaties.values import Reason
from amana.kernel.ui.maps import Fill
from tests.contexts.cases.test_a_pages import signed_in
from tests.contexts.law.law_fixtures import built_world as built_world
from tests.contexts.law.law_fixtures import world as world

MAP = "law:treaty_map"
PATH = re.compile(r'<use href="[^"]*#([A-Z]{2})" class="map-(\w+)')


@pytest.fixture
def focal_point(world):
    return signed_in(world.focal_point)


def text(answer):
    return answer.content.decode()


def fills(answer):
    """How each state is filled in the picture."""
    return dict(PATH.findall(text(answer)))


def years(answer):
    """The years offered, in their order."""
    offered = text(answer).split('name="year"')[1].split("</select>")[0]
    return [int(year) for year in re.findall(r'<option value="(\d{4})"', offered)]


def test_each_status_has_a_fill_of_its_own_and_words_in_the_legend():
    assert set(FILLS) == set(law.STATUS_LEGEND) == set(law.Status)
    assert len(set(FILLS.values())) == len(law.Status)


def test_the_finding_counts_what_the_picture_shows_and_names_a_past_day():
    standings = {
        "ET": law.Standing(status=law.Status.PARTY, reason=Reason.BOUND),
        "KE": law.Standing(status=law.Status.SIGNED_ONLY, reason=Reason.SIGNED),
        "SS": law.Standing(status=law.Status.CONTESTED, reason=Reason.CLAIMS_DIFFER),
    }
    said = finding("the Protocol", standings, date(2004, 12, 31))
    assert (
        said == "31 December 2004: 1 of 3 states of the dialogue was party to: the Protocol. About 1 state sources contradict each other."
    )
    drawn = treaty_map("the Protocol", standings, date(2004, 12, 31), source="a register")
    assert {code: shade.fill for code, shade in drawn.shades.items()} == {"ET": Fill.FULL, "KE": Fill.PART, "SS": Fill.DISPUTED}
    assert drawn.title == said


def test_without_a_script_a_year_is_chosen_and_sent_and_picture_and_table_agree(focal_point):
    now, then = (focal_point.get(reverse(MAP), {"treaty": "TIP", "sheet": "region", **asked}) for asked in ({}, {"year": "2004"}))
    assert "31 December 2004" in text(then)
    assert fills(then)["SD"] == "not"  # Sudan acceded in 2014
    assert fills(now)["SD"] == "full"
    rows = text(then).split("<table")[1]
    assert rows.count(">Party<") == list(fills(then).values()).count("full") + union_is_party(date(2004, 12, 31))
    assert rows.count(">Signed only<") == list(fills(then).values()).count("part") + union_signed(date(2004, 12, 31))


def union_is_party(on):
    return law.published_claims(treaty="TIP").standing("EU", "TIP", on).status is law.Status.PARTY


def union_signed(on):
    return law.published_claims(treaty="TIP").standing("EU", "TIP", on).status is law.Status.SIGNED_ONLY


def test_the_years_run_from_the_first_dated_act_to_the_present_one(focal_point):
    offered = years(focal_point.get(reverse(MAP), {"treaty": "TIP"}))
    assert offered[0] == 2000
    assert offered == list(range(2000, timezone.localdate().year + 1))
    assert years(focal_point.get(reverse(MAP), {"treaty": "REF1951"}))[0] < 1960


def test_a_year_of_another_treaty_becomes_the_nearest_one_and_nonsense_is_refused(focal_point):
    answer = focal_point.get(reverse(MAP), {"treaty": "TIP", "year": "1955"})
    assert answer.status_code == 200
    assert "31 December 2000" in text(answer)
    for nonsense in ({"year": "soon"}, {"year": "²⁰⁰⁴"}, {"sheet": "moon"}):
        refused = focal_point.get(reverse(MAP), {"treaty": "TIP", **nonsense})
        assert refused.status_code == 422
        assert "<table" in text(refused)  # the present standing stays readable
    assert focal_point.get(reverse(MAP), {"treaty": "PEACE"}).status_code == 404


def test_the_world_is_offered_beside_the_region(focal_point):
    world_map = text(focal_point.get(reverse(MAP), {"sheet": "world"}))
    assert "maps/world" in world_map
    assert "maps/region" not in world_map


def test_the_page_of_a_treaty_shows_the_same_picture_on_an_exact_day_and_leads_to_the_years(focal_point):
    answer = focal_point.get(reverse("law:treaty", args=["TIP"]), {"on_day": "2004-12-31"})
    assert fills(answer) == fills(focal_point.get(reverse(MAP), {"treaty": "TIP", "year": "2004"}))
    assert f"{reverse(MAP)}?treaty=TIP" in text(answer)


def test_everybody_on_the_map_has_a_row_in_the_table(focal_point):
    answer = focal_point.get(reverse(MAP), {"treaty": "KAMPALA"})
    shaded = {code for code, fill in fills(answer).items() if fill != "outside"}
    assert shaded == {one.state for one in law.states()}
    assert [code for code in shaded if reverse("law:claims", args=["KAMPALA", code]) not in text(answer)] == []


def test_a_state_that_was_not_yet_bound_is_not_said_to_be_so_since_the_day_of_its_later_act(world):
    standing = law.published_claims(treaty="TIP").standing("ET", "TIP", date(2005, 12, 31))
    assert (standing.status, standing.reason, standing.since) == (law.Status.NOT_PARTY, Reason.BEFORE_ITS_ACT, None)
    assert law.published_claims(treaty="TIP").standing("ET", "TIP", date(2015, 12, 31)).since == law.PartialDay(year=2012, month=6, day=22)
