"""The page that stands where the open purpose does not include what was asked for: it says so and offers the purposes that do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from amana.kernel.access.decide import NO_POLICY_PERMITS
from amana.kernel.access.forms import MEANING
from amana.kernel.access.lists import may
from amana.kernel.access.opening import new_access, organisation_of, purposes_in
from amana.kernel.access.terms import Purpose
from amana.kernel.access.values import Access
from amana.kernel.accounts.models import User
from amana.kernel.errors import Refused, Sentence
from amana.kernel.ui.context import SEEN_WITHOUT_PURPOSE

# Refusals that another purpose can answer. Every other rule stands whatever one works on.
OF_PURPOSE: Final = frozenset(
    {NO_POLICY_PERMITS, "access.administration_only_administers", "access.only_administration_administers"},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A purpose that includes what was asked for; `choice` is what the page for choosing a purpose takes."""

    choice: str
    purpose: Purpose
    meaning: Sentence


def other_purpose(request: HttpRequest, refusal: Refused) -> HttpResponse | None:
    """The page with its offers; None where no other purpose of this person would help, so that the rule itself is shown."""
    access = getattr(request, "access", None)
    act = refusal.data.get("act")
    if access is None or refusal.reason not in OF_PURPOSE or not isinstance(act, str) or not isinstance(request.user, User):
        return None
    offers = offers_for(act, access, request.user)
    if not offers:
        return None
    shown = {
        "offers": offers,
        "purpose": access.purpose.label,
        "emergency": access.break_glass_file is not None,
        "meaning": MEANING[access.purpose],
        "next": _back_to(request),
        "was_sent": request.method == "POST",
        "reference": getattr(request, "reference", ""),
        "seen_by": SEEN_WITHOUT_PURPOSE,
    }
    return render(request, "access/other_purpose.html", shown, status=403)


def offers_for(act: str, access: Access, user: User) -> Sequence[Offer]:
    """Other purposes this person may open in the same organisation and that include an act at all.

    In an emergency opening the same purpose is another one, too: it opens more than the one file.
    """
    place = organisation_of(access)
    here = access.purpose if access.break_glass_file is None else None
    return [
        Offer(choice=f"{place.ref}.{purpose}", purpose=purpose, meaning=MEANING[purpose])
        for purpose in purposes_in(user, place)
        if purpose != here and may(new_access(user, place, purpose, second_factor=access.second_factor), act)
    ]


def _back_to(request: HttpRequest) -> str:
    """The page that was asked for, or the one whose form was sent."""
    if request.method == "GET":
        return request.get_full_path()
    came = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return urlsplit(came)._replace(scheme="", netloc="").geturl() if ours else "/"
