"""Invented persons, one after another: names in one or two scripts, birth as well as it is known, contacts, papers.

The same seed and arguments give the same persons. Memory does not grow with their number: relatives and people recorded
twice are drawn from the last few thousand.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from amana.engines.matching import Birth, Name, NamePart, Record, Role

from .spelling import Habit, slip
from .vocabulary import GivenName, Population, populations

REGISTER_DAY = date(2026, 1, 1)  # the invented world's newest record
FIRST_YEAR = 2018
YOUNGEST = REGISTER_DAY - timedelta(days=30)  # nobody is recorded before they are a month old
_REMEMBERED = 4_000
_CHAIN_ROLES = (Role.GIVEN, Role.FATHER, Role.GRANDFATHER)
# Codes of HTCDS with the share each has among the invented.
_OTHER_SEXES = ("TransgenderFeminine", "TransgenderMasculine", "NonConforming", "NonSpecifiedUnknown")
# Country codes with a subscriber prefix no operator has been given; numbers made of them reach nobody.
_PHONE_PREFIXES = ("25100", "29100", "25200", "24900", "25600", "25400", "20000", "3900000", "21800")
_DOCUMENT_KINDS = (("passport", "XP"), ("national_id", "XN"), ("registration_card", "XR"), ("travel_document", "XT"))


@dataclass(frozen=True, slots=True, kw_only=True)
class InventedPerson:
    """One record of an invented person, as an office would have taken it.

    number         0, 1, 2, ... in this world
    truth          number of the first record of the same person; differs from `number` for one recorded twice
    names          each in one script; the order and the roles are the office's
    sex            HTCDS code
    birth          exact, year, range of years, or unknown
    nationality    ISO 3166 alpha-2, "" if not told
    languages      ISO 639-3, the first spoken first
    phones         E.164 digits without plus, in ranges no operator uses
    documents      (kind, number)
    nickname       "" if none was told; also among `names`
    office         which of the region's care organisations recorded the person (0, 1, 2, ...)
    registered_on  day of the record
    """

    number: int
    truth: int
    names: tuple[Name, ...]
    sex: str
    birth: Birth
    nationality: str
    languages: tuple[str, ...]
    phones: tuple[str, ...]
    documents: tuple[tuple[str, str], ...]
    nickname: str
    office: int
    registered_on: date


@dataclass(slots=True)
class _Truth:
    """Who the person is, before any office writes it down."""

    number: int
    population: Population
    chain: tuple[GivenName, GivenName, GivenName]
    feminine: bool
    sex: str
    born: date
    nationality: str
    phone: str
    document: tuple[str, str] | None
    nickname: GivenName | None


@dataclass(frozen=True, slots=True)
class _Office:
    """An office's habits: scripts it writes, how many links of the chain it asks for, family name first or not."""

    habits: tuple[Habit, ...]
    links: int
    last_first: float
    slips: float
    whole_name_in_one_field: float


_OFFICES = (
    _Office((Habit.ENGLISH,), 3, 0.02, 0.02, 0.05),
    _Office((Habit.OWN_LATIN, Habit.ENGLISH), 3, 0.01, 0.03, 0.10),
    _Office((Habit.GEEZ,), 3, 0.0, 0.01, 0.0),
    _Office((Habit.ARABIC,), 3, 0.0, 0.01, 0.05),
    _Office((Habit.ITALIAN,), 2, 0.30, 0.04, 0.0),
    _Office((Habit.FRENCH,), 2, 0.20, 0.03, 0.0),
)  # fmt: skip
OFFICES = len(_OFFICES)


def persons(n: int, *, seed: int, duplicates: float = 0.0, relatives: float = 0.05) -> Iterator[InventedPerson]:
    """Yield n records of invented persons.

    duplicates  share of records that are of somebody recorded before, by another office in its own spelling
    relatives   share of persons who are a sibling or a child of somebody recorded shortly before
    """
    rng = Random(seed)
    peoples = populations()
    sums = list(accumulate(people.share for people in peoples))
    recent: list[_Truth] = []
    for number in range(n):
        if recent and rng.random() < duplicates:
            truth = recent[rng.randrange(len(recent))]
        else:
            population = peoples[min(bisect(sums, rng.random() * sums[-1]), len(peoples) - 1)]
            relative = recent[rng.randrange(len(recent))] if recent and rng.random() < relatives else None
            truth = _relative(number, relative, rng) if relative is not None else _stranger(number, population, rng)
            if len(recent) < _REMEMBERED:
                recent.append(truth)
            else:
                recent[rng.randrange(_REMEMBERED)] = truth
        yield _recorded(number, truth, rng)


def record_of(person: InventedPerson) -> Record:
    """The person as the matching engine takes it."""
    return Record(
        names=person.names,
        phones=person.phones,
        documents=tuple(number for _, number in person.documents),
        birth=person.birth,
        sex=person.sex,
    )


def _stranger(number: int, population: Population, rng: Random) -> _Truth:
    feminine = rng.random() < 0.42
    given = (population.feminine if feminine else population.masculine).one(rng)
    chain = (given, population.masculine.one(rng), population.masculine.one(rng))
    return _truth(number, population, chain, feminine, _born(rng), rng)


def _relative(number: int, other: _Truth, rng: Random) -> _Truth:
    """A sibling, or a child if the other is a man old enough."""
    feminine = rng.random() < 0.45
    given = (other.population.feminine if feminine else other.population.masculine).one(rng)
    if not other.feminine and other.born.year < 1990 and rng.random() < 0.4:
        born = other.born + timedelta(days=365 * rng.randrange(20, 32))
        return _truth(number, other.population, (given, other.chain[0], other.chain[1]), feminine, born, rng)
    born = min(other.born + timedelta(days=rng.randrange(-3_000, 3_000)), YOUNGEST)
    return _truth(number, other.population, (given, other.chain[1], other.chain[2]), feminine, born, rng)


