"""People: who has which role, and who says so."""

from typing import NoReturn
from uuid import UUID

from django import forms as django_forms
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from amana.kernel.access.terms import Purpose
from amana.kernel.access.values import Access
from amana.kernel.accounts import actions
from amana.kernel.accounts.forms import AddUser, GrantRole, RecordLeave
from amana.kernel.accounts.models import Membership, User
from amana.kernel.accounts.terms import DIALOGUE_ROLES, Role
from amana.kernel.errors import AmanaError, NoAccess, NotFound
from amana.kernel.ids import OrganisationId, UserId
from amana.kernel.requests import Request, access_of
from amana.kernel.ui.parts import Column, Confirmation, Row, Table, Tag, Tone

PURPOSES = (Purpose.ADMINISTRATION, Purpose.SUPERVISION, Purpose.OVERSIGHT)


@require_GET
@login_required
def people(request: Request) -> HttpResponse:
    """Everybody with a role in the organisation: for its administrator, its supervisors and its data protection officer."""
    access = _access(request)
    rows = _memberships(access).select_related("user").order_by("user__display_name", "role")
    table = Table(
        caption=_("People with an account"),
        columns=[Column(heading=heading) for heading in (_("Name"), _("Sign-in name"), _("Role"), _("State"))],
        rows=[
            Row(
                cells=[row.user.display_name, row.user.username, Role(row.role).label, _state(row)],
                url=reverse("accounts:confirm", args=[row.ref]) if _waits(row) else "",
            )
            for row in rows
        ],
        empty=_("Nobody has an account here yet. The administrator adds the first one."),
    )
    administers = access.purpose is Purpose.ADMINISTRATION
    users = {row.user.ref: row.user for row in rows}
    return render(
        request, "accounts/people.html", {"table": table, "administers": administers, "users": users.values(), "memberships": rows}
    )


@require_GET
@login_required
def mine(request: Request) -> HttpResponse:
    """One's own account: roles, second factor, sessions, language and calendar."""
    rows = Membership.objects.filter(user=request.user, until=None).select_related("organisation")
    table = Table(
        caption=_("Your roles"),
        columns=[Column(heading=_("Organisation")), Column(heading=_("Role")), Column(heading=_("State"))],
        rows=[Row(cells=[row.organisation.name, Role(row.role).label, _state(row)]) for row in rows],
        empty=_("You have no role on this node. Ask your administrator for one."),
    )
    return render(request, "accounts/mine.html", {"table": table})


