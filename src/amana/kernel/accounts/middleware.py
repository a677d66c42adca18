"""Sessions end when they should, and nobody who may meet personal data works without a second factor."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import quote

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from amana.kernel.accounts.queries import may_meet_personal_data
from amana.kernel.ui import kept

NextHandler = Callable[[HttpRequest], HttpResponse]
STARTED = "session_started"
LAST_SEEN = "session_last_seen"
# Pages that stay reachable while a second factor is being set up or a password changed.
ALWAYS_OPEN = ("/account/", "/language", "/static/", "/healthz")
WRITE_EVERY_SECONDS = 30  # the idle clock is written at most so often, so that reading pages does not write to the database each time


class SessionLimits:
    """Ends a session after the idle limit and, whatever happens, after the absolute limit (ASVS 5.0 V7.3)."""

    def __init__(self, get_response: NextHandler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and self._is_over(request):
            logout(request)
            answer: HttpResponse = redirect(f"{reverse('account_login')}?ended=1")
        else:
            answer = self.get_response(request)
        if request.method == "POST" and not request.user.is_authenticated and leads_to_sign_in(answer):
            # Whoever was signed out while typing keeps what they typed.
            return kept.page(request, kept.SIGNED_OUT, f"{reverse('account_login')}?next={quote(reverse('access:open'))}") or answer
        return answer

    def _is_over(self, request: HttpRequest) -> bool:
        now = int(timezone.now().timestamp())
        started = request.session.setdefault(STARTED, now)
        last_seen = request.session.get(LAST_SEEN, now)
        if now - started > settings.SESSION_ABSOLUTE_SECONDS or now - last_seen > settings.SESSION_IDLE_SECONDS:
            return True
        if LAST_SEEN not in request.session or now - last_seen >= WRITE_EVERY_SECONDS:
            request.session[LAST_SEEN] = now
        return False


def leads_to_sign_in(answer: HttpResponse) -> bool:
    """Whether an answer sends the browser to the page for signing in."""
    return answer.status_code == HTTPStatus.FOUND and answer["Location"].startswith(reverse("account_login"))


class SecondFactor:
    """Leads whoever may meet personal data to setting up a second factor before anything else, and a new password first of all.

    `request.second_factor` says whether this session was opened with one; the policy asks for it on every protected act (S7).
    """

    def __init__(self, get_response: NextHandler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.second_factor = has_second_factor(request)  # type: ignore[attr-defined]  # kernel/requests.py declares it
        if request.user.is_authenticated and not request.path.startswith(ALWAYS_OPEN):
            if request.user.must_change_password:
                return redirect("account_change_password")
            if may_meet_personal_data(request.user) and not get_adapter().is_mfa_enabled(request.user):
                return redirect("mfa_index")
        return self.get_response(request)


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session was opened, or confirmed since, with a code or a passkey."""
    if not request.user.is_authenticated:
        return False
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))
