"""Who holds which role where. Accounts are internal data: these need no open purpose."""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from amana.kernel.accounts.models import Leave, Membership, User
from amana.kernel.accounts.rules import Held, counts
from amana.kernel.accounts.terms import PERSONAL_DATA_ROLES, Role
from amana.kernel.organisations.models import Organisation


def roles_in(user: User, organisation: Organisation, *, on: date) -> frozenset[Role]:
    """The roles that count for a person in one organisation on a day; none while the person is on leave."""
    if not user.is_active or is_on_leave(user, on=on):
        return frozenset()
    rows = Membership.objects.filter(user=user, organisation=organisation, organisation__closed_on=None)
    return frozenset(Role(row.role) for row in rows if counts(held(row), on=on))


def organisations_of(user: User, *, on: date) -> list[Organisation]:
    """Organisations in which a person holds a role that counts, by name."""
    rows = Membership.objects.filter(user=user, organisation__closed_on=None).select_related("organisation")
    found = {row.organisation for row in rows if counts(held(row), on=on)}
    return sorted(found, key=lambda organisation: organisation.name)


def is_on_leave(user: User, *, on: date) -> bool:
    """Whether a person is recorded as away on a day."""
    return Leave.objects.filter(user=user, first_day__lte=on, last_day__gte=on).exists()


def may_meet_personal_data(user: User) -> bool:
    """Whether any role of a person, confirmed or not, can meet personal data: a second factor is then compulsory."""
    today = timezone.localdate()
    current = Q(until=None) | Q(until__gte=today)
    return Membership.objects.filter(current, user=user, role__in=PERSONAL_DATA_ROLES).exists()


def held(row: Membership) -> Held:
    """A membership row as the rules read it."""
    return Held(role=Role(row.role), since=row.since, until=row.until, confirmed=row.confirmed_by_id is not None)
