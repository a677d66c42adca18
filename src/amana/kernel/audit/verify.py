"""Checking a log: whole, unchanged, in order, and the one whose checkpoints were signed. Needs no passphrase and little memory.

Every text is hashed against its leaf, every leaf goes into the tree, and the tree is compared with each signed checkpoint it passes.
Where only the comparison fails, the leaves' own signatures say at which entry the log was rewritten.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from amana.engines.sealing.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint, verifier_key
from amana.engines.sealing.cosignature import cosigned
from amana.engines.sealing.errors import NoteInvalid, ProofInvalid
from amana.engines.sealing.merkle import CompactRange
from amana.kernel.audit.findings import Fault, Problem, Report, Witnessed
from amana.kernel.audit.sources import DatabaseLog, ExportedLog, Head, KeptCheckpoint, LogSource, Text
from amana.kernel.audit.stretches import size_of
from amana.kernel.audit.walk import Mark, Walk, signed_by

Progress = Callable[[int, int], None]
_EVERY = 5000


def verify_node(progress: Progress | None = None) -> Report:
    """Check the log of this node, against the checkpoints in the database, the key store and the text file."""
    return verify(DatabaseLog(), progress)


def verify_export(path: Path, *, public_key: bytes | None = None, progress: Progress | None = None) -> Report:
    """Check an exported log, anywhere. Without `public_key` compare the report's `verifier_key` with the one you were given.

    Raises ExportUnreadable.
    """
    return verify(ExportedLog(path, public_key=public_key), progress)


def verify(source: LogSource, progress: Progress | None = None) -> Report:
    """Check a log and name everything that is wrong with it."""
    problems: list[Problem] = []
    head = source.head()
    marks = _marks(source, head, problems)
    walk = _walked(source, marks, head.size if head else 0, progress)
    problems += walk.problems()
    problems += _rewritten(source, walk, problems)
    problems += _forged(source, walk, head)
    if cut := _cut(walk, marks):
        problems = [p for p in problems if p.fault is not Fault.UNEXPECTED or (p.first or 0) < walk.size] + cut
    witnessed = _witnessed(source, problems)
    return Report(
        size=walk.size,
        root=walk.tree.root(),
        verifier_key=verifier_key(source.origin, source.public_key),
        problems=tuple(problems),
        erased=size_of(walk.erased),
        restored=tuple(walk.restored),
        checked_against=len(marks),
        witnessed=witnessed,
    )


def _witnessed(source: LogSource, problems: list[Problem]) -> tuple[Witnessed, ...]:
    """What each witness cosigned last. Those whose cosignature is not good are problems; the log itself is compared as with any mark."""
    latest: dict[str, Witnessed] = {}
    for kept in source.cosignatures():
        try:
            checkpoint, at = cosigned(kept.note, origin=source.origin, public_key=source.public_key, witness_key=kept.key)
        except NoteInvalid:
            problems.append(Problem(fault=Fault.BAD_COSIGNATURE, where=kept.witness))
            continue
        before = latest.get(kept.witness)
        if before is None or before.size <= checkpoint.size:
            latest[kept.witness] = Witnessed(witness=kept.witness, size=checkpoint.size, at=datetime.fromtimestamp(at, UTC), key=kept.key)
    return tuple(latest[name] for name in sorted(latest))


def _marks(source: LogSource, head: Head | None, problems: list[Problem]) -> list[Mark]:
    """The signed checkpoints and the signed head, smallest first. Those whose signature is not good are problems."""
    found: dict[tuple[int, bytes], Mark] = {}
    kept = [*source.checkpoints(), *([KeptCheckpoint(head.note, "head")] if head and head.note else [])]
    for checkpoint in kept:
        try:
            opened = open_checkpoint(checkpoint.note, origin=source.origin, public_key=source.public_key)
        except NoteInvalid:
            problems.append(Problem(fault=Fault.BAD_SIGNATURE, where=checkpoint.where))
            continue
        found.setdefault((opened.size, opened.root), Mark(opened.size, opened.root, checkpoint.where))
    return sorted(found.values(), key=lambda mark: mark.size)


def _walked(source: LogSource, marks: list[Mark], size: int, progress: Progress | None) -> Walk:
    """Go through leaves and texts side by side, in order."""
    walk = Walk(source.origin, marks)
    texts: Iterator[Text] = source.texts()
    text = next(texts, None)
    for leaf in source.leaves():
        while text is not None and text.index < leaf.index:
            walk.text_without_leaf(text.index)
            text = next(texts, None)
        walk.leaf(leaf, text if text is not None and text.index == leaf.index else None)
        if text is not None and text.index == leaf.index:
            text = next(texts, None)
        if progress and leaf.index % _EVERY == 0:
            progress(leaf.index, max(size, leaf.index + 1))
    while text is not None:
        walk.text_without_leaf(text.index)
        text = next(texts, None)
    if progress:
        progress(walk.size, walk.size)
    return walk


def _rewritten(source: LogSource, walk: Walk, problems: list[Problem]) -> list[Problem]:
    """Find the entry that was rewritten together with its leaf: a checkpoint does not hold there and no restore explains it."""
    failing = walk.unexplained_mark()
    if failing is None:
        return []
    tree, mark = failing
    index = _first_unsigned(source, tree, mark.size)
    if index is None:
        return [Problem(fault=Fault.REPLACED, first=tree.size, second=mark.size, where=mark.where)]
    return [] if any(problem.covers(index) for problem in problems) else [Problem(fault=Fault.EDITED, first=index)]


def _first_unsigned(source: LogSource, tree: CompactRange, until: int) -> int | None:
    """The first leaf after this tree that does not stand where it was signed."""
    for leaf in source.leaves(tree.size):
        if leaf.index >= until:
            break
        if leaf.index > tree.size:
            return tree.size
        tree = tree.append(leaf.leaf_hash)
        if not signed_by(source.public_key, leaf.signature, Checkpoint(origin=source.origin, size=tree.size, root=tree.root())):
            return leaf.index
    return None


def _cut(walk: Walk, marks: list[Mark]) -> list[Problem]:
    largest = max((mark.size for mark in marks if not walk.set_back_by_restore(mark.size)), default=0)
    if walk.size + walk.removed() >= largest:
        return []
    return [Problem(fault=Fault.TRUNCATED, first=largest, second=walk.size)]


def _forged(source: LogSource, walk: Walk, head: Head | None) -> list[Problem]:
    """A head that is not what its own signature says, or one of an earlier time put back."""
    if head is None:
        return [Problem(fault=Fault.FORGED_HEAD)] if walk.size else []
    try:
        stated = parse_checkpoint(head.note) if head.note else None
        tree = CompactRange.from_bytes(head.size, head.roots)
    except (NoteInvalid, ProofInvalid):
        return [Problem(fault=Fault.FORGED_HEAD)]
    if stated and (head.size, head.root, tree.root()) != (stated.size, stated.root, stated.root):
        return [Problem(fault=Fault.FORGED_HEAD)]
    if walk.size > head.size:
        now = source.head()  # entries may have been added while the log was read; a head never falls behind its leaves
        if now is None or now.size < walk.size:
            return [Problem(fault=Fault.FORGED_HEAD)]
    return []
