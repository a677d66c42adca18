"""The words of the directory: kinds of desks, how envelopes reach a node, and which desk may send which kind of message to which."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from amana.kernel.organisations.terms import OrganisationKind


class DeskKind(TextChoices):
    """What a desk is for. Its key opens what was sealed to it and to no other desk, also inside one state."""

    PROTECTION = "protection", _("Protection desk")
    POLICE = "police", _("Police desk")
    JUSTICE = "justice", _("Justice desk")
    STATISTICS = "statistics", _("Statistics desk")


class Carriage(StrEnum):
    """How envelopes reach a node."""

    PUSH = "push"  # it has an address that others can reach
    PULL = "pull"  # it asks for what waits, because nobody can reach it from outside
    FILE = "file"  # a carrier brings a file


class NodeProfile(StrEnum):
    """What a node may be, as `amana.node.profiles` installs it."""

    CARE = "care"
    JUSTICE = "justice"
    POLICY = "policy"


NO_STATE = "XX"  # an organisation of no state, for example an international one

# The firewall between protection and prosecution: no node is both, so no node has desks of both.
NEVER_TOGETHER = frozenset({NodeProfile.CARE, NodeProfile.JUSTICE})

DESKS_OF: Mapping[NodeProfile, frozenset[DeskKind]] = MappingProxyType(
    {
        NodeProfile.CARE: frozenset({DeskKind.PROTECTION, DeskKind.STATISTICS}),
        NodeProfile.JUSTICE: frozenset({DeskKind.POLICE, DeskKind.JUSTICE, DeskKind.STATISTICS}),
        NodeProfile.POLICY: frozenset({DeskKind.STATISTICS}),
    }
)

# Whoever investigates holds no protection desk, whatever node it stands on, and whoever protects no police desk.
INVESTIGATES = frozenset({OrganisationKind.POLICE, OrganisationKind.PROSECUTOR})
ORGANISATIONS_OF: Mapping[DeskKind, frozenset[OrganisationKind]] = MappingProxyType(
    {
        DeskKind.PROTECTION: frozenset(OrganisationKind) - INVESTIGATES,
        DeskKind.POLICE: INVESTIGATES | {OrganisationKind.MINISTRY, OrganisationKind.INTERNATIONAL},
        DeskKind.JUSTICE: INVESTIGATES | {OrganisationKind.MINISTRY, OrganisationKind.INTERNATIONAL},
        DeskKind.STATISTICS: frozenset(OrganisationKind),
    }
)

# What begins a conversation, and from which desk to which. No agreement can allow another way.
ROUTES: Mapping[str, frozenset[tuple[DeskKind, DeskKind]]] = MappingProxyType(
    {
        "referral": frozenset({(DeskKind.PROTECTION, DeskKind.PROTECTION)}),
        "lead": frozenset({(DeskKind.PROTECTION, DeskKind.POLICE), (DeskKind.PROTECTION, DeskKind.JUSTICE)}),
    }
)

# What follows in a conversation, in either direction. It may go also after the agreement ended: an ended agreement must not keep a
# withdrawal or an erasure from arriving.
FOLLOWING = frozenset({"answer", "withdrawal", "erasure_request", "erasure_confirmed", "receipt"})
