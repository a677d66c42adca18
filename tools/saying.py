"""How `run.py` speaks: one line per step, and a problem always comes with what to do about it."""

import sys


class Problem(Exception):
    """Something that stops the run, in words, with its remedy."""

    def __init__(self, sentence: str, remedy: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy


def say(sentence: str) -> None:
    """Print one step at once, also where output goes to a file."""
    print(f"» {sentence}", flush=True)


def complain(problem: Problem) -> None:
    """Print a problem and its remedy to standard error."""
    print(f"\n{problem.sentence}\n{problem.remedy}", file=sys.stderr, flush=True)
