"""Which pairs of a register are worth comparing: those that share a key, where a key that too many share must be narrowed by a second.

Keys are unordered pairs of names (by sound, in any position of the chain), three names, a rare name alone; a frequent name with year of
birth, place, sex or nationality; phones, documents; and for misspelt names a pair in which one name lost a letter or is read coarsely. All
are arrays of numbers: a register of a million gives its keys and its pairs in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from .columns import LINKS, Columns
from .lexicon import Ints

Codes = NDArray[np.uint64]
Pairs = NDArray[np.int64]  # first record << 32 | second record, the first being smaller

_RECORDS_A_SHARE = 250_000  # keys of misspelt names are many: more records than this have them made in several shares
_WORD = 64  # bits of a code
_CENTURIES = np.uint64(200)  # years that are told apart; a smaller number leaves more bits to the names
_MIX = np.uint64(0x9E3779B97F4A7C15)
_COARSE = str.maketrans({"D": "T", "X": "S", "J": "K", "H": "K", "B": "F", "M": "N", "R": "L", "Y": "A", "W": "A"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Keys of one kind: code and record of each posting; `cap` is the largest block whose pairs are all compared."""

    kind: str
    codes: Codes
    records: Ints
    cap: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Distinct pairs, sorted, and what each kind of key added beyond those before it, for the report."""

    pairs: Pairs
    added: dict[str, int]

    def rows(self) -> tuple[Ints, Ints]:
        """The first and the second record of each pair."""
        return (self.pairs >> 32).astype(np.int32), (self.pairs & 0xFFFFFFFF).astype(np.int32)


def candidates(columns: Columns, *, cap: int = 60) -> Candidates:
    """All pairs of rows that share a key. `cap` bounds a block, and with it the work: about cap / 2 pairs a record and kind."""
    found = np.empty(0, np.int64)
    added: dict[str, int] = {}
    for keys in _kinds(columns, cap):
        pairs = _pairs_within(keys)
        before = found.size
        found = _once(np.concatenate([found, pairs]))
        added[keys.kind] = added.get(keys.kind, 0) + found.size - before
    return Candidates(pairs=found, added=added)


def _kinds(columns: Columns, cap: int) -> Iterator[Keys]:
    """Keys of every kind. What too many share is narrowed by what else the two records may have in common, and the looser a key, the
    smaller its blocks: a pair that shares three names is one person in three of four cases, one with a misspelt pair in one of two hundred.
    """
    phones, documents, tails, names = _numbers(columns.phones), _numbers(columns.documents), _numbers(columns.tails), _names(columns)
    yield Keys(kind="document", codes=documents[0], records=documents[1], cap=cap)
    yield Keys(kind="phone", codes=phones[0], records=phones[1], cap=cap)
    yield Keys(kind="phone end", codes=tails[0], records=tails[1], cap=cap)
    yield _joined("phone and name", tails, names, 2 * cap)
    about = _About.of(columns)
    yield _joined("birth day, sex and nationality", about.days, about.both, cap)
    triples = _name_triples(columns)
    yield Keys(kind="three names", codes=triples[0], records=triples[1], cap=cap)
    pairs = _name_pairs(columns, _skeletons(columns, 2))
    yield Keys(kind="two names", codes=pairs[0], records=pairs[1], cap=cap // 2)
    pairs = _too_often(pairs, cap // 2)
    yield _joined("two names and year", pairs, about.years, cap)
    yield _joined("two names and year", pairs, about.near_years, cap // 3)
    yield _joined("two names and place", pairs, about.places, cap)
    yield _joined("two names and sex, nationality", pairs, about.both, cap)
    yield _joined("two names and sex, nationality", pairs, about.nationalities, cap // 2)
    yield _joined("two names and sex, nationality", pairs, about.sexes, cap // 2)
    del pairs
    yield from _kinds_of_given(columns, about, cap)
    yield Keys(kind="a rare name", codes=names[0], records=names[1], cap=cap // 3)
    names = _too_often(names, cap // 3)
    yield _joined("name, year and place", _join(names, about.near_years), about.places, cap // 3)
    yield _joined("name and birth day", names, about.days, cap // 3)
    yield _joined("name, year, sex and nationality", _join(names, about.years), about.both, cap // 3)
    coarse = _name_pairs(columns, _coarse(columns))
    yield Keys(kind="two names, coarsely", codes=coarse[0], records=coarse[1], cap=cap // 6)
    coarse = _too_often(coarse, cap // 6)
    yield _joined("two names coarsely, and more", coarse, about.years, cap // 6)
    yield _joined("two names coarsely, and more", coarse, about.places, cap // 6)
    yield _joined("two names coarsely, and more", coarse, about.both, cap // 3)
    del coarse
    shares = 1 + len(columns) // _RECORDS_A_SHARE
    for share in range(shares):
        lost = _pairs_with_lost_letter(columns, share, shares)
        yield Keys(kind="two names, one misspelt", codes=lost[0], records=lost[1], cap=cap // 6)
        yield _joined("one misspelt, and year", _too_often(lost, cap // 6), about.years, cap // 6)


def _kinds_of_given(columns: Columns, about: _About, cap: int) -> Iterator[Keys]:
    """Keys of the first name of a chain: many records hold no other, and as first name it is rarer than anywhere in a chain."""
    given = _given(columns)
    yield Keys(kind="a rare given name", codes=given[0], records=given[1], cap=cap // 3)
    given = _too_often(given, cap // 3)
    dated = _join(given, about.years)
    yield _joined("given name, year and sex, nationality", dated, about.nationalities, cap)
    yield _joined("given name, year and sex, nationality", dated, about.sexes, cap // 2)
    yield _joined("given name, year and sex, nationality", dated, about.both, 2 * cap)
    yield _joined("given name and place", given, about.places, cap // 2)
    yield _joined("given name and nationality", given, about.nationalities, cap)


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    """What narrows a name that many hold: postings of years, years with their neighbours, days of birth, places, sex and nationality."""

    years: tuple[Codes, Ints]
    near_years: tuple[Codes, Ints]
    days: tuple[Codes, Ints]
    places: tuple[Codes, Ints]
    sexes: tuple[Codes, Ints]
    nationalities: tuple[Codes, Ints]
    both: tuple[Codes, Ints]  # sex with nationality, where both are given

    @classmethod
    def of(cls, columns: Columns) -> _About:
        """From the records."""
        rows = np.arange(len(columns), dtype=np.int32)
        sexes = _posted(np.where(columns.sex > 0, columns.sex.astype(np.int32), -1), rows)
        nationalities = _posted(columns.nationalities[:, 0], rows)
        return cls(
            years=_years(columns, around=0), near_years=_years(columns, around=1), days=_days(columns), places=_places(columns),
            sexes=sexes, nationalities=nationalities, both=_join(sexes, nationalities),
        )  # fmt: skip


def _mix(one: Codes, other: Codes) -> Codes:
    with np.errstate(over="ignore"):
        mixed: Codes = (one * _MIX) ^ (other + np.uint64(0x632BE59BD9B4E019)) * np.uint64(0xFF51AFD7ED558CCD)
        return mixed ^ (mixed >> np.uint64(29))


def _skeletons(columns: Columns, readings: int) -> Ints:
    """Skeleton numbers of the units of every chain: [C, 4, readings], -1 for none."""
    table = columns.vocabulary.names.skeletons()
    return np.where(columns.units[:, :, None] >= 0, table[columns.units][:, :, :readings], -1)


def _coarse(columns: Columns) -> Ints:
    """As `_skeletons`, one reading, with letters that clerks confuse written as one: [C, 4, 1]."""
    texts = columns.vocabulary.names.skeleton_texts()
    number: dict[str, int] = {}
    coarse = np.array([number.setdefault(text.translate(_COARSE), len(number)) for text in texts] or [0], np.int32)
    fine = _skeletons(columns, 1)
    return np.where(fine >= 0, coarse[fine], -1)


def _owners(columns: Columns) -> Ints:
    """The record of every chain; the last chain belongs to nobody."""
    return np.repeat(np.arange(len(columns), dtype=np.int32), np.diff(columns.first_chain))


def _distinct(codes: Codes, records: Ints) -> tuple[Codes, Ints]:
    """Postings once each, by code and record."""
    if not codes.size:
        return codes, records
    width = int(records.max()).bit_length()
    if int(codes.max()).bit_length() + width <= _WORD:
        # both in one number: one sort of plain numbers instead of two of places, and a third of the memory
        packed = codes << np.uint64(width) | records.astype(np.uint64)
        packed.sort()
        packed = packed[np.concatenate([[True], packed[1:] != packed[:-1]])]
        return packed >> np.uint64(width), (packed & np.uint64((1 << width) - 1)).astype(np.int32)
    order = np.lexsort((records, codes))
    codes, records = codes[order], records[order]
    fresh = np.ones(codes.size, bool)
    fresh[1:] = (codes[1:] != codes[:-1]) | (records[1:] != records[:-1])
    return codes[fresh], records[fresh]


def _once(pairs: Pairs) -> Pairs:
    """Pairs once each, sorted, in place. `numpy.unique` hashes plain numbers, which takes ten times as long for so many."""
    pairs.sort()
    return pairs[np.concatenate([[True], pairs[1:] != pairs[:-1]])] if pairs.size else pairs


def _blocks(codes: Codes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each block of equal codes begins, and its size; the codes are sorted."""
    if not codes.size:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    first = np.flatnonzero(np.concatenate([[True], codes[1:] != codes[:-1]]))
    return first, np.diff(np.append(first, codes.size))


