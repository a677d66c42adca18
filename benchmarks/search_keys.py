"""How well and how fast the matching engine finds people again, in plain SQLite, without sealing.

    python benchmarks/search_keys.py --persons 100000 [--queries 600] [--peer] [--seed 7] [--db FILE]

Builds the postings of N invented persons, then asks for people who were recorded a second time by another office: their
second record is the query, the first one is in the register. Prints, per kind of query, how often the person is among the
first 20 (recall@20) and first (recall@1), and the time of a search. Every kind also runs on names alone.

The peer ranks with ICU romanisation (Any-Latin; Latin-ASCII) and Jaro-Winkler over candidates that share trigrams: what one
would build from parts. It answers the same queries in the same run.
"""

from __future__ import annotations

import argparse
import gc
import json
import sqlite3
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import blake2b
from pathlib import Path
from statistics import quantiles

from amana.engines.matching import Birth, BirthKind, Fetch, Key, Name, NamePart, Record, Role, find, keys
from amana.node.world import InventedPerson, persons, record_of

_SECRET = b"benchmark key, not a secret"


def hashed(key: Key) -> int:
    """A keyed 64-bit hash of a blocking key, signed, as the blind index makes it."""
    digest = blake2b(f"{key.family}:{key.text}".encode(), digest_size=8, key=_SECRET).digest()
    return int.from_bytes(digest, "big", signed=True)


def packed(record: Record) -> str:
    birth = record.birth
    return json.dumps(
        [
            [[(part.text, part.role.value) for part in name.parts] for name in record.names],
            record.phones,
            record.documents,
            [birth.kind.value, birth.day.isoformat() if birth.day else None, birth.first_year, birth.last_year],
            record.sex,
        ],
        ensure_ascii=False,
    )


def unpacked(text: str) -> Record:
    names, phones, documents, (kind, day, first, last), sex = json.loads(text)
    return Record(
        names=tuple(Name(parts=tuple(NamePart(text=t, role=Role(r)) for t, r in parts)) for parts in names),
        phones=tuple(phones),
        documents=tuple(documents),
        birth=Birth(kind=BirthKind(kind), day=date.fromisoformat(day) if day else None, first_year=first, last_year=last),
        sex=sex,
    )


