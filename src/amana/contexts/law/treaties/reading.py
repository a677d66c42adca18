"""Reading a table of claims: one row, or an added second row, per source that says something about a state and a treaty.

The words of the table are mapped to ours here, in one place. A word that is not known refuses the table, so that nothing is guessed.
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from amana.contexts.law.countries import alpha2
from amana.contexts.law.days import PartialDay, UnreadableDay
from amana.contexts.law.errors import TableRefused
from amana.contexts.law.treaties.terms import Act, Confidence, DateKind

COLUMNS = ("iso3", "treaty", "claim", "status", "date", "date_type", "signature_date", "source", "as_of", "confidence", "note")
NEEDED = frozenset(COLUMNS) - {"claim"}
MOST_PROBLEMS = 50
MOST_ROWS = 20_000

ACTS: Mapping[str, Act] = {
    "ratified": Act.RATIFICATION,
    "acceded": Act.ACCESSION,
    "accepted": Act.ACCEPTANCE,
    "approved": Act.APPROVAL,
    "succeeded": Act.SUCCESSION,
    "signed": Act.SIGNATURE,
    "entry into force": Act.ENTRY_INTO_FORCE,
    "reservation": Act.RESERVATION,
    "withdrawn": Act.WITHDRAWAL,
    "none": Act.NONE_KNOWN,
    "unknown": Act.UNKNOWN,
}
# A note of one of these words says by which act a "ratified" state bound itself.
ACTS_IN_NOTES: Mapping[str, Act] = {"succession": Act.SUCCESSION, "acceptance": Act.ACCEPTANCE, "approval": Act.APPROVAL}

DATE_KINDS: Mapping[str, DateKind] = {
    "": DateKind.NOT_SAID,
    "deposit of instrument": DateKind.DEPOSIT,
    "month of deposit": DateKind.DEPOSIT,
    "notification or deposit": DateKind.DEPOSIT,
    "registration": DateKind.REGISTRATION,
    "deposit as reported by press": DateKind.REPORTED,
    "month of announcement": DateKind.ANNOUNCED,
    "signature": DateKind.SIGNATURE,
    "entry into force": DateKind.ENTRY_INTO_FORCE,
    "adoption by parliament": DateKind.PARLIAMENT,
    "parliamentary approval; AU deposit date not found": DateKind.PARLIAMENT,
    "instrument signed": DateKind.INSTRUMENT_SIGNED,
    "instrument signed by the president; UN deposit date not found": DateKind.INSTRUMENT_SIGNED,
    "ratification": DateKind.RATIFIED,
    "latest possible date (inferred)": DateKind.LATEST,
    "year only": DateKind.NOT_SAID,
    "year": DateKind.NOT_SAID,
    "month": DateKind.NOT_SAID,
    "year inferred": DateKind.NOT_SAID,
}

CONFIDENCES: Mapping[str, Confidence] = {
    "verified": Confidence.VERIFIED,
    "verified (month)": Confidence.VERIFIED,
    "verified (month); exact deposit date not found": Confidence.VERIFIED,
    "verified (official gazette of a party, citing the depositary)": Confidence.VERIFIED,
    "verified (parliament)": Confidence.VERIFIED,
    "verified (signature of instrument)": Confidence.VERIFIED,
    "verified: not among the 48 parties": Confidence.VERIFIED,
    "verified: EU itself not listed as a party": Confidence.VERIFIED,
    "verified at as_of; later change not checked": Confidence.VERIFIED_THEN,
    "verified (status)": Confidence.ACT_ONLY,
    "verified (status); date approximate": Confidence.ACT_ONLY,
    "status verified; date not collected": Confidence.ACT_ONLY,
    "status verified; date memory": Confidence.ACT_ONLY,
    "status secondary; date memory": Confidence.NOT_VERIFIED,
    "inferred": Confidence.NOT_VERIFIED,
    "conflicting sources": Confidence.NOT_VERIFIED,
    "unverified": Confidence.NOT_VERIFIED,
    "unverified; accession in 2025 probable": Confidence.NOT_VERIFIED,
    "memory": Confidence.NOT_VERIFIED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One claim as a row states it. `part` tells the signature, which a row gives beside its main act, from that act."""

    row: str
    part: str
    state: str
    treaty: str
    act: Act
    day: PartialDay | None
    date_kind: DateKind
    source: str
    seen: PartialDay | None
    confidence: Confidence
    confidence_words: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTable:
    """A table as read: its rows by key, the claims they state, and the text in one agreed form with its hash."""

    rows: Mapping[str, Mapping[str, str]]
    content: str
    sha256: str

    def claims_of(self, key: str) -> tuple[Stated, ...]:
        return stated(key, self.rows[key])


