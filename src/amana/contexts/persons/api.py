"""Persons for programs: find, open, register, add a statement. The same acts as the pages, in JSON.

Statements are described kind by kind, from `values.VALUES` itself, so that the description cannot differ from what is stored.
Relations and safe contact are read here and recorded on the pages alone: each needs somebody to look at what stood before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, asdict, fields
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_type_hints
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, create_model

from amana.contexts.persons import facade as persons
from amana.contexts.persons.errors import NamelessFile, NothingToSearch, WrongValue
from amana.contexts.persons.identity.terms import LinkState
from amana.contexts.persons.terms import FactKind, NoValue, Source
from amana.contexts.persons.values import CODES, VALUES, Chosen, Name, NamePart, Statement, Value
from amana.engines.matching import Verdict
from amana.kernel.access.values import Access
from amana.kernel.api.described import answers
from amana.kernel.api.once import once
from amana.kernel.api.tokens import covers
from amana.kernel.errors import AmanaError
from amana.kernel.files.models import Level
from amana.kernel.ids import PersonId

router = Router()
STATUSES: Mapping[type[AmanaError], int] = {WrongValue: 422, NamelessFile: 422, NothingToSearch: 422}

MOST_PARTS = 20  # of one name
MOST_STATEMENTS = 100  # of one registration
Line = Annotated[str, StringConstraints(max_length=200)]
Text = Annotated[str, StringConstraints(max_length=2000)]
ON_PAGES_ONLY = (FactKind.RELATION, FactKind.SAFE_CONTACT)

# ---------------------------------------------------------------- statements, kind by kind


class _Exact(BaseModel):
    """Takes the fields it names and no others."""

    model_config = ConfigDict(extra="forbid")


class NotGiven(_Exact):
    """An answer that gives no value. It differs from silence, and only `none` means that there is none."""

    no_value: NoValue


def _field(shape: type[Any], name: str, hint: Any) -> Any:
    if hint is str:
        return Text
    if (shape, name) == (Name, "parts"):
        # a type that is made while the program runs
        return Annotated[list[_shape(NamePart, "NamePart")], Field(min_length=1, max_length=MOST_PARTS)]  # type: ignore[misc]
    return hint


def _shape(shape: type[Any], name: str) -> type[BaseModel]:
    hints = get_type_hints(shape)
    declared = {f.name: (_field(shape, f.name, hints[f.name]), ... if f.default is MISSING else f.default) for f in fields(shape)}
    # fields that are read from the shape
    return create_model(name, __base__=_Exact, __doc__=shape.__doc__, **declared)  # type: ignore[call-overload, no-any-return]


def _value(kind: FactKind) -> Any:
    if VALUES[kind] is Chosen:
        return create_model(f"{kind.name.title().replace('_', '')}Code", __base__=_Exact, code=(CODES[kind], ...))
    return _shapes[VALUES[kind]]


def _statement(kind: FactKind) -> type[BaseModel]:
    only: Any = Literal[kind.value]
    return create_model(
        f"{kind.name.title().replace('_', '')}Statement",
        __base__=_Exact,
        kind=(only, ...),
        value=(_value(kind) | NotGiven, ...),
        source=(Source, ...),
        stated_on=(date | None, None),
        note=(Text, ""),
    )


_shapes = {shape: _shape(shape, shape.__name__) for shape in dict.fromkeys(VALUES.values())}
_statements = {kind: _statement(kind) for kind in FactKind}


def _one_of(shapes: Iterable[type[BaseModel]]) -> Any:
    return Annotated[reduce(or_, shapes), Field(discriminator="kind")]


if TYPE_CHECKING:  # a checker reads no types that are made at run time
    AnyStatement = BaseModel
    NewStatement = BaseModel
    NameShape = BaseModel
else:
    AnyStatement = _one_of(_statements.values())
    NewStatement = _one_of(shape for kind, shape in _statements.items() if kind not in ON_PAGES_ONLY)
    NameShape = _shapes[Name]


def statement_of(given: BaseModel) -> Statement:
    """The statement that a program sent. Raises WrongValue."""
    said = dict(given)
    kind = FactKind(said["kind"])
    value = said["value"]
    return Statement(kind=kind, value=_read(kind, value), source=said["source"], stated_on=said["stated_on"], note=said["note"])


def _read(kind: FactKind, value: BaseModel) -> Value:
    if isinstance(value, NotGiven):
        return value.no_value
    if VALUES[kind] is Name:
        # The script is seen from the letters; what a program says of it is not needed.
        name = persons.name_of((part.role, part.text) for part in dict(value)["parts"])
        if name is None:
            raise WrongValue(kind=kind.label)
        return name
    made: Value = VALUES[kind](**dict(value))
    return made


def written(statement: Statement) -> dict[str, Any]:
    """A statement as it is answered."""
    value = statement.value
    said = {"no_value": value.value} if isinstance(value, NoValue) else asdict(value)
    return {
        "kind": statement.kind.value,
        "value": said,
        "source": statement.source,
        "stated_on": statement.stated_on,
        "note": statement.note,
    }


# ---------------------------------------------------------------- what is asked and answered


class Search(_Exact):
    """Whom to look for. `text` takes a name in any script, a phone or document number, or a file number."""

    text: Line = ""
    phone: Line = ""
    document: Line = ""
    birth_year: Annotated[int, Field(ge=1850, le=2200)] | None = None


class Reason(Schema):
    """Why somebody may be, or may not be, the one: `favours` is 1, -1, or 0 for a remark."""

    code: str
    text: str
    favours: int


class Hit(Schema):
    """Somebody who may be the one; never a statement that they are."""

    person: UUID
    number: str
    names: list[NameShape]
    verdict: Verdict
    score: float
    reasons: list[Reason]


class FoundPersons(Schema):
    """`search` entitles to register for half an hour."""

    search: UUID
    too_common: bool
    hits: list[Hit]


class Registration(_Exact):
    """A person who was looked for and not found."""

    search: UUID
    statements: Annotated[list[NewStatement], Field(min_length=1, max_length=MOST_STATEMENTS)]
    level: Level = Level.ORGANISATION


class Registered(Schema):
    person: UUID


class NewFact(_Exact):
    """A statement to record. With `version`, only if the file still has that version."""

    statement: NewStatement
    version: Annotated[int, Field(ge=0)] | None = None


class Added(Schema):
    fact: UUID


class Withdrawal(Schema):
    """That a statement no longer stands; `because` is empty where a newer one took its place."""

    at: datetime
    by: str
    because: str


class RecordedStatement(Schema):
    """A statement with who recorded it and when. `withdrawal` is null while it stands."""

    ref: UUID
    statement: AnyStatement
    at: datetime
    by: str
    corrects: UUID | None
    withdrawal: Withdrawal | None


class Member(Schema):
    user: UUID
    name: str
    role: str
    since: date


class PersonFile(Schema):
    """A person's file: everything recorded, oldest first, what was withdrawn included."""

    person: UUID
    file: UUID
    number: str
    organisation: str
    level: str
    state: str
    version: int
    opened_on: date
    closed_on: date | None
    retention_until: date | None
    legal_hold: bool
    origin: str
    registered_at: datetime
    recorded: list[RecordedStatement]
    team: list[Member]


