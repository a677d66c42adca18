"""The manager of every model that hangs on a file: outside an access it gives nothing at all, inside one only rows within reach.

On PostgreSQL the floor of the database already filters, so nothing is added. On SQLite this is the only guard, and Django walks around
any manager where it joins tables (`select_related`, filters and values across a relation) or where it is handed plain SQL; which of
sixteen such ways it stops is measured in tests/kernel/access/test_sixteen_paths.py.
"""

from collections.abc import Mapping
from typing import Any, Self

from django.db import connections, models

from amana.kernel.access import scope
from amana.kernel.access.floor import within_floor
from amana.kernel.access.lists import visible
from amana.kernel.access.values import Access, Circumstances
from amana.kernel.errors import NoAccess
from amana.kernel.sealed.rows import SealedQuerySet


class ProtectedQuerySet(SealedQuerySet):
    """Rows that hang on a file."""

    file_prefix = "file__"

    def for_access(self, access: Access, action: str, context: Mapping[str, object] | Circumstances = {}) -> Self:  # noqa: B006 - it is only read
        """Only rows on whose file the act is allowed (`lists.visible`)."""
        return self.filter(visible(access, action, self.file_prefix, context))

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]  # Django's own, which its types leave out
        clone.file_prefix = self.file_prefix
        return clone


class ProtectedManager(models.Manager[Any]):
    """Set it as `objects` and name it `base_manager_name` too; `prefix` is the path to the file, "" on File itself."""

    def __init__(self, prefix: str = "file__") -> None:
        super().__init__()
        self.prefix = prefix

    def get_queryset(self) -> ProtectedQuerySet:
        """Raises NoAccess outside an access."""
        access = scope.current()
        if access is None:
            raise NoAccess(action=f"read {self.model._meta.label_lower}")
        # Django's own, which its types leave out
        rows = ProtectedQuerySet(self.model, using=self._db, hints=self._hints)  # type: ignore[attr-defined]
        rows.file_prefix = self.prefix
        return rows if connections[rows.db].vendor == "postgresql" else rows.filter(within_floor(access, self.prefix))

    def for_access(self, access: Access, action: str, context: Mapping[str, object] | Circumstances = {}) -> ProtectedQuerySet:  # noqa: B006 - it is only read
        """Only rows on whose file the act is allowed (`lists.visible`)."""
        return self.get_queryset().for_access(access, action, context)
