"""The couriers of a node: one thread opens what arrived, and each partner that is due gets a thread and a turn of its own.

They run beside the worker of background jobs, in its process. However slow or dead a partner is, it holds up its own turn and nothing
else; several workers share the partners by leases in the database.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
from django.db import InterfaceError, OperationalError, close_old_connections, connection

from amana.contexts.exchange import directory as directory_of
from amana.contexts.exchange import storage
from amana.contexts.exchange.carriage import partners
from amana.contexts.exchange.carriage.delivering import end_expired, take_turn
from amana.contexts.exchange.carriage.witnessing import to_show
from amana.contexts.exchange.door.answering import forget_old_requests
from amana.contexts.exchange.forgetting import forget_sent
from amana.contexts.exchange.inbox.opening import open_due
from amana.kernel.errors import AmanaError

log = structlog.get_logger(__name__)
LOOK_EVERY_SECONDS = 0.5
TIDY_EVERY_SECONDS = 60.0
TURNS_AT_ONCE = 8
END_SECONDS = 20.0


class Couriers:
    """All that carries for this node, until it is told to stop."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._turns: dict[str, threading.Thread] = {}
        self._tidied = 0.0

    def stop(self) -> None:
        """Finish the present steps and end."""
        self._stop.set()

    def run(self) -> None:
        """Carry until stopped."""
        opener = threading.Thread(target=self._in_thread, args=(self._open,), name="exchange-opening", daemon=True)
        opener.start()
        self._in_thread(self._look)
        for turn in [opener, *self._turns.values()]:
            turn.join(timeout=END_SECONDS)

    def _in_thread(self, step: Callable[[], bool]) -> None:
        """Repeat a step, with a pause where there was nothing to do. A database that is away, or a fault, ends neither loop."""
        try:
            while not self._stop.is_set():
                try:
                    close_old_connections()
                    busy = step()
                except (OperationalError, InterfaceError):
                    connection.close()
                    busy = False
                except Exception:  # the loop must go on; the log says what failed, with its place
                    log.exception("courier failed")
                    busy = False
                if not busy:
                    self._stop.wait(LOOK_EVERY_SECONDS)
        finally:
            connection.close()

    def _open(self) -> bool:
        return bool(open_due(stopping=self._stop.is_set))

    def _look(self) -> bool:
        """Give each partner that is due, and has no turn yet, a turn of its own."""
        if time.monotonic() - self._tidied >= TIDY_EVERY_SECONDS:
            self._tidied = time.monotonic()
            tidy()
        self._turns = {node: turn for node, turn in self._turns.items() if turn.is_alive()}
        for node in nodes_due():
            if node in self._turns or len(self._turns) >= TURNS_AT_ONCE:
                continue
            self._turns[node] = threading.Thread(target=self._turn, args=(node,), name=f"exchange-to-{node}", daemon=True)
            self._turns[node].start()
        return False

    def _turn(self, node: str) -> None:
        try:
            take_turn(node, stopping=self._stop.is_set)
        except (OperationalError, InterfaceError):
            log.warning("turn lost with the database", partner=node)
        except Exception:  # one partner's turn must not end the others'; the log says what failed, with its place
            log.exception("turn failed", partner=node)
        finally:
            connection.close()


def nodes_due() -> list[str]:
    """Nodes to which something is to be carried now, or from which something is to be fetched. None where there is no directory."""
    try:
        directory, own = directory_of.current(), directory_of.own_node()
    except AmanaError:
        return []
    reachable = {node.id for node in directory.nodes if node.url} | {own.id}
    due = [node for node in partners.due() if node in reachable]
    others = sorted(reachable - {own.id})
    due += [node for node in partners.not_resting(to_show(others)) if node not in due]
    if own.carriage is directory_of.Carriage.PULL:
        due += [node for node in partners.to_fetch_from(others) if node not in due]
    return due


def tidy() -> None:
    """End what expired, forget what is not needed any more, sweep bytes that nothing names."""
    end_expired()
    forget_sent()
    forget_old_requests()
    storage.sweep()


def carry_all(*, seconds: float = 60.0) -> int:
    """Carry and open until nothing is due: for commands and tests. Says how many things arrived or were opened."""
    done, ends = 0, time.monotonic() + seconds
    while time.monotonic() < ends:
        tidy()
        now = open_due() + sum(take_turn(node) for node in nodes_due())
        done += now
        if not now:
            break
    return done


@contextmanager
def couriers() -> Iterator[Couriers]:
    """Carry beside whatever runs inside the block."""
    carrying = Couriers()
    thread = threading.Thread(target=carrying.run, name="exchange", daemon=True)
    thread.start()
    try:
        yield carrying
    finally:
        carrying.stop()
        thread.join(timeout=END_SECONDS)
