"""The naming populations of the invented region, from the word lists in `reference/names`.

A population draws given names from several lists with a skew like a real register's: a few names carried by many, a long
tail made of compounds (Gebre-, Abd al-, -din).
"""

from __future__ import annotations

import csv
from bisect import bisect
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from random import Random

from .scripts import geez_to_latin, to_arabic, to_geez
from .sources import NAMES
from .spelling import Habit, latin_variants

_SKEW = 1.05  # Zipf exponent of the given names of a population
_FIRST_RANK = 2.5
_FREQUENT = 5  # places before the first compound


class GivenName:
    """One given name with the spellings each habit gives it; filled in when first asked for."""

    __slots__ = ("_forms", "arabic", "geez", "latin", "own_latin")

    def __init__(self, *, latin: str, geez: str = "", arabic: str = "", own_latin: str = "") -> None:
        self.latin = latin
        self.geez = geez
        self.arabic = arabic
        self.own_latin = own_latin
        self._forms: dict[Habit, tuple[str, ...]] = {}

    def forms(self, habit: Habit) -> tuple[str, ...]:
        """Spellings under a habit, the usual one first; never empty."""
        found = self._forms.get(habit)
        if found is None:
            found = self._forms[habit] = self._spelled(habit)
        return found

    def _spelled(self, habit: Habit) -> tuple[str, ...]:
        if habit is Habit.GEEZ:
            return (self.geez,) if self.geez else (to_geez(self.latin),)
        if habit is Habit.ARABIC:
            if self.arabic:
                return (self.arabic,)
            heard = geez_to_latin(self.geez) if self.geez else self.latin
            return tuple(dict.fromkeys(to_arabic(heard, all_vowels=careful) for careful in (True, False)))
        if habit is Habit.OWN_LATIN:
            return (self.own_latin or self.latin,)
        return latin_variants(self.latin, habit)


class Draw:
    """Given names to draw from, with a Zipf skew in the order they stand."""

    __slots__ = ("_names", "_sums")

    def __init__(self, names: list[GivenName]) -> None:
        self._names = names
        self._sums = list(accumulate(1.0 / (_FIRST_RANK + rank) ** _SKEW for rank in range(len(names))))

    def __len__(self) -> int:
        return len(self._names)

    def one(self, rng: Random) -> GivenName:
        """One name."""
        return self._names[bisect(self._sums, rng.random() * self._sums[-1])]


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """People who name alike: their names, languages (ISO 639-3), nationalities (ISO 3166 alpha-2) and own script."""

    code: str
    share: float
    feminine: Draw
    masculine: Draw
    languages: tuple[str, ...]
    nationalities: tuple[str, ...]
    own: Habit
    also_written: tuple[Habit, ...]


@dataclass(frozen=True, slots=True)
class _Mix:
    code: str
    share: float
    lists: tuple[tuple[str, int], ...]  # (list, take one name of it for every so many places)
    compounds: tuple[str, ...]
    languages: tuple[str, ...]
    nationalities: tuple[str, ...]
    own: Habit
    also_written: tuple[Habit, ...]


_E, _I, _F, _O, _A, _G = Habit.ENGLISH, Habit.ITALIAN, Habit.FRENCH, Habit.OWN_LATIN, Habit.ARABIC, Habit.GEEZ
_MIXES = (
    _Mix("amharic", 0.20, (("ethiopian", 3), ("muslim", 1)), ("theophoric", "abd", "geez"), ("amh",), ("ET",), _G, (_E, _E, _I, _A)),
    _Mix("tigrinya", 0.18, (("tigrinya", 5), ("muslim", 1)), ("theophoric", "geez"), ("tir",), ("ER", "ER", "ET"), _G, (_E, _I, _I, _A)),
    _Mix("oromo", 0.12, (("oromo", 3), ("muslim", 2), ("ethiopian", 1)), ("abd", "muslim"), ("orm", "amh"), ("ET",), _O, (_E, _E, _G, _A)),
    _Mix("somali", 0.17, (("muslim", 2), ("somali", 2)), ("abd", "muslim"), ("som",), ("SO", "SO", "SO", "ET", "DJ"), _O, (_E, _A, _F, _I)),
    _Mix("sudanese", 0.17, (("muslim", 1),), ("abd", "din", "allah", "muslim"), ("ara",), ("SD",), _A, (_E, _E, _F)),
    _Mix("eritrean_lowland", 0.06, (("muslim", 4), ("tigrinya", 1)), ("abd", "din", "muslim"), ("tig", "ara"), ("ER",), _A, (_G, _E, _I)),
    _Mix("swahili", 0.04, (("swahili", 1),), ("swahili", "abd"), ("swa",), ("KE", "TZ"), _E, (_E, _F)),
    _Mix("nilotic", 0.04, (("nilotic", 1),), ("nilotic",), ("din", "nus"), ("SS",), _E, (_E, _A)),
    _Mix("egyptian", 0.02, (("muslim", 1),), ("abd", "din", "muslim"), ("ara",), ("EG",), _A, (_E, _F)),
)  # fmt: skip