class SqliteIndex:
    """The engine's three questions over a table of postings and one of records."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        self.fetched = 0

    def counts(self, asked: Sequence[Key], ceiling: int) -> Mapping[Key, int]:
        by_hash = {hashed(key): key for key in asked}
        places = ",".join(["(?)"] * len(by_hash))
        rows = self.database.execute(
            f"WITH asked(key) AS (VALUES {places}) SELECT key, "
            f"(SELECT count(*) FROM (SELECT 1 FROM posting WHERE posting.key = asked.key LIMIT {int(ceiling)})) FROM asked",
            list(by_hash),
        )
        return {by_hash[key]: count for key, count in rows if count}

    def holders(self, fetches: Sequence[Fetch]) -> Sequence[Sequence[int]]:
        found = []
        for fetch in fetches:
            first, *others = (hashed(key) for key in fetch.keys)
            also = "".join(" AND EXISTS (SELECT 1 FROM posting o WHERE o.key = ? AND o.person = p.person)" for _ in others)
            rows = self.database.execute(f"SELECT person FROM posting p WHERE key = ?{also} LIMIT ?", [first, *others, fetch.limit])
            found.append([person for (person,) in rows])
            self.fetched += len(found[-1])
        return found

    def records(self, wanted: Sequence[int]) -> Mapping[int, Record]:
        places = ",".join("?" * len(wanted))
        rows = self.database.execute(f"SELECT person, record FROM person WHERE person IN ({places})", list(wanted))
        return {person: unpacked(text) for person, text in rows}


def build(database: sqlite3.Connection, stream: Iterator[InventedPerson]) -> list[tuple[InventedPerson, int]]:
    """Load the first record of everybody; second records are kept back as (query, number of the person sought)."""
    database.executescript(
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000; PRAGMA temp_store=FILE;"
        "CREATE TABLE staged(key INTEGER, person INTEGER);"
        "CREATE TABLE person(person INTEGER PRIMARY KEY, record TEXT);"
        "CREATE TABLE posting(key INTEGER, person INTEGER, PRIMARY KEY (key, person)) WITHOUT ROWID;"
    )
    again: list[tuple[InventedPerson, int]] = []
    staged: list[tuple[int, int]] = []
    held: list[tuple[int, str]] = []
    for person in stream:
        if person.truth != person.number:
            again.append((person, person.truth))
            continue
        record = record_of(person)
        staged.extend((hashed(key), person.number) for key in keys(record))
        held.append((person.number, packed(record)))
        if len(held) >= 20_000:
            _flush(database, staged, held)
    _flush(database, staged, held)
    database.executescript("INSERT OR IGNORE INTO posting SELECT key, person FROM staged ORDER BY key, person; DROP TABLE staged; ANALYZE;")
    return again


def _flush(database: sqlite3.Connection, staged: list[tuple[int, int]], held: list[tuple[int, str]]) -> None:
    database.executemany("INSERT INTO staged VALUES (?, ?)", staged)
    database.executemany("INSERT INTO person VALUES (?, ?)", held)
    staged.clear()
    held.clear()


def script(name: Name) -> str:
    letter = next((letter for part in name.parts for letter in part.text if letter.isalpha()), "a")
    return "geez" if "\u1200" <= letter <= "\u139f" else "arabic" if "\u0600" <= letter <= "\u06ff" else "latin"


def links(record: Record) -> int:
    return max(sum(len(part.text.split()) for part in name.parts if part.role is not Role.NICKNAME) for name in record.names)


def kind_of(query: Record, held: Record) -> str:
    """Which difficulty a query has: scripts, and how many links of the chain both sides give."""
    across = "same script" if {script(n) for n in query.names} & {script(n) for n in held.names} else "across scripts"
    both = min(3, links(query), links(held))
    return f"{across}, {both} names"


def names_only(record: Record) -> Record:
    return Record(names=record.names[:1])


class Peer:
    """ICU romanisation, candidates by shared trigrams (rarest first), ranked by Jaro-Winkler of the sorted words."""

    def __init__(self, database: sqlite3.Connection) -> None:
        import icu
        from rapidfuzz.distance import JaroWinkler

        self.romanise = icu.Transliterator.createInstance("Any-Latin; Latin-ASCII; Lower()").transliterate
        self.similarity = JaroWinkler.normalized_similarity
        self.texts: dict[int, list[str]] = {}
        self.postings: dict[str, list[int]] = defaultdict(list)
        for person, text in database.execute("SELECT person, record FROM person"):
            self.texts[person] = [self.line(name) for name in unpacked(text).names]
            for trigram in {t for line in self.texts[person] for t in self.trigrams(line)}:
                self.postings[trigram].append(person)

    def line(self, name: Name) -> str:
        words = " ".join(part.text for part in name.parts)
        return " ".join(sorted("".join(c for c in self.romanise(words) if c.isalpha() or c == " ").split()))

    @staticmethod
    def trigrams(line: str) -> set[str]:
        return {f" {word} "[i : i + 3] for word in line.split() for i in range(len(word))}

    def find(self, query: Record) -> list[int]:
        lines = [self.line(name) for name in query.names]
        trigrams = sorted({t for line in lines for t in self.trigrams(line)}, key=lambda t: len(self.postings.get(t, ())))
        votes: dict[int, int] = defaultdict(int)
        for trigram in trigrams[:8]:
            for person in self.postings.get(trigram, ())[:20_000]:
                votes[person] += 1
        best = sorted(votes, key=lambda person: -votes[person])[:600]
        best.sort(key=lambda person: -max(self.similarity(line, held) for line in lines for held in self.texts[person]))
        return best[:20]


def measure(title: str, queries: Sequence[tuple[Record, int, str]], ask: Callable[[Record], list[int]]) -> None:
    """Ask every query, then print times (by the clock, which other work on the machine lengthens, and of the processor) and hits."""
    hits: dict[str, list[int]] = defaultdict(list)
    times, work = [], []
    for query, wanted, kind in queries:
        started, worked = time.perf_counter(), time.process_time()
        ranked = ask(query)
        times.append((time.perf_counter() - started) * 1_000)
        work.append((time.process_time() - worked) * 1_000)
        hits[kind].append(ranked.index(wanted) if wanted in ranked else -1)
    cuts, cpu = quantiles(times, n=100), quantiles(work, n=100)
    every = [rank for ranks in hits.values() for rank in ranks]
    print(
        f"\n{title}: {len(every)} queries, p50 {cuts[49]:.1f} ms, p95 {cuts[94]:.1f} ms; processor p50 {cpu[49]:.1f}, p95 {cpu[94]:.1f} ms"
    )
    for kind, ranks in [*sorted(hits.items()), ("all", every)]:
        at20 = sum(0 <= rank < 20 for rank in ranks) / len(ranks)
        print(f"  {kind:32} n={len(ranks):4}  recall@20 {at20:.3f}  recall@1 {sum(rank == 0 for rank in ranks) / len(ranks):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--persons", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=600)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--peer", action="store_true")
    parser.add_argument("--db", type=Path, default=None, help="keep the register in this file and use it again")
    options = parser.parse_args()
    path = options.db
    fresh = path is None or not path.exists()
    database = sqlite3.connect(str(path) if path else "")
    if fresh:
        started = time.perf_counter()
        again = build(database, persons(options.persons, seed=options.seed, duplicates=0.05))
        rows = database.execute("SELECT count(*) FROM posting").fetchone()[0]
        print(f"built {options.persons:,} records, {rows:,} postings in {time.perf_counter() - started:.0f} s")
        database.commit()
    else:
        stream = persons(options.persons, seed=options.seed, duplicates=0.05)
        again = [(person, person.truth) for person in stream if person.truth != person.number]
    database.executescript("PRAGMA cache_size=-64000; PRAGMA mmap_size=1000000000;")
    index = SqliteIndex(database)
    step = max(1, len(again) // options.queries)
    queries: list[tuple[Record, int, str]] = []
    bare: list[tuple[Record, int, str]] = []
    for person, wanted in again[::step][: options.queries]:
        record = record_of(person)
        held = index.records([wanted])[wanted]
        queries.append((record, wanted, kind_of(record, held)))
        bare.append((names_only(record), wanted, kind_of(names_only(record), held)))
    for record, _, _ in queries[:20]:
        find(record, index)
    gc.collect()
    gc.freeze()  # what the benchmark itself keeps is no part of a server

    def engine(query: Record) -> list[int]:
        return [match.person for match in find(query, index).matches]

    measure("engine, all facts", queries, engine)
    index.fetched = 0
    measure("engine, names alone", bare, engine)
    print(f"  postings fetched per query: {index.fetched / len(bare):.0f}")
    if options.peer:
        peer = Peer(database)
        measure("peer (ICU + trigrams + Jaro-Winkler), names alone", bare, peer.find)


if __name__ == "__main__":
    main()
