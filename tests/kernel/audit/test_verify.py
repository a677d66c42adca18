"""Every way to tamper with the log is noticed and named. `rewrite` is somebody with full power over the database and no key."""

import json
import subprocess
import sys

import pytest
from django.db import connection
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amana.engines.sealing.checkpoint import Checkpoint, sign_checkpoint
from amana.engines.sealing.commitment import committed_leaf
from amana.engines.sealing.merkle import CompactRange
from amana.kernel.audit import checkpoints
from amana.kernel.audit.entries import Entry
from amana.kernel.audit.export import export
from amana.kernel.audit.findings import Fault
from amana.kernel.audit.log import append, append_all, erase_texts
from amana.kernel.audit.models import AuditCheckpoint, AuditEntry, AuditHead, AuditLeaf
from amana.kernel.audit.sources import ExportUnreadable
from amana.kernel.audit.stretches import joined, without
from amana.kernel.audit.verify import verify_export, verify_node
from amana.kernel.ids import new_id
from tests.kernel.audit.lifting import triggers_lifted

pytestmark = pytest.mark.django_db
SIZE = 40


@pytest.fixture
def log(own_keystore, django_capture_on_commit_callbacks):
    """Forty entries with checkpoints at 10 and 25, kept everywhere."""
    with django_capture_on_commit_callbacks(execute=True):
        for size, upto in ((0, 10), (10, 25), (25, SIZE)):
            append_all([Entry(kind="action", name=f"test.n{n}", actor=new_id(), detail={"n": n}) for n in range(size, upto)])
            if upto < SIZE:
                checkpoints.make_checkpoint()
    assert verify_node().ok
    with triggers_lifted():
        yield own_keystore


def faults():
    return [(problem.fault, problem.first, problem.second) for problem in verify_node().problems]


def rewritten_text(index, name="test.forged"):
    row = AuditEntry.objects.get(index=index)
    said = json.loads(bytes(row.text)) | {"name": name}
    row.text = json.dumps(said, separators=(",", ":"), sort_keys=True).encode()
    row.name = name
    row.save()
    return row


def rewrite_with_leaf(index):
    row = rewritten_text(index)
    AuditLeaf.objects.filter(index=index).update(leaf_hash=committed_leaf(bytes(row.salt), bytes(row.text)))


def rebuild_head(keep_note=False):
    """What somebody without the key can do at best: a head that fits the leaves, unsigned or with the old signature."""
    tree = CompactRange().extend(bytes(leaf) for leaf in AuditLeaf.objects.order_by("index").values_list("leaf_hash", flat=True))
    head = AuditHead.objects.get()
    head.size, head.roots, head.root = tree.size, tree.to_bytes(), tree.root()
    if not keep_note:
        text = Checkpoint(origin="node.example/audit", size=tree.size, root=tree.root()).text()
        head.note = text + "\n" + head.note.rpartition("\n\n")[2]
    head.save()


def swap(model, one, other, *, parked=10**6):
    for old, new in ((one, parked), (other, one), (parked, other)):
        model.objects.filter(index=old).update(index=new)


def cut_to(size):
    AuditLeaf.objects.filter(index__gte=size).delete()
    AuditEntry.objects.filter(index__gte=size).delete()


def older_head(keystore, size):
    """The head the log had earlier, well signed: taken from an old copy."""
    leaves = AuditLeaf.objects.filter(index__lt=size).order_by("index").values_list("leaf_hash", flat=True)
    tree = CompactRange().extend(bytes(leaf) for leaf in leaves)
    head = Checkpoint(origin=keystore.origin, size=size, root=tree.root())
    note = sign_checkpoint(head, public_key=keystore.public_key(), sign=keystore.sign)
    AuditHead.objects.update(size=size, roots=tree.to_bytes(), root=tree.root(), note=note)


# edited


@pytest.mark.parametrize("index", [0, 9, 24, 30, 39])
def test_an_edited_text_is_named(log, index):
    rewritten_text(index)
    assert faults() == [(Fault.EDITED, index, None)]


@pytest.mark.parametrize("index", [0, 9, 24, 30, 39])
def test_an_entry_rewritten_together_with_its_leaf_is_named(log, index):
    rewrite_with_leaf(index)
    assert faults() == [(Fault.EDITED, index, None)]


def test_an_entry_rewritten_with_leaf_and_head_is_named(log):
    rewrite_with_leaf(30)
    rebuild_head()
    assert (Fault.BAD_SIGNATURE, None, None) in faults()
    rewrite_with_leaf(12)
    rebuild_head()
    assert (Fault.EDITED, 12, None) in faults()


def test_a_changed_search_column_is_named(log):
    AuditEntry.objects.filter(index=5).update(actor=new_id())
    AuditEntry.objects.filter(index=6).update(name="test.innocent")
    assert faults() == [(Fault.EDITED, 5, None), (Fault.EDITED, 6, None)]


