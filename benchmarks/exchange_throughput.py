"""How many messages a pair of nodes carries in a second: posted, pushed, receipted, opened, and the desk's receipt sent back.

    python benchmarks/exchange_throughput.py [--messages 500] [--postgres] [--json]

The messages are posted first; then both nodes start and everything is carried both ways over a line that works. Both nodes and the line
share this machine, so a node of its own carries more. CPU is that of both nodes together, with what their start took: the figure to
compare on a busy machine. A PostgreSQL server works beside them and is not counted.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]


def main() -> int:
    """Measure, print."""
    from benchmarks.exchange.pair import a_pair
    from benchmarks.exchange_faults import databases

    arguments = _arguments()
    each = arguments.messages // 2
    with tempfile.TemporaryDirectory(prefix="amana-throughput-") as folder, databases(arguments.postgres) as urls:
        with a_pair(Path(folder), bad=0.0, seed=1, urls=urls) as pair:
            for node in pair.nodes:
                node.kill()
            began = time.monotonic()
            for node, other in (pair.nodes, pair.nodes[::-1]):
                node.inside("post", str(each), "0", "20", f"{other.name}/protection", "0")
            posting = time.monotonic() - began
            for node in pair.nodes:
                node.start()
            began = time.monotonic()
            while not pair.all_opened(each):
                time.sleep(0.2)
            seconds = time.monotonic() - began
            cpu = sum(_cpu(node.process.pid) for node in pair.nodes if node.process)
        figures = {
            "database": "PostgreSQL" if arguments.postgres else "SQLite",
            "messages": 2 * each,
            "posted per second, one node": round(2 * each / posting, 1),
            "carried per second, both ways": round(2 * each / seconds, 1),
            "CPU ms per message, both nodes": round(cpu * 1000 / (2 * each), 1),
        }
    print(json.dumps(figures) if arguments.json else "\n".join(f"{name:32} {value}" for name, value in figures.items()))
    return 0


def _cpu(group: int) -> float:
    """Seconds of CPU that a node's processes have used, its start included, as Linux counts them."""
    used = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            if int(fields[2]) == group:
                used += int(fields[11]) + int(fields[12])
    return used / os.sysconf("SC_CLK_TCK")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=int, default=500)
    parser.add_argument("--postgres", action="store_true", help="PostgreSQL instead of SQLite")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
