"""The case of an invented person: the way taken, what was done to them, what they need, what they answered.

A case depends on the seed and the person's number alone, so any one can be made without the others. Codes are those of
HTCDS 2.0; screening answers name the indicators of `reference/screening_indicators.csv`.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from random import Random

from .persons import InventedPerson
from .sources import REFERENCE

CLOSED_STATES = frozenset({"Closed", "ClosedReferred"})
# Well-known towns on the routes, with country; beside them invented villages.
_TOWNS = (
    ("Addis Ababa", "ET"), ("Metema", "ET"), ("Dire Dawa", "ET"), ("Asmara", "ER"), ("Teseney", "ER"), ("Kassala", "SD"),
    ("Khartoum", "SD"), ("Port Sudan", "SD"), ("Hargeisa", "SO"), ("Bosaso", "SO"), ("Mogadishu", "SO"), ("Obock", "DJ"),
    ("Djibouti", "DJ"), ("Aden", "YE"), ("Cairo", "EG"), ("Aswan", "EG"), ("Kufra", "LY"), ("Sabha", "LY"), ("Tripoli", "LY"),
    ("Juba", "SS"), ("Nairobi", "KE"), ("Moyale", "KE"), ("Tunis", "TN"), ("Lampedusa", "IT"), ("Agadez", "NE"),
)  # fmt: skip
_VILLAGES = (("Kelembe", "ET"), ("Wadi Sirr", "SD"), ("Bir Nasim", "LY"), ("Debre Awen", "ET"), ("Hamdala", "SD"), ("Qala Ford", "ER"))
_ROUTES = (
    ("Addis Ababa", "Metema", "Khartoum", "Kufra", "Tripoli", "Lampedusa"),
    ("Asmara", "Teseney", "Kassala", "Khartoum", "Sabha", "Tripoli"),
    ("Mogadishu", "Bosaso", "Aden"),
    ("Dire Dawa", "Djibouti", "Obock", "Aden"),
    ("Juba", "Khartoum", "Aswan", "Cairo"),
    ("Hargeisa", "Dire Dawa", "Metema", "Khartoum", "Port Sudan"),
    ("Moyale", "Nairobi"),
    ("Khartoum", "Agadez", "Sabha", "Tunis"),
)
_TRANSPORT = ("lorry", "pickup", "bus", "on foot", "boat", "unknown")
_EXPLOITATION = ("ForcedLabour", "SexualExploitation", "ForcedMarriage", "Servitude", "ChildLabour")
_INDUSTRIES = (
    "A_AgricultureForestryAndFishing",
    "B_MiningAndQuarrying",
    "F_Construction",
    "I_AccommodationAndFoodServiceActivities",
    "T_ActivitiesOfHouseholdsAsEmployers",
)
_CONTROL = ("DebtBondage", "TakesEarnings", "PhysicalThreats", "PhysicalAbuse", "PsychologicalAbuse", "RestrictsFinancialAccess")
_NEEDS = ("shelter", "medical", "psychosocial", "legal", "food", "family_tracing", "documents", "education", "livelihood", "interpretation")
_URGENCIES = ("now", "soon", "later")
_ANSWERS = ("yes", "no", "not_asked", "would_not_say")
_STATUSES = ("Active", "Active", "Active", "FollowUp", "FollowUp", "Closed", "ClosedReferred")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One leg of the way: places with country, days if known, how, and about what it cost (US dollars, None if not told)."""

    from_place: str
    from_country: str
    to_place: str
    to_country: str
    left_on: date | None
    arrived_on: date | None
    transport: str
    paid_usd: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExploitationFact:
    """What was done, where and between which days (None: not told). Industry only for forced or child labour, else ""."""

    kind: str
    industry: str
    place: str
    country: str
    first_on: date | None
    last_on: date | None
    controls: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A need and how urgent: now, soon, later."""

    kind: str
    urgency: str
    met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningAnswer:
    """An answer to one indicator: yes, no, not_asked, would_not_say."""

    indicator: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedCase:
    """The case of one invented person; `status` is the HTCDS case status."""

    person: int
    status: str
    opened_on: date
    closed_on: date | None
    legs: tuple[Leg, ...]
    exploitation: tuple[ExploitationFact, ...]
    needs: tuple[Need, ...]
    answers: tuple[ScreeningAnswer, ...]
    child: bool


def case_of(person: InventedPerson, *, seed: int) -> InventedCase:
    """The case of an invented person; the same for the same seed and person."""
    rng = Random(f"{seed}/{person.number}")
    opened = person.registered_on
    child = person.birth.first_year is not None and opened.year - person.birth.first_year < 18
    legs = _legs(opened, rng)
    status = _STATUSES[rng.randrange(len(_STATUSES))]
    return InventedCase(
        person=person.number,
        status=status,
        opened_on=opened,
        closed_on=opened + timedelta(days=rng.randrange(30, 400)) if status in CLOSED_STATES else None,
        legs=legs,
        exploitation=_exploitation(legs, child, rng),
        needs=_needs(rng),
        answers=_answers(child, rng),
        child=child,
    )


def _legs(arrived: date, rng: Random) -> tuple[Leg, ...]:
    route = list(_ROUTES[rng.randrange(len(_ROUTES))])
    route = route[: rng.randrange(2, len(route) + 1)]
    if rng.random() < 0.4:
        route.insert(1, _VILLAGES[rng.randrange(len(_VILLAGES))][0])
    countries = dict(_TOWNS) | dict(_VILLAGES)
    day = arrived - timedelta(days=rng.randrange(20, 900))
    legs = []
    for start, end in pairwise(route):
        left = day
        day = min(arrived, day + timedelta(days=rng.randrange(1, 60)))
        told = rng.random() < 0.7
        legs.append(
            Leg(
                from_place=start,
                from_country=countries[start],
                to_place=end,
                to_country=countries[end],
                left_on=left if told else None,
                arrived_on=day if told else None,
                transport=_TRANSPORT[rng.randrange(len(_TRANSPORT))],
                paid_usd=rng.randrange(5, 400) * 10 if rng.random() < 0.5 else None,
            )
        )
        day = min(arrived, day + timedelta(days=rng.randrange(0, 90)))
    return tuple(legs)


def _exploitation(legs: tuple[Leg, ...], child: bool, rng: Random) -> tuple[ExploitationFact, ...]:
    if rng.random() < 0.25:
        return ()
    facts = []
    for _ in range(1 if rng.random() < 0.8 else 2):
        leg = legs[rng.randrange(len(legs))]
        kind = _EXPLOITATION[rng.randrange(len(_EXPLOITATION) if child else len(_EXPLOITATION) - 1)]
        labour = kind in ("ForcedLabour", "ChildLabour")
        facts.append(
            ExploitationFact(
                kind=kind,
                industry=_INDUSTRIES[rng.randrange(len(_INDUSTRIES))] if labour else "",
                place=leg.to_place,
                country=leg.to_country,
                first_on=leg.arrived_on,
                last_on=leg.arrived_on + timedelta(days=rng.randrange(3, 300)) if leg.arrived_on else None,
                controls=tuple(sorted(rng.sample(_CONTROL, rng.randrange(1, 4)))),
            )
        )
    return tuple(facts)


def _needs(rng: Random) -> tuple[Need, ...]:
    chosen = rng.sample(_NEEDS, rng.randrange(1, 5))
    return tuple(Need(kind=kind, urgency=_URGENCIES[rng.randrange(3)], met=rng.random() < 0.3) for kind in chosen)


def _answers(child: bool, rng: Random) -> tuple[ScreeningAnswer, ...]:
    """Answers to the labour profile; what fits the person's age is asked, most of it."""
    exploited = rng.random() < 0.6
    weights = (5, 3, 3, 1) if exploited else (1, 7, 3, 1)
    indicators = labour_indicators("child" if child else "adult")
    return tuple(
        ScreeningAnswer(indicator=indicator, answer=answer)
        for indicator, answer in zip(indicators, rng.choices(_ANSWERS, weights, k=len(indicators)), strict=True)
    )


@lru_cache(maxsize=2)
def labour_indicators(population: str) -> tuple[str, ...]:
    """Ids of the operational indicators of labour exploitation for adults ("adult") or children ("child")."""
    with (REFERENCE / "screening_indicators.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return tuple(
            row["indicator_id"]
            for row in rows
            if row["method"] == "ILO-EC Delphi" and row["population"] == population and row["exploitation"] == "labour"
        )
