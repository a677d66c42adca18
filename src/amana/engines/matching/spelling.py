"""How well the letters of a Latin spelling explain an Arabic or Ge'ez one: in bits, against two names that have nothing in common.

Each group of Latin letters has a list of what stands for it in the other script and how much oftener it does so than by chance
(`arabic_bits.py`, `ethiopic_bits.py`, counted from pairs by `benchmarks/matching/fit_spellings.py`). The bits of two words are those of
all ways to lay them side by side, so a short name cannot gather many, and an unusual letter weighs more than a usual one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from math import log2
from operator import and_, or_
from typing import NamedTuple

from . import arabic_bits, ethiopic_bits
from .letters import Script, arabic_letters, ethiopic_letters, latin_letters, script_of

NOTHING_IN_COMMON = -50.0
LONGEST = 30  # letters; what is longer is no single part of a name
_LONGEST_GROUP = 4
_LIKELY = 2.0**-3.5  # what stands for a letter, or is passed over, more seldom than this is an oddity
# More oddities than this in one pair speak against one name more than all else could speak for it.
_ODD_LETTERS = {Script.ARABIC: 1, Script.ETHIOPIC: 2}
_UNHEARD_OF = 2.0**-14  # any letter for any other: a slip, or a habit that was never counted
_LEAST = 2.0**-20  # what has come to so little will not recover


class _Row(NamedTuple):
    """What a Latin group stands for. stands: letters -> how many times as often as by chance. likely: the letters of it that are no oddity.

    left_out: how often the group stands for nothing, 0 if never seen.
    """

    stands: Mapping[str, float]
    likely: int
    left_out: float


class _Table(NamedTuple):
    """rows: by Latin group ("^" before the first letter of a word, "$" after the last). nothing: letters that no Latin letter stands for.

    bit: one bit for each letter. longest: letters in the longest group of the other script.
    """

    rows: Mapping[str, _Row]
    nothing: Mapping[str, float]
    bit: Mapping[str, int]
    longest: int


class _Latin(NamedTuple):
    """steps: for each place the groups that start there, with their end. may: every likely letter. must: per consonant, one of these."""

    steps: Sequence[Sequence[tuple[int, _Row]]]
    may: int
    must: Sequence[int]


class _Other(NamedTuple):
    """steps: for each place the groups that start there, with their end. alone: how often the letter there stands for nothing.

    holds: its letters. must: those that need their like on the other side.
    """

    steps: Sequence[Sequence[tuple[int, str]]]
    alone: Sequence[float]
    holds: int
    must: int


@dataclass(frozen=True, slots=True)
class Spelled:
    """A word made ready for many comparisons.

    may, must: letters that some form may stand for, or that each form needs. size: letters of the whole form, 0 if there is none.
    """

    script: Script | None
    latin: Mapping[Script, Sequence[_Latin]]
    other: Sequence[_Other]
    may: Mapping[Script, int]
    must: int
    size: int


@lru_cache(maxsize=200_000)
def spelled(word: str) -> Spelled:
    """The word in the forms in which it may have been meant (with and without an article)."""
    script = script_of(word)
    if script is None:
        return Spelled(None, {}, (), {}, 0, 0)
    if script is Script.LATIN:
        forms = [form for form in latin_letters(word) if len(form) <= LONGEST]
        latin = {other: [_read_latin(form, table) for form in forms] for other, table in _TABLES.items()}
        may = {other: reduce(or_, (form.may for form in read), 0) for other, read in latin.items()}
        return Spelled(script, latin, (), may, 0, len(forms[0]) if forms else 0)
    forms = [form for form in _LETTERS[script](word) if len(form) <= 2 * LONGEST]
    read = [_read_other(form, _TABLES[script]) for form in forms]
    return Spelled(script, {}, read, {}, reduce(and_, (form.must for form in read)) if read else 0, len(forms[0]) if forms else 0)


def bits(first: Spelled, second: Spelled) -> float | None:
    """Bits in favour of two spellings of one name, the same from both sides; None unless one is Latin and the other Arabic or Ge'ez."""
    if second.script is Script.LATIN:
        first, second = second, first
    script = second.script
    if first.script is not Script.LATIN or script is None or script is Script.LATIN:
        return None
    borne = _ODD_LETTERS[script]
    # Most pairs have nothing in common, which shows without laying them side by side.
    if (second.must & ~first.may[script]).bit_count() > borne:
        return NOTHING_IN_COMMON
    best = 0.0
    for mine in first.latin[script]:
        for theirs in second.other:
            odd = (theirs.must & ~mine.may).bit_count()
            if odd > borne:
                continue
            holds = theirs.holds
            for needed in mine.must:
                if not needed & holds:
                    odd += 1
            if odd <= borne:
                best = max(best, _all_ways(mine, theirs))
    return log2(best) if best > 0.0 else NOTHING_IN_COMMON


