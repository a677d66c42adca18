"""Receipts and requests say what they say, signed by who they name, and nothing else is accepted for one."""

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amana.engines.sealing.envelope import (
    DeskSecrets,
    EnvelopeRefused,
    Receipt,
    ReceiptKind,
    Request,
    read_receipt,
    read_request,
    sign_receipt,
    sign_request,
)
from tests.engines.sealing.envelope.desks import BAHARI, HEADER, MAJI, NOW, signing_keys

NODE = DeskSecrets.generate()
RECEIPT = Receipt(
    message=HEADER.message,
    digest=bytes(range(32)),
    thread=HEADER.thread,
    kind=ReceiptKind.REFUSED,
    code="signature.bad",
    by="ke-bahari/protection",
    at=NOW,
)
REQUEST = Request(by="ke-bahari", to="et-maji", what="waiting", at=NOW, expires=NOW + 600, arguments=b"\xa0")
SIGNED_RECEIPT = sign_receipt(RECEIPT, BAHARI.sign)
SIGNED_REQUEST = sign_request(REQUEST, NODE.sign)


def node_keys(node: str) -> tuple[bytes, ...]:
    return (MAJI.public().signing, NODE.public().signing) if node == "ke-bahari" else ()


def ask(data: bytes, *, to: str = "et-maji", now: int = NOW) -> Request:
    return read_request(data, signing_keys=node_keys, to=to, now=now)


@pytest.mark.parametrize("kind", ReceiptKind)
@pytest.mark.parametrize("code", ["", "time.expired"])
@pytest.mark.parametrize("by", ["ke-bahari/protection", "ke-bahari"])
def test_a_receipt_says_what_became_of_a_message(kind, code, by):
    receipt = replace(RECEIPT, kind=kind, code=code, by=by)
    assert read_receipt(sign_receipt(receipt, BAHARI.sign), signing_keys=lambda _: [BAHARI.public().signing]) == receipt


def test_a_receipt_about_something_unreadable_carries_zeros():
    receipt = replace(RECEIPT, message=UUID(int=0), thread=UUID(int=0))
    assert read_receipt(sign_receipt(receipt, BAHARI.sign), signing_keys=signing_keys) == receipt


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (sign_receipt(RECEIPT, MAJI.sign), "signature.bad"),
        (sign_receipt(replace(RECEIPT, by="xx-nobody/desk"), BAHARI.sign), "sender.unknown"),
        (SIGNED_REQUEST, "format.unknown"),
        (b"", "format.truncated"),
        (SIGNED_RECEIPT + bytes(1024), "format.too_large"),
    ],
)
def test_a_receipt_that_is_none_is_refused(data, code):
    with pytest.raises(EnvelopeRefused) as refused:
        read_receipt(data, signing_keys=signing_keys)
    assert refused.value.code == code


@pytest.mark.parametrize("change", [{"digest": b"x"}, {"code": "Not A Code"}, {"by": "a b"}, {"by": "a/b/c"}, {"at": -1}, {"kind": "lost"}])
def test_a_receipt_nobody_would_accept_is_not_signed(change):
    with pytest.raises(EnvelopeRefused, match=r"field\."):
        sign_receipt(replace(RECEIPT, **change), BAHARI.sign)


@given(st.integers(0, len(SIGNED_RECEIPT) * 8 - 1), st.integers(0, len(SIGNED_REQUEST) * 8 - 1))
def test_any_bit_flipped_is_refused(in_receipt, in_request):
    for data, bit, read in (
        (SIGNED_RECEIPT, in_receipt, lambda data: read_receipt(data, signing_keys=signing_keys)),
        (SIGNED_REQUEST, in_request, ask),
    ):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(EnvelopeRefused):
            read(bytes(changed))


def test_a_request_is_read_by_the_node_it_is_for_while_it_is_fresh():
    assert ask(SIGNED_REQUEST) == REQUEST
    assert ask(SIGNED_REQUEST, now=NOW - 300) == REQUEST  # their clock may be ahead
    assert ask(SIGNED_REQUEST, now=NOW + 599) == REQUEST


@pytest.mark.parametrize(
    ("data", "to", "now", "code"),
    [
        (SIGNED_REQUEST, "sd-jabal", NOW, "request.other_node"),
        (SIGNED_REQUEST, "et-maji", NOW + 600, "time.expired"),
        (SIGNED_REQUEST, "et-maji", NOW - 301, "time.future"),
        (sign_request(replace(REQUEST, by="xx-nobody"), NODE.sign), "et-maji", NOW, "sender.unknown"),
        (sign_request(REQUEST, BAHARI.sign), "et-maji", NOW, "signature.bad"),
        (SIGNED_RECEIPT, "et-maji", NOW, "format.unknown"),
    ],
)
def test_a_request_that_is_not_for_here_and_now_is_refused(data, to, now, code):
    with pytest.raises(EnvelopeRefused) as refused:
        ask(data, to=to, now=now)
    assert refused.value.code == code


@pytest.mark.parametrize("expires", [NOW, NOW - 1, NOW + 3601])
def test_a_request_lives_an_hour_at_most(expires):
    with pytest.raises(EnvelopeRefused, match=r"header\.dates"):
        sign_request(replace(REQUEST, expires=expires), NODE.sign)


def test_two_requests_have_different_nonces():
    assert len({Request(by="a", to="b", what="c", at=1, expires=2).nonce for _ in range(50)}) == 50
