"""Which file continues in which, as the node knows it: by row number, for acts that have asked the policies about a file already.

Asked under the node's own access. Whether a file goes on elsewhere must not depend on whether the reader reaches the other one: they
would open it again, or erase half of a person's record.
"""

from amana.contexts.persons.identity.models import Continuation
from amana.contexts.persons.models import Person
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.ids import PersonId


def is_continued(file: int) -> bool:
    """Whether a file continues in another one."""
    with floor(system_access()):
        return bool(Continuation.objects.filter(file=file, ended_at=None).exists())


def continuing_in(file: int) -> list[int]:
    """The files that continue in this one: they are kept as long as it, and erased with it."""
    with floor(system_access()):
        return list(Continuation.objects.filter(other_file=file, ended_at=None).values_list("file", flat=True))


def persons_continuing_in(file: int) -> list[PersonId]:
    """The persons of those files."""
    files = continuing_in(file)
    with floor(system_access()):
        return [PersonId(ref) for ref in Person.objects.filter(file__in=files).order_by("pk").values_list("ref", flat=True)]


def numbers_continuing_in(file: int) -> list[str]:
    """The numbers of those files, for whoever is about to erase this one."""
    with floor(system_access()):
        rows = Continuation.objects.filter(other_file=file, ended_at=None)
        return list(rows.order_by("file__number").values_list("file__number", flat=True))