def test_a_text_that_is_no_text_is_named(log):
    AuditEntry.objects.filter(index=5).update(text=b"\xff\xfe")
    assert faults() == [(Fault.EDITED, 5, None)]


# missing


def test_a_missing_text_is_named(log):
    AuditEntry.objects.filter(index=7).delete()
    assert faults() == [(Fault.MISSING, 7, 7)]


def test_missing_entries_are_named_from_to(log):
    for model in (AuditEntry, AuditLeaf):
        model.objects.filter(index__in=[12, 13, 14, 20]).delete()
    assert faults() == [(Fault.MISSING, 12, 14), (Fault.MISSING, 20, 20)]


def test_a_missing_leaf_is_named(log):
    AuditLeaf.objects.filter(index=12).delete()
    assert faults() == [(Fault.MISSING, 12, 12)]


def test_entries_taken_out_with_the_rest_moved_up_are_named(log):
    for model in (AuditEntry, AuditLeaf):
        model.objects.filter(index__in=[12, 13, 30]).delete()
        for index in model.objects.filter(index__gt=13).order_by("index").values_list("index", flat=True):
            model.objects.filter(index=index).update(index=F("index") - (2 if index < 30 else 3))
    assert faults() == [(Fault.MISSING, 12, 13), (Fault.MISSING, 30, 30)]


def test_a_text_blanked_without_an_entry_that_says_so_is_missing(log):
    AuditEntry.objects.filter(index__in=[3, 4]).update(text=None, salt=None)
    assert faults() == [(Fault.MISSING, 3, 4)]


def test_erasing_more_than_was_said_is_noticed(log):
    erase_texts([3], reason="asked")
    AuditEntry.objects.filter(index=4).update(text=None, salt=None)
    assert faults() == [(Fault.MISSING, 4, 4)]


def test_an_added_text_is_named(log):
    row = AuditEntry.objects.get(index=5)
    row.index = 77
    row.save(force_insert=True)
    assert faults() == [(Fault.UNEXPECTED, 77, None)]


# reordered


@pytest.mark.parametrize("models", [(AuditEntry,), (AuditLeaf,), (AuditEntry, AuditLeaf)], ids=["texts", "leaves", "both"])
@pytest.mark.parametrize(("one", "other"), [(3, 4), (5, 22), (38, 39), (26, 39)])
def test_two_entries_in_each_other_s_place_are_named(log, models, one, other):
    for model in models:
        swap(model, one, other)
    assert faults() == [(Fault.REORDERED, one, other)]


# truncated


def test_a_cut_log_is_named(log):
    cut_to(30)
    assert faults() == [(Fault.TRUNCATED, SIZE, 30)]


def test_a_log_cut_together_with_its_head_is_named_by_its_checkpoints(log):
    older_head(log, 20)
    cut_to(20)
    assert faults() == [(Fault.TRUNCATED, 25, 20)]


@pytest.mark.parametrize("left", ["key store", "checkpoints.txt"])
def test_either_checkpoint_outside_the_database_is_enough(log, left):
    older_head(log, 20)
    cut_to(20)
    AuditCheckpoint.objects.filter(size__gt=20).delete()
    if left == "key store":
        checkpoints.checkpoints_file().unlink()
    else:
        log.remember_checkpoint("")
    assert faults() == [(Fault.TRUNCATED, 25, 20)]


def test_an_emptied_log_is_named(log):
    cut_to(0)
    AuditHead.objects.all().delete()
    AuditCheckpoint.objects.all().delete()
    assert faults() == [(Fault.TRUNCATED, 25, 0)]


def test_a_log_cut_and_continued_is_named(log):
    older_head(log, 20)
    cut_to(20)
    append_all([Entry(kind="action", name="test.other")] * 10)
    assert faults() == [(Fault.REPLACED, 10, 25)]


def test_a_restore_that_says_so_explains_a_shorter_log(log, django_capture_on_commit_callbacks):
    older_head(log, 20)
    cut_to(20)
    AuditCheckpoint.objects.filter(size__gt=20).delete()
    append(Entry(kind="system", name="backup.restored", log_facts={"restores": {"from": 25, "to": 20}}))
    report = verify_node()
    assert report.ok, report.problems
    assert report.restored == ((25, 20),)
    append_all([Entry(kind="action", name="test.after")] * 10)
    assert verify_node().ok


# the head


@pytest.mark.parametrize("change", [{"size": 39}, {"root": b"x" * 32}, {"roots": b"x" * 64}, {"note": "nothing"}])
def test_a_forged_head_is_noticed(log, change):
    AuditHead.objects.update(**change)
    assert Fault.FORGED_HEAD in {fault for fault, _, _ in faults()}


