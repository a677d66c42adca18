"""Killing a process in the middle of its work, as a power cut or an operator would: SIGKILL, no goodbye.

    with running(work) as child:
        child.kill_after(0.2)
    child.told  # what it had acknowledged until then

The work runs in a forked process of its own and tells what it has finished through a pipe.
"""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connections

Tell = Callable[[str], None]


@dataclass(slots=True)
class Killed:
    """What is known of a process that was killed, or that came to its end before."""

    told: list[str] = field(default_factory=list)
    was_killed: bool = False


def run_and_kill(work: Callable[[Tell], None], *, after: float | None) -> Killed:
    """Run the work in a child process, kill it after some seconds, and give what it had told by then.

    after  None to leave it to the work to end, or to kill itself (`kill_this_process`) where it is to die

    The database connections of this process are closed first: a child must not share them.
    """
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(reading)
            work(lambda line: os.write(writing, f"{line}\n".encode()) and None)
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        told = [line.rstrip("\n") for line in pipe if line.endswith("\n")]
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise AssertionError(f"the work failed by itself after {told[-3:]}")
    return Killed(told=told, was_killed=os.WIFSIGNALED(status))


def kill_this_process() -> None:
    """SIGKILL to whoever calls it, here and now."""
    os.kill(os.getpid(), signal.SIGKILL)
