"""Nothing that was typed is lost because a sitting ended: the page holds what was sent until it can be sent again.

The values go back to the same browser, in hidden fields of a page that no cache keeps, and nowhere else. Only what came from a page of
this node is given back: whatever another site sends is answered with an ordinary error.
"""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import loader
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Sentence = str | Promise

NEVER_KEPT: Final = ("csrfmiddlewaretoken",)
OWN_KEEPING: Final = "/account/"  # passwords and codes are typed again
MOST_FIELDS: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something could not be taken yet, and what has to be done before it is sent again; `first` is "" where nothing has to be."""

    code: str
    title: Sentence
    happened: Sentence
    first: Sentence


SIGNED_OUT: Final = Reason(
    code="signed_out",
    title=_("You were signed out before this was saved"),
    happened=_("You were signed out because nothing was sent for a while, or because your working day ended. Nothing was saved yet."),
    first=_("Sign in again, in a new tab"),
)
NO_PURPOSE: Final = Reason(
    code="no_purpose",
    title=_("Your purpose ended before this was saved"),
    happened=_("The purpose under which you worked has ended. Nothing was saved yet."),
    first=_("Choose what you are working on, in a new tab"),
)
OTHER_SITTING: Final = Reason(
    code="other_sitting",
    title=_("This page was opened before you signed in again"),
    happened=_("The form belongs to an earlier sitting. Nothing was saved yet."),
    first="",
)


def from_here(request: HttpRequest) -> bool:
    """Whether a page of this node sent the request: the browser says so, and no other site can make it say that."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def can_keep(request: HttpRequest) -> bool:
    """Whether there is something of ours to give back."""
    ours = request.method == "POST" and not request.path.startswith(OWN_KEEPING) and from_here(request)
    return ours and 0 < len(request.POST) <= MOST_FIELDS


def page(request: HttpRequest, reason: Reason, first_url: str = "") -> HttpResponse | None:
    """Answer with the page that keeps what was sent; None where nothing can be kept.

    A script that saves by itself gets the status alone: its page still holds everything.
    """
    if not can_keep(request):
        return None
    if request.headers.get("X-Autosave"):
        return HttpResponse(status=401, headers={"Cache-Control": "no-store, private", "WWW-Authenticate": "Session"})
    shown = {
        "reason": reason,
        "first_url": first_url,
        "fields": [(name, value) for name, values in request.POST.lists() if name not in NEVER_KEPT for value in values],
        "has_files": bool(request.FILES),
        "who": str(request.user) if request.user.is_authenticated else "",
        "action": request.get_full_path(),
        "csrf_token": get_token(request),
        "reference": getattr(request, "reference", ""),
    }
    text = loader.render_to_string("ui/kept.html", shown)
    return HttpResponse(text, status=403, headers={"Cache-Control": "no-store, private"})