def _together(parts: list[tuple[Codes, Ints]]) -> tuple[Codes, Ints]:
    if not parts:
        return np.empty(0, np.uint64), np.empty(0, np.int32)
    return _distinct(np.concatenate([codes for codes, _ in parts]), np.concatenate([records for _, records in parts]))


def _names(columns: Columns) -> tuple[Codes, Ints]:
    owners = _owners(columns)
    table = columns.vocabulary.names.skeletons()
    units = columns.units[:-1]
    parts = []
    for link in range(LINKS):
        for reading in range(2):
            numbers = np.where(units[:, link] >= 0, table[units[:, link], reading], -1)
            parts.append(_posted(numbers, owners))
    parts.append(_posted(np.where(columns.nickname >= 0, table[columns.nickname, 0], -1), np.arange(len(columns), dtype=np.int32)))
    return _together(parts)


def _given(columns: Columns) -> tuple[Codes, Ints]:
    """The first name of each chain, in two readings."""
    owners, first = _owners(columns), _skeletons(columns, 2)[:-1, 0]
    return _together([_posted(first[:, reading], owners) for reading in range(2)])


def _posted(numbers: Ints, owners: Ints) -> tuple[Codes, Ints]:
    some = numbers >= 0
    return numbers[some].astype(np.uint64), owners[some]


