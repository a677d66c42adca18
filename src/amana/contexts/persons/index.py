"""The index behind the search: which persons hold a key, kept with every change, rebuilt from the cards after a restore.

Keys come from the matching engine and are hashed with the node's index keys before they are stored. Postings carry who holds the
file, so that a search reads only postings of the searcher's organisation (and of files elsewhere on whose team they serve). That is a
short cut, not the protection: `CandidatesInReach` asks the policies before a single card is unsealed. Into the SQL below go names of
our own and whole numbers, nothing that anybody typed.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import islice
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from amana.contexts.persons import rules
from amana.contexts.persons.identity.models import Continuation
from amana.contexts.persons.models import IndexEdition, NameKey, Person
from amana.contexts.persons.opening import OpenCard, opened_cards
from amana.contexts.persons.queries import in_order_shown, recorded_of
from amana.contexts.persons.rules import card as cards
from amana.engines import matching
from amana.engines.matching import Fetch, Key, Record
from amana.kernel.access.lists import visible
from amana.kernel.access.terms import Purpose
from amana.kernel.access.values import Access
from amana.kernel.files.models import FileTeam, State
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed import blind_index
from amana.kernel.sealed.fields import unseal_many

TABLE = NameKey._meta.db_table
COLUMN = "persons_namekey"
PARTS_OF_A_QUERY = 400  # SQLite joins at most 500 SELECTs into one
REBUILD_BATCH = 2000

Progress = Callable[[int, int], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One person as the index knows them: row number, holder's row number, card."""

    person: int
    holder: int
    card: cards.Card


def enter(held: Iterable[Holding]) -> None:
    """Add the postings of persons; those that are there stay."""
    rows = _postings(held)
    if not rows:
        return
    if connection.vendor == "postgresql":
        columns = "unnest(%s::bigint[], %s::bigint[], %s::bigint[])"
        sql = f"INSERT INTO {TABLE} (key, holder, person) SELECT * FROM {columns} ON CONFLICT DO NOTHING"  # noqa: S608 - only numbers and names of our own are put in
        with connection.cursor() as cursor:
            cursor.execute(sql, [list(column) for column in zip(*rows, strict=True)])
        return
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT OR IGNORE INTO {TABLE} (key, holder, person) VALUES (%s, %s, %s)", rows)  # noqa: S608 - only numbers and names of our own are put in


def change(before: Holding, after: Holding) -> None:
    """Replace the postings of one person whose card changed."""
    old, new = set(_postings([before])), set(_postings([after]))
    gone = sorted(old - new)
    if gone:
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {TABLE} WHERE key = %s AND holder = %s AND person = %s", gone)  # noqa: S608 - only numbers and names of our own are put in
    enter([after])


def remove(person: int) -> None:
    """Take every posting of a person away, whatever made it. Reads the whole table, so only an erasure does it."""
    NameKey.objects.filter(person=person).delete()


def rebuild(progress: Progress | None = None) -> int:
    """Make the index anew from the cards, for whoever restored a database or changed the keys; says how many persons it holds.

    The cards are made anew before, from what stands, unless they are known to be of this version. Call within an access that reaches
    every file (`kernel.access.system`). Searches find persons again batch by batch.
    """
    cards_are_current = IndexEdition.objects.filter(edition__endswith=_of_cards()).exists()
    IndexEdition.objects.all().delete()  # before the first row goes: whoever is stopped in the middle begins again
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608 - only numbers and names of our own are put in
    continued = Continuation.objects.filter(ended_at=None).values("file")  # found under the numbers they continue in
    persons = Person.objects.exclude(file__state=State.ERASED).exclude(file__in=continued).select_related("file").order_by("pk")
    total, done = persons.count(), 0
    for batch in _batches(persons.iterator(chunk_size=REBUILD_BATCH), REBUILD_BATCH):
        unseal_many(batch)
        with transaction.atomic():
            if not cards_are_current:
                _make_cards_anew(batch)
            enter(Holding(person=p.pk, holder=p.file.organisation_id, card=p.card) for p in batch)
        done += len(batch)
        if progress:
            progress(done, total)
    IndexEdition.objects.create(pk=IndexEdition.THE_ONE, edition=edition())
    return done


