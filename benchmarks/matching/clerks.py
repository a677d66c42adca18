"""One record as one clerk wrote it: what the agency's habits, haste and the person's own account make of the truth."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.matching.agencies import AGE, AGENCIES, EXACT, FIRST_OF_JANUARY, UNKNOWN, YEAR, Agency
from benchmarks.matching.inventory import Name
from benchmarks.matching.letters import ARABIC, ENGLISH, ETHIOPIC, SOMALI, slip
from benchmarks.matching.people import CALENDAR_SLIP, FIRST_REPORT, HOME, LAST_REPORT, Draw, Person, World, telephone

COLUMNS = (
    "record_id",
    "name",
    "given",
    "father",
    "grandfather",
    "nickname",
    "sex",
    "birth",
    "nationality",
    "place",
    "phones",
    "documents",
    "agency",
    "country",
    "reported",
)
TITLES = {
    ENGLISH: {"Masculine": ("Mr", "Ato", "Haji", "Sheikh"), "Feminine": ("Mrs", "Weyzero", "W/ro", "Haja")},
    ETHIOPIC: {"Masculine": ("አቶ", "ሓጂ", "ቄስ"), "Feminine": ("ወ/ሮ", "ወይዘሮ", "ወ/ሪት")},
    ARABIC: {"Masculine": ("السيد", "الحاج", "الشيخ"), "Feminine": ("السيدة", "الحاجة")},
}
KUNYA = {"Masculine": (("Abu", "أبو"),), "Feminine": (("Um", "أم"), ("Umm", "أم"))}
BY_LOOKS = {
    ENGLISH: ("Long", "Shorty", "Teacher", "Driver", "Captain", "Small"),
    ARABIC: ("الطويل", "القصير", "الأستاذ", "أبو شنب"),
    SOMALI: ("Dheere", "Gaab", "Yare", "Macallin", "Madoobe", "Langare"),
    ETHIOPIC: ("ነብስ", "ቀይሽ", "ማሙሽ"),
}
# one record in so many tells a name that is not the person's own, out of fear or on a smuggler's advice
FALSE_NAME = 0.008
SAME_AGENCY = 0.48
WRONG_FATHER = 0.014  # the step-father's, an uncle's, the guardian's


@dataclass(frozen=True, slots=True)
class Conditions:
    """How hard the world is: `noise` multiplies slips and strange spellings, `facts` the share of telephones and exact dates."""

    noise: float = 1.0
    facts: float = 1.0


@dataclass(frozen=True, slots=True)
class _Habits:
    agency: Agency
    spelling: Draw
    links: Draw
    births: Draw


class Clerks:
    """Writes people's records; keeps the brokers' and shops' telephones that several people give."""

    def __init__(self, world: World, seed: int, conditions: Conditions) -> None:
        self.rng = random.Random(f"clerks {seed}")
        self.pools, self.places, self.conditions = world.pools, world.places, conditions
        self.habits = [_Habits(agency, Draw(agency.habits), Draw(agency.links), _births(agency, conditions)) for agency in AGENCIES]
        self.meeting = {population: Draw([(one, one.agency.meets.get(population, 0.0)) for one in self.habits]) for population in HOME}
        self.broker_phones: dict[tuple[str, int, str], str] = {}

    def records(self, person: Person, count: int) -> list[list[str]]:
        """The records of one person without an id: the agencies met on the way, in the order of the journey."""
        rng = self.rng
        met = []
        for _ in range(count):  # the same agency again, or another
            met.append(rng.choice(met) if met and rng.random() < SAME_AGENCY else self.meeting[person.population](rng))
        met.sort(key=_stage)
        span = (LAST_REPORT - FIRST_REPORT).days
        on = FIRST_REPORT + timedelta(days=rng.randrange(span))
        written = []
        for habits in met:
            assert isinstance(habits, _Habits)
            written.append(self._record(person, habits, on))
            on += timedelta(days=int(rng.expovariate(1 / 160)) + 1)
            if on > LAST_REPORT:
                on = LAST_REPORT - timedelta(days=rng.randrange(120))
        return written

    def _record(self, person: Person, habits: _Habits, on: date) -> list[str]:
        rng, agency = self.rng, habits.agency
        habit = str(habits.spelling(rng))
        links = str(habits.links(rng))
        parts, short = self._parts(person, agency, habit, links)
        fields = self._fields(parts, links) if agency.fields else ("", "", "")
        name = " ".join(parts)
        if rng.random() < agency.title:
            name = rng.choice(TITLES.get(habit, TITLES[ENGLISH])[person.sex]) + " " + name
        if agency.capitals:
            name = name.upper()
        sex = "" if rng.random() < agency.no_sex else person.sex
        if sex and rng.random() < 0.008 * self.conditions.noise:
            sex = "Masculine" if sex == "Feminine" else "Feminine"
        nationality = "" if rng.random() < agency.no_nationality else person.nationality
        if nationality and rng.random() < 0.035 * self.conditions.noise:
            nationality = rng.choice(("ER", "SO", "SD", "ET", "SS", "DJ"))
        place = "" if rng.random() < agency.no_place else self._place(person, habit)
        return [
            name,
            *fields,
            self._nickname(person, agency, habit, short),
            sex,
            self._birth(person, habits, on),
            nationality,
            place,
            self._phones(person, agency),
            self._documents(person, agency),
            agency.key,
            agency.country,
            on.isoformat(),
        ]

    def _parts(self, person: Person, agency: Agency, habit: str, links: str) -> tuple[list[str], bool]:
        """The names of the chain as written, in the order of `links`; whether a short form stands for the given name."""
        rng = self.rng
        chain = list(person.chain)
        men = self.pools[person.community]["Masculine"]
        roll = rng.random() / self.conditions.noise
        if roll < FALSE_NAME:
            chain[0] = self.pools[person.community][person.sex].draw(rng)
            chain[1] = men.draw(rng)
        elif roll < FALSE_NAME + WRONG_FATHER:
            chain[1] = men.draw(rng)
        parts = [self._write(chain[int(link) - 1], agency, habit, person.own_spelling) for link in links]
        short = chain[0].short
        if short and habit not in {ARABIC, ETHIOPIC} and rng.random() < 0.03 * self.conditions.noise:
            parts[links.index("1")] = rng.choice(short)
            return parts, True
        return parts, False

    def _write(self, name: Name, agency: Agency, habit: str, own: float) -> str:
        rng, noise = self.rng, self.conditions.noise
        pool = name.spellings(habit)
        # half of the time somebody has a paper at hand, or has learnt how to spell it: then a person's names look alike everywhere
        roll = own if habit == ENGLISH and rng.random() < 0.5 else rng.random()
        other = (1 - agency.usual) * noise
        text = pool[0]
        if roll < other and len(pool) > 1:
            text = pool[1 + int((len(pool) - 1) * (roll / other) ** 1.5)]
        if rng.random() < agency.typing * noise:
            text = slip(text, rng)
        if agency.scanned and rng.random() < agency.scanned * noise:
            text = slip(text, rng, scanned=True)
        return text

    def _fields(self, parts: list[str], links: str) -> tuple[str, str, str]:
        """The names in the fields of the form; sometimes all in the first, or one field further than they belong."""
        roll = self.rng.random() / self.conditions.noise
        if roll < 0.025:
            return " ".join(parts), "", ""
        three = (*parts[:3], "", "")[:3]
        if links[0] == "1" and len(parts) == 2 and roll < 0.04:
            return three[0], "", three[1]
        return three[0], three[1], three[2]

    def _nickname(self, person: Person, agency: Agency, habit: str, short: bool) -> str:
        rng = self.rng
        if short or rng.random() >= agency.nickname:
            return ""
        given = person.chain[0]
        roll = rng.random()
        if given.short and roll < 0.5:
            return given.short[int(len(given.short) * person.own_spelling)]
        if person.community in {"muslim", "sudanese", "somali"} and roll < 0.75:
            child = self.pools[person.community]["Masculine"].names[int(person.own_spelling * 30)]
            latin, arabic = KUNYA[person.sex][0]
            return f"{arabic} {child.spellings(ARABIC)[0]}" if habit == ARABIC else f"{latin} {child.spellings(habit)[0]}"
        known = BY_LOOKS.get(habit, BY_LOOKS[ENGLISH])
        return known[int(len(known) * person.own_spelling)]

    def _birth(self, person: Person, habits: _Habits, on: date) -> str:
        rng, noise = self.rng, self.conditions.noise
        kind = habits.births(rng)
        if kind == UNKNOWN:
            return ""
        if kind == EXACT and not person.knows_day:
            kind = FIRST_OF_JANUARY if rng.random() < 0.4 else YEAR
        elif kind in {YEAR, FIRST_OF_JANUARY} and person.knows_day and rng.random() < 0.62 * self.conditions.facts:
            kind = EXACT
        year = person.believed_year
        if rng.random() < 0.045 * noise:
            year += rng.choice((-4, -3, -2, -2, -1, -1, -1, 1, 1, 1, 2, 2, 3, 5))
        calendar = CALENDAR_SLIP[person.population]
        if calendar == "ethiopian" and rng.random() < 0.035 * noise:
            year -= 8 if person.born.month < 9 else 7
        if kind == AGE:
            age = on.year - year - (1 if (on.month, on.day) < (person.born.month, person.born.day) else 0)
            if calendar == "hijri" and rng.random() < 0.12 * noise:
                age = round(age * 1.0307)
            if rng.random() < 0.12 * noise:
                age = 5 * round(age / 5)
            return f"{on.year - age - 1}-{on.year - age}"
        if kind == FIRST_OF_JANUARY:
            return f"{year}-01-01"
        if kind == EXACT:
            return self._exact(person.born, year)
        return str(year)

    def _exact(self, born: date, year: int) -> str:
        rng, noise = self.rng, self.conditions.noise
        month, day = born.month, min(born.day, 28)
        roll = rng.random() / noise
        if roll < 0.03 and day <= 12:
            month, day = day, month
        elif roll < 0.06:
            day = rng.randint(1, 28)
        elif roll < 0.09:
            month = rng.randint(1, 12)
        return f"{year}-{month:02d}-{day:02d}"

    def _place(self, person: Person, habit: str) -> str:
        rng = self.rng
        place = person.household.place
        if rng.random() < 0.10 * self.conditions.noise:  # the last stop, or the birthplace of the parents
            place = rng.choice(self.places[HOME[person.population]][:20])
        return place.written(habit, rng)

    def _phones(self, person: Person, agency: Agency) -> str:
        rng = self.rng
        if not person.has_phone or rng.random() >= 1.75 * agency.telephone * self.conditions.facts:
            return ""
        given = [self._phone(person, agency)]
        if rng.random() < 0.08:
            given.append(self._phone(person, agency))
        return "; ".join(dict.fromkeys(_as_dialled(one, agency.country, rng) for one in given))

    def _phone(self, person: Person, agency: Agency) -> str:
        rng, country = self.rng, agency.country
        roll = rng.random()
        if roll < 0.09:
            key = (person.population, person.broker, country)
            if key not in self.broker_phones:
                self.broker_phones[key] = telephone(country, rng)
            return self.broker_phones[key]
        holder = person.household.phones if roll < 0.26 else person.phones
        if roll > 0.6:  # the number from home, kept on the way
            country = HOME[person.population]
        if country not in holder or rng.random() < 0.07:  # a new card
            holder[country] = telephone(country, rng)
        return holder[country]

    def _documents(self, person: Person, agency: Agency) -> str:
        rng = self.rng
        if not person.documents or rng.random() >= 5.2 * agency.document:
            return ""
        shown = person.documents if rng.random() < 0.2 else person.documents[:1]
        return "; ".join(_misread(one, rng) if rng.random() < 0.14 * self.conditions.noise else one for one in shown)


