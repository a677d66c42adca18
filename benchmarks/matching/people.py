"""The people of the invented world: families with their patronymic chains, births, places, telephones and documents."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate

from benchmarks.matching.inventory import Name, Pool, pools
from benchmarks.matching.places import Place, places

# population: share of the people, (community, share) ..., nationalities with weights
POPULATIONS = {
    "eritrea": (0.27, (("tigrinya", 0.66), ("muslim", 0.34)), (("ER", 96), ("ET", 4))),
    "ethiopia": (0.28, (("amhara", 0.40), ("oromo", 0.42), ("tigrinya", 0.18)), (("ET", 98), ("ER", 2))),
    "somalia": (0.20, (("somali", 1.0),), (("SO", 80), ("ET", 9), ("DJ", 6), ("KE", 5))),
    "sudan": (0.18, (("sudanese", 1.0),), (("SD", 96), ("TD", 3), ("ER", 1))),
    "south": (0.07, (("southern", 1.0),), (("SS", 82), ("ET", 6), ("KE", 7), ("UG", 5))),
}
HOME = {"eritrea": "ER", "ethiopia": "ET", "somalia": "SO", "sudan": "SD", "south": "SS"}
CALENDAR_SLIP = {"eritrea": "ethiopian", "ethiopia": "ethiopian", "somalia": "hijri", "sudan": "hijri", "south": ""}
FIRST_REPORT, LAST_REPORT = date(2013, 1, 1), date(2025, 9, 30)
FAMILY_SIZES = ((1, 0.93), (2, 0.045), (3, 0.015), (4, 0.006), (5, 0.004))
# how often one person was recorded: 2.35 records and 3.75 pairs a person, one to sixteen
RECORDS = tuple((count, 0.45**count + 0.1 * 0.75**count) for count in range(1, 17))
KNOWS_DAY, HAS_PHONE = 0.62, 0.58
BROKER_CIRCLE = 420  # people who share one broker's or shop's telephone
DIALLING = {
    "ER": ("291", "7", 6),
    "ET": ("251", "9", 8),
    "SO": ("252", "61", 7),
    "SD": ("249", "9", 8),
    "SS": ("211", "92", 7),
    "KE": ("254", "7", 8),
    "DJ": ("253", "77", 6),
    "EG": ("20", "10", 8),
    "LY": ("218", "91", 7),
    "IT": ("39", "3", 9),
    "FR": ("33", "6", 8),
    "UG": ("256", "7", 8),
    "TD": ("235", "6", 7),
}


@dataclass(slots=True)
class Household:
    """What a family shares: the place, and telephones by country."""

    place: Place
    phones: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Person:
    """The truth about one person. `chain` is given, father's, grandfather's and great-grandfather's name."""

    number: int
    population: str
    community: str
    sex: str
    chain: tuple[Name, ...]
    born: date
    nationality: str
    household: Household
    broker: int
    own_spelling: float
    believed_year: int
    knows_day: bool
    has_phone: bool
    phones: dict[str, str] = field(default_factory=dict)
    documents: tuple[str, ...] = ()


class Draw:
    """Draws values by weight."""

    def __init__(self, options: Sequence[tuple[object, float]]) -> None:
        self.values = [value for value, _ in options]
        self.cumulative = list(accumulate(weight for _, weight in options))

    def __call__(self, rng: random.Random) -> object:
        """One value by its weight."""
        return self.values[bisect(self.cumulative, rng.random() * self.cumulative[-1])]


