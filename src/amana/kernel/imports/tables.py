"""Small tables of spellings under `reference/spellings/`: how sheets write countries, languages, yes and no, and "we do not know"."""

import csv
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from amana.kernel.imports.columns.keys import key
from amana.kernel.vocabulary.files import REFERENCE

FOLDER = REFERENCE / "spellings"


@lru_cache(maxsize=16)
def spellings(table: str) -> Mapping[str, str]:
    """Folded spelling -> code, of one table with the columns `code` and `spelling`."""
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return MappingProxyType({key(line["spelling"]): line["code"] for line in csv.DictReader(lines)})
