"""Pairs told one by one: their numbers term by term, and the reasons as sentences."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amana.contexts.persons.facade import reasons
from amana.contexts.persons.rules.names import script_of
from amana.engines.matching import Assessment, Evidence, Limit
from amana.engines.matching.evidence import Code
from amana.engines.matching.model.assess import Explained
from amana.engines.matching.model.comparing import Compared, compare_rows
from amana.engines.matching.model.lexicon import Ints
from amana.engines.matching.model.terms import KNOTS, TERMS
from amana.kernel.imports.safe_text import neutralised

from .lists import Lists
from .weighing import Register

DECIMALS = 4
TERM_COLUMNS = ("bits_prior", *(f"bits_{term.name}" for term in TERMS), "bits_rarity")
SIDE = ("record", "list", "row")
PAIR_COLUMNS = (
    *(f"{name}_a" for name in SIDE), *(f"{name}_b" for name in SIDE), "band", "probability", "bits", *TERM_COLUMNS,
    "namesakes", "limits", "scripts", "model", "reasons",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One sentence with its weight; 0 bits is a remark."""

    text: str
    bits: float


def why(assessment: Assessment) -> list[Reason]:
    """The reasons of an assessment, what speaks against first, in the language in force."""
    return [Reason(text=_sentence(one, assessment), bits=one.bits) for one in assessment.evidence]


def _sentence(one: Evidence, assessment: Assessment) -> str:
    # The model counts namesakes in this very register; the sentence of the pages counts them in a million.
    return namesakes(assessment.namesakes, assessment.register_size) if one.code == Code.NAME_COMMON else reasons((one,))[0].text


def namesakes(expected: float, register: int) -> str:
    """How many people would carry the names that agree by chance, in words."""
    if expected < 1:
        shown = f"{expected:.1f}" if expected >= 0.1 else "0.1"
        text = _("In a register of this size about %(count)s other people would carry these names by chance.")
        less = _("In a register of this size fewer than %(count)s other people would carry these names by chance.")
        return (text if expected >= 0.1 else less) % {"count": shown}
    count = min(round(expected), register)
    return ngettext(
        "In a register of this size about %(count)d other person would carry these names by chance.",
        "In a register of this size about %(count)d other people would carry these names by chance.",
        count,
    ) % {"count": count}


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Tells pairs of rows of a register."""

    register: Register
    lists: Lists
    language: str

    def compared(self, one: Ints, other: Ints) -> tuple[Compared, Explained]:
        """Pairs compared again, so that each can be explained."""
        register = self.register
        compared = compare_rows(register.columns, one, register.columns, other, register.frequencies, register.parameters)
        return compared, Explained(compared, register.columns, register.columns, register.frequencies, register.parameters)

    def assessments(self, one: Ints, other: Ints) -> list[Assessment]:
        """What the engine says of each pair."""
        _compared, explained = self.compared(one, other)
        return [explained.of(pair) for pair in range(len(one))]

    def rows(self, one: Ints, other: Ints) -> str:
        """The lines of pairs.csv about some pairs."""
        text = io.StringIO(newline="")
        with translation.override(self.language):
            csv.writer(text, lineterminator="\n").writerows(self._rows(one, other))
        return text.getvalue()

    def _rows(self, one: Ints, other: Ints) -> Iterator[Sequence[object]]:
        compared, explained = self.compared(one, other)
        parameters = self.register.parameters
        by_term = [weights[codes] for weights, codes in zip(parameters.weights, compared.outcomes.codes, strict=True)]
        by_rarity = np.interp(compared.outcomes.rarity, KNOTS, parameters.rarity)
        for pair, (a, b) in enumerate(zip(one.tolist(), other.tolist(), strict=True)):
            found = explained.of(pair)
            bits = [found.prior_bits, *(float(each[pair]) for each in by_term), float(by_rarity[pair])]
            yield (
                *self._side(a),
                *self._side(b),
                found.band.value,
                _number(found.probability),
                _number(found.bits),
                *map(_number, bits),
                f"{found.namesakes:.2f}",
                " ".join(limit.value for limit in found.limits),
                self._scripts(a, b),
                found.model,
                " ".join(reason.text for reason in why(found)),
            )

    def _side(self, record: int) -> tuple[str, str, int]:
        name, file = self.lists.names[record], self.lists.lists[int(self.lists.list_of[record])].name
        return neutralised(name), neutralised(file), int(self.lists.row[record])

    def _scripts(self, one: int, other: int) -> str:
        """The scripts of both sides' names, such as `Arab-Latn`; "" where a side has no name."""
        both = sorted(script for record in (one, other) if (script := self._script(record)))
        return "-".join(both) if len(both) == 2 else ""

    def _script(self, record: int) -> str:
        texts = self.lists.texts(record)
        name = texts.get("name") or " ".join(filter(None, (texts.get(link, "") for link in ("given", "father", "grandfather", "nickname"))))
        return script_of(name).value if name else ""


def is_contradicted(assessment: Assessment) -> bool:
    """Whether something in the facts or names speaks against the pair so much that it is not held to be probable."""
    return Limit.CONTRARY in assessment.limits


def _number(value: float) -> str:
    return f"{value + 0.0:.{DECIMALS}f}"
