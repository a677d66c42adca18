"""The file formats in which a record of a case leaves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from amana.contexts.cases.htcds import write
from amana.contexts.cases.htcds.record import HtcdsRecord


class Format(StrEnum):
    """What is written; the value is the ending of the file's name."""

    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A file to hand over. Its name is the number of the person's file, never a name of a person."""

    name: str
    media_type: str
    content: bytes


_WRITERS: Mapping[Format, tuple[str, Callable[..., bytes]]] = {
    Format.XLSX: ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write.as_xlsx),
    Format.CSV: ("text/csv; charset=utf-8", write.as_csv),
    Format.JSON: ("application/json", write.as_json),
}


def paper(record: HtcdsRecord, *, number: str, form: Format, today: date) -> Paper:
    """Write one record. Raises RecordTooLong where a spreadsheet cannot hold it."""
    media_type, writer = _WRITERS[form]
    return Paper(name=f"{number}.{form.value}", media_type=media_type, content=writer([record], today=today))
