"""Writing the log. An entry belongs to the transaction of what it tells: both are there afterwards, or neither."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from amana.engines.sealing.checkpoint import Checkpoint, sign_note
from amana.engines.sealing.commitment import committed_leaf, new_salt
from amana.engines.sealing.merkle import CompactRange
from amana.kernel.audit.checkpoints import checkpoint_if_due, is_due
from amana.kernel.audit.entries import DETAIL_KEY, Entry, EntryKind, canonical
from amana.kernel.audit.models import AuditEntry, AuditHead, AuditLeaf
from amana.kernel.audit.stretches import joined
from amana.kernel.sealed.keystore import get_keystore


def append(entry: Entry) -> int:
    """Write one entry inside the current transaction; gives its index, counted from 0.

    From here until that transaction ends nobody else can write an entry, so append last.
    """
    return append_all((entry,))[0]


def append_all(entries: Sequence[Entry]) -> range:
    """Write several entries at once, in order; gives their indexes. Raises ValueError if there are none."""
    if not entries:
        raise ValueError("there is no entry to write")
    keystore = get_keystore()
    detail_key = keystore.named_secret(DETAIL_KEY)
    with transaction.atomic():
        head = _locked_head()
        first, at = head.size, timezone.now()
        tree = CompactRange.from_bytes(head.size, bytes(head.roots))
        leaves, texts, signed, signature = [], [], "", b""
        for index, entry in enumerate(entries, start=first):
            salt, text = new_salt(), canonical(entry, index=index, at=at, detail_key=detail_key)
            leaf = committed_leaf(salt, text)
            tree = tree.append(leaf)
            signed = Checkpoint(origin=keystore.origin, size=tree.size, root=tree.root()).text()
            signature = keystore.sign(signed.encode())
            leaves.append(AuditLeaf(index=index, leaf_hash=leaf, signature=signature))
            texts.append(
                AuditEntry(
                    index=index,
                    at=at,
                    kind=str(entry.kind),
                    name=entry.name,
                    actor=entry.actor,
                    organisation=entry.organisation,
                    file=entry.file,
                    salt=salt,
                    text=text,
                )
            )
        AuditLeaf.objects.bulk_create(leaves)
        AuditEntry.objects.bulk_create(texts)
        head.size, head.roots, head.root = tree.size, tree.to_bytes(), tree.root()
        head.note = sign_note(signed, name=keystore.origin, public_key=keystore.public_key(), sign=lambda _: signature)
        head.save(update_fields=["size", "roots", "root", "note"])
        if is_due(head, at):
            transaction.on_commit(checkpoint_if_due, robust=True)
    return range(first, tree.size)


def erase_texts(indexes: Iterable[int], *, reason: str) -> int:
    """Erase what entries say, for good; gives the index of the entry that says so. The leaves stay, so the tree still holds.

    reason  a code: why these texts had to go
    """
    with transaction.atomic():
        gone = joined((index, index) for index in indexes)
        for stretch in gone:
            AuditEntry.objects.filter(index__range=stretch).update(salt=None, text=None, actor=None, organisation=None, file=None)
        facts = {"erases": [list(stretch) for stretch in gone], "reason": reason}
        return append(Entry(kind=EntryKind.SYSTEM.value, name="audit.erase_texts", log_facts=facts))


def _locked_head() -> AuditHead:
    """The head, locked until the transaction ends (on SQLite every write transaction is IMMEDIATE, so it is locked already)."""
    locked = AuditHead.objects.select_for_update().filter(pk=AuditHead.THE_ONE)
    if (head := locked.first()) is not None:
        return head
    AuditHead.objects.get_or_create(pk=AuditHead.THE_ONE)  # two may begin the log at once
    return locked.get()
