"""What happens here when a person's file was erased: every row of this context that hung on it goes.

The key is destroyed already, so nothing can be read any more; this removes what is left of it. It may be repeated, and is, by the node's
chores, where a process died before it.
"""

from uuid import UUID

from django.apps import apps
from django.db import transaction

from amana.contexts.persons.facade import PersonErased
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.sealed.fields import SealedModel
from amana.kernel.sealed.remains import delete_rows, erased_files_with_rows


def forget(event: PersonErased) -> int:
    """Delete the rows of an erased file, and give how many there were. Listens to `PersonErased`."""
    with floor(system_access()), transaction.atomic():
        return delete_rows(_tables(), event.file)


def erased_with_rows() -> set[UUID]:
    """The erased files of which rows are left here. Call within an access that reaches every file."""
    return erased_files_with_rows(_tables())


def delete_rest(file: UUID) -> int:
    """Delete the rows of an erased file inside the caller's transaction and access; gives how many there were."""
    return delete_rows(_tables(), file)


def _tables() -> list[type[SealedModel]]:
    return [model for model in apps.get_app_config("cases").get_models() if issubclass(model, SealedModel)]
