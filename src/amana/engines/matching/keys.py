"""Blocking keys: two records that share one are worth comparing. Keys do not depend on the order of names or the script.

Frequent names make single-name keys useless (a quarter of a register may be called Mohamed somewhere in the chain), so the
work is done by unordered pairs and triples of names, and by a name with a birth year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import combinations, product

from .parts import Unit, joined_across, units
from .sounds import SKELETON_LETTERS
from .values import Birth, BirthKind, Family, Key, Record, Role

PHONE_TAIL_DIGITS = 7
YEARS_OF_A_RANGE = 3  # a wider range says too little to be worth a key
YEARS_AROUND = 1  # a query looks this far to either side of its year
YEARS_ASKED = 8
MAX_UNITS = 5
MAX_NEAR_KEYS = 1_500
_NOT_DIGITS = re.compile(r"\D+")
_NOT_DOCUMENT = re.compile(r"[\W_]+")


def keys(record: Record) -> tuple[Key, ...]:
    """The keys to store for a held record, each once; about 10 to 20 for a three-part name."""
    return tuple(dict.fromkeys((*_name_keys(record), *_year_keys(record, _years_held(record.birth)), *_number_keys(record))))


def query_keys(query: Record) -> tuple[Key, ...]:
    """The keys to look up for a query: those of `keys`, with the neighbouring birth years as well."""
    return tuple(dict.fromkeys((*_name_keys(query), *_year_keys(query, _years_asked(query.birth)), *_number_keys(query))))


def near_keys(query: Record) -> tuple[Key, ...]:
    """Keys of the query with one consonant lost, added, changed or two exchanged in one of its names; at most 1,500.

    Only the asking side spells names wrong on purpose, so that nothing more is stored.
    """
    found: dict[Key, None] = {}
    for group in _groups(query):
        if len(group) == 1:
            found.update(dict.fromkeys(Key(Family.NAME, each) for each in _misspelt(group[0])))
        wide = len(group) > 2
        for place, wrong in enumerate(group):
            others = group[:place] + group[place + 1 :]
            for skeleton in _misspelt(wrong):
                if wide:
                    found.update(dict.fromkeys(_sets(Family.TRIPLE, (skeleton,), others, 2)))
                found.update(dict.fromkeys(_sets(Family.PAIR, (skeleton,), others, 1)))
    return tuple(found)[:MAX_NEAR_KEYS]


def _sets(family: Family, fixed: tuple[str, ...], others: list[Unit], size: int) -> Iterator[Key]:
    for chosen in combinations(others, size):
        yield Key(family, "|".join(sorted((*fixed, *(each.skeletons[0] for each in chosen)))))


def _groups(record: Record) -> list[list[Unit]]:
    """The units of each name; nicknames, wherever they were given, stand with every name."""
    every = [units(name)[:MAX_UNITS] for name in record.names]
    nicknames = [unit for found in every for unit in found if unit.role is Role.NICKNAME]
    groups = [[unit for unit in found if unit.role is not Role.NICKNAME] for found in every]
    groups = [group for group in groups if group]
    if not nicknames:
        return groups
    return [group + nicknames[:2] for group in groups] or [nicknames]


def _name_keys(record: Record) -> Iterator[Key]:
    for group in _groups(record):
        yield from _keys_of_units(group)
        for joined in joined_across(group):
            yield from _keys_of_units(joined)


def _keys_of_units(group: list[Unit]) -> Iterator[Key]:
    for unit in group:
        for skeleton in unit.skeletons:
            yield Key(Family.NAME, skeleton)
    for one, other in combinations(group, 2):
        for readings in product(one.skeletons, other.skeletons):
            yield Key(Family.PAIR, "|".join(sorted(readings)))
    chain = [unit for unit in group if unit.role is not Role.NICKNAME]
    for three in combinations(chain, 3):
        for readings3 in product(*(unit.skeletons[:2] for unit in three)):
            yield Key(Family.TRIPLE, "|".join(sorted(readings3)))


def _year_keys(record: Record, years: Iterable[int]) -> Iterator[Key]:
    skeletons = {skeleton for group in _groups(record) for unit in group for skeleton in unit.skeletons}
    for year in years:
        for skeleton in sorted(skeletons):
            yield Key(Family.NAME_YEAR, f"{skeleton}@{year}")


def _years_held(birth: Birth) -> range:
    if birth.kind is BirthKind.UNKNOWN or birth.first_year is None or birth.last_year is None:
        return range(0)
    years = range(birth.first_year, birth.last_year + 1)
    return years if len(years) <= YEARS_OF_A_RANGE else range(0)


def _years_asked(birth: Birth) -> range:
    if birth.kind is BirthKind.UNKNOWN or birth.first_year is None or birth.last_year is None:
        return range(0)
    years = range(birth.first_year - YEARS_AROUND, birth.last_year + YEARS_AROUND + 1)
    return years if len(years) <= YEARS_ASKED else range(0)


def _number_keys(record: Record) -> Iterator[Key]:
    for phone in record.phones:
        digits = phone_digits(phone)
        if len(digits) > PHONE_TAIL_DIGITS:
            yield Key(Family.PHONE, digits)
        if len(digits) >= PHONE_TAIL_DIGITS:
            yield Key(Family.PHONE_TAIL, digits[-PHONE_TAIL_DIGITS:])
    for document in record.documents:
        plain = document_text(document)
        if len(plain) >= 4:
            yield Key(Family.DOCUMENT, plain)


def phone_digits(phone: str) -> str:
    """Digits only, without the international prefix 00 or a leading trunk zero."""
    return _NOT_DIGITS.sub("", phone).lstrip("0")


def document_text(document: str) -> str:
    """Letters and digits only, upper case."""
    return _NOT_DOCUMENT.sub("", document).upper()


def _misspelt(unit: Unit) -> tuple[str, ...]:
    """Skeletons one step from a unit's first reading; none for a skeleton too short to survive a loss."""
    word = unit.skeletons[0]
    if len(word) < 2:
        return ()
    found: dict[str, None] = {}
    for place in range(len(word)):
        if len(word) > 2:
            found[word[:place] + word[place + 1 :]] = None
        if place + 1 < len(word):
            found[word[:place] + word[place + 1] + word[place] + word[place + 2 :]] = None
        for letter in SKELETON_LETTERS:
            found[word[:place] + letter + word[place + 1 :]] = None
    for place in range(len(word) + 1):
        for letter in SKELETON_LETTERS:
            found[word[:place] + letter + word[place:]] = None
    found.pop(word, None)
    return tuple(found)
