"""States by treaties on one day, as values for a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from amana.contexts.law.states.queries import states
from amana.contexts.law.states.terms import Side
from amana.contexts.law.treaties import shown
from amana.contexts.law.treaties.queries import Claims, treaties
from amana.contexts.law.treaties.terms import Confidence, Status
from amana.kernel.locale.formats import language_now
from amana.kernel.locale.names import in_order
from amana.kernel.vocabulary.values import Row

UNION = "EU"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One state and treaty: a sign, a word, and whether what it rests on is verified."""

    state: str
    treaty: str
    status: Status
    sign: str
    words: str
    verified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One state."""

    state: str
    name: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """All of it: columns, rows by side, and what the picture says in words."""

    treaties: Sequence[Row]
    sides: Sequence[tuple[str, Sequence[Line]]]
    findings: Sequence[str]
    signs: Sequence[tuple[str, str]]


def matrix_of(claims: Claims, on: date) -> Matrix:
    """Work out every cell. States stand by side, in the alphabet of the reader."""
    columns = treaties()
    by_side: dict[Side, list[str]] = {side: [] for side in (Side.AU, Side.EU, Side.OTHER)}
    for state in states():
        by_side[state.side].append(state.state)
    by_side[Side.EU].append(UNION)
    known = set(claims.states())
    sides = []
    for side, codes in by_side.items():
        names = in_order(((code, shown.state_name(code)) for code in codes if code in known), language_now())
        sides.append((str(side.label), [_line(code, name, columns, claims, on) for code, name in names]))
    return Matrix(
        treaties=columns, sides=sides, findings=_findings(sides), signs=[(shown.SIGNS[status], str(status.label)) for status in Status]
    )


def _line(state: str, name: str, columns: Sequence[Row], claims: Claims, on: date) -> Line:
    return Line(state=state, name=name, cells=[_cell(state, name, column.code, claims, on) for column in columns])


def _cell(state: str, name: str, treaty: str, claims: Claims, on: date) -> Cell:
    standing = claims.standing(state, treaty, on)
    sure = standing.confidence is Confidence.VERIFIED
    said = f"{name}, {treaty}: {standing.status.label}"
    words = said if sure or standing.confidence is None else f"{said} ({standing.confidence.label})"
    return Cell(state=state, treaty=treaty, status=standing.status, sign=shown.SIGNS[standing.status], words=words, verified=sure)


def _findings(sides: Sequence[tuple[str, Sequence[Line]]]) -> list[str]:
    """What the picture says: how many are party to each Palermo instrument, and what is contested."""
    cells = [cell for _side, lines in sides for line in lines for cell in line.cells]
    found = []
    for treaty in ("UNTOC", "TIP", "SOM"):
        of_treaty = [cell for cell in cells if cell.treaty == treaty]
        party = sum(1 for cell in of_treaty if cell.status is Status.PARTY)
        said = {"treaty": treaty, "party": party, "all": len(of_treaty)}
        found.append(_("%(treaty)s: %(party)s of %(all)s are recorded as party.") % said)
    contested = [f"{shown.state_name(cell.state)} ({cell.treaty})" for cell in cells if cell.status is Status.CONTESTED]
    if contested:
        found.append(_("Sources contradict each other on: %(list)s.") % {"list": ", ".join(contested)})
    return found
