"""The spelling habits of offices, and their slips of the finger."""

from __future__ import annotations

import re
from enum import StrEnum
from random import Random


class Habit(StrEnum):
    """How an office writes names."""

    ENGLISH = "english"
    ITALIAN = "italian"
    FRENCH = "french"
    OWN_LATIN = "own_latin"  # Somali and Oromo spelling
    ARABIC = "arabic"
    GEEZ = "geez"


# Each rule is one way an English-writing office differs from another: (what, instead).
_ENGLISH_RULES = (
    (r"e(?=.)", "a"), (r"(?<=.)a(?=.)", "e"), (r"i(?=.)", "e"), (r"y$", "ie"), (r"aye$", "ay"), (r"([aeiou])s([aeiou])", r"\1ss\2"),
    (r"([aeiou])m([aeiou])", r"\1mm\2"), (r"u", "oo"), (r"o(?=.)", "u"), (r"^Ts", "S"), (r"k(?=[aeiou])", "q"), (r"ai", "ei"),
    (r"([aeiou])b([aeiou])", r"\1bb\2"), (r"ee?$", "ie"), (r"a$", "ah"), (r"(?<=[aeiou])h(?=[aeiou])", "hh"), (r"ss", "s"), (r"mm", "m"),
)  # fmt: skip
_ITALIAN_RULES = (
    (r"^Y(?=[aeou])", "I"), (r"^W", "U"), (r"w", "u"), (r"y", "i"), (r"sh(?=[ei])", "sc"), (r"sh", "sci"), (r"g(?=[ei])", "gh"),
    (r"G(?=[ei])", "Gh"), (r"k(?=[ei])", "ch"), (r"k", "c"), (r"K(?=[ei])", "Ch"), (r"K", "C"), (r"Ts", "Tz"),
    (r"(?<=[aeiou])h(?=[aeiou])", ""),
    (r"j(?=[aou])", "gi"), (r"J(?=[aou])", "Gi"), (r"h$", ""),
)  # fmt: skip
_FRENCH_RULES = (
    (r"u(?=[^aeiou]|$)", "ou"), (r"w", "ou"), (r"sh", "ch"), (r"Sh", "Ch"), (r"j", "dj"), (r"J", "Dj"), (r"ee", "i"), (r"an$", "ane"),
    (r"g(?=[ei])", "gu"), (r"s(?=[aeiou])(?<=[aeiou]s)", "ss"),
)  # fmt: skip
MAX_VARIANTS = 5


def latin_variants(latin: str, habit: Habit) -> tuple[str, ...]:
    """The spellings one Latin name takes in offices of one habit, the usual one first; at most five."""
    if habit is Habit.ITALIAN:
        full = latin
        for pattern, instead in _ITALIAN_RULES:
            full = re.sub(pattern, instead, full)
        light = latin.replace("k", "ch") if re.search("k[ei]", latin) else latin.replace("k", "c")
        return _few([full, light])
    if habit is Habit.FRENCH:
        full = latin
        for pattern, instead in _FRENCH_RULES:
            full = re.sub(pattern, instead, full)
        return _few([full, re.sub(r"u(?=[^aeiou]|$)", "ou", latin)])
    changed = [re.sub(pattern, instead, latin, count=1) for pattern, instead in _ENGLISH_RULES]
    return _few([latin, *(each for each in changed if each != latin)])


def _few(forms: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form[:1].upper() + form[1:] for form in forms if form))[:MAX_VARIANTS]


def slip(text: str, rng: Random) -> str:
    """One slip of the finger: a letter lost, doubled, swapped with its neighbour or struck beside."""
    if len(text) < 4:
        return text
    place = rng.randrange(1, len(text) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return text[:place] + text[place + 1 :]
    if kind == 1:
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    if kind == 2:
        return text[:place] + text[place] + text[place:]
    beside = {
        "a": "s",
        "e": "r",
        "i": "o",
        "o": "p",
        "n": "m",
        "m": "n",
        "t": "r",
        "s": "d",
        "d": "f",
        "b": "v",
        "k": "l",
        "l": "k",
        "h": "j",
    }
    return text[:place] + beside.get(text[place], "e" if text[place].isascii() else text[place]) + text[place + 1 :]
