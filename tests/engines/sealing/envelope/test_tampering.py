"""Whatever is changed, cut off or added on the way is refused, by the door and by the desk."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from amana.engines.sealing.envelope import EnvelopeRefused, open_envelope, verify
from amana.engines.sealing.envelope.sizes import SIGNATURE_BYTES
from tests.engines.sealing.envelope.desks import BAHARI, attached, sealed, signing_keys

ENVELOPE = sealed(b"a referral" * 100, attachments=(attached("a.pdf", b"a" * 70_000),))
BITS = len(ENVELOPE) * 8


def door(data: bytes) -> None:
    verify([data], signing_keys=signing_keys)


def desk(data: bytes) -> None:
    open_envelope(data, keys=BAHARI, signing_keys=signing_keys)


@pytest.mark.parametrize("read", [door, desk])
def test_the_unchanged_envelope_is_accepted(read):
    read(ENVELOPE)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.integers(0, 2600 * 8), st.integers(BITS - 64 * 8, BITS - 1), st.integers(0, BITS - 1)))
@example(BITS - 1)
@example(0)
def test_any_bit_flipped_anywhere_is_refused(bit):
    changed = bytearray(ENVELOPE)
    changed[bit // 8] ^= 1 << bit % 8
    for read in (door, desk):
        with pytest.raises(EnvelopeRefused):
            read(bytes(changed))


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.integers(0, 3000), st.integers(0, len(ENVELOPE) - 1)))
@example(len(ENVELOPE) - 1)
@example(len(ENVELOPE) - SIGNATURE_BYTES)
def test_cut_off_anywhere_it_is_called_truncated(length):
    for read in (door, desk):
        with pytest.raises(EnvelopeRefused, match=r"format\.truncated"):
            read(ENVELOPE[:length])


@given(st.binary(min_size=1, max_size=100))
@example(ENVELOPE)
def test_anything_added_is_refused(more):
    for read in (door, desk):
        with pytest.raises(EnvelopeRefused, match=r"format\.trailing"):
            read(ENVELOPE + more)


def test_a_carrier_that_takes_it_for_text_is_noticed_at_the_first_bytes():
    with pytest.raises(EnvelopeRefused, match=r"format\.unknown"):
        door(ENVELOPE.replace(b"\r\n", b"\n"))
