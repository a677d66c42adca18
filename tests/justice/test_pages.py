"""The pages of requests to erase, as somebody without scripts uses them, in every language."""

from datetime import timedelta

import pytest
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amana.contexts.exchange.guard.terms import KeepGround
from amana.contexts.investigations.erasing.models import ErasureRequest
from amana.contexts.investigations.reports import actions
from amana.kernel.access.actions import open_purpose
from amana.kernel.accounts.models import Membership, User
from amana.kernel.organisations.models import Organisation
from tests.justice.a_unit import ref

LIST = "investigations:erasures"


def signed_in(access):
    """A browser in which this person signed in with a second factor and opened their purpose."""
    user, now = User.objects.get(ref=access.user), timezone.now()
    (role,) = access.roles
    Membership.objects.create(
        user=user,
        organisation=Organisation.objects.get(ref=access.organisation),
        role=role,
        since=timezone.localdate() - timedelta(days=1),
        confirmed_by=user,
        confirmed_at=now,
    )
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "not used here"})
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": now.timestamp()}]
    session["account_authentication_methods_user"] = user_id_to_str(user)
    session["access"] = str(open_purpose(access=access))
    session.save()
    return client


def body(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@pytest.fixture
def asked(unit):
    """A report that was taken up and that the shelter asked to erase."""
    report = unit.lead()
    actions.accept(ref(report), access=unit.kamau)
    unit.asks_to_erase(report)
    return report


def of(name, report, *more):
    return reverse(f"investigations:{name}", args=[report.ref, *more])


def test_the_list_and_the_report_say_that_somebody_has_to_decide(unit, asked):
    kamau = signed_in(unit.kamau)
    listed = body(kamau.get(reverse(LIST)))
    assert asked.number in listed
    assert "Waits for a decision" in listed
    assert "A request to erase this report waits for a decision" in body(kamau.get(of("report", asked)))
    assert "Asked to erase it" in body(kamau.get(reverse("investigations:reports")))


def test_two_people_erase_it_on_the_page(unit, asked):
    kamau, njeri = signed_in(unit.kamau), signed_in(unit.njeri)
    assert "Confirm, and erase it" not in body(kamau.get(of("erasure", asked)))
    assert kamau.post(of("erasure_do", asked, "propose")).status_code == 302
    assert "Somebody else has to confirm it" in body(kamau.get(of("erasure", asked)))
    assert "Confirm, and erase it" not in body(kamau.get(of("erasure", asked)))
    assert "Confirm, and erase it" in body(njeri.get(of("erasure", asked)))
    assert kamau.post(of("erasure_do", asked, "confirm")).status_code == 403
    assert njeri.post(of("erasure_do", asked, "confirm")).status_code == 302
    assert "Erased on" in body(kamau.get(of("report", asked)))
    assert "Haile Abebe" not in body(kamau.get(of("report", asked)))


def test_keeping_it_needs_a_ground(unit, asked):
    kamau = signed_in(unit.kamau)
    assert kamau.post(of("erasure", asked), {}).status_code == 422
    assert kamau.post(of("erasure", asked), {"ground": "because"}).status_code == 422
    assert ErasureRequest.objects.get().decided_at is None
    assert kamau.post(of("erasure", asked), {"ground": KeepGround.EVIDENCE.value}).status_code == 302
    assert str(KeepGround.EVIDENCE.label) in body(kamau.get(reverse(LIST)))
    assert str(KeepGround.EVIDENCE.label) in body(kamau.get(of("report", asked)))


def test_an_act_that_there_is_not_and_a_report_nobody_asked_about_are_not_found(unit, asked):
    kamau, other = signed_in(unit.kamau), unit.lead()
    assert kamau.post(of("erasure_do", asked, "burn")).status_code == 404
    assert kamau.get(of("erasure", other)).status_code == 404


def test_the_data_protection_officer_sees_what_waits_and_nothing_of_the_report(unit, asked):
    guardian = signed_in(unit.guardian)
    assert asked.number in body(guardian.get(reverse(LIST)))
    for page in ("report", "erasure"):
        assert guardian.get(of(page, asked)).status_code == 403
    stranger = signed_in(unit.stranger)
    assert asked.number not in body(stranger.get(reverse(LIST)))
    assert stranger.get(of("erasure", asked)).status_code in (403, 404)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_pages_stand_in_every_language(unit, asked, language):
    kamau = signed_in(unit.kamau)
    kamau.cookies["django_language"] = language
    for address in (reverse(LIST), of("erasure", asked), of("report", asked)):
        shown = body(kamau.get(address))
        assert f'lang="{language}"' in shown
        assert ("Waits for a decision" in shown) == (language == "en" and address != of("report", asked))
