"""What a person prefers: language and calendar, kept with their account where they are signed in."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from amana.kernel.locale.calendars import LABELS

A_YEAR = 365 * 24 * 3600


class PreferencesForm(forms.Form):
    """Language and calendar of one account."""

    language = forms.ChoiceField(label=_("Language"), choices=lambda: settings.LANGUAGES, widget=forms.RadioSelect)
    calendar = forms.ChoiceField(
        label=_("Calendar"),
        help_text=_("Days are shown in this calendar, with the Gregorian day when you point at them. You can enter days in any of them."),
        choices=lambda: [(calendar.value, label) for calendar, label in LABELS.items()],
        widget=forms.RadioSelect,
    )


def keep(request: HttpRequest, **wanted: str) -> None:
    """Store preferences with the account of whoever is signed in; nothing for visitors, whose cookie remembers."""
    user: Any = request.user
    if not user.is_authenticated:
        return
    get_user_model()._default_manager.filter(pk=user.pk).update(**wanted)
    for preference, value in wanted.items():
        setattr(user, preference, value)


def remember_language(response: HttpResponse, language: str) -> None:
    """Set the cookie of the language switch."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
