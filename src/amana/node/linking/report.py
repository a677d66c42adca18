"""The report: one page without scripts and without any outside address, to be read on a screen or printed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from numpy.typing import NDArray

from amana.engines.matching.model.bands import BANDS, NOT_PROPOSED
from amana.engines.matching.model.lexicon import Ints
from amana.engines.matching.model.terms import KNOTS, TERMS
from amana.kernel.locale.formats import number
from amana.kernel.locale.languages import direction

from . import drawing, labels
from .examples import Example, examples
from .lists import Listed, Lists
from .settings import Settings
from .telling import Teller, namesakes
from .weighing import Register

STEP = 4.0  # bits in one bar of the distribution
_LOWEST, _HIGHEST = -40.0, 60.0
_STEPS_SHOWN = 14  # of the calibration
_CLASSES = ("never", "possible", "probable")
_OFTEN = (3, 8)  # bits of a frequent and of an uncommon name


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Everything a report tells of. `told` are the proposed pairs, the strongest first; `named` the group of each record."""

    settings: Settings
    lists: Lists
    register: Register
    teller: Teller
    one: Ints
    other: Ints
    bits: NDArray[np.float64]
    band: NDArray[np.int8]
    counts: NDArray[np.int64]
    added: Mapping[str, int]
    left_out: int
    told: NDArray[np.int64]
    named: Sequence[str]
    kept_names: int
    had_before: int
    faults: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One outcome of a term: its bits, how many compared and how many proposed pairs have it, and its bar."""

    term: str
    name: str
    bits: float
    compared: str
    proposed: str
    bar: SafeString


def report_text(findings: Findings) -> str:
    """The page, in the language that was asked for."""
    with translation.override(findings.settings.language):
        return str(render_to_string("node/match_report_offline.html", _context(findings)))


def _context(of: Findings) -> dict[str, object]:
    sizes = Counter(of.named)
    several = [size for size in sizes.values() if size > 1]
    return {
        "language": of.settings.language,
        "direction": direction(of.settings.language),
        "lists": [_list(each) for each in of.lists.lists],
        "bands": [(labels.BANDS[band], look) for band, look in zip(BANDS, _CLASSES, strict=True)],
        "across_only": of.settings.across_only,
        "faults": of.faults,
        "totals": _totals(of, len(several), sum(several)),
        "kept_names": of.kept_names if of.had_before else None,
        "keys": [(labels.KEYS.get(kind, kind), number(count)) for kind, count in of.added.items()],
        "left_out": of.left_out,
        "distribution": _distribution(of),
        "drives": _drives(of),
        "rarity": _rarity(of),
        "examples": _examples(of),
        "calibration": _calibration(of),
        "chances": _chances(of),
        "parameters": of.register.parameters,
    }


def _list(listed: Listed) -> dict[str, object]:
    """One list as the page tells of it."""
    told = {name: getattr(listed, name) for name in ("name", "kind", "encoding", "sheet", "left_aside", "records", "nameless")}
    shown = [(labels.FIELDS[field], heading) for field, heading in listed.mapped.items()]
    delimiter = {"\t": _("tab")}.get(listed.delimiter, listed.delimiter)
    return {**told, "delimiter": delimiter, "shown": shown, "unread_sexes": listed.unread_sexes, "remarks": listed.remarks}


def _totals(of: Findings, groups: int, inside: int) -> list[tuple[str, str]]:
    bands = np.bincount(of.band, minlength=len(BANDS)).tolist()
    return [
        (_("Records"), number(len(of.lists))),
        (_("Pairs that were compared"), number(len(of.one))),
        *((str(labels.BANDS[band]), number(count)) for band, count in reversed(list(zip(BANDS, bands, strict=True)))),
        (_("Groups of more than one record"), number(groups)),
        (_("Records in these groups"), number(inside)),
        (_("Groups in all, single records among them"), number(len(set(of.named)))),
    ]


def _distribution(of: Findings) -> dict[str, object]:
    """How many pairs there are of each weight, by band; what lies outside the picture stands in its outermost bars."""
    places = np.clip(np.floor((of.bits - _LOWEST) / STEP).astype(np.int64), 0, int((_HIGHEST - _LOWEST) / STEP) - 1)
    bins = int((_HIGHEST - _LOWEST) / STEP)
    series = [np.bincount(places[of.band == band], minlength=bins) for band in range(len(BANDS))]
    some = np.flatnonzero(np.sum(series, axis=0))
    first, last = (int(some[0]), int(some[-1]) + 1) if some.size else (0, 1)
    edges = [_LOWEST + STEP * place for place in range(first, last + 1)]
    counts = [each[first:last].tolist() for each in series]
    return {
        "picture": drawing.distribution(
            edges,
            counts,
            _CLASSES,
            label=_("How many pairs have which weight. The table below says the same."),
            axis=_("Weight in bits"),
        ),
        "rows": [
            (f"{low:g} … {high:g}", *map(number, row)) for low, high, row in zip(edges, edges[1:], zip(*counts, strict=True), strict=False)
        ],
    }


def _drives(of: Findings) -> list[Weighed]:
    """The outcomes that speak, term by term."""
    parameters = of.register.parameters
    said = [
        (term, at, float(parameters.weights[place][at]), place)
        for place, term in enumerate(TERMS)
        for at in range(len(term.outcomes))
        if parameters.weights[place][at]
    ]
    worth = [bits for _term, _at, bits, _place in said]
    lowest, highest = min([0.0, *worth]), max([0.0, *worth])
    return [
        Weighed(
            term=str(labels.TERMS.get(term.name, term.name)),
            name=labels.outcome(term.name, term.outcomes[at]),
            bits=bits,
            compared=number(int(of.counts[:, place, at].sum())),
            proposed=number(int(of.counts[NOT_PROPOSED + 1 :, place, at].sum())),
            bar=drawing.bar(0.0, bits, lowest=lowest, highest=highest),
        )
        for term, at, bits, place in said
    ]


def _rarity(of: Findings) -> list[tuple[str, str, float, SafeString]]:
    """What the rarity of the agreeing names is worth: one of how many people carries them, and bits."""
    worth = of.register.parameters.rarity.tolist()
    lowest, highest = min([0.0, *worth]), max([0.0, *worth])
    return [
        (
            number(round(2.0**knot)),
            _people(len(of.lists) * 2.0**-knot),
            bits,
            drawing.bar(0.0, bits, lowest=lowest, highest=highest),
        )
        for knot, bits in zip(KNOTS.tolist(), worth, strict=True)
    ]


def _people(expected: float) -> str:
    return number(round(expected)) if expected >= 10 else f"{expected:.1f}" if expected >= 0.1 else "< 0.1"


def _examples(of: Findings) -> list[Example]:
    return examples(of.teller, of.one, of.other, of.told, of.band)


def _calibration(of: Findings) -> list[tuple[str, str, str]]:
    """Some steps of the calibration: from how many bits on, the share of true pairs, and its lower bound."""
    steps = of.register.parameters.calibration
    chosen = np.unique(np.linspace(0, len(steps.bits) - 1, _STEPS_SHOWN).round().astype(int))
    return [(f"{steps.bits[at]:.1f}", f"{steps.probability[at]:.2%}", f"{steps.lower[at]:.2%}") for at in chosen.tolist()]


def _chances(of: Findings) -> list[str]:
    """The size of the register, and what it means for namesakes, in words."""
    size = len(of.lists)
    frequent, uncommon = _OFTEN
    sentences = [
        ngettext("This register holds %(count)s record.", "This register holds %(count)s records.", size) % {"count": number(size)},
        _("Two names that one person in %(share)d carries each:") % {"share": 2**frequent}
        + " "
        + namesakes(size * 2.0 ** (-2 * frequent), size),
        _("Three names that one person in %(share)d carries each:") % {"share": 2**uncommon}
        + " "
        + namesakes(size * 2.0 ** (-3 * uncommon), size),
    ]
    if of.told.size:
        some = of.told[np.unique(np.linspace(0, of.told.size - 1, min(of.told.size, 2_000)).round().astype(np.int64))]
        compared, _explained = of.teller.compared(of.one[some], of.other[some])
        expected = size * 2.0 ** -compared.outcomes.rarity.astype(np.float64)
        share = round(100 * float((expected >= 1).mean()))
        sentences.append(
            _("In %(share)d of 100 proposed pairs at least one other person would be expected to carry the names that agree.")
            % {"share": share}
        )
    return sentences
