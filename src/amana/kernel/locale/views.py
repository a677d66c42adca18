"""The language switch, and the page of preferences."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amana.kernel.locale.preferences import PreferencesForm, keep, remember_language


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language and go back to the page the reader was on."""
    wanted = request.POST.get("language", "")
    response = HttpResponseRedirect(_way_back(request))
    if wanted in dict(settings.LANGUAGES):
        keep(request, language=wanted)
        remember_language(response, wanted)
    return response


@login_required
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Choose language and calendar."""
    user: Any = request.user
    form = PreferencesForm(request.POST or None, initial={"language": translation.get_language(), "calendar": user.calendar})
    if request.method == "POST" and form.is_valid():
        keep(request, **form.cleaned_data)
        response = HttpResponseRedirect(request.path)
        remember_language(response, form.cleaned_data["language"])
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Your language and calendar are set."))
        return response
    return render(request, "locale/preferences.html", {"form": form}, status=422 if form.errors else 200)


def _way_back(request: HttpRequest) -> str:
    """Give the page to return to, if it is one of ours."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return wanted
    return "/"
