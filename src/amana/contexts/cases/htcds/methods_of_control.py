"""Methods of control: the standard's pick list has 16 codes, its definitions page 17, and they differ. Records hold the union.

Both ways of writing are mapped. Where a code has no equal on the other side the nearest is written and the loss is said; the exact
codes then stand in `amana:vic_MethodsOfControl`, so that our own reading loses nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

FIELD = "vic_MethodsOfControl"
UNION = (
    "PhysicalThreats", "ThreatsLawEnforcement", "ThreatensChildrenFamily", "DebtBondage", "FalsePromises", "PhysicalAbuse", "SexualAbuse",
    "TakesEarnings", "RestrictsFinancialAccess", "RestrictsMedicalCare", "WithholdsNecessities", "PsychologicalAbuse",
    "PsychoactiveSubstance", "ExcessiveWorkingHours", "WithholdsDocuments", "Other", "Threats", "RestrictsMovement", "UsesChildren",
)  # fmt: skip


class Listing(StrEnum):
    """Which of the standard's two lists is written."""

    PICK_LIST = "pick_list"
    DEFINITIONS = "definitions"


# code of the union -> (what the list says instead, whether that loses something)
_TO_PICK_LIST = {
    "Threats": ("PhysicalThreats", True),
    "RestrictsMovement": ("Other", True),
    "UsesChildren": ("ThreatensChildrenFamily", True),
}
_TO_DEFINITIONS = {
    "PsychoactiveSubstance": ("PsychoactiveSubstances", False),
    "ThreatsLawEnforcement": ("ThreatOfLawEnforcement", False),
    "PhysicalThreats": ("Threats", True),
    "ThreatensChildrenFamily": ("UsesChildren", True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """Codes of one list, and the codes of the union that it could not hold exactly."""

    codes: tuple[str, ...]
    lost: tuple[str, ...]


def written(codes: Sequence[str], listing: Listing) -> Mapped:
    """Say codes of the union in one of the two lists, without doubles."""
    table = _TO_PICK_LIST if listing is Listing.PICK_LIST else _TO_DEFINITIONS
    said = [table.get(code, (code, False)) for code in codes]
    lost = tuple(code for code, (_, loses) in zip(codes, said, strict=True) if loses)
    return Mapped(codes=tuple(dict.fromkeys(code for code, _ in said)), lost=lost)
