"""What the policies are asked about imports, and finding a run within the access in force."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from amana.kernel.access import on_page
from amana.kernel.access.floor import floor
from amana.kernel.access.resources import file_resource, record_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.errors import NoAccess, NotFound
from amana.kernel.ids import ImportId
from amana.kernel.imports.models import ImportRun

P = ParamSpec("P")
R = TypeVar("R")


def under_access(query: Callable[P, R]) -> Callable[P, R]:
    """Make a query work under the access it is given, wherever it is called from. It has to give values, not rows to be read later."""

    @wraps(query)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        access = kwargs["access"]
        if not isinstance(access, Access):
            raise NoAccess
        with floor(access):
            return query(*args, **kwargs)

    return run


def find(run: ImportId) -> ImportRun:
    """The stored run with its file and holder. Raises NotFound for one that is not there or not within reach."""
    found: ImportRun | None = (
        ImportRun.objects.select_related("file__organisation", "organisation", "started_by", "undo_proposed_by").filter(ref=run).first()
    )
    if found is None:
        raise NotFound
    return found


def of_run(run: ImportId, *_args: object, **_kwargs: object) -> Resource:
    """The file that the run's sheet is sealed under."""
    on_page.note_several()
    return file_resource(find(run).file)


def the_desk(*_args: object, access: Access, **_kwargs: object) -> Resource:
    """The imports of the organisation at work, for beginning a new one."""
    if access.organisation is None:
        raise NoAccess
    return record_resource("Import", access.organisation, organisation=access.organisation, owner=access.user)
