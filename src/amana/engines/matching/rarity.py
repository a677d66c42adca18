"""How much the agreement of a name says: the rarer the name, the more.

Shares are of persons who carry the name somewhere in their chain's given place, across the region. The built-in ones are
round estimates for skeletons; a register replaces them with its own counts (`Rarity.counted`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log2

MIN_BITS = 3.0
MAX_BITS = 14.0

# Skeleton -> share of given names. Estimates from general knowledge of the region's naming, not a published count.
ESTIMATED_SHARES: dict[str, float] = {
    "MMD": 0.050, "AMD": 0.030, "AL": 0.025, "HSN": 0.022, "ABDL": 0.016, "ABRM": 0.014, "AMR": 0.013, "ASMN": 0.011,
    "FTM": 0.014, "AX": 0.008, "MRM": 0.008, "YSF": 0.009, "ADM": 0.008, "ASML": 0.007, "ABDRMN": 0.007, "HMD": 0.007,
    "TSF": 0.009, "KBR": 0.005, "HL": 0.006, "BRN": 0.005, "BKL": 0.004, "TKL": 0.004, "KRM": 0.004, "WLD": 0.004,
    "DT": 0.004, "YNS": 0.005, "SLMN": 0.004, "HM": 0.004, "KDJ": 0.005, "SNB": 0.003, "SR": 0.003, "SL": 0.005, "AB": 0.003,
    "ADRS": 0.004, "MS": 0.005, "JM": 0.004, "KSM": 0.003, "SD": 0.005, "AM": 0.003, "AS": 0.004, "YHY": 0.002, "HW": 0.003,
    "ABDKDR": 0.004, "BXR": 0.003, "MST": 0.002, "MSTF": 0.004, "KLD": 0.003, "JML": 0.003, "NR": 0.003,
    "MRY": 0.002, "KDN": 0.004, "TDS": 0.003, "ALM": 0.004, "MLS": 0.003, "DST": 0.002, "BRKT": 0.003, "HN": 0.003, "RL": 0.003,
}  # fmt: skip
_UNLISTED = {1: 1 / 150, 2: 1 / 500, 3: 1 / 1_500, 4: 1 / 4_000}
_UNLISTED_LONG = 1 / 10_000


@dataclass(frozen=True, slots=True)
class Rarity:
    """Shares of name skeletons among persons, each above 0 and at most 1."""

    shares: Mapping[str, float] = field(default_factory=lambda: ESTIMATED_SHARES)

    @classmethod
    def counted(cls, counts: Mapping[str, int], total: int) -> Rarity:
        """Shares from a register's own counts of skeletons among `total` persons (total above 0)."""
        return cls({skeleton: count / total for skeleton, count in counts.items() if count > 0})

    def bits(self, skeleton: str) -> float:
        """Bits in favour when this skeleton agrees, between 3 and 14."""
        share = self.shares.get(skeleton) or _UNLISTED.get(len(skeleton), _UNLISTED_LONG)
        return min(MAX_BITS, max(MIN_BITS, -log2(share)))


ESTIMATED = Rarity()
