"""Weighs all candidate pairs of a register, part by part, so that the work can be spread, shown and taken up again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from .bands import NOT_PROPOSED, POSSIBLE, contradicted, highest, raised
from .clusters import clusters
from .columns import Columns, Frequencies
from .comparing import Compared, compare_rows
from .groups import JOINS_BITS, UNLIKELY, Groups, within
from .lexicon import Ints
from .parameters import Parameters
from .sums import group_features, third_features
from .through import FLOOR, NOBODY, Bonds, bonds, codes_of

AT_ONCE = 50_000  # pairs compared at a time: about 80 MB, small enough for a processor to keep near
_SUMMED_AT_ONCE = 1_000_000  # pairs whose sums with third records are made at a time: about 200 MB


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


def weigh_all(columns: Columns, one: Ints, other: Ints, frequencies: Frequencies, parameters: Parameters) -> Weighed:
    """Pairs of rows in their order, written where they belong as they are weighed: 26 bytes a pair and no more."""
    size = len(one)
    found = Weighed(
        one=one, other=other, bits=np.empty(size), probability=np.empty(size), band=np.empty(size, np.int8), held=np.empty(size, np.int8)
    )
    for start, part in zip(range(0, size, AT_ONCE), weigh(columns, one, other, frequencies, parameters), strict=True):
        place = slice(start, start + AT_ONCE)
        found.bits[place], found.probability[place] = part.bits, part.probability
        found.band[place], found.held[place] = part.band, part.held
    return found


def with_third_records(
    columns: Columns, direct: Weighed, frequencies: Frequencies, parameters: Parameters, digests: NDArray[np.uint64]
) -> Weighed:
    """All pairs again, in the order of their rows, with what third records and groups say of them, and the pairs that only these brought
    together.

    direct   every candidate pair, the smaller row first
    digests  of what each record says, see `clusters.clusters`

    The bands' rules look at what the two records themselves say. Where neither the father's name nor an identifier agrees because one of
    them is silent, and a third record has such an agreement with both, the pair may be called possible, never probable.
    """
    together = _brought_together(columns, direct, frequencies, parameters, digests)
    every = together.every
    bits, lower = np.empty(len(every)), np.empty(len(every))
    for place, said in together.said():
        bits[place] = parameters.bits_with_groups(said, frequencies.persons)
        lower[place] = parameters.groups_calibration(bits[place])[1]
    held = _held_through_third(columns, direct, every, frequencies, parameters)
    return replace(every, bits=bits, probability=lower, held=held, band=raised(held, lower, parameters))


def whole(
    columns: Columns, direct: Weighed, frequencies: Frequencies, parameters: Parameters, digests: NDArray[np.uint64]
) -> tuple[Weighed, dict[str, NDArray[np.float64]]]:
    """Every pair by itself, with those that third records and groups bring together, and what the second sum looks at."""
    together = _brought_together(columns, direct, frequencies, parameters, digests)
    parts = [said for _place, said in together.said()]
    return together.every, {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Together:
    """Every pair by itself, the bonds through third records, and the group of each record."""

    every: Weighed
    bonds: Bonds
    group: Ints

    def said(self) -> Iterator[tuple[slice, dict[str, NDArray[np.float64]]]]:
        """What the second sum looks at, some pairs after another."""
        every = self.every
        groups = Groups.of(self.group, every.one, every.other, every.bits)
        for place, third in _thirds(every, self.bonds):
            asked = (every.bits[place] > UNLIKELY) | (third["best"] > FLOOR)
            yield place, group_features(third, *groups.said(every.one[place], every.other[place], asked))


def _brought_together(
    columns: Columns, direct: Weighed, frequencies: Frequencies, parameters: Parameters, digests: NDArray[np.uint64]
) -> _Together:
    found = bonds(direct.one, direct.other, direct.bits, len(columns))
    more = weigh_all(columns, *found.beyond(direct.one, direct.other), frequencies, parameters)
    every = _in_order([direct, more])
    joins = np.empty(len(every))
    for place, third in _thirds(every, found):
        joins[place] = parameters.through.bits(third) - JOINS_BITS
    group = clusters(len(columns), every.one, every.other, joins, digests=digests)
    more = weigh_all(columns, *within(group, every.one, every.other), frequencies, parameters)
    return _Together(every=_in_order([every, more]), bonds=found, group=group)


def _thirds(every: Weighed, found: Bonds) -> Iterator[tuple[slice, dict[str, NDArray[np.float64]]]]:
    """What the first sum looks at, some pairs after another; one empty part where there is no pair."""
    for start in range(0, max(len(every), 1), _SUMMED_AT_ONCE):
        place = slice(start, start + _SUMMED_AT_ONCE)
        yield place, third_features(every.bits[place], *found.of(every.one[place], every.other[place]))


def _held_through_third(
    columns: Columns, direct: Weighed, every: Weighed, frequencies: Frequencies, parameters: Parameters
) -> NDArray[np.int8]:
    """The highest band of every pair, raised to possible where a third record has what the two lack and nothing contradicts."""
    sure = direct.chosen((direct.held > NOT_PROPOSED) & (direct.probability >= parameters.probable))
    agreed = bonds(sure.one, sure.other, sure.bits, len(columns))
    lacking = np.flatnonzero(every.held == NOT_PROPOSED)
    best, _second = agreed.of(every.one[lacking], every.other[lacking])
    some = lacking[best > NOBODY]
    held = every.held.copy()
    for start in range(0, len(some), AT_ONCE):
        part = some[start : start + AT_ONCE]
        compared = compare_rows(columns, every.one[part], columns, every.other[part], frequencies, parameters)
        silent = ~contradicted(compared.outcomes, parameters)
        held[part[silent]] = POSSIBLE
    return held


def joined(parts: Sequence[Weighed]) -> Weighed:
    """Parts as one, in their order."""
    return Weighed(**{field.name: np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Weighed)})


def _in_order(parts: Sequence[Weighed]) -> Weighed:
    """Parts as one, in the order of their rows."""
    order = np.argsort(np.concatenate([codes_of(part.one, part.other) for part in parts]), kind="stable")
    made = {}
    for field in fields(Weighed):  # one after another, so that no more than one is held twice
        made[field.name] = np.concatenate([getattr(part, field.name) for part in parts])[order]
    return Weighed(**made)