class Pair(Schema):
    """Two files that may be about one person, and where that stands. How near they are is shown to nobody before their own decision."""

    proposal: UUID
    persons: list[UUID]
    numbers: list[str]
    state: LinkState
    proposed_at: datetime


class Pairs(Schema):
    """A page of pairs. Ask again with `after` = `next` until it is empty; `count` is capped at 1,001."""

    pairs: list[Pair]
    next: str
    count: int


# ---------------------------------------------------------------- endpoints


@router.post("/search", auth=covers("persons.search"), response=answers(200, FoundPersons, record=False), summary="Find a person")
def search(request: HttpRequest, query: Search) -> dict[str, Any]:
    """Look for a person among the files within reach. Posted, so that a name stands in no address and no server log."""
    found = persons.search(persons.SearchQuery(**dict(query)), access=_access(request))
    return {"search": found.search, "too_common": found.too_common, "hits": [_hit(hit) for hit in found.hits]}


@router.post("", auth=covers("persons.register"), response=answers(201, Registered), summary="Register a person")
@once
def register(request: HttpRequest, registration: Registration) -> Registered:
    """Open a file for a person who was looked for in the last half hour."""
    statements = tuple(statement_of(one) for one in registration.statements)
    asked = persons.Registration(statements=statements, search=registration.search, level=registration.level)
    return Registered(person=persons.register(asked, access=_access(request)))


@router.get("/who-is-who", auth=covers("persons.identity_list"), response=answers(200, Pairs), summary="List pairs that may be one person")
def pairs(request: HttpRequest, state: LinkState | None = None, after: str = "") -> dict[str, Any]:
    """Pairs both of whose files are within reach: all that wait, or those in one state. Decisions are made on the pages, by people."""
    page = persons.identity_queue(persons.IdentityFilter(state=state, newest=True), after=after, access=_access(request))
    return {"pairs": [_pair(line) for line in page.lines], "next": page.next, "count": page.count}


@router.get("/{person}", auth=covers("persons.open"), response=answers(200, PersonFile), summary="Open a person's file")
def open_file(request: HttpRequest, person: UUID) -> dict[str, Any]:
    """Everything a person's file says."""
    view = persons.person_file(PersonId(person), access=_access(request))
    return {name: getattr(view, name) for name in PersonFile.model_fields if name not in ("recorded", "team")} | {
        "recorded": [
            {"ref": r.ref, "statement": written(r.statement), "at": r.at, "by": r.by, "corrects": r.corrects, "withdrawal": r.withdrawal}
            for r in view.recorded
        ],
        "team": [asdict(member) for member in view.team],
    }


@router.post("/{person}/facts", auth=covers("persons.add_fact"), response=answers(201, Added), summary="Add a statement")
@once
def add_fact(request: HttpRequest, person: UUID, fact: NewFact) -> Added:
    """Record a statement beside those that stand, also if it contradicts them."""
    added = persons.add_fact(PersonId(person), statement_of(fact.statement), version=fact.version, access=_access(request))
    return Added(fact=added)


def _hit(hit: persons.Hit) -> dict[str, Any]:
    reasons = [{"code": reason.code, "text": reason.text, "favours": reason.favours} for reason in persons.reasons(hit.evidence)]
    names = [asdict(name) for name in hit.summary.names]
    return {
        "person": hit.person,
        "number": hit.summary.number,
        "names": names,
        "verdict": hit.verdict,
        "score": hit.score,
        "reasons": reasons,
    }


def _pair(line: persons.IdentityLine) -> dict[str, Any]:
    both = (line.one, line.other)
    return {
        "proposal": line.ref,
        "persons": [one.person for one in both],
        "numbers": [one.number for one in both],
        "state": line.state,
        "proposed_at": line.made_at,
    }


def _access(request: HttpRequest) -> Access:
    access: Access = request.access  # type: ignore[attr-defined]  # set by the token
    return access
