"""A witness cosigns a log that continues what it saw, and nothing else."""

from base64 import b64decode
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from amana.engines.sealing.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from amana.engines.sealing.cosignature import cosign, cosigner_id, open_cosignature
from amana.engines.sealing.errors import NoteInvalid
from amana.engines.sealing.merkle import CompactRange, leaf_hash, root_of
from amana.engines.sealing.proofs import consistency_stretches, roots_of, verify_consistency
from amana.engines.sealing.witnessing import Submission, WitnessRefused, consistency_proof, read_submission, witness

LOG, WITNESS = Ed25519PrivateKey.from_private_bytes(b"l" * 32), Ed25519PrivateKey.from_private_bytes(b"w" * 32)
LOG_KEY, WITNESS_KEY = (key.public_key().public_bytes_raw() for key in (LOG, WITNESS))
LEAVES = [leaf_hash(bytes([at])) for at in range(200)]
NOW = 1_790_000_000


def checkpoint(leaves, *, origin="amana-node/maji"):
    return Checkpoint(origin=origin, size=len(leaves), root=root_of(leaves))


def submitted(leaves, old, *, origin="amana-node/maji", key=LOG, proof_of=None):
    """What a log of these leaves hands in, with a proof from the first `old` of them."""
    told = leaves if proof_of is None else proof_of
    proof = roots_of(told, consistency_stretches(old, len(told))) if 0 < old <= len(told) else ()
    note = sign_checkpoint(checkpoint(leaves, origin=origin), public_key=key.public_key().public_bytes_raw(), sign=key.sign)
    return Submission(old=old, proof=proof, note=note)


def refusal(seen, submission, key=LOG_KEY):
    with pytest.raises(WitnessRefused) as refused:
        witness(seen, submission, public_key=key)
    return refused.value


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_log_that_only_grew_is_cosigned(old, new):
    old, new = sorted((old, new))
    seen = checkpoint(LEAVES[:old]) if old else None
    given_in = read_submission(submitted(LEAVES[:new], old).to_text())
    assert witness(seen, given_in, public_key=LOG_KEY) == checkpoint(LEAVES[:new])


@given(st.integers(1, 200), st.integers(1, 200))
def test_a_log_proves_that_it_grew_from_its_subtrees_and_the_new_leaves_alone(old, new):
    old, new = sorted((old, new))
    read = []

    def leaves(start, end):
        read.extend(range(start, end))
        return LEAVES[start:end]

    proof = consistency_proof(CompactRange().extend(LEAVES[:old]), new, leaves)
    verify_consistency(old, new, proof, root_of(LEAVES[:old]), root_of(LEAVES[:new]))
    assert all(at >= old for at in read)


@given(st.integers(1, 150), st.integers(1, 50), st.data())
def test_a_log_with_another_past_is_caught(old, more, data):
    changed = list(LEAVES[: old + more])
    changed[data.draw(st.integers(0, old - 1))] = leaf_hash(b"rewritten")
    seen = checkpoint(LEAVES[:old])
    for told in (changed, LEAVES[: old + more]):  # with the proof of its new past, or with that of the true one
        refused = refusal(seen, submitted(changed, old, proof_of=told))
        assert (refused.code, refused.seen) == ("witness.inconsistent", old)
        assert refused.is_contradiction


def test_a_shortened_log_is_caught_whatever_size_it_claims_to_have_shown():
    seen = checkpoint(LEAVES[:100])
    for old in (0, 50, 90, 100):
        refused = refusal(seen, submitted(LEAVES[:90], old))
        assert (refused.code, refused.seen, refused.is_contradiction) == ("witness.shortened", 100, True)


def test_a_log_with_two_roots_of_one_size_is_caught():
    fork = [*LEAVES[:99], leaf_hash(b"other")]
    assert refusal(checkpoint(LEAVES[:100]), submitted(fork, 100)).code == "witness.forked"


def test_who_forgot_what_the_witness_saw_is_told():
    for seen, old, size in ((checkpoint(LEAVES[:100]), 0, 100), (checkpoint(LEAVES[:100]), 50, 100), (None, 50, 0)):
        refused = refusal(seen, submitted(LEAVES[:120], old))
        assert (refused.code, refused.seen, refused.is_contradiction) == ("witness.old_size", size, False)


def test_only_the_logs_own_key_counts():
    assert refusal(None, submitted(LEAVES[:5], 0, key=WITNESS)).code == "witness.signature"


def test_a_node_cannot_begin_another_log_under_another_name():
    assert refusal(checkpoint(LEAVES[:5]), submitted(LEAVES[:9], 5, origin="amana-node/fresh")).code == "witness.other_origin"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "old 1",
        "old 01\n\nnote",
        "old -1\n\nnote",
        "old 1\nnot base64\n\nnote",
        "old 1\nAAAA\n\nnote",
        "old 1\n" + "A" * 43 + "=\n" * 1 + ("A" * 43 + "=\n") * 63 + "\nnote",
        "old 0\n\n" + "x" * 20_000,
    ],
)
def test_what_is_no_submission_is_refused(text):
    with pytest.raises(WitnessRefused, match=r"witness\.malformed"):
        read_submission(text)


@given(st.text(max_size=200))
def test_a_submission_of_anything_is_read_or_refused(text):
    for tried in (text, f"old 3\n\n{text}", submitted(LEAVES[:3], 0).to_text() + text):
        try:
            witness(None, read_submission(tried), public_key=LOG_KEY)
        except WitnessRefused:
            continue


def test_a_cosignature_says_who_saw_what_and_when():
    text = checkpoint(LEAVES).text()
    line = cosign(text, name="amana-node/bahari", public_key=WITNESS_KEY, sign=WITNESS.sign, at=NOW)
    assert open_cosignature(line, text=text, public_key=WITNESS_KEY) == ("amana-node/bahari", NOW)
    for wrong in ({"text": checkpoint(LEAVES[:9]).text()}, {"public_key": LOG_KEY}):
        with pytest.raises(NoteInvalid):
            open_cosignature(line, **{"text": text, "public_key": WITNESS_KEY, **wrong})
    for changed in (line[:-1], line + "\n", line.replace("bahari", "jabal"), line.replace("—", "-"), "— a b\n", ""):
        with pytest.raises(NoteInvalid):
            open_cosignature(changed, text=text, public_key=WITNESS_KEY)


def test_a_note_with_cosignatures_is_still_the_logs_note():
    note = submitted(LEAVES, 0).note
    both = note + cosign(checkpoint(LEAVES).text(), name="amana-node/bahari", public_key=WITNESS_KEY, sign=WITNESS.sign, at=NOW)
    assert open_checkpoint(both, origin="amana-node/maji", public_key=LOG_KEY) == checkpoint(LEAVES)


def test_key_ids_are_those_of_the_published_format():
    # C2SP signed-note and tlog-cosignature: SHA-256(name, line end, algorithm byte, key)[:4]; 0x04 for Ed25519 cosignatures
    assert cosigner_id("witness.example.com/w1", b"k" * 32) == sha256(b"witness.example.com/w1\n\x04" + b"k" * 32).digest()[:4]


def test_the_line_of_the_published_example_has_our_form():
    # the example of C2SP tlog-cosignature gives no key, so only its form can be compared
    encoded = "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA=="
    ours = cosign("x\n", name="w", public_key=WITNESS_KEY, sign=WITNESS.sign, at=1_679_315_147)
    assert len(b64decode(encoded)) == len(b64decode(ours.split(" ")[2]))
    assert b64decode(encoded)[4:12] == b64decode(ours.split(" ")[2])[4:12]
