"""The first page: leads everybody to their own desk."""

from django.apps import apps
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from amana.kernel.accounts.queries import organisations_of, roles_in
from amana.kernel.requests import Request
from amana.kernel.ui.navigation import navigation


@login_required
def home(request: Request) -> HttpResponse:
    """Send a person to the first page of the desk their purpose opens, to choosing a purpose, or to their account if no role counts.

    Whoever opened one file in an emergency is led to that file: nothing else is open.
    """
    if request.access is not None and request.access.break_glass_file is not None and apps.is_installed("amana.desks.care"):
        from amana.contexts.persons.facade import person_of_file

        return redirect("care:file", person_of_file(request.access.break_glass_file))
    if request.access is not None:
        lines = [line for section in navigation.sections(request, lambda asked, act: request.may(act)) for line in section.lines]
        return redirect(lines[0].href if lines else "accounts:mine")
    today = timezone.localdate()
    works = any(roles_in(request.user, place, on=today) for place in organisations_of(request.user, on=today))
    return redirect("access:open" if works else "accounts:mine")
