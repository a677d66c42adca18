"""Compares two records: names, birth, numbers, sex. Gives a score for ranking, a verdict and every reason.

A verdict says how near two records are, never that they are one person. Rules stand above the sum: a first name alone is
never strong, whatever else is common to a whole town; another father's name outweighs a shared first name; a chain moved by
one link is a relative.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from . import facts
from .chain import NOTHING, OTHER_ORDER_BITS, SHIFTED_BITS, SIBLING_BITS, Chain, line_up
from .evidence import Code
from .parts import Unit, units
from .rarity import ESTIMATED, Rarity
from .values import Comparison, Evidence, Level, Name, PartEvidence, Record, Role, Verdict

_MIDDLE_BITS = 14.0  # a score of one half
_BITS_PER_FOLD = 3.0
_STRONG_NAME_BITS = 20.0  # three names that some one in a million carries
_REGISTER = 1_000_000
_CODE = {
    Level.SAME: Code.NAME_SAME,
    Level.SOUNDS_SAME: Code.NAME_SOUNDS_SAME,
    Level.SOUNDS_ALIKE: Code.NAME_SOUNDS_ALIKE,
    Level.SHORT_FORM: Code.NAME_SHORT_FORM,
    Level.NEAR: Code.NAME_NEAR,
    Level.DIFFERS: Code.NAME_DIFFERS,
    None: Code.NAME_MISSING,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """Two records compared, before the reasons are put into words: enough to rank by."""

    score: float
    verdict: Verdict
    _chain: Chain
    _told: tuple[Evidence, ...]

    def comparison(self) -> Comparison:
        """With every reason, weightiest first."""
        parts = self._chain.parts()
        evidence = [*name_evidence(self._chain, parts), *self._told]
        evidence.sort(key=lambda each: -abs(each.bits))
        return Comparison(score=self.score, verdict=self.verdict, parts=parts, evidence=tuple(evidence))


def compare(query: Record, candidate: Record, *, rarity: Rarity = ESTIMATED) -> Comparison:
    """Compare two records in every pair of their names, and keep the pair of names that agrees best."""
    return comparer(query, rarity=rarity)(candidate).comparison()


def comparer(query: Record, *, rarity: Rarity = ESTIMATED) -> Callable[[Record], Judged]:
    """`compare` for one query beside many candidates: the query is read once, and reasons are made for those that are kept."""
    mine = names_of(query)

    def judged(candidate: Record) -> Judged:
        chain = best_chain(mine, names_of(candidate), rarity)
        told = (
            facts.birth(query.birth, candidate.birth),
            facts.phone(query, candidate),
            facts.document(query, candidate),
            facts.sex(query, candidate),
        )
        found = tuple([each for each in told if each is not None])
        verdict = _verdict(chain, {each.code: each.bits for each in found})
        bits = chain.bits + sum([each.bits for each in found])
        return Judged(_score(bits, verdict), verdict, chain, found)

    return judged


def best_chain(mine: Sequence[tuple[Unit, ...]], theirs: Sequence[tuple[Unit, ...]], rarity: Rarity) -> Chain:
    best: Chain | None = None
    for one in mine:
        for other in theirs:
            chain = line_up(one, other, rarity)
            if best is None or chain.bits > best.bits:
                best = chain
    return best or NOTHING


def names_of(record: Record) -> list[tuple[Unit, ...]]:
    """The units of every name; a nickname given as a name of its own stands beside each of the others."""
    found = [units(name) for name in record.names]
    if not any(unit.role is Role.NICKNAME for each in found for unit in each):
        return [each for each in found if each]
    alone = tuple(unit for each in found if _only_nickname(each) for unit in each)
    chains = [each + alone for each in found if each and not _only_nickname(each)]
    return chains or ([alone] if alone else [])


def _only_nickname(found: tuple[Unit, ...]) -> bool:
    return bool(found) and all(unit.role is Role.NICKNAME for unit in found)


def name_evidence(chain: Chain, parts: Sequence[PartEvidence]) -> list[Evidence]:
    evidence = [_part_evidence(part) for part in parts]
    if chain.shifted:
        evidence.append(Evidence(code=Code.NAME_SHIFTED, bits=SHIFTED_BITS))
    if chain.sibling:
        evidence.append(Evidence(code=Code.NAME_SIBLING, bits=SIBLING_BITS))
    if chain.other_order:
        evidence.append(Evidence(code=Code.NAME_OTHER_ORDER, bits=OTHER_ORDER_BITS))
    if chain.agreeing == 1:
        evidence.append(Evidence(code=Code.NAME_FIRST_ONLY))
    namesakes = _REGISTER * 2**-chain.name_bits
    if chain.agreeing and namesakes >= 2:
        evidence.append(Evidence(code=Code.NAME_COMMON, data={"namesakes": round(namesakes)}))
    return evidence


def _part_evidence(part: PartEvidence) -> Evidence:
    data = {"role": part.role.value, "query": part.query, "candidate": part.candidate}
    return Evidence(code=_CODE[part.level], bits=part.bits, data=data)


def _verdict(chain: Chain, found: dict[str, float]) -> Verdict:
    """Names first, then facts; see the module's rules."""
    same_document = Code.DOCUMENT_SAME in found
    same_number = same_document or Code.PHONE_SAME in found or Code.PHONE_TAIL_SAME in found
    birth_bits = sum(bits for code, bits in found.items() if code.startswith("birth."))
    verdict = _names_verdict(chain, same_number=same_number, same_document=same_document, birth_bits=birth_bits)
    if verdict is Verdict.STRONG and (Code.SEX_DIFFERS in found or birth_bits <= -5.0):
        return Verdict.POSSIBLE
    if verdict is Verdict.POSSIBLE and birth_bits <= -9.0 and not same_number:
        return Verdict.WEAK
    return verdict


