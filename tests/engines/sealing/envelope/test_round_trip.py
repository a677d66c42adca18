"""What was sealed opens at the desks it was sealed for, unchanged, and nowhere else."""

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amana.engines.sealing.envelope import (
    FIRST_BYTES,
    MAX_ENVELOPE_BYTES,
    Attachment,
    DeskPublic,
    DeskSecrets,
    EnvelopeRefused,
    open_envelope,
    open_stream,
    read_header,
    seal,
    seal_into,
    verify,
)
from amana.engines.sealing.envelope.sizes import (
    CHUNK_BYTES,
    MAX_ATTACHMENTS_BYTES,
    MAX_MANIFEST_BYTES,
    MAX_PAYLOAD_BYTES,
    MAX_SIZE_CLASS,
    body_size,
    padded_size,
    size_class_of,
)
from tests.engines.sealing.envelope.desks import BAHARI, HEADER, JABAL, MAJI, NOW, attached, desk_keys, sealed, signing_keys

DESKS = [DeskSecrets.generate() for _ in range(16)]
sizes = st.one_of(st.integers(0, 300), st.integers(3900, 4200), st.integers(CHUNK_BYTES - 200, CHUNK_BYTES + 200))


def content(size: int) -> bytes:
    return bytes(at * 7 % 251 for at in range(size))


@settings(max_examples=40, deadline=None)
@given(
    size=sizes, files=st.lists(sizes, max_size=3), desks=st.sets(st.integers(0, 15), min_size=1, max_size=16), piece=st.integers(1, 70_000)
)
def test_what_was_sealed_opens_for_every_desk_it_was_sealed_for(size, files, desks, piece):
    attachments = [attached(f"{number}.pdf", content(length), pieces=piece) for number, length in enumerate(files)]
    envelope = seal(HEADER, content(size), recipients=[DESKS[at].public() for at in desks], signer=MAJI, attachments=attachments)
    verified = verify((envelope[at : at + piece] for at in range(0, len(envelope), piece)), signing_keys=signing_keys, now=NOW)
    assert verified.digest == sha256(envelope).digest()
    assert set(verified.key_ids) == {DESKS[at].public().key_id for at in desks}
    for at in range(16):
        if at not in desks:
            with pytest.raises(EnvelopeRefused, match=r"open\.no_wrap"):
                open_envelope(envelope, keys=DESKS[at])
            continue
        opened = open_envelope(envelope, keys=DESKS[at], signing_keys=signing_keys)
        assert opened.payload == content(size)
        assert [file.data for file in opened.attachments] == [content(length) for length in files]
        assert opened.header == verified.header
        assert opened.digest == verified.digest


def test_the_header_can_be_read_before_the_rest_has_come():
    header = read_header(sealed(b"x" * 5000)[:FIRST_BYTES])
    assert replace(header, size_class=0, commitment=HEADER.commitment, signer=HEADER.signer) == HEADER


def test_the_door_verifies_without_any_private_key_whom_it_was_sealed_to():
    assert verify([sealed()], signing_keys=signing_keys, desk_keys=desk_keys, now=NOW).header.recipient == "ke-bahari/protection"
    stranger = seal(HEADER, b"{}", recipients=[BAHARI.public(), JABAL.public()], signer=MAJI)
    with pytest.raises(EnvelopeRefused, match=r"wraps\.stranger"):
        verify([stranger], signing_keys=signing_keys, desk_keys=desk_keys, now=NOW)


def test_a_former_key_still_opens_what_was_sealed_to_it():
    assert open_envelope(sealed(b"old"), keys=(DeskSecrets.generate(), BAHARI)).payload == b"old"


def test_the_sender_opens_its_own_copy():
    assert open_envelope(sealed(b"mine"), keys=MAJI).payload == b"mine"


def test_one_content_sealed_twice_shares_no_bytes_but_the_header():
    one, other = sealed(b"same"), sealed(b"same")
    assert len(one) == len(other)
    assert read_header(one).commitment != read_header(other).commitment
    assert one[-5000:] != other[-5000:]


def test_short_messages_are_equally_long():
    assert len({len(sealed(b"x" * size)) for size in (0, 1, 100, 4000)}) == 1


@given(st.integers(0, padded_size(MAX_SIZE_CLASS)))
def test_padding_is_at_most_an_eighth(size):
    padded = padded_size(size_class_of(size))
    assert size <= padded
    assert padded <= max(4096, size * 9 / 8 + 1)


def test_the_largest_class_holds_the_largest_content_and_the_largest_envelope_is_counted_right():
    assert padded_size(MAX_SIZE_CLASS) >= MAX_PAYLOAD_BYTES + MAX_ATTACHMENTS_BYTES + MAX_MANIFEST_BYTES + 36
    assert FIRST_BYTES + body_size(MAX_SIZE_CLASS) < MAX_ENVELOPE_BYTES < FIRST_BYTES + body_size(MAX_SIZE_CLASS) + 21_000


