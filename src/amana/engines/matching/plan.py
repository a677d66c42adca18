"""Decides which keys of a query to look up, and together with which others, so that a search stays small.

A key held by fewer persons than the ceiling is fetched whole. A key at the ceiling is only useful together with a second
one: the pair Mohamed and Ahmed with the year 1994. What is left is cut, and said to be cut.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2

from .values import Family, Fetch, Key, Plan

CEILING = 600
REGISTER_BITS = 20.0  # log2 of a million persons: what a key held by one person says
_NUMBERS = frozenset({Family.PHONE, Family.PHONE_TAIL, Family.DOCUMENT})
_NAMES = frozenset({Family.PAIR, Family.TRIPLE})
_MAX_FETCHES = 60
_YEAR_BITS = 4.0
_CHAIN_BITS = 6.0


def plan(keys: Sequence[Key], counts: Mapping[Key, int], *, budget: int = CEILING) -> Plan:
    """Order the look-ups of a query, triples first and then the rarest key.

    keys    of the query, from `query_keys` or `near_keys`
    counts  persons per key; absent or 0 means none, `budget` or more means "at least so many"
    budget  most persons fetched for one key

    Single names are fetched whole only while rare, or if the query has nothing else.
    """
    # Triples first: among many misspelt keys a rare pair is often chance, three names of one chain are not.
    held = sorted((key for key in keys if counts.get(key, 0) > 0), key=lambda key: (key.family is not Family.TRIPLE, counts[key], key))
    rare = [key for key in held if counts[key] < budget]
    frequent = [key for key in held if counts[key] >= budget]
    fetches = [Fetch(keys=(key,), limit=budget, weight=_weight(key, counts[key])) for key in rare]
    together = _together(frequent, budget)
    fetches += together
    covered = {key for fetch in together for key in fetch.keys}
    cut = [key for key in frequent if key not in covered and key.family is not Family.NAME_YEAR]
    # Without any narrower way in, some of those who hold the frequent key are better than none.
    too_common = tuple(key for key in frequent if key.family in _NAMES or not fetches)
    sets_cut = [key for key in cut if key.family is not Family.NAME]
    for key in sets_cut or ([] if fetches else cut):
        fetches.append(Fetch(keys=(key,), limit=budget, weight=_weight(key, budget)))
    return Plan(fetches=tuple(fetches[:_MAX_FETCHES]), too_common=too_common)


def _together(frequent: list[Key], budget: int) -> list[Fetch]:
    """Frequent pairs and triples, each with a frequent name-and-year key of one of its names."""
    found: list[Fetch] = []
    years: dict[str, list[Key]] = {}
    for key in frequent:
        if key.family is Family.NAME_YEAR:
            years.setdefault(key.text.partition("@")[0], []).append(key)
    for key in frequent:
        if key.family not in _NAMES:
            continue
        name = next((name for name in key.text.split("|") if name in years), "")
        weight = _weight(key, budget) + _YEAR_BITS
        found += [Fetch(keys=(year, key), limit=budget, weight=weight) for year in years.get(name, ())]
    return found


def _weight(key: Key, count: int) -> float:
    if key.family in _NUMBERS:
        return REGISTER_BITS if count < 20 else REGISTER_BITS / 2  # a number that many give is a shop's or a broker's
    whole_chain = _CHAIN_BITS if key.family is Family.TRIPLE else 0.0
    return max(1.0, REGISTER_BITS - log2(max(count, 1))) + whole_chain
