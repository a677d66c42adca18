"""Joining two files that were held to be one person's, and taking them apart again. Nothing is deleted by joining.

The file that is not kept stays as it was, closed, and says where it continues. What stands in it is copied into the kept file, each copy
with the number of the file it came from; a file that is taken apart loses exactly those copies, because they turned out to be somebody
else's. Statements added to the kept file meanwhile stay there: nobody but the people at work can tell whom they are about.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from amana.contexts.persons import index
from amana.contexts.persons import queries as persons
from amana.contexts.persons.identity import following, queries
from amana.contexts.persons.identity.errors import NotJoinable, SayWhy
from amana.contexts.persons.identity.events import FileContinued, FilesTakenApart
from amana.contexts.persons.identity.models import Continuation, LinkProposal
from amana.contexts.persons.identity.proposing import drop_idle_pairs, mark
from amana.contexts.persons.identity.terms import LinkState
from amana.contexts.persons.models import Person, PersonFact
from amana.contexts.persons.queries import Recorded
from amana.contexts.persons.record.cards import refresh
from amana.contexts.persons.rules.card import Card
from amana.contexts.persons.terms import ONE_OF_A_KIND, FactKind
from amana.contexts.persons.values import Relation, Statement
from amana.contexts.persons.versions import touch
from amana.kernel.access.resources import file_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.accounts.models import User
from amana.kernel.actions import action, announce, record
from amana.kernel.errors import NoAccess
from amana.kernel.files.models import File, State
from amana.kernel.ids import PersonId, UserId

EITHER = frozenset({State.OPEN, State.CLOSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What a person has one of and the two files say differently, or the names of both: one of the statements is shown first."""

    kind: FactKind
    statements: tuple[Recorded, ...]


def conflicts(one: Iterable[Recorded], other: Iterable[Recorded]) -> tuple[Conflict, ...]:
    """The kinds for which somebody has to say what is shown first."""
    standing = [r for r in (*one, *other) if r.stands]
    found = []
    for kind in (FactKind.NAME, *sorted(ONE_OF_A_KIND)):
        said = {r.statement.value: r for r in reversed([r for r in standing if r.statement.kind is kind])}
        if len(said) > 1:
            found.append(Conflict(kind=kind, statements=tuple(reversed(said.values()))))
    return tuple(found)


def _of_side(proposal: UUID, *_args: object, **_kwargs: object) -> Resource:
    return file_resource(queries.find(proposal).file)


def _two_people(proposal: UUID, *_args: object, access: Access, **_kwargs: object) -> dict[str, object]:
    """Joining changes two people's files, so it takes two people (access.two_people_many): somebody else decided, or confirmed, it."""
    return {"files": 2, "second_person": decided_by_another(proposal, access)}


def decided_by_another(proposal: UUID, access: Access) -> UserId | None:
    """Who beside this reader holds the two files to be one person's; None for nobody."""
    standing = queries.view_of(queries.find(proposal), access=access).standing
    if standing.state is not LinkState.SAME:
        return None
    agreed = [step.by for step in (standing.first, standing.second) if step is not None and step.by not in (None, access.user)]
    return agreed[0] if agreed else None


@action("persons.identity_join", resource=_of_side, context=_two_people)
def join(proposal: UUID, kept: PersonId, *, shown_first: Sequence[UUID], seen: tuple[int, int], access: Access) -> None:
    """Let one of two files continue in the other. `shown_first` names statements of either file; `seen` the versions of both as shown.

    Raises NotJoinable, StaleFile, NotOpen, and BothInUse where what hangs on the file cannot follow.
    """
    join_beside(proposal, access=access)
    row = queries.find(proposal)
    into, ended = (row.person, row.other) if row.person.ref == kept else (row.other, row.person)
    if kept not in (row.person.ref, row.other.ref) or not _joinable(row, ended):
        raise NotJoinable
    versions = {row.file_id: seen[0], row.other_file_id: seen[1]}
    for person in (into, ended):
        person.file = row.file if person.file_id == row.file_id else row.other_file
        touch(person.file, based_on=versions[person.file_id])
    before = into.shown_first
    copies = _copy(ended, into)
    moved = following.follow(PersonId(ended.ref), PersonId(into.ref))
    into.shown_first = [str(copies.get(ref, ref)) for ref in shown_first] + [ref for ref in before or [] if UUID(ref) not in shown_first]
    into.save(update_fields=["shown_first"])
    Continuation.objects.create(
        file=ended.file,
        other_file=into.file,
        proposal=row,
        content={
            "copies": {str(old): str(new) for old, new in copies.items()},
            "shown_first": before,
            "moved": moved,
            "state": {"state": ended.file.state, "closed_on": None, "retention_until": None},
        },
        began_by=worker(access),
        began_at=timezone.now(),
    )
    refresh(into)
    # The kept file is found under all names now, so the other is found no more but by its number.
    index.change(_holding(ended, ended.card), _holding(ended, {}))
    File.objects.filter(pk=ended.file_id).update(state=State.CLOSED, closed_on=timezone.localdate(), retention_until=None)
    drop_idle_pairs(ended)
    record(ended=str(ended.ref), kept=str(into.ref), copies=len(copies))
    announce(FileContinued(ended=PersonId(ended.ref), kept=PersonId(into.ref)))


