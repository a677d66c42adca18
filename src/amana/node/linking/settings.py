"""What somebody asked for on the command line, and nothing that depends on the machine."""

from dataclasses import dataclass, field
from pathlib import Path

from amana.kernel.imports.terms import DayOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How lists are read and linked.

    columns      field -> headings, as the user says; where it is silent headings are recognised
    region       the state by whose habit national phone numbers are read
    dates        how 03/04/2001 is to be read where a column does not tell
    skip_bad     cells that cannot be read count as empty
    across_only  records of one list are not compared with each other
    every_pair   pairs that are not proposed are written too
    language     of report and reasons
    """

    files: tuple[Path, ...]
    out: Path
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    previous: Path | None = None
    region: str = ""
    dates: DayOrder = DayOrder.UNDECIDED
    skip_bad: bool = False
    across_only: bool = False
    every_pair: bool = False
    language: str = "en"
    engine: str = "local"
    workers: int = 1
    spark_master: str = "local[*]"

    def written(self) -> dict[str, object]:
        """What changes the result, as JSON: all but where things lie and who does the work."""
        return {
            "columns": {name: list(headings) for name, headings in sorted(self.columns.items())},
            "region": self.region,
            "dates": self.dates.value,
            "skip_bad": self.skip_bad,
            "across_only": self.across_only,
            "every_pair": self.every_pair,
            "language": self.language,
        }
