"""Maps as values: what a page hands to `{% map %}`. The outlines are drawn by `tools/maps.py` into static/maps.

A map is a picture beside a table, never instead of one: whoever uses it also draws the table with the same facts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from re import compile as pattern
from typing import Final

from django.contrib.staticfiles import finders
from django.utils.functional import Promise

Sentence = str | Promise

PATH_ID: Final = pattern(r'<path id="([A-Z]{2})"')


class Sheet(StrEnum):
    """Which map: the whole world, or the Horn of Africa to Europe."""

    WORLD = "world"
    REGION = "region"

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in SVG units, as `tools/maps.py` draws them."""
        return (1000, 487) if self is Sheet.WORLD else (1000, 1200)


class Fill(StrEnum):
    """How a state is filled. Each has a pattern or a tone of its own, so that no meaning hangs on colour alone."""

    FULL = "full"  # what the map is about holds
    PART = "part"  # it holds in part: signed and not ratified, partly met
    NOT = "not"  # it does not hold, and that is known
    DISPUTED = "disputed"  # sources say different things
    UNKNOWN = "unknown"  # nobody knows, or nobody looked
    WITHHELD = "withheld"  # known, and not shared


@dataclass(frozen=True, slots=True, kw_only=True)
class Shade:
    """One state: its fill, and the sentence that names it and says what holds ("Kenya: party since 2004")."""

    fill: Fill
    text: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """A map that states a finding. `shades` are by ISO 3166-1 alpha-2; other states are drawn without a fill."""

    title: Sentence
    sheet: Sheet
    shades: Mapping[str, Shade]
    legend: Sequence[tuple[Fill, Sentence]]
    source: Sentence
    on: date | None = None
    emphasis: frozenset[str] = field(default_factory=frozenset)  # states drawn with a stronger outline


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A state as it stands in the picture."""

    code: str
    shade: Shade | None
    strong: bool


def drawn(picture: Map) -> tuple[Drawn, ...]:
    """Every state of the sheet: those without a fill first, so that filled ones lie above their outlines."""
    states = [Drawn(code=code, shade=picture.shades.get(code), strong=code in picture.emphasis) for code in on_sheet(picture.sheet)]
    return tuple(sorted(states, key=lambda state: (state.shade is not None, state.strong, state.code)))


@lru_cache(maxsize=2)
def on_sheet(sheet: Sheet) -> tuple[str, ...]:
    """The states that a sheet shows. Empty where the set-up has drawn no maps: the page then shows the table alone."""
    found = finders.find(f"maps/{sheet}.svg")
    if not isinstance(found, str):
        return ()
    return tuple(PATH_ID.findall(Path(found).read_text(encoding="utf-8")))
