"""A few records of the kernel's own tables, enough to see whether they come back."""

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from amana.kernel.access.floor import floor
from amana.kernel.access.models import BrokenGlass, OpenAccess
from amana.kernel.access.system import system_access
from amana.kernel.accounts.models import User
from amana.kernel.audit.entries import Entry
from amana.kernel.audit.log import append
from amana.kernel.backup.content import tables
from amana.kernel.backup.snapshot import snapshot
from amana.kernel.backup.values import OUT, converted
from amana.kernel.files.models import File
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.file_keystore import FileKeyStore

_numbers = count(1)
LOG_TABLES = ("audit_auditleaf", "audit_auditentry", "audit_audithead", "audit_auditcheckpoint")


@dataclass(slots=True)
class World:
    """One node in a test."""

    keystore: FileKeyStore
    home: Path
    archive: Path
    access: dict[str, Any] = field(default_factory=dict)

    def holder(self, *, opened_at: datetime, until: datetime) -> None:
        """The organisation that holds files, with one person at work."""
        organisation = Organisation.objects.create(name=f"Shelter {next(_numbers)}", kind="ngo", country="ET")
        user = User.objects.create(username=f"worker{next(_numbers)}")
        self.access = {"user": user, "organisation": organisation, "purpose": "assistance", "opened_at": opened_at, "expires_at": until}

    def record(self, text: str) -> File:
        """A file with one sealed record that says this, and an entry in the log."""
        with floor(system_access()):
            file = File(number=f"B-{next(_numbers)}", organisation=self.access["organisation"], opened_on=date(2026, 1, 2))
            self.keystore.create_file_keys([file.ref])
            file.save()
            opened = OpenAccess.objects.create(second_factor=True, **self.access)
            BrokenGlass.objects.create(file=file, access=opened, reason=text, note="")
            append(Entry(kind="action", name="test.record", file=file.ref, detail={"text": text}))
        return file

    def texts(self) -> dict[str, str]:
        """What the sealed records say, by number of file."""
        with floor(system_access()):
            return {row.file.number: row.reason for row in BrokenGlass.objects.select_related("file")}

    def states(self) -> dict[str, str]:
        """The state of each file."""
        with floor(system_access()):
            return dict(File.objects.values_list("number", "state"))

    def rows(self) -> dict[str, list[list[Any]]]:
        """Every row of every table that backups hold, without the audit log, in the archive's own form."""
        with snapshot() as moment:
            return {
                table.name: [converted(row, [OUT[kind] for _, kind in table.columns]) for row in moment.rows(table)]
                for table in tables()
                if table.name not in LOG_TABLES
            }
