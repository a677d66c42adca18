"""Dying at exact points: where a node can be told to end, with SIGKILL, the next time it comes by.

A point is one line of the way of a message: before or after a call that the node makes. Arming it writes its name into the node's folder;
the process that comes by takes the name away and ends, with all of its group, so that each arming kills once.
"""

import functools
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Point:
    """One place to die: at the call `name` of a module or of a class in it, before it begins or after it ended.

    about  what the call must have among its arguments, or the first of them be about; absent if any call will do
    """

    module: str
    name: str
    after: bool
    of: str = ""
    about: str = ""


_EXCHANGE = "amana.contexts.exchange"
# By what has happened when the node dies. The sender's points come first, in the order of a message's way, then the receiver's.
POSTING = {
    "its bytes are kept, the act is not committed": Point(f"{_EXCHANGE}.outbox.actions", "_sealed", after=True),
    "the whole act is done, but not committed": Point(f"{_EXCHANGE}.outbox.actions", "record", after=True),
}
SENDING = {
    "it is committed, nothing of it has left": Point(f"{_EXCHANGE}.carriage.lines", "deliver", after=False, of="Line"),
    "it has left and was answered, the answer is not looked at": Point(f"{_EXCHANGE}.carriage.lines", "deliver", after=True, of="Line"),
    "its receipt is written, not committed": Point(f"{_EXCHANGE}.receipts", "_tell", after=True),
    "its receipt is committed": Point(f"{_EXCHANGE}.carriage.delivering", "_believe", after=True),
    "the desk's receipt is committed, not acknowledged": Point(f"{_EXCHANGE}.door.answering", "answer", after=True, about="receipts"),
}
RECEIVING = {
    "it was read and verified, nothing is kept": Point(f"{_EXCHANGE}.inbox.arriving", "_may_come", after=True),
    "row and bytes are written, there is no receipt": Point(f"{_EXCHANGE}.receipts", "give_at_door", after=False),
    "row, bytes and receipt are written, not committed": Point(f"{_EXCHANGE}.receipts", "give_at_door", after=True),
    "it is committed, the sender hears nothing": Point(f"{_EXCHANGE}.inbox.arriving", "take_in", after=True),
    "its effect is written, not committed": Point(f"{_EXCHANGE}.inbox.actions", "advance", after=True),
    "it is opened, its receipt has not left": Point(f"{_EXCHANGE}.inbox.opening", "open_message", after=True),
    "the desk's receipt has left, its acknowledgement is not noted": Point(
        f"{_EXCHANGE}.carriage.asking", "asked", after=True, about="receipts"
    ),
}
POINTS = POSTING | SENDING | RECEIVING


def arm(home: Path, point: str) -> None:
    """Let the node in a folder die at a point. Raises KeyError for a point there is not."""
    _mark(home, POINTS[point]).touch()


def is_armed(home: Path, point: str) -> bool:
    """Whether nothing has come by the point yet."""
    return _mark(home, POINTS[point]).exists()


def install() -> None:
    """Let this process die wherever its node is armed."""
    for point in POINTS.values():
        holder: Any = import_module(point.module)
        holder = getattr(holder, point.of) if point.of else holder
        setattr(holder, point.name, _mortal(getattr(holder, point.name), point))


def _mortal(function: Callable[..., Any], point: Point) -> Callable[..., Any]:
    home = Path(os.environ["AMANA_HOME"])

    @functools.wraps(function)
    def called(*args: object, **kwargs: object) -> Any:
        here = not point.about or point.about in args or any(getattr(one, "what", "") == point.about for one in args)
        if here and not point.after:
            _die_if_armed(home, point)
        result = function(*args, **kwargs)
        if here and point.after:
            _die_if_armed(home, point)
        return result

    return called


def _die_if_armed(home: Path, point: Point) -> None:
    mark = _mark(home, point)
    if mark.exists():
        mark.unlink()
        os.killpg(os.getpgrp(), signal.SIGKILL)


def _mark(home: Path, point: Point) -> Path:
    return home / f"dies-{'after' if point.after else 'before'}-{point.name}"
