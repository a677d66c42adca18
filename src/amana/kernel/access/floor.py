"""The floor under everything: while code works under an access, the database itself shows only rows within that access's reach.

On PostgreSQL each protected table has forced row-level security that reads a few settings of the connection. They are set on entering
`floor` and put back on leaving; a connection without them sees no row. The floor is coarser than the policies (it knows reach, not
acts) and stands whatever the program above forgets. SQLite has no such floor: there the protected manager alone repeats it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from amana.kernel.access.scope import _current
from amana.kernel.access.terms import WORKING_PURPOSES, Purpose
from amana.kernel.access.values import Access

SETTINGS = ("amana.purpose", "amana.organisation", "amana.user", "amana.break_glass_file", "amana.today")
_SET = "SELECT " + ", ".join(["set_config(%s, %s, false)"] * len(SETTINGS))


@contextmanager
def floor(access: Access) -> Iterator[None]:
    """Work under this access. May be nested; the access of the outer block is in force again afterwards, whatever happens inside."""
    before = _current.get()
    token = _current.set(access)
    try:
        _tell_database(access)
        yield
    finally:
        _current.reset(token)
        _put_back(before)


def within_floor(access: Access, prefix: str) -> Q:
    """The floor as a filter, in the words of the database policies (`floor_migration.FILE_RULE`); a test holds the two together."""
    if access.purpose is Purpose.MAINTENANCE:
        return Q(**{f"{prefix}pk__isnull": False})
    if access.purpose is Purpose.OVERSIGHT:
        return Q(**{f"{prefix}organisation__ref": access.organisation})
    if access.purpose not in WORKING_PURPOSES:
        return Q(**{f"{prefix}pk__in": []})
    if access.break_glass_file is not None:
        return Q(**{f"{prefix}ref": access.break_glass_file, f"{prefix}organisation__ref": access.organisation})
    today = timezone.localdate()
    serving = apps.get_model("files", "FileTeam").objects.filter(
        Q(until=None) | Q(until__gte=today), user__ref=access.user, since__lte=today
    )
    own = Q(**{f"{prefix}organisation__ref": access.organisation, f"{prefix}level": "organisation"})
    return own | Q(**{f"{prefix}pk__in": serving.values("file_id")})


def _tell_database(access: Access | None) -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(_SET, [part for pair in zip(SETTINGS, _values(access), strict=True) for part in pair])


def _values(access: Access | None) -> tuple[str, ...]:
    if access is None:
        return ("",) * len(SETTINGS)
    ids = (access.organisation, access.user, access.break_glass_file)
    return str(access.purpose), *(str(one or "") for one in ids), timezone.localdate().isoformat()


def _put_back(access: Access | None) -> None:
    """Set the outer access again. If that cannot be done, the connection goes: rather no connection than somebody else's."""
    if connection.vendor != "postgresql" or connection.connection is None:
        return
    if connection.in_atomic_block and (connection.needs_rollback or _is_aborted()):
        return  # the rollback that must follow takes the settings of this block back with it
    try:
        _tell_database(access)
    except Exception:
        connection.close()
        raise


def _is_aborted() -> bool:
    from psycopg.pq import TransactionStatus

    return bool(connection.connection.info.transaction_status == TransactionStatus.INERROR)
