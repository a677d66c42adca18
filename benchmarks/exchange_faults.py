"""Ten thousand messages between two nodes over a line that fails every fifth time, while clocks go wrong, disks fill up and nodes die.

    python benchmarks/exchange_faults.py [--messages 10000] [--bad 0.2] [--kill-every 15] [--postgres] [--seed 1] [--json]

Each node is real: its own folder, database, web server and couriers, and is killed with SIGKILL at random moments. At the end nothing
may be lost or have happened twice, every receipt must verify, and the logs of both nodes must name the same envelopes. The same run, made
short, is a test (tests/kill/test_exchange_faults.py).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

if TYPE_CHECKING:
    from collections.abc import Iterator


def main() -> int:
    """Run, print, and say with the exit code whether everything held."""
    from benchmarks.exchange.rig import run

    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="amana-faults-") as folder, databases(arguments.postgres) as urls:
        done = run(
            Path(folder),
            messages=arguments.messages,
            bad=arguments.bad,
            kill_every=arguments.kill_every,
            seed=arguments.seed,
            urls=urls,
            say=(lambda _: None) if arguments.json else print,
        )
    figures = {
        "messages": done.messages,
        "seconds": round(done.seconds, 1),
        "faults": done.faults,
        "kills": done.kills,
        "full disks": done.full_disks,
        "receipts": [state["receipts"] for state in done.states],
        "problems": done.problems(),
    }
    print(json.dumps(figures) if arguments.json else "\n".join(f"{name:12} {value}" for name, value in figures.items()))
    return 1 if done.problems() else 0


@contextlib.contextmanager
def databases(postgres: bool) -> Iterator[tuple[str, str]]:
    """Addresses for two nodes: of two fresh PostgreSQL databases, or empty for SQLite."""
    if not postgres:
        yield "", ""
        return
    import psycopg

    from tools import postgres as server

    programs = server.programs()
    if programs is None:
        raise SystemExit("needs PostgreSQL's own programs")
    with server.cluster(programs) as address:
        with psycopg.connect(address, autocommit=True) as connection:
            for name in ("one", "two"):
                connection.execute(f"CREATE DATABASE rig_{name}")
        base, _, query = address.partition("?")
        head = base.rpartition("/")[0]
        yield f"{head}/rig_one?{query}", f"{head}/rig_two?{query}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--bad", type=float, default=0.2, help="how often the line fails, 0 to 1")
    parser.add_argument("--kill-every", type=float, default=15.0, help="seconds between troubles, on average")
    parser.add_argument("--postgres", action="store_true", help="PostgreSQL instead of SQLite")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
