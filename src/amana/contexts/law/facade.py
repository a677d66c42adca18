"""All that other packages use of the law. `published_*` give what is marked public, to anybody, without an access."""

from datetime import date

from amana.contexts.law.countries import alpha2, alpha3
from amana.contexts.law.days import PartialDay, Precision
from amana.contexts.law.states.queries import Member, is_known_state, member, members, states
from amana.contexts.law.states.rules import ChairPeriod
from amana.contexts.law.states.terms import Side
from amana.contexts.law.treaties.actions import (
    Given,
    apply_table,
    decide_claims,
    load_reference,
    propose_table,
    publish_claim,
    record_claim,
)
from amana.contexts.law.treaties.queries import Claims, claims, published_claims, treaties, treaty
from amana.contexts.law.treaties.terms import Act, ClaimId, Confidence, DateKind, DecisionId, Status
from amana.contexts.law.treaties.values import Claim, Clash, Conflict, Decided, Office, Reason, Standing

__all__ = [
    "Act",
    "ChairPeriod",
    "Claim",
    "ClaimId",
    "Claims",
    "Clash",
    "Confidence",
    "Conflict",
    "DateKind",
    "Decided",
    "DecisionId",
    "Given",
    "Member",
    "Office",
    "PartialDay",
    "Precision",
    "Reason",
    "Side",
    "Standing",
    "Status",
    "alpha2",
    "alpha3",
    "apply_table",
    "claims",
    "decide_claims",
    "is_known_state",
    "load_reference",
    "member",
    "members",
    "party_on",
    "propose_table",
    "publish_claim",
    "published_claims",
    "record_claim",
    "states",
    "treaties",
    "treaty",
]


def party_on(state: str, treaty: str, on: date) -> Standing:
    """How a state stands towards a treaty on a day, by published claims alone. For many at once: `published_claims().standing(...)`."""
    return published_claims(state=state, treaty=treaty).standing(state, treaty, on)
