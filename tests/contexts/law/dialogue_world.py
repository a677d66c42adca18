"""Offices of the dialogue, invented, and the claims of the reference table."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from amana.contexts.law import facade as law
from amana.kernel.access.system import system_access
from amana.kernel.access.terms import Purpose
from amana.kernel.access.values import Access
from amana.kernel.accounts.models import User
from amana.kernel.accounts.terms import Role
from amana.kernel.ids import AccessId, OrganisationId, UserId, new_id
from amana.kernel.organisations.models import Organisation
from amana.kernel.organisations.terms import OrganisationKind
from amana.kernel.vocabulary.loading import load_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue:
    """Who works for the dialogue. Accesses are fresh and in order."""

    focal_point: Access  # of Ethiopia
    neighbour: Access  # focal point of Kenya
    coordinator: Access  # of Ethiopia
    secretariat: Access
    second: Access  # another person of the secretariat


def build() -> Dialogue:
    """Make the offices, and load reference tables and claims."""
    load_all()
    law.load_reference(access=system_access())
    justice = Organisation.objects.create(name="Ministry of Justice (invented)", kind=OrganisationKind.MINISTRY, country="ET")
    kenya = Organisation.objects.create(name="Office of the Attorney (invented)", kind=OrganisationKind.MINISTRY, country="KE")
    bureau = Organisation.objects.create(name="Secretariat (invented)", kind=OrganisationKind.INTERNATIONAL, country="BE")
    return Dialogue(
        focal_point=access_of("almaz", justice, Role.FOCAL_POINT),
        neighbour=access_of("wanjiru", kenya, Role.FOCAL_POINT),
        coordinator=access_of("kebede", justice, Role.COORDINATOR),
        secretariat=access_of("nadia", bureau, Role.SECRETARIAT),
        second=access_of("pieter", bureau, Role.SECRETARIAT),
    )


def access_of(username: str, organisation: Organisation, role: Role) -> Access:
    """Somebody at work for the dialogue, signed in with a second factor."""
    user = User.objects.create_user(username, display_name=username.title())
    now = timezone.now()
    return Access(
        ref=AccessId(new_id()),
        user=UserId(user.ref),
        organisation=OrganisationId(organisation.ref),
        organisation_kind=organisation.kind,
        state=organisation.country,
        purpose=Purpose.DIALOGUE,
        roles=frozenset({role}),
        opened_at=now,
        expires_at=now + timedelta(hours=1),
        second_factor=True,
    )
