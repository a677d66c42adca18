"""Weighs all candidate pairs of a register, part by part, so that the work can be spread, shown and taken up again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from .bands import NOT_PROPOSED, POSSIBLE, contradicted, highest, raised
from .clusters import clusters
from .columns import Columns, Frequencies
from .comparing import Compared, compare_rows
from .groups import JOINS_BITS, UNLIKELY, said_by_groups, within
from .lexicon import Ints
from .parameters import Parameters
from .sums import group_features, third_features
from .through import FLOOR, NOBODY, bonds

AT_ONCE = 200_000  # pairs in memory at a time: about 300 MB


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """P pairs with their numbers.

    one, other   rows
    bits         the sum, log2 odds
    probability  calibrated, lower bound
    band         number in `bands.BANDS`
    held         the highest band that the rules allow, whatever the probability
    """

    one: Ints
    other: Ints
    bits: NDArray[np.float64]
    probability: NDArray[np.float64]
    band: NDArray[np.int8]
    held: NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.one)

    def chosen(self, which: NDArray[np.bool_]) -> Weighed:
        """Some of the pairs."""
        return Weighed(**{field.name: getattr(self, field.name)[which] for field in fields(Weighed)})


def weighed(compared: Compared, frequencies: Frequencies, parameters: Parameters) -> Weighed:
    """Pairs that were compared, weighed."""
    bits = parameters.bits(compared.outcomes, frequencies.persons)
    _probability, lower = parameters.calibration(bits)
    held = highest(compared.outcomes, compared.alignment.father, parameters)
    band = raised(held, lower, parameters)
    return Weighed(one=compared.row, other=compared.other_row, bits=bits, probability=lower, band=band, held=held)


def weigh(columns: Columns, one: Ints, other: Ints, frequencies: Frequencies, parameters: Parameters) -> Iterator[Weighed]:
    """Pairs of rows in their order, `AT_ONCE` at a time."""
    for start in range(0, len(one), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        yield weighed(compare_rows(columns, one[part], columns, other[part], frequencies, parameters), frequencies, parameters)


def with_third_records(
    columns: Columns, direct: Weighed, frequencies: Frequencies, parameters: Parameters, digests: NDArray[np.uint64]
) -> Weighed:
    """All pairs again with what third records and groups say of them, and the pairs that only these brought together.

    direct   every candidate pair, the smaller row first
    digests  of what each record says, see `clusters.clusters`

    The bands' rules look at what the two records themselves say. Where neither the father's name nor an identifier agrees because one of
    them is silent, and a third record has such an agreement with both, the pair may be called possible, never probable.
    """
    every, said = whole(columns, direct, frequencies, parameters, digests)
    bits = parameters.groups.bits(said)
    _probability, lower = parameters.groups_calibration(bits)
    held = _held_through_third(columns, direct, every, frequencies, parameters)
    return replace(every, bits=bits, probability=lower, held=held, band=raised(held, lower, parameters))


def whole(
    columns: Columns, direct: Weighed, frequencies: Frequencies, parameters: Parameters, digests: NDArray[np.uint64]
) -> tuple[Weighed, dict[str, NDArray[np.float64]]]:
    """Every pair by itself, with those that third records and groups bring together, and what the second sum looks at."""
    found = bonds(direct.one, direct.other, direct.bits, len(columns))
    every = joined([direct, *weigh(columns, *found.beyond(direct.one, direct.other), frequencies, parameters)])
    third = third_features(every.bits, *found.of(every.one, every.other))
    joins = parameters.through.bits(third) - JOINS_BITS
    group = clusters(len(columns), every.one, every.other, joins, digests=digests)
    every = joined([every, *weigh(columns, *within(group, every.one, every.other), frequencies, parameters)])
    third = third_features(every.bits, *found.of(every.one, every.other))
    asked = (every.bits > UNLIKELY) | (third["best"] > FLOOR)
    return every, group_features(third, *said_by_groups(group, every.one, every.other, every.bits, asked))


def _held_through_third(
    columns: Columns, direct: Weighed, every: Weighed, frequencies: Frequencies, parameters: Parameters
) -> NDArray[np.int8]:
    """The highest band of every pair, raised to possible where a third record has what the two lack and nothing contradicts."""
    sure = direct.chosen((direct.held > NOT_PROPOSED) & (direct.probability >= parameters.probable))
    agreed = bonds(sure.one, sure.other, sure.bits, len(columns))
    best, _second = agreed.of(every.one, every.other)
    some = np.flatnonzero((every.held == NOT_PROPOSED) & (best > NOBODY))
    held = every.held.copy()
    for start in range(0, len(some), AT_ONCE):
        part = some[start : start + AT_ONCE]
        compared = compare_rows(columns, every.one[part], columns, every.other[part], frequencies, parameters)
        silent = ~contradicted(compared.outcomes, parameters)
        held[part[silent]] = POSSIBLE
    return held


def joined(parts: list[Weighed]) -> Weighed:
    """Parts as one."""
    return Weighed(
        one=np.concatenate([part.one for part in parts]),
        other=np.concatenate([part.other for part in parts]),
        bits=np.concatenate([part.bits for part in parts]),
        probability=np.concatenate([part.probability for part in parts]),
        band=np.concatenate([part.band for part in parts]),
        held=np.concatenate([part.held for part in parts]),
    )
