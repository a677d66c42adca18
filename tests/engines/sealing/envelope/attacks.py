"""What a misbehaving partner may send, by name, and with which code it is refused: the part of the kit that is about bytes.

`DOOR` is refused by whoever verifies (a directory and a clock, no private key); `DESK` is signed well by a desk that is listed, passes
the door, and is refused when it is opened. Each attack builds its bytes from a `Scene`, so other tests can play them in a world of
their own. What depends on what came before (replays, gaps, a wrong previous digest, budgets) is the exchange's to refuse.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

import cbor2

from amana.engines.sealing.envelope import DeskSecrets, Header, Refusal
from tests.engines.sealing.envelope.forging import Draft, length

ORDER = (1 << 252) + 27742317777372353535851937790883648493  # of the group of Ed25519 (RFC 8032, 5.1)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Who is who. `header` is good; `revoked` were keys of the sender; `other` is a listed desk that has no part in this."""

    header: Header
    sender: DeskSecrets
    recipient: DeskSecrets
    other: DeskSecrets
    other_address: str
    revoked: DeskSecrets
    now: int
    largest_body: int = 1 << 20

    def draft(self, **changes: object) -> Draft:
        """A good envelope from sender to recipient, changed."""
        wanted = {"header": self.header, "recipients": (self.recipient.public(), self.sender.public()), "signer": self.sender}
        return Draft(**{**wanted, **changes})  # type: ignore[arg-type]

    def good(self) -> bytes:
        """An envelope nobody can find fault with, with two attachments and two pieces."""
        return self.draft(payload=b"a referral", files=FILES).build()


@dataclass(frozen=True)
class Attack:
    """One attack: its name, what is tried, the code it is refused with, and its bytes."""

    name: str
    tried: str
    code: Refusal
    build: Callable[[Scene], bytes]


FILES = (("a.pdf", "application/pdf", b"a" * 40_000), ("b.pdf", "application/pdf", b"b" * 26_000))
_TWINS = (("a.pdf", "application/pdf", b"a" * 500), ("b.pdf", "application/pdf", b"b" * 500))


def _fields(**changes: object) -> Callable[[Scene], bytes]:
    """An envelope whose header has these fields changed: f3=... sets, None removes."""

    def build(scene: Scene) -> bytes:
        def changed(fields: dict[int, object]) -> dict[int, object]:
            wanted = {**fields, **{int(name[1:]): value for name, value in changes.items()}}
            return {key: value for key, value in wanted.items() if value is not None}

        return scene.draft(fields=changed).build()

    return build


def _header(change: Callable[[bytes], bytes]) -> Callable[[Scene], bytes]:
    """An envelope with other bytes for a header."""
    return lambda scene: scene.draft(header_bytes=change).build()


def _wraps(change: Callable[[list[list[bytes]]], object]) -> Callable[[Scene], bytes]:
    return lambda scene: scene.draft(wraps=change).build()


def _draft(**changes: object) -> Callable[[Scene], bytes]:
    return lambda scene: scene.draft(**changes).build()


def _edited(change: Callable[[bytes], bytes]) -> Callable[[Scene], bytes]:
    """A good envelope, changed on its way."""
    return lambda scene: change(scene.good())


def _body_at(data: bytes) -> int:
    """Where the body of an envelope begins."""
    wraps = 12 + int.from_bytes(data[8:12], "big")
    return wraps + 4 + int.from_bytes(data[wraps : wraps + 4], "big")


def _unordered(raw: bytes) -> bytes:
    fields = cbor2.loads(raw)
    return cbor2.dumps(dict(reversed(fields.items())))


def _twice(raw: bytes) -> bytes:
    return bytes([raw[0] + 1]) + raw[1:3] + raw[1:]


def _readdressed(scene: Scene) -> bytes:
    """The header names another desk; lengths are put right, the signature is the old one."""
    data = scene.good()
    end = 12 + int.from_bytes(data[8:12], "big")
    fields = cbor2.loads(data[12:end])
    header = cbor2.dumps({**fields, 3: scene.other_address}, canonical=True)
    return data[:8] + length(header) + header + data[end:]


