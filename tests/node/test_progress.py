"""Long commands say how far they are: to a person at a terminal all the time, to a log now and then."""

import io

import pytest

from amana.node.commands.progress import EVERY, ProgressLine


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def said(out: io.StringIO, steps: list[tuple[float, int]], total: int = 10_000) -> str:
    """What is written when `done` rows are reached at these seconds."""
    now = 0.0
    line = ProgressLine(out, clock=lambda: now)
    for now, done in steps:  # noqa: B007  the clock reads it
        line(done, total)
    return out.getvalue()


def test_a_log_gets_a_line_every_half_minute_with_rate_and_time_left() -> None:
    steps = [(second, 50 * second) for second in range(1, 100)]
    assert said(io.StringIO(), steps).splitlines() == [
        "1,500 of 10,000, 50 a second, about 0:02:50 left",
        "3,000 of 10,000, 50 a second, about 0:02:20 left",
        "4,500 of 10,000, 50 a second, about 0:01:50 left",
    ]


def test_a_short_command_writes_nothing_into_a_log() -> None:
    assert said(io.StringIO(), [(EVERY - 1, 10_000)]) == ""


@pytest.mark.parametrize("done", [0, 4])
def test_a_slow_start_is_no_division_by_nothing(done: int) -> None:
    assert said(io.StringIO(), [(40.0, done)]).startswith(f"{done} of 10,000")


def test_a_terminal_has_one_line_that_is_written_over_and_ended() -> None:
    written = said(Terminal(), [(1.0, 500), (1.01, 505), (2.0, 1_000), (20.0, 10_000)])
    assert written == (
        "\r500 of 10,000, 500 a second, about 0:00:19 left"
        "\r1,000 of 10,000, 500 a second, about 0:00:18 left"
        f"\r{'10,000 of 10,000, 500 a second':<49}\n"
    )
