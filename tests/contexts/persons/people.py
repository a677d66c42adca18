"""A shelter with its people, a second service, and what may be open for each of them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from amana.contexts.persons import facade as persons
from amana.kernel.access.actions import open_purpose
from amana.kernel.access.terms import Purpose
from amana.kernel.access.values import Access
from amana.kernel.accounts.models import Membership, User
from amana.kernel.accounts.terms import Role
from amana.kernel.ids import AccessId, OrganisationId, PersonId, UserId, new_id
from amana.kernel.organisations.models import Organisation

PURPOSE_OF = {
    Role.INTAKE: Purpose.SCREENING,
    Role.CASEWORKER: Purpose.ASSISTANCE,
    Role.SUPERVISOR: Purpose.SUPERVISION,
    Role.GUARDIAN: Purpose.OVERSIGHT,
    Role.AUDITOR: Purpose.OVERSIGHT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelter:
    """Two services: Haven with two case workers, a supervisor and a data protection officer; Harbour with one case worker."""

    worker: Access
    colleague: Access
    supervisor: Access
    guardian: Access
    elsewhere: Access

    @property
    def everybody(self) -> tuple[Access, ...]:
        return (self.worker, self.colleague, self.supervisor, self.guardian, self.elsewhere)


def employ(name: str, role: Role, organisation: Organisation) -> Access:
    """Somebody with a confirmed role, at work."""
    user = User.objects.create_user(name, None, display_name=name.capitalize())
    Membership.objects.create(
        user=user, organisation=organisation, role=role, since=date(2020, 1, 1), confirmed_by=user, confirmed_at=timezone.now()
    )
    now = timezone.now()
    return Access(
        ref=AccessId(new_id()),
        user=UserId(user.ref),
        organisation=OrganisationId(organisation.ref),
        purpose=PURPOSE_OF[role],
        roles=frozenset({role}),
        opened_at=now - timedelta(minutes=1),
        expires_at=now + timedelta(hours=1),
        second_factor=True,
        organisation_kind=organisation.kind,
        state=organisation.country,
    )


def a_shelter() -> Shelter:
    """Both services with their people."""
    haven = Organisation.objects.create(name="Haven", kind="shelter", country="ET")
    harbour = Organisation.objects.create(name="Harbour", kind="ngo", country="ET")
    return Shelter(
        worker=employ("sara", Role.CASEWORKER, haven),
        colleague=employ("omar", Role.CASEWORKER, haven),
        supervisor=employ("lena", Role.SUPERVISOR, haven),
        guardian=employ("dora", Role.GUARDIAN, haven),
        elsewhere=employ("paul", Role.CASEWORKER, harbour),
    )


def said(kind: persons.FactKind, value: persons.Value, source: persons.Source = persons.Source.TOLD_BY_PERSON) -> persons.Statement:
    return persons.Statement(kind=kind, value=value, source=source)


def named(text: str) -> persons.Statement:
    return said(persons.FactKind.NAME, persons.name_in_one_box(text))


def registered(access: Access, *statements: persons.Statement, **options: object) -> PersonId:
    """A person registered after a search, as everybody is."""
    search = persons.search(persons.SearchQuery(text="nobody of this name"), access=access).search
    return persons.register(replace(persons.Registration(statements=statements, search=search), **options), access=access)


def found(text: str, access: Access, **refined: object) -> list[PersonId]:
    """Whom a search for a text gives, best first."""
    query = replace(persons.SearchQuery(text=text), **refined)
    return [hit.person for hit in persons.search(query, access=access).hits]


def signed_in(access: Access) -> Client:
    """A browser in which this person signed in with a second factor and opened their purpose."""
    user = User.objects.get(ref=access.user)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "not used here"})
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": timezone.now().timestamp()}]
    session["account_authentication_methods_user"] = user_id_to_str(user)
    session["access"] = str(open_purpose(access=access))
    session.save()
    return client
