"""`amana serve`, `amana worker`, and both together."""

import argparse
import contextlib
import getpass
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from types import FrameType

from amana.node.commands.demonstration import KEYS, PERSONS, ready_nodes
from amana.node.commands.starting import environment_of, open_node, passphrase_is_given, require_node
from amana.node.demo import ACCOUNTS
from amana.node.home import Home, home

START_SECONDS = 60.0
REQUEST_SECONDS = 10  # how long the server lets a request finish that began before it was told to stop
END_SECONDS = 15.0


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    serve = parsers.add_parser("serve", help="answer pages and the API")
    serve.add_argument("--threads", type=int, default=8)
    serve.add_argument(
        "--host", default="127.0.0.1", help="address to listen on; leave it local and let the proxy of this machine speak TLS"
    )
    serve.set_defaults(run=_serve)
    worker = parsers.add_parser("worker", help="do the work in the background")
    worker.add_argument("--until-empty", action="store_true", help="end when nothing waits")
    worker.set_defaults(run=_worker)
    up = parsers.add_parser("up", help="start the web server and one worker together; --demo makes an invented region first")
    up.add_argument("--demo", action="store_true", help="the nodes of an invented region with demo accounts, in AMANA_HOME and beside it")
    up.add_argument("--only", choices=KEYS, help="one node of the region")
    up.add_argument("--persons", type=int, default=PERSONS, help="how many invented people a new demo node for care holds")
    up.add_argument("--no-browser", action="store_true")
    up.set_defaults(run=_up)


def _up(arguments: argparse.Namespace) -> int:
    if arguments.demo:
        return run_together(ready_nodes(arguments.only, persons=arguments.persons), open_browser=not arguments.no_browser)
    require_node()
    return run_together([home()], open_browser=not arguments.no_browser)


def _serve(arguments: argparse.Namespace) -> int:
    """The server's own process opens the key store (`node/wsgi.py`); a passphrase that must be typed is asked for here."""
    require_node()
    if _answers(home().port):  # the server shares a port that is taken, and each would answer half of what is asked
        print(_taken(home()), file=sys.stderr)
        return 1
    if not passphrase_is_given():
        os.environ["AMANA_PASSPHRASE"] = getpass.getpass("Passphrase of the key store: ")
    return serve_forever(arguments.host, home().port, threads=arguments.threads)


def serve_forever(host: str, port: int, *, threads: int) -> int:
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "amana.node.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=threads,
        log_access=False,
        log_enabled=False,
        websockets=False,
        workers_kill_timeout=REQUEST_SECONDS,
    ).serve()
    return 0


def _worker(arguments: argparse.Namespace) -> int:
    open_node()
    from amana.contexts.exchange.facade import couriers
    from amana.kernel.jobs.worker import Worker
    from amana.node.chores import CHORES

    worker = Worker(CHORES)
    worker.listen_to_signals()
    with nullcontext() if arguments.until_empty else couriers():
        ended = worker.run(until_empty=arguments.until_empty)
    print(f"{ended} jobs ended here.")
    return 0


@dataclass(frozen=True, slots=True)
class Child:
    """A process of ours, and what to call it when it ends."""

    name: str
    process: "subprocess.Popen[bytes]"

    @property
    def ended(self) -> bool:
        return self.process.poll() is not None


def run_together(nodes: Sequence[Home], *, open_browser: bool) -> int:
    """Start web server and worker of each node as children; when one of them ends or somebody presses Ctrl-C, all end."""
    for node in nodes:
        if _answers(node.port):
            print(_taken(node), file=sys.stderr)
            return 1
    children: list[Child] = []
    for sign in (signal.SIGTERM, signal.SIGHUP) if os.name != "nt" else (signal.SIGTERM,):
        signal.signal(sign, _as_ctrl_c)  # a closed terminal or a service manager must not leave servers behind
    try:
        children += [_child(node, "serve", "web server") for node in nodes]
        if not all(_wait_until_ready(_address(node), children) for node in nodes):
            return _one_ended(children, "The node did not start; the lines above say why. `amana doctor` checks more.")
        # The workers start when the pages answer: all at once would keep people waiting for twice as long on a small machine.
        children += [_child(node, "worker", "worker") for node in nodes]
        for node in nodes:
            _introduce(node)
        if open_browser and os.environ.get("CI") != "true":
            webbrowser.open(_address(nodes[0]))
        while not any(child.ended for child in children):
            time.sleep(0.3)
        return _one_ended(children, "Everything else was stopped.")
    except KeyboardInterrupt:
        return 0
    finally:
        _end(children)


def _child(node: Home, command: str, called: str) -> Child:
    # Our own program, in a session of its own: Ctrl-C reaches us alone, so each child is told once, and can be ended with what it started.
    words = [sys.executable, "-m", "amana.node.cli", command]
    process = subprocess.Popen(words, env=environment_of(node.path), start_new_session=True)  # noqa: S603
    return Child(f"The {called} of “{node.name}”", process)


def _as_ctrl_c(_signum: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _taken(node: Home) -> str:
    return f"Something listens on port {node.port} already. Stop it, or change `port` in {node.path}/node.toml."


def _address(node: Home) -> str:
    return f"http://localhost:{node.port}/"


def _introduce(node: Home) -> None:
    print(f"\n{node.name} runs at {_address(node)}  (Ctrl-C stops it)", flush=True)
    if node.demo:
        print((node.path / ACCOUNTS).read_text(encoding="utf-8"), flush=True)


def _one_ended(children: Sequence[Child], remark: str) -> int:
    """Say which child ended by itself; gives the exit code, which is never that of success."""
    for child in children:
        if child.ended:
            print(f"{child.name} ended ({child.process.returncode}).", file=sys.stderr)
    print(remark, file=sys.stderr)
    return 1


def _end(children: Sequence[Child]) -> None:
    for child in children:
        if not child.ended:
            child.process.send_signal(signal.SIGTERM)
    until = time.monotonic() + END_SECONDS
    for child in children:
        try:
            child.process.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            _kill_with_its_children(child.process)


def _kill_with_its_children(process: "subprocess.Popen[bytes]") -> None:
    if os.name == "nt":
        process.kill()
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.3)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_until_ready(address: str, children: Sequence[Child]) -> bool:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and not any(child.ended for child in children):
        try:
            with urllib.request.urlopen(f"{address}healthz", timeout=1) as answer:  # noqa: S310 - our own address
                if answer.status == 200:
                    return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    return False
