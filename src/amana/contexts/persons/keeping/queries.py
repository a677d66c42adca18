"""Reading what keeping a file needs: who could join its team, and whether its erasure waits for a second person."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from amana.contexts.persons.keeping.erasure import is_proved
from amana.contexts.persons.models import Erasure, Person
from amana.contexts.persons.queries import PersonFileView
from amana.kernel.access.resources import record_resource
from amana.kernel.access.values import Access
from amana.kernel.accounts.models import Membership
from amana.kernel.accounts.rules import Held, counts
from amana.kernel.accounts.terms import READER_ROLES, Role
from amana.kernel.actions import read, record
from amana.kernel.catalogue import Kind
from amana.kernel.files.models import File
from amana.kernel.ids import FileId, PersonId, UserId

MOST_LINES = 500  # erasures shown on one page; a service that erases more reads the log


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureLine:
    """One erasure of the organisation: waiting, carried out, or carried out with a key still to be destroyed."""

    person: PersonId
    number: str
    ground: str
    proposed_by: str
    proposed_at: datetime
    confirmed_by: str
    confirmed_at: datetime | None
    key_destroyed_at: datetime | None
    proved: bool


@read(
    "persons.erasures",
    on="Erasures",
    kind=Kind.OVERSEE,
    resource=lambda *, access, **_: record_resource("Erasures", access.organisation or access.ref, organisation=access.organisation),
)
def erasures(*, access: Access) -> list[ErasureLine]:
    """Erasures of the access's organisation that were not taken back, newest first. The proof of each is checked again."""
    rows = Erasure.objects.filter(organisation__ref=access.organisation or access.ref, taken_back_at=None)
    found = list(rows.select_related("proposed_by", "confirmed_by").order_by("-pk")[:MOST_LINES])
    people = dict(Person.objects.filter(file__ref__in=[e.erased_file for e in found]).values_list("file__ref", "ref"))
    record(erasures=len(found))
    return [
        ErasureLine(
            person=PersonId(people[e.erased_file]),
            number=e.number,
            ground=e.ground,
            proposed_by=str(e.proposed_by or ""),
            proposed_at=e.proposed_at,
            confirmed_by=str(e.confirmed_by or ""),
            confirmed_at=e.confirmed_at,
            key_destroyed_at=e.key_destroyed_at,
            proved=is_proved(e),
        )
        for e in found
    ]
