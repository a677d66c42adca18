"""Weighs one record against others: the sum, its calibrated probability, the band with its limits, and every reason in bits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from amana.engines.matching.assessment import Assessment, Settle
from amana.engines.matching.evidence import Code
from amana.engines.matching.values import Evidence, Level, PartEvidence, Record, Role

from .bands import BANDS, families, highest, limits, raised
from .columns import Columns, Frequencies, encode
from .comparing import Compared, compare_rows
from .parameters import Parameters
from .register import Register
from .side_by_side import parts_of
from .terms import BY_NAME, TERMS

_MILLION = 1_000_000  # what frequent names are counted in, so that a sentence means the same in every register
_NAME_CODES = {
    "same": Code.NAME_SAME,
    "sounds_same": Code.NAME_SOUNDS_SAME,
    "sounds_alike": Code.NAME_SOUNDS_ALIKE,
    "short_form": Code.NAME_SHORT_FORM,
    "near": Code.NAME_NEAR,
    "differs": Code.NAME_DIFFERS,
}
_CODES: dict[tuple[str, str], Code] = {
    ("shape", "other_order"): Code.NAME_OTHER_ORDER,
    ("shape", "link_skipped"): Code.NAME_LINK_SKIPPED,
    ("shape", "order_in_part"): Code.NAME_OTHER_ORDER,
    ("shape", "order_and_differs"): Code.NAME_OTHER_ORDER,
    ("shape", "skipped_loosely"): Code.NAME_LINK_SKIPPED,
    ("shape", "shifted"): Code.NAME_SHIFTED,
    ("shape", "moved"): Code.NAME_SHIFTED,
    ("shape", "sibling"): Code.NAME_SIBLING,
    ("birth", "same_day"): Code.BIRTH_SAME_DAY,
    ("birth", "day_month_swapped"): Code.BIRTH_DAY_MONTH_SWAPPED,
    ("birth", "one_part_off"): Code.BIRTH_ONE_PART_OFF,
    ("birth", "first_of_january"): Code.BIRTH_FIRST_OF_JANUARY,
    ("birth", "same_year"): Code.BIRTH_SAME_YEAR,
    ("birth", "other_day"): Code.BIRTH_OTHER_DAY,
    ("birth", "range_narrow"): Code.BIRTH_COMPATIBLE,
    ("birth", "range_wide"): Code.BIRTH_COMPATIBLE,
    ("birth", "one_year_off"): Code.BIRTH_YEAR_DIFFERS,
    ("birth", "two_years_off"): Code.BIRTH_YEAR_DIFFERS,
    ("birth", "four_years_off"): Code.BIRTH_YEAR_DIFFERS,
    ("birth", "ten_years_off"): Code.BIRTH_YEAR_DIFFERS,
    ("birth", "further_off"): Code.BIRTH_YEAR_DIFFERS,
    ("birth", "calendar_slip"): Code.BIRTH_CALENDAR_SLIP,
    ("phone", "of_few"): Code.PHONE_SAME,
    ("phone", "tail"): Code.PHONE_TAIL_SAME,
    ("phone", "shared_by_some"): Code.PHONE_SHARED,
    ("phone", "shared_by_many"): Code.PHONE_SHARED,
    ("phone", "same_but_given_differs"): Code.PHONE_OF_RELATIVE,
    ("phone", "others"): Code.PHONE_OTHERS,
    ("document", "same"): Code.DOCUMENT_SAME,
    ("document", "near"): Code.DOCUMENT_NEAR,
    ("document", "others"): Code.DOCUMENT_OTHERS,
    ("sex", "same"): Code.SEX_SAME,
    ("sex", "differs"): Code.SEX_DIFFERS,
    ("nationality", "same"): Code.NATIONALITY_SAME,
    ("nationality", "differs"): Code.NATIONALITY_DIFFERS,
    ("place", "same"): Code.PLACE_SAME,
    ("place", "same_common"): Code.PLACE_SAME,
    ("place", "same_rare"): Code.PLACE_SAME,
    ("place", "differs"): Code.PLACE_DIFFERS,
    ("seen", "elsewhere_that_day"): Code.SEEN_ELSEWHERE,
}


def assess(one: Record, other: Record, *, register: Register) -> Assessment:
    """Weigh two records against each other; the order of the two does not matter."""
    (found,) = assess_many(one, [other], register=register)
    return found


def assess_many(one: Record, others: Sequence[Record], *, register: Register) -> list[Assessment]:
    """Weigh one record against several, in their order."""
    if not others:
        return []
    columns = encode([one, *others])
    mine = np.zeros(len(others), np.int32)
    theirs = np.arange(1, len(others) + 1, dtype=np.int32)
    frequencies = register.frequencies(columns)
    compared = compare_rows(columns, mine, columns, theirs, frequencies, register.parameters)
    explained = Explained(compared, columns, columns, frequencies, register.parameters)
    return [explained.of(pair) for pair in range(len(others))]


def settles(assessment: Assessment) -> tuple[Settle, ...]:
    """What would settle a pair, most telling first: the names that one side lacks, then the facts on which neither has spoken."""
    told = {each.code.partition(".")[0] for each in assessment.evidence}
    missing = {part.role for part in assessment.parts if part.level is None}
    agreeing = {part.role for part in assessment.parts if part.level not in (None, Level.DIFFERS)}
    found = [Settle.COMPARE_DOCUMENT] if "document" not in told else []
    for role, ask in ((Role.FATHER, Settle.ASK_FATHER), (Role.GRANDFATHER, Settle.ASK_GRANDFATHER), (Role.GIVEN, Settle.ASK_GIVEN)):
        given_by_both = role in agreeing or any(part.role is role and part.level is Level.DIFFERS for part in assessment.parts)
        if role in missing or not (given_by_both or len(agreeing) > 2):
            found.append(ask)
    for family, ask in (("birth", Settle.ASK_BIRTH), ("phone", Settle.CALL_PHONE), ("place", Settle.ASK_PLACE)):
        if family not in told:
            found.append(ask)
    return tuple(found)


class Explained:
    """Pairs that were compared, put into reasons one at a time."""

    def __init__(self, compared: Compared, one: Columns, other: Columns, frequencies: Frequencies, parameters: Parameters) -> None:
        self._compared, self._one, self._other = compared, one, other
        self._frequencies, self._parameters = frequencies, parameters
        self._bits = parameters.bits(compared.outcomes, frequencies.persons)
        _stated, self._lower = parameters.calibration(self._bits)
        father = compared.alignment.father
        self._limits = limits(compared.outcomes, father, self._lower, parameters)
        self._families = families(compared.outcomes)
        self._band = raised(highest(compared.outcomes, father, parameters), self._lower, parameters)

    def of(self, pair: int) -> Assessment:
        """The assessment of one pair, by its place among those compared."""
        outcomes = {term.name: term.outcomes[self._compared.outcomes.codes[at, pair]] for at, term in enumerate(TERMS)}
        parts = parts_of(self._compared, pair, self._one, self._other, self._frequencies, self._parameters)
        evidence = [*self._of_names(outcomes, parts, pair), *self._of_facts(outcomes, pair)]
        evidence.sort(key=lambda each: (each.bits >= 0, each.bits == 0, -abs(each.bits)))
        return Assessment(
            probability=float(self._lower[pair]),
            bits=float(self._bits[pair]),
            prior_bits=self._parameters.prior_bits(self._frequencies.persons),
            band=BANDS[self._band[pair]],
            limits=tuple(limit for limit, held in self._limits.items() if held[pair]),
            parts=parts,
            evidence=tuple(evidence),
            families=frozenset(basis for basis, agrees in self._families.items() if agrees[pair]),
            namesakes=self._frequencies.persons * 2.0 ** -float(self._compared.outcomes.rarity[pair]),
            register_size=self._frequencies.persons,
            model=self._parameters.version,
        )

    def _weight(self, term: str, name: str) -> float:
        at = BY_NAME[term]
        return float(self._parameters.weights[at][TERMS[at].outcomes.index(name)])

    def _of_names(self, outcomes: dict[str, str], parts: Sequence[PartEvidence], pair: int) -> Iterator[Evidence]:
        """A reason for each part, whose bits are already in `parts`; then what the whole chain says."""
        for part in parts:
            code = _NAME_CODES[part.level.value] if part.level is not None else Code.NAME_MISSING
            yield Evidence(code=code, bits=part.bits, data={"role": part.role.value, "query": part.query, "candidate": part.candidate})
        if outcomes["shape"] != "as_given":
            yield Evidence(code=_CODES["shape", outcomes["shape"]], bits=self._weight("shape", outcomes["shape"]))
        if outcomes["agreeing"] == "one":
            yield Evidence(code=Code.NAME_FIRST_ONLY)
        in_a_million = _MILLION * 2.0 ** -float(self._compared.outcomes.rarity[pair])
        if outcomes["agreeing"] != "none" and in_a_million >= 2:
            yield Evidence(code=Code.NAME_COMMON, data={"namesakes": round(in_a_million)})

    def _of_facts(self, outcomes: dict[str, str], pair: int) -> Iterator[Evidence]:
        for term in ("birth", "phone", "document", "sex", "nationality", "place", "seen"):
            name = outcomes[term]
            if name == "silent":
                continue
            code = _CODES[term, name]
            data: dict[str, str | int | float] = {}
            if code in (Code.BIRTH_YEAR_DIFFERS, Code.BIRTH_CALENDAR_SLIP):
                data["by"] = self._years_apart(pair)
            elif code in (Code.PHONE_SAME, Code.PHONE_TAIL_SAME):
                data["phone"] = self._digits(pair)
            yield Evidence(code=code, bits=self._weight(term, name), data=data)

    def _years_apart(self, pair: int) -> int:
        one, other = self._one, self._other
        row, other_row = int(self._compared.row[pair]), int(self._compared.other_row[pair])
        first = max(int(one.year_from[row]), int(other.year_from[other_row]))
        return first - min(int(one.year_to[row]), int(other.year_to[other_row]))

    def _digits(self, pair: int) -> str:
        """The last four digits of a number in common."""
        mine, theirs = self._one.tails[self._compared.row[pair]], self._other.tails[self._compared.other_row[pair]]
        shared = sorted(set(mine[mine >= 0].tolist()) & set(theirs.tolist()))
        return self._one.vocabulary.tails.texts[shared[0]][-4:] if shared else ""
