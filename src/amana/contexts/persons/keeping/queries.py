"""Reading what keeping a file needs: who could join its team, and whether its erasure waits for a second person."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from amana.contexts.persons.models import Erasure
from amana.contexts.persons.queries import PersonFileView
from amana.kernel.accounts.models import Membership
from amana.kernel.accounts.rules import Held, counts
from amana.kernel.accounts.terms import READER_ROLES, Role
from amana.kernel.files.models import File
from amana.kernel.ids import FileId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An erasure that waits for a second person."""

    ground: str
    by: str
    user: UserId | None
    at: datetime


def colleagues(view: PersonFileView) -> list[tuple[UserId, str]]:
    """Who opens files in the organisation that holds this one and is not on its team yet, by name."""
    today = timezone.localdate()
    holder = File.objects.values_list("organisation", flat=True).get(ref=view.file)
    places = Membership.objects.filter(organisation=holder, role__in=READER_ROLES, user__is_active=True).select_related("user")
    serving = {member.user for member in view.team}
    found: dict[UserId, str] = {}
    for place in places:
        held = Held(role=Role(place.role), since=place.since, until=place.until, confirmed=place.confirmed_at is not None)
        if counts(held, on=today) and place.user.ref not in serving:
            found[UserId(place.user.ref)] = str(place.user)
    return sorted(found.items(), key=lambda colleague: colleague[1].casefold())


def waiting_erasure(file: FileId) -> Proposal | None:
    """The proposal that waits, if one does."""
    proposed = Erasure.objects.filter(erased_file=file, taken_back_at=None, confirmed_at=None).select_related("proposed_by").first()
    if proposed is None:
        return None
    by = proposed.proposed_by
    return Proposal(ground=proposed.ground, by=str(by or ""), user=UserId(by.ref) if by else None, at=proposed.proposed_at)