def _make_cards_anew(batch: Sequence[Person]) -> None:
    for person, recorded in zip(batch, recorded_of(batch), strict=True):
        anew = cards.card([r.statement for r in in_order_shown(recorded, person.shown_first) if r.stands], country=settings.NODE.country)
        if anew != person.card:
            person.card = anew
            person.save(update_fields=["card"])


@lru_cache(maxsize=1)
def edition() -> str:
    """What tells the keys of this version, and the cards they are made from, from those of another: hashes of the code they come from,
    tables of spellings included.

    It changes more often than the keys do. That costs a rebuild too many; the other way round people would not be found.
    """
    modules = (module for module in resources.files(matching).iterdir() if module.name.endswith(".py"))
    return _hashed(modules)[:32] + _of_cards()


@lru_cache(maxsize=1)
def _of_cards() -> str:
    return "." + _hashed([resources.files(rules).joinpath(name) for name in ("card.py", "numbers.py")])[:31]


def _hashed(modules: Iterable[Traversable]) -> str:
    made = hashlib.sha256()
    for module in sorted(modules, key=lambda module: module.name):
        made.update(module.name.encode())
        made.update(module.read_bytes())
    return made.hexdigest()


def is_current() -> bool:
    """Whether the index was made whole, with the keys of this version."""
    return IndexEdition.objects.filter(edition=edition()).exists()


@dataclass(slots=True)
class CandidatesInReach:
    """The engine's three questions, answered for one access. Persons whose card was opened stay in `opened`."""

    access: Access
    opened: dict[int, OpenCard] = field(default_factory=dict)
    _hashed: dict[Key, int] = field(default_factory=dict)
    _where: str | None = None
    _listed: QuerySet[Person] | None = None

    def counts(self, keys: Sequence[Key], ceiling: int) -> Mapping[Key, int]:
        """How many persons in reach hold each key, counted up to the ceiling."""
        numbers = self._numbers(keys)
        found: dict[Key, int] = {}
        for part in _batches(keys, PARTS_OF_A_QUERY):
            listed = ", ".join(f"({numbers[key]})" for key in part)
            held = f"SELECT 1 FROM {TABLE} a WHERE a.key = wanted.key AND {self._reach()} LIMIT {int(ceiling)}"  # noqa: S608 - only numbers and names of our own are put in
            sql = f"WITH wanted (key) AS (VALUES {listed}) SELECT key, (SELECT count(*) FROM ({held}) capped) FROM wanted"  # noqa: S608 - only numbers and names of our own are put in
            counted = dict(_rows(sql))
            found |= {key: counted.get(numbers[key], 0) for key in part}
        return found

    def holders(self, fetches: Sequence[Fetch]) -> Sequence[Sequence[int]]:
        """Row numbers of the persons who hold all keys of each fetch."""
        numbers = self._numbers([key for fetch in fetches for key in fetch.keys])
        found: list[list[int]] = [[] for _ in fetches]
        for part in _batches(list(enumerate(fetches)), PARTS_OF_A_QUERY):
            queries = ((at, self._fetch([numbers[key] for key in fetch.keys], fetch.limit)) for at, fetch in part)
            sql = " UNION ALL ".join(f"SELECT {at}, person FROM ({query}) f{at}" for at, query in queries)  # noqa: S608 - only numbers and names of our own are put in
            for at, person in _rows(sql):
                found[at].append(person)
        return found

    def records(self, persons: Sequence[int]) -> Mapping[int, Record]:
        """The records of those persons whose file the policies let this access list. Nothing else is unsealed."""
        if self._listed is None:
            # One query for both rounds of a search: putting the policies' filter together costs more than running it.
            self._listed = Person.objects.filter(_may_be_listed(self.access))
        wanted = [person for person in persons if person not in self.opened]
        self.opened.update((found.row, found) for found in opened_cards(self._listed.filter(pk__in=wanted)))
        return {person: cards.record(self.opened[person].card) for person in persons if person in self.opened}

    def _fetch(self, numbers: list[int], limit: int) -> str:
        first, *others = numbers
        joins = "".join(
            f" JOIN {TABLE} b{n} ON b{n}.key = {number} AND b{n}.holder = a.holder AND b{n}.person = a.person"
            for n, number in enumerate(others)
        )
        return f"SELECT a.person FROM {TABLE} a{joins} WHERE a.key = {first} AND {self._reach()} LIMIT {int(limit)}"  # noqa: S608 - only numbers and names of our own are put in

    def _numbers(self, keys: Sequence[Key]) -> Mapping[Key, int]:
        self._hashed |= hashed(key for key in keys if key not in self._hashed)
        return self._hashed

    def _reach(self) -> str:
        """The condition on postings; all values in it are row numbers of our own."""
        if self._where is None:
            self._where = _reach(self.access)
        return self._where


