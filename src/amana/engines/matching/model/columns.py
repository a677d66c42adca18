"""Many records as arrays, so that a million pairs are compared at once; the same for two records and for a register.

Every text becomes a number of a `Vocabulary` that the columns share. -1 stands for "not given" everywhere.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from amana.engines.matching.compare import names_of
from amana.engines.matching.keys import PHONE_TAIL_DIGITS, document_text, phone_digits
from amana.engines.matching.parts import Unit, joined_across, readings_of
from amana.engines.matching.places import one_name
from amana.engines.matching.rarity import Rarity
from amana.engines.matching.values import Record, Role

from .lexicon import Ints, Lexicon

LINKS = 4  # of a chain that are compared: given, father, grandfather, one further
NUMBERS = 3  # phones, documents, places, nationalities and sightings kept of one record
_PLACE = {Role.GIVEN: 0, Role.FATHER: 1, Role.GRANDFATHER: 2, Role.FAMILY: 3}
_SEX = {"Feminine": 1, "Masculine": 2}
_SHORTEST_DOCUMENT = 4
_MOST_CHAINS = 6  # ways to read the names of one record


class Texts:
    """Distinct texts by number."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._number: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The number of a text, new or known."""
        found = self._number.setdefault(text, len(self.texts))
        if found == len(self.texts):
            self.texts.append(text)
        return found


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The texts behind the numbers of one or several `Columns`."""

    names: Lexicon = field(default_factory=Lexicon)
    places: Lexicon = field(default_factory=Lexicon)
    phones: Texts = field(default_factory=Texts)
    tails: Texts = field(default_factory=Texts)
    documents: Texts = field(default_factory=Texts)
    countries: Texts = field(default_factory=Texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Records by row; R records, C chains (each record has its own, one after another; a last one holds nothing, so that -1 reads as "no
    name").

    units, link   the units of a chain and the link each is (0 given, 1 father, 2 grandfather, 3 further): [C, 4]
    joined        the unit of a chain that was put together from two that stand apart, -1 for none: [C]
    first_chain   where the chains of a record begin: [R + 1]
    nickname      a nickname of a record, as a unit: [R]
    year_from, year_to, day, month_first   birth as years, as day number, and whether the day is a 1 January: [R]
    sex           0 not given, 1 feminine, 2 masculine: [R]
    phones, tails, documents, places, nationalities, seen_day, seen_country   numbers: [R, 3]
    """

    vocabulary: Vocabulary
    units: Ints
    link: NDArray[np.int8]
    joined: NDArray[np.int8]
    first_chain: Ints
    nickname: Ints
    year_from: NDArray[np.int16]
    year_to: NDArray[np.int16]
    day: Ints
    sex: NDArray[np.int8]
    phones: Ints
    tails: Ints
    documents: Ints
    places: Ints
    nationalities: Ints
    seen_day: Ints
    seen_country: Ints

    def __len__(self) -> int:
        return len(self.sex)


def encode(records: Iterable[Record], vocabulary: Vocabulary | None = None) -> Columns:
    """Records as columns, in their order."""
    words = vocabulary or Vocabulary()
    # plain arrays one after another: lists of lists took two gigabytes for a million records
    units, links, joined, first, rows = array("i"), array("b"), array("b"), array("i", [0]), array("i")
    numbers = {name: array("i") for name in _NUMBERS}
    for record in records:
        chains, nickname = _chains(record)
        for chain, compound in chains:
            joined.append(compound)
            numbered = [words.names.number(unit) for unit in chain]
            units.extend(_padded(numbered, LINKS))
            links.extend(_padded([_PLACE.get(unit.role, min(order, LINKS - 1)) for order, unit in enumerate(chain)], LINKS))
        first.append(len(joined))
        birth = record.birth
        rows.extend(
            (
                -1 if nickname is None else words.names.number(nickname),
                -1 if birth.first_year is None else birth.first_year,
                -1 if birth.last_year is None else birth.last_year,
                -1 if birth.day is None else birth.day.toordinal(),
                _SEX.get(record.sex, 0),
            )
        )
        for name, found in _numbers_of(record, words):
            numbers[name].extend(_padded(found, NUMBERS))
    units.extend([-1] * LINKS)  # the chain of a record without a name
    links.extend([-1] * LINKS)
    joined.append(-1)
    table = np.array(rows, np.int32).reshape(-1, 5)
    return Columns(
        vocabulary=words,
        units=np.array(units, np.int32).reshape(-1, LINKS),
        link=np.array(links, np.int8).reshape(-1, LINKS),
        joined=np.array(joined, np.int8),
        first_chain=np.array(first, np.int32),
        nickname=table[:, 0].copy(),
        year_from=table[:, 1].astype(np.int16),
        year_to=table[:, 2].astype(np.int16),
        day=table[:, 3].copy(),
        sex=table[:, 4].astype(np.int8),
        **{name: np.array(found, np.int32).reshape(-1, NUMBERS) for name, found in numbers.items()},
    )


_NUMBERS = ("phones", "tails", "documents", "places", "nationalities", "seen_day", "seen_country")


