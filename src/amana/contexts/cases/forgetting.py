"""What happens here when a person's file was erased: every row of this context that hung on it goes.

The key is destroyed already, so nothing can be read any more; this removes what is left of it. It may be repeated.
"""

from django.apps import apps
from django.db import transaction

from amana.contexts.persons.facade import PersonErased
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.sealed.fields import SealedModel


def forget(event: PersonErased) -> int:
    """Delete the rows of an erased file, and give how many there were. Listens to `PersonErased`."""
    gone = 0
    with floor(system_access()), transaction.atomic():
        for model in apps.get_app_config("cases").get_models():
            if issubclass(model, SealedModel):
                rows = model.objects.filter(file__ref=event.file)
                # Rows of one file point at each other; the database checks that when the transaction ends, Django would row by row.
                gone += rows._raw_delete(rows.db)  # noqa: SLF001 - the reason stands above
    return gone