def candidates_of(holder: int, access: Access) -> CandidatesInReach:
    """The candidates among the files of one organisation (row number), for the node's own comparisons."""
    # As a sum, so that no planner takes the index of the organisation: SQLite read its whole register for every twenty candidates.
    held_by = F("file__organisation_id") + 0
    mine = Person.objects.filter(_may_be_listed(access)).alias(held_by=held_by).filter(held_by=holder)
    return CandidatesInReach(access, _where=f"a.holder = {int(holder)}", _listed=mine)


def hashed(keys: Iterable[Key]) -> dict[Key, int]:
    """The stored number of each key, under the index key of its family."""
    families: dict[str, list[Key]] = defaultdict(list)
    for key in dict.fromkeys(keys):
        families[key.family].append(key)
    found: dict[Key, int] = {}
    for family, members in families.items():
        numbers = blind_index.keys_for(f"{COLUMN}.{family}", [key.text for key in members])
        found |= dict(zip(members, numbers, strict=True))
    return found


def _postings(held: Iterable[Holding]) -> list[tuple[int, int, int]]:
    """Rows in the order of the table, so that the tree is walked once and two writers meet in one order."""
    keyed = [(one, matching.keys(cards.record(one.card))) for one in held]
    numbers = hashed(key for _one, keys in keyed for key in keys)
    return sorted({(numbers[key], one.holder, one.person) for one, keys in keyed for key in keys})


@lru_cache(maxsize=256)
def organisation_row(ref: UUID) -> int:
    """The row number of an organisation, which never changes. Raises Organisation.DoesNotExist."""
    return Organisation.objects.values_list("pk", flat=True).get(ref=ref)


def _may_be_listed(access: Access) -> Q:
    """The policies' filter for this access. Evaluating them takes a fifth of a search, and the search itself was decided in full."""
    return _may_be_listed_in(access, timezone.localtime().replace(second=0, microsecond=0))


@lru_cache(maxsize=256)
def _may_be_listed_in(access: Access, _minute: datetime) -> Q:
    return visible(access, "persons.list")


def _reach(access: Access) -> str:
    if access.purpose is Purpose.MAINTENANCE:
        return "TRUE"
    if access.organisation is None or access.user is None:
        return "FALSE"
    holder = organisation_row(access.organisation)
    today = timezone.localdate()
    teams = FileTeam.objects.filter(Q(until=None) | Q(until__gte=today), user__ref=access.user).exclude(file__organisation=holder)
    files = list(teams.values_list("file", flat=True))
    elsewhere = Person.objects.filter(file__in=files).values_list("pk", flat=True) if files else ()
    persons = ", ".join(str(int(person)) for person in elsewhere)
    own = f"a.holder = {int(holder)}"
    return f"({own} OR a.person IN ({persons}))" if persons else own


def _rows(sql: str) -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [(int(one), int(other)) for one, other in cursor.fetchall()]


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    waiting = iter(items)
    while batch := list(islice(waiting, size)):
        yield batch