def _names_verdict(chain: Chain, *, same_number: bool, same_document: bool, birth_bits: float) -> Verdict:
    if chain.agreeing == 0:
        if same_document or (chain.nickname is not None and same_number):
            return Verdict.POSSIBLE
        return Verdict.WEAK if same_number or chain.nickname is not None else Verdict.DIFFERENT
    if (chain.shifted and chain.agreeing > 1) or chain.sibling:
        return Verdict.POSSIBLE if same_document else Verdict.WEAK
    if chain.conflicts:
        return _verdict_with_conflict(chain, same_number=same_number, birth_bits=birth_bits)
    if chain.agreeing == 1:
        if same_number:
            return Verdict.STRONG if same_document else Verdict.POSSIBLE
        return Verdict.POSSIBLE if birth_bits >= 8.0 or chain.nickname is not None else Verdict.WEAK
    if same_number or birth_bits >= 8.0 or (birth_bits >= 4.0 and chain.name_bits >= _MIDDLE_BITS):
        return Verdict.STRONG
    if chain.agreeing >= 3 and chain.name_bits >= _STRONG_NAME_BITS:
        return Verdict.STRONG
    return Verdict.POSSIBLE if chain.name_bits + birth_bits >= 5.0 else Verdict.WEAK


def _verdict_with_conflict(chain: Chain, *, same_number: bool, birth_bits: float) -> Verdict:
    """A link given on both sides differs. One agreeing name says nothing then; two need a late link or a fact to help."""
    if chain.agreeing == 1:
        return Verdict.POSSIBLE if same_number else Verdict.DIFFERENT
    if same_number:
        return Verdict.POSSIBLE
    if min(chain.conflicts) >= 2:
        return Verdict.POSSIBLE if birth_bits > -5.0 else Verdict.WEAK
    return Verdict.POSSIBLE if birth_bits >= 8.0 else Verdict.WEAK


_CAP = {Verdict.STRONG: 1.0, Verdict.POSSIBLE: 0.85, Verdict.WEAK: 0.5, Verdict.DIFFERENT: 0.2}


def _score(bits: float, verdict: Verdict) -> float:
    """Bits folded into 0..1, kept within the band of the verdict so that rank and verdict never disagree much."""
    exponent = max(-40.0, min(40.0, -(bits - _MIDDLE_BITS) / _BITS_PER_FOLD))
    return float(_CAP[verdict] / (1.0 + 2.0**exponent))


def compare_names(first: Name, second: Name, *, rarity: Rarity = ESTIMATED) -> Comparison:
    """Compare two names alone."""
    return compare(Record(names=(first,)), Record(names=(second,)), rarity=rarity)
