"""The calibration again, from pairs that people decided. It writes a parameter file for review and changes nothing by itself.

Weights stay as they are. Where people decided pairs, their share of true ones takes the place of the invented world's; below the lightest
of these pairs the steps in force stay, never above what was found there, because nobody is shown such pairs.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from json import dumps
from pathlib import Path

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from amana.engines.matching.model.calibration import calibrated
from amana.engines.matching.model.parameters import Calibration, Parameters, read, written
from amana.kernel.imports.errors import FileNotReadable
from amana.kernel.imports.readers.text import decode
from amana.kernel.vocabulary.weights import weights

from .errors import ListNotReadable, ListNotThere, ReviewedNotReadable, TooFewReviewed

LEAST, LEAST_OF_EACH = 400, 60  # a step of the calibration rests on at least 60 true pairs
_SAME = frozenset({"same", "1", "true", "yes", "même", "meme", "identique", "نفسه", "نفس الشخص"})
_DIFFERENT = frozenset({"different", "0", "false", "no", "différent", "différente", "autre", "مختلف", "مختلفة"})
_BINS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 0.99, 0.999, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """Pairs that were decided under one set of parameters, and how many rows say nothing: undecided, or weighed by other parameters."""

    bits: NDArray[np.float64]
    same: NDArray[np.bool_]
    scripts: Sequence[str]
    undecided: int
    of_others: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliable:
    """One line of a reliability table: what the model in force states on average, the true share, and of how many pairs."""

    scripts: str
    stated: float
    true_share: float
    pairs: int


def recalibrate(reviewed: Path, out: Path) -> Iterator[str]:
    """Write the file and tell what was found, line by line. Raises ReviewedNotReadable, TooFewReviewed, ListNotThere."""
    parameters = weights()
    found = reviewed_pairs(reviewed, parameters.version)
    fresh = replace(parameters, calibration=recalibrated(found, parameters))
    stored = written(f"{parameters.version.rpartition('-')[0]}-reviewed", fresh)
    read(stored)
    table = reliability(found, parameters)
    content = {**stored, "reviewed": {"model": parameters.version, "pairs": len(found.bits), "reliability": [_row(each) for each in table]}}
    unfinished = out.with_name(f".{out.name}.unfinished")
    unfinished.write_text(dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    unfinished.replace(out)
    yield _("%(count)d pairs were decided; %(undecided)d rows say nothing, %(others)d were weighed by another version.") % {
        "count": len(found.bits),
        "undecided": found.undecided,
        "others": found.of_others,
    }
    yield f"{_('Scripts'):<12} {_('Stated'):>10} {_('True share'):>12} {_('Pairs'):>8}"
    for each in table:
        yield f"{each.scripts or _('All'):<12} {each.stated:>10.3f} {each.true_share:>12.3f} {each.pairs:>8}"
    yield _(
        "Written for review: %(file)s (%(version)s). It is not in force until it takes the place of reference/matching/parameters.json."
    ) % {
        "file": out.name,
        "version": stored["version"],
    }


def reviewed_pairs(path: Path, version: str) -> Reviewed:
    """The decided pairs of a table with the columns bits, model and decision. Raises ReviewedNotReadable, ListNotThere."""
    rows = csv.DictReader(io.StringIO(_text(path), newline=""))
    missing = [name for name in ("bits", "model", "decision") if name not in (rows.fieldnames or ())]
    if missing:
        raise ReviewedNotReadable(file=path.name, row=1, why=_("there is no column %(name)s") % {"name": missing[0]})
    bits, same, scripts, undecided, others = [], [], [], 0, 0
    for number, row in enumerate(rows, start=2):
        decision = (row["decision"] or "").strip().casefold()
        if decision not in _SAME | _DIFFERENT:
            undecided += 1
        elif (row["model"] or "").strip() != version:
            others += 1
        else:
            bits.append(_bits(row["bits"], path.name, number))
            same.append(decision in _SAME)
            scripts.append((row.get("scripts") or "").strip())
    return Reviewed(bits=np.array(bits, float), same=np.array(same, bool), scripts=scripts, undecided=undecided, of_others=others)


def _text(path: Path) -> str:
    try:
        return decode(path.read_bytes()).text
    except OSError as problem:
        raise ListNotThere(file=path.name) from problem
    except FileNotReadable as problem:
        raise ListNotReadable(file=path.name, why=problem.message(), help=problem.advice()) from problem


def _bits(text: str | None, file: str, row: int) -> float:
    try:
        bits = float(text or "")
    except ValueError:
        bits = float("nan")
    if not np.isfinite(bits):
        raise ReviewedNotReadable(file=file, row=row, why=_("“%(text)s” is no weight in bits") % {"text": text or ""})
    return bits


def recalibrated(found: Reviewed, of: Parameters) -> Calibration:
    """Steps from the decided pairs, and those in force below them. Raises TooFewReviewed."""
    same, different = int(found.same.sum()), int((~found.same).sum())
    if same + different < LEAST or min(same, different) < LEAST_OF_EACH:
        raise TooFewReviewed(same=same, different=different, least=LEAST, each=LEAST_OF_EACH)
    fresh, old = calibrated(found.bits, found.same), of.calibration
    below = old.bits < min(fresh.bits[0], found.bits.min())
    return Calibration(
        bits=np.concatenate([old.bits[below], fresh.bits]),
        probability=np.concatenate([np.minimum(old.probability[below], fresh.probability[0]), fresh.probability]),
        lower=np.concatenate([np.minimum(old.lower[below], fresh.lower[0]), fresh.lower]),
    )


def reliability(found: Reviewed, of: Parameters) -> list[Reliable]:
    """What the model in force states beside what people decided: over all pairs, then for each pair of scripts that is told."""
    stated, _lower = of.calibration(found.bits)
    kinds = np.array(found.scripts, object)
    lines = []
    for scripts in ("", *sorted({each for each in found.scripts if each})):
        chosen = np.ones(len(stated), bool) if not scripts else kinds == scripts
        places = np.digitize(stated[chosen], _BINS[1:-1])
        for place in np.unique(places).tolist():
            inside = places == place
            share = float(found.same[chosen][inside].mean())
            lines.append(Reliable(scripts=scripts, stated=float(stated[chosen][inside].mean()), true_share=share, pairs=int(inside.sum())))
    return lines


def _row(line: Reliable) -> dict[str, object]:
    return {"scripts": line.scripts, "stated": round(line.stated, 4), "true_share": round(line.true_share, 4), "pairs": line.pairs}
