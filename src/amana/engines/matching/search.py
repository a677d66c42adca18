"""The search as a whole: keys, plan, candidates, comparison, ranking. Storage is asked through `Index`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .compare import Judged, comparer
from .index import Index
from .keys import near_keys, query_keys
from .plan import CEILING, plan
from .rarity import ESTIMATED, Rarity
from .values import Comparison, Key, Record, Verdict

MAX_COMPARED = 120  # records unsealed in one search, over both rounds
_SECOND_ROUND = 40  # of them kept for the look-up under misspelt keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One person of the register, by number, and how near they are."""

    person: int
    comparison: Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The answer to a search.

    matches     best first; those whose verdict is "different" are left out
    too_common  more people carry these names than were compared: a further name or a birth year would help
    compared    how many records were unsealed and compared
    """

    matches: tuple[Match, ...]
    too_common: bool
    compared: int


def find(query: Record, index: Index, *, limit: int = 20, rarity: Rarity = ESTIMATED) -> Found:
    """Find the persons nearest to a query; at most `limit`, and none for an empty query.

    A second round looks under misspelt keys unless the first already found somebody whose names and facts agree well.
    """
    first = query_keys(query)
    weights, too_common = _candidates(first, index)
    chosen = _heaviest(weights, MAX_COMPARED - _SECOND_ROUND)
    found = _compared(query, chosen, index, rarity)
    compared = len(chosen)
    if not any(judged.verdict is Verdict.STRONG for _person, judged in found):
        more, _ = _candidates(near_keys(query), index)
        for person, weight in weights.items():
            more[person] = more.get(person, 0.0) + weight
        seen = set(chosen)
        further = _heaviest({person: weight for person, weight in more.items() if person not in seen}, _SECOND_ROUND)
        found += _compared(query, further, index, rarity)
        compared += len(further)
    found.sort(key=lambda each: (-each[1].score, each[0]))
    matches = tuple(Match(person=person, comparison=judged.comparison()) for person, judged in found[:limit])
    return Found(matches=matches, too_common=too_common, compared=compared)


def _candidates(keys: Sequence[Key], index: Index) -> tuple[dict[int, float], bool]:
    """Persons with the summed weight of the keys they share with the query."""
    if not keys:
        return {}, False
    look_up = plan(keys, index.counts(keys, CEILING))
    weights: dict[int, float] = {}
    for fetch, persons in zip(look_up.fetches, index.holders(look_up.fetches), strict=True):
        for person in persons:
            weights[person] = weights.get(person, 0.0) + fetch.weight
    return weights, bool(look_up.too_common)


def _heaviest(weights: dict[int, float], size: int) -> list[int]:
    return sorted(weights, key=lambda person: (-weights[person], person))[:size]


def _compared(query: Record, persons: Sequence[int], index: Index, rarity: Rarity) -> list[tuple[int, Judged]]:
    """Those of the persons who are not different, in any order."""
    if not persons:
        return []
    records = index.records(persons)
    judge = comparer(query, rarity=rarity)
    judged = ((person, judge(records[person])) for person in persons if person in records)
    return [(person, each) for person, each in judged if each.verdict is not Verdict.DIFFERENT]
