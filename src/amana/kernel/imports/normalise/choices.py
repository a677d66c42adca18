"""Values from a code list, written as code or as label, in any of the known spellings, or nearly so."""

from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from amana.kernel.imports.columns.keys import key
from amana.kernel.imports.fields import Field
from amana.kernel.imports.normalise.splitting import split_known
from amana.kernel.imports.normalise.values import Noted, Reading, Unreadable
from amana.kernel.imports.terms import FieldKind

NEAR_FROM = 6  # letters; shorter codes are too close to each other
SHOWN_CHOICES = 6
OTHER = "Other"  # every open list of the standard has this code


class ChoiceReader:
    """Reads the cells of one field with a code list. Sheets repeat the same few texts, so what was read is kept."""

    def __init__(self, field: Field) -> None:
        self._field = field
        self._several = field.kind is FieldKind.CHOICES
        self._table: dict[str, str] = {}
        for code in field.codes:
            self._table.setdefault(key(code.code), code.code)
        for code in field.codes:
            for text in (str(code.label), *code.spellings):
                self._table.setdefault(key(text), code.code)
        self._read = lru_cache(maxsize=4096)(self._read_text)
        self.codes_in = lru_cache(maxsize=4096)(self._exactly)

    def read(self, text: str) -> Reading:
        """Read one choice or several.

        An entry outside an open list becomes Other and its words are kept under "other". Raises Unreadable with what the list offers.
        """
        return self._read(text)

    def _exactly(self, text: str) -> tuple[str, ...]:
        """The codes a text names exactly, or nothing if any part of it is none."""
        codes, unknown = split_known(text, self._table.get)
        return () if unknown else codes

    def _read_text(self, text: str) -> Reading:
        codes, unknown = split_known(text, self._table.get)
        found = list(codes)
        noted: list[Noted] = []
        others: list[str] = []
        for piece in unknown:
            if near := self._near(key(piece)):
                found.append(near)
                noted.append(Noted(code="choice.near", data={"read_as": self._label(near)}))
            elif self._field.open_list:
                others.append(piece)
            else:
                offered = ", ".join(str(code.label) for code in self._field.codes[:SHOWN_CHOICES])
                raise Unreadable("choice.unknown", offered=offered)
        if others:
            found.append(OTHER)
            noted.append(Noted(code="choice.other"))
        unique = tuple(dict.fromkeys(found))
        if not self._several and len(unique) > 1:
            raise Unreadable("choice.several")
        value = unique if self._several else unique[0]
        return Reading(value=value, beside={"other": "; ".join(others)} if others else {}, noted=tuple(noted))

    def _label(self, wanted: str) -> str:
        return next(str(code.label) for code in self._field.codes if code.code == wanted)

    def _near(self, text: str) -> str:
        if len(text) < NEAR_FROM:
            return ""
        allowed = 1 if len(text) < 12 else 2
        found = {code for known, code in self._table.items() if _distance(text, known, allowed) <= allowed}
        return found.pop() if len(found) == 1 else ""


def _distance(text: str, known: str, allowed: int) -> int:
    if len(known) < NEAR_FROM or abs(len(text) - len(known)) > allowed:
        return allowed + 1
    return DamerauLevenshtein.distance(text, known, score_cutoff=allowed)
