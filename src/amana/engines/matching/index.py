"""What the engine asks of whoever stores the keys: three questions, answered in bulk.

The store holds rows (hashed key, person number). It never sees what a key says and the engine never sees the hash.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from .values import Fetch, Key, Record


class Index(Protocol):
    """A register's blocking keys, as the engine needs them."""

    def counts(self, keys: Sequence[Key], ceiling: int) -> Mapping[Key, int]:
        """How many persons hold each key; absent or 0 for none, any number >= `ceiling` for "at least so many".

        Counting stops at the ceiling, so no counter table is needed: per key
        `SELECT count(*) FROM (SELECT 1 FROM postings WHERE key = ? LIMIT ceiling)`. Up to 1,000 keys in one call.
        """
        ...

    def holders(self, fetches: Sequence[Fetch]) -> Sequence[Sequence[int]]:
        """Person numbers for each fetch, in its order: those who hold all its keys, at most `limit` of them."""
        ...

    def records(self, persons: Sequence[int]) -> Mapping[int, Record]:
        """The unsealed records of these persons (at most 120 in one search); absent where they may not be seen."""
        ...
