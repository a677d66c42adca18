"""The floor: set on entering, put back on leaving, whatever happens between; and the same in the database as in Python."""

import random
from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from amana.kernel.access import scope
from amana.kernel.access.database_role import check_database_role
from amana.kernel.access.floor import SETTINGS, floor, within_floor
from amana.kernel.access.floor_migration import FILE_RULE
from amana.kernel.access.protected_models import badly_keyed, protected_models, without_floor, without_manager
from amana.kernel.access.system import system_access
from amana.kernel.access.terms import WORKING_PURPOSES, Purpose
from amana.kernel.files.models import File, FileTeam, Level
from amana.kernel.ids import FileId, OrganisationId, UserId
from tests.kernel.access import database
from tests.kernel.access.worlds import access, some_access

on_postgres = pytest.mark.postgres


@pytest.fixture
def own_transactions(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A connection outside any transaction of the test's; nothing is left in the database, so nothing has to be emptied."""
    with django_db_blocker.unblock():
        yield
        connection.close()


def fail(failure: type[Exception]) -> None:
    """Fail, as plain Python or with a statement that leaves the transaction aborted."""
    if failure is DatabaseError:
        connection.cursor().execute("SELECT no_such_column")
    raise failure


def settings_now() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in SETTINGS))
        return list(cursor.fetchone())


def test_the_access_in_force_is_the_innermost_one() -> None:
    assert scope.current() is None


@pytest.mark.django_db
def test_blocks_may_be_nested() -> None:
    outer, inner = access(), system_access()
    with floor(outer):
        with floor(inner):
            assert scope.current() is inner
        assert scope.current() is outer
    assert scope.current() is None


@pytest.mark.django_db
def test_a_failure_inside_ends_the_access() -> None:
    with pytest.raises(ZeroDivisionError), floor(access()):
        1 / 0  # noqa: B018
    assert scope.current() is None


@on_postgres
@pytest.mark.usefixtures("own_transactions")
def test_the_connection_forgets_the_access_afterwards() -> None:
    with floor(access()):
        assert settings_now()[0] == "assistance"
    assert settings_now() == [""] * len(SETTINGS)


@on_postgres
@pytest.mark.usefixtures("own_transactions")
@pytest.mark.parametrize("failure", [ZeroDivisionError, DatabaseError])
def test_the_connection_forgets_after_a_failed_transaction(failure: type[Exception]) -> None:
    with pytest.raises(failure), transaction.atomic(), floor(access()):
        fail(failure)
    assert settings_now() == [""] * len(SETTINGS)


@on_postgres
@pytest.mark.usefixtures("own_transactions")
def test_the_outer_access_is_in_force_again_after_an_inner_transaction_failed() -> None:
    with floor(access()):
        with pytest.raises(DatabaseError), transaction.atomic(), floor(system_access()):
            fail(DatabaseError)
        assert settings_now()[0] == "assistance"
        with transaction.atomic():
            with pytest.raises(DatabaseError), transaction.atomic(), floor(system_access()):
                fail(DatabaseError)
            assert settings_now()[0] == "assistance"
    assert settings_now() == [""] * len(SETTINGS)


@on_postgres
@pytest.mark.usefixtures("own_transactions")
def test_a_connection_that_breaks_inside_shows_nothing_when_it_is_back() -> None:
    with floor(system_access()):
        home = database.organisation("Home")
        made = database.file("1", home)
        try:
            connection.close()
            assert not File.objects.filter(pk=made.pk).exists()
        finally:
            with floor(system_access()):
                assert File.objects.filter(pk=made.pk).delete()[0] == 1
                home.delete()


@on_postgres
@pytest.mark.django_db
@pytest.mark.parametrize("seed", [11, 12])
def test_the_database_and_python_draw_the_same_floor(seed: int) -> None:
    chance = random.Random(seed)
    with floor(system_access()):
        world = database.random_world(seed, files=80)
    users = [UserId(one.ref) for one in world.users]
    holders = [OrganisationId(one.ref) for one in world.organisations]
    reached = 0
    for _ in range(150):
        asked = some_access(chance, users=users, organisations=holders, files=[FileId(one.ref) for one in world.files])
        with floor(asked):
            said = set(File.objects.values_list("ref", flat=True))
        with floor(system_access()):
            assert said == set(File.objects.filter(within_floor(asked, "")).values_list("ref", flat=True)), asked
        reached += len(said)
    assert reached > 1_000


@on_postgres
@pytest.mark.django_db
def test_a_restricted_file_can_be_made_by_its_team_and_by_nobody_else() -> None:
    with floor(system_access()):
        home, other = database.organisation("Home"), database.organisation("Other")
        worker = database.user("worker")
    with floor(access(user=UserId(worker.ref), organisation=OrganisationId(home.ref))):
        made = database.file("mine", home)
        FileTeam.objects.create(file=made, user=worker, since=made.opened_on)
        assert File.objects.filter(pk=made.pk).update(level=Level.RESTRICTED) == 1
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            database.file("theirs", other)


@on_postgres
@pytest.mark.django_db
def test_the_tests_run_as_a_role_that_the_floor_holds_for() -> None:
    assert check_database_role() == []


@on_postgres
@pytest.mark.django_db
def test_a_table_without_the_floor_is_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE files_fileteam NO FORCE ROW LEVEL SECURITY")
    assert ["files_fileteam" in str(problem) for problem in check_database_role()] == [True]


def test_the_working_purposes_are_the_same_in_sql_and_python() -> None:
    assert {f"'{purpose}'" in FILE_RULE for purpose in WORKING_PURPOSES} == {True}
    assert f"'{Purpose.ADMINISTRATION}'" not in FILE_RULE


def test_every_model_that_hangs_on_a_file_is_guarded() -> None:
    models = protected_models()
    assert [model._meta.label for model in models if badly_keyed(model) or without_manager(model)] == []
    assert [model._meta.label for model in without_floor()] == []
    assert "files.FileTeam" in [model._meta.label for model in models]