def _name_pairs(columns: Columns, skeletons: Ints) -> tuple[Codes, Ints]:
    """Unordered pairs of names of each chain, nicknames with each name too."""
    owners, parts = _owners(columns), []
    base = np.uint64(len(columns.vocabulary.names.skeleton_texts()) or 1)
    skeletons = skeletons[:-1]
    readings = skeletons.shape[2]
    for a, b in combinations(range(LINKS), 2):
        for one in range(readings):
            parts += [_pair_posted(skeletons[:, a, one], skeletons[:, b, other], base, owners) for other in range(readings)]
    return _together(parts)


def _pair_posted(one: Ints, other: Ints, base: np.uint64, owners: Ints) -> tuple[Codes, Ints]:
    some = np.flatnonzero((one >= 0) & (other >= 0))
    low, high = np.minimum(one[some], other[some]), np.maximum(one[some], other[some])
    return low.astype(np.uint64) * base + high.astype(np.uint64), owners[some]


def _name_triples(columns: Columns) -> tuple[Codes, Ints]:
    owners, parts = _owners(columns), []
    skeletons = _skeletons(columns, 1)[:-1, :, 0]
    for three in combinations(range(LINKS), 3):
        chosen = np.sort(skeletons[:, three], axis=1).astype(np.int64)
        some = chosen[:, 0] >= 0
        codes = _mix(_mix(chosen[some, 0].astype(np.uint64), chosen[some, 1].astype(np.uint64)), chosen[some, 2].astype(np.uint64))
        parts.append((codes, owners[some]))
    return _together(parts)


