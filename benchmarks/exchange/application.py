"""A node as the rig runs it: the node's own WSGI application with its couriers beside it, short pauses, and troubles on demand.

AMANA_RIG_SKEW     seconds by which this process's clock is wrong
AMANA_HOME/full    while this file is there, the disk is full
"""

import datetime as dt
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

from benchmarks.exchange import deaths
from benchmarks.exchange.inside import listen


def skew(seconds: float) -> None:
    """Let this process believe that it is another time."""
    from django.utils import timezone

    really = time.time
    time.time = lambda: really() + seconds
    timezone.now = lambda: dt.datetime.fromtimestamp(time.time(), dt.UTC)


def hurry() -> None:
    """What takes minutes between ministries takes moments in a rig. The rules are the same."""
    from amana.contexts.exchange import limits
    from amana.contexts.exchange.carriage import turns

    limits.FIRST_PAUSE, limits.LONGEST_PAUSE = timedelta(milliseconds=20), timedelta(milliseconds=300)
    limits.LEASE, limits.ANSWER_SECONDS, limits.CONNECT_SECONDS = timedelta(seconds=8), 3.0, 1.0
    limits.TURN_SECONDS, limits.PER_TEN_SECONDS = 4.0, 1_000_000
    turns.LOOK_EVERY_SECONDS = 0.05


def look_often() -> None:
    """The pauses of the product, without waiting for the next look at what is due."""
    from amana.contexts.exchange.carriage import turns

    turns.LOOK_EVERY_SECONDS = 0.05


def fill_the_disk_on_demand() -> None:
    """While the file is there, nothing can be put aside."""
    from amana.contexts.exchange import storage

    mark, spool = Path(os.environ["AMANA_HOME"]) / "full", storage.spool

    @contextmanager
    def full() -> Iterator[IO[bytes]]:
        if mark.exists():
            raise OSError(28, "No space left on device")
        with spool() as file:
            yield file

    storage.spool = full


def _application() -> Callable[..., Any]:
    from amana.node.wsgi import application as own

    if os.environ.get("AMANA_RIG_REAL"):
        look_often()
    else:
        listen()
        hurry()
    fill_the_disk_on_demand()
    deaths.install()
    skew(float(os.environ.get("AMANA_RIG_SKEW", "0")))
    from amana.contexts.exchange.carriage.turns import Couriers

    threading.Thread(target=Couriers().run, daemon=True).start()
    return own


application = _application()
