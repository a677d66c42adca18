"""What goes with a file that is erased: every row about it and another file, whichever of the two seals it."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from amana.contexts.persons.events import PersonErased
from amana.contexts.persons.identity.models import Continuation, LinkNotice, LinkProposal, LinkStep, ToCompare
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access

# In this order: what points at another row goes before it.
TABLES = (LinkNotice, LinkStep, Continuation, LinkProposal)


def forget(file: UUID, person: int | None = None) -> int:
    """Delete them inside the caller's transaction, and the mark by which the person would be compared; gives how many rows there were."""
    if person is not None:
        ToCompare.objects.filter(person=person).delete()
    gone = 0
    for model in TABLES:
        rows = model.objects.filter(Q(file__ref=file) | Q(other_file__ref=file))
        gone += rows.filter(pk__in=list(rows.values_list("pk", flat=True))).delete()[0]
    return gone


def erased_with_rows() -> set[UUID]:
    """The erased files of which such rows are here. Call within an access that reaches every file."""
    found: set[UUID] = set()
    for model in TABLES:
        for path in ("file", "other_file"):
            rows = model.objects.filter(**{f"{path}__state": "erased"})
            found.update(rows.values_list(f"{path}__ref", flat=True).distinct())
    return found


def forget_erased(event: PersonErased) -> int:
    """Delete what whoever erased the file could not reach: rows about it and a file of another service. Listens to `PersonErased`."""
    with floor(system_access()), transaction.atomic():
        return forget(event.file)
