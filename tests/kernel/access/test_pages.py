"""The pages: choosing a purpose, ending it, an emergency opening and its review."""

from dataclasses import dataclass

import pytest
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from amana.kernel.access.floor import floor
from amana.kernel.access.forms import MEANING
from amana.kernel.access.models import BrokenGlass, OpenAccess, Outcome
from amana.kernel.access.system import system_access
from amana.kernel.access.terms import Purpose
from amana.kernel.accounts.models import Leave, User
from amana.kernel.accounts.terms import Role
from amana.kernel.files.models import File, Level
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.keystore import get_keystore
from tests.kernel.access import database

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Desk:
    home: Organisation
    worker: User
    guardian: User
    restricted: File

    def choice(self, purpose: Purpose) -> dict[str, str]:
        return {"choice": f"{self.home.ref}.{purpose}"}


@pytest.fixture
def desk() -> Desk:
    with floor(system_access()):
        home = database.organisation("Home")
        made = Desk(
            home,
            database.member("worker", home, Role.CASEWORKER),
            database.member("guardian", home, Role.GUARDIAN),
            database.file("restricted", home, level=Level.RESTRICTED),
        )
        get_keystore().create_file_keys([made.restricted.ref])
    return made


def signed_in(user: User) -> Client:
    """A browser in which somebody signed in with password and second factor."""
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "x"}})
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": timezone.now().timestamp()}]
    session["account_authentication_methods_user"] = user_id_to_str(user)
    session.save()
    return client


def test_a_purpose_is_chosen_among_those_the_roles_give(desk: Desk) -> None:
    page = signed_in(desk.worker).get(reverse("access:open")).content.decode()
    assert "Help and case work, for Home." in page
    assert "Oversight" not in page


@pytest.mark.parametrize("purpose", list(Purpose))
def test_every_purpose_has_a_meaning_for_whoever_chooses(purpose: Purpose) -> None:
    assert str(MEANING[purpose])


