"""Who is who in a real browser: readable by everyone, in both directions, on a phone and on a desk, without scripts."""

import pytest

from amana.contexts.persons.identity import proposing
from amana.contexts.persons.identity.terms import Opinion
from tests.contexts.persons.identity.pairs import ALIKE, MEDHANIE, decided, proposed, said, undone
from tests.contexts.persons.people import named, registered, signed_in
from tests.contexts.persons.people import said as statement
from tests.kernel.ui.pages import OVERFLOWING, SIZES, TOO_SMALL, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),
]
ANSWERS = {"name.differs:father": "His sister names both.", "birth.year_differs": "A guess at the border."}


@pytest.fixture
def shelter(transactional_db):
    from tests.contexts.persons.people import a_shelter

    return a_shelter()


@pytest.fixture
def pages(shelter, monkeypatch):
    """Addresses by what stands there: a pair that waits, one that waits for a second person, one held to be one person."""
    from amana.contexts.persons import facade as persons

    people = [
        registered(shelter.worker, named(name), statement(persons.FactKind.PHONE, persons.Phone(number="+251911223344")))
        for name in ("Medhanie Yehdego Mered Kidane", "መድሃኔ ይሕደጎ መረድ ኪዳነ", "مدهاني يهدقو مرد كيداني", "Medhane Tesfamariam Berhe")
    ]
    said(monkeypatch, MEDHANIE)
    waits = proposed(people[0], people[3], shelter.worker)
    second = proposed(people[0], people[2], shelter.worker)
    decided(second, Opinion.SAME, shelter.worker, answers=ANSWERS, coercive=True)
    undone_later = proposed(people[1], people[3], shelter.worker)
    decided(undone_later, Opinion.CANNOT_TELL, shelter.colleague)
    undone(undone_later, shelter.worker)
    said(monkeypatch, ALIKE)
    one = proposed(people[0], people[1], shelter.worker)
    decided(one, Opinion.SAME, shelter.worker)
    by_pair = {waits: MEDHANIE, second: MEDHANIE, undone_later: MEDHANIE, one: ALIKE}
    rows = {}

    def each(one_card, other_cards, *, register):
        return [rows.get((str(one_card), str(other)), MEDHANIE) for other in other_cards]

    for view, assessment in by_pair.items():
        from tests.contexts.persons.identity.pairs import looked_at

        found = looked_at(view, shelter.worker)
        rows[str(found.one.card), str(found.other.card)] = assessment
    monkeypatch.setattr(proposing, "weigh_many", each)
    return {
        "queue": "/persons/who-is-who/",
        "waits": f"/persons/who-is-who/{waits}/",
        "second": f"/persons/who-is-who/{second}/",
        "one": f"/persons/who-is-who/{one}/",
        "join": f"/persons/who-is-who/{one}/join/",
        "dossier": f"/persons/who-is-who/{one}/dossier/",
        "propose": "/persons/who-is-who/propose/",
    }


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_can_be_used_by_everyone(shelter, pages, live_server, new_context, language):
    browser = signed_in(shelter.colleague)
    for size in SIZES:
        context = new_context(viewport={"width": size[0], "height": size[1]})
        context.add_cookies(
            [
                {"name": "django_language", "value": language, "url": live_server.url},
                {"name": "sessionid", "value": browser.cookies["sessionid"].value, "url": live_server.url},
            ]
        )
        page = context.new_page()
        for what, address in pages.items():
            page.goto(live_server.url + address)
            assert page.evaluate(OVERFLOWING) <= 0, (what, size)
            assert page.evaluate(TOO_SMALL) == [], (what, size)
            assert violations(page) == [], (what, size)
            assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        context.close()


def test_a_decision_is_made_without_scripts(shelter, pages, live_server, new_context):
    context = new_context(java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": signed_in(shelter.colleague).cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + pages["second"])
    page.get_by_label("I do not agree.").check()
    page.locator("#confirm_reason").fill("She is not his sister")
    page.get_by_role("button", name="Write down the decision").click()
    assert "Two people disagree" in page.content()