def _truth(
    number: int, population: Population, chain: tuple[GivenName, GivenName, GivenName], feminine: bool, born: date, rng: Random
) -> _Truth:
    draw = rng.random()
    sex = "Feminine" if feminine else "Masculine"
    if draw < 0.02:
        sex = _OTHER_SEXES[int(draw * 200)]
    phone = ""
    if rng.random() < 0.6:
        phone = f"{_PHONE_PREFIXES[rng.randrange(len(_PHONE_PREFIXES))]}{rng.randrange(10_000_000):07d}"
    document = None
    if rng.random() < 0.35:
        kind, letters = _DOCUMENT_KINDS[rng.randrange(len(_DOCUMENT_KINDS))]
        document = (kind, f"{letters}{rng.randrange(100_000_000):08d}")
    nationality = population.nationalities[rng.randrange(len(population.nationalities))]
    nickname = None
    if rng.random() < 0.06:
        nickname = (population.feminine if feminine else population.masculine).one(rng)
    return _Truth(number, population, chain, feminine, sex, born, nationality, phone, document, nickname)


def _born(rng: Random) -> date:
    age_days = int(min(75.0, max(0.5, rng.gammavariate(7.0, 3.4))) * 365.25)
    return REGISTER_DAY - timedelta(days=age_days + rng.randrange(365))


def _recorded(number: int, truth: _Truth, rng: Random) -> InventedPerson:
    """What an office writes down of a person."""
    place = rng.randrange(OFFICES)
    office = _OFFICES[place]
    registered_on = _registered(truth, rng)
    names = [_written(truth, _habit(office, truth, rng), office, rng)]
    if rng.random() < 0.25:
        second = _second_habit(truth, rng)
        names.append(_written(truth, second, office, rng))
    nickname = ""
    if truth.nickname is not None and rng.random() < 0.7:
        forms = truth.nickname.forms(_habit(office, truth, rng))
        nickname = forms[rng.randrange(len(forms))]
        names[0] = Name(parts=(*names[0].parts, NamePart(text=nickname, role=Role.NICKNAME)))
    return InventedPerson(
        number=number,
        truth=truth.number,
        names=tuple(names),
        sex=truth.sex,
        birth=_birth(truth.born, registered_on, rng),
        nationality=truth.nationality if rng.random() < 0.95 else "",
        languages=truth.population.languages,
        phones=(truth.phone,) if truth.phone and rng.random() < 0.8 else (),
        documents=(truth.document,) if truth.document and rng.random() < 0.8 else (),
        nickname=nickname,
        office=place,
        registered_on=registered_on,
    )


def _registered(truth: _Truth, rng: Random) -> date:
    days = (REGISTER_DAY - date(FIRST_YEAR, 1, 1)).days
    day = REGISTER_DAY - timedelta(days=int(days * rng.random() ** 1.5))
    return max(day, truth.born + timedelta(days=30))


def _habit(office: _Office, truth: _Truth, rng: Random) -> Habit:
    habit = office.habits[rng.randrange(len(office.habits))]
    if habit is Habit.OWN_LATIN and truth.population.own is not Habit.OWN_LATIN:
        return Habit.ENGLISH
    return habit


def _second_habit(truth: _Truth, rng: Random) -> Habit:
    if rng.random() < 0.6:
        return truth.population.own
    return truth.population.also_written[rng.randrange(len(truth.population.also_written))]


_parts: dict[tuple[str, Role], NamePart] = {}


def _part(text: str, role: Role) -> NamePart:
    """One shared value per spelling and role: a register repeats few."""
    part = _parts.get((text, role))
    if part is None:
        part = NamePart(text=text, role=role)
        if len(_parts) < 60_000:
            _parts[text, role] = part
    return part


def _written(truth: _Truth, habit: Habit, office: _Office, rng: Random) -> Name:
    links = office.links if rng.random() < 0.9 else 5 - office.links
    texts = []
    for given in truth.chain[:links]:
        forms = given.forms(habit)
        # The usual spelling half the time.
        text = forms[0] if len(forms) == 1 or rng.random() < 0.5 else forms[rng.randrange(len(forms))]
        texts.append(slip(text, rng) if rng.random() < office.slips else text)
    draw = rng.random()
    if draw < office.whole_name_in_one_field:
        return Name(parts=(_part(" ".join(texts), Role.UNKNOWN),))
    if draw > 1.0 - office.last_first:
        texts = [texts[-1], *texts[:-1]]
        return Name(parts=tuple(_part(text, Role.UNKNOWN) for text in texts))
    return Name(parts=tuple(_part(text, role) for text, role in zip(texts, _CHAIN_ROLES, strict=False)))


def _birth(born: date, registered_on: date, rng: Random) -> Birth:
    draw = rng.random()
    if draw < 0.35:
        return Birth.on(born)
    if draw < 0.40:
        return Birth.on(date(born.year, 1, 1))
    if draw < 0.65:
        return Birth.in_year(min(born.year + (rng.randrange(-1, 2) if draw < 0.48 else 0), registered_on.year))
    if draw < 0.88:
        width = rng.randrange(2, 7)
        first = born.year - rng.randrange(0, width)
        return Birth.between(first, min(first + width, max(registered_on.year, first)))
    return Birth.unknown()
