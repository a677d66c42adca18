"""Who the rows of a sheet may be: people on file already, or earlier rows of the same sheet. Likeness is shown, never taken for identity.

The earlier rows of a sheet are held in memory as cards, with their keys as numbers: about 1 kB a row.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.conf import settings

from amana.contexts.persons.index import CandidatesInReach
from amana.contexts.persons.models import Person
from amana.contexts.persons.queries import summary_of
from amana.contexts.persons.register.queries import Hit, register_resource
from amana.contexts.persons.rules import card as cards
from amana.contexts.persons.values import Statement
from amana.engines import matching
from amana.engines.matching import Fetch, Key, Record
from amana.kernel.access.values import Access
from amana.kernel.actions import read, record
from amana.kernel.catalogue import Kind
from amana.kernel.ids import PersonId

MOST = 3  # persons, and rows, shown for one row
AT_ONCE = 250  # rows looked for together: some thousand cards are open at a time
ROWS_OF_A_KEY = 30

Said = Sequence[Statement]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubles:
    """Whom one row is very near to: persons on file, and earlier rows of the sheet by their numbers. Empty for almost every row."""

    persons: tuple[PersonId, ...] = ()
    rows: tuple[int, ...] = ()


class DoublesOfASheet:
    """Looks for the rows of one sheet, in its order."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._sheet = _Sheet()

    def look(self, rows: Iterable[tuple[int, Said]]) -> list[tuple[int, Doubles]]:
        """Rows by number with what they say; gives those that are near to somebody."""
        waiting, found = iter(rows), []
        while some := list(islice(waiting, AT_ONCE)):
            held = [(number, cards.card(said, country=settings.NODE.country)) for number, said in some]
            records = [cards.record(card) for _number, card in held]
            persons = look_for_doubles(records, access=self._access)
            for (number, card), wanted, near in zip(held, records, persons, strict=True):
                (alike,) = matching.find_many([wanted], self._sheet, most=MOST)
                self._sheet.enter(number, card, wanted)
                if near or alike:
                    found.append((number, Doubles(persons=near, rows=tuple(match.person for match in alike))))
        return found


@read("persons.look_for_doubles", on="Register", resource=register_resource, kind=Kind.LIST, logged_as="search")
def look_for_doubles(wanted: Sequence[Record], *, access: Access) -> list[tuple[PersonId, ...]]:
    """Who on file is very near to each of these records, among the files this access may list."""
    candidates = CandidatesInReach(access)
    found = matching.find_many(wanted, candidates, most=MOST)
    near = [tuple(PersonId(candidates.opened[match.person].ref) for match in matches) for matches in found]
    record(rows=len(wanted), found=sum(bool(persons) for persons in near))
    return near


@read("persons.show_doubles", on="Register", resource=register_resource, kind=Kind.LIST, logged_as="search")
def show_doubles(asked: Sequence[tuple[Said, Sequence[PersonId]]], *, access: Access) -> list[tuple[Hit, ...]]:
    """The persons found for some rows, with the reasons. Whoever is out of reach by now, or erased, is left out."""
    rows = dict(Person.objects.filter(ref__in={person for _said, persons in asked for person in persons}).values_list("ref", "pk"))
    candidates = CandidatesInReach(access)
    held = candidates.records(list(rows.values()))
    shown = []
    for said, persons in asked:
        wanted = cards.record(cards.card(said, country=settings.NODE.country))
        shown.append(tuple(_hit(wanted, candidates, held, rows[person]) for person in persons if person in rows and rows[person] in held))
    record(persons=sorted({str(hit.person) for hits in shown for hit in hits}))
    return shown


def alike(one: Said, other: Said) -> matching.Comparison:
    """Two rows side by side."""
    country = settings.NODE.country
    return matching.compare(cards.record(cards.card(one, country=country)), cards.record(cards.card(other, country=country)))


def _hit(wanted: Record, candidates: CandidatesInReach, held: Mapping[int, Record], row: int) -> Hit:
    comparison = matching.compare(wanted, held[row])
    return Hit(
        summary=summary_of(candidates.opened[row]),
        score=comparison.score,
        verdict=comparison.verdict.value,
        evidence=comparison.evidence,
    )


@dataclass(slots=True)
class _Sheet:
    """The rows looked at so far, as the engine asks for them. Keys are kept as hashes: two that share one cost a comparison, no more."""

    said: dict[int, bytes] = field(default_factory=dict)
    rows: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def enter(self, number: int, card: cards.Card, held: Record) -> None:
        self.said[number] = json.dumps(card, ensure_ascii=False).encode()
        for key in matching.telling_keys(held):
            rows = self.rows.get(hash(key), ())
            if len(rows) < ROWS_OF_A_KEY:
                self.rows[hash(key)] = (*rows, number)

    def counts(self, keys: Sequence[Key], ceiling: int) -> Mapping[Key, int]:
        return {key: len(self.rows.get(hash(key), ())) for key in keys}

    def holders(self, fetches: Sequence[Fetch]) -> Sequence[Sequence[int]]:
        return [sorted(set.intersection(*(set(self.rows.get(hash(key), ())) for key in fetch.keys)))[: fetch.limit] for fetch in fetches]

    def records(self, persons: Sequence[int]) -> Mapping[int, Record]:
        return {number: cards.record(json.loads(self.said[number])) for number in persons}
