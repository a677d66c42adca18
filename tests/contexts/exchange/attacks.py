"""What a misbehaving partner may try, each attack by its name. It returns the bytes it sends to our door; the answer must be the code.

The far node of the region is a real partner with an agreement; the third one is listed in the directory and has none with us. An
attacker holds all the keys of both, and none of ours.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from django.utils import timezone

from amana.contexts.exchange import limits
from amana.engines.sealing.envelope import Attachment, DeskSecrets, Header, encode, open_envelope, seal
from amana.kernel.ids import new_id
from tests.contexts.exchange.a_region import OURS, STRANGERS, THEIRS, Region, digest_of, own_secrets

Attack = Callable[[Region], bytes]


@dataclass(frozen=True, slots=True)
class Named:
    """An attack, the code that must refuse it, and whether the refusal is one of the moment."""

    name: str
    send: Attack
    code: str


ATTACKS: list[Named] = []


def attack(code: str) -> Callable[[Attack], Attack]:
    def enter(send: Attack) -> Attack:
        ATTACKS.append(Named(send.__name__, send, code))
        return send

    return enter


# --- form


@attack("format.unknown")
def no_envelope_at_all(region: Region) -> bytes:
    return b"PK\x03\x04" + bytes(4000)


@attack("format.truncated")
def nothing(region: Region) -> bytes:
    return b""


@attack("format.truncated")
def truncated_in_the_header(region: Region) -> bytes:
    return region.far.envelope()[:40]


@attack("format.truncated")
def truncated_in_the_signature(region: Region) -> bytes:
    return region.far.envelope()[:-1]


@attack("format.trailing")
def something_after_the_end(region: Region) -> bytes:
    return region.far.envelope() + b"\x00"


@attack("signature.bad")
def one_bit_flipped_in_the_body(region: Region) -> bytes:
    envelope = bytearray(region.far.envelope())
    envelope[-200] ^= 1
    return bytes(envelope)


@attack("signature.bad")
def one_bit_flipped_in_the_signature(region: Region) -> bytes:
    envelope = bytearray(region.far.envelope())
    envelope[-1] ^= 1
    return bytes(envelope)


@attack("signature.bad")
def the_signature_of_another_envelope(region: Region) -> bytes:
    return region.far.envelope()[:-64] + region.far.envelope()[-64:]


@attack("cbor.malformed")
def a_header_that_is_no_cbor(region: Region) -> bytes:
    return _with_header(region, b"\x1c" * 60)


@attack("cbor.not_canonical")
def a_header_with_a_number_longer_than_needed(region: Region) -> bytes:
    return _with_header(region, _header(region).replace(b"\x06\x01", b"\x06\x18\x01", 1))


@attack("field.unknown")
def a_header_with_a_field_more(region: Region) -> bytes:
    header = _header(region)
    return _with_header(region, bytes([header[0] + 1]) + header[1:] + b"\x18\x63\x00")


@attack("format.too_large")
def a_header_that_claims_to_be_huge(region: Region) -> bytes:
    envelope = region.far.envelope()
    return envelope[:8] + (2**31).to_bytes(4, "big") + envelope[12:]


def _header(region: Region) -> bytes:
    envelope = region.far.envelope()
    return envelope[12 : 12 + int.from_bytes(envelope[8:12], "big")]


def _with_header(region: Region, header: bytes) -> bytes:
    envelope = region.far.envelope()
    rest = envelope[12 + int.from_bytes(envelope[8:12], "big") :]
    return envelope[:8] + len(header).to_bytes(4, "big") + header + rest


# --- who


@attack("sender.unknown")
def a_node_nobody_knows(region: Region) -> bytes:
    keys = DeskSecrets.generate()
    return region.far.envelope(sender="ghost/protection", signer=keys, sealed_to=[own_secrets(), keys])


@attack("sender.unknown")
def a_desk_nobody_knows_on_a_known_node(region: Region) -> bytes:
    return region.far.envelope(sender="far/kitchen", signer=region.far.desk(THEIRS))


@attack("signer.unknown")
def signed_with_a_key_of_its_own_making(region: Region) -> bytes:
    keys = DeskSecrets.generate()
    return region.far.envelope(signer=keys)


@attack("signer.unknown")
def in_the_name_of_another_desk(region: Region) -> bytes:
    return region.far.envelope(sender=THEIRS, signer=region.far.desk(STRANGERS))


@attack("sender.unknown")
def signed_with_a_revoked_key(region: Region) -> bytes:
    envelope = region.far.envelope()
    nodes = [region._with_keys(node) for node in region.nodes]
    far = nodes[1]
    nodes[1] = replace(far, desks=(replace(far.desks[0], revoked_at=_a_moment_ago()),))
    region.again(version=2, nodes=nodes)
    return envelope


@attack("sender.unknown")
def from_a_revoked_node(region: Region) -> bytes:
    envelope = region.far.envelope()
    nodes = [region._with_keys(node) for node in region.nodes]
    nodes[1] = replace(nodes[1], revoked_at=_a_moment_ago())
    region.again(version=2, nodes=nodes)
    return envelope


@attack("exchange.not_from_here")
def from_outside_in_the_name_of_our_own_desk(region: Region) -> bytes:
    # Somebody got hold of our desk's key, and writes to us from us.
    return region.far.envelope(sender=OURS, recipient=OURS, signer=own_secrets(), sealed_to=[own_secrets()])


@attack("directory.no_agreement")
def a_known_node_without_an_agreement(region: Region) -> bytes:
    return region.far.envelope(sender=STRANGERS, sealed_to=[own_secrets(), region.far.desk(STRANGERS)])


@attack("directory.agreement_ended")
def after_the_agreement_ended(region: Region) -> bytes:
    envelope = region.far.envelope()
    ended = replace(region.agreements[0], until=_a_moment_ago())
    region.again(version=2, agreements=[ended, *region.agreements[1:]])
    return envelope


@attack("directory.other_purpose")
def for_a_purpose_that_was_not_agreed(region: Region) -> bytes:
    return region.far.envelope(purpose="investigation")


@attack("directory.desk_of_other_kind")
def a_lead_to_a_desk_that_protects(region: Region) -> bytes:
    return region.far.envelope(kind="lead")


@attack("directory.unknown_kind")
def a_kind_of_message_that_does_not_exist(region: Region) -> bytes:
    return region.far.envelope(kind="order")


@attack("exchange.budget_used")
def more_than_the_budget_allows(region: Region) -> bytes:
    region.agreements[0] = replace(region.agreements[0], budget_per_day=2)
    region.again(version=2)
    for _ in range(2):
        assert region.arrives(region.far.envelope()) == ("delivered", "")
    return region.far.envelope()


# --- to whom


@attack("exchange.not_our_desk")
def sealed_for_a_desk_elsewhere(region: Region) -> bytes:
    return region.far.envelope(recipient=STRANGERS, sealed_to=[region.far.desk(STRANGERS), region.far.desk()])


@attack("wraps.stranger")
def our_message_wrapped_for_somebody_else_too(region: Region) -> bytes:
    return region.far.envelope(sealed_to=[own_secrets(), region.far.desk(STRANGERS)])


@attack("signer.unknown")
def another_desks_letter_rewrapped_for_us(region: Region) -> bytes:
    """The third desk got a letter from the far one and passes it on to us as if the far desk had written to us."""
    letter = region.far.envelope(recipient=STRANGERS, sealed_to=[region.far.desk(STRANGERS)])
    opened = open_envelope(letter, keys=region.far.desk(STRANGERS))
    header: Header = replace(opened.header, recipient=OURS)
    keys = [own_secrets().public(), region.far.desk(THEIRS).public()]
    return seal(header, opened.payload, recipients=keys, signer=region.far.desk(STRANGERS))


# --- when


@attack("time.expired")
def expired(region: Region) -> bytes:
    return region.far.envelope(created=region.far.now() - 7200, expires=region.far.now() - 3600)


@attack("time.future")
def not_yet_valid(region: Region) -> bytes:
    return region.far.envelope(created=region.far.now() + 7200, expires=region.far.now() + 9000)


@attack("exchange.expiry")
def valid_for_a_hundred_years(region: Region) -> bytes:
    return region.far.envelope(expires=region.far.now() + int(limits.LONGEST_LIFE.total_seconds()) * 100)


# --- again, and in another's place


@attack("exchange.same_id_other_bytes")
def the_same_id_over_other_bytes(region: Region) -> bytes:
    message = new_id()
    assert region.arrives(region.far.envelope(message=message)) == ("delivered", "")
    return region.far.envelope(message=message, payload={"says": "something else"})


@attack("exchange.sequence_reused")
def a_place_in_the_thread_that_is_taken(region: Region) -> bytes:
    thread = new_id()
    assert region.arrives(region.far.envelope(thread=thread)) == ("delivered", "")
    return region.far.envelope(thread=thread)


@attack("exchange.wrong_previous")
def a_letter_that_follows_another_past(region: Region) -> bytes:
    thread = new_id()
    assert region.arrives(region.far.envelope(thread=thread)) == ("delivered", "")
    return region.far.envelope(thread=thread, sequence=2, previous=bytes(32))


@attack("exchange.wrong_previous")
def a_past_that_does_not_lead_to_what_came(region: Region) -> bytes:
    thread, first = new_id(), region.far.envelope()
    second = region.far.envelope(thread=thread, sequence=2, previous=digest_of(first))
    assert region.arrives(second) == ("delivered", "")
    return region.far.envelope(thread=thread)


@attack("header.sequence")
def a_second_letter_without_a_first(region: Region) -> bytes:
    envelope = region.far.envelope()
    header = _header(region).replace(b"\x06\x01", b"\x06\x02", 1)
    return envelope[:8] + len(header).to_bytes(4, "big") + header + envelope[12 + int.from_bytes(envelope[8:12], "big") :]


@attack("exchange.thread_of_others")
def in_the_thread_of_two_other_desks(region: Region) -> bytes:
    posted = region.post()  # to the far desk; the third one has read the thread's id somewhere
    region.agreements.append(replace(region.agreements[0], one="own", other="third", budget_per_day=None))
    region.again(version=2)
    return region.far.envelope(sender=STRANGERS, thread=posted.thread, sealed_to=[own_secrets(), region.far.desk(STRANGERS)])


@attack("exchange.follows_nothing")
def an_answer_to_nothing(region: Region) -> bytes:
    return region.far.envelope(kind="answer")


def _a_moment_ago() -> object:
    return (timezone.now() - timedelta(seconds=2)).replace(microsecond=0)


def papers(content: bytes) -> Attachment:
    """An attachment."""
    return Attachment(name="paper.pdf", media_type="application/pdf", size=len(content), chunks=lambda: (content,))


def nested(depth: int) -> bytes:
    """A value as deep as a bomb: lists of one list each."""
    return b"\x81" * depth + b"\x01"


def as_bytes(value: object) -> bytes:
    return encode(value)
