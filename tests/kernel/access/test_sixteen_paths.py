"""No view can forget the policy: sixteen ways to a row, for every model that hangs on a file, under an access that does not reach it."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, models, transaction

from amana.kernel.access.floor import floor
from amana.kernel.access.protected_models import WITHOUT_MANAGER, protected_models
from amana.kernel.access.system import system_access
from amana.kernel.accounts.terms import Role
from amana.kernel.errors import NoAccess
from amana.kernel.files.models import File, Level
from amana.kernel.ids import OrganisationId, UserId
from tests.kernel.access import database, worlds
from tests.kernel.access.any_row import insert
from tests.kernel.access.sixteen_paths import PATHS, Probe, probing, reached
from tests.kernel.access.worlds import Purpose

pytestmark = pytest.mark.django_db

# Where no database floor exists (SQLite), Django walks around a model's manager wherever it joins tables or is handed SQL.
PAST_THE_MANAGER = {
    "select_related", "values over a join", "filter as an oracle", "F expression", "raw", "cursor", "aggregate",
}  # fmt: skip
GUARDED = [model for model in protected_models() if model._meta.label not in WITHOUT_MANAGER]

on_postgres = pytest.mark.postgres


@pytest.fixture
def holders() -> dict[str, object]:
    """Two shelters; a case worker of the first; a restricted file of the second."""
    with floor(system_access()):
        home, other = database.organisation("Home"), database.organisation("Other")
        worker, stranger = database.user("worker"), database.user("stranger")
        hidden = database.file("hidden", other, team=(stranger,), level=Level.RESTRICTED)
    asked = worlds.access(user=UserId(worker.ref), organisation=OrganisationId(home.ref))
    return {"hidden": hidden, "access": asked, "home": home, "worker": worker}


@pytest.fixture
def probe(request: pytest.FixtureRequest, holders: dict[str, object]) -> Iterator[Probe]:
    model: type[models.Model] = request.param
    with floor(system_access()):
        hidden = holders["hidden"]
        row = hidden.pk if model is File else insert(model, hidden)  # type: ignore[attr-defined, arg-type]
        with probing(model, row) as made:
            yield made


def leaks(probe: Probe) -> set[str]:
    with transaction.atomic():
        return reached(probe, (NoAccess,))


@pytest.mark.parametrize("probe", GUARDED, ids=lambda model: model._meta.label, indirect=True)
def test_what_lies_in_another_s_file_is_not_reached(probe: Probe, holders: dict[str, object]) -> None:
    with floor(holders["access"]):  # type: ignore[arg-type]
        found = leaks(probe)
    assert found == (set() if connection.vendor == "postgresql" else PAST_THE_MANAGER)


@on_postgres
@pytest.mark.parametrize("probe", [File], ids=["files.File"], indirect=True)
def test_a_file_of_others_is_not_reached(probe: Probe, holders: dict[str, object]) -> None:
    with floor(holders["access"]):  # type: ignore[arg-type]
        assert leaks(probe) == set()


@on_postgres
@pytest.mark.parametrize("probe", [File, *GUARDED], ids=lambda model: model._meta.label, indirect=True)
@pytest.mark.parametrize(
    ("purpose", "role"),
    [(Purpose.ADMINISTRATION, Role.ADMINISTRATOR), (Purpose.OVERSIGHT, Role.AUDITOR), (Purpose.SUPERVISION, Role.SUPERVISOR)],
)
def test_no_other_purpose_reaches_it_either(probe: Probe, holders: dict[str, object], purpose: Purpose, role: Role) -> None:
    asked = worlds.access(
        purpose,
        role,
        user=UserId(holders["worker"].ref),
        organisation=OrganisationId(holders["home"].ref),  # type: ignore[attr-defined]
    )
    with floor(asked):
        assert leaks(probe) == set()


@pytest.mark.parametrize("probe", GUARDED, ids=lambda model: model._meta.label, indirect=True)
def test_under_an_access_that_reaches_it_every_way_leads_there(probe: Probe) -> None:
    """The same sixteen ways, allowed: otherwise a way that never works would count as guarded."""
    with floor(system_access()):
        assert leaks(probe) == set(PATHS)


@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model._meta.label)
def test_outside_an_access_a_manager_gives_nothing(model: type[models.Model]) -> None:
    for manager in (model._default_manager, model._base_manager):
        with pytest.raises(NoAccess):
            manager.all()
        with pytest.raises(NoAccess):
            manager.create()


@on_postgres
@pytest.mark.parametrize("model", [File, *GUARDED], ids=lambda model: model._meta.label)
def test_outside_an_access_sql_gives_nothing(model: type[models.Model], holders: dict[str, object]) -> None:
    with floor(system_access()):
        row = holders["hidden"].pk if model is File else insert(model, holders["hidden"])  # type: ignore[attr-defined, arg-type]
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{model._meta.db_table}"')
        assert cursor.fetchone() == (0,)
    with floor(system_access()), connection.cursor() as cursor:
        cursor.execute(f'SELECT id FROM "{model._meta.db_table}"')
        assert (row,) in cursor.fetchall()


@on_postgres
@pytest.mark.parametrize("model", GUARDED, ids=lambda model: model._meta.label)
def test_nothing_is_written_into_another_s_file(model: type[models.Model], holders: dict[str, object]) -> None:
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(), floor(holders["access"]):  # type: ignore[arg-type]
        insert(model, holders["hidden"])  # type: ignore[arg-type]
