"""Pairs shown as examples: the strongest, the weakest that are still proposed, and such that something speaks against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from amana.contexts.persons.facade import LIMITS, NO_NAME_AGREES
from amana.contexts.persons.terms import Gender
from amana.engines.matching import Assessment
from amana.engines.matching.model.bands import POSSIBLE
from amana.engines.matching.model.lexicon import Ints

from . import drawing, labels
from .telling import Teller, is_contradicted, namesakes, why

STRONGEST, WEAKEST, AGAINST = 3, 3, 4
_LOOKED_THROUGH = 1_000  # possible pairs among which those with contradictions are looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One line of a waterfall."""

    text: str
    bits: float
    picture: SafeString | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One pair with what both sides say, its reasons one after the other, and what follows from them."""

    title: str
    records: tuple[str, str]
    sides: Sequence[tuple[str, str, str]]
    bars: Sequence[Bar]
    remarks: Sequence[str]
    band: str
    probability: str
    limits: Sequence[str]
    namesakes: str


def examples(teller: Teller, one: Ints, other: Ints, told: NDArray[np.int64], band: NDArray[np.int8]) -> list[Example]:
    """Up to ten proposed pairs; `told` are all of them, the strongest first."""
    strongest = told[:STRONGEST].tolist()
    possible = told[band[told] == POSSIBLE]
    weakest = [at for at in possible[::-1][:WEAKEST].tolist() if at not in strongest]
    against = _contradicted(teller, one, other, possible, taken={*strongest, *weakest})
    titled = [
        *((_("One of the strongest"), at) for at in strongest),
        *((_("Something speaks against it"), at) for at in against),
        *((_("One of the weakest that are proposed"), at) for at in weakest),
    ]
    chosen = np.array([at for _title, at in titled], np.int64)
    if not chosen.size:
        return []
    found = teller.assessments(one[chosen], other[chosen])
    return [
        _example(title, teller, int(one[at]), int(other[at]), assessment) for (title, at), assessment in zip(titled, found, strict=True)
    ]


def _contradicted(teller: Teller, one: Ints, other: Ints, possible: NDArray[np.int64], *, taken: set[int]) -> list[int]:
    some = [at for at in possible[:_LOOKED_THROUGH].tolist() if at not in taken]
    if not some:
        return []
    places = np.array(some, np.int64)
    found = teller.assessments(one[places], other[places])
    return [at for at, assessment in zip(some, found, strict=True) if is_contradicted(assessment)][:AGAINST]


def _example(title: str, teller: Teller, one: int, other: int, found: Assessment) -> Example:
    mine, theirs = teller.lists.texts(one), teller.lists.texts(other)
    reasons = why(found)
    weighed = [reason for reason in reasons if reason.bits]
    rest = found.bits - found.prior_bits - sum(reason.bits for reason in weighed)
    lines = [(reason.text, reason.bits) for reason in weighed]
    if abs(rest) >= 0.05:
        lines.append((_("What belongs to no single reason"), rest))
    places = drawing.steps(found.prior_bits, [bits for _text, bits in lines])
    lowest = min([0.0, found.prior_bits, *(end for _start, end in places)])
    highest = max([0.0, found.prior_bits, *(end for _start, end in places)])

    def drawn(begins: float, ends: float) -> SafeString:
        return drawing.bar(begins, ends, lowest=lowest, highest=highest)

    return Example(
        title=title,
        records=(teller.lists.names[one], teller.lists.names[other]),
        sides=[
            (str(label), _shown(field, mine), _shown(field, theirs))
            for field, label in labels.FIELDS.items()
            if mine.get(field) or theirs.get(field)
        ],
        bars=[
            Bar(
                text=_("Before any evidence: how rarely two records are one person's"),
                bits=found.prior_bits,
                picture=drawn(0.0, found.prior_bits),
            ),
            *(Bar(text=text, bits=bits, picture=drawn(begins, ends)) for (text, bits), (begins, ends) in zip(lines, places, strict=True)),
            Bar(text=_("All together"), bits=found.bits, picture=drawn(0.0, found.bits)),
        ],
        remarks=[reason.text for reason in reasons if not reason.bits],
        band=str(labels.BANDS[found.band]),
        probability=f"{found.probability:.2%}",
        limits=[str(LIMITS[limit]) for limit in found.limits],
        namesakes=namesakes(found.namesakes, found.register_size) if found.names_agree else str(NO_NAME_AGREES),
    )


def _shown(field: str, texts: Mapping[str, str]) -> str:
    """What one side says, for people."""
    text = texts.get(field, "")
    return str(Gender(text).label) if field == "sex" and text else text.replace(";", "; ")
