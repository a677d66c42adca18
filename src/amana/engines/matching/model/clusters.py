"""Groups of records that may be one person, by correlation: what speaks against counts as much as what speaks for.

Greedy additive edge contraction (Keuper and others 2015): the two groups whose pairs together say most for one person are joined, their
evidence towards every third group is added up, and so on until nothing speaks for joining. A chain of weak links therefore never joins
its ends, one strong contradiction keeps two groups apart, and two records that were decided to be different persons are never in one group.

A group is a proposal to look at several files together. It joins nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush

import numpy as np
from numpy.typing import NDArray

from .lexicon import Ints

NOT_COMPARED = -4.0  # bits against one person for two records that share no key
_APART = -1e6  # decided to be different persons
_MOST = 30.0  # bits that one pair may say, so that no pair outweighs all others


def clusters(
    records: int, one: Ints, other: Ints, bits: NDArray[np.float64], *, digests: NDArray[np.uint64], apart: Sequence[tuple[int, int]] = ()
) -> Ints:
    """The group of every record, by the number of its first record: [records].

    one, other  the pairs that were compared, each once
    bits        log2 odds that each pair is one person, less what is asked for to join: above 0 speaks for joining
    digests     of what each record says, so that the order of the records changes nothing
    apart       pairs that are known to be different persons
    """
    found = np.arange(records, dtype=np.int32)
    touched = np.unique(np.concatenate([one[bits > 0], other[bits > 0]]))
    if not touched.size:
        return found
    component = _components(records, one[bits > 0], other[bits > 0])
    inside = component[one] == component[other]
    order = np.argsort(np.argsort(digests[touched], kind="stable"), kind="stable")
    number = dict(zip(touched.tolist(), order.tolist(), strict=True))
    back = touched[np.argsort(digests[touched], kind="stable")]
    edges: dict[int, dict[int, float]] = defaultdict(dict)
    for a, b, weight in zip(one[inside].tolist(), other[inside].tolist(), bits[inside].tolist(), strict=True):
        here, there = number[a], number[b]
        edges[here][there] = edges[there][here] = max(-_MOST, min(_MOST, weight))
    for a, b in apart:
        if a in number and b in number:
            here, there = number[a], number[b]
            edges[here][there] = edges[there][here] = _APART
    for rank, group in _contracted(edges).items():
        found[back[rank]] = group
    return _by_first_record(found, back, touched)


def _by_first_record(found: Ints, back: Ints, touched: Ints) -> Ints:
    """Groups named by rank become groups named by their first record."""
    ranks = found[touched]
    lowest: dict[int, int] = {}
    for record, rank in zip(touched.tolist(), ranks.tolist(), strict=True):
        lowest[rank] = min(lowest.get(rank, record), record)
    found[touched] = [lowest[rank] for rank in ranks.tolist()]
    return found


def _components(records: int, one: Ints, other: Ints) -> Ints:
    """Connected components, by the smallest number in each."""
    parent = np.arange(records, dtype=np.int32)
    while True:
        lowest = np.minimum(parent[one], parent[other])
        before = parent.copy()
        np.minimum.at(parent, one, lowest)
        np.minimum.at(parent, other, lowest)
        np.minimum.at(parent, before[one], lowest)
        np.minimum.at(parent, before[other], lowest)
        parent = parent[parent]
        if (parent == before).all():
            return parent


def _contracted(edges: dict[int, dict[int, float]]) -> dict[int, int]:
    """The group of every node. Pairs that were not compared speak against, once for each pair between two groups."""
    size = dict.fromkeys(edges, 1)
    compared: dict[int, dict[int, int]] = {node: dict.fromkeys(near, 1) for node, near in edges.items()}
    group = {node: node for node in edges}
    members = {node: [node] for node in edges}
    waiting = [(-weight, a, b) for a, near in edges.items() for b, weight in near.items() if a < b and weight > 0]
    heapify(waiting)

    def weight_between(a: int, b: int) -> float:
        return edges[a][b] + NOT_COMPARED * (size[a] * size[b] - compared[a][b])

    while waiting:
        negative, a, b = heappop(waiting)
        if b not in edges.get(a, {}) or weight_between(a, b) != -negative:
            continue
        if len(edges[a]) < len(edges[b]):
            a, b = b, a
        for near, weight in edges.pop(b).items():
            del edges[near][b]
            count = compared[near].pop(b)
            if near == a:
                continue
            edges[a][near] = edges[near][a] = edges[a].get(near, 0.0) + weight
            compared[a][near] = compared[near][a] = compared[a].get(near, 0) + count
        compared.pop(b)
        size[a] += size.pop(b)
        members[a] += members.pop(b)
        for near in edges[a]:
            joint = weight_between(a, near)
            if joint > 0:
                heappush(waiting, (-joint, min(a, near), max(a, near)))
    for root, inside in members.items():
        for node in inside:
            group[node] = root
    return group


def carried(groups: Sequence[int], names: Sequence[str], before: Mapping[str, str]) -> list[str]:
    """A lasting name for the group of each record: the one most of its members had before, else the smallest name of a member.

    groups  the group of each record
    names   the name of each record, which must not change between runs
    before  record to group, from the run before; empty for the first
    """
    inside: dict[int, list[str]] = defaultdict(list)
    for group, name in zip(groups, names, strict=True):
        inside[group].append(name)
    claims: list[tuple[int, str, int]] = []
    for group, members in inside.items():
        held: dict[str, int] = defaultdict(int)
        for name in members:
            if name in before:
                held[before[name]] += 1
        claims += [(-count, old, group) for old, count in held.items()]
    given: dict[int, str] = {}
    taken: set[str] = set()
    for _count, old, group in sorted(claims, key=lambda claim: (claim[0], claim[1], min(inside[claim[2]]))):
        if group not in given and old not in taken:
            given[group] = old
            taken.add(old)
    for group in sorted(inside, key=lambda each: min(inside[each])):
        if group not in given:
            given[group] = (
                next(name for name in sorted(inside[group]) if name not in taken)
                if set(inside[group]) - taken
                else min(inside[group]) + "+"
            )
            taken.add(given[group])
    return [given[group] for group in groups]
