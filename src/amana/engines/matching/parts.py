"""Cuts a name as given into its units: the smallest pieces that stand for one link of the chain.

A unit may be several words (Abd al-Rahman, Gebre Mariam, Nur al-Din, Abu Bakr). Titles and words for "son of" are dropped,
a name in brackets or quotation marks is a nickname, and no part is ever taken for a surname.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from . import arabic, ethiopic, latin
from .sounds import Reading, reading
from .values import Name, NamePart, Role
from .words import (
    ABBREVIATED,
    ABD,
    ABD_ALONE,
    ALLAH_WORDS,
    ATTRIBUTES,
    DIN_WORDS,
    KUNYA,
    PARTICLES,
    THEOPHORIC_CERTAIN,
    THEOPHORIC_FIRST,
    THEOPHORIC_SECOND,
    TITLES,
)

_SPLIT = re.compile(r"[\s\-‐-―_/\\.,;·፡፣،؛]+")
_NICKNAME = re.compile(r"[\(\"“«]([^)\"”»]+)[)\"”»]")
_APOSTROPHES = re.compile("['’‘ʼʻʿʾ`´]")
_MAX_WORDS = 12
_JOINED = "\N{SYMBOL FOR UNIT SEPARATOR}"  # stands for the slash of an abbreviated compound, at which nothing is cut
_ABBREVIATION = re.compile(rf"(?<!\w)([{''.join(ABBREVIATED)}])/(?=\w\w)(?!ro\b|rt\b|rit\b|zo\b|ሮ|ሪት)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """One link of the chain.

    text       as given
    role       the link it is, where the source says
    core       the word it is read as
    readings   of the core, most likely first; never empty
    skeletons  the distinct skeletons of the readings
    seconds    skeletons that would complete it to a compound if they stood in another part
    """

    text: str
    role: Role
    core: str
    readings: tuple[Reading, ...]
    skeletons: tuple[str, ...]
    seconds: frozenset[str]


def read_name(text: str) -> Name:
    """A name typed into one box, as parts of unknown role; a bracketed or quoted word becomes the nickname."""
    nicknames = [NamePart(text=found.strip(), role=Role.NICKNAME) for found in _NICKNAME.findall(text) if found.strip()]
    plain = _NICKNAME.sub(" ", text)
    parts = [NamePart(text=word) for word, _core in _units_of_text(plain)]
    return Name(parts=(*parts, *nicknames))


def units(name: Name) -> tuple[Unit, ...]:
    """The units of a name in the order given.

    A part that holds more than one unit (a whole name in the first field) loses its role: which link is which is unknown.
    """
    return tuple(unit for part in name.parts for unit in _units_of_part(part.text, part.role))


@lru_cache(maxsize=200_000)
def _units_of_part(text: str, role: Role) -> tuple[Unit, ...]:
    pieces = _units_of_text(text)
    if len(pieces) > 1 and role not in (Role.NICKNAME, Role.FAMILY):
        role = Role.UNKNOWN
    return tuple(_unit(shown, role, core) for shown, core in pieces)


@lru_cache(maxsize=20_000)
def _unit(text: str, role: Role, core: str) -> Unit:
    readings = readings_of(core)
    skeletons = tuple(dict.fromkeys(each.skeleton for each in readings))
    seconds: frozenset[str] = frozenset()
    if core.casefold() in ABD:
        seconds = ATTRIBUTES
    elif THEOPHORIC_FIRST.intersection(skeletons):
        seconds = THEOPHORIC_SECOND
    return Unit(text, role, core, readings, skeletons, seconds)


def joined_across(found: Sequence[Unit]) -> list[list[Unit]]:
    """The chain again for every compound whose members stand apart (Gebre | Mariam), in any order."""
    chains: list[list[Unit]] = []
    for one, first in enumerate(found):
        if not first.seconds:
            continue
        for other, second in enumerate(found):
            if other != one and not first.seconds.isdisjoint(second.skeletons):
                whole = _unit(f"{first.text} {second.text}", first.role, first.core + second.core)
                chains.append([whole if place == one else unit for place, unit in enumerate(found) if place != other])
    return chains


@lru_cache(maxsize=200_000)
def _units_of_text(text: str) -> tuple[tuple[str, str], ...]:
    """(text as given, word it is read as) for each unit of a text."""
    plain = _ABBREVIATION.sub(rf"\1{_JOINED}", _APOSTROPHES.sub("", text))
    words = [word for word in _SPLIT.split(plain) if word][:_MAX_WORDS]
    kept = [word for word in words if word.casefold() not in TITLES] or words
    if all(word.casefold() in PARTICLES for word in kept):
        return tuple((word, word) for word in kept if readings_of(word))
    shown: list[list[str]] = []
    cores: list[list[str]] = []
    particles: list[str] = []
    waits_for = ""
    for word in kept:
        plain = word.casefold()
        if plain in PARTICLES:
            waits_for = "any" if waits_for == "attribute" else waits_for  # Abdi al-..., Abdu l-...: a compound for certain
            particles.append(word)
            continue
        if cores and (waits_for == "any" or _completes(cores[-1], word, waits_for)):
            shown[-1] += [*particles, word]
            cores[-1].append(word)
            waits_for = ""
        else:
            shown.append([word])
            cores.append([word])
            waits_for = _waits_for(plain)
        particles = []
    pieces = ((" ".join(given).replace(_JOINED, "/"), "".join(map(_in_full, core))) for given, core in zip(shown, cores, strict=True))
    return tuple((given, core) for given, core in pieces if readings_of(core))


def _in_full(word: str) -> str:
    """G/Mariam as it would be written out."""
    first, joined, rest = word.partition(_JOINED)
    return ABBREVIATED.get(first.casefold(), first) + rest if joined else word


def _waits_for(word: str) -> str:
    if word in ABD_ALONE:
        return "attribute"
    return "any" if word in ABD or word in KUNYA else ""


def _completes(piece: list[str], word: str, waits_for: str) -> bool:
    """Whether a word completes the compound that the piece before it began."""
    plain = word.casefold()
    if plain in DIN_WORDS or plain in ALLAH_WORDS:
        return True
    skeletons = {each.skeleton for each in readings_of(word)}
    if waits_for == "attribute":
        return bool(skeletons & ATTRIBUTES)
    if len(piece) > 1 or not skeletons & THEOPHORIC_CERTAIN:
        return False
    return any(each.skeleton in THEOPHORIC_FIRST for each in readings_of(piece[0]))


@lru_cache(maxsize=200_000)
def readings_of(word: str) -> tuple[Reading, ...]:
    """Read one word in whatever script it is in; a word in none of the three is read letter for letter."""
    if not any(map(_is_letter, word)):
        return ()
    spelled = ethiopic.sounds(word) or arabic.sounds(word) or latin.sounds(word)
    found = tuple(dict.fromkeys(read for each in spelled if (read := reading(each)).skeleton))
    if found:
        return found
    rest = "".join(letter for letter in word.casefold() if _is_letter(letter))
    return (Reading(rest, (0,)),) if rest else ()


_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")


def _is_letter(letter: str) -> bool:
    """Letters that write something: no tatweel, no modifiers, no marks standing alone, no fillers, no digits."""
    return unicodedata.category(letter) in ("Lu", "Ll", "Lt", "Lo") and letter not in _FILLERS


def forget() -> None:
    """Empty the caches of this module."""
    _units_of_part.cache_clear()
    _unit.cache_clear()
    _units_of_text.cache_clear()
    readings_of.cache_clear()
    reading.cache_clear()
