"""What is asked about a paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from amana.contexts.cases.papers.cleaning import MEGABYTE
from amana.contexts.cases.papers.names import MOST_CHARACTERS
from amana.kernel.uploads import MOST_BYTES


class AttachForm(forms.Form):
    name = forms.CharField(label=_("What it is"), max_length=MOST_CHARACTERS)
    paper = forms.FileField(
        label=_("File"),
        allow_empty_file=True,  # said in words of its own
        widget=forms.FileInput(attrs={"data-most-bytes": MOST_BYTES}),
        help_text=_(
            "PDF or recording up to 200 MB; JPEG, PNG, WebP or plain text up to 20 MB. Place, time, camera and author are removed from "
            "papers, pictures and texts. They stay in recordings (MP4, M4A, MP3, Ogg): think about who will hear them."
        ),
    )


MOST_MEGABYTES = MOST_BYTES // MEGABYTE
