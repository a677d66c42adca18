"""Receipts and requests, good ones and others, with the code the others are refused with."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import cbor2

from amana.engines.sealing.envelope import DeskSecrets, Receipt, ReceiptKind, Refusal, Request, sign_receipt, sign_request
from tests.engines.sealing.envelope.attacks import Scene

RECEIPT, REQUEST = bytes.fromhex("89414d520d0a1a01"), bytes.fromhex("89414d510d0a1a01")
RECEIPT_LABEL, REQUEST_LABEL = b"amana-receipt/1 signature\x00", b"amana-request/1 signature\x00"


@dataclass(frozen=True)
class Case:
    """A document and what becomes of it: None if it is accepted."""

    name: str
    code: Refusal | None
    data: bytes


def signed(prefix: bytes, label: bytes, body: bytes, signer: DeskSecrets) -> bytes:
    return prefix + body + signer.sign(label + prefix + body)


def receipts(scene: Scene) -> tuple[Case, ...]:
    """Receipts of the recipient desk, and what is none."""
    by = scene.header.recipient
    good = {1: bytes(range(16)), 2: bytes(range(32)), 3: bytes(range(16, 32)), 4: "refused", 5: "time.expired", 6: by, 7: scene.now}

    def other(**changes: object) -> bytes:
        return signed(RECEIPT, RECEIPT_LABEL, _body(good, changes), scene.recipient)

    def kind_of(kind: ReceiptKind) -> bytes:
        receipt = Receipt(message=UUID(int=1), digest=bytes(32), thread=UUID(int=2), kind=kind, code="", by=by, at=scene.now)
        return sign_receipt(receipt, scene.recipient.sign)

    plain = other()
    return (
        *(Case(f"receipt_{kind}", None, kind_of(kind)) for kind in ReceiptKind),
        Case("receipt_with_code", None, plain),
        Case("receipt_of_the_unreadable", None, other(f1=bytes(16), f3=bytes(16))),
        Case("receipt_forged", Refusal.SIGNATURE, signed(RECEIPT, RECEIPT_LABEL, _body(good, {}), scene.other)),
        Case("receipt_changed", Refusal.SIGNATURE, plain.replace(b"\x67refused", b"\x64done", 1)),
        Case("receipt_without_label", Refusal.SIGNATURE, signed(RECEIPT, b"", _body(good, {}), scene.recipient)),
        Case("receipt_by_nobody", Refusal.SENDER_UNKNOWN, other(f6="xx-nobody/desk")),
        Case("receipt_by_no_address", Refusal.FIELD_ADDRESS, other(f6="a/b/c")),
        Case("receipt_of_unknown_kind", Refusal.FIELD_CODE, other(f4="lost")),
        Case("receipt_with_a_sentence", Refusal.FIELD_CODE, other(f5="It was too late")),
        Case("receipt_with_short_digest", Refusal.FIELD_TYPE, other(f2=bytes(20))),
        Case("receipt_without_digest", Refusal.FIELD_MISSING, other(f2=None)),
        Case("receipt_with_more", Refusal.FIELD_UNKNOWN, other(f8=0)),
        Case("receipt_with_a_list", Refusal.CBOR_TOO_DEEP, other(f5=[])),
        Case("receipt_as_list", Refusal.FIELD_TYPE, signed(RECEIPT, RECEIPT_LABEL, b"\x80", scene.recipient)),
        Case("receipt_unordered", Refusal.CBOR_NOT_CANONICAL, signed(RECEIPT, RECEIPT_LABEL, b"\xa2\x02\x00\x01\x00", scene.recipient)),
        Case("receipt_bomb", Refusal.TOO_LARGE, other(f1=bytes(2000))),
        Case("receipt_cut_off", Refusal.TRUNCATED, plain[:71]),
        Case("receipt_cut_off_late", Refusal.CBOR_MALFORMED, plain[:-1]),
        Case("receipt_with_more_behind", Refusal.CBOR_MALFORMED, plain + b"\x00"),
        Case("request_as_receipt", Refusal.UNKNOWN_FORMAT, REQUEST + plain[8:]),
    )


def requests(scene: Scene, by: str, to: str, keys: DeskSecrets) -> tuple[Case, ...]:
    """Requests of one node to another, and what is none."""
    good = {1: by, 2: to, 3: "waiting", 4: bytes(range(16)), 5: scene.now, 6: scene.now + 600, 7: b"\xa0"}

    def other(**changes: object) -> bytes:
        return signed(REQUEST, REQUEST_LABEL, _body(good, changes), keys)

    plain = other()
    written = sign_request(Request(by=by, to=to, what="witness", at=scene.now, expires=scene.now + 1, arguments=bytes(5000)), keys.sign)
    return (
        Case("request_plain", None, plain),
        Case("request_with_arguments", None, written),
        Case("request_for_an_hour", None, other(f6=scene.now + 3600)),
        Case("request_from_a_fast_clock", None, other(f5=scene.now + 300)),
        Case("request_to_another_node", Refusal.OTHER_NODE, other(f2="sd-jabal")),
        Case("request_too_late", Refusal.EXPIRED, other(f5=scene.now - 600, f6=scene.now)),
        Case("request_too_early", Refusal.FROM_THE_FUTURE, other(f5=scene.now + 301)),
        Case("request_for_ever", Refusal.DATES, other(f6=scene.now + 3601)),
        Case("request_never_fresh", Refusal.DATES, other(f6=scene.now)),
        Case("request_by_nobody", Refusal.SENDER_UNKNOWN, other(f1="xx-nobody")),
        Case("request_by_a_desk", Refusal.FIELD_ADDRESS, other(f1="ke-bahari/protection")),
        Case("request_forged", Refusal.SIGNATURE, signed(REQUEST, REQUEST_LABEL, _body(good, {}), scene.other)),
        Case("request_with_label_of_receipts", Refusal.SIGNATURE, signed(REQUEST, RECEIPT_LABEL, _body(good, {}), keys)),
        Case("request_with_short_nonce", Refusal.FIELD_TYPE, other(f4=bytes(8))),
        Case("request_without_nonce", Refusal.FIELD_MISSING, other(f4=None)),
        Case("request_with_map_as_arguments", Refusal.CBOR_TOO_DEEP, other(f7={})),
        Case("request_cut_off", Refusal.TRUNCATED, plain[:8]),
        Case("receipt_as_request", Refusal.UNKNOWN_FORMAT, RECEIPT + plain[8:]),
    )


def _body(good: Mapping[int, object], changes: Mapping[str, object]) -> bytes:
    wanted = {**good, **{int(name[1:]): value for name, value in changes.items()}}
    return cbor2.dumps({key: value for key, value in wanted.items() if value is not None}, canonical=True)
