"""How soon and how long, from `reference/report_limits.csv`."""

from dataclasses import dataclass
from datetime import timedelta

from amana.kernel.vocabulary import queries as vocabulary

TABLE = "report_limits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One limit with where it comes from; `verified` says whether somebody read that source."""

    days: timedelta
    source: str
    verified: bool


def limit(code: str) -> Limit:
    """One limit in force. Raises TableNotLoaded, RowNotThere."""
    row = vocabulary.row(TABLE, code)
    return Limit(days=timedelta(days=int(row["days"])), source=row.source, verified=row.verified)
