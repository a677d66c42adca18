"""Several lists as one register, in an order that what the records say decides and nothing else.

Neither the order of the rows nor the numbers of the records change which pairs are found or what they weigh; and a resumed piece of work
meets every record at the place where it was.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

import numpy as np
import phonenumbers
from numpy.typing import NDArray

from amana.engines.matching import Record
from amana.engines.matching.rows import FIELDS, record_from
from amana.kernel.imports.columns.keys import key

from .errors import NoNames, NoSuchHeading, NothingToCompare, UnknownRegion
from .fields import Fault, RowReader
from .headings import ALL_FIELDS, Layout, lay_out
from .reading import Opened, open_list
from .settings import Settings

_BETWEEN = "\x1f"  # no cell holds it: control signs are no text


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One list as it was read.

    name        of the file, with its folder's where two files have one name
    mapped      field -> its headings
    left_aside  headings that mean nothing here
    nameless    records without any name
    """

    name: str
    kind: str
    digest: str
    sheet: str
    encoding: str
    delimiter: str
    mapped: Mapping[str, str]
    left_aside: tuple[str, ...]
    records: int
    nameless: int
    unread_sexes: int
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """All records, R of them, in the order of their digests.

    names    of the records: their own number where no other record has it, else list and number
    list_of  number of each record's list; row its row there: [R]
    digests  of what each record says: [R]
    """

    lists: tuple[Listed, ...]
    names: Sequence[str]
    list_of: NDArray[np.int16]
    row: NDArray[np.int32]
    digests: NDArray[np.uint64]
    packed: Sequence[str]
    region: str

    def __len__(self) -> int:
        return len(self.names)

    def texts(self, record: int) -> dict[str, str]:
        """What a record says, by field; fields that say nothing are left out."""
        return {name: text for name, text in zip(FIELDS, self.packed[record].split(_BETWEEN), strict=True) if text}

    def records(self) -> Iterator[Record]:
        """The records as the engine takes them, in order."""
        return (record_from(self.texts(at), region=self.region) for at in range(len(self)))


def read_lists(settings: Settings, *, today: date) -> tuple[Lists, list[Fault]]:
    """Read all files, with the cells that could not be read.

    Raises the errors of `open_list`, UnknownRegion, NoNames, NoSuchHeading, NothingToCompare.
    """
    if settings.region and settings.region not in phonenumbers.SUPPORTED_REGIONS:
        raise UnknownRegion(region=settings.region)
    opened = [open_list(path) for path in settings.files]
    layouts = [lay_out(each.tables, settings.columns) for each in opened]
    _check(opened, layouts, settings)
    names = _names_of(settings)
    readers = [RowReader(file=name, layout=layout, dates=settings.dates, today=today) for name, layout in zip(names, layouts, strict=True)]
    ids: list[str] = []
    packed: list[str] = []
    where: list[tuple[int, int]] = []
    lists: list[Listed] = []
    for number, (name, file, reader) in enumerate(zip(names, opened, readers, strict=True)):
        seen: set[str] = set()
        nameless = 0
        for row, texts in reader.rows():
            own = texts.pop("id", "")
            if own in seen:
                reader.fault(row, reader.layout.columns["id"][0], "id", own, "id.twice")
                own = ""
            if own:
                seen.add(own)
            ids.append(own)
            where.append((number, row))
            packed.append(_BETWEEN.join(texts.get(field, "") for field in FIELDS))
            nameless += not any(texts.get(field) for field in ("name", "given", "father", "grandfather", "nickname"))
        lists.append(_listed(name, file, reader, records=len(ids) - sum(each.records for each in lists), nameless=nameless))
    if len(packed) < 2:
        raise NothingToCompare
    return _ordered(lists, ids, where, packed, settings), [fault for reader in readers for fault in reader.faults]


def _check(opened: Iterable[Opened], layouts: Sequence[Layout], settings: Settings) -> None:
    for file, layout in zip(opened, layouts, strict=True):
        if not layout.has_names:
            headings = [heading for heading in layout.headings if heading]
            raise NoNames(file=file.name, headings=", ".join(headings[:30]) or "-", example=headings[0] if headings else "Full name")
    found = {heading for layout in layouts for place in layout.columns.values() for heading in map(layout.headings.__getitem__, place)}
    known = {key(heading) for heading in found}
    for listed in settings.columns.values():
        for heading in listed:
            if key(heading) not in known:
                every = [each for layout in layouts for each in layout.headings if each]
                raise NoSuchHeading(heading=heading, headings=", ".join(every[:30]))


def _names_of(settings: Settings) -> list[str]:
    """What to call each file: its name, with the folder before it where two have one name, and a number where even that is one."""
    short = Counter(path.name for path in settings.files)
    names = [path.name if short[path.name] == 1 else f"{path.resolve().parent.name}/{path.name}" for path in settings.files]
    again = Counter(names)
    return [name if again[name] == 1 else f"{name} ({number})" for number, name in enumerate(names, start=1)]


def _listed(name: str, file: Opened, reader: RowReader, *, records: int, nameless: int) -> Listed:
    layout = reader.layout
    return Listed(
        name=name,
        kind=file.kind,
        digest=file.digest,
        sheet=layout.table.name,
        encoding=file.encoding,
        delimiter=file.delimiter,
        mapped={field: layout.heading(field) for field in ALL_FIELDS if field in layout.columns},
        left_aside=layout.left_aside,
        records=records,
        nameless=nameless,
        unread_sexes=reader.unread_sexes,
        remarks=file.remarks,
    )


def _ordered(
    lists: Sequence[Listed], ids: Sequence[str], where: Sequence[tuple[int, int]], packed: Sequence[str], settings: Settings
) -> Lists:
    digests = np.array([_digest(text) for text in packed], np.uint64)
    order = np.lexsort((np.arange(len(packed)), digests)).tolist()
    alone = Counter(ids)
    names = [
        own if own and alone[own] == 1 else f"{lists[number].name}:{own or row}" for own, (number, row) in zip(ids, where, strict=True)
    ]
    return Lists(
        lists=tuple(lists),
        names=[names[at] for at in order],
        list_of=np.array([where[at][0] for at in order], np.int16),
        row=np.array([where[at][1] for at in order], np.int32),
        digests=digests[order],
        packed=[packed[at] for at in order],
        region=settings.region,
    )


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())