def test_an_older_head_put_back_is_noticed(log):
    older_head(log, 30)
    assert faults() == [(Fault.FORGED_HEAD, None, None)]


def test_a_removed_head_is_noticed(log):
    AuditHead.objects.all().delete()
    assert faults() == [(Fault.FORGED_HEAD, None, None)]


def test_a_bad_signature_says_where(log):
    AuditCheckpoint.objects.filter(size=10).update(note=AuditCheckpoint.objects.get(size=10).note.replace("\n10\n", "\n11\n"))
    (problem,) = verify_node().problems
    assert (problem.fault, problem.where) == (Fault.BAD_SIGNATURE, "database")
    assert "database" in problem.message()


# exports


def test_an_export_is_checked_without_keys(log, tmp_path):
    erase_texts([3], reason="asked")
    assert export(tmp_path / "log.jsonl") == SIZE + 1
    program = (
        "import sys, django; from django.conf import settings; from pathlib import Path;"
        "settings.configure(USE_I18N=False, INSTALLED_APPS=['amana.kernel.audit']); django.setup();"
        "from amana.kernel.audit.verify import verify_export;"
        "r = verify_export(Path(sys.argv[1])); print(r.ok, r.size, r.erased, r.verifier_key)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path / "log.jsonl")], capture_output=True, text=True, check=True)
    key = verify_node().verifier_key
    assert done.stdout.split() == ["True", str(SIZE + 1), "1", key]


def test_an_export_under_another_key_is_refused(log, tmp_path):
    export(tmp_path / "log.jsonl")
    problems = verify_export(tmp_path / "log.jsonl", public_key=b"\x01" * 32).problems
    assert {problem.fault for problem in problems} == {Fault.BAD_SIGNATURE}


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (lambda lines: [*lines[:8], lines[8].replace("test.n7", "test.x7"), *lines[9:]], (Fault.EDITED, 7, None)),
        (lambda lines: [*lines[:8], *lines[9:]], (Fault.MISSING, 7, 7)),
        (lambda lines: lines[:-5], (Fault.TRUNCATED, SIZE, SIZE - 5)),
    ],
)
def test_a_changed_export_is_noticed(log, tmp_path, tamper, found):
    path = tmp_path / "log.jsonl"
    export(path)
    path.write_text("".join(tamper(path.read_text().splitlines(keepends=True))))
    assert [(p.fault, p.first, p.second) for p in verify_export(path).problems] == [found]


@pytest.mark.parametrize("broken", ["", "[]\n", "{}\n", '{"format": "amana-audit/1"}\n'])
def test_what_is_no_export_is_called_that(tmp_path, broken):
    (tmp_path / "x").write_text(broken)
    with pytest.raises(ExportUnreadable):
        verify_export(tmp_path / "x")


def test_an_export_that_breaks_off_is_called_that(log, tmp_path):
    path = tmp_path / "log.jsonl"
    export(path)
    path.write_text(path.read_text()[:-20])
    with pytest.raises(ExportUnreadable):
        verify_export(path)


# in general


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.data())
def test_no_single_change_of_a_stored_byte_goes_unnoticed(log, data):
    """Any one byte of any leaf hash, salt, text, head or checkpoint."""
    table, column, key = data.draw(
        st.sampled_from(
            [
                ("audit_auditleaf", "leaf_hash", "index"),
                ("audit_auditentry", "salt", "index"),
                ("audit_auditentry", "text", "index"),
                ("audit_audithead", "root", "id"),
                ("audit_audithead", "roots", "id"),
            ]
        )
    )
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{key}", {column} FROM {table} ORDER BY "{key}"')
        row, value = data.draw(st.sampled_from(cursor.fetchall()))
        changed = bytearray(bytes(value))
        changed[data.draw(st.integers(0, len(changed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
        cursor.execute(f'UPDATE {table} SET {column} = %s WHERE "{key}" = %s', [bytes(changed), row])
        found = faults()
        cursor.execute(f'UPDATE {table} SET {column} = %s WHERE "{key}" = %s', [value, row])
    assert len(found) == 1, found
    if key == "index":
        assert found == [(Fault.EDITED, row, None)]
    assert verify_node().ok


def test_an_empty_log_is_whole(own_keystore):
    report = verify_node()
    assert report.ok
    assert report.size == 0


def test_every_fault_has_a_sentence(log):
    rewritten_text(3)
    cut_to(30)
    assert all(str(p.first) in p.message() for p in verify_node().problems)


numbers = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 8)).map(lambda pair: (pair[0], sum(pair))), max_size=6)


@given(numbers, numbers)
def test_stretches_are_sets_of_numbers(some, others):
    def spread(stretches):
        return {n for first, last in stretches for n in range(first, last + 1)}

    assert spread(joined(some)) == spread(some)
    assert spread(without(some, others)) == spread(some) - spread(others)
