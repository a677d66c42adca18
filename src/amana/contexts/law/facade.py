"""All that other packages use of the law. `published_*` give what is marked public, to anybody, without an access."""

from datetime import date

from amana.contexts.law.check.actions import load_acts
from amana.contexts.law.check.queries import (
    awaiting_review,
    published_acts,
    published_check_of_obligation,
    published_check_of_state,
    published_law_on,
)
from amana.contexts.law.check.reference import Obligation, obligation, obligations
from amana.contexts.law.check.terms import Result, Strength, Topic
from amana.contexts.law.check.values import Act as NationalAct
from amana.contexts.law.check.values import Assessment, LawView, Provision
from amana.contexts.law.check.values import Line as CheckLine
from amana.contexts.law.countries import alpha2, alpha3
from amana.contexts.law.days import PartialDay, Precision
from amana.contexts.law.instruments.queries import instrument, instruments, priorities
from amana.contexts.law.instruments.values import Instrument
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
from amana.contexts.law.treaties.shading import STATUS_LEGEND, treaty_map
from amana.contexts.law.treaties.shown import state_name, status_tag
from amana.contexts.law.treaties.terms import Act, ClaimId, Confidence, DateKind, DecisionId, Status
from amana.contexts.law.treaties.values import Claim, Clash, Conflict, Decided, Office, Reason, Standing

__all__ = [
    "STATUS_LEGEND",
    "Act",
    "Assessment",
    "ChairPeriod",
    "CheckLine",
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
    "Instrument",
    "LawView",
    "Member",
    "NationalAct",
    "Obligation",
    "Office",
    "PartialDay",
    "Precision",
    "Provision",
    "Reason",
    "Result",
    "Side",
    "Standing",
    "Status",
    "Strength",
    "Topic",
    "alpha2",
    "alpha3",
    "apply_table",
    "awaiting_review",
    "claims",
    "decide_claims",
    "instrument",
    "instruments",
    "is_known_state",
    "load_acts",
    "load_reference",
    "member",
    "members",
    "obligation",
    "obligations",
    "party_on",
    "priorities",
    "propose_table",
    "publish_claim",
    "published_acts",
    "published_check_of_obligation",
    "published_check_of_state",
    "published_claims",
    "published_law_on",
    "record_claim",
    "state_name",
    "states",
    "status_tag",
    "treaties",
    "treaty",
    "treaty_map",
]


def party_on(state: str, treaty: str, on: date) -> Standing:
    """How a state stands towards a treaty on a day, by published claims alone. For many at once: `published_claims().standing(...)`."""
    return published_claims(state=state, treaty=treaty).standing(state, treaty, on)
