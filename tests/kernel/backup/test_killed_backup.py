"""A kill in the middle of a backup leaves no half backup; in the middle of a restore, the node as it was or wholly restored."""

import random
import time

import pytest

from amana.kernel.audit.verify import verify_node
from amana.kernel.backup.backup import backup
from amana.kernel.backup.checking import checked
from amana.kernel.backup.restore import restore
from amana.kernel.organisations.models import Organisation
from tests.kernel.sealed.killing import run_and_kill


def test_a_killed_backup_leaves_the_last_whole_one_or_none(world):
    for number in range(30):
        world.record(f"record {number}")
    chance = random.Random(5)

    def back_up_again_and_again(tell):
        while True:
            backup(world.archive)
            tell("done")

    for _ in range(6):
        killed = run_and_kill(back_up_again_and_again, after=chance.uniform(0.02, 0.25))
        assert killed.was_killed
        if world.archive.exists():
            checked(world.archive, world.keystore)
        else:
            assert not killed.told
        assert verify_node().ok
    backup(world.archive)
    assert checked(world.archive, world.keystore).rows["files_file"] == 30
    assert list(world.archive.parent.glob(".*unfinished")) == []


@pytest.mark.timeout(180)
def test_a_killed_restore_changes_nothing_or_all(world):
    for number in range(30):
        world.record(f"record {number}")
    backup(world.archive)
    archived, ends = world.rows(), []
    began = time.monotonic()
    restore(world.archive, replace=True)
    takes = time.monotonic() - began
    for part in (0.3, 0.7, 0.95):
        Organisation.objects.update(name=f"Renamed {part}")
        present = world.rows()
        run_and_kill(lambda tell: restore(world.archive, replace=True) and None, after=takes * part)
        found = world.rows()
        assert found in (present, archived)
        ends.append(found == present)
        report = verify_node()
        assert report.ok, report.problems
    assert any(ends), "every restore ended before it was killed"
    restore(world.archive, replace=True)
    assert world.rows() == archived
    assert verify_node().ok
