"""One pass over a log, collecting what does not fit. Keeps no entries, only the places of trouble."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from amana.engines.sealing.checkpoint import Checkpoint
from amana.engines.sealing.commitment import committed_leaf
from amana.engines.sealing.merkle import CompactRange
from amana.kernel.audit.findings import Fault, Problem
from amana.kernel.audit.sources import Leaf, Text
from amana.kernel.audit.stretches import Stretch, add, joined, size_of, without

MOST_NAMED = 1000  # places of one kind that are named; a log in ruins needs no longer list


@dataclass(frozen=True, slots=True)
class Mark:
    """A signed checkpoint to compare the log with."""

    size: int
    root: bytes
    where: str


@dataclass(slots=True)
class _Shifted:
    """Entries first..last stand `by` places before the place their text names."""

    first: int
    last: int
    by: int


class Walk:
    """Fed with every leaf and its text, in order."""

    def __init__(self, origin: str, marks: list[Mark]) -> None:
        self.origin = origin
        self.tree = CompactRange()
        self.last_good = CompactRange()
        self.size = 0
        self.erased: list[Stretch] = []
        self.restored: list[tuple[int, int]] = []
        self._marks = marks[::-1]
        self._failed: list[tuple[CompactRange, Mark]] = []
        self._missing: list[Stretch] = []
        self._unexpected: list[int] = []
        self._declared: list[Stretch] = []
        self._columns: list[int] = []
        self._mismatched: list[tuple[int, bytes, bytes, int]] = []
        self._shifted: list[_Shifted] = []

    def leaf(self, leaf: Leaf, text: Text | None) -> None:
        """The next leaf, with its text if there is one."""
        if leaf.index > self.size:
            self._missing.append((self.size, leaf.index - 1))
        self.size = leaf.index + 1
        self.tree = self.tree.append(leaf.leaf_hash)
        if text is None:
            add(self._missing, leaf.index)
        elif text.salt is None or text.text is None:
            add(self.erased, leaf.index)
        else:
            self._text(leaf, text.salt, text.text, text.columns)
        self._compare()

    def text_without_leaf(self, index: int) -> None:
        """A text whose leaf is not there: the leaf was removed, or the text was put in."""
        if len(self._unexpected) < MOST_NAMED:
            self._unexpected.append(index)

    def _compare(self) -> None:
        while self._marks and self._marks[-1].size <= self.size:
            mark = self._marks.pop()
            if mark.size == self.tree.size and mark.root == self.tree.root():
                self.last_good = self.tree
            else:
                self._failed.append((self.last_good, mark))

    def _text(self, leaf: Leaf, salt: bytes, text: bytes, columns: Mapping[str, Any] | None) -> None:
        said = read_text(text)
        named = said.get("index", leaf.index)
        computed = committed_leaf(salt, text)
        if computed != leaf.leaf_hash:
            if len(self._mismatched) < MOST_NAMED:
                self._mismatched.append((leaf.index, computed, leaf.leaf_hash, named))
            return
        if named != leaf.index:
            self._shift(leaf.index, named - leaf.index)
        elif columns is not None and not _agree(said, columns) and len(self._columns) < MOST_NAMED:
            self._columns.append(leaf.index)
        facts = said.get("log_facts", {})
        self._declared += [(first, last) for first, last in facts.get("erases", ())]
        if "restores" in facts:
            self.restored.append((facts["restores"]["from"], facts["restores"]["to"]))

    def _shift(self, index: int, by: int) -> None:
        if self._shifted and self._shifted[-1].last == index - 1 and self._shifted[-1].by == by:
            self._shifted[-1].last = index
        elif len(self._shifted) < MOST_NAMED:
            self._shifted.append(_Shifted(index, index, by))

    # what it comes to

    def problems(self) -> list[Problem]:
        """Everything that has a place."""
        taken_out, moved = self._taken_out()
        missing = joined([*self._missing, *without(self.erased, self._declared), *taken_out])
        pairs, edited = self._swapped()
        pairs |= {(min(at, at + by), max(at, at + by)) for at, by in moved}
        inside = {index for index in self._unexpected if any(first <= index <= last for first, last in missing)}
        return [
            *(Problem(fault=Fault.EDITED, first=index) for index in edited),
            *(Problem(fault=Fault.EDITED, first=index, where="columns") for index in self._columns),
            *(Problem(fault=Fault.MISSING, first=first, second=last) for first, last in missing),
            *(Problem(fault=Fault.UNEXPECTED, first=index) for index in self._unexpected if index not in inside),
            *(Problem(fault=Fault.REORDERED, first=one, second=other) for one, other in sorted(pairs)),
        ]

    def removed(self) -> int:
        """How many entries were taken out of the middle and the rest moved up, so that the log is that much shorter."""
        return size_of(self._taken_out()[0])

    def _taken_out(self) -> tuple[list[Stretch], list[tuple[int, int]]]:
        """Shifted entries are either what follows a removed stretch (to the very end of the log), or swapped ones."""
        tail: list[_Shifted] = []
        rest = list(self._shifted)
        end = self.size - 1
        while rest and rest[-1].by > 0 and rest[-1].last == end and (not tail or rest[-1].by < tail[-1].by):
            tail.append(rest.pop())
            end = tail[-1].first - 1
        gone, before = [], 0
        for run in reversed(tail):
            gone.append((run.first + before, run.first + run.by - 1))
            before = run.by
        return gone, [(at, run.by) for run in rest for at in range(run.first, min(run.last + 1, run.first + MOST_NAMED))]

    def _swapped(self) -> tuple[set[tuple[int, int]], list[int]]:
        """Texts that fit another entry's leaf were swapped with it; texts that fit none were edited."""
        place_of = {leaf_hash: index for index, _, leaf_hash, _ in self._mismatched}
        pairs, edited = set(), []
        for index, computed, _, named in self._mismatched:
            other = place_of.get(computed, named)
            if other == index:
                edited.append(index)
            else:
                pairs.add((min(index, other), max(index, other)))
        return pairs, edited

    def set_back_by_restore(self, size: int) -> bool:
        """Whether a restored backup explains that a checkpoint of this size no longer holds."""
        return any(after < size <= before for before, after in self.restored)

    def unexplained_mark(self) -> tuple[CompactRange, Mark] | None:
        """The first checkpoint that does not hold though no restore explains it, and the tree at the last one before that did."""
        return next(((tree, mark) for tree, mark in self._failed if not self.set_back_by_restore(mark.size)), None)


def signed_by(public_key: bytes, signature: bytes, checkpoint: Checkpoint) -> bool:
    """Whether this is the key's signature over the checkpoint."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, checkpoint.text().encode())
    except InvalidSignature:
        return False
    return True


def read_text(text: bytes) -> dict[str, Any]:
    """The canonical text as values; nothing, if it is not JSON (then its hash does not fit its leaf either)."""
    try:
        said = json.loads(text)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _agree(said: Mapping[str, Any], columns: Mapping[str, Any]) -> bool:
    at: datetime = columns["at"]
    if at.astimezone(UTC).isoformat(timespec="microseconds") != said.get("at"):
        return False
    return all(str(columns[name] or "") == str(said.get(name, "")) for name in ("kind", "name", "actor", "organisation", "file"))
