"""What changed last in what is public: claims recorded or ended, contradictions decided."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from amana.contexts.law import facade as law

MOST: Final = 100


class What(TextChoices):
    """What happened."""

    RECORDED = "recorded", _("A claim was recorded")
    CORRECTED = "corrected", _("A claim was corrected")
    ENDED = "ended", _("A claim was withdrawn from the register")
    DECIDED = "decided", _("A contradiction was decided")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of the public register."""

    ref: UUID
    state: str
    treaty: str
    what: What
    on: date
    words: str


def recent_changes() -> tuple[Change, ...]:
    """The latest changes, newest first."""
    found = law.published_claims()
    changes = []
    for (state, treaty), claims in found.claims.items():
        for claim in claims:
            what = What.CORRECTED if claim.corrects else What.RECORDED
            words = str(claim.act.label)
            changes.append(Change(ref=claim.ref, state=state, treaty=treaty, what=what, on=claim.recorded_on, words=words))
            if claim.ended_at is not None:
                ended = timezone.localdate(claim.ended_at)
                changes.append(Change(ref=claim.ref, state=state, treaty=treaty, what=What.ENDED, on=ended, words=claim.ended_why))
    for (state, treaty), decisions in found.decisions.items():
        for decided in decisions:
            on = timezone.localdate(decided.decided_at)
            changes.append(Change(ref=decided.ref, state=state, treaty=treaty, what=What.DECIDED, on=on, words=decided.why))
    return tuple(sorted(changes, key=lambda one: (one.on, str(one.ref)), reverse=True)[:MOST])