class World:
    """Draws families one after another; what all share (names, places, brokers) is drawn first."""

    def __init__(self, seed: int, people: int) -> None:
        self.rng = random.Random(f"people {seed}")
        inventory = random.Random("names and places are the same in every world")
        self.pools: dict[str, dict[str, Pool]] = pools(inventory)
        self.places = places(inventory)
        self.population = Draw([(name, share) for name, (share, _, _) in POPULATIONS.items()])
        self.communities = {name: Draw(communities) for name, (_, communities, _) in POPULATIONS.items()}
        self.nationalities = {name: Draw(nationalities) for name, (_, _, nationalities) in POPULATIONS.items()}
        self.family_size = Draw(FAMILY_SIZES)
        self.where = {
            country: Draw([(place, 1 / (rank + 2)) for rank, place in enumerate(found)]) for country, found in self.places.items()
        }
        self.brokers = {name: max(2, int(people * share / BROKER_CIRCLE)) for name, (share, _, _) in POPULATIONS.items()}
        self.numbered = 0

    def families(self) -> Iterator[list[Person]]:
        """Families without end; each is a list of brothers and sisters, now and then with their father."""
        while True:
            yield self._family()

    def _family(self) -> list[Person]:
        rng = self.rng
        population = str(self.population(rng))
        community = str(self.communities[population](rng))
        men = self.pools[community]["Masculine"]
        above = (men.draw(rng), men.draw(rng), men.draw(rng))
        place = self.where[HOME[population]](rng)
        assert isinstance(place, Place)
        household = Household(place)
        nationality = str(self.nationalities[population](rng))
        broker = rng.randrange(self.brokers[population])
        size = int(str(self.family_size(rng)))
        eldest = rng.choice((rng.gauss(1994, 5), rng.gauss(1988, 9)))
        born = date(max(1945, min(2012, int(eldest))), 1, 1)
        family, given = [], set[int]()
        for at in range(size):
            sex = "Feminine" if rng.random() < 0.33 else "Masculine"
            name = self.pools[community][sex].draw(rng)
            while id(name) in given:
                name = self.pools[community][sex].draw(rng)
            given.add(id(name))
            own_place = household if rng.random() < 0.92 else Household(place)
            family.append(
                self._person(
                    population,
                    community,
                    sex,
                    (name, *above),
                    _day_in(born.year + 2 * at + rng.randrange(2), rng),
                    nationality,
                    own_place,
                    broker,
                )
            )
        if size > 1 and rng.random() < 0.19:
            father = _day_in(born.year - rng.randint(19, 38), rng)
            family.append(self._person(population, community, "Masculine", (*above, men.draw(rng)), father, nationality, household, broker))
        return family

    def _person(
        self, population: str, community: str, sex: str, chain: tuple[Name, ...], born: date, nationality: str, home: Household, broker: int
    ) -> Person:
        rng = self.rng
        self.numbered += 1
        documents = []
        if rng.random() < 0.19:
            documents.append(f"{rng.choice(('SDN', 'ETH', 'KEN', 'LBY', 'EGY', 'DJI'))}-{rng.randrange(10**8):08d}")
        if rng.random() < 0.09:
            documents.append(rng.choice(("EP", "P", "K", "A")) + f"{rng.randrange(10**7):07d}")
        # a third do not know the year they were born in, and what they believe is what they say everywhere
        believed = born.year if rng.random() < 0.72 else born.year + rng.choice((-3, -2, -1, -1, 1, 1, 2, 3))
        return Person(
            self.numbered,
            population,
            community,
            sex,
            chain,
            born,
            nationality,
            home,
            broker,
            rng.random(),
            believed,
            rng.random() < KNOWS_DAY,
            rng.random() < HAS_PHONE,
            {},
            tuple(documents),
        )


def _day_in(year: int, rng: random.Random) -> date:
    return date(year, 1, 1) + timedelta(days=rng.randrange(365))


def telephone(country: str, rng: random.Random) -> str:
    """A telephone of one country as +, dialling code and subscriber's number."""
    code, start, digits = DIALLING[country]
    return f"+{code} {start}{rng.randrange(10**digits):0{digits}d}"


def record_counts(rng: random.Random) -> Iterator[int]:
    """How many records each person left, without end."""
    count = Draw(RECORDS)
    while True:
        yield int(str(count(rng)))
