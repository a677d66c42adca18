"""The nodes of the demonstration region, one description each: `python3 run.py` makes and starts them all. Everybody here is invented.

A further node is a further description. The first lies in AMANA_HOME, the others beside it, in folders that end in their key.
"""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with an account. `role` is a code of `accounts.terms.Role`."""

    username: str
    name: str
    role: str
    language: str = "en"
    calendar: str = "gregorian"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An organisation of a node. `kind` and `mandates` are codes of `organisations.terms`; `country` is XX for one of no state."""

    name: str
    kind: str
    country: str
    people: tuple[Person, ...]
    mandates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoNode:
    """One node. `key` is what `--only` calls it."""

    key: str
    profile: str
    name: str
    country: str
    port: int
    bodies: tuple[Body, ...]

    @property
    def people(self) -> tuple[Person, ...]:
        return tuple(person for body in self.bodies for person in body.people)

    def folder(self, first: Path) -> Path:
        """Where this node lies, when the first of the region lies at `first`."""
        return first if self is REGION[0] else first.with_name(f"{first.name}-{self.key}")


SHELTER = "Maji Shelter Network"

CARE = DemoNode(
    key="care",
    profile="care",
    name="Amana demo node",
    country="ET",
    port=8100,
    bodies=(
        Body(
            name=SHELTER,
            kind="shelter",
            country="ET",
            mandates=("assist", "screen", "identify"),
            people=(
                Person(username="hana", name="Hana Girma", role="caseworker", calendar="ethiopian"),
                Person(username="yusuf", name="يوسف آدم", role="caseworker", language="ar", calendar="hijri"),
                Person(username="claire", name="Claire Dubois", role="intake", language="fr"),
                Person(username="abebe", name="Abebe Worku", role="supervisor"),
                Person(username="mulu", name="Mulu Haile", role="identification_authority", calendar="ethiopian"),
                Person(username="lensa", name="Lensa Bekele", role="guardian"),
                Person(username="omar", name="Omar Siyad", role="auditor"),
                Person(username="root", name="Sara Node", role="administrator"),
            ),
        ),
    ),
)

POLICY = DemoNode(
    key="policy",
    profile="policy",
    name="Amana dialogue secretariat",
    country="XX",
    port=8110,
    bodies=(
        Body(
            name="Secretariat of the dialogue",
            kind="international",
            country="XX",
            people=(
                Person(username="miriam", name="Miriam Attard", role="secretariat"),
                Person(username="petra", name="Petra Novak", role="guardian"),
                Person(username="admin", name="Joseph Node", role="administrator"),
            ),
        ),
        Body(
            name="Ministry of Justice, Uganda",
            kind="ministry",
            country="UG",
            people=(
                Person(username="grace", name="Grace Nabirye", role="focal_point"),
                Person(username="okello", name="Peter Okello", role="legal_expert"),
                Person(username="apio", name="Ruth Apio", role="legal_expert"),
                Person(username="kato", name="Samuel Kato", role="coordinator"),
            ),
        ),
        Body(
            name="Ministry of the Interior, Tunisia",
            kind="ministry",
            country="TN",
            people=(Person(username="leila", name="ليلى بن سالم", role="focal_point", language="ar"),),
        ),
        Body(
            name="Ministry of Justice, Italy",
            kind="ministry",
            country="IT",
            people=(Person(username="marco", name="Marco Fontana", role="focal_point", language="fr"),),
        ),
    ),
)

REGION = (CARE, POLICY)


def node_called(key: str) -> DemoNode:
    """The node of a key. Raises KeyError."""
    return {node.key: node for node in REGION}[key]
