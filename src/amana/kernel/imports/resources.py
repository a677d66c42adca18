"""What the policies are asked about imports, and finding a run within the access in force."""

from amana.kernel.access.resources import file_resource, record_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.errors import NoAccess, NotFound
from amana.kernel.ids import ImportId
from amana.kernel.imports.models import ImportRun


def find(run: ImportId) -> ImportRun:
    """The stored run with its file and holder. Raises NotFound for one that is not there or not within reach."""
    found = ImportRun.objects.select_related("file__organisation", "organisation", "started_by", "undo_proposed_by").filter(ref=run).first()
    if found is None:
        raise NotFound
    return found


def of_run(run: ImportId, *_args: object, **_kwargs: object) -> Resource:
    """The file that the run's sheet is sealed under."""
    return file_resource(find(run).file)


def the_desk(*_args: object, access: Access, **_kwargs: object) -> Resource:
    """The imports of the organisation at work, for beginning a new one."""
    if access.organisation is None:
        raise NoAccess
    return record_resource("Import", access.organisation, organisation=access.organisation, owner=access.user)
