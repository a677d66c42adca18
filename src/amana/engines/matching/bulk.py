"""Looking for many people at once: what a sheet of thousands can afford. Storage is asked through `Index`, as in `search`.

A search for one person looks further: under single names, under misspelt keys, among more candidates. Here only those are compared who
share two names, or a name and a year beside a frequent pair, or a number; a few for each query, all of a batch in three questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .compare import comparer
from .index import Index
from .keys import keys, query_keys
from .plan import plan
from .rarity import ESTIMATED, Rarity
from .search import Match
from .values import Family, Fetch, Key, Record, Verdict

TOGETHER_MORE_THAN = 30  # persons who hold one key; a pair that more hold is asked for with a year of birth, or cut
MAX_COMPARED = 12  # records unsealed for one query
TELLING = frozenset({Family.PAIR, Family.TRIPLE, Family.PHONE, Family.PHONE_TAIL, Family.DOCUMENT})


def find_many(queries: Sequence[Record], index: Index, *, most: int, rarity: Rarity = ESTIMATED) -> list[tuple[Match, ...]]:
    """For each query the persons who are very near to it, best first, at most `most`: verdict "strong" and no other."""
    asked = [_asked(query) for query in queries]
    every = tuple(dict.fromkeys(key for wanted in asked for key in wanted))
    counts = index.counts(every, TOGETHER_MORE_THAN) if every else {}
    fetches = [_fetches(wanted, counts) for wanted in asked]
    held = iter(index.holders([fetch for some in fetches for fetch in some]))
    chosen = [_heaviest((fetch, next(held)) for fetch in some) for some in fetches]
    records = index.records(list(dict.fromkeys(person for some in chosen for person in some)))
    return [_strong(query, some, records, rarity)[:most] for query, some in zip(queries, chosen, strict=True)]


def telling_keys(record: Record) -> tuple[Key, ...]:
    """The keys of a held record under which `find_many` looks, but for those with a year."""
    return tuple(key for key in keys(record) if key.family in TELLING)


def _asked(query: Record) -> tuple[Key, ...]:
    return tuple(key for key in query_keys(query) if key.family is not Family.NAME)


def _fetches(wanted: Sequence[Key], counts: Mapping[Key, int]) -> list[Fetch]:
    """Without those by one name and a year alone: half a town shares both."""
    return [fetch for fetch in plan(wanted, counts, budget=TOGETHER_MORE_THAN).fetches if any(key.family in TELLING for key in fetch.keys)]


def _heaviest(found: Iterable[tuple[Fetch, Sequence[int]]]) -> list[int]:
    weights: dict[int, float] = {}
    for fetch, persons in found:
        for person in persons:
            weights[person] = weights.get(person, 0.0) + fetch.weight
    return sorted(weights, key=lambda person: (-weights[person], person))[:MAX_COMPARED]


def _strong(query: Record, persons: Sequence[int], records: Mapping[int, Record], rarity: Rarity) -> tuple[Match, ...]:
    judge = comparer(query, rarity=rarity)
    judged = [(person, judge(records[person])) for person in persons if person in records]
    near = sorted(((-each.score, person, each) for person, each in judged if each.verdict is Verdict.STRONG), key=lambda one: one[:2])
    return tuple(Match(person=person, comparison=each.comparison()) for _score, person, each in near)
