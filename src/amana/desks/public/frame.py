"""What stands around every public page: whose it is, its languages, where the reader is, how to cite it. Nothing about the reader."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from amana.kernel.locale.languages import Language, spoken_here
from amana.kernel.locale.reader import NOBODY, read_by

P = ParamSpec("P")
Sentence = str | Promise
View = Callable[Concatenate[HttpRequest, str, P], HttpResponse]

LINES: Final[tuple[tuple[str, Sentence], ...]] = (
    ("start", _("The dialogue")),
    ("states", _("States")),
    ("treaties", _("Treaties")),
    ("obligations", _("Law")),
    ("commitments", _("Commitments")),
    ("meetings", _("Meetings")),
    ("changes", _("Changes")),
    ("data", _("Open data")),
    ("limits", _("What is not shown")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry of the navigation."""

    label: Sentence
    href: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """The same page in one of the languages."""

    code: str
    own_name: str
    direction: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The frame of one page."""

    node: str
    title: Sentence
    language: str
    languages: tuple[Spoken, ...]
    lines: tuple[Line, ...]
    address: str
    on: date


def public_page(view: View[P]) -> Callable[..., HttpResponse]:
    """A page in the language of its address, with days in the Gregorian calendar, the same for everybody."""

    @require_safe
    @wraps(view)
    def shown(request: HttpRequest, language: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        with translation.override(language), read_by(NOBODY):
            response = view(request, language, *args, **kwargs)
        response["Content-Language"] = language
        return response

    return shown


def page(request: HttpRequest, template: str, title: Sentence, context: Mapping[str, object]) -> HttpResponse:
    """Draw a page without what a request knows of its reader."""
    return HttpResponse(render_to_string(f"public/{template}", {"frame": _frame(request, title), **context}))


def _frame(request: HttpRequest, title: Sentence) -> Frame:
    match = request.resolver_match
    if match is None:
        raise RuntimeError("a public page has an address")
    own, given = match.url_name or "", {**match.kwargs}
    language = str(given["language"])

    def spoken(one: Language) -> Spoken:
        href = reverse(f"public:{own}", kwargs={**given, "language": one.code})
        return Spoken(code=one.code, own_name=one.own_name, direction=one.direction, href=href)

    section = {"state": "states", "treaty": "treaties", "meeting": "meetings", "obligation": "obligations"}.get(own, own)
    return Frame(
        node=settings.NODE_TITLE,
        title=title,
        language=language,
        languages=tuple(spoken(one) for one in spoken_here()),
        lines=tuple(Line(label=label, href=reverse(f"public:{name}", args=[language]), here=name == section) for name, label in LINES),
        address=request.build_absolute_uri(request.path),
        on=timezone.localdate(),
    )