def test_choosing_opens_it_and_leads_back(desk: Desk) -> None:
    client = signed_in(desk.worker)
    answer = client.post(reverse("access:open"), {**desk.choice(Purpose.ASSISTANCE), "next": "/people/mine/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/people/mine/")
    assert OpenAccess.objects.get().purpose == Purpose.ASSISTANCE
    page = client.get("/people/mine/")
    assert page.wsgi_request.access.purpose is Purpose.ASSISTANCE
    assert "Help and case work" in page.content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_led_to_another_host(desk: Desk, elsewhere: str) -> None:
    answer = signed_in(desk.worker).post(reverse("access:open"), {**desk.choice(Purpose.ASSISTANCE), "next": elsewhere})
    assert answer.headers["Location"] == "/"


def test_a_purpose_of_another_role_is_no_choice(desk: Desk) -> None:
    answer = signed_in(desk.worker).post(reverse("access:open"), desk.choice(Purpose.OVERSIGHT))
    assert answer.status_code == 422
    assert not OpenAccess.objects.exists()


def test_opening_another_purpose_ends_the_first(desk: Desk) -> None:
    client = signed_in(desk.worker)
    client.post(reverse("access:open"), desk.choice(Purpose.ASSISTANCE))
    client.post(reverse("access:open"), desk.choice(Purpose.SCREENING))
    assert list(OpenAccess.objects.filter(closed_at=None).values_list("purpose", flat=True)) == [Purpose.SCREENING]


def test_ending_it_closes_what_was_open(desk: Desk) -> None:
    client = signed_in(desk.worker)
    client.post(reverse("access:open"), desk.choice(Purpose.ASSISTANCE))
    client.post(reverse("access:end"))
    assert not OpenAccess.objects.filter(closed_at=None).exists()
    assert client.get(reverse("access:open")).wsgi_request.access is None


def test_ending_needs_a_button_and_not_a_link(desk: Desk) -> None:
    assert signed_in(desk.worker).get(reverse("access:end")).status_code == 405


def test_on_leave_an_open_purpose_is_gone(desk: Desk) -> None:
    client = signed_in(desk.worker)
    client.post(reverse("access:open"), desk.choice(Purpose.ASSISTANCE))
    Leave.objects.create(user=desk.worker, first_day=timezone.localdate(), last_day=timezone.localdate())
    page = client.get(reverse("access:open"))
    assert page.wsgi_request.access is None
    assert "You have no role that counts today." in page.content.decode()


def test_the_access_of_a_session_is_nobody_else_s(desk: Desk) -> None:
    client = signed_in(desk.worker)
    client.post(reverse("access:open"), desk.choice(Purpose.ASSISTANCE))
    stolen = signed_in(desk.guardian)
    session = stolen.session
    session["access"] = str(OpenAccess.objects.get().ref)
    session.save()
    assert stolen.get(reverse("access:open")).wsgi_request.access is None


def test_an_emergency_opening_is_told_and_reviewed(desk: Desk) -> None:
    client = signed_in(desk.worker)
    client.post(reverse("access:open"), desk.choice(Purpose.ASSISTANCE))
    place = reverse("access:break_glass", args=[desk.restricted.ref])
    assert client.get(place).status_code == 200
    assert client.post(place, {"reason": "urgent"}).status_code == 422
    assert client.post(place, {"reason": "The hospital asks which medicine was given."}).status_code == 302
    glass = OpenAccess.objects.get(break_glass_file=desk.restricted.ref)
    assert client.get("/people/mine/").wsgi_request.access.break_glass_file == desk.restricted.ref

    reviewer = signed_in(desk.guardian)
    reviewer.post(reverse("access:open"), desk.choice(Purpose.OVERSIGHT))
    review = reverse("access:review", args=[glass.ref])
    assert "The hospital asks which medicine was given." in reviewer.get(review).content.decode()
    assert reviewer.post(review, {"outcome": Outcome.JUSTIFIED, "note": "The hospital confirmed it."}).status_code == 302
    assert "The hospital confirmed it." in reviewer.get(review).content.decode()
    with floor(system_access()):
        assert BrokenGlass.objects.get().outcome == Outcome.JUSTIFIED


def test_whoever_has_no_purpose_open_is_led_to_choosing_one(desk: Desk) -> None:
    answer = signed_in(desk.worker).get(reverse("access:break_glass", args=[desk.restricted.ref]))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("access:open") + "?next=%2Faccess%2Femergency%2F")
    assert not OpenAccess.objects.exists()


@pytest.mark.parametrize("purpose", Purpose)
def test_every_purpose_that_can_be_chosen_says_what_it_means(purpose):
    assert str(MEANING[purpose])


def test_a_page_that_the_purpose_does_not_include_offers_one_that_does_and_leads_back(desk: Desk) -> None:
    client = signed_in(desk.worker)
    client.post(reverse("access:open"), desk.choice(Purpose.SCREENING))
    answer = client.get("/desk/mine/?before=7")
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "This needs another purpose" in page
    offered = desk.choice(Purpose.ASSISTANCE)["choice"]
    assert f'name="choice" value="{offered}"' in page
    assert desk.choice(Purpose.SUPERVISION)["choice"] not in page, "no purpose is offered that the role does not serve"
    answer = client.post(reverse("access:open"), {"choice": offered, "next": "/desk/mine/?before=7"})
    assert answer.url == "/desk/mine/?before=7"
    assert client.get(answer.url).status_code == 200


def test_a_refusal_that_no_purpose_changes_offers_none(desk: Desk) -> None:
    client = signed_in(desk.guardian)
    client.post(reverse("access:open"), desk.choice(Purpose.OVERSIGHT))
    page = client.get("/desk/mine/").content.decode()
    assert 'name="choice"' not in page
    assert "The rules do not allow this" in page


@pytest.mark.parametrize(
    ("purpose", "first_page"),
    [(Purpose.SCREENING, "/persons/"), (Purpose.ASSISTANCE, "/desk/")],
)
def test_the_first_page_is_one_that_the_purpose_includes(desk: Desk, purpose: Purpose, first_page: str) -> None:
    client = signed_in(desk.worker)
    assert client.get("/").url == reverse("access:open")
    client.post(reverse("access:open"), desk.choice(purpose))
    assert client.get("/").url == first_page
    assert client.get(first_page).status_code == 200