def _numbers_of(record: Record, words: Vocabulary) -> Iterable[tuple[str, list[int]]]:
    phones = [digits for phone in record.phones if len(digits := phone_digits(phone)) >= PHONE_TAIL_DIGITS]
    documents = [plain for each in record.documents if len(plain := document_text(each)) >= _SHORTEST_DOCUMENT]
    yield "phones", [words.phones.number(digits) for digits in phones]
    yield "tails", [words.tails.number(digits[-PHONE_TAIL_DIGITS:]) for digits in phones]
    yield "documents", [words.documents.number(plain) for plain in documents]
    yield "places", [words.places.number(unit) for place in record.places if (unit := place_unit(place)) is not None]
    yield "nationalities", [words.countries.number(code) for code in record.nationalities]
    yield "seen_day", [sighting.day.toordinal() for sighting in record.seen]
    yield "seen_country", [words.countries.number(sighting.country) for sighting in record.seen]


def place_unit(text: str) -> Unit | None:
    """The narrowest place a text names as one unit, all its words together; None if it holds no letter."""
    core = "".join(letter for letter in one_name(text) if letter.isalnum())
    readings = readings_of(core) if core else ()
    if not readings:
        return None
    return Unit(text, Role.UNKNOWN, core, readings, tuple(dict.fromkeys(each.skeleton for each in readings)), frozenset())


def _chains(record: Record) -> tuple[list[tuple[tuple[Unit, ...], int]], Unit | None]:
    """Every way to read the names of a record as a chain, compounds that stand apart joined as well (with the place of the compound); a
    nickname.
    """
    chains: dict[tuple[str, ...], tuple[tuple[Unit, ...], int]] = {}
    nickname = None
    for found in names_of(record):
        chain = tuple(unit for unit in found if unit.role is not Role.NICKNAME)
        nickname = next((unit for unit in found if unit.role is Role.NICKNAME), nickname)
        apart = {unit.core for unit in chain}
        for each in (chain, *map(tuple, joined_across(chain))):
            if each:
                compound = next((place for place, unit in enumerate(each[:LINKS]) if unit.core not in apart), -1)
                chains.setdefault(tuple(unit.core for unit in each), (each, compound))
    return list(chains.values())[:_MOST_CHAINS], nickname


def _padded(found: Sequence[int], width: int) -> list[int]:
    return [*found[:width], *[-1] * (width - len(found))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequencies:
    """How often what the numbers stand for occurs in the register.

    persons   in the register
    names     bits that the agreement of each unit is worth
    pairs     codes of two skeletons (see `pair_code`) that occur together, sorted, and how many records hold them
    phones, tails   records that hold each number
    places    bits that the agreement of each place is worth
    """

    persons: int
    names: NDArray[np.float32]
    pairs: NDArray[np.int64]
    pair_counts: Ints
    phones: Ints
    tails: Ints
    places: NDArray[np.float32]


def pair_code(one: Ints, other: Ints) -> NDArray[np.int64]:
    """One number for two skeletons, whichever comes first."""
    return np.minimum(one, other).astype(np.int64) << 32 | np.maximum(one, other)


def counted(columns: Columns) -> Frequencies:
    """Frequencies of a register from its own records."""
    words, persons = columns.vocabulary, max(len(columns), 1)
    skeletons = np.sort(_first_skeletons(columns), axis=1)
    texts = words.names.skeleton_texts()
    once = skeletons.copy()
    once[:, 1:][skeletons[:, 1:] == skeletons[:, :-1]] = -1  # a name that stands twice in a chain is held once
    held = np.bincount(once[once >= 0], minlength=len(texts))
    names = Rarity.counted({texts[at]: count for at, count in enumerate(held.tolist()) if count}, persons)
    pairs = [pair_code(once[:, a], once[:, b])[(once[:, a] >= 0) & (once[:, b] >= 0)] for a in range(LINKS) for b in range(a + 1, LINKS)]
    codes, counts = np.unique(np.concatenate(pairs), return_counts=True)
    often = counts > 1
    place = columns.places[:, 0]
    kinds = words.places.skeletons()[:, 0]
    at_place = np.bincount(kinds[place[place >= 0]], minlength=max(len(words.places.skeleton_texts()), 1))
    return Frequencies(
        persons=persons,
        names=words.names.rarities(names),
        pairs=codes[often],
        pair_counts=counts[often].astype(np.int32),
        phones=np.bincount(columns.phones[columns.phones >= 0], minlength=len(words.phones.texts)).astype(np.int32),
        tails=np.bincount(columns.tails[columns.tails >= 0], minlength=len(words.tails.texts)).astype(np.int32),
        places=_bits(at_place[kinds] / persons),
    )


def _first_skeletons(columns: Columns) -> Ints:
    """Skeletons of the first way to read each named record: [named records, 4], -1 for none."""
    firsts = columns.vocabulary.names.skeletons()[:, 0]
    units = columns.units[columns.first_chain[:-1][np.diff(columns.first_chain) > 0]]
    return np.where(units >= 0, firsts[units], -1) if firsts.size else units


def _bits(shares: NDArray[np.float64]) -> NDArray[np.float32]:
    return (-np.log2(np.maximum(shares, 1e-6))).astype(np.float32)
