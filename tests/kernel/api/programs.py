"""Programs that use the API: a token of somebody, and how it asks."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from amana.contexts.persons import facade as persons
from amana.kernel.access.terms import PURPOSES_OF_ROLE, Purpose
from amana.kernel.access.values import Access
from amana.kernel.accounts.models import Membership, User
from amana.kernel.accounts.terms import Role
from amana.kernel.api.actions import make_token
from amana.kernel.api.build import offered_acts
from amana.kernel.files.models import Level
from amana.kernel.ids import AccessId, OrganisationId, PersonId, UserId, new_id
from amana.kernel.organisations.models import Organisation

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A program with one token."""

    token: str
    client: Client = field(default_factory=Client)

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.client.get(f"/api/v1{path}", headers=self._headers() | headers)

    def post(self, path: str, body: object, *, key: str | None = "", **headers: str) -> HttpResponse:
        """Post; with a new key unless one is given, without any for None."""
        keyed = {} if key is None else {"Idempotency-Key": key or uuid4().hex}
        return self.client.post(f"/api/v1{path}", body, content_type="application/json", headers=self._headers() | keyed | headers)

    def searched(self, text: str) -> dict[str, Any]:
        answer = self.post("/persons/search", {"text": text}, key=None)
        assert answer.status_code == 200, answer.content
        found: dict[str, Any] = answer.json()
        return found

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}


def program(access: Access, *acts: str, valid: timedelta = DAY) -> Program:
    """A program of this person, for these acts, or for all that are offered."""
    return Program(token=make_token("a program", frozenset(acts) or offered_acts(), valid, access=access))


def at_work(name: str, role: Role, organisation: Organisation, purpose: Purpose | None = None) -> Access:
    """Somebody with a confirmed role."""
    user = User.objects.create_user(name, None, display_name=name.title())
    Membership.objects.create(
        user=user, organisation=organisation, role=role, since=date(2020, 1, 1), confirmed_by=user, confirmed_at=timezone.now()
    )
    now = timezone.now()
    return Access(
        ref=AccessId(new_id()),
        user=UserId(user.ref),
        organisation=OrganisationId(organisation.ref),
        purpose=purpose or min(PURPOSES_OF_ROLE[role]),
        roles=frozenset({role}),
        opened_at=now - timedelta(minutes=1),
        expires_at=now + timedelta(hours=1),
        second_factor=True,
        organisation_kind=organisation.kind,
        state=organisation.country,
    )


def name_statement(text: str) -> dict[str, Any]:
    """A name in JSON."""
    parts = [{"text": part} for part in text.split()]
    return {"kind": "name", "value": {"parts": parts}, "source": "told_by_person"}


def file_of(name: str, access: Access, *, level: Level = Level.ORGANISATION) -> PersonId:
    """A person registered after a search."""
    search = persons.search(persons.SearchQuery(text="nobody of this name"), access=access).search
    said = persons.Statement(kind=persons.FactKind.NAME, value=persons.name_in_one_box(name), source=persons.Source.TOLD_BY_PERSON)
    return persons.register(persons.Registration(statements=(said,), search=search, level=level), access=access)


def under(access: Access, purpose: Purpose) -> Access:
    """The same person at work for another purpose."""
    return replace(access, purpose=purpose, ref=AccessId(new_id()))
