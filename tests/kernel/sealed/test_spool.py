"""Large things on their way lie on the disk, but only sealed."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amana.kernel.sealed import spool
from amana.kernel.sealed.spool import BLOCK_BYTES, SealedSpool


@given(
    st.lists(st.integers(min_value=0, max_value=2 * BLOCK_BYTES), max_size=5),
    st.lists(st.tuples(st.integers(0, 8 * BLOCK_BYTES), st.integers(0, 3 * BLOCK_BYTES)), max_size=8),
)
@settings(max_examples=30, deadline=None)
def test_what_was_written_is_read_from_anywhere(lengths, reads):
    whole = b"".join(bytes([number + 1]) * length for number, length in enumerate(lengths))
    with SealedSpool() as place:
        at = 0
        for length in lengths:
            place.write(whole[at : at + length])
            at += length
        reader = io.BufferedReader(place)
        for start, length in reads:
            reader.seek(start)
            assert reader.read(length) == whole[start : start + length]
        assert place.size == len(whole)


def test_nothing_of_it_stands_on_the_disk_in_the_clear_and_no_file_has_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    written = io.BytesIO()
    monkeypatch.setattr(spool, "TemporaryFile", lambda **_options: written)
    place = SealedSpool()
    place.write(b"Her street is Acacia street. " * 10_000)
    assert len(written.getvalue()) > BLOCK_BYTES
    assert b"Acacia" not in written.getvalue()
    monkeypatch.undo()
    monkeypatch.setattr(spool, "folder", lambda: tmp_path)
    with SealedSpool() as other:
        other.write(bytes(3 * BLOCK_BYTES))
        assert list(tmp_path.iterdir()) == []


def test_it_is_written_at_its_end_only():
    with SealedSpool() as place:
        place.write(b"abc")
        place.seek(0)
        with pytest.raises(io.UnsupportedOperation):
            place.write(b"x")
