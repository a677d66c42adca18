"""Writing the log: in the transaction of what it tells, in order, signed, and never changed."""

import json
import threading
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from amana.engines.sealing.checkpoint import open_checkpoint
from amana.kernel.audit.checkpoints import EVERY_ENTRIES, checkpoint_if_due, checkpoints_file, make_checkpoint
from amana.kernel.audit.entries import Entry
from amana.kernel.audit.log import append, append_all, erase_texts
from amana.kernel.audit.models import AuditCheckpoint, AuditEntry, AuditHead, AuditLeaf
from amana.kernel.audit.reading import entries
from amana.kernel.audit.verify import verify_node
from amana.kernel.errors import NoAccess
from amana.kernel.ids import new_id
from amana.kernel.sealed.errors import ValueDamaged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keystore")]
ANYONE = object()


def said(name="test.done", kind="action", **more):
    return Entry(kind=kind, name=name, **more)


def test_entries_are_counted_from_zero_and_signed(own_keystore):
    assert [append(said()) for _ in range(3)] == [0, 1, 2]
    assert append_all([said(), said()]) == range(3, 5)
    head = AuditHead.objects.get()
    opened = open_checkpoint(head.note, origin=own_keystore.origin, public_key=own_keystore.public_key())
    assert (opened.size, opened.root) == (5, bytes(head.root)) == (head.size, bytes(head.root))
    assert verify_node().ok


def test_what_is_rolled_back_leaves_no_entry():
    append(said())
    with transaction.atomic():
        append(said("test.undone"))
        transaction.set_rollback(True)
    assert append(said()) == 1
    assert AuditEntry.objects.filter(name="test.undone").count() == 0
    assert verify_node().ok


def test_nothing_to_say_is_an_error():
    with pytest.raises(ValueError, match="no entry"):
        append_all([])


@pytest.mark.parametrize("model", [AuditLeaf, AuditCheckpoint])
@pytest.mark.parametrize("change", ["update", "delete"])
def test_leaves_and_checkpoints_cannot_be_changed_or_removed(model, change):
    append(said())
    make_checkpoint()
    row = model.objects.get()
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        row.save(force_update=True) if change == "update" else row.delete()
    assert model.objects.get() == row


@pytest.mark.postgres
def test_the_log_cannot_be_truncated():
    append(said())
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_auditleaf")


def test_erased_texts_are_gone_and_the_log_still_holds():
    person = new_id()
    for number in range(6):
        append(said(file=person, detail={"terms": f"secret {number}"}))
    assert erase_texts([1, 2, 4], reason="file erased") == 6
    assert list(AuditEntry.objects.filter(text=None).values_list("index", flat=True).order_by("index")) == [1, 2, 4]
    assert AuditEntry.objects.filter(file=person).count() == 3
    report = verify_node()
    assert report.ok
    assert report.erased == 3


# checkpoints


def test_a_checkpoint_is_kept_in_three_places(own_keystore, django_capture_on_commit_callbacks):
    append(said())
    with django_capture_on_commit_callbacks(execute=True):
        assert make_checkpoint()
    assert not make_checkpoint()
    note = AuditHead.objects.get().note
    assert AuditCheckpoint.objects.get().note == note == own_keystore.last_checkpoint()
    assert [json.loads(line)["note"] for line in checkpoints_file().read_text().splitlines()] == [note]


def test_a_checkpoint_leaves_the_database_only_once_it_is_committed_there(own_keystore, django_capture_on_commit_callbacks):
    append(said())
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        make_checkpoint()
        transaction.set_rollback(True)
    assert own_keystore.last_checkpoint() is None
    assert not checkpoints_file().exists()


def test_checkpoints_come_with_the_first_entry_then_by_number_and_by_time():
    assert not checkpoint_if_due()
    append(said())
    assert checkpoint_if_due()
    append(said())
    assert not checkpoint_if_due()
    assert checkpoint_if_due(now=timezone.now() + timedelta(minutes=6))
    assert not checkpoint_if_due(now=timezone.now() + timedelta(minutes=60))
    append_all([said()] * (EVERY_ENTRIES - 1))
    assert not checkpoint_if_due()
    append(said())
    assert checkpoint_if_due()


@pytest.mark.django_db(transaction=True)
def test_committing_entries_makes_the_checkpoints_that_are_due(own_keystore):
    append(said())
    assert own_keystore.last_checkpoint() == AuditHead.objects.get().note


@pytest.mark.django_db(transaction=True)
def test_entries_written_at_once_by_many_stand_in_one_order():
    failures = []

    def write():
        try:
            for _ in range(10):
                with transaction.atomic():
                    append(said(actor=new_id()))
        except Exception as failure:  # noqa: BLE001  shown by the assertion below
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []
    report = verify_node()
    assert report.ok
    assert report.size == 40


# reading back


def test_the_newest_entries_come_first_with_their_detail():
    person, actor = new_id(), new_id()
    append(said("persons.open", kind="read", file=person, actor=actor, purpose="assistance", policy="care.team"))
    append(said("persons.search", kind="search", actor=actor, detail={"terms": "Osman"}))
    append(said("cases.refer", kind="refusal", outcome="access.refused", actor=new_id()))
    assert [record.name for record in entries(access=ANYONE)] == ["cases.refer", "persons.search", "persons.open"]
    assert entries(access=ANYONE, kinds=["search"])[0].detail == {"terms": "Osman"}
    (opened,) = entries(access=ANYONE, file=person)
    assert (opened.actor, opened.purpose, opened.policy, opened.index) == (actor, "assistance", "care.team", 0)
    assert [r.index for r in entries(access=ANYONE, actor=actor, name_prefix="persons.")] == [1, 0]
    assert [r.outcome for r in entries(access=ANYONE, names=["cases.refer"])] == ["access.refused"]
    assert [r.index for r in entries(access=ANYONE, before=2, limit=1)] == [1]
    assert entries(access=ANYONE, since=timezone.now() + timedelta(hours=1)) == []
    assert len(entries(access=ANYONE, until=timezone.now() + timedelta(hours=1))) == 3


def test_an_erased_entry_shows_when_and_what_only():
    append(said(file=new_id(), actor=new_id(), detail={"terms": "x"}))
    erase_texts([0], reason="asked")
    record = entries(access=ANYONE, before=1)[0]
    assert (record.erased, record.name, record.actor, record.file, record.detail) == (True, "test.done", None, None, {})


def test_a_changed_detail_is_not_shown():
    append(said(detail={"terms": "x"}))
    row = AuditEntry.objects.get()
    row.text = bytes(row.text).replace(b'"index":0', b'"index":1')
    row.save()
    with pytest.raises(ValueDamaged):
        entries(access=ANYONE)


def test_nobody_reads_without_an_access():
    with pytest.raises(NoAccess):
        entries(access=None)
