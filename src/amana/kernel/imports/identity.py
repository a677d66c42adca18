"""When two rows are the same row: in one file, and in files imported before.

The print of a row is made of what it says, not of where it stands or in which format, so the same people in CSV and XLSX are the same
rows. In the database it is a keyed hash per organisation, which tells nothing to someone who holds the database alone. Rows that name
nobody ("a woman, Eritrean") are counted: the second such row of a file is a second person.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from amana.kernel.imports.targets import Target


def canonical(content: Mapping[str, Any], occurrence: int = 1) -> bytes:
    """The bytes that make a row: everything it says, in a fixed order, and its count if it names nobody."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{occurrence}\n{text}".encode()


class Repeats:
    """Remembers the rows of one file as short hashes (16 bytes each), for 250,000 rows at most."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._first: dict[bytes, int] = {}
        self._nameless: Counter[bytes] = Counter()

    def look_at(self, payload: Mapping[str, Any], number: int, *, counts: bool) -> tuple[bytes, int]:
        """What makes a row this row, and the number of an earlier row that names the same person and says the same, or 0.

        counts  whether the row is good enough for later ones to be its repeats
        """
        said = self._target.identity(payload)
        content = canonical(said.content)
        digest = hashlib.blake2b(content, digest_size=16).digest()
        if not said.names_somebody:
            self._nameless[digest] += 1
            return canonical(said.content, self._nameless[digest]), 0
        if not counts:
            return content, 0
        first = self._first.setdefault(digest, number)
        return content, 0 if first == number else first