def test_a_large_attachment_streams_through_in_the_memory_of_a_few_pieces():
    size = 24 << 20
    pieces: list[bytes] = []

    def chunks() -> Iterator[bytes]:
        return (bytes([at % 251]) * CHUNK_BYTES for at in range(size // CHUNK_BYTES))

    film = Attachment(name="film.mp4", media_type="video/mp4", size=size, chunks=chunks)
    # what is written goes to a list, which is no memory of the engine's: counted off below
    seal_into(pieces.append, HEADER, b"{}", recipients=[BAHARI.public()], signer=MAJI, attachments=[film])
    tracemalloc.start()
    try:
        verify(iter(pieces), signing_keys=signing_keys)
        opening = open_stream(iter(pieces), BAHARI, signing_keys=signing_keys)
        for entry, data in opening.files():
            assert entry.name == "film.mp4"
            assert sum(len(piece) for piece in data) == size
        seal_into(lambda _: None, HEADER, b"{}", recipients=[BAHARI.public()], signer=MAJI, attachments=[film])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1 << 20
    assert opening.finish() == sha256(b"".join(pieces)).digest()


def test_files_that_are_not_read_are_passed_over_and_still_checked():
    envelope = sealed(b"p", attachments=(attached("a.pdf", b"a" * 3000), attached("b.pdf", b"b" * 200)))
    opening = open_stream([envelope], BAHARI)
    assert [entry.name for entry, _ in opening.files()] == ["a.pdf", "b.pdf"]
    assert opening.finish() == sha256(envelope).digest()


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\\b", "a\x00b", "a\nb", "x" * 256, "\x7f", "\N{ETHIOPIC SYLLABLE HA}" * 86])
def test_an_attachment_with_a_name_that_could_do_harm_is_not_sealed(name):
    with pytest.raises(EnvelopeRefused, match=r"content\.attachment"):
        sealed(attachments=(attached(name, b"x"),))


def test_attachments_keep_names_in_any_script():
    names = ["شهادة.pdf", "ምስክር.pdf", "témoin (2).pdf"]
    opened = open_envelope(sealed(attachments=tuple(attached(name, b"x") for name in names)), keys=BAHARI)
    assert [file.name for file in opened.attachments] == names


def test_an_attachment_that_changes_while_it_is_sealed_is_noticed():
    versions = iter([b"first", b"later"])
    changing = Attachment(name="a", media_type="text/plain", size=5, chunks=lambda: [next(versions)])
    with pytest.raises(EnvelopeRefused, match=r"content\.attachment"):
        sealed(attachments=(changing,))


@pytest.mark.parametrize("size", [2, 4])
def test_an_attachment_of_another_length_than_announced_is_not_sealed(size):
    wrong = Attachment(name="a", media_type="text/plain", size=size, chunks=lambda: [b"abc"])
    with pytest.raises(EnvelopeRefused, match=r"content\.attachment"):
        sealed(attachments=(wrong,))


def test_more_than_may_travel_is_not_sealed():
    with pytest.raises(EnvelopeRefused, match=r"content\.too_large"):
        sealed(b"x" * (MAX_PAYLOAD_BYTES + 1))
    huge = Attachment(name="a", media_type="text/plain", size=MAX_ATTACHMENTS_BYTES + 1, chunks=list)
    with pytest.raises(EnvelopeRefused, match=r"content\.too_large"):
        sealed(attachments=(huge,))
    with pytest.raises(EnvelopeRefused, match=r"content\.too_large"):
        sealed(attachments=tuple(attached(f"{number}", b"") for number in range(65)))


def test_nothing_is_sealed_to_nobody_to_too_many_or_twice_to_one():
    for desks in ([], [BAHARI, BAHARI], [*DESKS, BAHARI]):
        with pytest.raises(EnvelopeRefused, match=r"content\.recipients"):
            seal(HEADER, b"", recipients=[desk.public() for desk in desks], signer=MAJI)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"sender": "ET-Maji/protection"}, "field.address"),
        ({"recipient": "ke-bahari"}, "field.address"),
        ({"recipient": "ke-bahari/protection\n"}, "field.address"),
        ({"kind": "Referral"}, "field.code"),
        ({"purpose": ""}, "field.code"),
        ({"sequence": 0}, "field.type"),
        ({"sequence": 2}, "header.sequence"),
        ({"previous": bytes(32)}, "header.sequence"),
        ({"sequence": 2, "previous": bytes(31)}, "field.type"),
        ({"expires": HEADER.created}, "header.dates"),
        ({"created": -1}, "field.type"),
    ],
)
def test_a_header_nobody_would_accept_is_not_sealed(change, code):
    with pytest.raises(EnvelopeRefused) as refused:
        sealed(**change)
    assert refused.value.code == code


def test_desk_keys_go_through_bytes_and_show_nothing_of_themselves():
    again = DeskSecrets(MAJI.signing_private, MAJI.encryption_private)
    assert again.public() == MAJI.public()
    assert MAJI.signing_private.hex() not in repr(MAJI)
    assert str(MAJI) == "DeskSecrets(...)"
    assert (len(MAJI.encryption_private), len(MAJI.public().encryption), len(MAJI.public().key_id)) == (96, 1216, 16)


def test_bytes_that_are_no_desk_keys_are_refused():
    public = MAJI.public()
    for signing, encryption in ((b"", public.encryption), (public.signing, public.encryption[:-1]), (public.signing, b"\xff" * 1216)):
        with pytest.raises(ValueError):
            DeskPublic(signing, encryption)
    with pytest.raises(ValueError):
        DeskSecrets(MAJI.signing_private, MAJI.signing_private)
