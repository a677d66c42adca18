"""What the page of a request asks."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amana.contexts.investigations.erasing.values import Ground


class KeepForm(forms.Form):
    """On which ground a report is kept. Whoever asked is told the ground, and nothing else."""

    ground = forms.ChoiceField(label=_("On which ground is it kept?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, grounds: Iterable[Ground], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["ground"].choices = [(one.code.value, one.code.label) for one in grounds]  # type: ignore[attr-defined]  # of choices
