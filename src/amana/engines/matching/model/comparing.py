"""Compares pairs of rows of two registers: the outcome of every term for each pair. Plain arrays, the same for ten pairs and ten
million.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from .chains import MOVED, SHIFTED, SIBLING, Alignment, line_up
from .columns import NUMBERS, Columns, Frequencies
from .lexicon import ALIKE, DIFFERS, Ints
from .parameters import Parameters
from .terms import BY_NAME, KNOTS, TERMS, Outcomes, outcome

FEW, SOME = 3, 12  # holders of one phone: a person's own, a household's or a shop's
_NEVER = 1e6
_NARROW = 2  # years in a range
_ETHIOPIAN = (7, 8)  # the Ethiopian year runs 7 or 8 behind the Gregorian
_COMMON_PLACE, _RARE_PLACE = 5.0, 9.0  # bits
_EPOCH = 719163  # 1 January 1970 as a day number of the proleptic Gregorian calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """P pairs with their outcomes and, for the explanation, the rows and the alignment of the chains that agree best (number of each
    side's chain).
    """

    row: Ints
    other_row: Ints
    outcomes: Outcomes
    alignment: Alignment
    chain: Ints
    other_chain: Ints


def compare_rows(
    one: Columns, rows: Ints, other: Columns, other_rows: Ints, frequencies: Frequencies, parameters: Parameters | None = None
) -> Compared:
    """Compare row by row. Both sides share a vocabulary. Where a record has several chains the best pair counts.

    parameters  by which the best pair of chains is chosen; without them (in training) the one with the most rarity in place
    """
    alignment, chain, other_chain = _best_chains(one, rows, other, other_rows, frequencies, parameters)
    codes = np.zeros((len(TERMS), len(rows)), np.int8)
    for place, name in enumerate(("given", "father", "grandfather", "further")):
        codes[BY_NAME[name]] = alignment.link[:, place] + 1
    codes[BY_NAME["agreeing"]] = alignment.agreeing
    codes[BY_NAME["shape"]] = alignment.shape
    codes[BY_NAME["nickname"]] = _nickname(one, rows, other, other_rows, alignment, chain, other_chain)
    codes[BY_NAME["birth"]] = _birth(one, rows, other, other_rows)
    codes[BY_NAME["phone"]] = _phone(one, rows, other, other_rows, frequencies, alignment)
    codes[BY_NAME["document"]] = _document(one, rows, other, other_rows)
    codes[BY_NAME["sex"]] = _told(one.sex[rows], other.sex[other_rows])
    codes[BY_NAME["nationality"]] = _sets(one.nationalities[rows], other.nationalities[other_rows])
    codes[BY_NAME["place"]] = _place(one, rows, other, other_rows, frequencies)
    codes[BY_NAME["seen"]] = _seen(one, rows, other, other_rows)
    rarity = np.maximum(alignment.rarity - alignment.overlap, 0)
    return Compared(
        row=rows,
        other_row=other_rows,
        outcomes=Outcomes(codes=codes, rarity=rarity),
        alignment=alignment,
        chain=chain,
        other_chain=other_chain,
    )


def _best_chains(
    one: Columns, rows: Ints, other: Columns, other_rows: Ints, frequencies: Frequencies, parameters: Parameters | None
) -> tuple[Alignment, Ints, Ints]:
    """The best pair of chains of each pair of rows. A record without a name reads the last chain, which holds nothing."""
    first, other_first = one.first_chain[rows], other.first_chain[other_rows]
    many, other_many = one.first_chain[rows + 1] - first, other.first_chain[other_rows + 1] - other_first
    ways = np.maximum(many * other_many, 1)
    at = np.repeat(np.arange(len(rows)), ways)
    nth = np.arange(len(at)) - np.repeat(np.cumsum(ways) - ways, ways)
    width = np.maximum(other_many, 1)[at]
    named = (many * other_many > 0)[at]
    chain = np.where(named, first[at] + nth // width, -1).astype(np.int32)
    other_chain = np.where(named, other_first[at] + nth % width, -1).astype(np.int32)
    alignment = line_up(one, chain, other, other_chain, frequencies)
    if len(at) == len(rows):
        return alignment, chain, other_chain
    worth = _worth(alignment, parameters)
    # two names that stand apart are read as one only where the other side has that one
    rows_of = np.arange(len(at))
    mine, theirs = one.joined[chain], other.joined[other_chain]
    unanswered = (mine >= 0) & (alignment.match[rows_of, np.maximum(mine, 0)] < 0)
    unanswered |= (theirs >= 0) & ~(alignment.match == theirs[:, None]).any(1)
    worth = np.where(unanswered, worth - _NEVER, worth)
    order = np.lexsort((worth, at))
    best = order[np.cumsum(ways) - 1]
    picked = Alignment(**{field.name: getattr(alignment, field.name)[best] for field in fields(Alignment)})
    return picked, chain[best], other_chain[best]


def _worth(alignment: Alignment, parameters: Parameters | None) -> NDArray[np.float64]:
    """How well a pair of chains agrees, for choosing among several."""
    differs = (alignment.link == DIFFERS).sum(1)
    rough: NDArray[np.float64] = alignment.rarity - 5.0 * differs - 4.0 * np.isin(alignment.shape, (SHIFTED, MOVED, SIBLING))
    if parameters is None:
        return rough
    found: NDArray[np.float64] = (
        parameters.weights[BY_NAME["agreeing"]][alignment.agreeing] + parameters.weights[BY_NAME["shape"]][alignment.shape]
    )
    for place, name in enumerate(("given", "father", "grandfather", "further")):
        found = found + parameters.weights[BY_NAME[name]][alignment.link[:, place] + 1]
    found += np.interp(np.maximum(alignment.rarity - alignment.overlap, 0), KNOTS, parameters.rarity) + 1e-6 * rough
    return found


def _nickname(
    one: Columns, rows: Ints, other: Columns, other_rows: Ints, alignment: Alignment, chain: Ints, other_chain: Ints
) -> NDArray[np.int8]:
    """Whether a nickname of either side agrees with the other's nickname, or with its given name where the given names do not agree."""
    found = np.zeros(len(rows), np.int8)
    mine, theirs = one.nickname[rows], other.nickname[other_rows]
    if (mine < 0).all() and (theirs < 0).all():
        return found
    lexicon = one.vocabulary.names
    given_open = alignment.link[:, 0] <= DIFFERS
    sides = (
        (mine, theirs, np.ones(len(rows), bool)),
        (mine, np.where(other_chain >= 0, other.units[other_chain, 0], -1), given_open),
        (np.where(chain >= 0, one.units[chain, 0], -1), theirs, given_open),
    )
    for here, there, allowed in sides:
        some = np.flatnonzero((here >= 0) & (there >= 0) & allowed)
        if some.size:
            found[some] |= lexicon.levels(here[some], there[some]) >= ALIKE
    return found


def _birth(one: Columns, rows: Ints, other: Columns, other_rows: Ints) -> NDArray[np.int8]:
    a_from, a_to = one.year_from[rows].astype(np.int32), one.year_to[rows].astype(np.int32)
    b_from, b_to = other.year_from[other_rows].astype(np.int32), other.year_to[other_rows].astype(np.int32)
    a_day, b_day = one.day[rows], other.day[other_rows]
    known = (a_from >= 0) & (b_from >= 0)
    apart = np.maximum(0, np.maximum(a_from, b_from) - np.minimum(a_to, b_to))
    widest = np.maximum(a_to - a_from, b_to - b_from)
    found = np.zeros(len(rows), np.int8)

    def put(where: NDArray[np.bool_], name: str) -> None:
        found[where] = outcome("birth", name)

    put(known & (apart == 0) & (widest > _NARROW), "range_wide")
    put(known & (apart == 0) & (widest > 0) & (widest <= _NARROW), "range_narrow")
    put(known & (apart == 0) & (widest == 0), "same_year")
    put(known & (apart == 1), "one_year_off")
    put(known & (apart == 2), "two_years_off")
    put(known & (apart > 2) & (apart <= 4), "four_years_off")
    put(known & (apart > 4) & (apart <= 10), "ten_years_off")
    put(known & (apart > 10), "further_off")
    put(known & np.isin(apart, _ETHIOPIAN) & (widest <= _NARROW), "calendar_slip")
    days = np.flatnonzero((a_day >= 0) & (b_day >= 0))
    if days.size:
        found[days] = _days(a_day[days], b_day[days], found[days])
    return found


def _days(one: Ints, other: Ints, by_year: NDArray[np.int8]) -> NDArray[np.int8]:
    """Two known days. The first of January is what offices write for "some time that year"."""
    year, month, day = _date(one)
    their_year, their_month, their_day = _date(other)
    found = by_year.copy()
    january = ((month == 1) & (day == 1)) | ((their_month == 1) & (their_day == 1))
    years = year == their_year
    parts = years.astype(np.int8) + (month == their_month) + (day == their_day)
    found[years & ~january] = outcome("birth", "other_day")
    found[(parts == 2) & ~january] = outcome("birth", "one_part_off")
    found[years & (month == their_day) & (day == their_month) & ~january] = outcome("birth", "day_month_swapped")
    found[(parts == 3) & ~january] = outcome("birth", "same_day")
    found[(parts == 3) & january] = outcome("birth", "first_of_january")
    return found


def _date(days: Ints) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    when = (days.astype(np.int64) - _EPOCH).astype("datetime64[D]")
    months = when.astype("datetime64[M]").astype(np.int64)
    return months // 12, months % 12 + 1, (when - when.astype("datetime64[M]")).astype(np.int64) + 1


def _phone(one: Columns, rows: Ints, other: Columns, other_rows: Ints, frequencies: Frequencies, alignment: Alignment) -> NDArray[np.int8]:
    holders = _fewest_holders(one.phones[rows], other.phones[other_rows], frequencies.phones)
    tail_holders = _fewest_holders(one.tails[rows], other.tails[other_rows], frequencies.tails)
    both = (one.phones[rows, 0] >= 0) & (other.phones[other_rows, 0] >= 0)
    found = np.where(both, outcome("phone", "others"), 0).astype(np.int8)
    shared = np.minimum(holders, tail_holders) < _NOBODY
    fewest = np.where(holders < _NOBODY, holders, tail_holders)
    found[shared] = outcome("phone", "shared_by_many")
    found[shared & (fewest <= SOME)] = outcome("phone", "shared_by_some")
    found[shared & (fewest <= FEW) & (holders == _NOBODY)] = outcome("phone", "tail")
    found[(holders <= FEW)] = outcome("phone", "of_few")
    relative = (alignment.shape == SIBLING) | (alignment.shape == SHIFTED) | (alignment.link[:, 0] == DIFFERS)
    found[shared & relative] = outcome("phone", "same_but_given_differs")
    return found


_NOBODY = 1 << 30


def _fewest_holders(mine: Ints, theirs: Ints, holders: Ints) -> Ints:
    """Holders of the rarest number in common, a very large number where there is none."""
    found = np.full(len(mine), _NOBODY, np.int32)
    for here in range(NUMBERS):
        for there in range(NUMBERS):
            same = np.flatnonzero((mine[:, here] == theirs[:, there]) & (mine[:, here] >= 0))
            if same.size:
                found[same] = np.minimum(found[same], holders[mine[same, here]])
    return found


def _document(one: Columns, rows: Ints, other: Columns, other_rows: Ints) -> NDArray[np.int8]:
    mine, theirs = one.documents[rows], other.documents[other_rows]
    both = (mine[:, 0] >= 0) & (theirs[:, 0] >= 0)
    found = np.zeros(len(rows), np.int8)
    texts = one.vocabulary.documents.texts
    for pair in np.flatnonzero(both):
        held, given = {texts[at] for at in mine[pair] if at >= 0}, {texts[at] for at in theirs[pair] if at >= 0}
        if held & given:
            found[pair] = outcome("document", "same")
        elif any(_one_sign_off(a, b) for a in held for b in given):
            found[pair] = outcome("document", "near")
        else:
            found[pair] = outcome("document", "others")
    return found


def _one_sign_off(one: str, other: str) -> bool:
    """One sign misread in a number of one length, long enough that chance does not do it."""
    return len(one) == len(other) >= 7 and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _told(mine: NDArray[np.int8], theirs: NDArray[np.int8]) -> NDArray[np.int8]:
    """0 where a side is silent, 1 where both say one thing, 2 where they do not."""
    return np.where((mine > 0) & (theirs > 0), np.where(mine == theirs, 1, 2), 0).astype(np.int8)


def _sets(mine: Ints, theirs: Ints) -> NDArray[np.int8]:
    """0 where a side is silent, 1 where they have something in common, 2 where they do not."""
    both = (mine[:, 0] >= 0) & (theirs[:, 0] >= 0)
    common = ((mine[:, :, None] == theirs[:, None, :]) & (mine[:, :, None] >= 0)).any((1, 2))
    return np.where(both, np.where(common, 1, 2), 0).astype(np.int8)


def _place(one: Columns, rows: Ints, other: Columns, other_rows: Ints, frequencies: Frequencies) -> NDArray[np.int8]:
    mine, theirs = one.places[rows], other.places[other_rows]
    both = np.flatnonzero((mine[:, 0] >= 0) & (theirs[:, 0] >= 0))
    found = np.zeros(len(rows), np.int8)
    if not both.size:
        return found
    found[both] = outcome("place", "differs")
    best = np.full(both.size, -1.0, np.float32)
    for here in range(NUMBERS):
        for there in range(NUMBERS):
            a, b = mine[both, here], theirs[both, there]
            some = np.flatnonzero((a >= 0) & (b >= 0))
            agrees = some[one.vocabulary.places.levels(a[some], b[some]) >= ALIKE] if some.size else some
            best[agrees] = np.maximum(best[agrees], np.minimum(frequencies.places[a[agrees]], frequencies.places[b[agrees]]))
    found[both[best >= 0]] = outcome("place", "same_common")
    found[both[best >= _COMMON_PLACE]] = outcome("place", "same")
    found[both[best >= _RARE_PLACE]] = outcome("place", "same_rare")
    return found


def _seen(one: Columns, rows: Ints, other: Columns, other_rows: Ints) -> NDArray[np.int8]:
    found = np.zeros(len(rows), np.int8)
    for here in range(NUMBERS):
        for there in range(NUMBERS):
            day, their_day = one.seen_day[rows, here], other.seen_day[other_rows, there]
            elsewhere = one.seen_country[rows, here] != other.seen_country[other_rows, there]
            found[(day >= 0) & (day == their_day) & elsewhere] = outcome("seen", "elsewhere_that_day")
    return found