def _stage(habits: object) -> int:
    assert isinstance(habits, _Habits)
    return habits.agency.stage


def _births(agency: Agency, conditions: Conditions) -> Draw:
    exact = sum(weight for kind, weight in agency.births if kind == EXACT)
    given = [(kind, weight * conditions.facts if kind == EXACT else weight) for kind, weight in agency.births]
    return Draw([*given, (UNKNOWN, exact * (1 - conditions.facts))])


def _as_dialled(number: str, country: str, rng: random.Random) -> str:
    """A telephone as written down: international or, for numbers of the country, national; with or without spaces."""
    code, subscriber = number.split(" ")
    from_here = DIAL_CODE[country] == code
    roll = rng.random()
    if from_here and roll < 0.55:
        text = ("" if code == "+39" else "0") + subscriber
    elif roll < 0.72:
        text = "00" + code[1:] + subscriber
    else:
        text = code + (" " if roll < 0.86 else "") + subscriber
    if rng.random() < 0.35:
        text = text[:-6] + " " + text[-6:-3] + " " + text[-3:]
    if rng.random() < 0.02:
        at = rng.randrange(4, len(text))
        text = text[:at] + rng.choice("0123456789") + text[at + 1 :]
    return text.replace("  ", " ")


def _misread(document: str, rng: random.Random) -> str:
    at = rng.randrange(2, len(document))
    return document[:at] + rng.choice("0123456789") + document[at + 1 :] if document[at].isdigit() else document


DIAL_CODE = {"SD": "+249", "ET": "+251", "SO": "+252", "DJ": "+253", "EG": "+20", "LY": "+218", "IT": "+39", "FR": "+33", "KE": "+254"}
