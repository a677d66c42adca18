"""What a record says about the case, as entries; and what it says about the person, kept beside as it was given.

An own export carries whole entries in `amana:entries`; for the kinds that stand there, they count and the flat fields only repeat them.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from amana.contexts.cases.htcds import extension
from amana.contexts.cases.htcds.record import HtcdsRecord, HtcdsValue
from amana.contexts.cases.record.errors import WrongEntry
from amana.contexts.cases.record.kinds import OF_THE_CASE, homes
from amana.contexts.cases.record.terms import EntryKind
from amana.contexts.cases.record.values import Entry, Told
from amana.contexts.persons.facade import Source
from amana.kernel.imports.terms import Missing

PERSON = "amana:person_as_given"  # never leaves: it is how an export finds the words of the sheet again
ENTRIES = "entries"


def entries_of(told: HtcdsRecord) -> list[Entry]:
    """The entries of a record. What belongs to the person is in `persons` too; nothing of the case is dropped."""
    whole = _whole_entries(told.extended(ENTRIES))
    values: dict[EntryKind, dict[str, Told]] = {}
    missing: dict[EntryKind, dict[str, Missing]] = {}
    person: dict[str, Any] = {"fields": {}, "missing": {}, "amana": {}}
    for name, value in told.values.items():
        if of_the_person(name):
            person["fields"][name] = _plain(value)
        elif name not in OF_THE_CASE:
            values.setdefault(homes().get(name, EntryKind.SHEET), {})[name] = _plain(value)
    for name, given in told.extension.items():
        full = f"{extension.PREFIX}{name}"
        if of_the_person(full):
            person["amana"][name] = given
        elif given is not None and not (name == ENTRIES and whole):
            values.setdefault(homes().get(full, EntryKind.SHEET), {})[full] = given
    for name, reason in told.missing.items():
        if of_the_person(name):
            person["missing"][name] = reason.value
        else:
            missing.setdefault(homes().get(name, EntryKind.SHEET), {})[name] = reason
    if any(person.values()):
        values.setdefault(EntryKind.SHEET, {})[PERSON] = person
    stated = told.extended("stated_on")
    flat = [
        Entry(
            kind=kind,
            values=values.get(kind, {}),
            missing=missing.get(kind, {}),
            source=Source.IMPORT,
            stated_on=date.fromisoformat(stated) if isinstance(stated, str) else None,
        )
        for kind in EntryKind
        if (values.get(kind) or missing.get(kind)) and kind not in {entry.kind for entry in whole}
    ]
    return [*flat, *whole]


def of_the_person(name: str) -> bool:
    """Whether a field is about the person, and so has its home in `persons`."""
    if name.startswith(extension.PREFIX):
        declared = extension.FIELDS.get(name.removeprefix(extension.PREFIX))
        return declared is not None and declared.group == "prs"
    return name.startswith("prs_")


def person_as_given(entries: Iterable[Entry]) -> HtcdsRecord | None:
    """What the sheet said of the person, word for word; None where the case did not come from a sheet."""
    for entry in entries:
        if (content := entry.values.get(PERSON)) is not None and isinstance(content, dict):
            return HtcdsRecord.read(content)
    return None


def _whole_entries(content: object) -> list[Entry]:
    """The entries of an own export; () where somebody changed them so that they cannot be read."""
    if not isinstance(content, list):
        return []
    try:
        return [Entry.read(one) for one in content]
    except (KeyError, TypeError, ValueError, AttributeError, WrongEntry):
        return []


def _plain(value: HtcdsValue) -> Told:
    return value.isoformat() if isinstance(value, date) else value
