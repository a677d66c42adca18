"""How the region's offices spell names in Latin letters, as rules that make further spellings of our own lists for `fit_spellings`.

Written from knowledge of the field: Ethiopian and Eritrean English, Italian offices, Oromo and Somali orthography, Sudanese and Egyptian
English, French, Swahili. Choices are drawn from a fixed seed, so the same lists make the same pairs.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Iterator

from amana.engines.matching.letters import Script, ethiopic_letters
from tools import places

LISTS = places.ROOT / "reference" / "names"
SPELLINGS_OF_EACH = 12
_SEED = 7

# Pieces longer than a letter that one sound or one habit writes.
LATIN_GROUPS = frozenset(
    "aa ee ii oo uu ai ay ae au aw ei ey eu ew ea ia ie io iu oa oe oi oy ou ow ui ya ye yi yo yu wa we wi wo eau eaux aux "
    "sh ch th kh gh ph ck dj zh ts tz sch tch tsch dh ng gn ny nh lh ll cz sz rz qu gu sc sci sce gi ge ci ce gy ty ly ks cs cc "
    "tion ja je jo ju ij hn es er re le ne te de ght igh ough gue que ault et ot at gli gl ier "
    "aud aut oud ard art ert ent ant ais ois eux oux aix szcz dz dzs zs dsch dzh ssi rd ld mb".split()
)
OTHER_GROUPS = {
    Script.ARABIC: frozenset(
        "تش كس تس دج يا يو وا كو كي اي او يي ئي وي وو سك جي غن ني لي نغ نج شت دز قو غو جو اه يه ية وه خا يف وف "
        "ايا او ؤو اء عا عي عو ئا اع عة اة يو".split()
    ),
    Script.ETHIOPIC: frozenset(),
}

_ENGLISH, _ITALIAN, _OROMO = "english", "italian", "oromo"
_CONSONANTS: dict[str, dict[str, str]] = {
    _ENGLISH: {
        "ህ": "h", "ል": "l", "ሕ": "h", "ም": "m", "ር": "r", "ስ": "s s s s s ss th", "ሽ": "sh", "ቅ": "k q k q", "ቕ": "q k kh", "ብ": "b",
        "ቭ": "v", "ት": "t t t th", "ች": "ch", "ን": "n", "ኝ": "gn ny n", "ክ": "k k k c", "ኽ": "h kh k", "ው": "w", "ዝ": "z", "ዥ": "zh j",
        "ይ": "y y i", "ድ": "d", "ዽ": "d dh", "ጅ": "j", "ግ": "g g g gh", "ጥ": "t", "ጭ": "ch", "ጵ": "p p b", "ጽ": "ts ts s tz", "ፍ": "f",
        "ፕ": "p",
    },
    _ITALIAN: {
        "ህ": "h ", "ል": "l", "ሕ": "h ", "ም": "m", "ር": "r", "ስ": "s", "ሽ": "sc", "ቅ": "c ch", "ቕ": "c ch", "ብ": "b", "ቭ": "v", "ት": "t",
        "ች": "c", "ን": "n", "ኝ": "gn", "ክ": "c ch", "ኽ": "c ch h", "ው": "u", "ዝ": "s z", "ዥ": "g", "ይ": "i", "ድ": "d", "ዽ": "d", "ጅ": "g",
        "ግ": "g gh", "ጥ": "t", "ጭ": "c", "ጵ": "p", "ጽ": "z ts ss s", "ፍ": "f", "ፕ": "p",
    },
    _OROMO: {
        "ህ": "h", "ል": "l", "ሕ": "h", "ም": "m", "ር": "r", "ስ": "s", "ሽ": "sh", "ቅ": "q", "ቕ": "q", "ብ": "b", "ቭ": "v", "ት": "t", "ች": "ch",
        "ን": "n", "ኝ": "ny", "ክ": "k", "ኽ": "k", "ው": "w", "ዝ": "z", "ዥ": "zh", "ይ": "y", "ድ": "d dh", "ዽ": "dh", "ጅ": "j", "ግ": "g",
        "ጥ": "x", "ጭ": "c", "ጵ": "ph", "ጽ": "ts", "ፍ": "f", "ፕ": "p",
    },
}  # fmt: skip
_VOWELS = {"1": "e e e a", "2": "u u u oo", "3": "i i i ee", "4": "a", "5": "e e e ie ye", "6": " . i i e", "7": "o o o u"}
_AFTER_ITALIAN_SOFT = {"ሽ": "sci", "ጅ": "gi", "ች": "ci", "ጭ": "ci"}
_WEIGHTS = ((_ENGLISH, 8), (_ITALIAN, 2), (_OROMO, 1))


def pairs_by_habit(script: Script) -> Iterator[tuple[str, str]]:
    """(Latin spelling, the name in the script) for every name of our lists that is held in the script."""
    chance = random.Random(_SEED)
    for row in _rows("given_names.csv"):
        latin = [each for each in (row["latin"], row["own_latin"]) if each]
        if script is Script.ETHIOPIC and row["ethiopic"]:
            yield from ((each, row["ethiopic"]) for each in latin)
            yield from ((_geez_spelling(row["ethiopic"], chance), row["ethiopic"]) for _ in range(SPELLINGS_OF_EACH))
        elif script is Script.ARABIC and row["arabic"]:
            yield from ((each, row["arabic"]) for each in latin)
            yield from ((_respelt(chance.choice(latin), chance), row["arabic"]) for _ in range(SPELLINGS_OF_EACH))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (LISTS / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _geez_spelling(word: str, chance: random.Random) -> str:
    letters = ethiopic_letters(word)[0]
    habit = chance.choices([name for name, _ in _WEIGHTS], [weight for _, weight in _WEIGHTS])[0]
    out: list[str] = []
    syllables = [letters[place : place + 2] for place in range(0, len(letters), 2)]
    for place, syllable in enumerate(syllables):
        consonant, order = syllable[0], syllable[1]
        last = place + 1 == len(syllables)
        vowel = _vowel(order, chance, first=place == 0, last=last, bare=consonant == "እ")
        if consonant == "እ":
            out.append(vowel)
        elif habit == _ITALIAN and consonant in _AFTER_ITALIAN_SOFT and vowel[:1] in ("a", "o", "u"):
            out.append(_AFTER_ITALIAN_SOFT[consonant] + vowel)
        else:
            out.append(_consonant(consonant, habit, vowel, chance) + vowel)
    spelling = "".join(out)
    if habit == _OROMO and chance.random() < 0.5:
        spelling = re.sub("[aeiou]", lambda found: found[0] * chance.choice((1, 1, 2)), spelling)
    return spelling


def _vowel(order: str, chance: random.Random, *, first: bool, last: bool, bare: bool) -> str:
    if bare:
        return {"1": "a", "4": "a", "6": chance.choice(("e", "i", "")) if first else chance.choice(("", "", "i", "e"))}.get(order) or (
            chance.choice(_VOWELS[order].split()).strip(".")
        )
    if order == "6" and last:
        return ""
    return chance.choice(_VOWELS[order].split()).strip(".")


def _consonant(consonant: str, habit: str, vowel: str, chance: random.Random) -> str:
    if habit == _ITALIAN and consonant in "ክቅቕግ":
        soft = vowel[:1] in ("e", "i")  # c and g before e and i would be soft
        return {"ግ": "gh" if soft else "g"}.get(consonant, "ch" if soft else "c")
    choices = _CONSONANTS[habit][consonant].split(" ")
    return chance.choice(choices)


# (what is written, what other offices write): each is applied to a spelling with the chance beside it.
_RESPELLINGS: tuple[tuple[str, tuple[str, ...], float], ...] = (
    (r"sh", ("ch", "sh", "sch"), 0.2),
    (r"^j|(?<=[aeiou])j", ("dj", "g", "gi", "j"), 0.3),
    (r"kh", ("k", "h", "ch", "kh"), 0.3),
    (r"gh", ("g", "gh", "r"), 0.15),
    (r"q", ("k", "g", "gh", "c"), 0.5),
    (r"k(?!h)", ("q", "g", "c", "k"), 0.1),
    (r"h(?=[aeiou])(?<![skgdtpc]h)", ("x", "h", ""), 0.08),
    (r"z", ("s", "dh", "z"), 0.2),
    (r"th", ("t", "s"), 0.4),
    (r"dh", ("d", "z", "th"), 0.4),
    (r"d", ("dh", "dd", "t"), 0.04),
    (r"t(?!h)", ("tt", "d"), 0.04),
    (r"w", ("ou", "u", "v", "w"), 0.2),
    (r"y", ("i", "y", "j"), 0.25),
    (r"(?<=[^aeiou])y$", ("i", "ee", "ie"), 0.3),
    (r"ee|ii", ("i", "ee", "y"), 0.6),
    (r"oo", ("u", "ou", "o"), 0.6),
    (r"aa", ("a",), 0.5),
    (r"ai|ay|ei|ey", ("ai", "ay", "ei", "ey", "e", "ee"), 0.5),
    (r"au|aw|ou|ow", ("au", "aw", "ou", "ow", "o"), 0.4),
    (r"(?<=[^aeiou])u(?=[^aeiou])", ("o", "ou", "oo", "u"), 0.3),
    (r"(?<=[^aeiou])o(?=[^aeiou])", ("u", "o"), 0.3),
    (r"(?<=[^aeiou])i(?=[^aeiou])", ("e", "ee", "i"), 0.25),
    (r"(?<=[^aeiou])a(?=[^aeiou])", ("e", "a"), 0.25),
    (r"a$", ("ah", "a", "e", "o"), 0.3),
    (r"(?<=[^aeiou])$", ("i", "e", "o", "", ""), 0.06),
    (r"f", ("ff", "f", "ph"), 0.1),
    (r"s(?!h|$)(?<!^s)", ("ss", "s"), 0.3),
)  # fmt: skip


def _respelt(latin: str, chance: random.Random) -> str:
    word = latin.lower()
    for written, others, share in _RESPELLINGS:
        pieces = re.split(f"({written})", word)
        # Every second piece is what the rule found.
        word = "".join(chance.choice(others) if place % 2 and chance.random() < share else piece for place, piece in enumerate(pieces))
    return word
