"""What changed last in what is public: claims recorded or ended, contradictions decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from heapq import nlargest
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amana.contexts.law import facade as law
from amana.desks.public import published

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


class _Happened(NamedTuple):
    at: datetime
    ref: UUID
    state: str
    treaty: str
    what: What
    words: str | Promise


def recent_changes() -> tuple[Change, ...]:
    """The latest changes, newest first."""
    latest = nlargest(MOST, _happened(published.claims()), key=lambda one: (one.at, one.ref))
    return tuple(
        Change(ref=one.ref, state=one.state, treaty=one.treaty, what=one.what, on=timezone.localdate(one.at), words=str(one.words))
        for one in latest
    )


def _happened(found: law.Claims) -> Iterator[_Happened]:
    for (state, treaty), claims in found.claims.items():
        for claim in claims:
            what = What.CORRECTED if claim.corrects else What.RECORDED
            yield _Happened(claim.recorded_at, claim.ref, state, treaty, what, claim.act.label)
            if claim.ended_at is not None:
                yield _Happened(claim.ended_at, claim.ref, state, treaty, What.ENDED, claim.ended_why)
    for (state, treaty), decisions in found.decisions.items():
        for decided in decisions:
            yield _Happened(decided.decided_at, decided.ref, state, treaty, What.DECIDED, decided.why)
