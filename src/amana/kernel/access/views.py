"""Pages: choose a purpose, end it, open a file in an emergency, review that."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amana.kernel.access import actions, queries
from amana.kernel.access.decide import NO_POLICY_PERMITS
from amana.kernel.access.forms import BreakGlass, FindFile, OpenPurpose, Review, Seen
from amana.kernel.access.middleware import forget, remember
from amana.kernel.access.models import OpenAccess, Outcome
from amana.kernel.access.opening import end_of_emergency, new_access, purposes_in
from amana.kernel.access.values import Access
from amana.kernel.accounts.queries import organisations_of
from amana.kernel.errors import NotFound, Refused
from amana.kernel.ids import AccessId, FileId
from amana.kernel.requests import Request, access_of

HOME = "/"
BREAK_GLASS = "access.break_glass"


@require_http_methods(["GET", "POST"])
@login_required
def open_purpose(request: Request) -> HttpResponse:
    """Choose what one works on. Opening another purpose ends the one that is open."""
    offered = {place: purposes_in(request.user, place) for place in organisations_of(request.user, on=request.today)}
    form = OpenPurpose(request.POST or None, offered=offered)
    if not form.is_valid():
        return _choosing(request, form, anything=any(offered.values()))
    organisation, purpose = form.chosen()
    asked = new_access(request.user, organisation, purpose, second_factor=request.second_factor)
    actions.open_purpose(access=asked)
    if request.access is not None:
        actions.close_purpose(access=request.access)
    remember(request, asked)
    return redirect(_next(request))


@require_POST
@login_required
def end(request: Request) -> HttpResponse:
    """End the open purpose now."""
    if request.access is not None:
        actions.close_purpose(access=request.access)
        forget(request)
        if request.access.break_glass_file is not None:
            messages.success(request, _("The emergency opening has ended. A colleague reviews it, and you are told what they find."))
    return redirect("access:open")


@require_http_methods(["GET", "POST"])
@login_required
def find_for_emergency(request: Request) -> HttpResponse:
    """The way to a restricted file that no search shows: by its number."""
    access = _may_break_glass(request)
    form = FindFile(request.POST or None)
    if form.is_valid():
        try:
            file = queries.file_numbered(form.cleaned_data["number"], access=access)
        except NotFound:
            form.add_error("number", _("No file of your organisation has this number."))
        else:
            if not queries.is_within_reach(file, access=access):
                return redirect("access:break_glass", file)
            form.add_error("number", _("This file is open to you without an emergency. Look for its number under “Find a person”."))
    return _page(request, "access/emergency.html", {"form": form}, form)


@require_http_methods(["GET", "POST"])
@login_required
def notices(request: Request) -> HttpResponse:
    """Emergency openings one was told of, and the button that says one has seen it."""
    access = access_of(request)
    if request.method == "POST":
        form = Seen(request.POST)
        if not form.is_valid():
            raise NotFound
        actions.acknowledge(AccessId(form.cleaned_data["glass"]), access=access)
        messages.success(request, _("Written down: you have seen this notice."))
        return redirect("access:notices")
    found = queries.notices(access=access)
    return render(request, "access/notices.html", {"notices": found, "may_review": request.may("access.review")})


@require_http_methods(["GET", "POST"])
@login_required
def break_glass(request: Request, file: UUID) -> HttpResponse:
    """Open one restricted file for two hours, with a reason."""
    access = _may_break_glass(request)
    form = BreakGlass(request.POST or None)
    if not form.is_valid():
        number = queries.number_of(FileId(file), access=access)
        until = end_of_emergency(access, timezone.now())
        return _page(request, "access/break_glass.html", {"form": form, "number": number, "until": until}, form)
    opened = actions.break_glass(FileId(file), form.cleaned_data["reason"], access=access)
    request.session["access"] = str(opened)
    return redirect(_next(request))


@require_http_methods(["GET", "POST"])
@login_required
def review(request: Request, glass: UUID) -> HttpResponse:
    """Review one emergency opening, as somebody else than the one who opened."""
    access = access_of(request)
    found = next((one for one in queries.broken_glasses(access=access) if one.access == glass), None)
    if found is None:
        raise NotFound
    form = Review(request.POST or None)
    if found.outcome is not None or not form.is_valid():
        shown = {"form": form, "glass": found, "own": found.by == access.user, "reads_log": request.may("guardian.read_log")}
        return _page(request, "access/review.html", shown, form)
    actions.review_break_glass(AccessId(glass), Outcome(form.cleaned_data["outcome"]), form.cleaned_data["note"], access=access)
    messages.success(request, _("The review is kept. Whoever opened the file is told what you found."))
    return redirect("access:review", glass)


def _may_break_glass(request: Request) -> Access:
    """The open access, before a form is shown that nobody could send under it. Raises Refused."""
    access = access_of(request)
    if not request.may(BREAK_GLASS):
        raise Refused(reason=NO_POLICY_PERMITS, act=BREAK_GLASS)
    return access


def _choosing(request: Request, form: OpenPurpose, *, anything: bool) -> HttpResponse:
    recent = OpenAccess.objects.filter(user=request.user, opened_at__date=timezone.localdate()).order_by("-opened_at")[:10]
    shown = {"form": form, "anything": anything, "next": _next(request), "recent": recent}
    return _page(request, "access/open.html", shown, form)


def _page(request: Request, template: str, shown: dict[str, object], form: forms.Form) -> HttpResponse:
    return render(request, template, shown, status=422 if form.is_bound and form.errors else 200)


def _next(request: Request) -> str:
    """The page somebody came from, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or HOME
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return wanted if safe else HOME
