"""Pages of states and treaties, as somebody without scripts uses them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from amana.contexts.law import facade as law
from amana.contexts.law.instruments.queries import instruments
from amana.contexts.law.treaties.models import ClaimDecision, ClaimVersion, TreatyClaim
from tests.contexts.cases.test_a_pages import day, signed_in
from tests.contexts.law.law_fixtures import built_world as built_world
from tests.contexts.law.law_fixtures import world as world
from tests.contexts.law.test_claims import corrected, table_with


@pytest.fixture
def focal_point(world):
    return signed_in(world.focal_point)


@pytest.fixture
def secretariat(world):
    return signed_in(world.secretariat)


def text(answer):
    return answer.content.decode()


def claim_form(**changes):
    given = {
        "state": "ET",
        "treaty": "UNTOC",
        "act": "none_known",
        "date_kind": "not_said",
        "source": "A letter of the ministry, no. 12 (invented)",
        "confidence": "not_verified",
        **day("seen", timezone.localdate()),
    }
    return {**given, **changes}


@pytest.mark.parametrize(
    ("name", "args", "said"),
    [
        ("law:matrix", [], "Sources contradict each other on: South Sudan (UNTOC)"),
        ("law:treaty", ["TIP"], "Signed only"),
        ("law:claims", ["UNTOC", "SS"], "A step at home is dated after the deposit"),
        ("law:states", [], "In neither of the later lists"),
        ("law:state", ["GB"], "former: Rome Declaration signatory"),
        ("law:state", ["SS"], "Contested"),
        ("law:state", ["IGAD"], "Intergovernmental Authority on Development"),
        ("law:changed", [], "Recorded: Accession"),
        ("law:tables", [], "treaty_status"),
        ("law:instruments", [], "70 instruments"),
        ("law:instrument", ["TIP2000"], "39 passages"),
        ("law:instrument", ["EU2024_1712"], "amends"),
        ("law:instrument", ["ROCK"], "Nobody has entered its passages yet"),
        ("law:harmonisation", [], "nothing that binds on"),
    ],
)
def test_every_page_says_what_is_known(focal_point, name, args, said):
    answer = focal_point.get(reverse(name, args=args))
    assert answer.status_code == 200
    assert said in text(answer)


def test_the_matrix_asks_the_database_no_more_for_more_states(focal_point):
    with CaptureQueriesContext(connection) as asked:
        focal_point.get(reverse("law:matrix"))
    assert len(asked) < 45


def test_a_page_speaks_of_the_day_it_is_asked_about(focal_point):
    answer = focal_point.get(reverse("law:claims", args=["TIP", "SD"]), {"on_day": "2014-06-01"})
    assert "The recorded act comes after this day" in text(answer)


def test_a_claim_is_entered_contradicts_is_decided_and_the_decision_is_shown(world, focal_point, secretariat):
    sent = focal_point.post(reverse("law:record_claim"), claim_form())
    assert sent.url == reverse("law:claims", args=["UNTOC", "ET"])
    page = text(focal_point.get(sent.url))
    assert "Contradiction" in page
    assert "Focal point of a state, Ministry of Justice (invented)" in page
    assert "Almaz" not in page.split("<main")[1]  # by office, never by name
    decide = reverse("law:decide_claims", args=["UNTOC", "ET"])
    (table,) = [one.ref for one in law.published_claims().holding("ET", "UNTOC") if one.act in law_binding()]
    assert "checked" not in text(secretariat.get(decide)).split("<main")[1].split("</main>")[0]
    assert secretariat.post(decide, {"upholds": str(table), "why": ""}).status_code == 422
    assert secretariat.post(decide, {"upholds": str(table), "why": "The depositary was asked"}).status_code == 302
    page = text(secretariat.get(sent.url))
    assert "The depositary was asked" in page
    assert "Set aside by the decision" in page
    assert ClaimDecision.objects.count() == 1


def law_binding():
    from amana.contexts.law.treaties.terms import BINDING

    return BINDING


@pytest.mark.parametrize(
    ("story", "changes", "said"),
    [
        ("no source", {"source": ""}, "This field is required"),
        ("a state that is not their own", {"state": "KE"}, "Select a valid choice"),
        ("a date for what did not happen", day("day", timezone.localdate()), "have no date"),
        ("a date of nobody knows what", {"act": "ratification", **day("day", timezone.localdate())}, "Say what this is the date of"),
        (
            "a month in another calendar",
            {"act": "ratification", "date_kind": "deposit", "day_month": "3", "day_year": "2007", "day_calendar": "ethiopian"},
            "only be given in the Gregorian calendar",
        ),
    ],
)
def test_a_claim_that_cannot_be_taken_is_refused_at_its_field(focal_point, story, changes, said):
    before = TreatyClaim.objects.count()
    answer = focal_point.post(reverse("law:record_claim"), claim_form(**changes))
    assert answer.status_code == 422
    assert said in text(answer)
    assert TreatyClaim.objects.count() == before


def test_a_focal_point_is_not_offered_to_decide(focal_point):
    assert reverse("law:decide_claims", args=["UNTOC", "SS"]) not in text(focal_point.get(reverse("law:claims", args=["UNTOC", "SS"])))


def test_a_claim_is_put_right_where_it_stands_and_what_was_said_before_stays_readable(world, focal_point):
    focal_point.post(reverse("law:record_claim"), claim_form())
    (entered,) = TreatyClaim.objects.filter(version=None)
    correct = reverse("law:correct_claim", args=[entered.ref])
    assert correct in text(focal_point.get(reverse("law:claims", args=["UNTOC", "ET"])))
    assert "no. 12 (invented)" in text(focal_point.get(correct))
    without_reason = focal_point.post(correct, claim_form(source="Letter no. 13 (invented)", why=" "))
    assert without_reason.status_code == 422
    moved = claim_form(source="Letter no. 13 (invented)", why="We cited the wrong letter", state="KE", treaty="TIP")
    sent = focal_point.post(correct, moved)
    assert sent.url == reverse("law:claims", args=["UNTOC", "ET"])  # the state and the treaty are not for the form to change
    page = text(focal_point.get(sent.url))
    assert page.index("Letter no. 13 (invented)") < page.index("What was stated before") < page.index("no. 12 (invented)")
    assert "We cited the wrong letter" in page
    assert correct not in page
    assert focal_point.post(correct, moved).status_code >= 400  # what was corrected is not corrected again
    assert TreatyClaim.objects.filter(version=None).count() == 2


def test_only_who_may_record_about_a_state_is_offered_to_correct_and_never_a_claim_of_the_table(world, focal_point):
    focal_point.post(reverse("law:record_claim"), claim_form())
    (entered,) = TreatyClaim.objects.filter(version=None)
    correct = reverse("law:correct_claim", args=[entered.ref])
    neighbour = signed_in(world.neighbour)
    assert correct not in text(neighbour.get(reverse("law:claims", args=["UNTOC", "ET"])))
    assert neighbour.get(correct).status_code == 404
    assert neighbour.post(correct, claim_form(why="We know better")).status_code == 404
    of_the_table = TreatyClaim.objects.filter(state="ET", treaty="UNTOC").exclude(version=None)[0]
    address = reverse("law:correct_claim", args=[of_the_table.ref])
    assert address not in text(focal_point.get(reverse("law:claims", args=["UNTOC", "ET"])))
    assert focal_point.get(address).status_code >= 400
    assert focal_point.post(address, claim_form(why="We know better")).status_code >= 400
    assert TreatyClaim.objects.filter(version=None).count() == 1


def test_a_corrected_table_is_handed_in_read_and_applied(secretariat):
    file = SimpleUploadedFile("corrected.csv", table_with(corrected).encode())
    sent = secretariat.post(reverse("law:tables"), {"file": file})
    assert sent.status_code == 302
    page = text(secretariat.get(sent.url))
    assert "2007-07-24" in page
    assert "<del><bdi>2007-07-23</bdi></del>" in page
    assert "Nothing has changed yet" in page
    assert secretariat.post(sent.url).status_code == 302
    assert "version 2" in text(secretariat.get(sent.url))
    again = secretariat.post(reverse("law:tables"), {"file": SimpleUploadedFile("again.csv", table_with(corrected).encode())})
    assert "exactly what is recorded already" in text(again)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (table_with(lambda rows: rows["DJI:TIP:1"].update(date="soon")).encode(), "Row 3, column “date”: “soon” cannot be used."),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"a,b\n1,2\n", "the column “as_of” is missing"),
    ],
)
def test_a_bad_table_is_refused_with_row_column_and_remedy(secretariat, content, said):
    before = ClaimVersion.objects.count()
    answer = secretariat.post(reverse("law:tables"), {"file": SimpleUploadedFile("bad.csv", content)})
    assert answer.status_code == 422
    assert said in text(answer)
    assert ClaimVersion.objects.count() == before


def test_what_is_not_there_is_not_found(focal_point):
    for address in (reverse("law:treaty", args=["PEACE"]), reverse("law:claims", args=["TIP", "XX"]), reverse("law:state", args=["XX"])):
        assert focal_point.get(address).status_code == 404


def test_instruments_are_filtered_by_maker_priority_and_force(focal_point):
    page = text(focal_point.get(reverse("law:instruments"), {"of": "au", "priority": "P6", "force": "yes"}))
    assert "EAC Counter-Trafficking in Persons Act" in page
    assert "AU-HoAI second ministerial conference" not in page


def test_a_cell_of_the_harmonisation_view_leads_to_the_passages_on_that_priority(focal_point):
    page = text(focal_point.get(reverse("law:harmonisation")))
    cell = reverse("law:instrument", args=["TIP2000"]) + "?priority=P7#passages"
    assert cell in page
    found = text(focal_point.get(cell))
    assert "Passages on P7" in found
    assert "TIP 6" in found


@pytest.mark.parametrize(
    ("language", "title", "summary", "kind"),
    [
        ("fr", "Convention de l’OUA régissant les aspects propres aux problèmes des réfugiés", "rapatriement volontaire", "traité"),
        ("ar", "اتفاقية منظمة الوحدة الأفريقية التي تحكم الجوانب المحددة لمشاكل اللاجئين", "العودة الطوعية", "معاهدة"),
    ],
)
def test_an_instrument_is_named_in_the_reader_s_language_with_the_english_title_beside_it(focal_point, language, title, summary, kind):
    focal_point.cookies["django_language"] = language
    page = text(focal_point.get(reverse("law:instrument", args=["OAU1969"])))
    english = "OAU Convention governing the Specific Aspects of Refugee Problems in Africa"
    assert page.index(title) < page.index(summary) < page.index(english)
    assert f">{kind}<" in page
    assert title in text(focal_point.get(reverse("law:instruments")))
    assert english not in text(focal_point.get(reverse("law:harmonisation")))


def test_a_title_in_english_is_not_given_twice_and_every_reader_is_told_what_a_translated_title_is(focal_point):
    page = text(focal_point.get(reverse("law:instrument", args=["OAU1969"])))
    assert "Title in English" not in page
    assert "working translations unless they are official" in page


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_no_instrument_is_left_in_english(world, language):
    with translation.override(language):
        left = [one.code for one in instruments() if one.name == one.name_of_source]
    assert left == []
