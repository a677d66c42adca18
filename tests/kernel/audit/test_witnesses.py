"""Two nodes watch over each other's logs. `maji` is this node; `bahari` is another one, of which only its key and its leaves are needed."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from amana.engines.sealing.checkpoint import Checkpoint, sign_checkpoint
from amana.engines.sealing.cosignature import cosign as cosignature_of
from amana.engines.sealing.cosignature import open_cosignature
from amana.engines.sealing.errors import NoteInvalid
from amana.engines.sealing.merkle import leaf_hash, root_of
from amana.engines.sealing.proofs import consistency_stretches, roots_of
from amana.engines.sealing.witnessing import Submission, WitnessRefused, read_submission, witness
from amana.kernel.audit import checkpoints
from amana.kernel.audit.entries import Entry
from amana.kernel.audit.export import export
from amana.kernel.audit.findings import Fault
from amana.kernel.audit.log import append_all
from amana.kernel.audit.models import AuditCheckpoint, AuditCosignature, AuditEntry, AuditHead, AuditLeaf, ContradictedLog, WitnessedLog
from amana.kernel.audit.verify import verify_export, verify_node
from amana.kernel.audit.watching import DAYS_KEPT, Kept, contradicted, superfluous, watch
from amana.kernel.audit.witnesses import begin_again, cosign, keep_cosignature, size_seen_by, submission
from amana.kernel.sealed.keystore import get_keystore
from tests.kernel.audit.lifting import triggers_lifted

pytestmark = pytest.mark.django_db
BAHARI = Ed25519PrivateKey.from_private_bytes(b"b" * 32)
BAHARI_KEY = BAHARI.public_key().public_bytes_raw()
THEIRS = [leaf_hash(bytes([at])) for at in range(100)]
NOW = 1_790_000_000


def text_of(leaves):
    return Checkpoint(origin="amana-node/bahari", size=len(leaves), root=root_of(leaves))


def shown(leaves, old):
    """What bahari hands in for a log of these leaves."""
    proof = roots_of(leaves, consistency_stretches(old, len(leaves))) if 0 < old <= len(leaves) else ()
    note = sign_checkpoint(text_of(leaves), public_key=BAHARI_KEY, sign=BAHARI.sign)
    return Submission(old=old, proof=proof, note=note).to_text()


def cosigned(leaves, old):
    return cosign(shown(leaves, old), node="ke-bahari", public_key=BAHARI_KEY)


def refused(leaves, old):
    with pytest.raises(WitnessRefused) as refusal:
        cosigned(leaves, old)
    return refusal.value


def written(entries):
    append_all([Entry(kind="action", name=f"test.n{n}") for n in range(entries)])


def witnessed_by_bahari(submitted, seen=None, *, at=NOW):
    """What bahari does with our submission: checks it, and gives its line and what it has seen now."""
    ours = read_submission(submitted)
    checkpoint = witness(seen, ours, public_key=get_keystore().public_key())
    return cosignature_of(checkpoint.text(), name="amana-node/bahari", public_key=BAHARI_KEY, sign=BAHARI.sign, at=at), checkpoint


@pytest.fixture(autouse=True)
def keystore(own_keystore):
    return own_keystore


@pytest.fixture
def watched(django_capture_on_commit_callbacks):
    """Our log at 12 entries, cosigned by bahari at 12, and bahari's memory of it."""
    with django_capture_on_commit_callbacks(execute=True):
        written(12)
        submitted = submission(0)
        line, seen = witnessed_by_bahari(submitted)
        keep_cosignature(line, submitted=submitted, node="ke-bahari", public_key=BAHARI_KEY)
    return seen


def test_a_log_that_only_grows_is_cosigned_each_time(keystore):
    for old, size in ((0, 7), (7, 7), (7, 40), (40, 100)):
        line = cosigned(THEIRS[:size], old)
        name, _ = open_cosignature(line, text=text_of(THEIRS[:size]).text(), public_key=keystore.public_key())
        assert name == keystore.origin
    assert WitnessedLog.objects.get().size == 100
    assert not AuditEntry.objects.exists()  # a cosignature is no entry: two logs would feed each other for ever


