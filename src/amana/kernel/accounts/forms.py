"""Forms of the page on people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from amana.kernel.accounts.terms import Role
from amana.kernel.locale.fields import DayField


class AddUser(forms.Form):
    username = forms.RegexField(
        r"^[A-Za-z0-9._-]{3,60}$",
        label=_("Sign-in name"),
        help_text=_("Latin letters, digits, dot, hyphen; at least three."),
        error_messages={"invalid": _("Use Latin letters, digits, dots and hyphens only; at least three.")},
    )
    display_name = forms.CharField(label=_("Name shown to colleagues"), max_length=120)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    language = forms.ChoiceField(label=_("Language"), choices=[("en", "English"), ("fr", "Français"), ("ar", "العربية")])


class GrantRole(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class RecordLeave(forms.Form):
    first_day = DayField(label=_("First day"))
    last_day = DayField(label=_("Last day"))

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day lies before the first."))
        return cleaned
