"""The public face at size: how many requests it answers in a second of processor time, drawn anew and from memory.

    python benchmarks/public.py [--home FOLDER] [--states 100] [--obligations 200] [--years 20] [--seconds 5] [--json]

Makes a policy node in FOLDER (by default a temporary one that is removed at the end) with `benchmarks/law.py` and invented public
commitments, and asks for every kind of page in three languages.

  drawn        each page through the same application as in service, whose memory is empty; in this process, packed as it is sent
  from memory  by `amana serve` over the loopback to four readers with connections of their own; the processor time is the server's
  unchanged    the same readers, who have the edition already and are answered 304
  the ceiling  the peer: the same server in front of a program that does nothing but hand over twenty thousand bytes
  first load   bytes over the line for a reader who comes for the first time: page, styles, scripts and pictures, packed as they are sent

Each figure is of a run of its own; requests a second are by processor time of one core, because other work shares the machine.
"""

from __future__ import annotations

import argparse
import http.client
import io
import json
import logging
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent / "src")]

import law as invented_law  # noqa: E402  benchmarks/law.py

PASSPHRASE = "a passphrase that opens nothing but this measurement"
LANGUAGES = ("en", "fr", "ar")
PAGES = (
    "", "states/", "states/ET/", "treaties/", "treaties/TIP/", "commitments/", "meetings/", "obligations/", "obligations/{obligation}/",
    "changes/", "data/", "limits/",
)  # fmt: skip
READERS = 4
CONSTANT = bytes(20_000)
ROUNDS = 5  # each page is drawn so often
CLI = (sys.executable, "-m", "amana.node.cli")
ASSET = re.compile(r'(?:<link\b[^>]*\brel="(?:stylesheet|icon)"[^>]*\bhref|<script\b[^>]*\bsrc|<img\b[^>]*\bsrc)="([^"]+)"')


def main() -> int:
    """Make the node, measure, print."""
    arguments = _arguments()
    if arguments.constant:
        return serve_constant(arguments.constant)
    home = Path(arguments.home or tempfile.mkdtemp(prefix="amana-benchmark-")).resolve()
    try:
        port = make(home)
        os.environ |= environment(home)
        from amana.node.commands.starting import open_node

        open_node()
        fill(arguments.states, arguments.obligations, arguments.years)
        figures = {"drawn": drawn()} | served(home, port, arguments.seconds)
    finally:
        if not arguments.home:
            shutil.rmtree(home, ignore_errors=True)
    print(json.dumps(figures, indent=1) if arguments.json else "\n".join(_lines(figures)))
    return 0


def environment(home: Path) -> dict[str, str]:
    return {
        "AMANA_HOME": str(home),
        "AMANA_PASSPHRASE": PASSPHRASE,
        "AMANA_DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "amana.node.settings",
    }


def make(home: Path) -> int:
    """The node, unless it is there; gives its port."""
    settings = home / "node.toml"
    if not settings.is_file():
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            free = str(probe.getsockname()[1])
        words = ["init", "--profile", "policy", "--name", "Measurement", "--country", "ET", "--port", free]
        subprocess.run([*CLI, *words], env=_child(home), check=True, stdout=subprocess.DEVNULL)
    found = re.search(r"(?m)^port = (\d+)$", settings.read_text(encoding="utf-8"))
    if found is None:
        raise SystemExit(f"{settings} names no port")
    return int(found[1])


def fill(states: int, obligations: int, years: int) -> None:
    """Invented rows, unless they are there."""
    from django.db import transaction

    from amana.contexts.dialogue.commitments.models import Commitment
    from amana.contexts.law.check.models import Assessment

    if not Assessment.objects.exists():
        invented_law.fill(states, obligations, years, seed=7)
    if not Commitment.objects.exists():
        with transaction.atomic():
            _fill_commitments(states, years, random.Random(7))