@require_http_methods(["GET", "POST"])
@login_required
def add(request: Request) -> HttpResponse:
    """Make an account and show its one-time password, once."""
    access = _access(request)
    form = AddUser(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            _user, password = actions.add_user(
                _organisation(access),
                username=given["username"],
                display_name=given["display_name"],
                role=Role(given["role"]),
                language=given["language"],
                access=access,
            )
        except AmanaError as problem:
            form.add_error(None, problem.message())
        else:
            return render(request, "accounts/password.html", {"username": given["username"], "password": password})
    return _form(request, _("Add a person"), form, _("Make the account"))


@require_http_methods(["GET", "POST"])
@login_required
def grant(request: Request, user: UUID) -> HttpResponse:
    """Give a person one more role."""
    access = _access(request)
    form = GrantRole(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.grant_role(_organisation(access), UserId(user), Role(form.cleaned_data["role"]), access=access)
        except AmanaError as problem:
            form.add_error(None, problem.message())
        else:
            return redirect("accounts:people")
    return _form(request, _("Give %(name)s a role") % {"name": _found(user)}, form, _("Give the role"))


@require_http_methods(["GET", "POST"])
@login_required
def leave(request: Request, user: UUID) -> HttpResponse:
    """Record days of leave."""
    access = _access(request)
    form = RecordLeave(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.record_leave(UserId(user), form.cleaned_data["first_day"], form.cleaned_data["last_day"], access=access)
        return redirect("accounts:people")
    return _form(request, _("Leave of %(name)s") % {"name": _found(user)}, form, _("Record the leave"))


@require_http_methods(["GET", "POST"])
@login_required
def recover(request: Request, user: UUID) -> HttpResponse:
    """Replace a lost password and second factor, after saying what that takes away."""
    access = _access(request)
    person = _found(user)
    if request.method == "POST":
        password = actions.recover(UserId(user), access=access)
        return render(request, "accounts/password.html", {"username": person.username, "password": password})
    confirmation = Confirmation(
        title=_("Recover the account of %(name)s") % {"name": person},
        action=_("Replace the password and the second factor"),
        cancel_url=reverse("accounts:people"),
        consequences=[
            _("The person is signed out everywhere and gets a one-time password."),
            _(
                "No file opens under this account until a supervisor or the data protection officer has met the person "
                "and confirmed the roles."
            ),
        ],
    )
    return render(request, "ui/confirm.html", {"confirmation": confirmation})


@require_http_methods(["GET", "POST"])
@login_required
def confirm(request: Request, membership: UUID) -> HttpResponse:
    """Confirm that a person does this work."""
    access = _access(request)
    row = _membership(access, membership)
    if request.method == "POST":
        actions.confirm_role(row, access=access)
        return redirect("accounts:people")
    confirmation = Confirmation(
        title=_("Confirm a role"),
        action=_("I have met this person and know that they do this work"),
        cancel_url=reverse("accounts:people"),
        recipient=str(row.user),
        consequences=[_("From now on this account works here as: %(role)s.") % {"role": Role(row.role).label}],
    )
    return render(request, "ui/confirm.html", {"confirmation": confirmation})


@require_http_methods(["GET", "POST"])
@login_required
def end(request: Request, membership: UUID) -> HttpResponse:
    """End a role."""
    access = _access(request)
    row = _membership(access, membership)
    if request.method == "POST":
        actions.end_role(row, access=access)
        return redirect("accounts:people")
    confirmation = Confirmation(
        title=_("End a role"),
        action=_("End it today"),
        cancel_url=reverse("accounts:people"),
        recipient=str(row.user),
        consequences=[
            _("The role “%(role)s” ends, and the person is signed out.") % {"role": Role(row.role).label},
            _("What the person recorded stays."),
        ],
    )
    return render(request, "ui/confirm.html", {"confirmation": confirmation})


def _access(request: Request) -> Access:
    access = access_of(request)
    if access.purpose not in PURPOSES:
        raise NoAccess
    return access


def _organisation(access: Access) -> OrganisationId:
    if access.organisation is None:
        raise NotFound
    return access.organisation


def _memberships(access: Access) -> QuerySet[Membership]:
    """Roles in the organisation; for the data protection officer also those of the dialogue in others, which have no officer here."""
    reach = Q(organisation__ref=_organisation(access))
    if access.purpose is Purpose.OVERSIGHT:
        reach |= Q(role__in=DIALOGUE_ROLES)
    return Membership.objects.filter(reach, until=None)


def _membership(access: Access, ref: UUID) -> Membership:
    row = _memberships(access).filter(ref=ref).select_related("user", "organisation").first()
    return row if row is not None else _missing()


def _found(user: UUID) -> User:
    row = User.objects.filter(ref=user).first()
    return row if row is not None else _missing()


def _missing() -> NoReturn:
    raise NotFound


def _waits(row: Membership) -> bool:
    return row.confirmed_by_id is None and Role(row.role) is not Role.ADMINISTRATOR


def _state(row: Membership) -> Tag:
    if _waits(row):
        return Tag(text=_("Waits for confirmation"), tone=Tone.DUE)
    return Tag(text=_("In force"), tone=Tone.DONE)


def _form(request: Request, title: str, form: django_forms.Form, action: str) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    context = {"title": title, "form": form, "action": action, "back_url": reverse("accounts:people")}
    return render(request, "accounts/form.html", context, status=status)
