"""Nodes watch over each other's logs: this one cosigns what others show it, and keeps what others cosigned for it.

A node that rewrites or shortens its log after others have seen it is found out the next time it asks one of them, and its own two
signatures are the evidence. Who asks whom, and how it gets there, belongs to the exchange.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from amana.engines.sealing.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from amana.engines.sealing.cosignature import cosign as cosignature_of
from amana.engines.sealing.cosignature import cosigned
from amana.engines.sealing.errors import NoteInvalid
from amana.engines.sealing.merkle import CompactRange
from amana.engines.sealing.witnessing import Submission, WitnessRefused, consistency_proof, read_submission, witness
from amana.kernel.audit.checkpoints import keep_in_file
from amana.kernel.audit.entries import Entry, EntryKind
from amana.kernel.audit.log import append
from amana.kernel.audit.models import AuditCosignature, AuditHead, AuditLeaf, ContradictedLog, WitnessedLog
from amana.kernel.audit.watching import prune, sizes_seen
from amana.kernel.sealed.keystore import get_keystore

_ROWS = 5000


def cosign(submitted: str, *, node: str, public_key: bytes) -> str:
    """Cosign the log of another node, if it continues what this node saw of it last; gives the signature line.

    submitted    its checkpoint with the proof (`engines.sealing.witnessing`)
    node         its id; public_key: its key, as the directory states it

    What was seen is in the database before the line is given out. Raises WitnessRefused; a log that contradicts itself is kept as evidence
    and noted in our log.
    """
    keystore, now = get_keystore(), timezone.now()
    submission = read_submission(submitted)
    with transaction.atomic():
        # two first checkpoints at once must not both be the first, so there is a row to lock before anything was seen
        WitnessedLog.objects.get_or_create(node=node, defaults={"size": 0, "note": "", "at": now})
        row = WitnessedLog.objects.select_for_update().get(node=node)
        seen = parse_checkpoint(row.note.rpartition("\n\n")[0] + "\n") if row.note else None
        try:
            checkpoint = witness(seen, submission, public_key=public_key)
            refused = None
        except WitnessRefused as refusal:
            checkpoint, refused = None, refusal
        if checkpoint is not None:
            note = _first_signature(submission.note, checkpoint, public_key)
            WitnessedLog.objects.filter(node=node).update(size=checkpoint.size, note=note, at=now)
        elif refused and refused.is_contradiction:
            _keep_evidence(row, refused.code, submission.note)
    if checkpoint is None:
        raise refused or WitnessRefused("witness.malformed")
    return cosignature_of(
        checkpoint.text(), name=keystore.origin, public_key=keystore.public_key(), sign=keystore.sign, at=int(now.timestamp())
    )


def begin_again(node: str) -> bool:
    """Forget what was seen of a node's log, so that it is followed from now on: after that node restored a backup and said so.

    The evidence stays, as settled. False if nothing was seen of it.
    """
    with transaction.atomic():
        gone, _ = WitnessedLog.objects.filter(node=node).delete()
        if gone:
            ContradictedLog.objects.filter(node=node, settled_at=None).update(settled_at=timezone.now())
            append(Entry(kind=EntryKind.SYSTEM.value, name="audit.witness_again", detail={"node": node}))
    return bool(gone)


def submission(old: int) -> str:
    """The head of our log for a witness that saw it last at size `old` (0: never), with the proof that it continues that.

    Raises ValueError if there is no log yet, or it is smaller than that.
    """
    head = AuditHead.objects.filter(pk=AuditHead.THE_ONE).first()
    if head is None or not head.note or head.size < old:
        raise ValueError("there is no log of this size")
    proof = consistency_proof(_range_of(old), head.size, _leaves) if old else ()
    return Submission(old=old, proof=proof, note=head.note).to_text()


def keep_cosignature(line: str, *, submitted: str, node: str, public_key: bytes) -> None:
    """Keep what a witness answered to a submission of ours.

    node         the witness's id; public_key: its key, as the directory states it

    Raises NoteInvalid if it is no good cosignature of that checkpoint by this key, or that checkpoint is not of our log.
    """
    keystore = get_keystore()
    note = read_submission(submitted).note + line
    checkpoint, at = cosigned(note, origin=keystore.origin, public_key=keystore.public_key(), witness_key=public_key)
    reached = _range_of(checkpoint.size)
    if reached.root() != checkpoint.root:
        raise NoteInvalid("our log has another root at this size")
    when = datetime.fromtimestamp(at, UTC)
    _, created = AuditCosignature.objects.update_or_create(
        witness=node,
        size=checkpoint.size,
        defaults={"note": note, "key": public_key, "roots": reached.to_bytes(), "at": when},
    )
    if created:  # outside the database too, as the checkpoints are
        transaction.on_commit(lambda: keep_in_file(note, when))
        prune(node, now=timezone.now())


def size_seen_by(node: str) -> int:
    """The size of our log that a witness cosigned last; 0 if it never did."""
    return sizes_seen([node]).get(node, 0)


def _range_of(size: int) -> CompactRange:
    """The subtrees of our log at a size, from the nearest cosigned size before it and the leaves from there."""
    nearest = AuditCosignature.objects.filter(size__lte=size).order_by("-size").first()
    start = CompactRange.from_bytes(nearest.size, bytes(nearest.roots)) if nearest else CompactRange()
    return start.extend(_leaves(start.size, size))


def _leaves(start: int, end: int) -> Iterable[bytes]:
    rows = AuditLeaf.objects.filter(index__gte=start, index__lt=end).order_by("index").values_list("leaf_hash", flat=True)
    return (bytes(leaf) for leaf in rows.iterator(_ROWS))


def _first_signature(note: str, checkpoint: Checkpoint, public_key: bytes) -> str:
    """The note with the log's own signature alone: what others wrote under it is not kept."""
    text, _, lines = note.rpartition("\n\n")
    for line in lines.splitlines(keepends=True):
        alone = f"{text}\n\n{line}"
        try:
            open_checkpoint(alone, origin=checkpoint.origin, public_key=public_key)
        except NoteInvalid:
            continue
        return alone
    raise WitnessRefused("witness.signature")


def _keep_evidence(row: WitnessedLog, code: str, offered: str) -> None:
    """Keep the first contradiction of a kind that is not settled, and note it in our log."""
    evidence = {"seen": row.note, "offered": offered, "at": timezone.now()}
    _, created = ContradictedLog.objects.get_or_create(node=row.node, code=code, settled_at=None, defaults=evidence)
    if created:
        append(Entry(kind=EntryKind.SYSTEM.value, name="audit.witness_refused", outcome=code, detail={"node": row.node}))
