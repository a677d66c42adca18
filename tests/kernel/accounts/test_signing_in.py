"""Signing in, staying signed in, and getting back in, as a browser does it."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from amana.kernel.access.terms import Purpose
from amana.kernel.accounts.actions import confirm_role
from amana.kernel.accounts.middleware import LAST_SEEN, STARTED
from amana.kernel.accounts.models import Membership, User
from tests.contexts.persons.people import signed_in
from tests.kernel.api.programs import file_of

PASSWORD = "four invented words together"
A_PAGE = "/people/mine/"


@pytest.fixture(autouse=True)
def nobody_is_locked_out(db):
    cache.clear()
    yield
    cache.clear()


def user_of(access) -> User:
    return User.objects.get(ref=access.user)


def knows_password(access, password=PASSWORD) -> User:
    user = user_of(access)
    user.set_password(password)
    user.save()
    return user


def signs_in(client: Client, user: User, password: str):
    return client.post(reverse("account_login"), {"login": user.username, "password": password})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def moved(client: Client, name: str, seconds: int) -> None:
    """Move a time that the session remembers into the past."""
    session = client.session
    session[name] -= seconds
    session.save()


def test_a_session_ends_when_nobody_has_used_it_for_a_while(house):
    client = signed_in(house.sara)
    assert client.get(A_PAGE).status_code == 200
    moved(client, LAST_SEEN, settings.SESSION_IDLE_SECONDS - 60)
    assert client.get(A_PAGE).status_code == 200
    moved(client, LAST_SEEN, settings.SESSION_IDLE_SECONDS + 60)
    answer = client.get(A_PAGE)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
    assert not is_signed_in(client)


def test_a_session_ends_after_a_working_day_however_much_it_is_used(house):
    client = signed_in(house.sara)
    client.get(A_PAGE)
    moved(client, STARTED, settings.SESSION_ABSOLUTE_SECONDS - 60)
    assert client.get(A_PAGE).status_code == 200
    moved(client, STARTED, 120)
    assert client.get(A_PAGE).status_code == 302
    assert not is_signed_in(client)


def test_whoever_may_meet_personal_data_sets_up_a_second_factor_before_anything_else(house):
    for access in (house.sara, house.supervisor, house.guardian):
        client = Client()
        client.force_login(user_of(access), backend=settings.AUTHENTICATION_BACKENDS[0])
        for page in (A_PAGE, "/", "/persons/", "/access/open/"):
            answer = client.get(page)
            assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index")), page
        assert client.get(reverse("mfa_index")).status_code == 200


def test_a_one_time_password_is_changed_first_of_all(house):
    user = user_of(house.sara)
    User.objects.filter(pk=user.pk).update(must_change_password=True)
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    assert client.get(A_PAGE)["Location"] == reverse("account_change_password")


def test_after_five_wrong_passwords_the_right_one_opens_nothing_for_a_while(house):
    user = knows_password(house.administrator)
    for _ in range(5):
        client = Client()
        signs_in(client, user, "a wrong guess")
        assert not is_signed_in(client)
    client = Client()
    signs_in(client, user, PASSWORD)
    assert not is_signed_in(client)
    other = knows_password(house.sara)
    client = Client()
    signs_in(client, other, "a wrong guess")
    cache.clear()
    client = Client()
    signs_in(client, user, PASSWORD)
    assert is_signed_in(client)


def test_four_wrong_passwords_lock_nobody_out(house):
    user = knows_password(house.administrator)
    for _ in range(4):
        signs_in(Client(), user, "a wrong guess")
    client = Client()
    signs_in(client, user, PASSWORD)
    assert is_signed_in(client)


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(house):
    user = knows_password(house.administrator)
    known = signs_in(Client(), user, "a wrong guess")
    user.username = "nobody-of-this-name"
    unknown = signs_in(Client(), user, "a wrong guess")
    assert known.status_code == unknown.status_code
    assert known.context["form"].errors
    assert known.context["form"].errors == unknown.context["form"].errors


def test_who_has_a_second_factor_is_asked_for_it_after_the_password(house):
    user = knows_password(house.sara)
    TOTP.activate(user, generate_totp_secret())
    client = Client()
    answer = signs_in(client, user, PASSWORD)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)


def test_the_secrets_of_the_second_factor_are_sealed_in_the_database(house):
    user, secret = user_of(house.sara), generate_totp_secret()
    TOTP.activate(user, secret)
    codes = RecoveryCodes.activate(user)
    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        stored = str(cursor.fetchall())
    seed = codes.instance.data["seed"]
    assert seed in stored
    assert get_adapter().decrypt(seed) not in stored
    assert get_adapter().decrypt(Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP).data["secret"]) == secret
    assert secret not in stored
    assert not any(code in stored for code in codes.get_unused_codes())


def test_an_administrator_reads_no_file_through_a_recovery(house):
    person = file_of("Almaz Bekele", house.sara)
    page = reverse("persons:file", kwargs={"person": person})
    administering = signed_in(house.administrator)
    recovered = administering.post(reverse("accounts:recover", args=[house.sara.user]))
    password = recovered.context["password"]
    assert password in recovered.content.decode()

    # the administrator signs in as Sara, changes the password, and sets up a second factor of their own
    sara, intruder = user_of(house.sara), Client()
    signs_in(intruder, sara, password)
    assert is_signed_in(intruder)
    assert intruder.get(page)["Location"] == reverse("account_change_password")
    User.objects.filter(pk=sara.pk).update(must_change_password=False)
    assert intruder.get(page)["Location"] == reverse("mfa_index")
    with_second_factor = signed_in_again(sara)
    asked = with_second_factor.get(reverse("access:open")).content.decode()
    for purpose in (Purpose.ASSISTANCE, Purpose.SCREENING, Purpose.REFERRAL):
        assert f'value="{purpose.value}"' not in asked
    answer = with_second_factor.get(page)
    assert answer.status_code in (302, 403, 404)
    assert "Almaz" not in with_second_factor.get(page, follow=True).content.decode()

    # only when somebody who is not an administrator has met her does the account work again
    own = Membership.objects.select_related("user", "organisation").get(user=sara, until=None)
    confirm_role(own, access=house.supervisor)
    Authenticator.objects.filter(user=sara).delete()
    assert "Almaz" in signed_in(house.sara).get(page).content.decode()


def test_a_recovery_ends_open_sessions_and_removes_the_second_factor(house):
    client = signed_in(house.sara)
    assert client.get(A_PAGE).status_code == 200
    signed_in(house.administrator).post(reverse("accounts:recover", args=[house.sara.user]))
    assert not Authenticator.objects.filter(user=user_of(house.sara)).exists()
    assert client.get(A_PAGE)["Location"].startswith(reverse("account_login"))


def signed_in_again(user: User) -> Client:
    """As `people.signed_in`, but nobody opened a purpose."""
    from allauth.account.internal.userkit import user_id_to_str
    from django.utils import timezone

    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "not used here"})
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": timezone.now().timestamp()}]
    session["account_authentication_methods_user"] = user_id_to_str(user)
    session.save()
    return client
