"""Coming back from a backup: all of it or nothing, into an empty node or in the place of what is there.

What was erased after the backup was made stays erased: its key is gone, its file is marked so again, and the audit log says that the
node was set back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

from amana.engines.sealing.checkpoint import open_checkpoint
from amana.engines.sealing.errors import NoteInvalid
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.audit.checkpoints import holding_checkpoints, kept_in_file, make_checkpoint
from amana.kernel.audit.entries import Entry, EntryKind
from amana.kernel.audit.log import append
from amana.kernel.audit.models import AuditHead
from amana.kernel.audit.verify import verify_node
from amana.kernel.backup.checking import Contents, checked, rows_of
from amana.kernel.backup.content import applied_migrations, rebuilds
from amana.kernel.backup.errors import BackupOfAnotherVersion, BackupUnreadable, NodeNotEmpty
from amana.kernel.backup.loading import Loader, loading
from amana.kernel.backup.places import replaced_database
from amana.kernel.sealed.keystore import KeyStore, get_keystore

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreReport:
    """What came back.

    erased    files in the archive whose keys were destroyed since; they stay erased
    set_back  entries of the audit log before and after
    """

    made_at: datetime
    rows: int
    erased: int
    set_back: tuple[int, int]


def restore(archive: Path, *, replace: bool = False, progress: Progress | None = None) -> RestoreReport:
    """Put the records of an archive in the place of what is on this node.

    replace  whether records that are there may go; without it, only an empty node takes a backup

    Raises BackupUnreadable, BackupOfAnotherNode, BackupOfAnotherVersion, NodeNotEmpty, NodeIsRunning. Whatever is raised, the
    node is as it was before; whenever this is killed, it is that or wholly restored.
    """
    keystore, ways = get_keystore(), rebuilds()
    contents = checked(archive, keystore)
    before = _entries_known(keystore)
    if not replace and _has_records():
        raise NodeNotEmpty
    keystore.spare_present_keys()
    with holding_checkpoints(), replaced_database():
        call_command("migrate", interactive=False, verbosity=0)
        if contents.migrations != applied_migrations():
            raise BackupOfAnotherVersion(version=contents.version)
        with transaction.atomic(), floor(system_access()):
            with loading(contents.tables) as loader:
                _load(archive, contents, loader, keystore, progress)
            erased = _mark_erased(keystore)
            for rebuild in ways.values():
                rebuild()
            set_back = _tell(before, contents)
            if problems := verify_node().problems:
                raise BackupUnreadable(what=f"audit log: {problems[0].fault}")
    make_checkpoint()
    return RestoreReport(made_at=contents.made_at, rows=sum(loader.rows.values()), erased=erased, set_back=set_back)


def _entries_known(keystore: KeyStore) -> int:
    """How many entries the audit log had, by whatever remembers most."""
    sizes = [0]
    for note in (keystore.last_checkpoint(), *kept_in_file()):
        try:
            sizes.append(open_checkpoint(note or "", origin=keystore.origin, public_key=keystore.public_key()).size)
        except NoteInvalid:
            continue
    if AuditHead._meta.db_table in connection.introspection.table_names():
        sizes.append(max(AuditHead.objects.values_list("size", flat=True), default=0))
    return max(sizes)


def _has_records() -> bool:
    if AuditHead._meta.db_table not in connection.introspection.table_names():
        return False
    with floor(system_access()):
        return any(apps.get_model(model)._base_manager.exists() for model in ("files.File", "organisations.Organisation"))


def _load(archive: Path, contents: Contents, loader: Loader, keystore: KeyStore, progress: Progress | None) -> None:
    done, total = 0, sum(contents.rows.values())
    for name, content in rows_of(archive, contents, keystore):
        done += loader.load(name, content)
        if progress:
            progress(done, total)
    if loader.rows != contents.rows:
        raise BackupUnreadable(what="rows")


def _mark_erased(keystore: KeyStore) -> int:
    files = apps.get_model("files", "File")._base_manager
    gone = sorted(keystore.destroyed())
    return sum(files.filter(ref__in=gone[at : at + 500]).update(state="erased") for at in range(0, len(gone), 500))


def _tell(before: int, contents: Contents) -> tuple[int, int]:
    """Write into the log that it was set back: checkpoints in between no longer hold, and this entry is why."""
    after = max(AuditHead.objects.values_list("size", flat=True), default=0)
    facts = {"restores": {"from": max(before, after), "to": after}, "backup_made_at": contents.made_at.isoformat()}
    append(Entry(kind=EntryKind.SYSTEM.value, name="backup.restore", log_facts=facts))
    return max(before, after), after
