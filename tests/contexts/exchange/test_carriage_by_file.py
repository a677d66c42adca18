"""What somebody carries as a file: taken in as far as it is whole, and as often as it is brought."""

from pathlib import Path

from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange.carriage import files
from amana.contexts.exchange.carriage.bundle import FrameKind, begin, end, framed
from amana.contexts.exchange.inbox.opening import open_due
from amana.contexts.exchange.terms import Stage
from amana.engines.sealing.envelope import ReceiptKind
from tests.contexts.exchange.a_region import Region


def stage(posted: exchange.Posted) -> Stage:
    return exchange.delivery([posted.message])[posted.message].stage


def bundle_of(*envelopes: bytes, whole: bool = True) -> bytes:
    pieces = [begin()]
    for one in envelopes:
        pieces += framed(FrameKind.ENVELOPE, len(one), (one,))
    return b"".join([*pieces, end()] if whole else pieces)


def test_a_file_that_is_carried_here_is_taken_in_and_a_second_time_changes_nothing(region: Region, tmp_path: Path) -> None:
    file = tmp_path / "from-far"
    file.write_bytes(bundle_of(region.far.envelope(), region.far.envelope()))
    for _ in range(2):
        carried = files.bring_in(file)
        assert (carried.envelopes, carried.whole, carried.refused) == (2, True, {})
        open_due()
    assert len(region.received) == 2


def test_what_is_whole_in_a_file_that_breaks_off_is_taken_in(region: Region, tmp_path: Path) -> None:
    file = tmp_path / "from-far"
    file.write_bytes(bundle_of(region.far.envelope(), region.far.envelope())[:-2000])
    carried = files.bring_in(file)
    assert (carried.envelopes, carried.whole) == (1, False)
    file.write_bytes(b"no bundle")
    assert not files.bring_in(file).whole


def test_a_file_for_a_partner_holds_envelopes_and_receipts_until_their_receipts_come(region: Region, tmp_path: Path) -> None:
    region.arrives(region.far.envelope())
    open_due()
    posted, file = region.post(), tmp_path / "to-far"
    for _ in range(2):
        carried = files.export("far", file)
        assert (carried.envelopes, carried.receipts) == (1, 1)
    assert stage(posted) is Stage.SENT
    answer = tmp_path / "back"
    signed = region.far.receipt(posted, ReceiptKind.DELIVERED)
    answer.write_bytes(begin() + b"".join(framed(FrameKind.RECEIPT, len(signed), (signed,))) + end())
    assert files.bring_in(answer).new_receipts == 1
    assert stage(posted) is Stage.DELIVERED
    assert files.export("far", file).envelopes == 0


def test_a_file_meant_for_another_node_is_refused_and_does_nothing(region: Region, tmp_path: Path) -> None:
    from tests.contexts.exchange.attacks import sealed_for_a_desk_elsewhere

    file = tmp_path / "lost"
    file.write_bytes(bundle_of(sealed_for_a_desk_elsewhere(region)))
    assert files.bring_in(file).refused == {"exchange.not_our_desk": 1}