def _beside(proposal: UUID, *_args: object, **_kwargs: object) -> Resource:
    return file_resource(queries.find(proposal).other_file)


@action("persons.identity_join_beside", resource=_beside, context=_two_people)
def join_beside(proposal: UUID, *, access: Access) -> None:
    """The second of two files that are joined: decided for it as well."""


@action("persons.identity_take_apart", resource=_of_side)
def take_apart(proposal: UUID, because: str, *, access: Access) -> None:
    """Make two files of joined ones again, each as it was. Raises NotJoinable where they are not joined, SayWhy.

    This needs no second person, unlike joining: waiting for one would leave one person's facts in another's file, and what it restores
    is what people had seen before.
    """
    take_apart_beside(proposal, access=access)
    if not because.strip():
        raise SayWhy
    row = queries.find(proposal)
    joined = Continuation.objects.select_related("file", "other_file").filter(proposal=row, ended_at=None).first()
    if joined is None:
        raise NotJoinable
    ended, kept = (row.person, row.other) if joined.file_id == row.file_id else (row.other, row.person)
    for person in (ended, kept):
        person.file = row.file if person.file_id == row.file_id else row.other_file
        touch(person.file, based_on=None, states=EITHER)
    content = joined.content
    following.back(content["moved"], PersonId(ended.ref), PersonId(kept.ref))
    _take_copies_away(kept, content["copies"].values())
    kept.shown_first = content["shown_first"]
    kept.save(update_fields=["shown_first"])
    refresh(kept)
    index.enter([_holding(ended, ended.card)])
    File.objects.filter(pk=ended.file_id).update(**content["state"])
    joined.ended_by, joined.ended_at, joined.ended_because = worker(access), timezone.now(), because.strip()
    joined.save(update_fields=["ended_by", "ended_at", "ended_because"])
    mark([ended.pk])
    record(ended=str(ended.ref), kept=str(kept.ref))
    announce(FilesTakenApart(ended=PersonId(ended.ref), kept=PersonId(kept.ref)))


@action("persons.identity_take_apart_beside", resource=_beside)
def take_apart_beside(proposal: UUID, *, access: Access) -> None:
    """The second of two files that are taken apart: decided for it as well."""


def _joinable(row: LinkProposal, ended: Person) -> bool:
    """One organisation, held to be one person, neither continues elsewhere, and no third one in the one that ends."""
    going_on = Continuation.objects.filter(ended_at=None)
    busy = going_on.filter(file__in=(row.file_id, row.other_file_id)).exists() or going_on.filter(other_file=ended.file_id).exists()
    return row.state == LinkState.SAME and row.file.organisation_id == row.other_file.organisation_id and not busy


def _copy(ended: Person, kept: Person) -> dict[UUID, UUID]:
    """Copy what stands in one file and is not said alike in the other; by the statement's ref, its copy's."""
    there = {(r.statement.kind, r.statement.value) for r in persons.recorded(kept) if r.stands}
    copies: dict[UUID, UUID] = {}
    for recorded in persons.recorded(ended):
        said = recorded.statement
        if not recorded.stands or (said.kind, said.value) in there or _is_about(said, kept):
            continue
        content = {**said.written(), "note": " · ".join(filter(None, (said.note, ended.file.number)))}
        made = PersonFact.objects.create(
            file=kept.file,
            person=kept,
            content=content,
            recorded_by=PersonFact.objects.get(ref=recorded.ref).recorded_by,
            recorded_at=recorded.at,
        )
        copies[recorded.ref] = made.ref
    return copies


def _is_about(said: Statement, person: Person) -> bool:
    return isinstance(said.value, Relation) and said.value.other == person.ref


def _take_copies_away(kept: Person, copies: Iterable[str]) -> None:
    """Delete the copies, whose originals stand in the other file. What was put in the place of one stays, as a statement of its own."""
    gone = PersonFact.objects.filter(person=kept, ref__in=list(copies))
    PersonFact.objects.filter(corrects__in=gone).update(corrects=None)
    gone.update(corrects=None)
    gone.delete()


def _holding(person: Person, card: Card) -> index.Holding:
    return index.Holding(person=person.pk, holder=person.file.organisation_id, card=card)


def worker(access: Access) -> User:
    """The account behind an access. Raises NoAccess for the node itself, which decides nothing."""
    found = User.objects.filter(ref=access.user).first() if access.user else None
    if found is None:
        raise NoAccess
    return found
