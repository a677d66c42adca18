"""The fault run: messages both ways over bad lines, with wrong clocks, full disks and killed nodes; and what must hold after it."""

import random
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.exchange.pair import Pair, RigNode, a_pair

SKEWS = (-120.0, 0.0, 60.0, 120.0)  # seconds; two clocks may differ by 300 at most (docs/reference/envelope.md)
THREADS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run did and what was found after it."""

    messages: int
    seconds: float
    faults: dict[str, int]
    kills: int
    full_disks: int
    states: tuple[dict[str, Any], dict[str, Any]]
    agree: tuple[bool, bool]

    def problems(self) -> list[str]:
        """What does not hold; empty if nothing was lost or doubled, every receipt verifies, and both logs agree."""
        each, found = self.messages // 2, []
        for number, state in enumerate(self.states, start=1):
            if state["sent"] != {"delivered": each}:
                found.append(f"node {number} sent {state['sent']}")
            if state["received"] != {"opened": each} or state["effects"] != each:
                found.append(f"node {number} received {state['received']} with {state['effects']} effects")
            if state["doubled"]:
                found.append(f"node {number} did twice: {state['doubled'][:5]}")
            if state["gaps"]:
                found.append(f"node {number} opened {state['gaps']} out of their order")
            if state["bad_receipts"] or state["receipts_waiting"]:
                found.append(f"node {number} has {state['bad_receipts']} bad receipts and {state['receipts_waiting']} that wait")
            if state["log"]:
                found.append(f"node {number}: its log does not hold: {state['log'][:3]}")
        return found + [f"node {number}: the logs differ" for number, same in enumerate(self.agree, start=1) if not same]


def run(
    folder: Path,
    *,
    messages: int,
    bad: float,
    kill_every: float,
    seed: int = 1,
    urls: tuple[str, str] = ("", ""),
    most_seconds: float = 7200.0,
    say: Callable[[str], None] = lambda _: None,
) -> Run:
    """Post half of the messages at each node while everything goes wrong, until all are opened; then look."""
    dice, each = random.Random(seed), messages // 2
    with a_pair(folder, bad=bad, seed=seed, urls=urls) as pair:
        began, kills, full = time.monotonic(), 0, 0
        posting = [
            node.beside("post", str(each), "0", str(THREADS), f"{other.name}/protection") for node, other in (pair.nodes, pair.nodes[::-1])
        ]
        next_trouble = time.monotonic() + kill_every
        while any(one.poll() is None for one in posting) or not pair.all_opened(each):
            if time.monotonic() - began > most_seconds:
                break
            if any(one.poll() not in (None, 0) for one in posting):
                raise RuntimeError("a message could not be posted")
            if time.monotonic() >= next_trouble:
                victim = dice.choice(pair.nodes)
                if dice.random() < 0.5:
                    _kill_and_start(victim, dice)
                    kills += 1
                else:
                    _fill_the_disk(victim, dice)
                    full += 1
                say(f"{kills} kills, {full} full disks, {[node.outcomes() for node in pair.nodes]}")
                next_trouble = time.monotonic() + kill_every * (0.5 + dice.random())
            time.sleep(0.25)
        _end(posting)
        seconds, faults = time.monotonic() - began, pair.faults
        return Run(
            messages=messages, seconds=seconds, faults=faults, kills=kills, full_disks=full, states=_states(pair), agree=_agree(pair)
        )


def _kill_and_start(node: RigNode, dice: random.Random) -> None:
    node.kill()
    node.skew = dice.choice(SKEWS)
    node.start()


def _fill_the_disk(node: RigNode, dice: random.Random) -> None:
    mark = node.home / "full"
    mark.touch()
    time.sleep(0.2 + dice.random())
    mark.unlink()


def _end(posting: "list[subprocess.Popen[bytes]]") -> None:
    for one in posting:
        if one.poll() is None:
            one.kill()
            one.wait()


def _states(pair: Pair) -> tuple[dict[str, Any], dict[str, Any]]:
    one, two = (node.inside("state") for node in pair.nodes)
    return one, two


def _agree(pair: Pair) -> tuple[bool, bool]:
    """Whether `amana exchange reconcile` finds the same in both logs, asked from each side over a line that works."""
    for line in pair.lines:
        line.bad = 0.0
    one, two = pair.nodes
    return one.amana("exchange", "reconcile", "two").returncode == 0, two.amana("exchange", "reconcile", "one").returncode == 0
