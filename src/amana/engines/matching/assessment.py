"""What the calibrated engine answers about two records: a probability, a band, the reasons, and why the band is not higher.

An assessment is a hypothesis with its evidence (safeguard S4). Nothing here says that two people are one, and no band lets a machine join
them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .values import Evidence, Level, PartEvidence


class Band(StrEnum):
    """What may be done with a pair: put before a person as probable or as possible, or not at all."""

    PROBABLE = "probable"
    POSSIBLE = "possible"
    NOT_PROPOSED = "not_proposed"


class Basis(StrEnum):
    """A family of evidence. Two that agree independently are needed before a pair may be called probable."""

    NAMES = "names"
    BIRTH = "birth"
    PHONE = "phone"
    DOCUMENT = "document"
    PLACE = "place"


class Limit(StrEnum):
    """Why a pair is not put into a higher band."""

    NO_FATHER_OR_IDENTIFIER = "no_father_or_identifier"  # neither the father's name nor an identifier agrees: never proposed
    ONE_FAMILY = "one_family"  # a single family of evidence agrees: never probable
    CONTRARY = "contrary"  # a fact speaks against: never probable
    RELATIVE = "relative"  # the chain is that of a parent, child, brother or sister
    UNSURE = "unsure"  # the probability is too low


class Settle(StrEnum):
    """What would settle a pair, most telling first."""

    ASK_FATHER = "ask_father"
    ASK_GRANDFATHER = "ask_grandfather"
    ASK_GIVEN = "ask_given"
    ASK_BIRTH = "ask_birth"
    ASK_PLACE = "ask_place"
    COMPARE_DOCUMENT = "compare_document"
    CALL_PHONE = "call_phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Two records weighed against each other.

    probability    that both speak of one person, 0..1: the lower confidence bound of the calibrated value, never the raw sum
    bits           the sum of the prior and of all evidence, log2 odds before calibration
    prior_bits     log2 odds before any evidence, from the size of the register
    band, limits   what may be done with the pair, and why not more
    parts          the name parts side by side, for the pair of names that agrees best
    evidence       what speaks against first, then what speaks for, each weightiest first; remarks (zero bits) last
    families       the families of evidence that agree
    namesakes      how many other persons of a register of this size would carry the agreeing names by chance; none agree: all of it
    register_size  persons in the register
    model          version of the parameters that gave the numbers
    """

    probability: float
    bits: float
    prior_bits: float
    band: Band
    limits: tuple[Limit, ...]
    parts: tuple[PartEvidence, ...]
    evidence: tuple[Evidence, ...]
    families: frozenset[Basis]
    namesakes: float
    register_size: int
    model: str

    @property
    def names_agree(self) -> bool:
        """Whether any part of the names agrees. Without one there are no namesakes to speak of."""
        return any(part.level not in (None, Level.DIFFERS) for part in self.parts)
