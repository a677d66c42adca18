"""What every page knows about where it stands: node, profile, organisation, purpose, navigation."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from amana.kernel.access import on_page
from amana.kernel.access.terms import Purpose
from amana.kernel.access.values import Access, Resource
from amana.kernel.locale.languages import Language, spoken_here
from amana.kernel.ui.navigation import Line, Section, navigation

Sentence = str | Promise

PROFILE_NAMES: Final[dict[str, Sentence]] = {
    "care": _("Care node"),
    "justice": _("Justice node"),
    "policy": _("Policy node"),
    "care+policy": _("Care and policy node"),
    "justice+policy": _("Justice and policy node"),
}

SEEN_WITHOUT_PURPOSE: Final = _("No personal data is open on this page.")
SEEN_IN_GENERAL: Final = _("Every page you open is written to the log.")
SEEN_WITH_PURPOSE: Final = _(
    "People of your organisation whose role lets them open this file; only the team, where a file is kept to its team. "
    "Each time it is opened is written to the log.",
)
SEEN_IN_OVERSIGHT: Final = _(
    "The data protection officers and auditors of your organisation. What a file says stays closed to them. "
    "Each time they look is written to the log.",
)
SEEN_IN_ADMINISTRATION: Final = _("Those who administer this node. No person’s file opens for them.")
ONLY_ONE_FILE: Final = _("Only the file of the emergency is open. Your other work shows again when you end this.")
SEEN_IN_DIALOGUE: Final = _(
    "Everybody who works in the dialogue on this node. What a state does not share is shown as “not shared”. "
    "Nothing here is about a person.",
)
SEEN_IN_INVESTIGATION: Final = _(
    "Investigators of your organisation. Supervisors and the data protection officer see which requests to erase wait, and nothing of "
    "what a report says. Reports say what people chose to tell; no person’s file opens. Each time one is opened is written to the log.",
)

SEEN_UNDER: Final[dict[Purpose, Sentence]] = {
    Purpose.INVESTIGATION: SEEN_IN_INVESTIGATION,
    Purpose.DIALOGUE: SEEN_IN_DIALOGUE,
    Purpose.OVERSIGHT: SEEN_IN_OVERSIGHT,
    Purpose.ADMINISTRATION: SEEN_IN_ADMINISTRATION,
}
# Lists would be empty but for the one file, and would look as if the reader had no work: the first page leads to that file.
IN_EMERGENCY: Final = (
    Section(label=_("Emergency opening"), lines=(Line(label=_("The file you opened"), href="/", here=False, shortcut=""),)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The frame of a page. `profile` is the profile's code and sets the colour of the edge; `one_person` says that one file is open."""

    node: Sentence
    profile: str
    profile_name: Sentence
    organisation: str
    access: Access | None
    one_person: bool
    seen_shortly: Sentence
    notices: int
    seen_by: Sentence
    navigation: tuple[Section, ...]
    languages: tuple[Language, ...]


def page(request: HttpRequest) -> dict[str, object]:
    """Context processor; the frame is made when a template first asks for it."""
    return {"page": SimpleLazyObject(lambda: _page(request))}


def _page(request: HttpRequest) -> Page:
    profile = profile_code()
    access: Access | None = getattr(request, "access", None)
    file = on_page.the_one_file()
    return Page(
        node=settings.NODE_TITLE,
        profile=profile,
        profile_name=PROFILE_NAMES[profile],
        organisation=str(getattr(request, "organisation", None) or ""),
        access=access,
        notices=request.notices() if hasattr(request, "notices") else 0,
        one_person=file is not None,
        seen_shortly=_seen_shortly(file, access),
        seen_by=_seen_by(access),
        navigation=IN_EMERGENCY if _in_emergency(access) else navigation.sections(request, _allows),
        languages=spoken_here(),
    )


def _seen_by(access: Access | None) -> Sentence:
    if access is None:
        return SEEN_WITHOUT_PURPOSE
    return SEEN_UNDER.get(access.purpose, SEEN_WITH_PURPOSE)


def _seen_shortly(file: Resource | None, access: Access | None) -> Sentence:
    if file is not None and access is not None:
        return on_page.seen_by(file, access)
    return ONLY_ONE_FILE if _in_emergency(access) else SEEN_IN_GENERAL


def _in_emergency(access: Access | None) -> bool:
    return access is not None and access.break_glass_file is not None


def profile_code() -> str:
    """Give the node's profile, such as "care" or "care+policy"."""
    return "+".join(str(profile) for profile in ("care", "justice", "policy") if profile in {str(p) for p in settings.PROFILES})


def _allows(request: HttpRequest, action: str) -> bool:
    """Ask whether this person's present access includes an action. Set by the access package on the request.

    Without a word from it, a line that needs an action is not shown.
    """
    may = getattr(request, "may", None)
    return bool(may is not None and may(action))
