"""What the node does for referrals each minute: ends those that nobody answered, and finishes erasures that a crash cut short."""

from django.utils import timezone

from amana.contexts.cases.referral import keeping
from amana.contexts.cases.referral.models import Referral
from amana.contexts.cases.referral.receiving import actions
from amana.contexts.cases.referral.terms import UNANSWERED
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access


def end_referrals() -> int:
    """End what is past its day; says how many ended. May be repeated."""
    access, ended = system_access(), 0
    if Referral.objects.filter(state__in=UNANSWERED, expires_at__lte=timezone.now()).exists():
        ended = actions.expire_due(access=access)
    with floor(access):
        keeping.finish_all()
    return ended
