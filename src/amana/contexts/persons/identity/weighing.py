"""Two cards weighed by the matching engine, and a digest by which a change of either is seen."""

import hashlib
import json

from amana.contexts.persons.rules import card as cards
from amana.contexts.persons.rules.card import Card
from amana.engines import matching
from amana.engines.matching.assessment import Assessment, Band, Basis, Limit, Settle

MODEL = "stand-in"


def weigh(one: Card, other: Card, *, persons: int) -> Assessment:
    """What the engine says about two cards in a register of so many persons."""
    return _stand_in(cards.record(one), cards.record(other), persons)


def settles(assessment: Assessment) -> tuple[Settle, ...]:
    """What would settle it, most telling first."""
    return (Settle.ASK_GRANDFATHER, Settle.COMPARE_DOCUMENT)


def digest(one: Card, other: Card) -> str:
    """What names the state of two cards. It is kept sealed: a bare digest of a name can be tried out."""
    said = json.dumps([one, other], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def _stand_in(one: matching.Record, other: matching.Record, persons: int) -> Assessment:
    import math

    c = matching.compare(one, other)
    prior = -math.log2(max(persons, 2))
    against = [e for e in c.evidence if e.bits < 0]
    families = {
        Basis.NAMES if e.code.startswith("name") else Basis(e.code.split(".")[0]) for e in c.evidence if e.bits > 0 and e.code[:3] != "sex"
    }
    father = any(p.role in ("father", "unknown") and p.level and p.level != "differs" for p in c.parts[1:])
    ident = families & {Basis.PHONE, Basis.DOCUMENT}
    limits = []
    if not (father or ident):
        limits.append(Limit.NO_FATHER_OR_IDENTIFIER)
    if len(families) < 2:
        limits.append(Limit.ONE_FAMILY)
    if against:
        limits.append(Limit.CONTRARY)
    bits = prior + sum(e.bits for e in c.evidence)
    p = 1 / (1 + 2**-bits)
    band = (
        Band.NOT_PROPOSED if Limit.NO_FATHER_OR_IDENTIFIER in limits or p < 0.05 else Band.POSSIBLE if limits or p < 0.99 else Band.PROBABLE
    )
    ev = (
        sorted(against, key=lambda e: e.bits)
        + sorted((e for e in c.evidence if e.bits > 0), key=lambda e: -e.bits)
        + [e for e in c.evidence if e.bits == 0]
    )
    return Assessment(
        probability=p,
        bits=bits,
        prior_bits=prior,
        band=band,
        limits=tuple(limits),
        parts=c.parts,
        evidence=tuple(ev),
        families=frozenset(families),
        namesakes=0.4,
        register_size=persons,
        model="stand-in",
    )
