"""Ending what an erasure left when its process died: rows of a file whose key is destroyed.

An erasure is one transaction (statements, card, postings, the mark on the file, the entry in the log), then the key goes, then every other
context deletes its rows. A crash before the key leaves a confirmed erasure, which `finish_erasures` ends; a crash after it leaves rows
that nobody can read, which go here. Restoring a backup from before the erasure brings such rows back as well.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db import transaction

from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.audit.entries import Entry, EntryKind
from amana.kernel.audit.log import append
from amana.kernel.files.models import File, State
from amana.kernel.ids import FileId, OrganisationId
from amana.kernel.sealed.remains import certainly_destroyed

FILES_AT_ONCE = 500  # jobs wait meanwhile; what is left over is dealt with the next time


@dataclass(frozen=True, slots=True)
class Holder:
    """A context that holds rows of persons' files: which erased files have some left, and deleting them."""

    left: Callable[[], set[UUID]]
    delete: Callable[[UUID], int]


def holders() -> list[Holder]:
    """The contexts of this node that hold rows of persons' files, the one that points at the others' rows first."""
    found = []
    if apps.is_installed("amana.contexts.cases"):
        from amana.contexts.cases import facade as cases

        found.append(Holder(cases.erased_with_rows, cases.delete_rest))
    if apps.is_installed("amana.contexts.persons"):
        from amana.contexts.persons import facade as persons

        found.append(Holder(persons.erased_with_rows, persons.delete_rest))
    return found


def forget_rest_of_erased() -> int:
    """Delete what is left of erased files whose keys are destroyed, each in a transaction with its entry in the log; gives how many files.

    Nothing goes where the file is not marked erased, or the key store does not say that the key was destroyed, or still has one.
    Whatever is raised, files that were dealt with stay so and the others are as they were.
    """
    access, held = system_access(), holders()
    with floor(access):
        left = set().union(*(holder.left() for holder in held))
        return sum(_forget(file, held) for file in sorted(certainly_destroyed(left))[:FILES_AT_ONCE])


def _forget(ref: UUID, held: list[Holder]) -> bool:
    with transaction.atomic():
        file = File.objects.select_for_update(of=("self",)).select_related("organisation").filter(ref=ref, state=State.ERASED).first()
        rows = sum(holder.delete(ref) for holder in held) if file else 0
        if file is None or not rows:  # another worker was here first
            return False
        # Under the organisation's name, so that its data protection officer reads it in the log.
        organisation = OrganisationId(file.organisation.ref)
        append(
            Entry(
                kind=EntryKind.SYSTEM.value,
                name="persons.forget_rest",
                organisation=organisation,
                file=FileId(file.ref),
                detail={"rows": rows},
            )
        )
        return True
