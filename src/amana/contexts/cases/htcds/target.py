"""Turning imported records into persons with their files and first cases. What a person's file has no place for goes to the case."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from amana.contexts.cases.htcds.fields import fields
from amana.contexts.cases.htcds.read import identity, record_of, title
from amana.contexts.cases.htcds.record import HtcdsRecord
from amana.contexts.cases.htcds.statements import statements_of
from amana.contexts.cases.record.sheets.actions import open_cases_many
from amana.contexts.persons import facade as persons
from amana.contexts.persons.models import Person
from amana.engines.matching import Evidence
from amana.kernel.access.values import Access
from amana.kernel.files.models import File
from amana.kernel.ids import FileId, PersonId
from amana.kernel.imports.check import CheckedRow
from amana.kernel.imports.likeness import Alike, Payload, Question, Resemblance
from amana.kernel.imports.problems import Problem
from amana.kernel.imports.targets import Target
from amana.kernel.ui.parts import Words

NAME = "cases"
TELLING = frozenset({persons.FactKind.NAME, persons.FactKind.PHONE, persons.FactKind.DOCUMENT})


def payload(row: CheckedRow, *, today: date) -> tuple[Mapping[str, Any], Sequence[Problem]]:
    """The record of a row as JSON, with all that keeps it from becoming a person's file."""
    record, problems = record_of(row)
    if not any(problem.is_error for problem in problems) and not _can_be_found_again(record):
        problems = (*problems, Problem(code="row.nameless", row=row.number))
    return record.written(), problems


def commit(payloads: Sequence[Mapping[str, Any]], *, access: Access) -> Sequence[FileId]:
    """Open a file and a case for each record, all in the caller's transaction; gives the files in order."""
    records = [HtcdsRecord.read(content) for content in payloads]
    registrations = [persons.Registration(statements=statements_of(record)) for record in records]
    made = persons.register_batch(registrations, origin=persons.Origin.IMPORT, access=access)
    open_cases_many(list(zip(made, records, strict=True)), access=access)
    files = dict(Person.objects.filter(ref__in=made).values_list("ref", "file__ref"))
    return [FileId(files[person]) for person in made]


def propose_erasure(file: FileId, *, access: Access) -> None:
    """Propose that a file be destroyed because it should not have been made."""
    version = File.objects.values_list("version", flat=True).get(ref=file)
    persons.propose_erasure(persons.person_of_file(file), persons.ErasureGround.UNLAWFUL, version=version, access=access)


def erase(file: FileId, *, access: Access) -> None:
    """Destroy it, as the second person."""
    persons.erase(persons.person_of_file(file), access=access)


def _can_be_found_again(record: HtcdsRecord) -> bool:
    return any(statement.kind in TELLING and not isinstance(statement.value, persons.NoValue) for statement in statements_of(record))


class Doubles:
    """Whom the rows of a sheet may be, among the people on file and the earlier rows."""

    def __init__(self, access: Access) -> None:
        self._doubles = persons.DoublesOfASheet(access)

    def look(self, rows: Iterable[tuple[int, Payload]]) -> list[tuple[int, Alike]]:
        """The rows that resemble somebody."""
        found = self._doubles.look((number, _said(content)) for number, content in rows)
        return [(number, Alike(persons=tuple(near.persons), rows=near.rows)) for number, near in found]


def resembling(asked: Sequence[Question], *, access: Access) -> Sequence[Sequence[Resemblance]]:
    """Whom the rows resemble and why: persons first, then earlier rows."""
    sought = [(_said(one.payload), [PersonId(person) for person in one.alike.persons]) for one in asked]
    on_file = persons.show_doubles(sought, access=access)
    return [[*map(_person, hits), *_rows(one)] for one, hits in zip(asked, on_file, strict=True)]


def _person(hit: persons.Hit) -> Resemblance:
    names = " / ".join(name.text for name in hit.summary.names)
    return _resemblance(names, hit.evidence, number=hit.summary.number, url=reverse("persons:file", args=[hit.person]))


def _rows(one: Question) -> Iterator[Resemblance]:
    for number in one.alike.rows:
        other = one.others.get(number)
        if other is None:
            yield Resemblance(called="", row=number)
        else:
            yield _resemblance(title(other), persons.alike(_said(one.payload), _said(other)).evidence, row=number)


def _resemblance(called: str, evidence: tuple[Evidence, ...], *, number: str = "", url: str = "", row: int = 0) -> Resemblance:
    told = persons.reasons(evidence)
    return Resemblance(
        called=Words(text=called),
        number=number,
        url=url,
        row=row,
        speaks_for=tuple(reason.text for reason in told if reason.favours > 0),
        against=tuple(reason.text for reason in told if reason.favours < 0),
        remarks=tuple(reason.text for reason in told if reason.favours == 0),
    )


def _said(content: Payload) -> tuple[persons.Statement, ...]:
    return statements_of(HtcdsRecord.read(content))


CASES = Target(
    name=NAME,
    title=_("Case sheets"),
    fields=fields,
    payload=payload,
    identity=identity,
    title_of=title,
    looker=Doubles,
    resembling=resembling,
    commit=commit,
    propose_erasure=propose_erasure,
    erase=erase,
)