@lru_cache(maxsize=1)
def populations() -> tuple[Population, ...]:
    """Every population of the region; shares sum to 1."""
    lists = _lists(NAMES / "given_names.csv")
    compounds = _compounds(NAMES / "compounds.csv")
    return tuple(_population(mix, lists, compounds) for mix in _MIXES)


def _population(mix: _Mix, lists: dict[tuple[str, str], list[GivenName]], compounds: dict[tuple[str, str], list[GivenName]]) -> Population:
    tails = {sex: [name for kind in mix.compounds for name in compounds.get((kind, sex), ())] for sex in ("Feminine", "Masculine")}
    feminine = _interleaved([(lists[name, "Feminine"], often) for name, often in mix.lists])
    masculine = _interleaved([(lists[name, "Masculine"], often) for name, often in mix.lists])
    return Population(
        code=mix.code,
        share=mix.share,
        feminine=Draw(_woven(feminine, tails["Feminine"])),
        masculine=Draw(_woven(masculine, tails["Masculine"])),
        languages=mix.languages,
        nationalities=mix.nationalities,
        own=mix.own,
        also_written=mix.also_written,
    )


def _interleaved(sources: list[tuple[list[GivenName], int]]) -> list[GivenName]:
    """The lists dealt out in turn, so many from each, until all are used up."""
    left = [(list(names), often) for names, often in sources]
    out: list[GivenName] = []
    while any(names for names, _ in left):
        for names, often in left:
            out += names[:often]
            del names[:often]
    return out


def _woven(names: list[GivenName], tail: list[GivenName]) -> list[GivenName]:
    """Some compounds among the frequent names, the rest behind them."""
    step = max(1, len(tail) // 30)
    few = tail[::step]
    rest = [name for place, name in enumerate(tail) if place % step]
    out: list[GivenName] = []
    for place, name in enumerate(names):
        out.append(name)
        if place >= _FREQUENT and place % 3 == 0 and few:
            out.append(few.pop(0))
    return out + few + rest


def _lists(path: Path) -> dict[tuple[str, str], list[GivenName]]:
    found: dict[tuple[str, str], list[GivenName]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = GivenName(latin=row["latin"], geez=row["ethiopic"], arabic=row["arabic"], own_latin=row["own_latin"])
            found.setdefault((row["list"], row["sex"]), []).append(name)
    return found


def _compounds(path: Path) -> dict[tuple[str, str], list[GivenName]]:
    """Names joined from two members, by (kind, sex)."""
    members: dict[str, list[dict[str, str]]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            members.setdefault(row["kind"], []).append(row)
    women = ("Lete", "Welete", "Amete")
    theophoric = _joined(members["theophoric_first"], members["theophoric_second"])
    return {
        ("theophoric", "Feminine"): [name for name in theophoric if name.latin.startswith(women)],
        ("theophoric", "Masculine"): [name for name in theophoric if not name.latin.startswith(women)],
        ("geez", "Feminine"): _joined(members["geez_stem"], members["geez_feminine_end"]),
        ("geez", "Masculine"): _joined(members["geez_stem"], members["geez_masculine_end"]),
        ("nilotic", "Feminine"): _joined(members["nilotic_feminine_start"], members["nilotic_stem"]),
        ("nilotic", "Masculine"): _joined(members["nilotic_masculine_start"], members["nilotic_stem"]),
        ("swahili", "Feminine"): _joined(members["swahili_feminine_start"], members["swahili_stem"]),
        ("swahili", "Masculine"): _joined(members["swahili_masculine_start"], members["swahili_stem"]),
        ("muslim", "Feminine"): [GivenName(latin=row["latin"] + "a") for row in members["muslim_stem"]],
        ("muslim", "Masculine"): [GivenName(latin=row["latin"]) for row in members["muslim_stem"]],
        ("abd", "Masculine"): [_abd(row) for row in members["attribute"]],
        ("din", "Masculine"): [_before(row, "eldin", "الدين", "adiin") for row in members["din_first"]],
        ("allah", "Masculine"): [_before(row, "allah", "الله", "ullaahi") for row in members["allah_first"]],
    }


def _joined(firsts: list[dict[str, str]], seconds: list[dict[str, str]]) -> list[GivenName]:
    """Every first member with every second, the frequent seconds first."""
    return [
        GivenName(
            latin=first["latin"] + second["latin"].lower(),
            geez=first["ethiopic"] + second["ethiopic"],
        )
        for second in seconds
        for first in firsts
    ]


def _abd(row: dict[str, str]) -> GivenName:
    if row["latin"] == "lahi":
        return GivenName(latin="Abdullahi", arabic="عبد الله", own_latin="Cabdullaahi")
    return GivenName(latin=f"Abdul{row['latin'].lower()}", arabic=f"عبد {row['arabic']}", own_latin=f"Cabdi{row['own_latin']}")


def _before(row: dict[str, str], latin: str, arabic: str, own_latin: str) -> GivenName:
    return GivenName(latin=row["latin"] + latin, arabic=f"{row['arabic']} {arabic}", own_latin=row["own_latin"] + own_latin)
