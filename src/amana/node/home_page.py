"""The first page: leads everybody to their own desk."""

from django.apps import apps
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from amana.kernel.accounts.queries import organisations_of, roles_in
from amana.kernel.accounts.terms import DIALOGUE_ROLES, READER_ROLES, Role
from amana.kernel.requests import Request


@login_required
def home(request: Request) -> HttpResponse:
    """Send a person to the desk of their first role that counts; somebody without one to their account page.

    Whoever opened one file in an emergency is led to that file: nothing else is open.
    """
    if request.access is not None and request.access.break_glass_file is not None and apps.is_installed("amana.desks.care"):
        from amana.contexts.persons.facade import person_of_file

        return redirect("care:file", person_of_file(request.access.break_glass_file))
    today = timezone.localdate()
    roles = {role for organisation in organisations_of(request.user, on=today) for role in roles_in(request.user, organisation, on=today)}
    wanted = []
    if roles & READER_ROLES:
        wanted.append("care:today")
    if roles & DIALOGUE_ROLES:
        wanted.append("policy:inbox")
    if roles & {Role.GUARDIAN, Role.AUDITOR}:
        wanted.append("guardian:overview")
    if Role.ADMINISTRATOR in roles:
        wanted.append("accounts:people")
    for name in [*wanted, "accounts:mine"]:
        try:
            return redirect(reverse(name))
        except NoReverseMatch:
            continue  # the profile of this node does not install that desk
    return redirect("mfa_index")
