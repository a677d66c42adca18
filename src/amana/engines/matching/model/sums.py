"""The sums over a whole register: what two records say themselves, with what third records and whole groups say of them.

Each is a constant and a few curves that never fall, in bits. Third records count for much where the pair says little and for little where
it says much, which no curve over one number tells; therefore the stronger and the weaker of the two have curves of their own. The sum
stays a list of reasons, and none of them lowers it as it grows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.float64]

# Bits between which each curve is a straight line.
SUM_KNOTS = np.array([-30.0, -20, -14, -10, -8, -6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 30])
# What a sum looks at: the pair itself; the two best third records; of the pair and the best third record the stronger and the weaker; the
# worse of what the two groups say, and the stronger of the pair and the better of them. `alone` stands for records that are in no group.
# The better group by itself and the weaker of it and the pair were tried: the fit gave them nothing.
WITH_THIRD = ("direct", "best", "second", "stronger", "weaker")
WITH_GROUPS = (*WITH_THIRD, "group", "stronger_with_group", "alone")
ALONE = "alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A constant, and for each name what it adds: bits at each of `SUM_KNOTS`, or for `alone` bits where it is so (one number)."""

    prior: float
    curves: Mapping[str, Bits]

    def bits(self, of: Mapping[str, Bits]) -> Bits:
        """The sum for some pairs. Beyond the last knot it goes on as the direct bits do, so that strong pairs stay in order."""
        found: Bits = self.prior + np.maximum(of["direct"] - SUM_KNOTS[-1], 0)
        for name, curve in self.curves.items():
            found = found + (curve[0] * of[name] if name == ALONE else np.interp(of[name], SUM_KNOTS, curve))
        return found


def third_features(direct: Bits, best: Bits, second: Bits) -> dict[str, Bits]:
    """What the first sum looks at."""
    return {
        "direct": direct, "best": best, "second": second,
        "stronger": np.maximum(direct, best), "weaker": np.minimum(direct, best),
    }  # fmt: skip


def group_features(third: Mapping[str, Bits], better: Bits, worse: Bits) -> dict[str, Bits]:
    """What the second sum looks at: beside the first, what the groups say (`groups.Groups.said`), NaN where there is none."""
    return {
        **third,
        "group": np.nan_to_num(worse, nan=SUM_KNOTS[0]),
        "stronger_with_group": np.fmax(third["direct"], better),
        ALONE: np.isnan(worse).astype(np.float64),
    }


def design(names: tuple[str, ...], of: Mapping[str, Bits]) -> NDArray[np.float32]:
    """[pairs, 1 + steps]: the constant and, for each curve, the share of each of its segments that is reached."""
    columns = [np.ones(len(of["direct"]), np.float32)]
    for name in names:
        if name == ALONE:
            columns.append(of[name].astype(np.float32))
        else:
            columns += [np.clip((of[name] - low) / (high - low), 0, 1).astype(np.float32) for low, high in pairwise(SUM_KNOTS)]
    return np.stack(columns, axis=1)


def from_segments(names: tuple[str, ...], coefficients: Bits) -> Sum:
    """The sum from fitted coefficients, in bits."""
    curves, at = {}, 1
    for name in names:
        steps = 1 if name == ALONE else len(SUM_KNOTS) - 1
        part = coefficients[at : at + steps]
        curves[name] = part if name == ALONE else np.concatenate([[0.0], np.cumsum(part)])
        at += steps
    return Sum(prior=float(coefficients[0]), curves=curves)


def nothing(names: tuple[str, ...]) -> Sum:
    """A sum that adds nothing, before it is fitted."""
    return from_segments(names, np.zeros(1 + sum(1 if name == ALONE else len(SUM_KNOTS) - 1 for name in names)))
