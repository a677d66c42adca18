"""Which contexts a node installs. The firewall of the product: no profile holds both a victim's case and an investigation."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Profile(StrEnum):
    CARE = "care"
    JUSTICE = "justice"
    POLICY = "policy"


class ProfileRefused(ValueError):
    """A combination of profiles that must not run, or a word that is none."""


# What every node has besides the kernel: without the exchange it could neither send nor receive.
EVERYWHERE = ("amana.contexts.exchange",)

# What each profile installs on top of the kernel, in the order in which the apps depend on each other.
APPS: Mapping[Profile, tuple[str, ...]] = MappingProxyType(
    {
        Profile.CARE: ("amana.contexts.persons", "amana.contexts.cases", "amana.desks.care"),
        Profile.JUSTICE: ("amana.contexts.investigations",),
        Profile.POLICY: ("amana.contexts.law", "amana.contexts.dialogue", "amana.desks.policy", "amana.desks.public"),
    }
)

ALLOWED = tuple(
    frozenset(p)
    for p in ({Profile.CARE}, {Profile.JUSTICE}, {Profile.POLICY}, {Profile.CARE, Profile.POLICY}, {Profile.JUSTICE, Profile.POLICY})
)


def parse(text: str) -> frozenset[Profile]:
    """Read `care`, `justice`, `policy`, `care+policy` or `justice+policy`. Raises ProfileRefused with a sentence for an operator."""
    known = {p.value for p in Profile}
    words = [word.strip() for word in text.split("+") if word.strip()]
    unknown = [word for word in words if word not in known]
    if unknown or not words:
        raise ProfileRefused(f"“{text}” is not a node profile. Use care, justice, policy, care+policy or justice+policy.")
    profiles = frozenset(Profile(word) for word in words)
    if {Profile.CARE, Profile.JUSTICE} <= profiles:
        raise ProfileRefused(
            "A node cannot be care and justice at once: what a person tells a caseworker must never stand in the same database as an "
            "investigation. Run two nodes; they exchange sealed envelopes."
        )
    return profiles


def apps(profiles: frozenset[Profile]) -> tuple[str, ...]:
    """The Django apps of these profiles, in order."""
    return (*EVERYWHERE, *(app for profile in Profile if profile in profiles for app in APPS[profile]))
