"""What an officer asks of the log."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amana.desks.guardian.queries import SUBJECTS, Asked
from amana.kernel.locale.fields import DayField


class AskLog(forms.Form):
    subject = forms.ChoiceField(
        label=_("What happened"), choices=[(key, subject.label) for key, subject in SUBJECTS.items()], required=False
    )
    file = forms.CharField(label=_("File number"), required=False, max_length=20)
    who = forms.UUIDField(required=False, widget=forms.HiddenInput)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)
    before = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def asked(self) -> Asked:
        """The question as a value; days begin and end in the node's time zone."""
        given = self.cleaned_data
        since, until = given.get("since"), given.get("until")
        zone = timezone.get_current_timezone()
        return Asked(
            subject=given.get("subject") or "all",
            file_number=given.get("file") or "",
            user=given.get("who"),
            since=datetime.combine(since, time.min, zone) if since else None,
            until=datetime.combine(until + timedelta(days=1), time.min, zone) if until else None,
            before=given.get("before"),
        )
