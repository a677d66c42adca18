"""How soon a referral must be answered and when it expires, from `reference/referral_limits.csv`."""

from dataclasses import dataclass
from datetime import timedelta

from amana.contexts.exchange.guard.terms import ReferralUrgency
from amana.kernel.vocabulary import queries as vocabulary

TABLE = "referral_limits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The limits of one urgency, with where they come from; `verified` says whether somebody read that source."""

    answer_within: timedelta
    expires_after: timedelta
    source: str
    verified: bool


def limit(urgency: ReferralUrgency) -> Limit:
    """The limits in force. Raises TableNotLoaded, RowNotThere: without a limit nothing is sent."""
    row = vocabulary.row(TABLE, urgency.value)
    return Limit(
        answer_within=timedelta(hours=int(row["answer_hours"])),
        expires_after=timedelta(days=int(row["expires_days"])),
        source=row["source"],
        verified=row.verified,
    )
