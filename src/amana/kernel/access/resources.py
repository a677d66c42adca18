"""Resources as the policies see them, read from the database."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from amana.kernel.access.values import FILE, Resource
from amana.kernel.files.models import File, FileTeam
from amana.kernel.ids import FileId, OrganisationId, UserId


def file_resource(file: File) -> Resource:
    """What the policies are asked about for this file and everything that hangs on it. Two queries at most: holder and team."""
    return file_resources([file])[0]


def file_resources(files: Iterable[File]) -> list[Resource]:
    """The same for many files, in their order; one query for all their teams. Give files with `select_related("organisation")`."""
    files = list(files)
    today = timezone.localdate()
    serving = FileTeam.objects.filter(Q(until=None) | Q(until__gte=today), file__in=[file.pk for file in files], since__lte=today)
    teams: dict[int, set[UUID]] = {}
    for file_pk, user in serving.values_list("file_id", "user__ref"):
        teams.setdefault(file_pk, set()).add(user)
    return [
        Resource(
            kind=FILE,
            ref=file.ref,
            file=FileId(file.ref),
            attrs={
                "organisation": file.organisation.ref,
                "level": file.level,
                "state": file.state,
                "legal_hold": file.legal_hold,
                "team": frozenset(teams.get(file.pk, ())),
            },
        )
        for file in files
    ]


def record_resource(
    kind: str, ref: UUID, *, organisation: OrganisationId | None = None, owner: UserId | None = None, file: FileId | None = None
) -> Resource:
    """What the policies are asked about for something that is about no protected person.

    kind   the act's `on`: "Account", "Import", "Audit", ... (anything but "File")
    file   a file to name in the audit entry, where the record points to one
    """
    if kind == FILE:
        raise ValueError("a file is described by file_resource")
    return Resource(kind=kind, ref=ref, file=file, attrs={"organisation": organisation, "owner": owner})
