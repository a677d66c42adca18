"""The language of a page: chosen by its reader, said in its headers."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

# WhiteNoise warns of the folder that collectstatic has not made; tests serve files from where they are.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:No directory at")]


@pytest.fixture(autouse=True)
def pages(settings):
    settings.ROOT_URLCONF = "tests.kernel.ui.styleguide"


@pytest.mark.parametrize(
    ("language", "opening"),
    [("en", '<html lang="en" dir="ltr">'), ("fr", '<html lang="fr" dir="ltr">'), ("ar", '<html lang="ar" dir="rtl">')],
)
def test_a_browsers_language_is_followed(client, language, opening):
    answer = client.get("/styleguide", headers={"accept-language": f"{language}, en;q=0.5"})
    assert opening in answer.content.decode()
    assert answer["Content-Language"] == language
    assert "Accept-Language" in answer["Vary"]


def test_arabic_pages_take_the_style_sheet_for_right_to_left(client):
    arabic = client.get("/styleguide", headers={"accept-language": "ar"}).content.decode()
    english = client.get("/styleguide", headers={"accept-language": "en"}).content.decode()
    assert "bootstrap.rtl.min.css" in arabic
    assert "bootstrap.min.css" not in arabic
    assert "bootstrap.rtl.min.css" not in english


def test_the_switch_is_remembered_and_leads_back(client):
    answer = client.post("/language", {"language": "fr", "next": "/styleguide?wrong=1"})
    assert (answer.status_code, answer["Location"]) == (302, "/styleguide?wrong=1")
    assert client.get("/styleguide", headers={"accept-language": "ar"})["Content-Language"] == "fr"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_the_switch_leads_to_no_other_site(client, elsewhere):
    assert client.post("/language", {"language": "fr", "next": elsewhere})["Location"] == "/"


def test_a_language_we_do_not_have_changes_nothing(client):
    client.post("/language", {"language": "xx", "next": "/"})
    assert client.get("/styleguide", headers={"accept-language": "en"})["Content-Language"] == "en"


def test_the_switch_takes_a_post_with_a_token():
    assert Client().get("/language").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/language", {"language": "fr"}).status_code == 403


def test_the_switch_is_kept_with_the_account(client):
    user = get_user_model().objects.create_user("amina.worker", display_name="Amina Worker")
    client.force_login(user)
    client.post("/language", {"language": "ar", "next": "/"})
    user.refresh_from_db()
    assert user.language == "ar"