def test_a_forked_log_is_caught_and_both_checkpoints_are_kept():
    cosigned(THEIRS[:40], 0)
    fork = [*THEIRS[:20], leaf_hash(b"another"), *THEIRS[21:60]]
    assert refused(fork, 40).code == "witness.inconsistent"
    evidence = ContradictedLog.objects.get()
    assert "\n40\n" in evidence.seen
    assert "\n60\n" in evidence.offered
    assert AuditEntry.objects.get(name="audit.witness_refused")
    refused(fork, 40)
    assert ContradictedLog.objects.count() == 1  # nobody fills our log by asking again
    assert WitnessedLog.objects.get().size == 40


def test_a_shortened_log_is_caught():
    cosigned(THEIRS[:40], 0)
    for old in (0, 30, 40):
        assert refused(THEIRS[:30], old).code == "witness.shortened"
    assert refused([*THEIRS[:39], leaf_hash(b"another")], 40).code == "witness.forked"
    assert ContradictedLog.objects.count() == 2


def test_a_log_that_was_restored_is_followed_again_once_somebody_says_so():
    cosigned(THEIRS[:40], 0)
    refused(THEIRS[:30], 40)
    assert contradicted() == {"ke-bahari"}
    assert begin_again("ke-bahari")
    assert not begin_again("ke-bahari")
    assert cosigned(THEIRS[:30], 0)
    assert ContradictedLog.objects.get().settled_at is not None
    assert contradicted() == frozenset()
    refused(THEIRS[:20], 30)  # a second time is a new contradiction, with evidence of its own
    assert ContradictedLog.objects.count() == 2
    assert [one.code for one in watch("ke-bahari").contradictions] == ["witness.shortened"]


def test_the_command_follows_a_restored_log_again_and_names_what_it_needs(capsys, monkeypatch):
    from amana.node.cli import main
    from amana.node.commands import keeping

    monkeypatch.setattr(keeping, "open_node", lambda: None)
    cosigned(THEIRS[:40], 0)
    with pytest.raises(SystemExit, match="Name a node whose log this one has cosigned"):
        main(["audit", "witness-again"])
    with pytest.raises(SystemExit, match="Name a node whose log this one has cosigned"):
        main(["audit", "witness-again", "ke-nobody"])
    assert main(["audit", "witness-again", "ke-bahari"]) == 0
    assert "the log of ke-bahari is forgotten" in capsys.readouterr().out
    assert not WitnessedLog.objects.exists()
    assert AuditEntry.objects.get(name="audit.witness_again")


def hours(count, *, start=datetime(2026, 1, 1, tzinfo=UTC), key=b"k", size=0):
    return [Kept(size=size + at + 1, at=start + timedelta(hours=at), key=key) for at in range(count)]


def test_of_a_year_of_hourly_cosignatures_some_fifty_are_kept_and_the_newest_always():
    kept = hours(365 * 24)
    now = kept[-1].at
    gone = set(superfluous(kept, now=now))
    left = [one for one in kept if one.size not in gone]
    assert left[-1] is kept[-1]
    assert {one.at.date() for one in kept if one.at > now - DAYS_KEPT} <= {one.at.date() for one in left}
    assert {one.at.month for one in left} == set(range(1, 13))
    assert len(left) <= 36 + 12
    assert superfluous(left, now=now) == []


def test_what_was_cosigned_under_a_key_that_is_not_used_any_more_keeps_its_newest():
    earlier = hours(3)
    later = hours(3, start=earlier[-1].at + timedelta(hours=1), key=b"other", size=3)
    gone = superfluous([*later, *earlier], now=later[-1].at)
    assert gone == [1, 2, 4, 5]


