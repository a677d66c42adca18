"""What hangs on a person here follows when their file continues in another one, and comes back when the two are taken apart.

Every row of this context is sealed under its file, so it is opened under one key and sealed under the other. What is added to a row that
followed (an entry in a case, the withdrawal of a consent) goes back with it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Max

from amana.contexts.cases.record.models import AttachmentPiece, Case
from amana.contexts.persons.facade import BothInUse, Follower
from amana.contexts.persons.models import Person
from amana.kernel.files.models import File
from amana.kernel.ids import PersonId
from amana.kernel.sealed.fields import SealedModel

Moved = Mapping[str, Any]


def follow(ended: PersonId, kept: PersonId) -> Moved:
    """Move every row of one person's file to the other's; gives the refs by model, of cases with their episode. Raises BothInUse."""
    source, target = _person(ended), _person(kept)
    if _open_case(source) and _open_case(target):
        raise BothInUse
    cases = {str(case.ref): case.episode for case in Case.objects.filter(person=source)}
    later = Case.objects.filter(person=target).aggregate(last=Max("episode"))["last"] or 0
    moved: dict[str, list[str]] = {}
    for model in _tables():
        rows = _found(model, file=source.file)
        moved[model._meta.label] = [str(row.ref) for row in rows]
        for row in rows:
            _move(row, target, episode=row.episode + later if isinstance(row, Case) else 0)
    return {"rows": {label: refs for label, refs in moved.items() if refs}, "episodes": cases}


def back(moved: Moved, ended: PersonId, kept: PersonId) -> None:
    """Move them back, with all that was added to them since."""
    source, target = _person(kept), _person(ended)
    going = {model: set(_found(model, file=source.file, ref__in=moved["rows"].get(model._meta.label, ()))) for model in _tables()}
    while more := list(_added_to(going, source.file)):
        for row in more:
            going[type(row)].add(row)
    for rows in going.values():
        for row in sorted(rows, key=lambda row: row.pk):
            _move(row, target, episode=moved["episodes"].get(str(row.ref), 0))


def _added_to(going: Mapping[type[SealedModel], set[SealedModel]], file: File) -> Iterable[SealedModel]:
    """Rows of the file that point at a row that goes and do not go yet."""
    for model, rows in going.items():
        for key in model._meta.concrete_fields:
            pointed = next((found for of, found in going.items() if isinstance(key, models.ForeignKey) and key.related_model is of), None)
            if pointed:
                pointing = _found(model, file=file, **{f"{key.name}__in": [row.pk for row in pointed]})
                yield from (row for row in pointing if row not in rows)


def _move(row: SealedModel, target: Person, *, episode: int) -> None:
    row.move_to_file(target.file)
    if any(field.name == "person" for field in row._meta.concrete_fields):
        row.person = target  # type: ignore[attr-defined]  # those that have it
    if isinstance(row, Case):
        row.episode = episode
    row.save()
    if isinstance(row, AttachmentPiece):
        row.__dict__.pop("content", None)  # one piece in memory at a time


def _found(model: type[SealedModel], **which: Any) -> list[SealedModel]:
    """Rows of a table; of pieces of large files without what is in them, which is read when each is moved."""
    rows = model.objects.filter(**which)
    return list(rows.defer("content") if issubclass(model, AttachmentPiece) else rows)


def _person(ref: PersonId) -> Person:
    found: Person = Person.objects.select_related("file__organisation").get(ref=ref)
    return found


def _open_case(person: Person) -> bool:
    return bool(Case.objects.filter(person=person, closed_on=None).exists())


def _tables() -> list[type[SealedModel]]:
    return [model for model in apps.get_app_config("cases").get_models() if issubclass(model, SealedModel)]


FOLLOWER = Follower(follow=follow, back=back)
