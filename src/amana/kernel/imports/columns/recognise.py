"""Which field a heading names."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz.distance import DamerauLevenshtein

from amana.kernel.imports.columns.keys import key, readings, steps
from amana.kernel.imports.fields import Field

NAME_TYPO_FROM = 10  # shorter names are too close to each other for guessing
LABEL_TYPO_FROM = 8


class How(IntEnum):
    """How a heading was recognised; the lower, the surer."""

    NAME = 0
    LABEL = 1
    NAME_TYPO = 2
    LABEL_TYPO = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One field a heading may mean; `option` is the code where the column holds one choice of it as yes or no."""

    field: str
    option: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """What one heading may mean: all candidates of the surest way of reading it, best first."""

    how: How
    candidates: tuple[Candidate, ...]

    @property
    def is_for_programs(self) -> bool:
        return self.how in (How.NAME, How.NAME_TYPO)


class Headings:
    """All headings of a set of fields, ready to be looked up."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self.fields = {field.name: field for field in fields}
        self._names: dict[str, list[str]] = defaultdict(list)
        labels: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for field in fields:
            for name in (field.name, *field.other_names):
                self._names[key(name)].append(field.name)
            for heading in field.headings:
                labels[key(heading.text)].append((heading.rank, field.name))
        self._labels = {text: list(dict.fromkeys(name for _, name in sorted(known))) for text, known in labels.items()}
        self._options = {field.name: _options(field) for field in fields if field.codes}
        self._names_near, self._labels_near = _Near(self._names), _Near(self._labels)
        self._seen: dict[str, Recognised | None] = {}

    def recognise(self, text: str) -> Recognised | None:
        """Read one heading, or None. Many sheets repeat a heading in every row of a block, so answers are kept."""
        if text not in self._seen:
            whole = self._known(key(text))
            self._seen[text] = whole or self._option(text) or self._exact(text) or self._last_step(text) or self._near(text)
        return self._seen[text]

    def _known(self, found: str) -> Recognised | None:
        if names := self._names.get(found):
            return _recognised(How.NAME, names)
        if labels := self._labels.get(found):
            return _recognised(How.LABEL, labels)
        return None

    def _exact(self, text: str) -> Recognised | None:
        keys = readings(text)
        for found in keys:
            if names := self._names.get(found):
                return _recognised(How.NAME, names)
        for found in keys:
            if names := self._labels.get(found):
                return _recognised(How.LABEL, names)
        return None

    def _option(self, text: str) -> Recognised | None:
        """`Methods of Control/Threatens children/family`: some cut leaves a field on the left and one of its codes on the right."""
        for left, right in steps(text):
            field = self._exact(left) or self._last_step(left)
            if field is None:
                continue
            known = [c.field for c in field.candidates if key(right) in self._options.get(c.field, {})]
            if known:
                code = self._options[known[0]][key(right)]
                return Recognised(how=field.how, candidates=(Candidate(field=known[0], option=code),))
        return None

    def _last_step(self, text: str) -> Recognised | None:
        """`group_ab1/prs_FirstName`: groups of a form stand before the question."""
        for _, last in reversed(steps(text)):
            if found := self._exact(last):
                return found
        return None

    def _near(self, text: str) -> Recognised | None:
        wanted = key(text)
        if found := self._names_near.to(wanted, NAME_TYPO_FROM):
            return _recognised(How.NAME_TYPO, [name for near in found for name in self._names[near]])
        if found := self._labels_near.to(wanted, LABEL_TYPO_FROM):
            return _recognised(How.LABEL_TYPO, [name for near in found for name in self._labels[near]])
        return None


def _recognised(how: How, names: Sequence[str]) -> Recognised:
    return Recognised(how=how, candidates=tuple(Candidate(field=name) for name in dict.fromkeys(names)))


class _Near:
    """Known texts by their first letter: sixty rows of data are looked at for headings, and hardly any text shares one with a label."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known: dict[str, list[str]] = defaultdict(list)
        for text in known:
            self._known[text[:1]].append(text)

    def to(self, wanted: str, shortest: int) -> list[str]:
        """The known texts within one slip per eight letters, at most two; several at the same distance are all given back."""
        if len(wanted) < shortest:
            return []
        allowed = 2 if len(wanted) >= 16 else 1
        near: dict[int, list[str]] = defaultdict(list)
        for text in self._known.get(wanted[:1], ()):
            if abs(len(text) - len(wanted)) <= allowed:
                distance = DamerauLevenshtein.distance(wanted, text, score_cutoff=allowed)
                if distance <= allowed:
                    near[distance].append(text)
        return near[min(near)] if near else []


def _options(field: Field) -> dict[str, str]:
    known: dict[str, str] = {}
    for code in field.codes:
        for text in (code.code, str(code.label), *code.spellings):
            known.setdefault(key(text), code.code)
    return known
