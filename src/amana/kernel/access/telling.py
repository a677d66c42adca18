"""Who is told when a glass is broken: people who may know of the file already, and never only the one who broke it."""

from django.utils import timezone

from amana.kernel.accounts.models import Membership, User
from amana.kernel.accounts.queries import roles_in
from amana.kernel.accounts.terms import Role
from amana.kernel.files.models import File, Level


def whom_to_tell(file: File, *, breaker: User) -> list[User]:
    """Data protection officers of the holder, and its supervisors as far as the file is within their reach. None is on leave today."""
    rows = Membership.objects.filter(organisation=file.organisation, until=None, role__in=[Role.GUARDIAN, Role.SUPERVISOR])
    people = User.objects.filter(pk__in=rows.values("user_id")).exclude(pk=breaker.pk).order_by("pk")
    on_team = set(file.team.filter(until=None).values_list("user_id", flat=True))
    return [person for person in people if _may_know(person, file, on_team=person.pk in on_team)]


def _may_know(person: User, file: File, *, on_team: bool) -> bool:
    roles = roles_in(person, file.organisation, on=timezone.localdate())
    if Role.GUARDIAN in roles:
        return True
    return Role.SUPERVISOR in roles and (on_team or file.level == Level.ORGANISATION)
