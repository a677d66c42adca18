"""What other matching tools find in the invented world, with what it cost them.

    python -m benchmarks.matching.peers --install                      once: the peers' environment, .venv-peers
    python -m benchmarks.matching.peers --records 10000 [--seed 2] [--shifted] [--only splink splink-icu dedupe logic-v2]

The peers' packages are not the product's and have a lock of their own (requirements/peers.txt), installed exactly as it stands: nothing is
resolved again, because one of them names a package that would have to be built where another brings the same thing ready. The wheel of
requirements/peers-data.txt is only read (`names.py`).

Each peer runs in a process of its own; processor seconds and peak memory are of that process. dedupe runs up to SMALL records, within
LIMIT_SECONDS and LIMIT_BYTES. logic-v2 scores a sample of candidates that something else must find for it. All prints English.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.matching import world

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "requirements"
ENVIRONMENT = ROOT / ".venv-peers"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
SMALL = 10_000  # records beyond which dedupe is not tried
LIMIT_SECONDS, LIMIT_BYTES = 900, 7 << 30
SAMPLED_PAIRS = 60_000
PEERS = {
    "splink": ("peer_splink",),
    "splink-icu": ("peer_splink", "--icu"),
    "logic-v2": ("peer_logic", "--pairs", str(SAMPLED_PAIRS)),
    "dedupe": ("peer_dedupe",),
}
COLUMNS = {
    "recall_p99": "recall at precision 0.99",
    "recall_p999": "at 0.999",
    "own_precision": "precision at its own line",
    "own_recall": "recall there",
    "best_f1": "best F1",
    "ceiling": "true pairs among its candidates",
    "cluster_precision": "clusters: pair precision",
    "cluster_recall": "recall",
    "b_cubed_f1": "B-cubed F1",
}


@dataclass(frozen=True, slots=True)
class Run:
    """How one peer did. `figures` is empty where it did not finish, and `why` says what happened."""

    figures: dict[str, Any]
    cpu_seconds: float
    peak_bytes: int
    why: str = ""


def main() -> None:
    """Install the peers, or run them on one world."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--install", action="store_true")
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=2)
    parser.add_argument("--shifted", action="store_true")
    parser.add_argument("--only", nargs="+", choices=sorted(PEERS), default=list(PEERS))
    given = parser.parse_args()
    if given.install:
        install()
        return
    if not PYTHON.exists():
        sys.exit("The peers are not installed: python -m benchmarks.matching.peers --install")
    with tempfile.TemporaryDirectory(prefix="amana-peers-") as folder:
        world.write(Path(folder), given.records, given.seed, shifted=given.shifted)
        print(f"{given.records:,} records, seed {given.seed}{', shifted' if given.shifted else ''}")
        for name in given.only:
            if name == "dedupe" and given.records > SMALL:
                print(f"\n{name}: not tried beyond {SMALL:,} records")
                continue
            _print(name, run(PEERS[name], Path(folder)))


def install() -> None:
    """Make the environment of the peers, exactly as locked, and fetch the wheel that is only read."""
    uv = str(ROOT / ".venv" / "bin" / "uv")
    subprocess.run([uv, "venv", "--allow-existing", "--python", sys.executable, str(ENVIRONMENT)], check=True)
    subprocess.run([uv, "pip", "sync", "--python", str(PYTHON), "--require-hashes", str(REQUIREMENTS / "peers.txt")], check=True)
    download = [sys.executable, "-m", "pip", "download", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
    subprocess.run([*download, "-r", str(REQUIREMENTS / "peers-data.txt"), "-d", str(ENVIRONMENT / "wheels")], check=True)


def run(words: tuple[str, ...], folder: Path) -> Run:
    """One peer on the world in a folder, in a process of its own under the limits."""
    command = [str(PYTHON), "-m", f"benchmarks.matching.{words[0]}", str(folder / "records.csv"), str(folder / "truth.csv"), *words[1:]]
    limited = words[0] == "peer_dedupe"
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        # a limit has to stand before the peer starts, and no thread runs here yet
        child = subprocess.Popen(command, stdout=output, stderr=errors, cwd=ROOT, preexec_fn=_limit if limited else None)  # noqa: PLW1509
        out_of_time = threading.Event()
        timer = threading.Timer(LIMIT_SECONDS, lambda: (out_of_time.set(), child.kill()))
        if limited:
            timer.start()
        _, status, used = os.wait4(child.pid, 0)
        timer.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        cost = used.ru_utime + used.ru_stime, used.ru_maxrss * 1024
        output.seek(0)
        errors.seek(0)
        if out_of_time.is_set():
            return Run({}, *cost, f"did not finish in {LIMIT_SECONDS} s")
        if child.returncode:
            return Run({}, *cost, errors.read().decode(errors="replace").strip().splitlines()[-1])
        return Run(json.loads(output.read().splitlines()[-1]), *cost)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT_BYTES, LIMIT_BYTES))


def _print(name: str, ran: Run) -> None:
    print(f"\n{name}: {ran.cpu_seconds:.0f} CPU s in all, {ran.peak_bytes / 2**30:.2f} GB at most", flush=True)
    if not ran.figures:
        print(f"  {ran.why}", flush=True)
        return
    figures = ran.figures
    sampled = f", a sample of {figures['sampled']:,} of them scored" if "sampled" in figures else ""
    counts = f"{figures['true_pairs']:,} true pairs, {figures['pairs']:,} candidate pairs{sampled}"
    print(f"  {counts}; {figures['cpu_s']:.0f} CPU s for the linking")
    for key, words in COLUMNS.items():
        if key in figures:
            print(f"  {words:<34} {figures[key]:.3f}")
    print(
        "  stated, true share, pairs: " + "; ".join(f"{stated:.2f} {true:.3f} {pairs:,}" for stated, true, pairs in figures["calibration"]),
        flush=True,
    )


if __name__ == "__main__":
    main()
