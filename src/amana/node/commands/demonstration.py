"""`amana demo-make`, `demo-join` and `demo-code`: the nodes of the demonstration region, each made by a process of its own."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from amana.node import demo, demo_directory, demo_story
from amana.node.commands.starting import environment_of, open_node
from amana.node.demo_nodes import REGION, DemoNode, node_called
from amana.node.home import Home, home, home_in

PERSONS = 400
KEYS = [node.key for node in REGION]


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    make = parsers.add_parser("demo-make", help="make one node of the demonstration region in AMANA_HOME; `up --demo` does it by itself")
    make.add_argument("key", choices=KEYS)
    make.add_argument("--persons", type=int, default=PERSONS, help="how many invented people a node for care holds")
    make.set_defaults(run=_make)
    join = parsers.add_parser("demo-join", help="let a demo node go by the directory of its region; `up --demo` does it by itself")
    join.add_argument("key", choices=KEYS)
    join.add_argument("first", type=Path, help="where the first node of the region lies")
    join.set_defaults(run=_join)
    code = parsers.add_parser("demo-code", help="the second factor of a demo account, on demo nodes only")
    code.add_argument("username")
    code.set_defaults(run=_code)


def ready_nodes(only: str | None, *, persons: int) -> list[Home]:
    """The nodes of the region, or the one of a key, made first where they are not there yet. Raises SystemExit."""
    chosen = [node for node in REGION if only in (None, node.key)]
    if len(chosen) > 1 and home().database_url:
        raise SystemExit("AMANA_DATABASE_URL names the database of one node. Start one with --only, or take it away.")
    first = home().path
    for node in chosen:
        if not demo.is_whole(node.folder(first), node):
            _run(node, "demo-make", node.key, "--persons", str(persons))
    for node in (*chosen, *chosen):  # twice: what one wrote, another answers, and the first hears of it
        if home_in(node.folder(first)).demo and not (demo_directory.is_joined(node, first) and not demo_story.wants_turn(node, first)):
            _run(node, "demo-join", node.key, str(first))
    return [home_in(node.folder(first)) for node in chosen]


def _run(node: DemoNode, *words: str) -> None:
    """Run a command of ours in the node's folder. Raises SystemExit if it fails."""
    folder = node.folder(home().path)
    command: Sequence[str] = [sys.executable, "-m", "amana.node.cli", *words]
    if subprocess.run(command, env=environment_of(folder), check=False).returncode != 0:  # noqa: S603 - our own program
        raise SystemExit(f"The node in {folder} could not be made; the lines above say why.")


def _make(arguments: argparse.Namespace) -> int:
    demo.make_demo(node_called(arguments.key), persons=arguments.persons)
    return 0


def _join(arguments: argparse.Namespace) -> int:
    open_node()
    demo_directory.join(arguments.first)
    demo_story.take_turn(node_called(arguments.key), arguments.first)
    return 0


def _code(arguments: argparse.Namespace) -> int:
    os.environ["AMANA_HOME"] = str(demo.folder_of(arguments.username))
    open_node()
    digits, seconds = demo.code(arguments.username)
    print(f"{digits}  (for {seconds} more seconds)")
    return 0
