"""`amana serve`, `amana worker`, and both together."""

import argparse
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

from amana.node.commands.starting import open_node, passphrase_is_given, require_node
from amana.node.demo import ACCOUNTS
from amana.node.home import home

START_SECONDS = 30.0


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


def _serve(arguments: argparse.Namespace) -> int:
    """The server's own process opens the key store (`node/wsgi.py`); a passphrase that must be typed is asked for here."""
    require_node()
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
    ).serve()
    return 0


def _worker(arguments: argparse.Namespace) -> int:
    open_node()
    from amana.kernel.jobs.worker import Worker
    from amana.node.chores import CHORES

    worker = Worker(CHORES)
    worker.listen_to_signals()
    ended = worker.run(until_empty=arguments.until_empty)
    print(f"{ended} jobs ended here.")
    return 0


def run_together(*, open_browser: bool) -> int:
    """Start the web server and one worker as children and end both when either ends or somebody presses Ctrl-C."""
    require_node()
    node = home()
    if _answers(node.port):
        print(f"Something listens on port {node.port} already. Stop it, or change `port` in {node.path}/node.toml.", file=sys.stderr)
        return 1
    command = [sys.executable, "-m", "amana.node.cli"]
    children = [subprocess.Popen([*command, "serve"], env=os.environ.copy())]  # noqa: S603 - our own program
    try:
        address = f"http://localhost:{node.port}/"
        if not _wait_until_ready(address, children):
            print("The node did not start; the lines above say why. `amana doctor` checks more.", file=sys.stderr)
            return 1
        # The worker starts when the pages answer: both at once would keep people waiting for twice as long on a small machine.
        children.append(subprocess.Popen([*command, "worker"], env=os.environ.copy()))  # noqa: S603 - our own program
        print(f"\n{node.name} runs at {address}  (Ctrl-C stops it)", flush=True)
        if node.demo:
            print((node.path / ACCOUNTS).read_text(encoding="utf-8"), flush=True)
        if open_browser and os.environ.get("CI") != "true":
            webbrowser.open(address)
        while all(child.poll() is None for child in children):
            time.sleep(0.3)
        return max(child.poll() or 0 for child in children)
    except KeyboardInterrupt:
        return 0
    finally:
        for child in children:
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        for child in children:
            try:
                child.wait(timeout=15)
            except subprocess.TimeoutExpired:
                child.kill()


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.3)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_until_ready(address: str, children: "list[subprocess.Popen[bytes]]") -> bool:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and all(child.poll() is None for child in children):
        try:
            with urllib.request.urlopen(f"{address}healthz", timeout=1) as answer:  # noqa: S310 - our own address
                if answer.status == 200:
                    return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    return False
