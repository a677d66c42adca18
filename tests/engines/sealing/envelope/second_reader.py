"""A second reader of envelopes, receipts and requests, written from docs/reference/envelope.md and from nothing else.

It shares no code with the engine: whole byte strings and offsets instead of streams, a CBOR reader of its own, HPKE and the hybrid KEM
put together from ML-KEM, X25519, HMAC and AES-GCM. What it and the engine say of the same bytes must be the same.
"""

import hashlib
import hmac
import re
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM


class Refused(Exception):
    """With the code of the specification's last table."""


def need(condition: bool, code: str) -> None:
    if not condition:
        raise Refused(code)


# --- section 2: canonical CBOR ---------------------------------------------------------------------------------------------------


def read_cbor(data: bytes, depth: int) -> Any:
    value, rest = _item(data, depth)
    need(rest == b"", "cbor.malformed")
    return value


def _number(data: bytes) -> tuple[int, int, bytes]:
    need(data != b"", "cbor.malformed")
    kind, low = divmod(data[0], 32)
    if low < 24:
        return kind, low, data[1:]
    need(low != 31, "cbor.type")
    need(low < 28, "cbor.malformed")
    need(kind != 7, "cbor.type")
    size = {24: 1, 25: 2, 26: 4, 27: 8}[low]
    need(len(data) > size, "cbor.malformed")
    number = int.from_bytes(data[1 : 1 + size], "big")
    smallest = {1: 24, 2: 256, 4: 65536, 8: 1 << 32}[size]
    need(number >= smallest, "cbor.not_canonical")
    return kind, number, data[1 + size :]


def _string(kind: int, number: int, data: bytes) -> tuple[Any, bytes]:
    need(number <= len(data), "cbor.malformed")
    raw = data[:number]
    if kind == 3:
        try:
            return raw.decode("utf-8", "strict"), data[number:]
        except UnicodeDecodeError:
            raise Refused("cbor.malformed") from None
    return raw, data[number:]


def _item(data: bytes, depth: int) -> tuple[Any, bytes]:
    kind, number, rest = _number(data)
    if kind == 0:
        return number, rest
    if kind == 1:
        need(number < 1 << 63, "cbor.type")
        return -1 - number, rest
    if kind in (2, 3):
        return _string(kind, number, rest)
    if kind == 7:
        need(number in (20, 21, 22), "cbor.type")
        return {20: False, 21: True, 22: None}[number], rest
    need(kind != 6, "cbor.type")
    need(depth > 0, "cbor.too_deep")
    need(number <= len(rest), "cbor.malformed")
    if kind == 4:
        items = []
        while len(items) < number:
            item, rest = _item(rest, depth - 1)
            items.append(item)
        return items, rest
    pairs: dict[Any, Any] = {}
    previous, kinds = None, set()
    for _ in range(number):
        before = rest
        key_kind, key_number, rest = _number(rest)
        kinds.add(key_kind)
        need(kinds in ({0}, {3}), "cbor.type")
        key: Any = key_number
        if key_kind == 3:
            key, rest = _string(3, key_number, rest)
        written = before[: len(before) - len(rest)]
        need(written != previous, "cbor.duplicate_key")
        need(previous is None or written > previous, "cbor.not_canonical")
        previous = written
        pairs[key], rest = _item(rest, depth - 1)
    return pairs, rest


# --- section 3: fields -----------------------------------------------------------------------------------------------------------

LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
LAST_SECOND = 253402300799


def octets(size: int) -> Any:
    return lambda value: need(type(value) is bytes and len(value) == size, "field.type")


def number(low: int, high: int) -> Any:
    return lambda value: need(type(value) is int and low <= value <= high, "field.type")


def written(pattern: str, code: str) -> Any:
    def check(value: Any) -> None:
        need(type(value) is str, "field.type")
        need(re.fullmatch(pattern, value, re.ASCII) is not None, code)

    return check


