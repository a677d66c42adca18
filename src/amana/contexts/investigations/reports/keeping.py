"""Writing down where a report stands, and the end of what it says."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from amana.contexts.exchange import facade as exchange
from amana.contexts.investigations.reports.models import Report, ReportContent, ReportStep
from amana.contexts.investigations.reports.terms import ReportState
from amana.kernel.accounts.models import User
from amana.kernel.files.models import File, State
from amana.kernel.sealed.keystore import get_keystore

NUMBER = "L-"  # how the number of a file begins that holds one report


def move(row: Report, state: ReportState, code: str = "", *, by: User | None = None) -> None:
    """Bring a report into a state and keep the step. That it was taken up once is kept for good."""
    now = timezone.now()
    row.state, row.state_code, row.state_at, row.warned_at = state, code, now, None
    if state is ReportState.ACCEPTED and row.taken_up_at is None:
        row.taken_up_at = now
    row.save(update_fields=["state", "state_code", "state_at", "warned_at", "taken_up_at"])
    note(row, state.value, code, by=by)


def note(row: Report, what: str, code: str = "", *, by: User | None = None) -> None:
    """Keep that something happened which is no state of its own."""
    ReportStep.objects.create(report=row, what=what, code=code, at=timezone.now(), by=by)


def is_kept(row: Report) -> bool:
    """Whether what a report says is still here."""
    return ReportContent.objects.filter(report=row).exists()


def erase(row: Report) -> bool:
    """Delete what a report says: rows and the envelope's bytes now, its key once that is kept. False where it was gone already.

    What a crash leaves between the two is finished by `finish_all`.
    """
    content = ReportContent.objects.select_related("file").filter(report=row).first()
    if content is None:
        return False
    file = content.file
    exchange.forget(exchange.MessageId(row.message))
    ReportContent.objects.filter(pk=content.pk).delete()
    File.objects.filter(pk=file.pk).update(state=State.ERASED, closed_on=timezone.localdate())
    row.erased_at = timezone.now()
    row.save(update_fields=["erased_at"])
    transaction.on_commit(lambda: destroy([file.ref]), robust=True)
    return True


def destroy(files: Iterable[UUID]) -> None:
    """Destroy the keys of files that held one report."""
    get_keystore().destroy_file_keys(files)


def finish_all() -> int:
    """Destroy the keys that a crash between commit and key left; says how many. Call within an access that reaches every file."""
    ended = set(File.objects.filter(state=State.ERASED, number__startswith=NUMBER).values_list("ref", flat=True))
    left = ended - get_keystore().destroyed(ended)
    destroy(left)
    return len(left)
