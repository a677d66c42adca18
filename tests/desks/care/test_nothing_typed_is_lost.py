"""What was typed is not lost when a sitting ends in the middle, and nothing that is sent twice is recorded twice."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amana.contexts.cases.consent.models import ConsentTalk
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.ids import new_id
from tests.contexts.cases.a_fixtures import world as world
from tests.contexts.cases.test_a_pages import day, signed_in

NOTE = "She speaks only <when> the door is open & the light is on."
HERE = {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "same-origin"}
ELSEWHERE = {"HTTP_ORIGIN": "https://elsewhere.example", "HTTP_SEC_FETCH_SITE": "cross-site"}


@pytest.fixture
def client(world):
    return signed_in(world.worker)


def record(world):
    return reverse("cases:consent_record", args=[world.selam])


def talk(**other):
    today = timezone.localdate()
    return {
        **day("said_on", today), "form": "oral", "language": "am", "capacity": "able", "note": NOTE, "ref": str(new_id()),
        "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": "Harbour Clinic", "form-0-kind": "health",
        "form-0-state": "ET", "form-0-purpose": "health_care", "form-0-categories": ["identity", "health"], "form-0-said": "given",
        **day("form-0-valid_until", today.replace(year=today.year + 1, day=1)), **other,
    }  # fmt: skip


def talks():
    with floor(system_access()):
        return ConsentTalk.objects.count()


def given_back(page):
    """The form on the page that keeps what was sent, as a browser would send it."""
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page):
        fields.setdefault(unescape(name), []).append(unescape(value))
    return fields


def test_a_sitting_that_ends_while_somebody_types_loses_nothing(world, client):
    cookie = client.cookies.pop("sessionid")
    answer = client.post(record(world), talk(), **HERE)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "You were signed out before this was saved" in page
    assert "no-store" in answer["Cache-Control"]
    assert talks() == 0
    client.cookies["sessionid"] = cookie.value
    assert client.post(record(world), given_back(page), **HERE).status_code == 302
    assert talks() == 1


def test_a_purpose_that_ends_while_somebody_types_loses_nothing(world, client):
    session = client.session
    kept = session.pop("access")
    session.save()
    page = client.post(record(world), talk(), **HERE).content.decode()
    assert "Your purpose ended before this was saved" in page
    session["access"] = kept
    session.save()
    assert client.post(record(world), given_back(page), **HERE).status_code == 302
    assert talks() == 1


def test_a_form_of_an_earlier_sitting_is_given_back_with_a_token_that_counts(world, client):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies.update(client.cookies)
    strict.get(record(world))
    page = strict.post(record(world), {**talk(), "csrfmiddlewaretoken": "a" * 64}, **HERE).content.decode()
    assert "This page was opened before you signed in again" in page
    assert talks() == 0
    assert strict.post(record(world), given_back(page), **HERE).status_code == 302
    assert talks() == 1


@pytest.mark.parametrize("headers", [ELSEWHERE, {}], ids=["another site", "a browser that does not say"])
def test_what_another_site_sends_is_never_given_back(world, client, headers):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies.update(client.cookies)
    strict.get(record(world))
    page = strict.post(record(world), {**talk(), "csrfmiddlewaretoken": "a" * 64}, **headers).content.decode()
    assert "Harbour Clinic" not in page
    assert "This form is too old to be sent" in page


def test_a_password_is_never_given_back(client):
    client.cookies.pop("sessionid")
    page = client.post("/account/password/change/", {"oldpassword": "never shown again"}, **HERE, follow=True).content.decode()
    assert "never shown again" not in page


def test_what_saves_by_itself_learns_that_the_sitting_ended(world, client):
    client.cookies.pop("sessionid")
    answer = client.post(record(world), talk(), **HERE, HTTP_X_AUTOSAVE="1")
    assert answer.status_code == 401
    assert answer.content == b""


def test_a_talk_that_is_sent_twice_is_recorded_once(world, client):
    twice = talk()
    assert [client.post(record(world), twice).status_code for _ in range(2)] == [302, 302]
    assert talks() == 1
    assert client.post(record(world), talk()).status_code == 302
    assert talks() == 2, "another talk with the same words is another talk"


def test_the_strip_says_whom_the_page_is_about_and_who_sees_it(world, client):
    list_of_files = client.get(reverse("care:mine")).content.decode()
    file = client.get(reverse("care:file", args=[world.selam])).content.decode()
    assert "for this person, by you, until" in file
    assert "Seen by: those of your organisation who work with files." in file
    assert "for this person" not in list_of_files
    assert "Seen by:" not in list_of_files
