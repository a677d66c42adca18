"""Every pair of spellings that the matching engine knows to be one name finds the person through the sealed register too."""

import pytest

from amana.contexts.persons import facade as persons
from tests.contexts.persons.people import Shelter, found, named, registered
from tests.engines.matching.name_pairs import SAME_PART

PAIRS = [tuple(part.strip() for part in line.split("|")) for line in SAME_PART.strip().splitlines()]


def test_whoever_was_registered_under_one_spelling_is_found_under_the_other(shelter: Shelter) -> None:
    people = persons.register_many(
        (persons.Registration(statements=(named(f"{recorded} Testagiorgis"),)) for recorded, _other in PAIRS), access=shelter.worker
    )
    held = list(people)
    lost = [pair for person, pair in zip(held, PAIRS, strict=True) if person not in found(f"{pair[1]} Testagiorgis", shelter.colleague)]
    assert lost == []


@pytest.mark.parametrize("query", ["Testagiorgis", "Selamawit"])
def test_an_empty_register_finds_nobody(shelter: Shelter, query: str) -> None:
    assert found(query, shelter.worker) == []
    registered(shelter.elsewhere, named("Selamawit Testagiorgis"))
    assert found(query, shelter.worker) == []
