"""What the model knows of a pair: a few terms, each with a handful of outcomes, and the rarity of the agreeing names.

The terms are the columns of the parameter file and the bars of the waterfall: one list for training, for scoring and for explaining. For
each term the outcomes that speak for one person stand in growing order (each is worth at least the one before), those that speak against
likewise, and an outcome in neither list is worth nothing. Training keeps that order, so that more agreement never lowers a score.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One kind of evidence.

    outcomes  every outcome, by its number
    towards   those that speak for, weakest first
    against   those that speak against, weakest first; several lists where they are not to be compared
    """

    name: str
    outcomes: tuple[str, ...]
    towards: tuple[tuple[str, ...], ...] = ()
    against: tuple[tuple[str, ...], ...] = ()


_LINK = ("missing", "differs", "near", "sounds_alike", "sounds_same", "same")
_BETTER = ("near", "sounds_alike", "sounds_same", "same")


def _link(name: str) -> Term:
    return Term(name=name, outcomes=_LINK, towards=(_BETTER,), against=(("differs",),))


TERMS: tuple[Term, ...] = (
    _link("given"),
    _link("father"),
    _link("grandfather"),
    _link("further"),
    Term(name="agreeing", outcomes=("none", "one", "two", "three", "four"), towards=(("one", "two", "three", "four"),)),
    Term(
        name="shape",
        outcomes=(
            "as_given", "link_skipped", "other_order", "shifted", "moved", "sibling",
            "order_in_part", "order_and_differs", "skipped_loosely",
        ),
        against=(
            ("link_skipped", "moved", "shifted", "skipped_loosely"),
            ("other_order", "order_in_part", "order_and_differs"),
            ("sibling",),
        ),
    ),
    Term(name="nickname", outcomes=("silent", "agrees"), towards=(("agrees",),)),
    Term(
        name="birth",
        outcomes=(
            "silent", "same_day", "day_month_swapped", "one_part_off", "first_of_january", "same_year", "other_day", "range_narrow",
            "range_wide", "one_year_off", "two_years_off", "four_years_off", "calendar_slip", "ten_years_off", "further_off",
        ),
        towards=(
            ("range_wide", "range_narrow", "same_year", "first_of_january", "day_month_swapped", "same_day"),
            ("one_part_off",),
            ("one_year_off",),
        ),
        against=(("other_day",), ("calendar_slip",), ("two_years_off", "four_years_off", "ten_years_off", "further_off")),
    ),
    Term(
        name="phone",
        outcomes=("silent", "shared_by_many", "shared_by_some", "tail", "of_few", "same_but_given_differs", "others"),
        towards=(("shared_by_many", "shared_by_some", "tail", "of_few"), ("same_but_given_differs",)),
        against=(("others",),),
    ),
    Term(
        name="document",
        outcomes=("silent", "near", "same", "others"),
        towards=(("near", "same"),),
        against=(("others",),),
    ),
    Term(name="sex", outcomes=("silent", "same", "differs"), towards=(("same",),), against=(("differs",),)),
    Term(name="nationality", outcomes=("silent", "same", "differs"), towards=(("same",),), against=(("differs",),)),
    Term(
        name="place",
        outcomes=("silent", "same_common", "same", "same_rare", "differs"),
        towards=(("same_common", "same", "same_rare"),),
        against=(("differs",),),
    ),
    Term(name="seen", outcomes=("silent", "elsewhere_that_day"), against=(("elsewhere_that_day",),)),
)  # fmt: skip
BY_NAME = {term.name: at for at, term in enumerate(TERMS)}

# Bits of rarity between which the worth of the agreeing names is a straight line.
KNOTS = np.array([0.0, 4.0, 8.0, 12.0, 16.0, 20.0, 24.0, 28.0, 34.0], np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """P pairs: the outcome of every term, and the bits of rarity of the agreeing names after what they owe to occurring together."""

    codes: NDArray[np.int8]  # [terms, P]
    rarity: NDArray[np.float32]  # [P]

    def __len__(self) -> int:
        return len(self.rarity)

    def of(self, name: str) -> NDArray[np.int8]:
        """The outcomes of one term."""
        codes: NDArray[np.int8] = self.codes[BY_NAME[name]]
        return codes


def outcome(term: str, name: str) -> int:
    """The number of an outcome."""
    return TERMS[BY_NAME[term]].outcomes.index(name)
