"""The version of a file: whoever takes something back says which version they saw, and nothing is overwritten in silence."""

from django.db.models import F

from amana.contexts.persons.errors import NotOpen, StaleFile
from amana.kernel.files.models import File, State


def touch(file: File, *, based_on: int | None, states: frozenset[State] = frozenset({State.OPEN})) -> None:
    """Count the version up and lock the file until the transaction ends. `based_on` None is for what only adds.

    Raises NotOpen where the file is in none of `states`, StaleFile where it has another version than the one it is based on.
    """
    rows = File.objects.filter(pk=file.pk, state__in=states)
    if based_on is not None:
        rows = rows.filter(version=based_on)
    if rows.update(version=F("version") + 1) == 0:
        now = File.objects.values("version", "state").get(pk=file.pk)
        if State(now["state"]) not in states:
            raise NotOpen
        raise StaleFile(based_on=based_on, now=now["version"])
    file.refresh_from_db(fields=["version", "state", "level", "legal_hold"])