def _rewrapped(scene: Scene) -> bytes:
    """The recipient, who knows the content key, passes it to another desk as if the sender had."""
    draft = scene.draft(payload=b"a referral")
    data = draft.build()
    end = 12 + int.from_bytes(data[8:12], "big")
    bound = sha256(data[:end]).digest()
    desk = scene.other.public()
    wraps = cbor2.dumps([[desk.key_id, draft.wrapped(desk, bound)]], canonical=True)
    return data[:end] + length(wraps) + wraps + data[_body_at(data) :]


def _swapped_chunks(data: bytes) -> bytes:
    first = _body_at(data)
    second = first + 65_552
    return data[:first] + data[second:-64] + data[first:second] + data[-64:]


def _larger_s(signature: bytes) -> bytes:
    """The same signature with the order of the group added to S: a lax verifier takes both (RFC 8032, 8.4)."""
    return signature[:32] + (int.from_bytes(signature[32:], "little") + ORDER).to_bytes(32, "little")


def _from_another(scene: Scene) -> bytes:
    return scene.good()[:-64] + scene.draft(payload=b"another").build()[-64:]


def _under_other_head(scene: Scene) -> bytes:
    return scene.draft(head_hash=lambda digest: sha256(digest).digest()).build()


DOOR = (
    Attack("another_kind_of_file", "a document archive is sent as an envelope", Refusal.UNKNOWN_FORMAT, lambda scene: b"PK\x03\x04" * 999),
    Attack(
        "version_of_tomorrow", "the prefix names version 2", Refusal.UNKNOWN_FORMAT, _edited(lambda data: data[:7] + b"\x02" + data[8:])
    ),
    Attack(
        "taken_for_text", "a carrier turned line ends round", Refusal.UNKNOWN_FORMAT, _edited(lambda data: data.replace(b"\r\n", b"\n"))
    ),
    Attack("nothing", "no bytes at all", Refusal.TRUNCATED, lambda scene: b""),
    Attack("cut_off", "the last byte is missing", Refusal.TRUNCATED, _edited(lambda data: data[:-1])),
    Attack("cut_off_in_the_wraps", "the line broke early", Refusal.TRUNCATED, _edited(lambda data: data[:900])),
    Attack("added_behind", "a byte follows", Refusal.TRAILING, _edited(lambda data: data + b"\x00")),
    Attack("two_in_one", "a second envelope follows the first", Refusal.TRAILING, lambda scene: scene.draft().build() * 2),
    Attack("header_bomb", "a header of 4 GiB is announced", Refusal.TOO_LARGE, _edited(lambda data: data[:8] + b"\xff" * 4 + data[12:])),
    Attack(
        "wraps_bomb",
        "wraps of 4 GiB are announced",
        Refusal.TOO_LARGE,
        _edited(lambda data: data[: 12 + data[11] + 256 * data[10]] + b"\xff" * 4),
    ),
    Attack("list_as_header", "a list where the fields belong", Refusal.FIELD_TYPE, _header(lambda raw: b"\x80")),
    Attack(
        "nested_field",
        "a field full of arrays inside arrays",
        Refusal.CBOR_TOO_DEEP,
        _header(lambda raw: b"\xa1\x01" + b"\x81" * 900 + b"\x00"),
    ),
    Attack("endless_map", "a map of 2^60 pairs", Refusal.CBOR_MALFORMED, _header(lambda raw: b"\xbb\x10" + bytes(7))),
    Attack("endless_text", "a text of 2^60 bytes", Refusal.CBOR_MALFORMED, _header(lambda raw: b"\xa1\x02\x7b\x10" + bytes(7))),
    Attack("two_headers", "a second map follows the first", Refusal.CBOR_MALFORMED, _header(lambda raw: raw + b"\xa0")),
    Attack(
        "broken_text",
        "an address that is no UTF-8",
        Refusal.CBOR_MALFORMED,
        _header(lambda raw: raw.replace(b"protection", b"protectio\xff", 1)),
    ),
    Attack(
        "long_number",
        "a number written longer than needed",
        Refusal.CBOR_NOT_CANONICAL,
        _header(lambda raw: raw[:1] + b"\x01\x18\x01" + raw[3:]),
    ),
    Attack("keys_out_of_order", "the same fields from the last to the first", Refusal.CBOR_NOT_CANONICAL, _header(_unordered)),
    Attack("field_twice", "one field twice, so that two readers read two things", Refusal.CBOR_DUPLICATE_KEY, _header(_twice)),
    Attack("tagged_date", "a date with a tag", Refusal.CBOR_TYPE, _header(lambda raw: b"\xa1\x08\xc1\x00")),
    Attack("float_date", "a date as a float", Refusal.CBOR_TYPE, _fields(f8=1.5e9)),
    Attack("indefinite_map", "a map without a length", Refusal.CBOR_TYPE, _header(lambda raw: b"\xbf" + raw[1:] + b"\xff")),
    Attack("text_key", "a field with a name instead of a number", Refusal.CBOR_TYPE, _header(lambda raw: b"\xa2\x01\x01\x61a\x00")),
    Attack("unknown_field", "one field more than there is", Refusal.FIELD_UNKNOWN, _fields(f15=1)),
    Attack("no_recipient", "nobody is named as recipient", Refusal.FIELD_MISSING, _fields(f3=None)),
    Attack("no_expiry", "an envelope that never expires", Refusal.FIELD_MISSING, _fields(f9=None)),
    Attack("short_message_id", "a message id of 15 bytes", Refusal.FIELD_TYPE, _fields(f4=bytes(15))),
    Attack("true_as_sequence", "a truth value where a number belongs", Refusal.FIELD_TYPE, _fields(f6=True)),
    Attack("sequence_zero", "counting from nought", Refusal.FIELD_TYPE, _fields(f6=0)),
    Attack("sequence_beyond", "a sequence of 2^31", Refusal.FIELD_TYPE, _fields(f6=1 << 31, f7=bytes(32))),
    Attack("date_beyond", "an expiry in the year 10000", Refusal.FIELD_TYPE, _fields(f9=253402300800)),
    Attack("path_in_address", "an address that climbs out of its folder", Refusal.FIELD_ADDRESS, _fields(f2="../protection")),
    Attack(
        "look_alike_address",
        "a Cyrillic letter that looks like a Latin one",
        Refusal.FIELD_ADDRESS,
        _fields(f2="et-m\N{CYRILLIC SMALL LETTER A}ji/protection"),
    ),
    Attack("node_as_recipient", "a whole node is named as recipient", Refusal.FIELD_ADDRESS, _fields(f3="ke-bahari")),
    Attack("line_end_in_kind", "a kind that continues on the next line", Refusal.FIELD_CODE, _fields(f10="referral\n")),
    Attack("profile_of_tomorrow", "algorithms this version does not know", Refusal.PROFILE_UNKNOWN, _fields(f1=2, f99=b"new")),
    Attack("first_with_previous", "the first of a thread names one before", Refusal.SEQUENCE, _fields(f7=bytes(32))),
    Attack("later_without_previous", "a later one names none", Refusal.SEQUENCE, _fields(f6=2)),
    Attack("expired_when_made", "it expires before it was created", Refusal.DATES, lambda scene: _fields(f9=scene.header.created)(scene)),
    Attack("class_beyond", "a size class above the largest", Refusal.SIZE_CLASS, _fields(f12=126)),
    Attack("expired", "it comes too late", Refusal.EXPIRED, lambda scene: _fields(f8=scene.now - 9, f9=scene.now)(scene)),
    Attack(
        "from_the_future",
        "made with a clock ten minutes ahead",
        Refusal.FROM_THE_FUTURE,
        lambda scene: _fields(f8=scene.now + 600, f9=scene.now + 999)(scene),
    ),
    Attack("oversize", "larger than this node takes", Refusal.TOO_LARGE, _draft(size_class=70)),
    Attack("unlisted_sender", "a desk that is not in the directory", Refusal.SENDER_UNKNOWN, _fields(f2="xx-nobody/protection")),
    Attack(
        "revoked_key", "signed with a key that was revoked", Refusal.SIGNER_UNKNOWN, lambda scene: scene.draft(signer=scene.revoked).build()
    ),
    Attack(
        "in_anothers_name",
        "a listed desk signs in the name of another",
        Refusal.SIGNER_UNKNOWN,
        lambda scene: scene.draft(signer=scene.other).build(),
    ),
    Attack(
        "forged_signer",
        "a stranger's signature under the victim's key id",
        Refusal.SIGNATURE,
        lambda scene: scene.draft(signature=lambda _: scene.other.sign(b"x")).build(),
    ),
    Attack("re_addressed", "another desk is written over the recipient", Refusal.SIGNATURE, _readdressed),
    Attack("re_wrapped", "the recipient passes it on as if the sender had sealed it to a third desk", Refusal.SIGNATURE, _rewrapped),
    Attack("wrap_taken_out", "the sender's own copy is cut out", Refusal.SIGNATURE, lambda scene: _without_second_wrap(scene.good())),
    Attack(
        "bit_in_the_body",
        "one bit of the body is turned",
        Refusal.SIGNATURE,
        _edited(lambda data: data[:-80] + bytes([data[-80] ^ 1]) + data[-79:]),
    ),
    Attack("pieces_swapped", "two pieces of the body change places", Refusal.SIGNATURE, _edited(_swapped_chunks)),
    Attack("signature_over_other_bytes", "signed without the label", Refusal.SIGNATURE, _draft(signed=lambda message: message[-32:])),
    Attack("signature_of_another", "a good signature of the same desk, from another envelope", Refusal.SIGNATURE, _from_another),
    Attack("signature_of_zeros", "64 zeros", Refusal.SIGNATURE, _draft(signature=lambda _: bytes(64))),
    Attack("signature_made_twice", "the order of the group added to S", Refusal.SIGNATURE, _draft(signature=_larger_s)),
    Attack("no_wraps", "sealed to nobody", Refusal.WRAPS_FORM, _wraps(lambda rows: [])),
    Attack(
        "too_many_wraps",
        "sealed to seventeen",
        Refusal.WRAPS_FORM,
        _wraps(lambda rows: [[bytes([at] * 16), rows[0][1]] for at in range(17)]),
    ),
    Attack("short_wrap", "a wrap of one byte less", Refusal.WRAPS_FORM, _wraps(lambda rows: [[rows[0][0], rows[0][1][:-1]]])),
    Attack("wraps_as_map", "wraps that are no list", Refusal.WRAPS_FORM, _wraps(lambda rows: {})),
    Attack("nested_wraps", "arrays inside arrays", Refusal.CBOR_TOO_DEEP, _draft(wraps_bytes=lambda raw: b"\x81" * 10_000)),
    Attack("endless_wraps", "a list of 2^60 wraps", Refusal.CBOR_MALFORMED, _draft(wraps_bytes=lambda raw: b"\x9b\x10" + bytes(7))),
    Attack("wrap_twice", "two wraps for one key", Refusal.WRAPS_DUPLICATE, _wraps(lambda rows: [rows[0], rows[0]])),
    Attack(
        "sealed_to_a_third",
        "sealed to a desk that is neither sender nor recipient",
        Refusal.WRAPS_STRANGER,
        lambda scene: scene.draft(recipients=(scene.recipient.public(), scene.other.public())).build(),
    ),
)