def _pairs_with_lost_letter(columns: Columns, share: int, shares: int) -> tuple[Codes, Ints]:
    """Pairs of names in which one lost a letter, or none: two records whose names are one letter apart share such a pair.

    One of so many shares of all codes, so that a large register needs no more memory than a small one.
    """
    texts = columns.vocabulary.names.skeleton_texts()
    number = {text: at for at, text in enumerate(texts)}
    most = 8
    lost = np.full((len(texts) or 1, most), -1, np.int32)
    for at, text in enumerate(texts):
        if len(text) < 3:
            continue
        shorter = dict.fromkeys(text[:place] + text[place + 1 :] for place in range(len(text)))
        for column, each in enumerate(list(shorter)[: most - 1]):
            lost[at, column] = number.setdefault(each, len(number))
        lost[at, most - 1] = at
    owners = _owners(columns)
    skeletons = _skeletons(columns, 1)[:-1, :, 0]
    base = np.uint64(len(number))
    parts = []
    for b in range(LINKS):
        whole = np.flatnonzero((skeletons[:, b] >= 0) & (skeletons[:, b] % shares == share))
        for a in range(LINKS):
            if a == b:
                continue
            some = whole[skeletons[whole, a] >= 0]
            begin = skeletons[some, b].astype(np.uint64) * base
            for column in range(most):
                short = lost[skeletons[some, a], column]
                kept = short >= 0
                parts.append((begin[kept] + short[kept].astype(np.uint64), owners[some[kept]]))
    return _together(parts)


def _numbers(table: Ints) -> tuple[Codes, Ints]:
    rows = np.arange(len(table), dtype=np.int32)
    return _together([_posted(table[:, column], rows) for column in range(table.shape[1])])


def _years(columns: Columns, *, around: int) -> tuple[Codes, Ints]:
    """Years of birth; a year is posted with its neighbours on one side only, which is enough for two records to meet."""
    rows = np.arange(len(columns), dtype=np.int32)
    known = (columns.year_from >= 0) & (columns.year_to - columns.year_from <= 3)
    parts = []
    for step in range(4 + around):
        some = np.flatnonzero(known & (columns.year_from + step <= columns.year_to + around))
        parts.append(((columns.year_from[some] + step).astype(np.uint64) % _CENTURIES, rows[some]))
    return _together(parts)


def _days(columns: Columns) -> tuple[Codes, Ints]:
    some = np.flatnonzero(columns.day >= 0).astype(np.int32)
    return columns.day[some].astype(np.uint64), some


def _places(columns: Columns) -> tuple[Codes, Ints]:
    table = columns.vocabulary.places.skeletons()
    rows = np.arange(len(columns), dtype=np.int32)
    if not len(table):
        return np.empty(0, np.uint64), np.empty(0, np.int32)
    first = columns.places[:, 0]
    return _together([_posted(np.where(first >= 0, table[first, reading], -1), rows) for reading in range(2)])


def _too_often(postings: tuple[Codes, Ints], cap: int) -> tuple[Codes, Ints]:
    """The postings of keys that more than `cap` records hold."""
    codes, records = postings
    _first, size = _blocks(codes)
    often = np.repeat(size > cap, size)
    return codes[often], records[often]


def _join(one: tuple[Codes, Ints], other: tuple[Codes, Ints]) -> tuple[Codes, Ints]:
    """Every key of the first with every key of the second of the same record, as one key."""
    order = np.argsort(other[1], kind="stable")
    other_codes, other_records = other[0][order], other[1][order]
    first = np.searchsorted(other_records, one[1])
    many = np.searchsorted(other_records, one[1], side="right") - first
    at = np.repeat(np.arange(one[1].size), many)
    nth = np.arange(at.size) - np.repeat(np.cumsum(many) - many, many)
    mine, theirs = one[0][at], other_codes[first[at] + nth]
    if not at.size:
        return mine, one[1][at]
    base = int(other_codes.max()) + 1
    room = _WORD - int(one[1].max()).bit_length()
    exact = (int(mine.max()) * base + base).bit_length() <= room
    return _distinct(mine * np.uint64(base) + theirs if exact else _mix(mine, theirs), one[1][at])


def _joined(kind: str, one: tuple[Codes, Ints], other: tuple[Codes, Ints], cap: int) -> Keys:
    codes, records = _join(one, other)
    return Keys(kind=kind, codes=codes, records=records, cap=cap)


def _pairs_within(keys: Keys) -> Pairs:
    """All pairs within each block of at most `cap` records."""
    first, size = _blocks(keys.codes)
    found = [np.empty(0, np.int64)]
    for many in range(2, keys.cap + 1):
        starts = first[size == many]
        if not starts.size:
            continue
        a, b = np.triu_indices(many, 1)
        one, other = keys.records[starts[:, None] + a].ravel(), keys.records[starts[:, None] + b].ravel()
        found.append(np.minimum(one, other).astype(np.int64) << 32 | np.maximum(one, other).astype(np.int64))
    return _once(np.concatenate(found))
