"""Worlds for the tests of access: accesses and files with every combination that a policy can tell apart, from a seed."""

import random
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from amana.kernel.access import book as books
from amana.kernel.access.book import Book
from amana.kernel.access.terms import PURPOSES_OF_ROLE, Age, ProtectionClaim, Purpose
from amana.kernel.access.values import FILE, Access, Circumstances, Resource
from amana.kernel.accounts.terms import Role
from amana.kernel.catalogue import Act, Kind
from amana.kernel.ids import AccessId, FileId, OrganisationId, UserId, new_id
from amana.kernel.organisations.terms import OrganisationKind

STATES = ("ET", "SD", "IT", "")
ANYTHING = Circumstances(
    consent_covers=True,
    recipient_kind="ngo",
    recipient_state="ET",
    fears_asked=True,
    nationality_settled=True,
    protection_claim=ProtectionClaim.NONE,
    age=Age.ADULT,
    second_person=UserId(UUID(int=2)),
)


def act(name: str, kind: Kind, on: str = FILE) -> Act:
    """An act that exists for a test only."""
    return Act(name=name, kind=kind, on=on, logged_as="action", function=act)


def open_book(without: str = "") -> Book:
    """The safeguards alone, with one act of each kind on files and one on records, all permitted: what is refused, a safeguard refused.

    without  id of one rule to leave out
    """
    acts = {f"try.{on}.{kind}": act(f"try.{on}.{kind}", kind, on) for kind in Kind for on in (FILE, "Record")}
    names = ", ".join(f'Action::"{name}"' for name in acts)
    texts = {
        "safeguards": drop(books.sources()["safeguards"], without),
        "try": f'@id("try.everything") permit (principal, action in [{names}], resource);',
    }
    return books.compile_book(acts, texts, {})


def drop(text: str, rule: str) -> str:
    """A policy text without one of its rules."""
    if not rule:
        return text
    head, found, tail = text.partition(f'@id("{rule}")')
    if not found:
        raise LookupError(rule)
    return head + tail[tail.index(";\n") + 2 :] if ";\n" in tail else head


def access(purpose: Purpose = Purpose.ASSISTANCE, role: Role | None = Role.CASEWORKER, **other: object) -> Access:
    """An access that is in order, but for what the test names."""
    now = timezone.now()
    given: dict[str, object] = {
        "ref": AccessId(new_id()),
        "user": UserId(UUID(int=1)),
        "organisation": OrganisationId(UUID(int=100)),
        "organisation_kind": OrganisationKind.SHELTER,
        "state": "ET",
        "purpose": purpose,
        "roles": frozenset({role} if role else ()),
        "opened_at": now - timedelta(minutes=1),
        "expires_at": now + timedelta(hours=1),
        "second_factor": True,
    }
    return Access(**{**given, **other})  # type: ignore[arg-type]


def file(**other: object) -> Resource:
    """A file of the access's organisation, open to all of it, but for what the test names."""
    ref = FileId(new_id())
    attrs: Mapping[str, object] = {
        "organisation": UUID(int=100),
        "level": "organisation",
        "state": "open",
        "legal_hold": False,
        "team": frozenset(),
    }
    return Resource(kind=FILE, ref=ref, file=ref, attrs={**attrs, **other})


def record(**other: object) -> Resource:
    """A record about nobody."""
    return Resource(kind="Record", ref=new_id(), attrs={"organisation": UUID(int=100), **other})


def some_access(chance: random.Random, *, users: list[UserId], organisations: list[OrganisationId], files: list[FileId]) -> Access:
    """Any access, sound or not; half of them in order, so that much is allowed."""
    in_order = chance.random() < 0.5

    def faulty(share: float) -> bool:
        return not in_order and chance.random() < share

    role = chance.choice([Role.CASEWORKER, Role.SUPERVISOR, Role.GUARDIAN] if in_order else list(Role))
    fitting = sorted(PURPOSES_OF_ROLE[role])
    purpose = Purpose(chance.choice(fitting)) if not faulty(0.2) else chance.choice(list(Purpose))
    roles = frozenset(chance.sample(list(Role), 2) if faulty(0.2) else {role})
    now = timezone.now()
    node_itself = purpose is Purpose.MAINTENANCE and chance.random() < 0.8
    return Access(
        ref=AccessId(UUID(int=chance.getrandbits(128))),
        user=None if node_itself else chance.choice(users),
        organisation=None if node_itself else chance.choice(organisations),
        organisation_kind="police" if faulty(0.1) else chance.choice(["shelter", "ngo", "ministry"]),
        state=chance.choice(STATES),
        purpose=purpose,
        roles=frozenset() if node_itself else roles,
        opened_at=now - timedelta(minutes=1),
        expires_at=now + timedelta(hours=-1 if faulty(0.1) else 1),
        second_factor=not faulty(0.1),
        in_service=not faulty(0.1),
        break_glass_file=chance.choice(files) if faulty(0.3) else None,
    )


def some_circumstances(chance: random.Random, *, users: list[UserId]) -> Circumstances:
    """Any circumstances; sometimes those that open most."""
    if chance.random() < 0.4:
        return ANYTHING

    def maybe() -> bool:
        return chance.random() < 0.5

    return Circumstances(
        files=chance.choice([1, 1, 2, 400]),
        second_person=chance.choice([None, *users]),
        author=chance.choice([None, None, *users]),
        recipient_kind=chance.choice(["", "the_person", "ngo", "shelter", "police", "prosecutor", "international"]),
        recipient_state=chance.choice(STATES),
        states_feared=frozenset(chance.sample(["ET", "SD", "IT"], chance.randint(0, 2))),
        fears_asked=maybe(),
        nationalities=frozenset(chance.sample(["ET", "SD"], chance.randint(0, 2))),
        nationality_settled=maybe(),
        protection_claim=chance.choice(list(ProtectionClaim)),
        consent_covers=maybe(),
        legal_basis=chance.choice(["", "Proclamation 1178/2020 art. 26"]),
        consent_to_investigation=maybe(),
        identifies_person=maybe(),
        consent_to_identity=maybe(),
        age=chance.choice(list(Age)),
        best_interests=maybe(),
    )


def some_file(chance: random.Random, *, users: list[UserId], organisations: list[OrganisationId], ref: FileId) -> Resource:
    """Any file."""
    return Resource(
        kind=FILE,
        ref=ref,
        file=ref,
        attrs={
            "organisation": chance.choice(organisations),
            "level": chance.choice(["organisation", "restricted"]),
            "state": chance.choice(["open", "open", "closed", "erased"]),
            "legal_hold": chance.random() < 0.3,
            "team": frozenset(chance.sample(users, chance.randint(0, 3))),
        },
    )
