"""A service with everybody it needs: who makes accounts, who confirms them, who works with files."""

from types import SimpleNamespace

import pytest


@pytest.fixture
def house(db):
    """Haven with its administrator, its supervisor, its data protection officer, and Sara, who works with files."""
    from amana.kernel.access.terms import Purpose
    from amana.kernel.accounts.terms import Role
    from amana.kernel.organisations.models import Organisation
    from tests.kernel.api.programs import at_work

    haven = Organisation.objects.create(name="Haven", kind="shelter", country="ET")
    return SimpleNamespace(
        organisation=haven,
        administrator=at_work("adam", Role.ADMINISTRATOR, haven),
        supervisor=at_work("lena", Role.SUPERVISOR, haven, Purpose.SUPERVISION),
        guardian=at_work("dora", Role.GUARDIAN, haven),
        sara=at_work("sara", Role.CASEWORKER, haven, Purpose.ASSISTANCE),
    )
