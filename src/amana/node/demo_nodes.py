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
    """An organisation of a node. `kind` and `mandates` are codes of `organisations.terms`; `country` is XX for one of no state.

    desks  its exchange desks, name and kind (a code of `DeskKind`)
    """

    name: str
    kind: str
    country: str
    people: tuple[Person, ...]
    mandates: tuple[str, ...] = ()
    desks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoNode:
    """One node. `key` is what `--only` calls it.

    id       what the directory calls it; "" for a node without exchange desks
    leads    who leads on the invented people it holds, of the first body; none if it holds nobody
    share    how many of the people asked for it holds
    """

    key: str
    id: str = ""
    profile: str
    name: str
    country: str
    port: int
    bodies: tuple[Body, ...]
    leads: tuple[str, ...] = ()
    share: float = 1.0

    @property
    def people(self) -> tuple[Person, ...]:
        return tuple(person for body in self.bodies for person in body.people)

    def folder(self, first: Path) -> Path:
        """Where this node lies, when the first of the region lies at `first`."""
        return first if self is REGION[0] else first.with_name(f"{first.name}-{self.key}")


SHELTER = "Maji Shelter Network"

CARE = DemoNode(
    key="care",
    id="et-maji",
    profile="care",
    name="Amana demo node",
    country="ET",
    port=8100,
    leads=("hana", "yusuf"),
    bodies=(
        Body(
            name=SHELTER,
            kind="shelter",
            country="ET",
            mandates=("assist", "screen", "identify"),
            desks=(("protection", "protection"),),
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

KENYA = DemoNode(
    key="kenya",
    id="ke-imara",
    profile="care",
    name="Imara referral network",
    country="KE",
    port=8120,
    leads=("wanjiru",),
    share=0.1,
    bodies=(
        Body(
            name="Imara Care",
            kind="ngo",
            country="KE",
            mandates=("assist", "screen"),
            desks=(("protection", "protection"),),
            people=(
                Person(username="wanjiru", name="Wanjiru Kimani", role="caseworker"),
                Person(username="otieno", name="Otieno Odhiambo", role="supervisor"),
                Person(username="achieng", name="Achieng Awuor", role="guardian"),
                Person(username="kamau", name="Kamau Node", role="administrator"),
            ),
        ),
        Body(
            name="Upendo Clinic",
            kind="health",
            country="KE",
            mandates=("assist",),
            desks=(("clinic", "protection"),),
            people=(
                Person(username="njeri", name="Njeri Mwangi", role="caseworker"),
                Person(username="farah", name="Farah Abdi", role="supervisor"),
                Person(username="zawadi", name="Zawadi Mumo", role="guardian"),
            ),
        ),
    ),
)

JUSTICE = DemoNode(
    key="justice",
    id="it-unit",
    profile="justice",
    name="Counter-trafficking unit",
    country="IT",
    port=8130,
    bodies=(
        Body(
            name="Counter-trafficking unit",
            kind="police",
            country="IT",
            desks=(("police", "police"),),
            people=(
                Person(username="elena", name="Elena Ricci", role="investigator"),
                Person(username="chiara", name="Chiara Bassi", role="guardian"),
                Person(username="luca", name="Luca Moretti", role="auditor"),
                Person(username="paolo", name="Paolo Node", role="administrator"),
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

REGION = (CARE, KENYA, JUSTICE, POLICY)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAgreement:
    """What two nodes or desks of the region agreed. `kinds` and `purposes` are codes of the directory and of consent."""

    id: str
    between: tuple[str, str]
    kinds: tuple[str, ...]
    purposes: tuple[str, ...]
    both_ways: bool = True
    budget_per_day: int | None = None
    source: str = ""


HELP = ("assistance", "health_care", "legal_help", "family_tracing")
DIRECTORY = "Invented region"
AGREEMENTS = (
    DemoAgreement(
        id="maji-imara",
        between=("et-maji", "ke-imara"),
        kinds=("referral",),
        purposes=HELP,
        budget_per_day=50,
        source="Invented memorandum of 3 March 2026",
    ),
    DemoAgreement(id="within-imara", between=("ke-imara", "ke-imara"), kinds=("referral",), purposes=HELP),
    DemoAgreement(
        id="maji-unit",
        between=("et-maji/protection", "it-unit/police"),
        kinds=("lead",),
        purposes=("investigation",),
        both_ways=False,
        budget_per_day=10,
        source="Invented protocol of 12 May 2026",
    ),
)


def node_called(key: str) -> DemoNode:
    """The node of a key. Raises KeyError."""
    return {node.key: node for node in REGION}[key]
