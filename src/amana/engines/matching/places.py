"""Compares two places of origin as names of places: in any script, in the languages one place is named in, a town beside its region."""

from __future__ import annotations

import re
from functools import lru_cache

from .agreement import agreement, stands_alone
from .latin import fold
from .letters import script_of
from .parts import readings_of
from .place_names import PLACES
from .values import Level

_WITHIN = re.compile(r"[,;،፣/()\n]|\s[-–]\s")  # between a place and what it lies in
_SPLIT = re.compile(r"[\s\-‐-―.'’‘ʼʻʿʾ`´፡]+")
_MOST_WORDS = 6
# Words for kinds of place, and articles: they are written or left out at will.
_KINDS = frozenset(
    "al el ar as ash az ad at an the of de du la le il city town village ville citta camp region zone zoba woreda wereda kebele district "
    "governorate state province subzone sub degmada gobolka magaalada magaalo kutu mkoa wilaya mji ketema keteme "
    "ከተማ ዞን ወረዳ ክልል ከተማኣ ዞባ ንኡስ መንደር مدينة محافظة ولاية منطقة قرية إقليم مخيم معسكر".split()
)
_ARTICLE = "ال"


def compare_places(one: str, other: str) -> Level:
    """How two places agree, the same from both sides.

    same         written alike
    sounds same  one name in another spelling or script, or two names known to be of one place
    sounds alike one name as far as sounds can tell
    near         one lies in the other as written ("Keren", "Anseba, Keren"), or the names are a slip apart
    differs      everything else; a text without letters agrees with nothing
    """
    ones, others = _places_in(one), _places_in(other)
    if not ones or not others:
        return Level.DIFFERS
    found = _compared(ones[0], others[0])
    if found is not Level.DIFFERS or (len(ones) == 1 and len(others) == 1):
        return found
    rest = [_compared(mine, theirs) for mine in ones for theirs in others]
    return Level.NEAR if any(each in (Level.SAME, Level.SOUNDS_SAME) for each in rest) else Level.DIFFERS


def one_name(text: str) -> str:
    """One name for all the names and spellings of the place a text tells of, the narrowest if it names several; "" if it holds no letter.

    "Keren, Anseba" gives that of Keren, and القاهرة that of Cairo. A place the table does not know, or knows two of,
    keeps its own letters.
    """
    found = _places_in(text)
    if not found:
        return ""
    known = _known(found[0])
    return "".join(_words(PLACES[next(iter(known))][0])) if len(known) == 1 else "".join(found[0])


@lru_cache(maxsize=50_000)
def _places_in(text: str) -> tuple[tuple[str, ...], ...]:
    """The words of each place a text names, narrowest first as most people write them."""
    return tuple(words for each in _WITHIN.split(text) if (words := _words(each)))


def _words(text: str) -> tuple[str, ...]:
    every = [word for word in _SPLIT.split(text.casefold()) if readings_of(word)][:_MOST_WORDS]
    return tuple(word for word in every if word not in _KINDS) or tuple(every)


@lru_cache(maxsize=200_000)
def _compared(one: tuple[str, ...], other: tuple[str, ...]) -> Level:
    if _plain(one) == _plain(other):
        return Level.SAME
    if not _known(one).isdisjoint(_known(other)):
        return Level.SOUNDS_SAME
    whole = _of_words("".join(one), "".join(other))
    if whole in (Level.SAME, Level.SOUNDS_SAME) or len(one) == len(other) == 1:
        return whole
    if len(one) != len(other):
        return whole if whole is Level.SOUNDS_ALIKE else Level.DIFFERS
    levels = [_of_words(mine, theirs) for mine, theirs in zip(one, other, strict=True)]
    return max(levels, key=_FAR.index)


_FAR = (Level.SAME, Level.SOUNDS_SAME, Level.SOUNDS_ALIKE, Level.NEAR, Level.DIFFERS)


def _of_words(one: str, other: str) -> Level:
    level, _skeleton = agreement(one, other)
    if level is Level.SHORT_FORM or not (level is Level.SAME or stands_alone(one, other)):
        return Level.DIFFERS
    return level


def _plain(words: tuple[str, ...]) -> str:
    whole = "".join(words)
    return fold(whole) or whole.removeprefix(_ARTICLE)


@lru_cache(maxsize=50_000)
def _known(words: tuple[str, ...]) -> frozenset[int]:
    """Which places of the table carry this name, in the spelling of the table or one that sounds the same."""
    plain = _plain(words)
    as_written = _by_name().get(plain)
    if as_written is not None:
        return as_written
    whole = "".join(words)
    mine = {read.skeleton for read in readings_of(whole)}
    likely = {entry for skeleton in mine for entry in _by_sound().get(skeleton, ())}
    script = script_of(whole)
    return frozenset(
        at for at, name in likely if script_of(name) is script and agreement(whole, name)[0] in (Level.SAME, Level.SOUNDS_SAME)
    )


@lru_cache(maxsize=1)
def _by_name() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for at, names in enumerate(PLACES):
        for name in names:
            found.setdefault(_plain(_words(name)), set()).add(at)
    return {name: frozenset(places) for name, places in found.items()}


@lru_cache(maxsize=1)
def _by_sound() -> dict[str, list[tuple[int, str]]]:
    found: dict[str, list[tuple[int, str]]] = {}
    for at, names in enumerate(PLACES):
        for name in names:
            whole = "".join(_words(name))
            for read in readings_of(whole):
                found.setdefault(read.skeleton, []).append((at, whole))
    return found