def _without_second_wrap(data: bytes) -> bytes:
    at = 12 + int.from_bytes(data[8:12], "big")
    body = _body_at(data)
    wraps = cbor2.dumps(cbor2.loads(data[at + 4 : body])[:1], canonical=True)
    return data[:at] + length(wraps) + wraps + data[body:]


def _other_key_in_the_wrap(scene: Scene) -> bytes:
    draft = scene.draft()
    draft.wraps = lambda rows: [[scene.recipient.public().key_id, draft.wrapped(scene.other.public(), bytes(32))]]
    return draft.build()


def _other_content_key(scene: Scene) -> bytes:
    draft = scene.draft()
    desk = scene.recipient.public()
    bound: list[bytes] = []

    def remember(digest: bytes) -> bytes:
        bound.append(digest)
        return digest

    draft.head_hash = remember
    draft.wraps = lambda rows: [[desk.key_id, draft.wrapped(desk, bound[0], key=bytes(32))]]
    return draft.build()


def _manifest(change: Callable[[dict[int, object]], object]) -> Callable[[Scene], bytes]:
    """The manifest says something else; the commitment is made over what it says."""
    return lambda scene: scene.draft(
        payload=b"a referral", files=_TWINS, manifest=lambda raw: cbor2.dumps(change(cbor2.loads(raw)), canonical=True)
    ).build()


