"""What a longer document is made of, whichever form it takes: `pdf` sets it with Typst, `word.word` writes it as a DOCX."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from amana.kernel.documents.rendering import render


class Manner(StrEnum):
    """How a paragraph speaks: plainly, as a side note, or as a gap that somebody has to fill."""

    PLAIN = "plain"
    NOTE = "note"
    GAP = "gap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of level 1 (below the title) or 2."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph. `language` where it is another one than the document's."""

    text: str
    manner: Manner = Manner.PLAIN
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Labels and what stands behind them."""

    lines: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table with a heading row."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


Part = Heading | Paragraph | Pairs | Grid


def pdf(parts: Sequence[Part], *, language: str, title: str, node: str, organisation: str) -> bytes:
    """The document as a tagged PDF. Raises UnknownPaper, PaperNotWritable."""
    data = {"node": node, "organisation": organisation, "parts": [_plain(part) for part in parts]}
    return render("document.typ", data, language=language, title=title)


def _plain(part: Part) -> dict[str, object]:
    match part:
        case Heading():
            return {"kind": "heading", "text": part.text, "level": part.level + 1}
        case Paragraph():
            return {"kind": "paragraph", "text": part.text, "manner": part.manner.value, "language": part.language}
        case Pairs():
            return {"kind": "pairs", "lines": [{"label": label, "value": value} for label, value in part.lines]}
        case Grid():
            return {"kind": "grid", "columns": list(part.columns), "rows": [list(row) for row in part.rows]}
