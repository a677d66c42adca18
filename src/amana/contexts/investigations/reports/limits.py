"""How soon and how long, from `reference/report_limits.csv`."""

from dataclasses import dataclass
from datetime import timedelta

from amana.contexts.investigations.reports.rules import Times
from amana.kernel.vocabulary import queries as vocabulary

TABLE = "report_limits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One limit with where it comes from; `verified` says whether somebody read that source."""

    days: timedelta
    source: str
    verified: bool


def times() -> Times:
    """How long reports are kept. Raises TableNotLoaded, RowNotThere: without a limit nothing is erased."""
    return Times(**{code: limit(code).days for code in ("not_taken_up", "warn_before", "taken_up")})


def limit(code: str) -> Limit:
    """One limit in force. Raises TableNotLoaded, RowNotThere."""
    row = vocabulary.row(TABLE, code)
    return Limit(days=timedelta(days=int(row["days"])), source=row.source, verified=row.verified)
