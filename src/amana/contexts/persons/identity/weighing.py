"""Cards weighed by the matching engine against the register they stand in, and a digest by which a change of two cards is seen."""

import hashlib
import json
from collections.abc import Iterable, Sequence

from amana.contexts.persons import index
from amana.contexts.persons.models import Person
from amana.contexts.persons.rules import card as cards
from amana.contexts.persons.rules.card import Card
from amana.engines import matching
from amana.engines.matching import Assessment, Family, Register
from amana.engines.matching.plan import CEILING
from amana.kernel.access.values import Access
from amana.kernel.files.models import State
from amana.kernel.vocabulary.weights import weights

LIVING = (State.OPEN, State.CLOSED)
COUNTED = frozenset({Family.NAME, Family.PAIR, Family.PHONE, Family.PHONE_TAIL})  # what may be rare or frequent
KEYS_AT_ONCE = 1000


def weigh_many(one: Card, others: Sequence[Card], *, register: Register) -> list[Assessment]:
    """What the engine says about one card beside each of the others, in their order."""
    return matching.assess_many(cards.record(one), [cards.record(other) for other in others], register=register)


def register_of(holder: int, weighed: Iterable[Card], access: Access) -> Register:
    """The register of an organisation (row number), with how many persons carry what these cards say. Nothing is unsealed for it."""
    candidates = index.candidates_of(holder, access)
    keys = sorted({key for card in weighed for key in matching.keys(cards.record(card)) if key.family in COUNTED})
    counts: dict[matching.Key, int] = {}
    for at in range(0, len(keys), KEYS_AT_ONCE):
        counts |= candidates.counts(keys[at : at + KEYS_AT_ONCE], CEILING)
    persons = Person.objects.filter(file__organisation=holder, file__state__in=LIVING).count()
    return Register(persons=persons, parameters=weights(), counts=counts, ceiling=CEILING)


def model() -> str:
    """The version of the engine's weights."""
    return weights().version


def digest(one: Card, other: Card) -> str:
    """What names the state of two cards. It is kept sealed: a bare digest of a name can be tried out."""
    said = json.dumps([one, other], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()