def _all_ways(mine: _Latin, theirs: _Other) -> float:
    """The sum over all ways to lay the two side by side, each way the product of its pieces."""
    steps, letters, alone = mine.steps, theirs.steps, theirs.alone
    here, there = len(steps), len(letters)
    if not here or not there:
        return 0.0
    ways = [[0.0] * (there + 1) for _ in range(here + 1)]
    ways[0][0] = 1.0
    for one in range(here):
        line = ways[one]
        groups = steps[one]
        left_out = groups[0][1].left_out if groups and groups[0][0] == one + 1 else _UNHEARD_OF
        after = ways[one + 1]
        for other in range(there):
            so_far = line[other]
            if so_far < _LEAST:
                continue
            for end, row in groups:
                stands, ahead = row.stands, ways[end]
                for their_end, group in letters[other]:
                    found = stands.get(group)
                    if found is not None:
                        ahead[their_end] += so_far * found
            after[other + 1] += so_far * _UNHEARD_OF
            after[other] += so_far * left_out
            line[other + 1] += so_far * alone[other]
        after[there] += line[there] * left_out
    line = ways[here]
    for other in range(there):
        line[other + 1] += line[other] * alone[other]
    return line[there]


def _read_latin(form: str, table: _Table) -> _Latin:
    size = len(form)
    steps: list[list[tuple[int, _Row]]] = []
    reach = [0] * size
    may = 0
    for start in range(size):
        here: list[tuple[int, _Row]] = []
        for end in range(start + 1, min(size, start + _LONGEST_GROUP) + 1):
            group = form[start:end]
            row = table.rows.get(_marked(group, start, end, size)) or table.rows.get(group)
            if row is not None:
                here.append((end, row))
                may |= row.likely
                for place in range(start, end):
                    reach[place] |= row.likely
        steps.append(here)
    must = [reach[place] for place, here in enumerate(steps) if not here or here[0][0] > place + 1 or here[0][1].left_out < _LIKELY]
    return _Latin(steps, may, must)


def _read_other(form: str, table: _Table) -> _Other:
    size, nothing, bit = len(form), table.nothing, table.bit
    steps = [[(end, form[start:end]) for end in range(start + 1, min(size, start + table.longest) + 1)] for start in range(size)]
    alone = [nothing.get(_marked(letter, at, at + 1, size)) or nothing.get(letter, _UNHEARD_OF) for at, letter in enumerate(form)]
    holds = must = 0
    for letter, often in zip(form, alone, strict=True):
        holds |= bit.get(letter, 0)
        if often < _LIKELY:
            must |= bit.get(letter, 0)
    return _Other(steps, alone, holds, must)


def _marked(group: str, start: int, end: int, size: int) -> str:
    return f"{'^' if start == 0 else ''}{group}{'$' if end == size else ''}"


def _table(text: str) -> _Table:
    counted: dict[str, dict[str, float]] = {}
    for line in text.strip().splitlines():
        group, *found = line.split(" ")
        counted[group.removeprefix("_")] = {
            letters: 2.0 ** (int(tenths) / 10) for letters, _, tenths in (each.partition(":") for each in found)
        }
    nothing = counted.pop("")
    every = sorted({letter for row in (*counted.values(), nothing) for letters in row for letter in letters} - {"^", "$"})
    bit = {letter: 1 << place for place, letter in enumerate(every)}
    rows = {group: _row(row, bit) for group, row in counted.items()}
    return _Table(rows, nothing, bit, max(len(letters) for row in counted.values() for letters in row))


def _row(counted: dict[str, float], bit: Mapping[str, int]) -> _Row:
    stands = {letters: often for letters, often in counted.items() if letters}
    likely = 0
    for letters, often in stands.items():
        if often >= _LIKELY:
            for letter in letters:
                likely |= bit[letter]
    return _Row(stands, likely, counted.get("", _UNHEARD_OF))


_TABLES = {Script.ARABIC: _table(arabic_bits.TABLE), Script.ETHIOPIC: _table(ethiopic_bits.TABLE)}
_LETTERS: Mapping[Script, Callable[[str], Sequence[str]]] = {Script.ARABIC: arabic_letters, Script.ETHIOPIC: ethiopic_letters}
