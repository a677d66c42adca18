"""The side navigation shows what a person may open, and not too much."""

import pytest
from django.test import RequestFactory

from amana.kernel.ui.navigation import MOST_ENTRIES, Desk, Entry, Navigation, TooManyEntries

CARE = Desk(key="care", label="Care desk", order=10)
GUARDIAN = Desk(key="guardian", label="Data protection", order=20)


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.ROOT_URLCONF = "tests.kernel.ui.styleguide"


def entry(desk="care", url="language", **options):
    return Entry(desk=desk, label=url, url=url, **options)


def lines(navigation, *, may=(), path="/"):
    return {
        str(section.label): [(str(line.label), line.here) for line in section.lines]
        for section in navigation.sections(RequestFactory().get(path), lambda _request, action: action in may)
    }


def test_desks_and_entries_stand_in_their_order():
    navigation = Navigation()
    navigation.register(GUARDIAN, [entry("guardian", "preferences")])
    navigation.register(CARE, [entry(url="preferences", order=20), entry(url="language", order=10)])
    assert list(lines(navigation)) == ["Care desk", "Data protection"]
    assert [label for label, _ in lines(navigation)["Care desk"]] == ["language", "preferences"]


def test_an_entry_needs_its_action_and_a_desk_without_entries_is_not_shown():
    navigation = Navigation()
    navigation.register(CARE, [entry(action="persons.search")])
    assert lines(navigation) == {}
    assert lines(navigation, may={"persons.search"}) == {"Care desk": [("language", False)]}


def test_a_page_that_is_not_installed_has_no_entry():
    navigation = Navigation()
    navigation.register(CARE, [entry(url="elsewhere:page"), entry()])
    assert lines(navigation) == {"Care desk": [("language", False)]}


def test_the_reader_sees_where_they_are():
    navigation = Navigation()
    navigation.register(CARE, [entry(), entry(url="preferences")])
    assert lines(navigation, path="/preferences/more")["Care desk"] == [("language", False), ("preferences", True)]


def test_a_desk_has_at_most_seven_entries():
    navigation = Navigation()
    navigation.register(CARE, [entry(url=f"page{n}") for n in range(MOST_ENTRIES)])
    navigation.register(CARE, [entry(url="page0")])
    with pytest.raises(TooManyEntries):
        navigation.register(CARE, [entry(url="one-too-many")])
