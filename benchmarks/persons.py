"""The register at size: how fast people are registered, found, opened and listed, sealing and policies included.

    python benchmarks/persons.py --persons 1000000 [--searches 400] [--home FOLDER] [--json]

Makes a node of its own (SQLite in FOLDER, or PostgreSQL where AMANA_DATABASE_URL says so), loads N invented people through the same
actions as real ones, and then works as a case worker of the organisation that holds them all. A FOLDER with people is used again.

  registrations/s  keys made, statements sealed, postings written, audit entries included
  search           by given and father's name in a spelling of the office, every second one with a year of birth
  open file        one person's whole file, decided, unsealed and logged
  list             a page of fifty people by file, unsealed
  who else         whom one person on file may be as well: candidates from the index, cards unsealed, pairs weighed, as for a new file
  recorded twice   of people whom two offices recorded: how many pairs are found so, and how many the model would propose if given both

On a machine that does other work at the same time, the milliseconds of CPU are the figure to compare.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import islice
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

if TYPE_CHECKING:
    from amana.kernel.access.values import Access
    from amana.kernel.organisations.models import Organisation

PASSPHRASE = "a passphrase that opens nothing but this measurement"
SEED = 7
PAGE = 50


def main() -> int:
    """Load, measure, print."""
    arguments = _arguments()
    home = Path(arguments.home or tempfile.mkdtemp(prefix="amana-benchmark-"))
    node(home)
    from django.db import connection

    from amana.contexts.persons.models import NameKey
    from amana.kernel.access.floor import floor

    holder, access = work_place()
    figures: dict[str, object] = {"database": connection.vendor, "home": str(home)}
    figures |= load(arguments.persons, holder, quiet=arguments.json)
    with floor(access):
        figures |= measure(access, arguments.searches)
        figures["postings per person"] = round(NameKey.objects.count() / max(1, int(str(figures["persons"]))), 1)
    figures["peak memory MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(figures, indent=1) if arguments.json else "\n".join(f"{name:24} {value}" for name, value in figures.items()))
    return 0


def node(home: Path) -> None:
    """Start Django on a node in this folder, and make what is missing there."""
    home.mkdir(parents=True, exist_ok=True)
    os.environ |= {"AMANA_HOME": str(home), "AMANA_PROFILE": "care", "AMANA_PASSPHRASE": PASSPHRASE}
    os.environ["DJANGO_SETTINGS_MODULE"] = "amana.node.settings"
    import django

    django.setup()
    from django.core.management import call_command

    from amana.kernel.sealed.keystore import create_keystore, keys_folder

    if not keys_folder().is_dir():
        create_keystore(home)
    call_command("migrate", verbosity=0)
    from amana.node.commands.starting import spare_the_collector

    spare_the_collector()


def work_place(name: str = "Benchmark shelter") -> tuple[Organisation, Access]:
    """One organisation that holds everybody, and a case worker at work in it."""
    from django.utils import timezone

    from amana.kernel.access.terms import Purpose
    from amana.kernel.access.values import Access
    from amana.kernel.accounts.models import User
    from amana.kernel.accounts.terms import Role
    from amana.kernel.ids import AccessId, OrganisationId, UserId, new_id
    from amana.kernel.organisations.models import Organisation

    holder, _made = Organisation.objects.get_or_create(name=name, defaults={"kind": "shelter", "country": "ET"})
    user = User.objects.filter(username="benchmark").first() or User.objects.create_user("benchmark", None, display_name="Benchmark")
    now = timezone.now()
    access = Access(
        ref=AccessId(new_id()),
        user=UserId(user.ref),
        organisation=OrganisationId(holder.ref),
        purpose=Purpose.ASSISTANCE,
        roles=frozenset({Role.CASEWORKER}),
        opened_at=now - timedelta(minutes=1),
        expires_at=now + timedelta(hours=8),
        second_factor=True,
        organisation_kind=holder.kind,
        state=holder.country,
    )
    return holder, access


def load(count: int, holder: Organisation, *, quiet: bool) -> dict[str, object]:
    """Bring the register to `count` people."""
    from amana.kernel.access.system import system_access
    from amana.kernel.files.models import File
    from amana.kernel.ids import OrganisationId
    from amana.node.world.loading import load_world

    def progress(done: int, total: int) -> None:
        if not quiet and done % 20_000 == 0:
            print(f"{done:,} of {total:,} after {time.perf_counter() - started:,.0f} s", file=sys.stderr, flush=True)

    from amana.kernel.access.floor import floor

    started, busy = time.perf_counter(), time.process_time()
    with floor(system_access()):
        there = File.objects.count()
    if there >= count:
        return {"persons": there, "registrations/s": "none made"}
    rate = load_world(
        count=count - there, seed=SEED, organisation=OrganisationId(holder.ref), leads=(), access=system_access(), progress=progress
    )
    cpu = (time.process_time() - busy) / (count - there) * 1e6
    return {"persons": count, "registrations/s": round(rate), "CPU microseconds a person": round(cpu)}


def measure(access: Access, searches: int) -> dict[str, object]:
    """Search, open and list as that case worker."""
    from amana.contexts.persons import facade as persons
    from amana.contexts.persons.identity.proposing import pairs_of
    from amana.contexts.persons.models import Person
    from amana.node.world import persons as invented

    chance = random.Random(SEED)
    people = list(islice(invented(4000, seed=SEED, duplicates=0.02), 0, None, max(1, 4000 // searches)))
    asked = [
        persons.SearchQuery(
            text=" ".join(part.text for part in person.names[0].parts[:2]), birth_year=person.birth.first_year if at % 2 else None
        )
        for at, person in enumerate(people)
    ]
    for query in asked[:5]:
        persons.search(query, access=access)  # the caches of a process that has just started
    last = Person.objects.order_by("-pk").values_list("pk", flat=True)[0]
    rows = [chance.randrange(1, last + 1) for _ in range(len(asked))]
    refs = list(Person.objects.filter(pk__in=rows).values_list("ref", flat=True))
    starts = [Person.objects.filter(pk__gte=pk).order_by("pk").values_list("file", flat=True)[:PAGE] for pk in rows[:100]]
    weighed = list(Person.objects.filter(pk__in=rows).select_related("file__organisation"))
    return (
        _figures("search", asked, lambda query: persons.search(query, access=access))
        | _figures("open file", refs, lambda ref: persons.person_file(ref, access=access))
        | _figures("list", starts, lambda files: persons.summaries(list(files), access=access))
        | _figures("who else", weighed, lambda row: pairs_of(row, row.file.organisation_id, access))
        | _recorded_twice(last, searches, access)
    )


def _recorded_twice(persons: int, most: int, access: Access) -> dict[str, object]:
    """How many pairs of one person are found. Rows must have been made in the order of the world, as `load` makes them."""
    from amana.contexts.persons.identity.proposing import pair_of, pairs_of
    from amana.contexts.persons.models import Person
    from amana.contexts.persons.opening import opened_cards
    from amana.engines.matching import Band
    from amana.node.world import persons as invented

    twice = [(one.truth + 1, one.number + 1) for one in invented(persons, seed=SEED, duplicates=0.02) if one.truth != one.number]
    looked_at = twice[:: max(1, len(twice) // most)][:most]
    found = proposed = 0
    for first, second in looked_at:
        row = Person.objects.select_related("file__organisation").get(pk=second)
        one, other = opened_cards(Person.objects.filter(pk__in=(first, second)))
        pair = pair_of(one, other, holder=row.file.organisation_id, access=access)
        proposed += pair.assessment.band is not Band.NOT_PROPOSED
        found += (first, second) in {(near.person, near.other) for near in pairs_of(row, row.file.organisation_id, access)}
    return {"recorded twice": f"{found} found, {proposed} proposed by the model, of {len(looked_at)}"}


def _figures(name: str, cases: Iterable[object], act: Callable[..., object]) -> dict[str, object]:
    took, cpu = [], []
    for case in cases:
        started, busy = time.perf_counter(), time.process_time()
        act(case)
        took.append((time.perf_counter() - started) * 1000)
        cpu.append((time.process_time() - busy) * 1000)
    wall, own = quantiles(took, n=100), quantiles(cpu, n=100)
    return {
        f"{name} p50 ms": round(wall[49], 1),
        f"{name} p95 ms": round(wall[94], 1),
        f"{name} p95 ms of CPU": round(own[94], 1),
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--persons", type=int, default=20_000)
    parser.add_argument("--searches", type=int, default=400)
    parser.add_argument("--home", help="the node's folder; by default a new temporary one, left there")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
