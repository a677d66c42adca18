"""Puts the open access on the request and works under it until the answer is there."""

from collections.abc import Callable
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from amana.kernel.access import on_page, pages
from amana.kernel.access.floor import floor
from amana.kernel.access.lists import may
from amana.kernel.access.opening import access_in_force, organisation_of
from amana.kernel.access.queries import notices_to
from amana.kernel.access.values import Access
from amana.kernel.errors import NoAccess, Refused
from amana.kernel.ids import UserId
from amana.kernel.ui import kept

SESSION_KEY = "access"


class AccessMiddleware:
    """Sets `request.access` (None without an open purpose), `request.may(act)` and `request.today`; the floor stands for the whole request.

    A streamed answer is produced after the request, hence outside the access: it must be read out before it is returned.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.today = timezone.localdate()  # type: ignore[attr-defined]  # kernel/requests.py declares it
        access = access_of_session(request)
        request.access = access  # type: ignore[attr-defined]  # kernel/requests.py declares it
        request.may = lambda act: access is not None and may(access, act)  # type: ignore[attr-defined]  # kernel/requests.py declares it
        # asked only where a page shows it; kernel/requests.py declares it
        request.notices = lambda: _notices_to(request)  # type: ignore[attr-defined]
        if access is None:
            return self.get_response(request)
        # kernel/requests.py declares it
        request.organisation = SimpleLazyObject(lambda: organisation_of(access))  # type: ignore[attr-defined]
        with floor(access), on_page.one_page():
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Lead whoever has no purpose open to choosing one, whoever is not signed in to signing in, and back to the page they wanted.

        What was entered meanwhile is kept on the page. Whoever works under a purpose that does not include what was asked for is offered
        one that does.
        """
        if isinstance(exception, Refused):
            return pages.other_purpose(request, exception)
        if not isinstance(exception, NoAccess) or getattr(request, "access", None) is not None:
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())  # SessionLimits keeps what was sent
        choosing = f"{reverse('access:open')}?{urlencode({'next': request.get_full_path()})}"
        if request.method == "POST":
            return kept.page(request, kept.NO_PURPOSE, reverse("access:open"))
        return redirect(choosing) if request.method == "GET" else None


def _notices_to(request: HttpRequest) -> int:
    """How many emergency openings the signed-in person was told of and has not seen."""
    return notices_to(UserId(request.user.ref)) if request.user.is_authenticated else 0


def access_of_session(request: HttpRequest) -> Access | None:
    """The access this session opened, if it is in force for the signed-in user."""
    kept = request.session.get(SESSION_KEY)
    if kept is None or not request.user.is_authenticated:
        return None
    access = access_in_force(UUID(kept), request.user, second_factor=getattr(request, "second_factor", False))
    if access is None:
        del request.session[SESSION_KEY]
    return access


def remember(request: HttpRequest, access: Access) -> None:
    """Let this session work under an access that was just opened."""
    request.session[SESSION_KEY] = str(access.ref)


def forget(request: HttpRequest) -> None:
    """Leave the access."""
    request.session.pop(SESSION_KEY, None)
