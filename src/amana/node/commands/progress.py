"""How far a long command is: one line that is written over on a terminal, a line now and then where nobody watches."""

import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import TextIO

EVERY = 30.0  # seconds between two lines in a log
EVERY_ON_A_TERMINAL = 0.2


class ProgressLine:
    """Writes "done of total, rate, time left" to standard error. Make one for each piece of work: the rate counts from then."""

    def __init__(self, out: TextIO | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._out = out or sys.stderr
        self._clock = clock
        self._started = self._last = clock()
        self._width = 0

    def __call__(self, done: int, total: int) -> None:
        """Say how far it is. May be called as often as one likes."""
        now = self._clock()
        watched, last = self._out.isatty(), done >= total
        if now - self._last < (EVERY_ON_A_TERMINAL if watched else EVERY) and not (last and watched):
            return
        self._last = now
        line = _line(done, total, now - self._started)
        if watched:
            print(f"\r{line:<{self._width}}", end="\n" if last else "", file=self._out, flush=True)
            self._width = 0 if last else len(line)
        else:
            print(line, file=self._out, flush=True)


def _line(done: int, total: int, seconds: float) -> str:
    line = f"{done:,} of {total:,}"
    if done <= 0 or seconds <= 0:
        return line
    rate = done / seconds
    line += f", {rate:,.0f} a second" if rate >= 10 else f", {rate:,.1f} a second"
    return f"{line}, about {timedelta(seconds=round((total - done) / rate))} left" if done < total else line
