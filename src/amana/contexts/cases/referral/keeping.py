"""Writing down where a referral stands, and the end of what nobody accepted."""

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from amana.contexts.cases.papers import keeping as papers
from amana.contexts.cases.record.models import Attachment
from amana.contexts.cases.referral.models import Referral, ReferralContent, ReferralStep
from amana.contexts.cases.referral.terms import ReferralState, Side
from amana.contexts.exchange import facade as exchange
from amana.kernel.accounts.models import User
from amana.kernel.files.models import File, State
from amana.kernel.sealed.keystore import get_keystore

NUMBER = "R-"  # how the number of a file begins that holds one referral and no person


def step(row: Referral, state: ReferralState, *, code: str = "", by: User | None = None) -> None:
    """Bring a referral into a state and keep the step."""
    now = timezone.now()
    row.state, row.state_code, row.state_at = state, code, now
    row.save(update_fields=["state", "state_code", "state_at"])
    note(row, state.value, code=code, by=by)


def note(row: Referral, what: str, *, code: str = "", by: User | None = None) -> None:
    """Keep that something happened which is no state of its own."""
    ReferralStep.objects.create(referral=row, state=what, code=code, at=timezone.now(), by=by)


def erase_content(row: Referral) -> bool:
    """Erase what came with a referral and stands in no person's file: rows now, the key once that is kept. False where there is nothing.

    What a crash leaves between the two is finished by `finish_all`.
    """
    content = ReferralContent.objects.select_related("file").filter(referral=row, person=None).first()
    if row.side != Side.RECEIVED or content is None:
        return False
    file = content.file
    exchange.forget(exchange.MessageId(row.message))
    papers.delete(Attachment.objects.filter(referral=row))
    ReferralContent.objects.filter(pk=content.pk).delete()
    File.objects.filter(pk=file.pk).update(state=State.ERASED, closed_on=timezone.localdate())
    transaction.on_commit(lambda: destroy([file.ref]), robust=True)
    return True


def destroy(files: Iterable[UUID]) -> None:
    """Destroy the keys of files that held one referral."""
    get_keystore().destroy_file_keys(files)


def finish_all() -> int:
    """Destroy the keys that a crash between commit and key left; says how many. Call within an access that reaches every file."""
    ended = set(File.objects.filter(state=State.ERASED, number__startswith=NUMBER).values_list("ref", flat=True))
    left = ended - get_keystore().destroyed(ended)
    destroy(left)
    return len(left)


def moment(text: str) -> datetime:
    """A moment as referrals write it."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
