"""Deciding what each column means, by the rule stated in the package."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from amana.kernel.imports.cells import Row, Table, as_text
from amana.kernel.imports.columns import forms
from amana.kernel.imports.columns.evidence import fit
from amana.kernel.imports.columns.keys import key, without_number
from amana.kernel.imports.columns.layout import Block, find_headings, head
from amana.kernel.imports.columns.recognise import Candidate, Headings, How, Recognised
from amana.kernel.imports.columns.values import Certainty, Column, Conflict, Layout, Part
from amana.kernel.imports.terms import FieldKind

CLEARLY = 0.4  # how much better, per column, the labels must fit before they overrule the headings for programs
SHOWN_SAMPLES = 3
SEVERAL = (FieldKind.PHONE, FieldKind.CHOICES, FieldKind.COUNTRIES)  # fields that several columns can fill
COUNTERS = frozenset(map(key, "no|n°|nr|num|number|s/n|ser|serial|row|index|ordre|رقم|م|ت|الرقم|ተ.ቁ|_index|#".split("|"))) | {""}


def understand(table: Table, headings: Headings) -> Layout | None:
    """Read the headings of a table and decide what its columns mean; None where no headings are found."""
    rows = head(table)
    if table.headings is not None:
        block = Block(rows=(0,), lines=(table.headings,), skipped=(), first_row=1, score=0)
    else:
        found = find_headings(table, rows, headings)
        if found is None:
            return None
        block = found
    data = [row for row in rows if row.number >= block.first_row]
    columns, conflicts = _decide(block, data, headings)
    recognised = sum(column.part in (Part.FIELD, Part.OPTION) for column in columns)
    if not recognised:
        return None
    return Layout(
        table=table.name,
        heading_rows=block.rows,
        skipped_rows=block.skipped,
        first_row=block.first_row,
        columns=tuple(columns),
        conflicts=tuple(conflicts),
        recognised=recognised,
    )


@dataclass(slots=True)
class _Column:
    """One column while it is being thought about."""

    index: int
    texts: tuple[str, ...]
    by_name: Recognised | None
    by_label: Recognised | None
    values: list[str]
    certainty: Certainty = Certainty.EXACT
    chosen: Recognised | None = None


def _decide(block: Block, data: Sequence[Row], headings: Headings) -> tuple[list[Column], list[Conflict]]:
    width = max([len(line) for line in block.lines] + [len(row.cells) for row in data])
    thoughts = [_think(index, block, data, headings) for index in range(width)]
    conflicts = _settle_conflicts(thoughts, headings)
    for thought in thoughts:
        if thought.chosen is None:
            _take_surer(thought)
    fields = _settle_shared(thoughts, headings)
    return [_column(thought, fields[thought.index], headings) for thought in thoughts], conflicts


def _think(index: int, block: Block, data: Sequence[Row], headings: Headings) -> _Column:
    texts = tuple(line[index] if index < len(line) else "" for line in block.lines)
    values = [text for row in data if index < len(row.cells) and (text := as_text(row.cells[index]).strip())]
    readings = [found for text in reversed(texts) if text and (found := headings.recognise(text))]  # the lowest is the most specific
    if len(texts) > 1 and texts[0] and texts[-1] and texts[0] != texts[-1]:
        joined = headings.recognise(f"{texts[0]} {texts[-1]}")  # "Address" over "Street"
        if joined and joined.how is How.LABEL and (not readings or len(readings[0].candidates) > 1):
            readings.insert(0, joined)
    names = sorted((found for found in readings if found.is_for_programs), key=lambda found: found.how)
    labels = sorted((found for found in readings if not found.is_for_programs), key=lambda found: found.how)
    return _Column(index=index, texts=texts, by_name=names[0] if names else None, by_label=labels[0] if labels else None, values=values)


def _settle_conflicts(thoughts: Sequence[_Column], headings: Headings) -> list[Conflict]:
    """Look at all columns together whose two headings name different fields, because one order or the other is true for all of them."""
    conflicts = []
    for group in _groups([thought for thought in thoughts if _disagree(thought)]):
        by_name = sum(fit(c.values, headings.fields[_first(c.by_name)]) for c in group) / len(group)
        by_label = sum(fit(c.values, headings.fields[_first(c.by_label)]) for c in group) / len(group)
        labels_win = by_label > by_name + CLEARLY
        for thought in group:
            thought.chosen = thought.by_label if labels_win else thought.by_name
            clear = labels_win or by_name > by_label + CLEARLY
            thought.certainty = Certainty.EVIDENCE if clear else Certainty.NAME_OVER_LABEL
        conflicts.append(
            Conflict(
                columns=tuple((c.index, _first(c.by_name), _first(c.by_label)) for c in group),
                taken="label" if labels_win else "name",
                name_fit=round(by_name, 2),
                label_fit=round(by_label, 2),
            )
        )
    return conflicts


def _disagree(thought: _Column) -> bool:
    if thought.by_name is None or thought.by_label is None:
        return False
    if thought.by_name.how is not How.NAME or thought.by_label.how is not How.LABEL:
        return False
    return not set(thought.by_name.candidates) & set(thought.by_label.candidates)


def _first(found: Recognised | None) -> str:
    return found.candidates[0].field if found else ""


def _groups(thoughts: Sequence[_Column]) -> list[list[_Column]]:
    """Columns that exchange fields with each other, directly or over others."""
    groups: list[tuple[set[str], list[_Column]]] = []
    for thought in thoughts:
        fields = {_first(thought.by_name), _first(thought.by_label)}
        touching = [group for group in groups if group[0] & fields]
        merged = (fields.union(*(group[0] for group in touching)), [c for group in touching for c in group[1]] + [thought])
        groups = [group for group in groups if group not in touching] + [merged]
    return [members for _, members in groups]


def _take_surer(thought: _Column) -> None:
    """One reading, or two that agree, or an exact one beside a near one."""
    found = [reading for reading in (thought.by_name, thought.by_label) if reading]
    if not found:
        thought.certainty = Certainty.UNKNOWN
        return
    best = min(found, key=lambda reading: reading.how)
    if len(found) == 2 and (shared := [c for c in found[1].candidates if c in found[0].candidates]):
        best = Recognised(how=best.how, candidates=tuple(shared))
    thought.chosen = best
    thought.certainty = Certainty.EXACT if best.how in (How.NAME, How.LABEL) else Certainty.NEAR


def _settle_shared(thoughts: Sequence[_Column], headings: Headings) -> dict[int, Candidate | None]:
    """Give each column one field and no field two columns: sure ones first, then by neighbours, then by rank."""
    taken: dict[str, _Column] = {}
    fields: dict[int, Candidate | None] = {thought.index: None for thought in thoughts}
    waiting = []
    for thought in sorted(thoughts, key=lambda c: (c.chosen.how if c.chosen else 9, c.index)):
        if thought.chosen is None:
            continue
        if len(thought.chosen.candidates) > 1:
            waiting.append(thought)
        else:
            _give(thought, thought.chosen.candidates, fields, taken, headings)
    for thought in sorted(waiting, key=lambda c: c.index):
        candidates = thought.chosen.candidates if thought.chosen else ()
        near = _group_nearby(thought.index, fields, headings)
        preferred = sorted(candidates, key=lambda c: headings.fields[c.field].group != near)
        if preferred[0] != candidates[0]:
            thought.certainty = Certainty.NEIGHBOURS
        _give(thought, tuple(preferred), fields, taken, headings)
    return fields


def _give(
    thought: _Column, candidates: Sequence[Candidate], fields: dict[int, Candidate | None], taken: dict[str, _Column], headings: Headings
) -> None:
    for candidate in candidates:
        if candidate.option or candidate.field not in taken:
            fields[thought.index] = candidate
            if not candidate.option:
                taken[candidate.field] = thought
            return
        if headings.fields[candidate.field].kind in SEVERAL and _repeats(thought, taken[candidate.field]):
            fields[thought.index] = candidate
            return
    thought.certainty = Certainty.UNKNOWN


def _repeats(thought: _Column, other: _Column) -> bool:
    """ "Phone 2" beside "Phone": the same heading but for a number behind it."""
    return without_number(thought.texts[-1]) == without_number(other.texts[-1])


def _group_nearby(index: int, fields: Mapping[int, Candidate | None], headings: Headings) -> str:
    for distance in (1, 2, 3):
        for near in (index - distance, index + distance):
            candidate = fields.get(near)
            if candidate:
                return headings.fields[candidate.field].group
    return ""


def _column(thought: _Column, candidate: Candidate | None, headings: Headings) -> Column:
    column = Column(
        index=thought.index,
        headings=tuple(text for text in thought.texts),
        part=Part.KEPT,
        certainty=thought.certainty,
        alternatives=_alternatives(thought),
        samples=tuple(dict.fromkeys(thought.values))[:SHOWN_SAMPLES],
    )
    if candidate:
        part = Part.OPTION if candidate.option else Part.FIELD
        return replace(column, part=part, field=candidate.field, option=candidate.option)
    if not any(column.headings) and not thought.values:
        return replace(column, part=Part.EMPTY)
    if _is_counter(thought):
        return replace(column, part=Part.COUNTER)
    if any(column.headings) and (known := forms.part_of(column.headings[-1], column.headings[0])):
        return replace(column, part=known)
    return replace(column, certainty=Certainty.UNKNOWN)


def _alternatives(thought: _Column) -> tuple[str, ...]:
    found = [c.field for reading in (thought.by_name, thought.by_label) if reading for c in reading.candidates]
    return tuple(dict.fromkeys(found))


def _is_counter(thought: _Column) -> bool:
    """Row numbers: a heading such as "No." or none, and whole numbers that go up one by one."""
    if not any(key(text) in COUNTERS or not text for text in thought.texts):
        return False
    numbers = [int(value) for value in thought.values if value.isdecimal() and len(value) < 8]
    if len(thought.values) - len(numbers) > max(1, len(numbers) // 20):  # a total or a signature may stand under the numbers
        return False
    steps = [after - before for before, after in pairwise(numbers)]
    return len(numbers) > 0 and (numbers[0] in (0, 1) or bool(steps)) and all(step >= 1 for step in steps)
