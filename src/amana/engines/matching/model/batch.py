"""Weighs all candidate pairs of a register, part by part, so that the work can be spread, shown and taken up again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from .bands import highest, raised
from .columns import Columns, Frequencies
from .comparing import Compared, compare_rows
from .lexicon import Ints
from .parameters import Parameters
from .through import bonds

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


def with_third_records(columns: Columns, direct: Weighed, frequencies: Frequencies, parameters: Parameters) -> Weighed:
    """All pairs again with what third records say of them, and the pairs that only a third record brought together.

    `direct` holds every candidate pair, the smaller row first. The bands' rules still look at what the two records themselves say.
    """
    found = bonds(direct.one, direct.other, direct.bits, len(columns))
    one, other = found.beyond(direct.one, direct.other)
    every = joined([direct, *weigh(columns, one, other, frequencies, parameters)])
    best, second = found.of(every.one, every.other)
    bits = parameters.through.bits(every.bits, best, second)
    _probability, lower = parameters.through_calibration(bits)
    band = raised(every.held, lower, parameters)
    return replace(every, bits=bits, probability=lower, band=band)


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
