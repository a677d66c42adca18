"""The twelve agencies of the invented world and the habits of their clerks.

Each writes names in its scripts, keeps certain links of the patronymic chain in its own order, knows certain facts of some people and
makes its own mistakes. Shares are of that agency's records.
"""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.matching.letters import ARABIC, ENGLISH, ETHIOPIC, FRENCH, ITALIAN, SOMALI

Shares = tuple[tuple[object, float], ...]
# Orders of the chain: the digits are its links, 1 the person's own name.
FULL = (("123", 82), ("12", 9), ("1", 2), ("1234", 5), ("13", 2))
TWO = (("12", 46), ("123", 44), ("1", 5), ("13", 5))
EUROPEAN = (("13", 24), ("12", 22), ("31", 8), ("21", 10), ("123", 27), ("1", 5), ("213", 4))
SURNAME_FIRST = (("21", 28), ("31", 22), ("312", 34), ("12", 11), ("1", 5))
HURRIED = (("1", 14), ("12", 48), ("123", 28), ("13", 6), ("21", 4))
# What is known of a birth
EXACT, YEAR, AGE, FIRST_OF_JANUARY, UNKNOWN = "exact", "year", "age", "first of January", "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """One agency: where it sits, whom it meets, how it writes."""

    key: str
    country: str
    habits: Shares  # habit of spelling
    links: Shares  # which links of the chain, in which order
    meets: dict[str, float]  # population: weight
    births: Shares
    stage: int  # 0 near home, 1 on the way, 2 across the sea: later records are made further on
    fields: bool = False  # keeps the names in fields of their own
    capitals: bool = False
    telephone: float = 0.4
    document: float = 0.1
    nickname: float = 0.04
    title: float = 0.02
    typing: float = 0.025  # slips in a name
    scanned: float = 0.0  # misread names
    usual: float = 0.9  # share of names in the usual spelling of the habit
    no_sex: float = 0.06
    no_nationality: float = 0.12
    no_place: float = 0.3


AGENCIES = (
    Agency(
        key="kassala-camp",
        country="SD",
        habits=((ENGLISH, 60), (ARABIC, 40)),
        links=FULL,
        fields=True,
        stage=0,
        telephone=0.34,
        document=0.24,
        usual=0.92,
        meets={"eritrea": 26, "ethiopia": 9, "sudan": 5, "south": 3},
        births=((EXACT, 34), (YEAR, 22), (FIRST_OF_JANUARY, 30), (AGE, 8), (UNKNOWN, 6)),
    ),
    Agency(
        key="tigray-office",
        country="ET",
        habits=((ETHIOPIC, 88), (ENGLISH, 12)),
        links=FULL,
        fields=True,
        stage=0,
        telephone=0.44,
        document=0.10,
        usual=0.96,
        title=0.04,
        meets={"eritrea": 20, "ethiopia": 16, "south": 2},
        births=((EXACT, 30), (YEAR, 26), (AGE, 30), (FIRST_OF_JANUARY, 6), (UNKNOWN, 8)),
    ),
    Agency(
        key="addis-return",
        country="ET",
        habits=((ETHIOPIC, 46), (ENGLISH, 54)),
        links=FULL,
        fields=True,
        stage=1,
        telephone=0.62,
        document=0.12,
        usual=0.96,
        meets={"ethiopia": 42, "eritrea": 8, "somalia": 6, "south": 3},
        births=((EXACT, 40), (YEAR, 18), (AGE, 28), (FIRST_OF_JANUARY, 6), (UNKNOWN, 8)),
    ),
    Agency(
        key="bosaso-centre",
        country="SO",
        habits=((SOMALI, 74), (ENGLISH, 26)),
        links=FULL,
        stage=1,
        telephone=0.5,
        document=0.03,
        usual=0.94,
        nickname=0.16,
        meets={"somalia": 38, "ethiopia": 18, "eritrea": 1},
        births=((EXACT, 12), (YEAR, 30), (AGE, 38), (FIRST_OF_JANUARY, 8), (UNKNOWN, 12)),
    ),
    Agency(
        key="djibouti-coast",
        country="DJ",
        habits=((FRENCH, 86), (ARABIC, 14)),
        links=TWO,
        stage=1,
        telephone=0.26,
        document=0.05,
        usual=0.89,
        meets={"ethiopia": 22, "somalia": 22, "eritrea": 5},
        births=((EXACT, 20), (YEAR, 28), (AGE, 30), (FIRST_OF_JANUARY, 8), (UNKNOWN, 14)),
    ),
    Agency(
        key="khartoum-police",
        country="SD",
        habits=((ARABIC, 92), (ENGLISH, 8)),
        links=FULL,
        stage=1,
        telephone=0.36,
        document=0.06,
        usual=0.90,
        title=0.03,
        meets={"sudan": 40, "eritrea": 18, "ethiopia": 14, "south": 16, "somalia": 4},
        births=((EXACT, 24), (YEAR, 34), (AGE, 26), (FIRST_OF_JANUARY, 6), (UNKNOWN, 10)),
    ),
    Agency(
        key="cairo-intake",
        country="EG",
        habits=((ENGLISH, 52), (ARABIC, 48)),
        links=FULL,
        fields=True,
        stage=1,
        telephone=0.7,
        document=0.2,
        usual=0.93,
        meets={"sudan": 36, "eritrea": 14, "ethiopia": 10, "somalia": 12, "south": 14},
        births=((EXACT, 58), (YEAR, 14), (FIRST_OF_JANUARY, 18), (AGE, 4), (UNKNOWN, 6)),
    ),
    Agency(
        key="tripoli-detention",
        country="LY",
        habits=((ARABIC, 80), (ENGLISH, 20)),
        links=HURRIED,
        stage=1,
        telephone=0.16,
        document=0.02,
        usual=0.86,
        nickname=0.12,
        typing=0.045,
        scanned=0.05,
        meets={"eritrea": 18, "somalia": 16, "sudan": 22, "ethiopia": 10, "south": 5},
        births=((EXACT, 8), (YEAR, 24), (AGE, 40), (FIRST_OF_JANUARY, 6), (UNKNOWN, 22)),
        no_sex=0.14,
        no_nationality=0.18,
        no_place=0.55,
    ),
    Agency(
        key="sicily-hotspot",
        country="IT",
        habits=((ITALIAN, 78), (ENGLISH, 22)),
        links=SURNAME_FIRST,
        capitals=True,
        stage=2,
        telephone=0.2,
        document=0.03,
        usual=0.86,
        typing=0.04,
        scanned=0.04,
        meets={"eritrea": 20, "somalia": 15, "sudan": 15, "ethiopia": 9, "south": 3},
        births=((EXACT, 28), (FIRST_OF_JANUARY, 46), (YEAR, 8), (AGE, 6), (UNKNOWN, 12)),
        no_place=0.5,
    ),
    Agency(
        key="milan-shelter",
        country="IT",
        habits=((ITALIAN, 48), (ENGLISH, 52)),
        links=EUROPEAN,
        fields=True,
        stage=2,
        telephone=0.66,
        document=0.1,
        usual=0.92,
        nickname=0.08,
        meets={"eritrea": 20, "somalia": 10, "ethiopia": 10, "sudan": 6, "south": 2},
        births=((EXACT, 50), (FIRST_OF_JANUARY, 24), (YEAR, 12), (AGE, 4), (UNKNOWN, 10)),
    ),
    Agency(
        key="calais-association",
        country="FR",
        habits=((FRENCH, 82), (ENGLISH, 18)),
        links=EUROPEAN,
        stage=2,
        telephone=0.5,
        document=0.03,
        usual=0.88,
        nickname=0.12,
        meets={"sudan": 26, "eritrea": 14, "ethiopia": 8, "somalia": 6, "south": 3},
        births=((EXACT, 22), (YEAR, 20), (AGE, 30), (FIRST_OF_JANUARY, 10), (UNKNOWN, 18)),
        no_sex=0.12,
        no_place=0.45,
    ),
    Agency(
        key="nairobi-tracing",
        country="KE",
        habits=((ENGLISH, 84), (SOMALI, 16)),
        links=TWO,
        fields=True,
        stage=1,
        telephone=0.6,
        document=0.14,
        usual=0.94,
        meets={"somalia": 20, "south": 40, "ethiopia": 10, "eritrea": 2},
        births=((EXACT, 44), (YEAR, 22), (FIRST_OF_JANUARY, 14), (AGE, 10), (UNKNOWN, 10)),
    ),
)
