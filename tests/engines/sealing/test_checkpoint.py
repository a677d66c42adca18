"""Signed notes and checkpoints, as C2SP writes them."""

from base64 import b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from amana.engines.sealing.checkpoint import (
    Checkpoint,
    open_checkpoint,
    open_note,
    parse_checkpoint,
    parse_verifier_key,
    sign_checkpoint,
    sign_note,
    verifier_key,
)
from amana.engines.sealing.errors import NoteInvalid

SIGNER = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
PUBLIC = SIGNER.public_key().public_bytes_raw()
ORIGIN = "node.example/audit"
HEAD = Checkpoint(origin=ORIGIN, size=5, root=b"\x11" * 32)
NOTE = sign_checkpoint(HEAD, public_key=PUBLIC, sign=SIGNER.sign)

# The example note of the Go checksum database, on which the C2SP format rests.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
GO_NOTE = GO_TEXT + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"


def test_the_published_example_note_opens():
    name, public_key = parse_verifier_key(GO_KEY)
    assert open_note(GO_NOTE, name=name, public_key=public_key) == GO_TEXT
    assert verifier_key(name, public_key) == GO_KEY


def test_a_checkpoint_is_origin_size_and_root_a_line_each():
    assert HEAD.text() == f"{ORIGIN}\n5\n{b64encode(HEAD.root).decode()}\n"
    assert NOTE.startswith(HEAD.text() + "\n— " + ORIGIN + " ")


@given(st.integers(0, 2**63), st.binary(min_size=32, max_size=32))
def test_a_signed_checkpoint_reads_back(size, root):
    head = Checkpoint(origin=ORIGIN, size=size, root=root)
    assert open_checkpoint(sign_checkpoint(head, public_key=PUBLIC, sign=SIGNER.sign), origin=ORIGIN, public_key=PUBLIC) == head


def test_signatures_of_witnesses_beside_ours_are_passed_over():
    witness = Ed25519PrivateKey.from_private_bytes(b"\x08" * 32)
    other = sign_note(HEAD.text(), name="witness.example", public_key=witness.public_key().public_bytes_raw(), sign=witness.sign)
    both = HEAD.text() + "\n" + other.rpartition("\n\n")[2] + NOTE.rpartition("\n\n")[2]
    assert open_checkpoint(both, origin=ORIGIN, public_key=PUBLIC) == HEAD


@pytest.mark.parametrize(
    "forged",
    [
        NOTE.replace("\n5\n", "\n6\n"),
        NOTE.replace("— node.example/audit", "— other.example/audit"),
        NOTE.replace("\n\n", "\n"),
        NOTE.rstrip("\n"),
        NOTE.replace("— ", "- "),
        HEAD.text() + "\n— broken\n",
        "",
    ],
)
def test_a_changed_or_malformed_checkpoint_is_refused(forged):
    with pytest.raises(NoteInvalid):
        open_checkpoint(forged, origin=ORIGIN, public_key=PUBLIC)


def test_another_key_under_our_name_is_refused():
    impostor = Ed25519PrivateKey.from_private_bytes(b"\x09" * 32)
    forged = sign_checkpoint(HEAD, public_key=impostor.public_key().public_bytes_raw(), sign=impostor.sign)
    with pytest.raises(NoteInvalid):
        open_checkpoint(forged, origin=ORIGIN, public_key=PUBLIC)


def test_our_signature_under_the_checkpoint_of_another_log_is_refused():
    text = Checkpoint(origin="other.example", size=5, root=b"\x11" * 32).text()
    with pytest.raises(NoteInvalid):
        open_checkpoint(sign_note(text, name=ORIGIN, public_key=PUBLIC, sign=SIGNER.sign), origin=ORIGIN, public_key=PUBLIC)


@pytest.mark.parametrize("text", ["", "o\n", "o\n05\n" + "A" * 44 + "\n", "o\n-1\n\n", "o\n1\nAAAA\n", "o\n1\nnot base64!\n", "\n1\n\n"])
def test_a_text_that_is_no_checkpoint_is_refused(text):
    with pytest.raises(NoteInvalid):
        parse_checkpoint(text)


@pytest.mark.parametrize("line", ["", "name", "name+00000000+AAAA", GO_KEY.replace("c74f20a3", "c74f20a4"), "name+00000000+!"])
def test_a_line_that_is_no_verifier_key_is_refused(line):
    with pytest.raises(NoteInvalid):
        parse_verifier_key(line)


@pytest.mark.parametrize(("text", "name"), [("no line end", "n"), ("x\n", "has space"), ("x\n", "has+plus"), ("x\n", "")])
def test_what_the_format_cannot_carry_is_not_signed(text, name):
    with pytest.raises(NoteInvalid):
        sign_note(text, name=name, public_key=PUBLIC, sign=SIGNER.sign)
