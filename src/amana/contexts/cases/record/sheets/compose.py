"""A case in the words of HTCDS: facts of the person, entries that stand, and what follows from the ledger and from identification.

Where several entries speak of one field, the standard's field gets what it can hold and `amana:entries` gets the entries themselves;
reading that again gives the same entries. Nothing of a case is left out, but what the recipient may not get (`only`).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from amana.contexts.cases.consent.terms import Category
from amana.contexts.cases.consent.terms import State as ConsentState
from amana.contexts.cases.consent.values import Ledger
from amana.contexts.cases.htcds import extension
from amana.contexts.cases.htcds.record import HtcdsRecord
from amana.contexts.cases.identification.values import IdentificationView
from amana.contexts.cases.record.kinds import OWN
from amana.contexts.cases.record.kinds import field as declared
from amana.contexts.cases.record.sheets.categories import category_of, category_of_kind
from amana.contexts.cases.record.sheets.entries import ENTRIES, PERSON, person_as_given
from amana.contexts.cases.record.sheets.person import person_content
from amana.contexts.cases.record.terms import EntryKind
from amana.contexts.cases.record.values import CaseView, Entry, Told
from amana.contexts.persons.facade import PersonFileView, Source
from amana.kernel.imports.terms import FieldKind

ALL = frozenset(Category)


def record_of_case(
    person: PersonFileView, case: CaseView, book: Ledger, identified: IdentificationView, *, only: frozenset[Category] = ALL
) -> HtcdsRecord:
    """The record of one case. `only` names the categories that may go out; all others are left out whole."""
    entries = [recorded.entry for recorded in case.entries if recorded.stands]
    content = person_content((one.statement for one in person.standing()), person_as_given(entries))
    whole = []
    for kind in EntryKind:
        of_kind = [entry for entry in entries if entry.kind is kind]
        _put_flat(of_kind, content)
        whole += [] if _is_flat(of_kind) or kind is EntryKind.SHEET else of_kind
    if whole:
        content["amana"][ENTRIES] = [entry.written() for entry in whole if only == ALL or category_of_kind(entry.kind) in only]
    _put_case(case, content["fields"])
    _put_derived(book, identified, content["fields"])
    content["missing"] = {name: reason for name, reason in content["missing"].items() if name not in content["fields"]}
    return HtcdsRecord.read(content if only == ALL else _only(content, only))


def _is_flat(entries: Sequence[Entry]) -> bool:
    """Whether the fields alone say everything that the entries of one kind say."""
    if len(entries) != 1:
        return not entries
    (entry,) = entries
    plain = entry.source is Source.IMPORT and not entry.note
    return plain and not any(name in OWN for name in (*entry.values, *entry.missing))


def _put_flat(entries: Iterable[Entry], content: dict[str, dict[str, Any]]) -> None:
    for entry in entries:
        for name, value in entry.values.items():
            if name in OWN or name == PERSON:
                continue
            beyond = name.startswith(extension.PREFIX)
            target = content["amana"] if beyond else content["fields"]
            key = name.removeprefix(extension.PREFIX)
            target[key] = _joined(name, target.get(key), value)
        for name, reason in entry.missing.items():
            if name not in OWN:
                content["missing"].setdefault(name, reason.value)


def _joined(name: str, before: Any, value: Told) -> Any:
    """Two entries about one field: lists are united, yes goes before no, texts stand under each other, of others the first stays."""
    plain = list(value) if isinstance(value, tuple) else value
    if before is None:
        return plain
    kind = declared(name).kind
    if isinstance(before, list) and isinstance(plain, list):
        return [*before, *(one for one in plain if one not in before)]
    if isinstance(before, bool) and isinstance(plain, bool):
        return before or plain
    if kind in (FieldKind.TEXT, FieldKind.LONG_TEXT) and plain not in str(before).splitlines():
        return f"{before}\n{plain}"
    return before


def _put_case(case: CaseView, fields: dict[str, Any]) -> None:
    fields["cas_Status"] = case.status.value
    if case.status_reason:
        fields["cas_ReasonForCaseClosure"] = case.status_reason
    if case.owner:
        fields.setdefault("cas_CaseOwner", case.owner)


def _put_derived(book: Ledger, identified: IdentificationView, fields: dict[str, Any]) -> None:
    """What our own ledger and our own authority say goes before the words of a sheet; where they say nothing, those stay."""
    if book.lines:
        fields["con_Consent"] = bool(book.in_state(ConsentState.IN_FORCE))
    if identified.acts and identified.htcds is not None:
        fields["vic_TraffickingStatus"] = identified.htcds.value
        fields.pop("vic_TraffickingStatusDecisionMakingOrg", None)
        if identified.htcds_body:
            fields["vic_TraffickingStatusDecisionMakingOrg"] = identified.htcds_body
    elif identified.htcds is not None:
        fields.setdefault("vic_TraffickingStatus", identified.htcds.value)


def _only(content: Mapping[str, Mapping[str, Any]], only: frozenset[Category]) -> dict[str, dict[str, Any]]:
    kept: dict[str, dict[str, Any]] = {}
    for part, prefix in (("fields", ""), ("missing", ""), ("amana", extension.PREFIX)):
        kept[part] = {name: value for name, value in content[part].items() if category_of(f"{prefix}{name}") in only}
    if content["amana"].get(ENTRIES):
        kept["amana"][ENTRIES] = content["amana"][ENTRIES]
    return kept
