"""A shelter, an authority, and Selam, whose file they work on. All invented."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils import timezone

from amana.contexts.persons import facade as persons
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.access.terms import ProtectionClaim, Purpose
from amana.kernel.access.values import Access
from amana.kernel.accounts.models import User
from amana.kernel.accounts.terms import Role
from amana.kernel.files.models import File, FileTeam
from amana.kernel.ids import AccessId, OrganisationId, PersonId, UserId, new_id
from amana.kernel.organisations.models import HeldMandate, Organisation
from amana.kernel.organisations.terms import Mandate, OrganisationKind
from amana.kernel.vocabulary.loading import load_all

TODAY = date(2026, 11, 23)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Who works where, and the people they work with. Accesses are fresh and in order."""

    shelter: Organisation
    authority: Organisation
    worker: Access
    supervisor: Access
    outsider: Access
    authority_first: Access
    authority_second: Access
    selam: PersonId  # a woman of 30
    yonas: PersonId  # a boy of 15
    nobody_knows: PersonId  # nothing is known of the age

    def under(self, purpose: Purpose, of: Access) -> Access:
        """The same person at work, for another purpose."""
        return replace(of, purpose=purpose, ref=AccessId(new_id()))


def build() -> World:
    """Make the world, with reference data loaded."""
    load_all()
    shelter = Organisation.objects.create(name="House of the Acacia", kind=OrganisationKind.SHELTER, country="ET")
    authority = Organisation.objects.create(name="Office for Identification", kind=OrganisationKind.MINISTRY, country="ET")
    other = Organisation.objects.create(name="House of the River", kind=OrganisationKind.SHELTER, country="ET")
    HeldMandate.objects.create(organisation=authority, mandate=Mandate.IDENTIFY, basis="Proclamation 1 (invented)")
    worker = access_of("abeba", shelter, Purpose.ASSISTANCE, Role.CASEWORKER)
    selam = person("Selam Alem", worker, birth=persons.on(date(1996, 5, 4)))
    yonas = person("Yonas Bekele", worker, birth=persons.on(date(2011, 2, 1)))
    unknown = person("Musa Idris", worker)
    first = access_of("tesfa", authority, Purpose.IDENTIFICATION, Role.IDENTIFICATION_AUTHORITY)
    second = access_of("hirut", authority, Purpose.IDENTIFICATION, Role.IDENTIFICATION_AUTHORITY)
    with floor(system_access()):
        for file in File.objects.all():
            for each in (first, second):
                FileTeam.objects.create(file=file, user=User.objects.get(ref=each.user), since=timezone.localdate() - timedelta(days=1))
    return World(
        shelter=shelter,
        authority=authority,
        worker=worker,
        supervisor=access_of("meron", shelter, Purpose.SUPERVISION, Role.SUPERVISOR),
        outsider=access_of("dawit", other, Purpose.ASSISTANCE, Role.CASEWORKER),
        authority_first=first,
        authority_second=second,
        selam=selam,
        yonas=yonas,
        nobody_knows=unknown,
    )


def access_of(username: str, organisation: Organisation, purpose: Purpose, role: Role) -> Access:
    """Somebody at work, signed in with a second factor."""
    user = User.objects.create_user(username, display_name=username.title())
    now = timezone.now()
    return Access(
        ref=AccessId(new_id()),
        user=UserId(user.ref),
        organisation=OrganisationId(organisation.ref),
        organisation_kind=organisation.kind,
        state=organisation.country,
        purpose=purpose,
        roles=frozenset({role}),
        opened_at=now,
        expires_at=now + timedelta(hours=1),
        second_factor=True,
    )


def person(name: str, access: Access, *, birth: persons.Birth | None = None) -> PersonId:
    """Register somebody as an import would: no search comes before."""
    told = {"source": persons.Source.TOLD_BY_PERSON}
    statements = [persons.Statement(kind=persons.FactKind.NAME, value=persons.name_in_one_box(name), **told)]
    if birth is not None:
        statements.append(persons.Statement(kind=persons.FactKind.BIRTH, value=birth, **told))
    with floor(access):
        (found,) = persons.register_batch([persons.Registration(statements=tuple(statements))], origin=persons.Origin.IMPORT, access=access)
    return found


def settle_protection(selam: PersonId, access: Access) -> None:
    """She is Eritrean (invented), fears no other state, and declined to ask for protection."""
    with floor(access):
        for kind, value in (
            (persons.FactKind.NATIONALITY_CLAIMED, persons.State(state="ER")),
            (persons.FactKind.STATE_FEARED, persons.State(state="ER")),
            (persons.FactKind.PROTECTION_CLAIM, persons.Chosen(code=ProtectionClaim.NONE.value)),
        ):
            persons.add_fact(selam, persons.Statement(kind=kind, value=value, source=persons.Source.TOLD_BY_PERSON), access=access)
