"""From sums of bits to probabilities that mean what they say: isotonic regression with a lower confidence bound.

Pool-adjacent-violators gives the steps (Ayer and others 1955; Zadrozny and Elkan 2002 for classifiers); the lower bound of a step is
Wilson's (1927) one-sided 95 % bound of its share, made non-falling.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .parameters import Calibration

_Z = 1.645
_BINS = 400  # equal numbers of pairs before pooling, so that a step never rests on a handful
_TAIL = 60  # pairs in the smallest bins, at the top end


def calibrated(bits: NDArray[np.float64], same: NDArray[np.bool_]) -> Calibration:
    """Steps from pairs whose truth is known. Needs at least one pair of each kind; raises `ValueError` otherwise."""
    if not same.any() or same.all():
        raise ValueError("calibration needs pairs of the same and of different persons")
    order = np.argsort(bits, kind="stable")
    bits, same = bits[order], same[order]
    middle, share, size = _pooled(*_binned(bits, same))
    lower = np.maximum.accumulate(_wilson(share, size))
    return Calibration(bits=middle, probability=share, lower=np.minimum(lower, share))


def _binned(bits: NDArray[np.float64], same: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Middle, positives and size of bins that hold about as many positives each."""
    positives = np.cumsum(same)
    step = max(positives[-1] / _BINS, _TAIL)
    number = (positives / step).astype(np.int64)
    size = np.bincount(number)
    some = size > 0
    middle = (np.bincount(number, bits)[some]) / size[some]
    return middle, np.bincount(number, same)[some].astype(float), size[some].astype(float)


def _pooled(
    middle: NDArray[np.float64], positives: NDArray[np.float64], size: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Pool neighbouring bins until the share never falls."""
    blocks: list[list[float]] = []
    for where, right, many in zip(middle, positives, size, strict=True):
        blocks.append([where * many, right, many])
        while len(blocks) > 1 and blocks[-2][1] * blocks[-1][2] >= blocks[-1][1] * blocks[-2][2]:
            last = blocks.pop()
            blocks[-1] = [a + b for a, b in zip(blocks[-1], last, strict=True)]
    table = np.array(blocks)
    return table[:, 0] / table[:, 2], table[:, 1] / table[:, 2], table[:, 2]


def _wilson(share: NDArray[np.float64], size: NDArray[np.float64]) -> NDArray[np.float64]:
    middle = share + _Z**2 / (2 * size)
    spread = _Z * np.sqrt(share * (1 - share) / size + _Z**2 / (4 * size**2))
    return np.clip((middle - spread) / (1 + _Z**2 / size), 0, 1)
