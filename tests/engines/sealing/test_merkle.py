"""The tree of RFC 6962, held against the recursive definition in the RFC and against published vectors."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.engines.sealing.commitment import commitment, committed_leaf, new_salt
from amana.engines.sealing.errors import ProofInvalid
from amana.engines.sealing.merkle import EMPTY_ROOT, CompactRange, leaf_hash, node_hash, root_of
from amana.engines.sealing.proofs import (
    consistency_stretches,
    inclusion_stretches,
    roots_of,
    verify_consistency,
    verify_inclusion,
)

# The eight leaves and the roots over the first 1..8 of them: reference vectors of the Certificate Transparency project.
CT_LEAVES = [
    bytes.fromhex(raw) for raw in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
CT_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def plain_root(entries):
    """RFC 6962, section 2.1, word for word."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return sha256(b"\x01" + plain_root(entries[:k]) + plain_root(entries[k:])).digest()


def plain_path(m, entries):
    """RFC 6962, section 2.1.1: PATH(m, D[n])."""
    if len(entries) <= 1:
        return []
    k = 1
    while k * 2 < len(entries):
        k *= 2
    if m < k:
        return [*plain_path(m, entries[:k]), plain_root(entries[k:])]
    return [*plain_path(m - k, entries[k:]), plain_root(entries[:k])]


def plain_proof(m, entries, whole=True):
    """RFC 6962, section 2.1.2: SUBPROOF(m, D[n], b)."""
    n = len(entries)
    if m == n:
        return [] if whole else [plain_root(entries)]
    k = 1
    while k * 2 < n:
        k *= 2
    if m <= k:
        return [*plain_proof(m, entries[:k], whole), plain_root(entries[k:])]
    return [*plain_proof(m - k, entries[k:], False), plain_root(entries[:k])]


logs = st.lists(st.binary(max_size=8), max_size=70)


@pytest.mark.parametrize(("size", "root"), list(enumerate(CT_ROOTS, start=1)))
def test_roots_are_those_of_certificate_transparency(size, root):
    assert root_of(leaf_hash(leaf) for leaf in CT_LEAVES[:size]).hex() == root


def test_an_empty_log_has_the_root_of_nothing():
    assert CompactRange().root() == EMPTY_ROOT
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(logs)
def test_the_compact_range_has_the_root_of_the_recursive_definition(entries):
    assert root_of(map(leaf_hash, entries)) == plain_root(entries)


@given(logs, st.integers(0, 70))
def test_growing_in_two_steps_is_growing_in_one(entries, cut):
    leaves = [leaf_hash(entry) for entry in entries]
    stored = CompactRange().extend(leaves[:cut])
    reopened = CompactRange.from_bytes(stored.size, stored.to_bytes())
    grown = reopened
    for leaf in leaves[cut:]:
        grown = grown.append(leaf)
    assert grown == CompactRange().extend(leaves)


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=40), st.data())
def test_every_leaf_is_proved_by_the_path_the_rfc_gives(entries, data):
    leaves = [leaf_hash(entry) for entry in entries]
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof = roots_of(leaves, inclusion_stretches(index, len(leaves)))
    assert list(proof) == plain_path(index, entries)
    verify_inclusion(leaves[index], index, len(leaves), proof, root_of(leaves))


@given(st.lists(st.binary(max_size=4), min_size=2, max_size=40), st.data())
def test_no_proof_shows_a_leaf_in_another_place(entries, data):
    entries = [bytes([at]) + entry for at, entry in enumerate(entries)]
    leaves = [leaf_hash(entry) for entry in entries]
    index = data.draw(st.integers(0, len(leaves) - 1))
    other = data.draw(st.integers(0, len(leaves) - 1).filter(lambda at: at != index))
    proof = roots_of(leaves, inclusion_stretches(index, len(leaves)))
    with pytest.raises(ProofInvalid):
        verify_inclusion(leaves[index], other, len(leaves), proof, root_of(leaves))
    with pytest.raises(ProofInvalid):
        verify_inclusion(leaves[other], index, len(leaves), proof, root_of(leaves))


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=40), st.data())
def test_a_log_is_shown_to_continue_each_earlier_one(entries, data):
    leaves = [leaf_hash(entry) for entry in entries]
    old = data.draw(st.integers(1, len(leaves)))
    proof = roots_of(leaves, consistency_stretches(old, len(leaves)))
    assert list(proof) == plain_proof(old, entries)
    verify_consistency(old, len(leaves), proof, root_of(leaves[:old]), root_of(leaves))


@given(st.lists(st.binary(max_size=4), min_size=2, max_size=40), st.data())
def test_a_rewritten_past_cannot_be_shown_to_be_continued(entries, data):
    leaves = [leaf_hash(entry) for entry in entries]
    old = data.draw(st.integers(1, len(leaves) - 1))
    changed = data.draw(st.integers(0, old - 1))
    rewritten = [*leaves]
    rewritten[changed] = leaf_hash(b"another story")
    proof = roots_of(rewritten, consistency_stretches(old, len(leaves)))
    with pytest.raises(ProofInvalid):
        verify_consistency(old, len(leaves), proof, root_of(leaves[:old]), root_of(rewritten))


@pytest.mark.parametrize("change", ["drop", "add", "flip"])
def test_a_damaged_proof_is_refused(change):
    leaves = [leaf_hash(bytes([n])) for n in range(7)]
    for stretches, check in [
        (inclusion_stretches(3, 7), lambda p: verify_inclusion(leaves[3], 3, 7, p, root_of(leaves))),
        (consistency_stretches(3, 7), lambda p: verify_consistency(3, 7, p, root_of(leaves[:3]), root_of(leaves))),
        (consistency_stretches(4, 7), lambda p: verify_consistency(4, 7, p, root_of(leaves[:4]), root_of(leaves))),
    ]:
        good = list(roots_of(leaves, stretches))
        check(good)
        bad = {"drop": good[:-1], "add": [*good, good[0]], "flip": [node_hash(good[0], good[0]), *good[1:]]}[change]
        with pytest.raises(ProofInvalid):
            check(bad)


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3), (-1, 3)])
def test_a_log_continues_only_a_shorter_one_that_has_entries(old, new):
    with pytest.raises(ProofInvalid):
        consistency_stretches(old, new)
    with pytest.raises(ProofInvalid):
        verify_consistency(old, new, [], b"", b"")


def test_one_size_has_one_root():
    verify_consistency(3, 3, [], b"r", b"r")
    with pytest.raises(ProofInvalid):
        verify_consistency(3, 3, [], b"r", b"s")


@pytest.mark.parametrize(("size", "raw"), [(3, b"x" * 32), (1, b"x" * 31), (-1, b"")])
def test_a_stored_range_that_does_not_fit_its_size_is_refused(size, raw):
    with pytest.raises(ProofInvalid):
        CompactRange.from_bytes(size, raw)


def test_a_commitment_needs_its_salt():
    salt = new_salt()
    assert committed_leaf(salt, b"opened a file") == leaf_hash(commitment(salt, b"opened a file"))
    assert commitment(salt, b"opened a file") != commitment(new_salt(), b"opened a file")
