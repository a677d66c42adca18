"""The page on which people make tokens for programs of their own."""

from datetime import timedelta
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from amana.kernel.api.actions import make_token, revoke_token
from amana.kernel.api.build import offered_acts
from amana.kernel.api.models import ApiToken
from amana.kernel.requests import Request, access_of
from amana.kernel.ui.parts import Column, Row, Table


class TokenForm(forms.Form):
    label = forms.CharField(label=gettext_lazy("What it is for"), max_length=100)
    acts = forms.MultipleChoiceField(label=gettext_lazy("What the program may do"), widget=forms.CheckboxSelectMultiple)
    days = forms.TypedChoiceField(
        label=gettext_lazy("Valid for"),
        coerce=int,
        choices=[(1, gettext_lazy("One day")), (30, gettext_lazy("30 days")), (365, gettext_lazy("One year"))],
    )


@require_http_methods(["GET", "POST"])
@login_required
def tokens(request: Request) -> HttpResponse:
    """One's own tokens, and a form for a new one."""
    access = access_of(request)
    form = TokenForm(request.POST or None)
    # the field is one of choices
    form.fields["acts"].choices = [(name, name) for name in sorted(offered_acts())]  # type: ignore[attr-defined]
    secret, status = "", 200
    if request.method == "POST":
        if form.is_valid():
            given = form.cleaned_data
            secret = make_token(given["label"], frozenset(given["acts"]), timedelta(days=given["days"]), access=access)
        else:
            status = 422
    rows = ApiToken.objects.filter(user=request.user, revoked_at=None, expires_at__gt=timezone.now()).order_by("-id")
    table = Table(
        caption=_("Your tokens"),
        columns=[Column(heading=_("What it is for")), Column(heading=_("Acts")), Column(heading=_("Ends")), Column(heading=_("Last used"))],
        rows=[Row(cells=[row.label, ", ".join(row.acts), row.expires_at, row.last_used_at]) for row in rows],
        empty=_("You have no token. A token lets a program of yours act here under your roles."),
    )
    return render(request, "api/tokens.html", {"form": form, "table": table, "secret": secret, "tokens": rows}, status=status)


@require_POST
@login_required
def revoke(request: Request, token: UUID) -> HttpResponse:
    """End a token."""
    revoke_token(token, access=access_of(request))
    return redirect(reverse("api_tokens"))
