"""Counts which Arabic or Ge'ez letters stand for which Latin letters, from pairs of spellings, and writes the engine's table.

    python -m benchmarks.matching.fit_spellings arabic PAIRS.tsv [PAIRS.tsv ...] > src/amana/engines/matching/arabic_bits.py

A line of a file is a Latin spelling, a tab, the same name in the other script. Nobody says which letters belong together: expectation
maximisation finds out, over all ways to cut the two into pieces. Wrong pairs among many right ones do little harm. The spellings of
`spelling_habits` are added, because no public list holds the habits of the region. reference/names/README.md says what the pairs were.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from amana.engines.matching.letters import Script, arabic_letters, ethiopic_letters, latin_letters
from benchmarks.matching.spelling_habits import LATIN_GROUPS, OTHER_GROUPS, pairs_by_habit

ROUNDS = 6
BORROWED = 6.0  # so many sightings of a group anywhere count beside those at the start or the end of a word
SEEN = 0.1  # expected sightings below which a correspondence is left out
LONGEST = 22
_RARE = 1e-4  # share of a letter that was never seen
_ALONE = 0.02  # first guess: a piece that stands for nothing
_GROUPED = 0.3  # first guess: a group of letters, against single ones
_ASKEW = 0.45  # first guess: pieces farther apart than this part of their words belong to other letters
_NEVER = 1e-9

Piece = tuple[str, str]
Cut = list[list[tuple[int, str]]]  # for each place: (end, piece), marked ^ at the start of the word and $ at its end


def cut(word: str, groups: frozenset[str], longest: int) -> Cut:
    """Every piece of a word that may stand for something: single letters and the groups."""
    size = len(word)
    return [
        [
            (end, f"{'^' if start == 0 else ''}{word[start:end]}{'$' if end == size else ''}")
            for end in range(start + 1, min(size, start + longest) + 1)
            if end == start + 1 or word[start:end] in groups
        ]
        for start in range(size)
    ]


def plain(piece: str) -> str:
    """A piece without its marks."""
    return piece.strip("^$")


class Counted:
    """Correspondences of one script with Latin, counted from pairs."""

    def __init__(self, pairs: Sequence[tuple[Cut, Cut]]) -> None:
        self.pairs = pairs
        self.latin = _shares(one for one, _ in pairs)
        self.other = _shares(other for _, other in pairs)
        self.share: dict[Piece, float] = {}
        self.seen: dict[Piece, float] = {}
        for turn in range(ROUNDS):
            self._count(first=turn == 0)
            self._smooth()

    def chance(self, piece: Piece) -> float:
        """How often two such pieces meet in names that have nothing in common."""
        here: float = math.prod(self.latin.get(letter, _RARE) for letter in plain(piece[0]))
        return here * math.prod(self.other.get(letter, _RARE) for letter in plain(piece[1]))

    def _guess(self, piece: Piece) -> float:
        """Before anything was counted: single letters side by side are likeliest."""
        if not piece[0] or not piece[1]:
            return self.chance(piece) * _ALONE
        return self.chance(piece) * (_GROUPED if len(plain(piece[0])) + len(plain(piece[1])) > 2 else 1.0)

    def _count(self, *, first: bool) -> None:
        seen: defaultdict[Piece, float] = defaultdict(float)
        for one, other in self.pairs:
            steps = self._steps(one, other, first=first)
            here, there = len(one), len(other)
            before = defaultdict(float, {(0, 0): 1.0})
            for place, moves in steps.items():
                for end, _piece, share in moves:
                    before[end] += before[place] * share
            total = before[here, there]
            if total <= 0.0:
                continue
            after = defaultdict(float, {(here, there): 1.0})
            for place in reversed(steps):
                for end, piece, share in steps[place]:
                    rest = share * after[end]
                    after[place] += rest
                    seen[piece] += before[place] * rest / total
        self.seen = dict(seen)

    def _steps(self, one: Cut, other: Cut, *, first: bool) -> dict[tuple[int, int], list[tuple[tuple[int, int], Piece, float]]]:
        here, there = len(one), len(other)
        steps: dict[tuple[int, int], list[tuple[tuple[int, int], Piece, float]]] = {}
        for place in range(here + 1):
            for opposite in range(there + 1):
                if first and abs(place / here - opposite / there) > _ASKEW:
                    continue
                moves = _moves(one, other, place, opposite)
                steps[place, opposite] = [
                    (end, piece, self._guess(piece) if first else self.share.get(piece, _NEVER)) for end, piece in moves
                ]
        return steps

    def _smooth(self) -> None:
        """A group at the start or the end of a word borrows from what it stands for anywhere."""
        total = sum(self.seen.values())
        anywhere: defaultdict[Piece, float] = defaultdict(float)
        marked: defaultdict[str, float] = defaultdict(float)
        unmarked: defaultdict[str, float] = defaultdict(float)
        stands_for: dict[str, set[str]] = defaultdict(set)
        for (latin, other), seen in self.seen.items():
            if latin:
                anywhere[plain(latin), other] += seen
                marked[latin] += seen
                unmarked[plain(latin)] += seen
                stands_for[plain(latin)].add(other)
        share = {piece: seen / total for piece, seen in self.seen.items() if not piece[0]}
        for latin, often in marked.items():
            group = plain(latin)
            for other in stands_for[group]:
                lent = BORROWED * anywhere[group, other] / unmarked[group]
                share[latin, other] = often * (self.seen.get((latin, other), 0.0) + lent) / (often + BORROWED) / total
        self.share = {piece: each for piece, each in share.items() if each * total > SEEN / 2}
        self.total = total

    def rows(self) -> dict[str, dict[str, int]]:
        """Latin group -> letters -> tenths of a bit."""
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for piece, share in self.share.items():
            if share * self.total >= SEEN:
                found[piece[0]][piece[1]] = round(10 * math.log2(share / self.chance(piece)))
        return found


def _shares(words: Iterator[Cut]) -> dict[str, float]:
    counts = Counter(plain(steps[0][1]) for word in words for steps in word)
    return {letter: count / counts.total() for letter, count in counts.items()}


def _moves(one: Cut, other: Cut, place: int, opposite: int) -> Iterator[tuple[tuple[int, int], Piece]]:
    theirs = other[opposite] if opposite < len(other) else ()
    if place < len(one):
        for end, piece in one[place]:
            for their_end, their in theirs:
                yield (end, their_end), (piece, plain(their))
            if end == place + 1:
                yield (end, opposite), (piece, "")
    for their_end, their in theirs:
        if their_end == opposite + 1:
            yield (place, their_end), ("", their)


def _prepared(pairs: Sequence[tuple[str, str]], script: Script) -> Iterator[tuple[Cut, Cut]]:
    read, groups = (arabic_letters if script is Script.ARABIC else ethiopic_letters), OTHER_GROUPS[script]
    longest = LONGEST if script is Script.ARABIC else 2 * LONGEST
    for latin, other in pairs:
        mine, theirs = latin_letters(latin), read(other)
        both = len(mine) > 1 and len(theirs) > 1  # both have an article: count without it
        one, two = (mine[-1], theirs[-1]) if both else (mine[0], theirs[0])
        if 0 < len(one) <= LONGEST and 0 < len(two) <= longest:
            yield cut(one, LATIN_GROUPS, 4), cut(two, groups, 3)


def main(arguments: Sequence[str]) -> None:
    script = Script(arguments[0])
    pairs = [(latin, other) for path in arguments[1:] for latin, other in _lines(Path(path))]
    counted = Counted(list(_prepared([*pairs, *pairs_by_habit(script)], script)))
    sys.stdout.write(
        f'"""Made by benchmarks/matching/fit_spellings.py: what stands for Latin letters in {script.value} script, '
        'in tenths of a bit over chance."""\n\n'
    )
    sys.stdout.write('# fmt: off\nTABLE = """\n')
    for group, row in sorted(counted.rows().items()):
        sys.stdout.write(f"_{group} " + " ".join(f"{letters}:{tenths}" for letters, tenths in sorted(row.items())) + "\n")
    sys.stdout.write('"""  # noqa: E501 - one line for each group\n')


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        latin, _, other = line.partition("\t")
        yield latin, other


if __name__ == "__main__":
    main(sys.argv[1:])
