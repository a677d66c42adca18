"""Finds a person again however the name was written, and says why. It never says that two people are one.

Start with `find`. What others use:

    keys(record: Record) -> tuple[Key, ...]
        Blocking keys to store for a held record, hashed by the caller (one blind index column per `Key.family`).
        All names of a person in one call. About 10 to 20 keys for a three-part name.
    find(query: Record, index: Index, *, limit: int = 20, rarity: Rarity = ...) -> Found
        The whole search: keys of the query, plan, candidates, comparison, ranking. `Index` (index.py) is three
        look-ups that the caller implements over its table (key bigint, person int) and its sealed records.
        Found.matches: tuple[Match(person: int, comparison: Comparison), ...] best first;
        Found.too_common: bool, more people carry these names than can be compared: ask for a further name or a year.
    find_many(queries, index, *, most: int) -> list[tuple[Match, ...]]
        For the rows of a sheet: only those who are very near, found with a few questions for all of them (`bulk.py`).
        telling_keys(record) are the keys under which it looks, but for those with a year.
    The pieces of `find`, for whoever needs them alone:
        query_keys(query) -> tuple[Key, ...]           keys to look up (neighbouring years too)
        near_keys(query) -> tuple[Key, ...]            keys with one consonant changed, for misspelt queries
        plan(keys, counts: Mapping[Key, int], *, budget=600) -> Plan; budget is the count's ceiling
        compare(query, candidate, *, rarity=...) -> Comparison
    compare_as_names(one: str, other: str) -> NameComparison
        Whether two texts may write one name; says nothing about who somebody is (`naming.py`).
    compare_places(one: str, other: str) -> Level
        How two places of origin agree, in any script and under the names one place has in several languages (`places.py`).
    read_name(text: str) -> Name
        A name typed into one box, in parts; titles dropped, compounds (Abd al-X, Gebre-Mariam) kept together.

    assess(one: Record, other: Record, *, register: Register) -> Assessment
        The calibrated answer (`model/`): probability, band, reasons for and against in bits, and what would settle it (`settles`).
        `assess_many` weighs one record against several. What weighs a million pairs at once is the same code: `model/batch.py`.

Evidence codes with their data: see `evidence.py`.
"""

from .agreement import forget
from .assessment import Assessment, Band, Basis, Limit, Settle
from .bulk import find_many, telling_keys
from .compare import compare, compare_names
from .evidence import Code
from .index import Index
from .keys import keys, near_keys, query_keys
from .model.assess import assess, assess_many, settles
from .model.parameters import Parameters
from .model.register import Register
from .naming import Likeness, NameComparison, compare_as_names
from .parts import read_name
from .places import compare_places
from .plan import plan
from .rarity import ESTIMATED, Rarity
from .search import Found, Match, find
from .values import (
    Birth,
    BirthKind,
    BirthYearsReversed,
    Candidate,
    Comparison,
    Evidence,
    Family,
    Fetch,
    Key,
    Level,
    Name,
    NamePart,
    PartEvidence,
    Plan,
    Query,
    Record,
    Role,
    Sighting,
    Verdict,
)

__all__ = [
    "ESTIMATED",
    "Assessment",
    "Band",
    "Basis",
    "Birth",
    "BirthKind",
    "BirthYearsReversed",
    "Candidate",
    "Code",
    "Comparison",
    "Evidence",
    "Family",
    "Fetch",
    "Found",
    "Index",
    "Key",
    "Level",
    "Likeness",
    "Limit",
    "Match",
    "Name",
    "NameComparison",
    "NamePart",
    "Parameters",
    "PartEvidence",
    "Plan",
    "Query",
    "Rarity",
    "Record",
    "Register",
    "Role",
    "Settle",
    "Sighting",
    "Verdict",
    "assess",
    "assess_many",
    "compare",
    "compare_as_names",
    "compare_names",
    "compare_places",
    "find",
    "find_many",
    "forget",
    "keys",
    "near_keys",
    "plan",
    "query_keys",
    "read_name",
    "settles",
    "telling_keys",
]
