"""What is asked of the lists, and the files that carry messages."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from amana.contexts.exchange.shown.queries import Asked
from amana.kernel.errors import Sentence
from amana.kernel.uploads import MOST_BYTES


class AskList(forms.Form):
    """Which messages. `partner`, `before` and `after` come with links."""

    show = forms.ChoiceField(label=_("Which"), required=False)
    desk = forms.ChoiceField(label=_("Your desk"), required=False)
    partner = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    before = forms.IntegerField(required=False, widget=forms.HiddenInput)
    after = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, shows: Sequence[tuple[str, Sentence]] = (), desks: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["show"].choices = list(shows)  # type: ignore[attr-defined]
        self.fields["desk"].choices = [("", _("All of them")), *desks]  # type: ignore[attr-defined]
        if not shows:
            del self.fields["show"]
        if len(desks) < 2:
            self.fields["desk"].widget = forms.HiddenInput()

    @property
    def asks_something(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self.visible_fields())

    def asked(self) -> Asked:
        """The question as a value; what cannot be used asks for everything."""
        given = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return Asked(
            show=given.get("show") or "all",
            desk=given.get("desk") or "",
            partner=given.get("partner") or "",
            before=given.get("before"),
            after=given.get("after") if given.get("before") is None else None,
        )


class BringIn(forms.Form):
    """The file that somebody carried here."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A file that another node made for this one, of at most 200 MB. For larger ones there is “amana exchange import”."),
        widget=forms.ClearableFileInput(attrs={"accept": ".amana", "data-most-bytes": MOST_BYTES}),
    )
