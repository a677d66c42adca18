"""Two services and who works there."""

from types import SimpleNamespace

import pytest


@pytest.fixture
def haven(db):
    """Haven with Sara, Omar and Lena, and Harbour with Paul; nobody is registered yet."""
    from amana.kernel.access.terms import Purpose
    from amana.kernel.accounts.terms import Role
    from amana.kernel.api.limits import pace
    from amana.kernel.organisations.models import Organisation
    from tests.kernel.api.programs import at_work

    pace.forget()
    haven = Organisation.objects.create(name="Haven", kind="shelter", country="ET")
    harbour = Organisation.objects.create(name="Harbour", kind="ngo", country="ET")
    return SimpleNamespace(
        organisation=haven,
        sara=at_work("sara", Role.CASEWORKER, haven, Purpose.ASSISTANCE),
        omar=at_work("omar", Role.CASEWORKER, haven, Purpose.ASSISTANCE),
        lena=at_work("lena", Role.SUPERVISOR, haven, Purpose.SUPERVISION),
        paul=at_work("paul", Role.CASEWORKER, harbour, Purpose.ASSISTANCE),
    )
