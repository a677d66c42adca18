"""Cards weighed by the matching engine against the register they stand in, and a digest by which a change of two cards is seen."""

import hashlib
import json
import time
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import lru_cache

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
FEW = 1_000  # persons that are counted anew each time
COUNTED_AGAIN = timedelta(hours=1)


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
    return Register(persons=_persons(holder), parameters=weights(), counts=counts, ceiling=CEILING)


def _persons(holder: int) -> int:
    """How many living files an organisation (row number) holds: counted now, or within the hour where there are many, since the model asks
    for their logarithm and counting a million takes longer than everything else here."""
    living = Person.objects.filter(file__organisation=holder, file__state__in=LIVING)
    few = living[: FEW + 1].count()
    return few if few <= FEW else _many(holder, int(time.monotonic() // COUNTED_AGAIN.total_seconds()))


@lru_cache(maxsize=256)
def _many(holder: int, _hour: int) -> int:
    return Person.objects.filter(file__organisation=holder, file__state__in=LIVING).count()


def model() -> str:
    """The version of the engine's weights."""
    return weights().version


def digest(one: Card, other: Card) -> str:
    """What names the state of two cards. It is kept sealed: a bare digest of a name can be tried out."""
    said = json.dumps([one, other], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()
