"""The invented region: three states, the organisations that care there, and users for a demonstration, one per role at least."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from .vocabulary import populations


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedOrganisation:
    """A care organisation: short code, name, kind (a value of the organisations' kinds), state and town; all invented."""

    code: str
    name: str
    kind: str
    state: str
    town: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedUser:
    """A user for the demonstration: sign-in name, name on pages, role and organisation code."""

    username: str
    full_name: str
    role: str
    organisation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Three states and who works there. The order of `organisations` is the `office` of `persons`."""

    states: tuple[str, ...]
    organisations: tuple[InventedOrganisation, ...]
    users: tuple[InventedUser, ...]


STATES = ("Amberland", "Tiraso", "Wadi Nasim")
_ORGANISATIONS = (
    ("AMB-SHELTER", "Amberland Shelter Network", "shelter", 0, "Kelembe"),
    ("TIR-SOCIAL", "Tiraso Ministry of Social Affairs", "ministry", 1, "Port Tiraso"),
    ("AMB-CHILD", "Amberland Child Protection Office", "ministry", 0, "Debre Awen"),
    ("WAN-WOMEN", "Wadi Nasim Women's House", "shelter", 2, "Nasim"),
    ("WAN-CLINIC", "Wadi Nasim Border Clinic", "health", 2, "Qala"),
    ("TIR-RETURN", "Tiraso Return Centre", "ngo", 1, "Hamdala"),
)
# The values of the accounts' roles; a test holds the two lists together.
ROLES = ("intake", "caseworker", "supervisor", "identification_authority", "guardian", "auditor", "administrator")


def region(*, seed: int, caseworkers: int = 3) -> Region:
    """The region with its users: in each organisation one user per role and `caseworkers` case workers."""
    rng = Random(seed)
    organisations = tuple(
        InventedOrganisation(code=code, name=name, kind=kind, state=STATES[state], town=town)
        for code, name, kind, state, town in _ORGANISATIONS
    )
    users: list[InventedUser] = []
    for organisation in organisations:
        for role in ROLES:
            count = caseworkers if role == "caseworker" else 1
            users += [_user(organisation.code, role, number, rng) for number in range(1, count + 1)]
    return Region(states=STATES, organisations=organisations, users=tuple(users))


def _user(organisation: str, role: str, count: int, rng: Random) -> InventedUser:
    people = populations()[rng.randrange(5)]
    given = (people.feminine if rng.random() < 0.5 else people.masculine).one(rng)
    username = f"{organisation.lower().replace('-', '.')}.{role.replace('_', '.')}"
    if role == "caseworker":
        username += f".{count}"
    return InventedUser(
        username=username,
        full_name=f"{given.latin} {people.masculine.one(rng).latin}",
        role=role,
        organisation=organisation,
    )