def maximum(size: int) -> Any:
    return lambda value: need(type(value) is bytes and len(value) <= size, "field.type")


node = written(LABEL, "field.address")
desk = written(f"{LABEL}/{LABEL}", "field.address")
either = written(f"{LABEL}(/{LABEL})?", "field.address")
code = written("[a-z][a-z0-9_.]{0,63}", "field.code")
code_or_nothing = written("([a-z][a-z0-9_.]{0,63})?", "field.code")
receipt_kind = written("delivered|opened|accepted|refused|more_needed|done|withdrawn|erased", "field.code")
when = number(0, LAST_SECOND)


def fields(data: bytes, checks: dict[int, Any], optional: tuple[int, ...] = (), profile: bool = False) -> dict[int, Any]:
    found = read_cbor(data, 1)
    need(type(found) is dict, "field.type")
    if profile:
        need(type(found.get(1)) is int and found[1] == 1, "header.profile")
    need(all(key in checks for key in found), "field.unknown")
    need(all(key in found or key in optional for key in checks), "field.missing")
    for key in sorted(checks):
        if key in found:
            checks[key](found[key])
    return found


# --- section 4: the envelope ------------------------------------------------------------------------------------------------------

HEADER = {
    1: number(1, 1), 2: desk, 3: desk, 4: octets(16), 5: octets(16), 6: number(1, 2**31 - 1), 7: octets(32), 8: when, 9: when, 10: code,
    11: code, 12: number(0, 255), 13: octets(32), 14: octets(16),
}  # fmt: skip


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def content_length(size_class: int) -> int:
    return (8 + size_class % 8) * 2 ** (9 + size_class // 8)


def part(data: bytes, at: int, size: int) -> bytes:
    need(len(data) >= at + size, "format.truncated")
    return data[at : at + size]


def parts(data: bytes) -> dict[str, Any]:
    """Steps 1 to 4 of section 5: the header, and the bytes that come after it."""
    need(part(data, 0, 8) == b"\x89AME\r\n\x1a\x01", "format.unknown")
    size = int.from_bytes(part(data, 8, 4), "big")
    need(size <= 1024, "format.too_large")
    header = fields(part(data, 12, size), HEADER, optional=(7,), profile=True)
    need((header[6] == 1) == (7 not in header), "header.sequence")
    need(header[9] > header[8], "header.dates")
    need(header[12] <= 125, "header.size_class")
    return {"header": header, "head": data[: 12 + size], "at": 12 + size}


def wraps_of(data: bytes, at: int) -> tuple[list[list[bytes]], int]:
    size = int.from_bytes(part(data, at, 4), "big")
    need(size <= 20480, "format.too_large")
    rows = read_cbor(part(data, at + 4, size), 2)
    need(type(rows) is list and 1 <= len(rows) <= 16, "wraps.form")
    for row in rows:
        need(type(row) is list and len(row) == 2 and all(type(cell) is bytes for cell in row), "wraps.form")
        need(len(row[0]) == 16 and len(row[1]) == 1168, "wraps.form")
    need(len({row[0] for row in rows}) == len(rows), "wraps.duplicate")
    return rows, at + 4 + size


def signer_name(public: bytes) -> bytes:
    return sha(b"amana-signing-key/1" + public)[:16]


def good_signature(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def check_door(data: bytes, *, signing: dict[str, list[bytes]], sealing: dict[str, list[bytes]], now: int, max_body: int) -> str:
    """Section 5: the digest of a good envelope, in hexadecimal."""
    envelope = parts(data)
    header = envelope["header"]
    need(now < header[9], "time.expired")
    need(header[8] <= now + 300, "time.future")
    length = content_length(header[12])
    sealed = length + 16 * -(-length // 65536)
    need(sealed <= max_body, "format.too_large")
    known = signing.get(header[2], [])
    need(known != [], "sender.unknown")
    named = [key for key in known if signer_name(key) == header[14]]
    need(named != [], "signer.unknown")
    rows, body = wraps_of(data, envelope["at"])
    signature = part(data, body + sealed, 64)
    need(len(data) == body + sealed + 64, "format.trailing")
    need(good_signature(named[0], signature, b"amana-envelope/1 signature\x00" + sha(data[:-64])), "signature.bad")
    allowed = sealing.get(header[3], []) + sealing.get(header[2], [])
    need(all(row[0] in allowed for row in rows), "wraps.stranger")
    return sha(data).hex()


# --- section 6: opening -----------------------------------------------------------------------------------------------------------


def public_halves(signing: bytes, encryption: bytes) -> tuple[bytes, bytes]:
    lattice = MLKEM768PrivateKey.from_seed_bytes(encryption[:64]).public_key().public_bytes_raw()
    curve = X25519PrivateKey.from_private_bytes(encryption[64:]).public_key().public_bytes_raw()
    return Ed25519PrivateKey.from_private_bytes(signing).public_key().public_bytes_raw(), lattice + curve


def fingerprint(signing_public: bytes, encryption_public: bytes) -> bytes:
    return sha(b"amana-desk-key/1" + signing_public + encryption_public)


def _extract(salt: bytes, key: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), key, "sha256")


def _expand(secret: bytes, info: bytes, size: int) -> bytes:
    assert size <= 32
    return hmac.digest(secret, info + b"\x01", "sha256")[:size]


SUITE = b"HPKE" + bytes.fromhex("647a00010002")


def hpke_open(sealed: bytes, encryption: bytes, info: bytes) -> bytes:
    """RFC 9180, base mode, one message: the KEM as section 6 writes it out, HKDF-SHA256, AES-256-GCM."""
    ct_m, ct_x, ciphertext = sealed[:1088], sealed[1088:1120], sealed[1120:]
    curve = X25519PrivateKey.from_private_bytes(encryption[64:])
    ss_m = MLKEM768PrivateKey.from_seed_bytes(encryption[:64]).decapsulate(ct_m)
    ss_x = curve.exchange(X25519PublicKey.from_public_bytes(ct_x))
    shared = hashlib.sha3_256(ss_m + ss_x + ct_x + curve.public_key().public_bytes_raw() + b"\\.//^\\").digest()

    def labeled_extract(salt: bytes, label: bytes, key: bytes) -> bytes:
        return _extract(salt, b"HPKE-v1" + SUITE + label + key)

    def labeled_expand(secret: bytes, label: bytes, context: bytes, size: int) -> bytes:
        return _expand(secret, size.to_bytes(2, "big") + b"HPKE-v1" + SUITE + label + context, size)

    context = b"\x00" + labeled_extract(b"", b"psk_id_hash", b"") + labeled_extract(b"", b"info_hash", info)
    secret = labeled_extract(shared, b"secret", b"")
    return AESGCM(labeled_expand(secret, b"key", context, 32)).decrypt(labeled_expand(secret, b"base_nonce", context, 12), ciphertext, b"")


MEDIA_TYPE = "[a-z0-9][a-z0-9!#$&^_.+-]{0,62}/[a-z0-9][a-z0-9!#$&^_.+-]{0,62}"


def check_manifest(data: bytes) -> tuple[int, list[list[Any]]]:
    found = read_cbor(data, 3)
    need(type(found) is dict and sorted(found, key=str) == [1, 2], "open.manifest")
    size, rows = found[1], found[2]
    need(type(size) is int and 0 <= size <= 2**20, "open.manifest")
    need(type(rows) is list and len(rows) <= 64, "open.manifest")
    for row in rows:
        need(type(row) is list and len(row) == 4, "open.manifest")
        name, media_type, length, digest = row
        need(type(name) is str and 1 <= len(name.encode()) <= 255 and name not in (".", ".."), "open.manifest")
        need(not any(ord(letter) < 32 or ord(letter) == 127 or letter in "/\\" for letter in name), "open.manifest")
        need(type(media_type) is str and re.fullmatch(MEDIA_TYPE, media_type, re.ASCII) is not None, "open.manifest")
        need(type(length) is int and 0 <= length <= 200 * 2**20, "open.manifest")
        need(type(digest) is bytes and len(digest) == 32, "open.manifest")
    need(len({row[0] for row in rows}) == len(rows), "open.manifest")
    need(sum(row[2] for row in rows) <= 200 * 2**20, "open.manifest")
    return size, rows


def open_at_desk(data: bytes, *, signing_private: bytes, encryption_private: bytes) -> dict[str, Any]:
    """Section 6, for an envelope that passed section 5: payload and attachments."""
    envelope = parts(data)
    rows, at = wraps_of(data, envelope["at"])
    ours = fingerprint(*public_halves(signing_private, encryption_private))
    mine = [row[1] for row in rows if row[0] == ours[:16]]
    need(mine != [], "open.no_wrap")
    bound = sha(envelope["head"])
    try:
        key = hpke_open(mine[0], encryption_private, b"amana-envelope/1 wrap\x00" + bound + ours)
    except (InvalidTag, ValueError):
        raise Refused("open.wrap") from None
    left = content_length(envelope["header"][12])
    count = -(-left // 65536)
    plain = b""
    for index in range(count):
        size = min(left, 65536)
        left -= size
        nonce = index.to_bytes(11, "big") + (b"\x01" if index == count - 1 else b"\x00")
        try:
            plain += AESGCM(key).decrypt(nonce, part(data, at, size + 16), bound)
        except InvalidTag:
            raise Refused("open.chunk") from None
        at += size + 16
    end = 36 + int.from_bytes(plain[32:36], "big")
    need(end <= 36 + 32768 and end <= len(plain), "open.manifest")
    size, files = check_manifest(plain[36:end])
    need(end + size + sum(file[2] for file in files) <= len(plain), "open.manifest")
    need(sha(plain[: end + size]) == envelope["header"][13], "open.commitment")
    opened = {"payload": plain[end : end + size], "attachments": []}
    end += size
    for name, media_type, length, digest in files:
        need(sha(plain[end : end + length]) == digest, "open.attachment")
        opened["attachments"].append((name, media_type, plain[end : end + length]))
        end += length
    need(not any(plain[end:]), "open.padding")
    return opened


# --- section 7: receipts and requests ---------------------------------------------------------------------------------------------


def signed_document(data: bytes, prefix: bytes, largest: int) -> bytes:
    need(len(data) <= largest, "format.too_large")
    need(len(data) >= 72, "format.truncated")
    need(data[:8] == prefix, "format.unknown")
    return data[8:-64]


def check_signature(data: bytes, label: bytes, keys: list[bytes]) -> None:
    need(keys != [], "sender.unknown")
    need(any(good_signature(key, data[-64:], label + data[:-64]) for key in keys), "signature.bad")


def check_receipt(data: bytes, *, signing: dict[str, list[bytes]]) -> dict[int, Any]:
    body = signed_document(data, b"\x89AMR\r\n\x1a\x01", 1024)
    checks = {1: octets(16), 2: octets(32), 3: octets(16), 4: receipt_kind, 5: code_or_nothing, 6: either, 7: when}
    found = fields(body, checks)
    check_signature(data, b"amana-receipt/1 signature\x00", signing.get(found[6], []))
    return found


def check_request(data: bytes, *, signing: dict[str, list[bytes]], to: str, now: int) -> dict[int, Any]:
    body = signed_document(data, b"\x89AMQ\r\n\x1a\x01", 2**20)
    found = fields(body, {1: node, 2: node, 3: code, 4: octets(16), 5: when, 6: when, 7: maximum(2**20)})
    need(found[5] < found[6] <= found[5] + 3600, "header.dates")
    need(found[2] == to, "request.other_node")
    need(now < found[6], "time.expired")
    need(found[5] <= now + 300, "time.future")
    check_signature(data, b"amana-request/1 signature\x00", signing.get(found[1], []))
    return found
