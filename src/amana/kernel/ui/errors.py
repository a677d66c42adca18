"""Pages for what went wrong: what happened, what was kept, what to do, and a reference code.

They are drawn without asking the database anything and show neither a stack nor the address
that was asked for, which could hold a name. Each page answers the same questions in the same order.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError, BadInput, Conflict, NoAccess, NotFound, Refused
from amana.kernel.ui import kept
from amana.kernel.ui.rules import words_of

Sentence = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """The words of one error page."""

    status: int
    title: Sentence
    happened: Sentence
    kept: Sentence
    remedy: Sentence


NOTHING_CHANGED: Final = _("Nothing was changed.")

TROUBLES: Final[Mapping[int, Trouble]] = MappingProxyType(
    {
        trouble.status: trouble
        for trouble in (
            Trouble(
                status=400,
                title=_("This request could not be read"),
                happened=_("Your browser sent something that this node does not understand."),
                kept=NOTHING_CHANGED,
                remedy=_("Go back to the page you came from and try again."),
            ),
            Trouble(
                status=403,
                title=_("This is not open to you"),
                happened=_("A rule of this node does not let you open this page."),
                kept=NOTHING_CHANGED,
                remedy=_("Choose what you are working on, or ask your supervisor if the work cannot wait."),
            ),
            Trouble(
                status=404,
                title=_("There is nothing here"),
                happened=_("There is no such page or record, or it is not yours to see."),
                kept=NOTHING_CHANGED,
                remedy=_("Check the number, or search again."),
            ),
            Trouble(
                status=405,
                title=_("This page cannot be used in that way"),
                happened=_("The page was asked for in a way that it does not offer."),
                kept=NOTHING_CHANGED,
                remedy=_("Go back to the page you came from and use its buttons."),
            ),
            Trouble(
                status=409,
                title=_("Somebody else changed this meanwhile"),
                happened=_("The record was changed after you opened it."),
                kept=_("The other change was kept. Yours was not saved."),
                remedy=_("Open the record again, look at what changed and enter your change once more."),
            ),
            Trouble(
                status=413,
                title=_("This is too large to be sent"),
                happened=_("What you sent is larger than this node takes in one piece."),
                kept=NOTHING_CHANGED,
                remedy=_("Go back and send less at once: a smaller file, or fewer lines."),
            ),
            Trouble(
                status=422,
                title=_("Something in the form needs another look"),
                happened=_("A value could not be used."),
                kept=NOTHING_CHANGED,
                remedy=_("Go back, correct the value and save again."),
            ),
            Trouble(
                status=429,
                title=_("Too many tries"),
                happened=_("The same thing was tried too often in a short time."),
                kept=NOTHING_CHANGED,
                remedy=_("Wait five minutes, then try again."),
            ),
            Trouble(
                status=500,
                title=_("Something went wrong on our side"),
                happened=_("The node met an error that it did not expect."),
                kept=_("What you had saved before is safe. The last step was not done."),
                remedy=_("Try again. If it happens again, tell your administrator the reference code."),
            ),
            Trouble(
                status=503,
                title=_("The node is busy or closed for a short time"),
                happened=_("The node cannot answer just now."),
                kept=_("What you had saved before is safe. The last step was not done."),
                remedy=_("Try again in a few minutes."),
            ),
        )
    }
)

# What each kind of error answers with. The order matters: the first class that fits is taken.
STATUSES: Final[tuple[tuple[type[AmanaError], int], ...]] = (
    (NotFound, HTTPStatus.NOT_FOUND),
    (NoAccess, HTTPStatus.FORBIDDEN),
    (Refused, HTTPStatus.FORBIDDEN),
    (Conflict, HTTPStatus.CONFLICT),
    (BadInput, HTTPStatus.UNPROCESSABLE_ENTITY),
)


def status_of(error: AmanaError) -> int:
    """Give the HTTP status for an error. What the work refuses and nothing else describes is a conflict (409)."""
    return next((status for kind, status in STATUSES if isinstance(error, kind)), int(HTTPStatus.CONFLICT))


def error_page(request: HttpRequest, error: AmanaError, *, status: int | None = None) -> HttpResponse:
    """Answer with the page for one error of the work; a refusal names the rule and what can be done instead."""
    status = status or status_of(error)
    general = TROUBLES.get(status, TROUBLES[HTTPStatus.CONFLICT])
    if isinstance(error, Refused):
        return _answer(request, _refusal(error, status), code=error.reason)
    trouble = Trouble(
        status=status,
        title=general.title,
        happened=error.message(),
        kept=general.kept if isinstance(error, Conflict) else NOTHING_CHANGED,
        remedy=error.advice(),
    )
    return _answer(request, trouble, code=error.code)


def _refusal(error: Refused, status: int) -> Trouble:
    """Name the rule in plain words and what can be done instead."""
    words = words_of(error.reason)
    return Trouble(
        status=status,
        title=_("The rules do not allow this"),
        happened=words.rule if words else error.message(),
        kept=NOTHING_CHANGED,
        remedy=words.instead if words else error.advice(),
    )


def trouble_page(request: HttpRequest, status: int) -> HttpResponse:
    """Answer with the page for one HTTP status (400, 403, 404, 405, 409, 413, 422, 429, 500, 503)."""
    return _answer(request, TROUBLES[status], code="")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400; Django calls what is too large a bad request as well."""
    if isinstance(exception, RequestDataTooBig):
        return trouble_page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return trouble_page(request, HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403"""
    return trouble_page(request, HTTPStatus.FORBIDDEN)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404"""
    return trouble_page(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500"""
    return trouble_page(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: the form is of an earlier sitting, and is given back to be sent again; or cookies are switched off."""
    given_back = kept.page(request, kept.OTHER_SITTING) if request.COOKIES.get(settings.CSRF_COOKIE_NAME) else None
    if given_back is not None:
        return given_back
    trouble = Trouble(
        status=HTTPStatus.FORBIDDEN,
        title=_("This form is too old to be sent"),
        happened=_("The form was opened before you signed in, or your browser does not keep cookies."),
        kept=NOTHING_CHANGED,
        remedy=_("Go back, load the page again and send the form once more."),
    )
    return _answer(request, trouble, code="")


def _answer(request: HttpRequest, trouble: Trouble, *, code: str) -> HttpResponse:
    """Draw the page without context processors: they may ask a database that is the very thing that failed."""
    text = loader.render_to_string(
        "ui/error.html",
        {"trouble": trouble, "code": code, "reference": getattr(request, "reference", "")},
    )
    return HttpResponse(text, status=trouble.status)
