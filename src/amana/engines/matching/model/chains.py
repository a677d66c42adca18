"""Lines up the chains of many pairs at once: which links agree, how well and where; what differs, what is missing, what shape remains.

The rules are those of `chain.py`, over arrays: every unit is matched with at most one of the other side, the best agreement first and among
equals the nearest link; what stays open on both sides is a conflict at the earlier of its two links.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .columns import LINKS, Columns, Frequencies, pair_code
from .lexicon import DIFFERS, Ints, Levels, Lexicon

WORTH = np.array([0.0, 0.45, 0.6, 0.95, 1.0], np.float32)  # of a level, see `agreement.WORTH`
GIVEN, FATHER, GRANDFATHER, FURTHER = range(LINKS)
MISSING = -1

# How the agreeing links stand to each other.
AS_GIVEN, LINK_SKIPPED, OTHER_ORDER, SHIFTED, MOVED, SIBLING, ORDER_IN_PART, ORDER_AND_DIFFERS, SKIPPED_LOOSELY = range(9)
_OWN_RECORDS = 4  # of one person, in a count of records that hold two names


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """P pairs of chains.

    link        level at each link: -1 where either side gives none, 0 where both give it and nothing answers it, else how well it
                agrees; a unit that agrees at another link counts at the earlier one: [P, 4]
    agreeing    how many links agree: [P]
    in_place    of them at the same link on both sides: [P]
    rarity      bits of the agreeing names by how rare they are and how well they agree: [P]
    overlap     bits by which the agreeing names occur together more often than by chance, 0 or more: [P]
    shape       AS_GIVEN, LINK_SKIPPED (in order, not all at the same link), OTHER_ORDER (nothing differs), SHIFTED
                (all moved by one link and the rest differs: a parent's or child's chain), MOVED (all moved by one and nothing differs:
                perhaps so), SIBLING, ORDER_IN_PART (another order, yet the given name stays), ORDER_AND_DIFFERS (another order, and a
                name has no answer) or SKIPPED_LOOSELY (as LINK_SKIPPED, but a name has no answer or none stands at its link): [P]
    missing     links that one side gives and the other does not: [P]
    father      whether the father's name of either side agrees beside another name: [P]
    match       for each unit of the first chain the unit of the second that answers it, -1 for none: [P, 4]
    """

    link: Levels
    agreeing: NDArray[np.int8]
    in_place: NDArray[np.int8]
    rarity: NDArray[np.float32]
    overlap: NDArray[np.float32]
    shape: NDArray[np.int8]
    missing: NDArray[np.int8]
    father: NDArray[np.bool_]
    match: NDArray[np.int8]


def line_up(one: Columns, chains: Ints, other: Columns, other_chains: Ints, frequencies: Frequencies) -> Alignment:
    """Line up chains of two registers that share a vocabulary, pair by pair."""
    lexicon = one.vocabulary.names
    mine, theirs = one.units[chains], other.units[other_chains]
    my_link, their_link = one.link[chains], other.link[other_chains]
    levels = _levels(lexicon, mine, theirs)
    match, level = _matched(levels, my_link, their_link)
    return _described(mine, theirs, my_link, their_link, match, level, lexicon, frequencies)


def _levels(lexicon: Lexicon, mine: Ints, theirs: Ints) -> Levels:
    """Level of every unit of one chain beside every unit of the other; -1 where either is missing: [P, 4, 4]."""
    left = np.repeat(mine, LINKS, axis=1).ravel()
    right = np.tile(theirs, (1, LINKS)).ravel()
    found = np.full(left.size, MISSING, np.int8)
    both = np.flatnonzero((left >= 0) & (right >= 0))
    found[both] = lexicon.levels(left[both], right[both])
    return found.reshape(-1, LINKS, LINKS)


def _matched(levels: Levels, my_link: Levels, their_link: Levels) -> tuple[NDArray[np.int8], Levels]:
    """Each unit of the first chain beside at most one of the second: (index or -1, level): [P, 4] each."""
    pairs = len(levels)
    apart = np.abs(my_link[:, :, None] - their_link[:, None, :])
    # Level first, then the same link before another, then the earlier link on either side: the same whoever is asked.
    first = np.minimum(my_link[:, :, None], their_link[:, None, :])
    worth = (levels.astype(np.int16) * 64 + (7 - apart) * 8 - first).reshape(pairs, -1)
    worth[(levels <= DIFFERS).reshape(pairs, -1)] = -1
    match = np.full((pairs, LINKS), -1, np.int8)
    level = np.zeros((pairs, LINKS), np.int8)
    rows = np.arange(pairs)
    grid = worth.reshape(pairs, LINKS, LINKS)
    for _ in range(LINKS):
        best = grid.reshape(pairs, -1)[rows].argmax(axis=1)
        here, there = best // LINKS, best % LINKS
        keep = grid[rows, here, there] > 0
        rows, here, there = rows[keep], here[keep], there[keep]
        if not rows.size:
            break
        match[rows, here] = there
        level[rows, here] = levels[rows, here, there]
        grid[rows, here, :] = -1
        grid[rows, :, there] = -1
    return match, level


def _described(
    mine: Ints,
    theirs: Ints,
    my_link: Levels,
    their_link: Levels,
    match: NDArray[np.int8],
    level: Levels,
    lexicon: Lexicon,
    frequencies: Frequencies,
) -> Alignment:
    pairs = len(mine)
    rows = np.arange(pairs)
    link = np.full((pairs, LINKS), MISSING, np.int8)
    answered = np.zeros((pairs, LINKS), bool)
    rarity = np.zeros((pairs, LINKS), np.float32)
    step_up, step_down, stays = (np.zeros(pairs, np.int8) for _ in range(3))
    father, given_stays = np.zeros(pairs, bool), np.zeros(pairs, bool)
    links_kept = np.zeros(pairs, np.int8)
    ordered = np.ones(pairs, bool)
    last = np.full(pairs, -1, np.int8)
    for here in range(LINKS):
        hit = match[:, here] >= 0
        there = np.where(hit, match[:, here], 0)
        answered[rows[hit], there[hit]] = True
        a, b = my_link[:, here], their_link[rows, there]
        at = np.where(hit, np.minimum(a, b), 0).clip(0, LINKS - 1)
        link[rows[hit], at[hit]] = np.maximum(link[rows[hit], at[hit]], level[hit, here])
        bits = np.minimum(frequencies.names[mine[:, here]], frequencies.names[theirs[rows, there]])
        rarity[:, here] = np.where(hit, WORTH[level[:, here]] * bits, 0)
        stays += hit & (a == b)
        given_stays |= hit & (a == GIVEN) & (b == GIVEN)
        step_up += hit & (a - b == 1)
        step_down += hit & (b - a == 1)
        father |= hit & ((a == FATHER) | (b == FATHER))
        ordered &= ~hit | (there > last)
        last = np.where(hit, there, last)
        links_kept += hit
    open_mine = (mine >= 0) & (match < 0)
    open_theirs = (theirs >= 0) & ~answered
    conflicts = np.minimum(open_mine.sum(1), open_theirs.sum(1)).astype(np.int8)
    given_differs = np.zeros(pairs, bool)
    my_order, their_order = open_mine.cumsum(1), open_theirs.cumsum(1)
    for nth in range(1, LINKS + 1):
        some = np.flatnonzero(conflicts >= nth)
        if not some.size:
            break
        here = ((my_order[some] == nth) & open_mine[some]).argmax(1)
        there = ((their_order[some] == nth) & open_theirs[some]).argmax(1)
        a, b = my_link[some, here], their_link[some, there]
        at = np.minimum(a, b).clip(0, LINKS - 1)
        # an agreement that stands at this link already is told by its own link; the conflict goes to the next free one
        at = np.where(link[some, at] > DIFFERS, np.maximum(a, b).clip(0, LINKS - 1), at)
        free = link[some, at] <= DIFFERS
        link[some[free], at[free]] = DIFFERS
        given_differs[some] |= (a == GIVEN) & (b == GIVEN)
    moved = (links_kept > 0) & ((step_up == links_kept) | (step_down == links_kept))
    shape = _shape(links_kept, stays, conflicts, moved, turned=~ordered & (links_kept > 1), given=given_stays)
    shape[given_differs & (stays >= 1) & ~(moved & (conflicts > 0))] = SIBLING
    return Alignment(
        link=link,
        agreeing=links_kept,
        in_place=stays,
        rarity=rarity.sum(1),
        overlap=_overlap(mine, theirs, match, rarity, lexicon, frequencies),
        shape=shape,
        missing=np.abs(open_mine.sum(1) - open_theirs.sum(1)).astype(np.int8),
        father=father & (links_kept > 1),
        match=match,
    )


def _shape(
    agreeing: Levels, in_place: Levels, conflicts: Levels, moved: NDArray[np.bool_], *, turned: NDArray[np.bool_], given: NDArray[np.bool_]
) -> NDArray[np.int8]:
    """How the agreeing links stand, brothers and sisters apart.

    moved   all by one link
    turned  in another order
    given   the given names agree
    """
    found = np.full(len(agreeing), AS_GIVEN, np.int8)
    gaps = in_place < agreeing
    found[gaps] = LINK_SKIPPED
    found[gaps & ((conflicts > 0) | (in_place == 0))] = SKIPPED_LOOSELY
    found[turned] = OTHER_ORDER
    found[turned & given] = ORDER_IN_PART
    found[turned & (conflicts > 0)] = ORDER_AND_DIFFERS
    found[moved] = MOVED
    found[moved & (conflicts > 0)] = SHIFTED
    return found


def _overlap(
    mine: Ints, theirs: Ints, match: NDArray[np.int8], rarity: NDArray[np.float32], lexicon: Lexicon, frequencies: Frequencies
) -> NDArray[np.float32]:
    """Bits by which the two commonest of the agreeing names occur together more often than their product says; 0 where they do not.

    A person who is on file several times must not make a rare pair look common, so some records are taken off the count. Never more than
    the
    rarer of the two names is worth: together they say at least what the rarer says alone.
    """
    found = np.zeros(len(mine), np.float32)
    if not frequencies.pairs.size:
        return found
    firsts = lexicon.skeletons()[:, 0]
    for a in range(LINKS):
        for b in range(a + 1, LINKS):
            some = np.flatnonzero((match[:, a] >= 0) & (match[:, b] >= 0))
            if not some.size:
                continue
            mine_together = _together(firsts[mine[some, a]], firsts[mine[some, b]], frequencies)
            theirs_together = _together(firsts[theirs[some, match[some, a]]], firsts[theirs[some, match[some, b]]], frequencies)
            count = np.maximum(mine_together, theirs_together) - _OWN_RECORDS
            seen = -np.log2(np.maximum(count, 1e-9) / frequencies.persons)
            owed = np.minimum(rarity[some, a] + rarity[some, b] - seen, np.minimum(rarity[some, a], rarity[some, b]))
            found[some] = np.maximum(found[some], np.where(count > 0, owed, 0))
    return np.maximum(found, 0)


def _together(one: Ints, other: Ints, frequencies: Frequencies) -> Ints:
    """How many records hold both skeletons; 0 where fewer than two do."""
    codes = pair_code(one, other)
    at = np.searchsorted(frequencies.pairs, codes)
    at[at == frequencies.pairs.size] = 0
    return np.where(frequencies.pairs[at] == codes, frequencies.pair_counts[at], 0)