def _fill_commitments(states: int, years: int, chance: random.Random) -> None:
    """One public commitment for each state and year; half of them are done, each by a claim that nobody verified yet."""
    import icu

    from amana.contexts.dialogue.commitments.models import Commitment, CommitmentStep, CommitmentTerms
    from amana.contexts.dialogue.terms import Precision, Sharing, Status
    from amana.kernel.vocabulary.terms import Confidence

    named = [
        (state, year)
        for state in sorted(icu.Locale.getISOCountries())[:states]
        for year in range(invented_law.LAST_YEAR - years, invented_law.LAST_YEAR)
    ]
    at = [datetime(year, 6, 1, 12, tzinfo=UTC) for _state, year in named]
    rows = Commitment.objects.bulk_create([Commitment(recorded_at=moment) for moment in at], batch_size=1000)
    CommitmentTerms.objects.bulk_create(
        [
            CommitmentTerms(
                commitment=row, recorded_at=row.recorded_at, action=f"Invented promise of {year}", reference="Invented declaration",
                owner_state=state, deadline_on=date(year + 2, 12, 31), deadline_precision=Precision.YEAR,
                priority=f"P{chance.randrange(1, 11)}", sharing=Sharing.PUBLIC, source=invented_law.SOURCE,
                confidence=Confidence.UNVERIFIED,
            )
            for row, (state, year) in zip(rows, named, strict=True)
        ],
        batch_size=1000,
    )  # fmt: skip
    first = CommitmentStep.objects.bulk_create(
        [CommitmentStep(commitment=row, recorded_at=row.recorded_at, status=Status.OPEN, reason="Invented.") for row in rows],
        batch_size=1000,
    )
    CommitmentStep.objects.bulk_create(
        [
            CommitmentStep(
                commitment=one.commitment, follows=one, recorded_at=one.recorded_at, status=Status.DONE_CLAIMED, reason="Invented."
            )
            for one in first
            if chance.random() < 0.5
        ],
        batch_size=1000,
    )


def addresses() -> list[str]:
    """Every kind of page in every language."""
    from amana.contexts.law import facade as law

    obligation = law.obligations()[0].code
    return [f"/public/{language}/{page.format(obligation=obligation)}" for page in PAGES for language in LANGUAGES]


def drawn() -> dict[str, Any]:
    """Milliseconds of processor time for each kind of page, and requests in a second of it over all of them."""
    from django.core.wsgi import get_wsgi_application

    from amana.desks.public.front import PublicFront

    own = get_wsgi_application()
    logging.getLogger("amana.requests").setLevel(logging.WARNING)
    took: dict[str, list[float]] = {}
    for address in [*addresses(), *addresses() * ROUNDS]:  # the first round warms the process up
        front = PublicFront(own, lambda _status: None)
        started = time.process_time()
        status = _asked(front, address)
        took.setdefault(address, []).append(time.process_time() - started)
        if not status.startswith("200"):
            raise SystemExit(f"{address}: {status}")
    typical = {address: median(times[1:]) for address, times in took.items()}
    kinds = {page or "start": round(1000 * max(typical[a] for a in typical if _is_of(a, page)), 1) for page in PAGES}
    return {"requests a second": round(len(typical) / sum(typical.values()), 1), "milliseconds": kinds}


def _is_of(address: str, page: str) -> bool:
    own = address.split("/", 3)[3]
    return own.startswith(page.partition("{")[0]) and own.count("/") == page.count("/") and (own == page or "{" in page)


def _asked(application: Callable[..., Any], address: str) -> str:
    said: list[str] = []
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": address, "QUERY_STRING": "", "SERVER_NAME": "localhost", "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost", "HTTP_ACCEPT_ENCODING": "gzip", "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr, "wsgi.url_scheme": "http", "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False,
    }  # fmt: skip
    b"".join(application(environ, lambda status, _headers: said.append(status)))
    return said[0]