def test_cosignatures_are_let_go_as_newer_ones_come_and_the_log_still_verifies(watched):
    seen = watched
    for more in range(1, 5):
        written(3)
        submitted = submission(seen.size)
        line, seen = witnessed_by_bahari(submitted, seen, at=NOW + 60 * more)
        keep_cosignature(line, submitted=submitted, node="ke-bahari", public_key=BAHARI_KEY)
    assert AuditCosignature.objects.get().size == 24
    assert verify_node().ok
    assert submission(12)  # a witness that lost its newest memory still gets its proof


def test_a_partner_that_lost_its_place_is_told_where_it_was_and_is_no_suspect():
    cosigned(THEIRS[:40], 0)
    refusal = refused(THEIRS[:50], 0)
    assert (refusal.code, refusal.seen) == ("witness.old_size", 40)
    assert not ContradictedLog.objects.exists()


def test_our_log_proves_to_a_witness_that_it_grew(watched):
    seen = watched
    for more in (1, 30, 5):
        written(more)
        assert size_seen_by("ke-bahari") == seen.size
        submitted = submission(seen.size)
        line, seen = witnessed_by_bahari(submitted, seen)
        keep_cosignature(line, submitted=submitted, node="ke-bahari", public_key=BAHARI_KEY)
    assert size_seen_by("ke-bahari") == AuditHead.objects.get().size == 48
    assert submission(48)


def test_a_proof_reads_no_leaf_that_was_cosigned_before(watched):
    written(3)
    with triggers_lifted():
        AuditLeaf.objects.filter(index__lt=12).delete()
    assert witness(watched, read_submission(submission(12)), public_key=get_keystore().public_key()).size == 15


def test_a_line_of_somebody_else_or_for_something_else_is_not_kept(watched):
    written(3)
    submitted = submission(12)
    line, _ = witnessed_by_bahari(submitted, watched)
    other = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    for wrong in ({"public_key": other}, {"submitted": submission(0).replace("\n15\n", "\n14\n")}):
        with pytest.raises(NoteInvalid):
            keep_cosignature(line, **{"submitted": submitted, "node": "ke-bahari", "public_key": BAHARI_KEY, **wrong})
    assert AuditCosignature.objects.count() == 1


def test_verifying_shows_who_cosigned_what_here_and_from_an_export(watched, tmp_path):
    written(3)
    export(tmp_path / "log.jsonl")
    for report in (verify_node(), verify_export(tmp_path / "log.jsonl")):
        assert report.ok
        assert [(seen.witness, seen.size, int(seen.at.timestamp()), seen.key) for seen in report.witnessed] == [
            ("ke-bahari", 12, NOW, BAHARI_KEY)
        ]


def test_a_cosignature_that_was_tampered_with_is_named(watched):
    row = AuditCosignature.objects.get()
    text, _, line = row.note.rpartition("— ")
    AuditCosignature.objects.update(note=f"{text}— {line.replace('A', 'B', 1)}")
    assert (Fault.BAD_COSIGNATURE, "ke-bahari") in [(problem.fault, problem.where) for problem in verify_node().problems]


def test_whoever_rewrites_the_log_with_its_own_key_does_not_get_past_the_cosignature(watched, keystore):
    """The operator itself: new leaves, new signatures, new checkpoints, everywhere except in the cosignature."""
    with triggers_lifted():
        AuditLeaf.objects.all().delete()
        AuditEntry.objects.all().delete()
        AuditHead.objects.all().delete()
        AuditCheckpoint.objects.all().delete()
    checkpoints.checkpoints_file().unlink(missing_ok=True)
    written(14)
    keystore.remember_checkpoint(AuditHead.objects.get().note)
    assert [(problem.fault, problem.where) for problem in verify_node().problems] == [(Fault.REPLACED, "cosigned by ke-bahari")]
    with pytest.raises(WitnessRefused, match=r"witness\.inconsistent"):
        witness(watched, read_submission(submission(12)), public_key=keystore.public_key())


def test_the_cosignature_lies_outside_the_database_too(watched):
    assert any("amana-node/bahari" in note for note in checkpoints.kept_in_file())
