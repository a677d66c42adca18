"""Compares two names as names: whether they may be two spellings of one, and never whether two people are one.

`compare` weighs what a name says about who somebody is, so that a frequent name alone is little. Here the question is smaller: do these two
texts write the same name? A parent's chain, a sibling's, or another father's name is another name, however much of it agrees.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .agreement import WORTH, stands_alone
from .chain import Chain
from .compare import best_chain, name_evidence, names_of
from .letters import Script, script_of
from .parts import Unit, read_name
from .rarity import ESTIMATED, Rarity
from .values import Evidence, Level, PartEvidence, Record

_SURE = (Level.SAME, Level.SOUNDS_SAME)
_LATE = 2  # the place of the grandfather's name: agencies write it wrong, or another one, without meaning another person
_TOGETHER = 3  # units that may be written as one word
_HALF = 0.5  # of a part that only one side gives: silence is not disagreement, and no agreement either


class Likeness(StrEnum):
    """What two texts are as names."""

    SAME = "same"
    POSSIBLE = "possible"
    DIFFERENT = "different"


# Where in 0..1 the scores of each verdict lie, so that sorting by score never puts a worse verdict first.
_BANDS = {Likeness.SAME: (0.75, 1.0), Likeness.POSSIBLE: (0.35, 0.75), Likeness.DIFFERENT: (0.0, 0.35)}


@dataclass(frozen=True, slots=True, kw_only=True)
class NameComparison:
    """How alike two names are and why.

    score     0..1, for ranking; not a probability. Texts that hold no name score 0
    parts     the parts side by side, with the level on which each agrees
    evidence  reasons for and against, weightiest first; the contradicting ones are never left out
    """

    score: float
    verdict: Likeness
    parts: tuple[PartEvidence, ...]
    evidence: tuple[Evidence, ...]


def compare_as_names(one: str, other: str, *, rarity: Rarity = ESTIMATED) -> NameComparison:
    """Compare two names as they stand in any script: a whole chain, or one part of it. The order of the two does not matter."""
    chain = _chain(one, other, rarity)
    parts = chain.parts()
    verdict = _verdict(chain, parts)
    if verdict is Likeness.DIFFERENT and _written_together(chain):
        chain = _chain(_as_one_word(chain.here), _as_one_word(chain.there), rarity)
        parts, verdict = chain.parts(), Likeness.POSSIBLE
    low, high = _BANDS[verdict]
    evidence = sorted(name_evidence(chain, parts), key=lambda each: -abs(each.bits))
    return NameComparison(score=low + (high - low) * _share(parts), verdict=verdict, parts=parts, evidence=tuple(evidence))


def _verdict(chain: Chain, parts: tuple[PartEvidence, ...]) -> Likeness:
    if chain.shifted or chain.sibling:
        return Likeness.DIFFERENT  # the name of a relative
    if chain.conflicts:
        late = chain.agreeing > 1 and min(chain.conflicts) >= _LATE
        return Likeness.POSSIBLE if late else Likeness.DIFFERENT
    if chain.agreeing == 0:
        return Likeness.POSSIBLE if chain.nickname is not None else Likeness.DIFFERENT
    sure = sum(match.level in _SURE for match in chain.matches)
    if chain.agreeing == 1:
        match = chain.matches[0]
        if not stands_alone(chain.here[match.here].core, chain.there[match.there].core):
            return Likeness.DIFFERENT
        whole = all(part.level is not None for part in parts)
        return Likeness.SAME if whole and sure else Likeness.POSSIBLE
    return Likeness.SAME if sure >= chain.agreeing - 1 else Likeness.POSSIBLE


def _chain(one: str, other: str, rarity: Rarity) -> Chain:
    return best_chain(names_of(Record(names=(read_name(one),))), names_of(Record(names=(read_name(other),))), rarity)


def _written_together(chain: Chain) -> bool:
    """Whether one script writes as one word what the other writes as two or three (Mohammad-Mehdi, Tan-Tan), and nothing else is given."""
    one, several = (chain.here, chain.there) if len(chain.here) <= len(chain.there) else (chain.there, chain.here)
    if len(one) != 1 or not 1 < len(several) <= _TOGETHER:
        return False
    scripts = {script_of(unit.core) for unit in several}
    if len(scripts) != 1 or not scripts ^ {script_of(one[0].core)} >= {Script.LATIN}:
        return False
    return stands_alone(one[0].core, _as_one_word(several))


def _as_one_word(units: Sequence[Unit]) -> str:
    return "".join(unit.core for unit in units)


def _share(parts: tuple[PartEvidence, ...]) -> float:
    """How much of the two names agrees, 0..1: agreeing parts by their level, against all parts, one-sided ones counting half."""
    agreeing = sum(WORTH[part.level] for part in parts if part.level is not None)
    of = sum(_HALF if part.level is None else 1.0 for part in parts)
    return agreeing / of if of else 0.0
