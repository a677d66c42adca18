"""Reading files the way the product does, without a database."""

from datetime import date

from amana.contexts.cases.htcds.fields import fields
from amana.contexts.cases.htcds.record import HtcdsRecord
from amana.contexts.cases.htcds.target import CASES
from amana.kernel.imports.check import Setting, profile
from amana.kernel.imports.checking import Checker, Staged, check_rows
from amana.kernel.imports.columns.values import Layout
from amana.kernel.imports.identity import Repeats
from amana.kernel.imports.preparing import prepare

TODAY = date(2026, 11, 23)


def layout_of(content: bytes) -> Layout:
    """What the columns of a file are taken to mean."""
    return prepare(content, fields()).layout


def checked(content: bytes, *, country: str = "SD") -> list[Staged]:
    """All rows of a file that speak of somebody."""
    prepared = prepare(content, fields())
    known = profile(prepared.data_rows(), prepared.layout, {field.name: field for field in fields()})
    checker = Checker(CASES, prepared.layout, known, Setting(today=TODAY, country=country))
    return list(check_rows(prepared.data_rows(), checker, Repeats(CASES)))


def records(content: bytes, *, country: str = "SD") -> list[HtcdsRecord]:
    """The records of a file in which no row may have an error."""
    staged = checked(content, country=country)
    wrong = [
        (one.outcome.number, problem.code, problem.column, problem.value)
        for one in staged
        for problem in one.outcome.problems
        if problem.is_error
    ]
    assert wrong == []
    return [HtcdsRecord.read(one.outcome.payload) for one in staged]


def names(content: bytes) -> list[str]:
    """First names, in the order of the file."""
    return [record.text("prs_FirstName") for record in records(content)]
