"""The feed of changes (RFC 4287)."""

from collections.abc import Sequence
from datetime import datetime, time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import get_current_timezone, make_aware
from django.utils.translation import gettext as _

from amana.contexts.law import facade as law
from amana.desks.public.changes import Change
from amana.desks.public.treaty_words import state_address


def feed(request: HttpRequest, language: str, changes: Sequence[Change]) -> HttpResponse:
    """Changes as entries. An entry's id is that of the record, so that a reader shows it once however often it is fetched."""
    made = Atom1Feed(
        title=_("%(node)s: what changed") % {"node": settings.NODE_TITLE},
        link=request.build_absolute_uri(reverse("public:changes", args=[language])),
        description="",
        language=language,
        feed_url=request.build_absolute_uri(request.path),
    )
    for one in changes:
        made.add_item(
            title=_("%(state)s, %(treaty)s: %(what)s") % {"state": law.state_name(one.state), "treaty": one.treaty, "what": one.what.label},
            link=request.build_absolute_uri(state_address(language, one.state)),
            description=one.words,
            unique_id=f"urn:uuid:{one.ref}#{one.what}",
            updateddate=make_aware(_midnight(one), get_current_timezone()),
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _midnight(one: Change) -> datetime:
    return datetime.combine(one.on, time.min)
