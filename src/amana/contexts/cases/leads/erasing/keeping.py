"""Writing down where a request to erase a lead stands."""

from datetime import date

from django.utils import timezone

from amana.contexts.cases.leads.models import Lead
from amana.contexts.cases.referral.terms import Erasure


def note(row: Lead, erasure: Erasure, *, on: date | None = None, ground: str = "") -> None:
    """Keep what was asked or answered just now: `on` the day they name, `ground` the code of why it is kept."""
    row.erasure, row.erasure_at, row.erasure_on, row.erasure_ground = erasure, timezone.now(), on, ground
    row.save(update_fields=["erasure", "erasure_at", "erasure_on", "erasure_ground"])
