"""Turning imported records into persons with their files and first cases. What a person's file has no place for goes to the case."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from amana.contexts.cases.htcds.fields import fields
from amana.contexts.cases.htcds.read import identity, record_of, title
from amana.contexts.cases.htcds.record import HtcdsRecord
from amana.contexts.cases.htcds.statements import statements_of
from amana.contexts.cases.record.sheets.actions import open_cases_many
from amana.contexts.persons import facade as persons
from amana.contexts.persons.models import Person
from amana.kernel.access.values import Access
from amana.kernel.files.models import File
from amana.kernel.ids import FileId
from amana.kernel.imports.check import CheckedRow
from amana.kernel.imports.problems import Problem
from amana.kernel.imports.targets import Target

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


CASES = Target(
    name=NAME,
    title=_("Case sheets"),
    fields=fields,
    payload=payload,
    identity=identity,
    title_of=title,
    commit=commit,
    propose_erasure=propose_erasure,
    erase=erase,
)