def served(home: Path, port: int, seconds: float) -> dict[str, Any]:
    """What the server answers from memory."""
    asked = addresses()
    with serving([*CLI, "serve"], home, port) as server:
        largest, etag, first = 0, "", 0
        for address in asked:
            status, headers, body = _get(port, address)
            if status != 200:
                raise SystemExit(f"{address}: {status}")
            etag = headers["ETag"]
            first = max(first, len(body) + sum(len(_get(port, asset)[2]) for asset in _assets(port, address)))
            largest = max(largest, len(body))
        figures: dict[str, Any] = {
            "from memory": _run(server, port, asked, {}, 200, seconds),
            "unchanged": _run(server, port, asked, {"If-None-Match": etag}, 304, seconds),
        }
    with serving([sys.executable, str(Path(__file__).resolve()), "--constant", str(port)], home, port) as server:
        figures["the ceiling"] = _run(server, port, asked, {}, 200, seconds)
    return figures | {"first load kB": round(first / 1000, 1), "largest page kB": round(largest / 1000, 1)}


def _assets(port: int, address: str) -> list[str]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", address)
    page = connection.getresponse().read().decode()
    return [asset for asset in dict.fromkeys(ASSET.findall(page)) if asset.startswith("/")]


def _get(port: int, address: str) -> tuple[int, Mapping[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    return answer.status, answer.headers, answer.read()


def _run(server: int, port: int, asked: Sequence[str], headers: Mapping[str, str], wanted: int, seconds: float) -> dict[str, float]:
    """Readers in processes of their own ask for that long; requests a second by the clock and by the server's processor time."""
    context = get_context("spawn")
    before = _cpu(server)
    with context.Pool(READERS) as pool:
        counts = pool.starmap(read_on, [(port, asked, headers, wanted, seconds, number) for number in range(READERS)])
        took = max(span for _count, span in counts)
    busy, done = _cpu(server) - before, sum(count for count, _span in counts)
    return {"requests a second": round(done / took), "for each core": round(done / busy), "requests": done}


def read_on(port: int, asked: Sequence[str], headers: Mapping[str, str], wanted: int, seconds: float, seed: int) -> tuple[int, float]:
    """One reader: how many answers came in which time. Raises AssertionError at the first that is not as expected."""
    chance, done = random.Random(seed), 0
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    started = time.perf_counter()
    while (span := time.perf_counter() - started) < seconds:
        connection.request("GET", chance.choice(asked), headers={"Accept-Encoding": "gzip", **headers})
        answer = connection.getresponse()
        answer.read()
        if answer.status != wanted:
            raise AssertionError(f"{answer.status} where {wanted} was expected")
        done += 1
    return done, span


@contextmanager
def serving(words: Sequence[str], home: Path, port: int) -> Iterator[int]:
    """A web server while it runs; gives the number of its process."""
    child = subprocess.Popen(words, env=_child(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while True:
            try:
                if _get(port, "/healthz")[0] == 200:
                    break
            except OSError:
                pass
            if time.monotonic() > until or child.poll() is not None:
                raise SystemExit("the server did not start")
            time.sleep(0.1)
        yield child.pid
    finally:
        child.terminate()
        child.wait(timeout=30)


def constant(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    """The program that does nothing."""
    start("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(CONSTANT)))])
    return [CONSTANT]


def serve_constant(port: int) -> int:
    """The same server with the same settings as `amana serve`, in front of `constant`."""
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "public:constant", address="127.0.0.1", port=port, interface=Interfaces.WSGI, workers=1, blocking_threads=8, log_access=False,
        log_enabled=False, websockets=False,
    ).serve()  # fmt: skip
    return 0


def _cpu(server: int) -> float:
    """Seconds of processor time of the server and its children so far."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(stat.parent.name) == server or int(fields[1]) == server:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _child(home: Path) -> dict[str, str]:
    return {**os.environ, **environment(home), "PYTHONPATH": os.pathsep.join(sys.path[:2])}


def _lines(figures: Mapping[str, Any]) -> Iterator[str]:
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from (f"{name:14} {inner:20} {of}" for inner, of in value.items())
        else:
            yield f"{name:35} {value}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", help="the node's folder; by default a temporary one, removed at the end")
    parser.add_argument("--states", type=int, default=100)
    parser.add_argument("--obligations", type=int, default=200)
    parser.add_argument("--years", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=5.0, help="how long the readers ask")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--constant", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
