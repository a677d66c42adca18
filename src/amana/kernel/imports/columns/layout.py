"""Finding the rows of headings and the first row of data, wherever they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from amana.kernel.imports.cells import Cell, Row, Table, as_text
from amana.kernel.imports.columns.keys import key
from amana.kernel.imports.columns.recognise import Headings, How

LOOK_THROUGH = 60  # rows; titles, logos and instructions stand above, never a hundred rows of them
SAMPLES = 200
_INSTRUCTION = re.compile(
    r"^(?:(?:text|date|number|integer|decimal|string|picklist|multi-?select|select[_ ]?(?:one|multiple)|checkbox|lookup|drop-?down"
    r"|free text|long text|texte|nombre|liste|choix|oui/non|yes/no|نص|تاريخ|رقم)\b.{0,40}"
    r"|(?:e\.?g\.?|ex\.?|example|exemple|مثال|please|enter|choose|select|write|format|veuillez|saisir"
    r"|choisir|indiquer|أدخل|اختر|اكتب)\b.*"
    r"|(?:mandatory|required|optional|core|extended|obligatoire|facultatif|إلزامي|اختياري)"
    r"|[dmyja]{2,4}[-/. ][dmyja]{2,4}[-/. ][dmyja]{2,4})$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Where the headings stand. `lines` are the texts of each heading row, merged cells filled in; `score` how many were understood."""

    rows: tuple[int, ...]
    lines: tuple[tuple[str, ...], ...]
    skipped: tuple[int, ...]
    first_row: int
    score: int


def head(table: Table, count: int = LOOK_THROUGH + SAMPLES) -> tuple[Row, ...]:
    """The first rows of a table."""
    return tuple(islice(table.rows(), count))


def find_headings(table: Table, rows: Sequence[Row], headings: Headings) -> Block | None:
    """Find the heading rows by what they say, or None where no row says enough.

    The row that says most is the anchor. Rows next to it (a blank row between is no matter) belong to it when a good part of them
    says something too: names for programs, labels, labels in a second language, merged group titles. What stands above is a title;
    below, rows of instructions ("Text", "dd/mm/yyyy", "choose one") are passed over.
    """
    candidates = list(rows[:LOOK_THROUGH])
    scores = [_score(row, headings) for row in candidates]
    if not scores or max(scores) < 1:
        return None
    anchor = scores.index(max(scores))
    if scores[anchor] < 2 and anchor > 0 and sum(1 for cell in candidates[anchor].cells if as_text(cell).strip()) > 3:
        return None  # one word in the middle of a table that happens to be a heading
    first = last = anchor
    while first > 0 and _belongs(candidates[first - 1], scores[first - 1], candidates[first]):
        first -= 1
    while last + 1 < len(candidates) and _belongs(candidates[last + 1], scores[last + 1], candidates[last]):
        last += 1
    below = last + 1
    while below < len(candidates) and _is_instruction(candidates[below]):
        below += 1
    chosen = candidates[first : last + 1]
    group = candidates[first - 1] if first > 0 and _is_group_row(table, candidates[first - 1], chosen[0]) else None
    lines = tuple(_texts(table, row) for row in chosen)
    if group is not None:
        lines = (_texts(table, group), *lines)
    start = candidates[below].number if below < len(candidates) else chosen[-1].number + 1
    return Block(
        rows=tuple(row.number for row in ([group] if group else []) + list(chosen)),
        lines=lines,
        skipped=tuple(row.number for row in candidates[:below] if row.number < start and row not in chosen and row is not group),
        first_row=start,
        score=max(scores),
    )


def _score(row: Row, headings: Headings) -> int:
    """How many cells are headings. Near spellings of labels count only beside others: data can look like them."""
    texts = [as_text(cell) for cell in row.cells if isinstance(cell, str) and cell.strip()]
    found = [recognised for text in texts if len(text) < 200 and (recognised := headings.recognise(text))]
    sure = sum(recognised.how is not How.LABEL_TYPO for recognised in found)
    return len(found) if sure else 0


def _belongs(row: Row, score: int, neighbour: Row) -> bool:
    filled = sum(1 for cell in row.cells if as_text(cell).strip())
    return score >= 2 and score * 2 >= filled and abs(row.number - neighbour.number) <= 2


def _is_instruction(row: Row) -> bool:
    texts = [as_text(cell).strip() for cell in row.cells if as_text(cell).strip()]
    told = sum(bool(_INSTRUCTION.match(text)) for text in texts)
    return len(texts) > 1 and told * 2 >= len(texts)


def _is_group_row(table: Table, row: Row, below: Row) -> bool:
    """A row of merged titles directly over the headings ("Address" over street, city, country)."""
    if below.number - row.number != 1:
        return False
    return (
        any(top == row.number and right > left for top, left, _, right in table.merged)
        and sum(1 for cell in row.cells if as_text(cell).strip()) >= 2
    )


def _texts(table: Table, row: Row) -> tuple[str, ...]:
    """The texts of a heading row, with the text of a merged cell repeated over all the columns it covers."""
    cells: list[Cell] = list(row.cells)
    for top, left, bottom, right in table.merged:
        if top == row.number and bottom >= row.number and left < len(cells):
            for index in range(left, min(right + 1, len(cells))):
                cells[index] = cells[left]
    return tuple(as_text(cell).strip() if isinstance(cell, str) else "" for cell in cells)


def is_form_definition(rows: Sequence[Row]) -> bool:
    """A sheet of an XLSForm itself (its questions, its choices) and not the answers to it, by the headings such sheets must have."""
    for row in rows:
        keys = {key(as_text(cell)) for cell in row.cells}
        if {"type", "name", "label"} <= keys or {"listname", "name", "label"} <= keys:
            return True
    return False
