"""Organisations, users, files and teams in the database, from a seed. Call inside `floor(system_access())`."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from amana.kernel.access.resources import file_resources
from amana.kernel.access.values import Resource
from amana.kernel.accounts.models import Membership, User
from amana.kernel.accounts.terms import Role
from amana.kernel.files.models import File, FileTeam, Level, State
from amana.kernel.organisations.models import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What was stored; `resources` are the files as the policies see them."""

    organisations: list[Organisation]
    users: list[User]
    files: list[File]
    resources: list[Resource]


def organisation(name: str, *, kind: str = "shelter", country: str = "ET") -> Organisation:
    return Organisation.objects.create(name=name, kind=kind, country=country)


def user(name: str) -> User:
    return User.objects.create(username=name, display_name=name.title())


def file(
    number: str, holder: Organisation, *, team: tuple[User, ...] = (), level: str = Level.ORGANISATION, state: str = State.OPEN
) -> File:
    """A file; its team is named before it becomes restricted, as the floor demands."""
    made = File.objects.create(number=number, organisation=holder, level=level, state=state, opened_on=timezone.localdate())
    for member in team:
        FileTeam.objects.create(file=made, user=member, since=timezone.localdate())
    return made


def random_world(seed: int, *, files: int) -> Stored:
    """Three organisations, six users, files of every level and state, teams that are current, over and not begun."""
    chance = random.Random(seed)
    today = timezone.localdate()
    organisations = [organisation(f"Organisation {seed}.{number}", country=country) for number, country in enumerate(("ET", "SD", "IT"))]
    users = [user(f"user{seed}.{number}") for number in range(6)]
    made = []
    for number in range(files):
        made.append(
            File.objects.create(
                number=f"{seed}-{number}",
                organisation=chance.choice(organisations),
                level=chance.choice(Level.values),
                state=chance.choice(State.values),
                opened_on=today,
                legal_hold=chance.random() < 0.3,
            )
        )
        for member in chance.sample(users, chance.randint(0, 3)):
            FileTeam.objects.create(file=made[-1], user=member, since=_since(chance, today), until=_until(chance, today))
    return Stored(
        organisations=organisations,
        users=users,
        files=made,
        resources=file_resources(File.objects.filter(pk__in=[one.pk for one in made]).select_related("organisation").order_by("pk")),
    )


def _since(chance: random.Random, today: date) -> date:
    return today - timedelta(days=chance.choice([-1, 0, 10]))


def _until(chance: random.Random, today: date) -> date | None:
    return chance.choice([None, today, today - timedelta(days=1)])


def member(name: str, holder: Organisation, role: Role) -> User:
    """Somebody with one confirmed role."""
    person = user(name)
    today = timezone.localdate()
    Membership.objects.create(user=person, organisation=holder, role=role, since=today, confirmed_by=person, confirmed_at=timezone.now())
    return person
