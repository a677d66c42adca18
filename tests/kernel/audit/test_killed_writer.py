"""Entries that were acknowledged survive a kill; what was not is either wholly there or not at all."""

import random

import pytest
from django.db import transaction

from amana.kernel.audit.entries import Entry
from amana.kernel.audit.log import append
from amana.kernel.audit.models import AuditEntry
from amana.kernel.audit.verify import verify_node
from amana.kernel.ids import new_id
from amana.kernel.organisations.models import Organisation
from tests.kernel.sealed.killing import run_and_kill


@pytest.mark.django_db(transaction=True)
def test_a_writer_killed_at_any_moment_leaves_a_whole_log(own_keystore):
    chance = random.Random(11)

    def work(tell):
        while True:
            with transaction.atomic():
                ref = new_id()
                Organisation.objects.create(ref=ref, name=str(ref), kind="ngo", country="ET")
                index = append(Entry(kind="action", name="test.done", file=ref, detail={"n": 1}))
            tell(f"{index} {ref}")

    written = 0
    for _ in range(6):
        killed = run_and_kill(work, after=chance.uniform(0.1, 0.4))
        assert killed.was_killed
        report = verify_node()
        assert report.ok, report.problems
        for line in killed.told:
            index, ref = line.split()
            assert str(AuditEntry.objects.get(index=int(index)).file) == ref
        # Record and entry came in one transaction, so there are as many of one as of the other.
        assert set(AuditEntry.objects.values_list("file", flat=True)) == set(Organisation.objects.values_list("ref", flat=True))
        written += len(killed.told)
        assert report.size >= written
    assert written > 10
