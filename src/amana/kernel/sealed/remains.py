"""What is left of erased files: rows that nobody can read any more.

An erasure deletes rows and destroys a key, and the key store is no part of the database's transaction: a process that dies between the
two leaves rows, and so does a backup from before the erasure that is restored. They are found and deleted here, only where nothing
readable can go with them.
"""

from collections.abc import Iterable, Sequence
from uuid import UUID

from amana.kernel.sealed.keystore import get_keystore
from amana.kernel.sealed.rows import SealedModel


def certainly_destroyed(files: Iterable[UUID]) -> set[UUID]:
    """Those files that can never be read again: the key store says that it destroyed their keys, and holds none.

    A key that is only missing may come back with a bundle, so its file is never among them, nor is one whose key is there in spite of
    a tombstone. Raises what the key store raises when it cannot be asked.
    """
    keystore = get_keystore()
    gone = keystore.destroyed(set(files))
    return gone - keystore.file_keys(gone).keys()


def erased_files_with_rows(models: Iterable[type[SealedModel]]) -> set[UUID]:
    """The files that are marked erased and still have rows in these tables. Call within an access that reaches every file."""
    found: set[UUID] = set()
    for model in models:
        found.update(model.objects.filter(file__state="erased").values_list("file__ref", flat=True).distinct())
    return found


def delete_rows(models: Sequence[type[SealedModel]], file: UUID) -> int:
    """Delete every row of a file in these tables, inside a transaction; gives how many there were."""
    gone = 0
    for model in models:
        rows = model.objects.filter(file__ref=file)
        # Rows of one file point at each other; the database checks that when the transaction ends, Django would row by row.
        gone += rows._raw_delete(rows.db)  # noqa: SLF001 - the reason stands above
    return gone