def read_table(text: str, *, treaties: Iterable[str]) -> ClaimTable:
    """Read a table. Raises TableRefused with a sentence for each place that has to be corrected."""
    lines = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    problems: list[str] = []
    rows: dict[str, Mapping[str, str]] = {}
    known = frozenset(treaties)
    try:
        missing = sorted(NEEDED - set(lines.fieldnames or ()))
        if missing:
            raise TableRefused(
                [_("Row 1: the column “%(column)s” is missing. Add it, empty if need be.") % {"column": name} for name in missing]
            )
        for line in lines:
            if len(rows) >= MOST_ROWS or len(problems) >= MOST_PROBLEMS:
                break
            problems += _read_line(line, lines.line_num, known, rows)
    except csv.Error:
        problems.append(_("Row %(row)s: the quotation marks do not close. Save the table again as CSV.") % {"row": lines.line_num})
    if not rows and not problems:
        problems.append(_("The table has no rows. Send the whole table, with every claim that still holds."))
    if problems:
        raise TableRefused(problems)
    return table_of(rows)


def table_of(rows: Mapping[str, Mapping[str, str]]) -> ClaimTable:
    """A table from rows that were read before."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows[key] for key in sorted(rows))
    content = out.getvalue()
    return ClaimTable(rows=rows, content=content, sha256=hashlib.sha256(content.encode()).hexdigest())


def stated(key: str, row: Mapping[str, str]) -> tuple[Stated, ...]:
    """The claims of one row that was found to be readable: its act, and the signature where it gives one beside it."""
    act = ACTS[row["status"]]
    if act is Act.RATIFICATION and row["note"] in ACTS_IN_NOTES:
        act = ACTS_IN_NOTES[row["note"]]
    day = _day(row["date"])
    main = _stated(key, "", row, act=act, day=day, kind=DATE_KINDS[row["date_type"]], note=row["note"])
    signed = _day(row["signature_date"])
    if signed is None or act is Act.SIGNATURE:
        return (main,)
    return (main, _stated(key, "signature", row, act=Act.SIGNATURE, day=signed, kind=DateKind.SIGNATURE, note=""))


def _read_line(line: Mapping[str, str], number: int, known: frozenset[str], rows: dict[str, Mapping[str, str]]) -> list[str]:
    """Add a row, or say what is wrong with it."""
    if None in line or None in line.values():
        return [_("Row %(row)s has more or fewer values than the table has columns. Check commas and quotation marks.") % {"row": number}]
    row = {column: (line.get(column) or "").strip() for column in COLUMNS}
    row["claim"] = row["claim"] or "1"
    key = f"{row['iso3']}:{row['treaty']}:{row['claim']}"
    problems = [_problem(number, column, row[column], remedy) for column, remedy in _faults(row, known)]
    if key in rows:
        problems.append(
            _("Row %(row)s: there is a row “%(key)s” already. Give a second claim another number in “claim”.") % {"row": number, "key": key}
        )
    if not problems:
        rows[key] = row
    return problems


def _faults(row: Mapping[str, str], known: frozenset[str]) -> list[tuple[str, str]]:
    """Columns of a row that cannot be taken, with the remedy."""
    faults = []
    if alpha2(row["iso3"]) is None:
        faults.append(("iso3", _("Use the three letters of ISO 3166-1, such as ETH.")))
    if row["treaty"] not in known:
        faults.append(("treaty", _("Use one of: %(codes)s.") % {"codes": ", ".join(sorted(known))}))
    if not row["source"]:
        faults.append(("source", _("Name the source; a claim without one is not taken.")))
    for column, words in (("status", ACTS), ("date_type", DATE_KINDS), ("confidence", CONFIDENCES)):
        if row[column] not in words:
            faults.append((column, _("Use one of: %(codes)s.") % {"codes": "; ".join(word for word in words if word)}))
    for column in ("date", "signature_date", "as_of"):
        try:
            _day(row[column])
        except UnreadableDay:
            faults.append((column, _("Write 2015-03-25, 2015-03 or 2015, or leave it empty.")))
    return faults


def _problem(number: int, column: str, value: str, remedy: str) -> str:
    said = {"row": number, "column": column, "value": value[:60], "remedy": remedy}
    return _("Row %(row)s, column “%(column)s”: “%(value)s” cannot be used. %(remedy)s") % said


def _stated(key: str, part: str, row: Mapping[str, str], *, act: Act, day: PartialDay | None, kind: DateKind, note: str) -> Stated:
    return Stated(
        row=key,
        part=part,
        state=alpha2(row["iso3"]) or "",
        treaty=row["treaty"],
        act=act,
        day=day,
        date_kind=kind,
        source=row["source"],
        seen=_day(row["as_of"]),
        confidence=CONFIDENCES[row["confidence"]],
        confidence_words=row["confidence"],
        note=note,
    )


def _day(text: str) -> PartialDay | None:
    return PartialDay.read(text) if text else None
