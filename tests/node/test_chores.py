"""What the worker does each minute."""

from datetime import timedelta

import pytest
from django.utils import timezone

from amana.kernel.access.floor import floor
from amana.kernel.imports.actions import KEPT_AFTER
from amana.kernel.imports.files import import_file
from amana.kernel.imports.models import ImportRun
from amana.kernel.sealed.keystore import get_keystore
from amana.node.chores import CHORES

pytestmark = pytest.mark.django_db(transaction=True)

SHEET = b"First name,Father's name,Sex\nSelamawit,Tesfaye,F\n"


@pytest.fixture
def worker():
    from tests.contexts.persons.people import a_shelter

    return a_shelter().worker


def loses_its_key_when_imported(ago, access):
    """Whether the key of a sheet is destroyed after one round of chores."""
    import_file(SHEET, access=access)
    with floor(access):
        run = ImportRun.objects.select_related("file").get()
        ImportRun.objects.filter(ref=run.ref).update(finished_at=timezone.now() - ago)
    for chore in CHORES:
        chore()
    return bool(get_keystore().destroyed([run.file.ref]))


def test_the_key_of_a_sheet_goes_when_its_time_is_over(worker):
    assert loses_its_key_when_imported(KEPT_AFTER + timedelta(hours=1), worker)


def test_a_sheet_of_yesterday_keeps_its_key(worker):
    assert not loses_its_key_when_imported(timedelta(days=1), worker)
