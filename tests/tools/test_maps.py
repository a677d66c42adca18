"""The outlines of the maps: every state of the dialogue has one, and nothing is smeared across the sheet."""

import re

import pytest

from tools import maps

MEMBERS = (
    "DJ EG ER ET KE LY SO SS SD TN UG AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE NO CH GB".split()
)  # states of the Khartoum Process


@pytest.fixture(scope="module", params=[maps.WORLD, maps.REGION], ids=lambda sheet: sheet.name)
def sheet(request):
    return request.param


@pytest.fixture(scope="module")
def shapes(sheet):
    return dict(re.findall(r'<path id="([A-Z]{2})" d="([^"]+)"', (maps.MAPS / f"{sheet.name}.svg").read_text(encoding="utf-8")))


def test_every_state_of_the_dialogue_is_on_the_sheet(shapes):
    assert [code for code in MEMBERS if code not in shapes] == []


def test_no_line_runs_across_the_sheet(sheet, shapes):
    steps = {code: [abs(int(x)) for x in re.findall(r"(?:l|(?<=\d) |(?=-))(-?\d+)[ -]-?\d+", shape)] for code, shape in shapes.items()}
    longest = max((max(found, default=0), code) for code, found in steps.items() if code in MEMBERS or code in ("RU", "FJ", "US"))
    assert longest[0] < sheet.width / 2


def test_a_ring_over_the_day_line_becomes_two():
    ring = [(170.0, 0.0), (-170.0, 0.0), (-170.0, 10.0), (170.0, 10.0)]
    parts = list(maps.within_the_day_line(ring))
    assert len(parts) == 2
    assert all(-180 <= longitude <= 180 for part in parts for longitude, _ in part)
    assert sorted(round(maps.area(part)) for part in parts) == [100, 100]


def test_clipping_keeps_what_is_inside():
    square = [(-5.0, -5.0), (5.0, -5.0), (5.0, 5.0), (-5.0, 5.0)]
    assert maps.area(maps.clipped(square, 100, 100)) == 25


@pytest.mark.parametrize(("longitude", "latitude"), [(0, 0), (-180, 0), (180, 0), (0, 83), (0, -56)])
def test_the_world_lies_on_its_sheet(longitude, latitude):
    x, y = maps.WORLD.project(longitude, latitude)
    assert 0 <= x <= maps.WORLD.width
    assert 0 <= y <= maps.WORLD.height


def test_equal_areas_are_equal_on_both_sheets():
    """One degree square at the equator and at 60 degrees north differ by the cosine, as on the globe."""
    for sheet in (maps.WORLD, maps.REGION):
        at = [maps.area([sheet.project(x, y) for x, y in ((15, low), (15.1, low), (15.1, low + 0.1), (15, low + 0.1))]) for low in (0, 60)]
        assert at[1] / at[0] == pytest.approx(0.5, rel=0.01)
