"""What sealing and the audit log cost here: `python benchmarks/sealing.py [--entries 20000]`.

Makes a throw-away node in a temporary folder (or a throw-away schema's worth of rows in AMANA_DATABASE_URL's database) and prints one
figure a line. Seeded; timings depend on the disk, because keys and log entries are on it before they count.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

KEYS, VALUES = 20_000, 20_000
NAME = "Selamawit Tesfaye"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=20_000, help="size of the log that is verified")
    entries = parser.parse_args().entries
    with tempfile.TemporaryDirectory(prefix="amana-benchmark-") as folder:
        os.environ.update(AMANA_HOME=folder, AMANA_PASSPHRASE="benchmark", DJANGO_SETTINGS_MODULE="amana.node.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", interactive=False, verbosity=0)
        keys(Path(folder))
        log(entries)


def keys(home: Path) -> None:
    """Key store and sealed values."""
    from amana.engines.sealing.box import pad, place, seal, unpad, unseal
    from amana.kernel.ids import new_id
    from amana.kernel.sealed.blind_index import keys_for
    from amana.kernel.sealed.keystore import create_keystore

    store = create_keystore(home)
    refs = [new_id() for _ in range(KEYS)]
    with timed("file keys made, batches of 1,000", KEYS, "1/s"):
        for at in range(0, KEYS, 1000):
            store.create_file_keys(refs[at : at + 1000])
    with timed("file keys opened, batches of 1,000", KEYS, "1/s"):
        for at in range(0, KEYS, 1000):
            store.file_keys(refs[at : at + 1000])
    key, where = store.file_key(refs[0]), place("persons_person", "name", refs[0].bytes, 1)
    repeat("file key from the cache", lambda: store.file_key(refs[0]))
    repeat("seal one name", lambda: seal(key, pad(NAME.encode()), associated=where))
    sealed = seal(key, pad(NAME.encode()), associated=where)
    repeat("unseal one name", lambda: unpad(unseal(key, sealed, associated=where)))
    with timed("blind index keys", VALUES, "us each"):
        keys_for("name", [NAME] * VALUES)
    with timed("desk key rotated", KEYS, "1/s"):
        store.rotate_desk_key()
    with timed("one file erased", 1, "us each"):
        store.destroy_file_keys(refs[:1])


def log(entries: int) -> None:
    """Writing and checking the audit log."""
    from django.db import connection

    from amana.kernel.audit.entries import Entry
    from amana.kernel.audit.log import append, append_all
    from amana.kernel.audit.verify import verify_node
    from amana.kernel.ids import new_id

    def entry() -> Entry:
        return Entry(
            kind="read", name="persons.open", actor=new_id(), file=new_id(), purpose="assistance", policy="care.team", detail={"n": 1}
        )

    with timed(f"entries written, one commit each ({connection.vendor})", 500, "1/s"):
        for _ in range(500):
            append(entry())
    with timed("entries written, 1,000 a commit", entries, "1/s"):
        for _ in range(0, entries, 1000):
            append_all([entry() for _ in range(1000)])
    seen = [own_memory()]
    with timed("entries verified", entries, "1/s"):
        if not verify_node(lambda _done, _total: seen.append(own_memory())).ok:
            raise SystemExit("the log does not verify")
    print(f"{'memory added by verifying (without the file cache)':45} {(max(seen) - seen[0]) / 1024:6.1f} MB")


def own_memory() -> int:
    """Memory of this process in kB without the pages of files it maps; 0 where the system does not say (other than Linux)."""
    told = Path("/proc/self/smaps_rollup")
    lines = told.read_text(encoding="ascii").splitlines() if told.is_file() else []
    return next((int(line.split()[1]) for line in lines if line.startswith("Anonymous:")), 0)


@contextmanager
def timed(what: str, count: int, unit: str) -> Iterator[None]:
    began, cpu = time.perf_counter(), time.process_time()
    yield
    took, used = time.perf_counter() - began, time.process_time() - cpu
    figure = count / took if unit == "1/s" else took / count * 1e6
    print(f"{what:45} {figure:12,.1f} {unit:8} (CPU {used / count * 1e6:,.1f} us each)")


def repeat(what: str, act: Callable[[], object]) -> None:
    with timed(what, VALUES, "us each"):
        for _ in range(VALUES):
            act()


if __name__ == "__main__":
    main()
