"""One referral with a large film, from the case of one node to the referral of another, through the door: seconds, and memory of each side.

    python benchmarks/exchange_large.py [--megabytes 200] [--postgres] [--json]

Real processes, the real guard, receivers and pauses; only the look at what is due comes more often. Memory is what a process holds of its
own (RssAnon, looked at ten times a second): SQLite maps its file into memory too, which the system takes back when it wants to.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
MOST_SECONDS = 600.0


def main() -> int:
    """Measure, compare what came with what was sent, print."""
    from benchmarks.exchange.pair import a_pair
    from benchmarks.exchange_faults import databases

    arguments = _arguments()
    size = arguments.megabytes << 20
    with tempfile.TemporaryDirectory(prefix="amana-large-") as folder, databases(arguments.postgres) as urls:
        with a_pair(Path(folder), bad=0.0, seed=1, urls=urls, real=True) as pair:
            one, two = pair.nodes
            peaks = {name: Peak(node.process.pid) for name, node in (("one", one), ("two", two)) if node.process}
            resting = {name: peak.megabytes for name, peak in peaks.items()}
            with Peak.of_children() as composing:
                sent = one.inside("refer_large", str(size), "two/protection")
            began = time.monotonic()
            until = began + MOST_SECONDS
            while one.outcomes().get("opened", 0) < 1 and time.monotonic() < until:
                time.sleep(0.1)
            carried = time.monotonic() - began
            for peak in peaks.values():
                peak.end()
            came = two.inside("came_large")
        if came.get("sha256") != sent["sha256"] or came.get("length") != size:
            print("what came is not what was sent", file=sys.stderr)
            return 1
        figures = {
            "database": "PostgreSQL" if arguments.postgres else "SQLite",
            "megabytes": arguments.megabytes,
            "attached to the case, s": round(float(sent["attach"]), 1),
            "referred (read, judged, sealed), s": round(float(sent["refer"]), 1),
            "carried, opened and kept, s": round(carried, 1),
            "read again, s": round(float(came["read"]), 1),
            "memory of who composes, MB": composing.megabytes,
            "memory of the sending server, at rest and at most, MB": (resting["one"], peaks["one"].megabytes),
            "memory of the receiving server, at rest and at most, MB": (resting["two"], peaks["two"].megabytes),
        }
    print(json.dumps(figures) if arguments.json else "\n".join(f"{name:60} {value}" for name, value in figures.items()))
    return 0


class Peak:
    """The most memory that the processes of a group held of their own, in MB: the largest of them."""

    def __init__(self, group: int, *, children: bool = False) -> None:
        self._group, self._children, self._going, self.megabytes = group, children, True, 0
        self._look()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @classmethod
    @contextlib.contextmanager
    def of_children(cls):  # type: ignore[no-untyped-def]  # a context manager of itself
        """Of whatever this process starts in a session of its own meanwhile, that was not there before."""
        peak = cls(os.getpid(), children=True)
        try:
            yield peak
        finally:
            peak.end()

    def end(self) -> None:
        """Look no more."""
        self._going = False
        self._thread.join()

    def _run(self) -> None:
        while self._going:
            self._look()
            time.sleep(0.1)

    def _look(self) -> None:
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError, ValueError, IndexError):
                fields = (process / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
                command = (process / "cmdline").read_bytes() if self._children else b""
                mine = (int(fields[1]) == self._group and b"refer_large" in command) if self._children else int(fields[2]) == self._group
                if mine:
                    lines = (process / "status").read_text(encoding="ascii", errors="replace").splitlines()
                    held = next(int(line.split()[1]) for line in lines if line.startswith("RssAnon"))
                    self.megabytes = max(self.megabytes, held // 1024)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=200)
    parser.add_argument("--postgres", action="store_true", help="PostgreSQL instead of SQLite")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
