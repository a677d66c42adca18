"""The whole search over a small invented register held in memory."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import pytest

from amana.engines.matching import Birth, Fetch, Found, Key, Record, Role, Verdict, compare, find, keys, read_name
from amana.node.world import persons, record_of


class MemoryIndex:
    """The three questions answered from dictionaries."""

    def __init__(self, register: Mapping[int, Record]) -> None:
        self.register = register
        self.postings: dict[Key, list[int]] = defaultdict(list)
        self.unsealed = 0
        for person, record in register.items():
            for key in keys(record):
                self.postings[key].append(person)

    def counts(self, asked: Sequence[Key], ceiling: int) -> Mapping[Key, int]:
        return {key: min(ceiling, len(self.postings[key])) for key in asked if key in self.postings}

    def holders(self, fetches: Sequence[Fetch]) -> Sequence[Sequence[int]]:
        every = [set.intersection(*(set(self.postings.get(key, ())) for key in fetch.keys)) for fetch in fetches]
        return [sorted(found)[: fetch.limit] for found, fetch in zip(every, fetches, strict=True)]

    def records(self, wanted: Sequence[int]) -> Mapping[int, Record]:
        self.unsealed += len(wanted)
        return {person: self.register[person] for person in wanted}


@pytest.fixture(scope="module")
def world() -> tuple[MemoryIndex, list[tuple[Record, int]]]:
    """A register of 6,000 records and the second records of people in it."""
    stream = list(persons(6_400, seed=11, duplicates=0.06))
    register = {person.number: record_of(person) for person in stream if person.truth == person.number}
    again = [(record_of(person), person.truth) for person in stream if person.truth != person.number]
    return MemoryIndex(register), again


def links(record: Record) -> int:
    return max(sum(len(part.text.split()) for part in name.parts if part.role is not Role.NICKNAME) for name in record.names)


def people(found: Found) -> list[int]:
    return [match.person for match in found.matches]


def test_people_recorded_a_second_time_are_found_by_their_names_alone(world):
    index, again = world
    asked = [(Record(names=record.names[:1]), wanted) for record, wanted in again]
    hits = {True: [0, 0], False: [0, 0]}
    for query, wanted in asked:
        three = min(links(query), links(index.register[wanted])) >= 3
        hits[three][0] += wanted in people(find(query, index))
        hits[three][1] += 1
    (found_by_three, of_three), (found_by_two, of_two) = hits[True], hits[False]
    assert of_three > 100
    assert of_two > 100
    assert found_by_three / of_three >= 0.97
    assert found_by_two / of_two >= 0.90


def test_what_is_called_strong_is_nearly_always_the_person(world):
    index, again = world
    right = wrong = 0
    for query, wanted in again:
        for match in find(query, index).matches:
            if match.comparison.verdict is Verdict.STRONG:
                right += match.person == wanted
                wrong += match.person != wanted
    assert right > 100
    assert right / (right + wrong) >= 0.90


def test_random_strangers_are_almost_never_called_possible(world):
    index, _ = world
    register = list(index.register.values())
    verdicts = [compare(register[place], register[-1 - place]).verdict for place in range(2_500)]
    assert sum(verdict in (Verdict.POSSIBLE, Verdict.STRONG) for verdict in verdicts) <= 5


def test_a_search_never_unseals_more_than_120_records(world):
    index, again = world
    for query, _ in again[:40]:
        before = index.unsealed
        found = find(query, index)
        assert index.unsealed - before == found.compared <= 120


def test_the_best_come_first_and_the_different_are_left_out(world):
    index, again = world
    for query, _ in again[:40]:
        matches = find(query, index).matches
        scores = [match.comparison.score for match in matches]
        assert scores == sorted(scores, reverse=True)
        assert all(match.comparison.verdict is not Verdict.DIFFERENT for match in matches)


def test_records_one_may_not_see_are_left_out(world):
    index, again = world
    query, wanted = next((query, wanted) for query, wanted in again if wanted in people(find(query, index)))

    class Blind(MemoryIndex):
        def records(self, persons_wanted: Sequence[int]) -> Mapping[int, Record]:
            return {person: record for person, record in super().records(persons_wanted).items() if person != wanted}

    assert wanted not in people(find(query, Blind(index.register)))


def test_an_empty_query_finds_nobody(world):
    index, _ = world
    assert find(Record(), index) == Found(matches=(), too_common=False, compared=0)


def test_a_name_that_everybody_carries_is_said_to_be_too_common():
    crowd = {number: Record(names=(read_name("Mohamed Ahmed"),)) for number in range(700)}
    found = find(Record(names=(read_name("محمد أحمد"),)), MemoryIndex(crowd))
    assert found.too_common
    assert len(found.matches) == 20


def test_a_birth_year_picks_the_person_out_of_a_crowd_of_namesakes():
    crowd = {number: Record(names=(read_name("Mohamed Ahmed"),), birth=Birth.in_year(1950 + number % 50)) for number in range(1_400)}
    crowd[1_400] = Record(names=(read_name("Mohamed Ahmed"),), birth=Birth.in_year(2015))
    found = find(Record(names=(read_name("Maxamed Axmed"),), birth=Birth.in_year(2015)), MemoryIndex(crowd))
    assert people(found)[0] == 1_400