def _renamed(name: str) -> Callable[[Scene], bytes]:
    def change(manifest: dict[int, object]) -> object:
        rows = manifest[2]
        assert isinstance(rows, list)
        return {**manifest, 2: [[name, *row[1:]] if at == 0 else row for at, row in enumerate(rows)]}

    return _manifest(change)


def _shown_otherwise(scene: Scene) -> bytes:
    return scene.draft(payload=b"what I state", content=lambda raw: raw.replace(b"what I state", b"what you see")).build()


def _swap_files(raw: bytes) -> bytes:
    return raw[:-1000] + raw[-500:] + raw[-1000:-500]


DESK = (
    Attack(
        "not_for_this_desk",
        "sealed to the sender only",
        Refusal.NO_WRAP,
        lambda scene: scene.draft(recipients=(scene.sender.public(),)).build(),
    ),
    Attack("wrap_for_another_key", "a wrap under this desk's key id that another key opens", Refusal.WRAP, _other_key_in_the_wrap),
    Attack("wrap_of_another_envelope", "wraps and body bound to another head", Refusal.WRAP, _under_other_head),
    Attack("wrap_of_another_content_key", "a good wrap of a key that does not open the body", Refusal.CHUNK, _other_content_key),
    Attack(
        "pieces_swapped_and_signed",
        "two pieces change places before signing",
        Refusal.CHUNK,
        _draft(files=FILES, chunks=lambda sealed: [sealed[1], sealed[0]]),
    ),
    Attack(
        "piece_repeated",
        "one piece twice, another left out",
        Refusal.CHUNK,
        _draft(files=FILES, chunks=lambda sealed: [sealed[0], sealed[0][: len(sealed[1])]]),
    ),
    Attack(
        "no_last_piece",
        "no piece says it is the last",
        Refusal.CHUNK,
        _draft(files=FILES, nonce=lambda number, last: number.to_bytes(12, "big")),
    ),
    Attack(
        "counting_from_one",
        "the pieces are counted from one",
        Refusal.CHUNK,
        _draft(nonce=lambda number, last: (number + 1).to_bytes(11, "big") + bytes([last])),
    ),
    Attack("other_content", "another content than the header commits to", Refusal.COMMITMENT, _shown_otherwise),
    Attack("other_salt", "another salt than the one committed with", Refusal.COMMITMENT, _draft(content=lambda raw: bytes(32) + raw[32:])),
    Attack(
        "manifest_bomb", "a manifest of 4 GiB is announced", Refusal.MANIFEST, _draft(content=lambda raw: raw[:32] + b"\xff" * 4 + raw[36:])
    ),
    Attack(
        "manifest_beyond_the_body",
        "a manifest longer than the body",
        Refusal.MANIFEST,
        _draft(content=lambda raw: raw[:32] + (32_000).to_bytes(4, "big") + raw[36:]),
    ),
    Attack("nested_manifest", "arrays inside arrays", Refusal.CBOR_TOO_DEEP, _draft(manifest=lambda raw: b"\x81" * 900 + b"\x00")),
    Attack(
        "unordered_manifest",
        "a manifest that is not canonical",
        Refusal.CBOR_NOT_CANONICAL,
        _draft(manifest=lambda raw: b"\xa2\x02\x80\x01\x02"),
    ),
    Attack("manifest_of_more", "a third thing in the manifest", Refusal.MANIFEST, _manifest(lambda manifest: {**manifest, 3: 0})),
    Attack(
        "payload_beyond_the_body", "a payload longer than the body", Refusal.MANIFEST, _manifest(lambda manifest: {**manifest, 1: 500_000})
    ),
    Attack("path_in_a_name", "an attachment that would be saved elsewhere", Refusal.MANIFEST, _renamed("../../settings.py")),
    Attack("control_in_a_name", "a name with a line end", Refusal.MANIFEST, _renamed("a\r\n.pdf")),
    Attack("one_name_twice", "two attachments of one name", Refusal.MANIFEST, _renamed("b.pdf")),
    Attack("attachments_swapped", "two attachments change places", Refusal.ATTACHMENT, _draft(files=_TWINS, content=_swap_files)),
    Attack(
        "attachment_changed",
        "one byte of an attachment is another",
        Refusal.ATTACHMENT,
        _draft(files=_TWINS, content=lambda raw: raw[:-1] + b"c"),
    ),
    Attack(
        "hidden_in_the_padding",
        "something else than zeros behind the content",
        Refusal.PADDING,
        _draft(padding=lambda raw: raw[:-1] + b"\x01"),
    ),
    Attack(
        "hidden_behind_a_file",
        "one attachment less in the manifest than in the body",
        Refusal.PADDING,
        _manifest(lambda manifest: {**manifest, 2: manifest[2][:1]}),
    ),  # type: ignore[index]
)
