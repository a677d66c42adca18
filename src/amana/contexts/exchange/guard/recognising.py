"""Whether a text written by hand says who the person is: by name, number, address or day of birth, as the file knows them.

It is there for the mistake of a moment: a name left in a sentence. It errs on the side of finding something; the worker then sees which
words it was and writes the sentence another way. It cannot find what the file does not know, and says so nowhere.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from amana.engines.matching.agreement import agreement
from amana.engines.matching.parts import read_name, units
from amana.engines.matching.values import Level

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`][^\W\d_]+)*")
_NUMBERS_OR_LETTERS = re.compile(r"[^\W_]")
_ONE_NAME = frozenset({Level.SAME, Level.SOUNDS_SAME, Level.SHORT_FORM})
_ARABIC_BEFORE, _ETHIOPIC_BEFORE = "وفبلك", "የለከበስእ"  # letters that stand for "and", "to", "of" and are written onto a name
_SHORTEST_STEM = 3
_SURE_SKELETON = 3  # consonants; below, "Ali" and "all" sound the same
_LONG_NAME = 6  # letters; longer names may stand in a text in two or three words ("Abd al-Rahman")
_LEAST_DIGITS, _LEAST_LETTERS = 5, 5
_NATIONAL_DIGITS = 7  # of a phone number: without code of country and network, as people write it
_DATE_REACH = 3  # words between the day and the year of a date


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the file knows of a person by which others could recognise them.

    names    whole names as given, in any script
    numbers  of phones and papers, addresses of e-mail, streets: whatever is written in one way
    days     of birth, as (year, day of the month) in every calendar in which they may be written
    """

    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    days: tuple[tuple[int, int], ...] = ()


def birth_day(on: date) -> tuple[int, int]:
    """A Gregorian day as `Known.days` has it."""
    return on.year, on.day


def recognised(text: str, known: Known, *, others: Iterable[str] = ()) -> tuple[str, ...]:
    """The words of a text that say who the person is; () if none was found.

    others  names of other people in the same message. A word that is theirs is read as theirs, unless two words of the person's name
            stand side by side.
    """
    plain = unicodedata.normalize("NFKC", text)
    theirs = [core for name in others for core in _cores(name)]
    return (*_names_in(plain, known.names, theirs), *_numbers_in(plain, known.numbers), *_days_in(plain, known.days))


def is_named(name: str, known: Known) -> bool:
    """Whether the name of somebody else, in a field for names, is the person's own: as many parts agree as the shorter of the two has,
    but at least two where both have two."""
    given = _cores(name)
    for own in known.names:
        parts = _cores(own)
        agreeing = sum(any(_is_one(part, other) for other in given) for part in parts)
        if parts and given and agreeing >= min(2, len(parts)) and (len(given) > 1) == (len(parts) > 1):
            return True
    return False


def _names_in(text: str, names: Sequence[str], theirs: Sequence[str]) -> Iterator[str]:
    cores = {core for name in names for core in _cores(name)}
    if not cores:
        return
    words = _WORD.findall(text)
    hits = [_hit(words, place, cores) for place in range(len(words))]
    for place, hit in enumerate(hits):
        if not hit:
            continue
        beside = (place > 0 and hits[place - 1]) or (place + 1 < len(hits) and hits[place + 1])
        if beside or not any(_is_one(words[place], other) for other in theirs):
            yield words[place]


def _hit(words: Sequence[str], place: int, cores: Iterable[str]) -> bool:
    written = [words[place], "".join(words[place : place + 2]), "".join(words[place : place + 3])]
    for core in cores:
        for one in _stems(words[place]):
            if _is_one(one, core):
                return True
        if len(core) >= _LONG_NAME and any(_is_one(one, core) for one in written[1:]):
            return True
    return False


def _is_one(word: str, core: str) -> bool:
    level, skeleton = agreement(word, core)
    if level not in _ONE_NAME:
        return False
    if level is Level.SAME or len(skeleton) >= _SURE_SKELETON:
        return True
    return word[:1].isupper() or not word.isascii()


def _stems(word: str) -> Iterator[str]:
    """The word, and the word without what Arabic, Amharic and Tigrinya write onto it."""
    yield word
    if word[0] in _ARABIC_BEFORE + _ETHIOPIC_BEFORE and len(word) > _SHORTEST_STEM:
        yield word[1:]
    if word.endswith(("ን", "ም", "'s", "’s")) and len(word) > _SHORTEST_STEM:
        yield word[:-1].rstrip("'’")


def _cores(name: str) -> list[str]:
    return [unit.core for unit in units(read_name(unicodedata.normalize("NFKC", name))) if len(unit.core) > 1]


def _numbers_in(text: str, numbers: Iterable[str]) -> Iterator[str]:
    digits, together = _digits(text), _together(text)
    for number in numbers:
        own = _digits(number)
        tail = own[-_NATIONAL_DIGITS:] if len(own) > _NATIONAL_DIGITS + 1 else own
        whole = _together(number)
        is_number = len(own) * 2 > len(whole)
        by_digits = is_number and len(own) >= _LEAST_DIGITS and tail in digits
        if by_digits or (len(whole) >= _LEAST_LETTERS and whole in together):
            yield number


def _days_in(text: str, days: Iterable[tuple[int, int]]) -> Iterator[str]:
    tokens = [int(token) if token.isdigit() else -1 for token in re.findall(r"\d{1,4}|[^\W\d_]+", text)]
    for year, day in days:
        years = [place for place, token in enumerate(tokens) if token in (year, year % 100)]
        near = [place for place, token in enumerate(tokens) if token == day]
        if any(0 < abs(one - other) <= _DATE_REACH for one in years for other in near):
            yield f"{day}.{year}"


def _digits(text: str) -> str:
    return "".join(str(unicodedata.digit(letter)) for letter in text if letter.isdigit() and unicodedata.digit(letter, -1) >= 0)


def _together(text: str) -> str:
    return "".join(_NUMBERS_OR_LETTERS.findall(text)).casefold()
