"""Whom the API answers: tokens, what they cover, when they end."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amana.kernel.access.system import system_access
from amana.kernel.access.terms import Purpose
from amana.kernel.accounts.actions import recover
from amana.kernel.accounts.models import Leave, Membership, User
from amana.kernel.accounts.terms import Role
from amana.kernel.api.actions import make_token, revoke_token
from amana.kernel.api.build import build, offered_acts
from amana.kernel.api.errors import ActNotOffered, TooManyRequests
from amana.kernel.api.limits import BODY_KILOBYTES, Pace
from amana.kernel.api.models import ApiToken
from amana.kernel.catalogue import Kind, acts
from amana.kernel.errors import Refused
from tests.contexts.persons.people import signed_in
from tests.kernel.api.programs import DAY, Program, at_work, file_of, program

SEARCH = {"text": "Almaz"}


def status_of_a_search(asking: Program) -> int:
    return int(asking.post("/persons/search", SEARCH, key=None).status_code)


def every_endpoint() -> list[tuple[str, str]]:
    return [(method, path) for path, methods in build().get_openapi_schema()["paths"].items() for method in methods]


def test_without_a_token_no_endpoint_answers(haven):
    person = file_of("Almaz Bekele", haven.sara)
    asked = every_endpoint()
    assert len(asked) >= 4
    for method, path in asked:
        where = path.replace("{person}", str(person)).replace("{case}", str(person))
        for headers in ({}, {"Authorization": "Bearer amana_wrong"}, {"Authorization": "Basic c2FyYTp4"}, {"Authorization": "Bearer "}):
            answer = Client().generic(method.upper(), where, "{}", content_type="application/json", headers=headers)
            assert answer.status_code == 401, (method, path, headers)
            assert answer["WWW-Authenticate"] == "Bearer"
            assert answer.json()["code"] == "api.token_refused"


def test_being_signed_in_in_a_browser_opens_nothing_here(haven):
    person = file_of("Almaz Bekele", haven.sara)
    assert signed_in(haven.sara).get(f"/api/v1/persons/{person}").status_code == 401


def test_a_token_needs_no_cookie_and_no_form_token(haven):
    asking = replace(program(haven.sara), client=Client(enforce_csrf_checks=True))
    answer = asking.post("/persons/search", SEARCH, key=None)
    assert answer.status_code == 200
    assert not answer.cookies


def test_a_token_covers_only_the_acts_it_was_made_for(haven):
    person = file_of("Almaz Bekele", haven.sara)
    asking = program(haven.sara, "persons.search")
    assert status_of_a_search(asking) == 200
    answer = asking.get(f"/persons/{person}")
    assert (answer.status_code, answer.json()["code"]) == (403, "api.not_covered")


def test_a_token_is_made_only_for_acts_that_the_api_offers_and_never_to_erase_oversee_or_administer(haven):
    kinds = {acts()[name].kind for name in offered_acts()}
    assert kinds <= {Kind.OPEN, Kind.LIST, Kind.WRITE, Kind.EXPORT}
    for wanted in (frozenset({"persons.erase"}), frozenset({"api.make_token"}), frozenset({"no.such_act"}), frozenset()):
        with pytest.raises(ActNotOffered):
            make_token("a program", wanted, DAY, access=haven.sara)
    for valid in (timedelta(days=366), timedelta(0)):
        with pytest.raises(ActNotOffered):
            make_token("a program", frozenset({"persons.search"}), valid, access=haven.sara)


def test_a_token_is_made_only_in_a_session_with_a_second_factor(haven):
    with pytest.raises(Refused) as refusal:
        program(replace(haven.sara, second_factor=False))
    assert refusal.value.reason == "access.second_factor"


def test_who_oversees_makes_no_token(haven):
    with pytest.raises(Refused):
        program(at_work("dora", Role.GUARDIAN, haven.organisation, Purpose.OVERSIGHT))


def test_the_secret_is_not_stored(haven):
    asking = program(haven.sara)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM api_apitoken")
        assert asking.token not in str(cursor.fetchall())


@pytest.mark.parametrize(
    "ending",
    ["revoked", "expired", "role ended", "role no longer confirmed", "on leave", "account closed", "organisation closed"],
)
def test_a_token_ends_with_whatever_it_stands_on(haven, ending):
    asking = program(haven.sara)
    assert status_of_a_search(asking) == 200
    now, user = timezone.now(), User.objects.get(ref=haven.sara.user)
    today = timezone.localdate()
    if ending == "revoked":
        revoke_token(ApiToken.objects.get().ref, access=haven.sara)
    elif ending == "expired":
        ApiToken.objects.update(expires_at=now)
    elif ending == "role ended":
        Membership.objects.filter(user=user).update(until=today - timedelta(days=1))
    elif ending == "role no longer confirmed":
        Membership.objects.filter(user=user).update(confirmed_by=None, confirmed_at=None)
    elif ending == "on leave":
        Leave.objects.create(user=user, first_day=today, last_day=today)
    elif ending == "account closed":
        User.objects.filter(pk=user.pk).update(is_active=False)
    else:
        type(haven.organisation).objects.filter(pk=haven.organisation.pk).update(closed_on=today)
    assert status_of_a_search(asking) == 401


def test_no_token_outlives_a_recovery_even_when_the_person_is_confirmed_again(haven):
    asking = program(haven.sara)
    recover(haven.sara.user, access=system_access())
    user = User.objects.get(ref=haven.sara.user)
    Membership.objects.filter(user=user).update(confirmed_by=user, confirmed_at=timezone.now())
    assert status_of_a_search(asking) == 401
    assert status_of_a_search(program(haven.sara)) == 200


def test_nobody_ends_somebody_elses_token(haven):
    asking = program(haven.sara)
    revoke_token(ApiToken.objects.get().ref, access=haven.omar)
    assert status_of_a_search(asking) == 200


def test_a_request_that_is_too_large_is_refused_before_it_is_read(haven):
    body = json.dumps({"text": "x" * BODY_KILOBYTES * 1024})
    answer = program(haven.sara).post("/persons/search", body, key=None)
    assert (answer.status_code, answer.json()["code"]) == (413, "api.body_too_large")


def test_what_is_no_json_is_refused_with_a_sentence(haven):
    for body in ("{", "[" * 100_000, "\x00", '{"text": "a"}}'):
        answer = program(haven.sara).post("/persons/search", body, key=None)
        assert (answer.status_code, answer.json()["code"]) == (400, "api.body_unreadable")


def test_a_token_that_asks_too_often_waits():
    pace = Pace(requests=3, seconds=60)
    for second in range(3):
        pace.ask(1, now=float(second))
    with pytest.raises(TooManyRequests):
        pace.ask(1, now=59.0)
    pace.ask(2, now=59.0)
    pace.ask(1, now=60.0)
    with pytest.raises(TooManyRequests):
        pace.ask(1, now=60.5)


def test_too_many_requests_are_answered_with_when_to_come_back(haven, monkeypatch):
    monkeypatch.setattr("amana.kernel.api.limits.pace", Pace(requests=1))
    asking = program(haven.sara)
    assert status_of_a_search(asking) == 200
    answer = asking.post("/persons/search", SEARCH, key=None)
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")


def test_the_page_makes_a_token_shows_it_once_and_ends_it(haven):
    client = signed_in(haven.sara)
    page = client.get(reverse("api_tokens"))
    assert page.status_code == 200
    for act in offered_acts():
        assert act in page.content.decode()
    made = client.post(reverse("api_tokens"), {"label": "Sheet at the door", "acts": ["persons.search"], "days": "30"})
    token = made.context["secret"]
    assert token in made.content.decode()
    assert status_of_a_search(Program(token=token)) == 200
    assert token not in client.get(reverse("api_tokens")).content.decode()
    assert client.post(reverse("api_token_revoke", args=[ApiToken.objects.get().ref])).status_code == 302
    assert status_of_a_search(Program(token=token)) == 401


def test_the_page_asks_for_what_is_missing(haven):
    answer = signed_in(haven.sara).post(reverse("api_tokens"), {"label": "", "acts": ["persons.erase"], "days": "9999"})
    assert answer.status_code == 422
    assert not ApiToken.objects.exists()


def test_the_page_opens_only_for_who_signed_in_with_a_second_factor(haven):
    client = Client()
    assert reverse("account_login") in client.get(reverse("api_tokens"))["Location"]
    client.force_login(User.objects.get(ref=haven.sara.user), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("api_tokens"))["Location"] == reverse("mfa_index")
