"""What changed since a day: claims that were added, ended or decided upon."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from amana.contexts.law.treaties import shown
from amana.contexts.law.treaties.queries import Claims
from amana.contexts.law.treaties.values import Claim

MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that happened to the register. `ref` names it for feeds."""

    ref: str
    at: datetime
    state: str
    treaty: str
    words: str
    because: str


def since(claims: Claims, day: date) -> list[Change]:
    """Everything since the beginning of a day, newest first."""
    found: list[Change] = []
    for (state, treaty), several in claims.claims.items():
        by_ref = {claim.ref: claim for claim in several}
        for claim in several:
            if claim.recorded_on >= day:
                words = _("Recorded: %(claim)s") % {"claim": _brief(claim)}
                found.append(
                    Change(ref=str(claim.ref), at=claim.recorded_at, state=state, treaty=treaty, words=words, because=claim.source)
                )
            if claim.ended_at and timezone.localdate(claim.ended_at) >= day:
                words = _("No longer stated: %(claim)s") % {"claim": _brief(claim)}
                ref = f"{claim.ref}-end"
                found.append(Change(ref=ref, at=claim.ended_at, state=state, treaty=treaty, words=words, because=claim.ended_why))
        for decided in claims.decisions.get((state, treaty), ()):
            if timezone.localdate(decided.decided_at) >= day:
                words = f"{shown.decided_words(decided, by_ref)} ({shown.office(decided.office)})"
                found.append(
                    Change(ref=str(decided.ref), at=decided.decided_at, state=state, treaty=treaty, words=words, because=decided.why)
                )
    return sorted(found, key=lambda change: (change.at, change.ref), reverse=True)


def _brief(claim: Claim) -> str:
    return f"{claim.act.label}, {claim.day}" if claim.day else str(claim.act.label)
