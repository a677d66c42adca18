"""Bytes that are no canonical CBOR of the kind envelopes are made of, in hexadecimal, with the code they are refused with."""

from amana.engines.sealing.envelope import Refusal

OTHER_FORMS = (
    ("1800", Refusal.CBOR_NOT_CANONICAL),  # 0 in two bytes
    ("1817", Refusal.CBOR_NOT_CANONICAL),
    ("1900ff", Refusal.CBOR_NOT_CANONICAL),
    ("1a0000ffff", Refusal.CBOR_NOT_CANONICAL),
    ("1b00000000ffffffff", Refusal.CBOR_NOT_CANONICAL),
    ("3800", Refusal.CBOR_NOT_CANONICAL),
    ("580161", Refusal.CBOR_NOT_CANONICAL),
    ("780161", Refusal.CBOR_NOT_CANONICAL),
    ("9800", Refusal.CBOR_NOT_CANONICAL),
    ("b800", Refusal.CBOR_NOT_CANONICAL),
    ("a202000100", Refusal.CBOR_NOT_CANONICAL),  # {2: 0, 1: 0}
    ("a262616100616200", Refusal.CBOR_NOT_CANONICAL),
    ("a201000100", Refusal.CBOR_DUPLICATE_KEY),
    ("a3010002000100", Refusal.CBOR_NOT_CANONICAL),  # {1: 0, 2: 0, 1: 0}
    ("a20100616100", Refusal.CBOR_TYPE),  # keys of two kinds
    ("a14100f6", Refusal.CBOR_TYPE),  # a key of bytes
    ("a12000", Refusal.CBOR_TYPE),  # a negative key
    ("a1f500", Refusal.CBOR_TYPE),
    ("c000", Refusal.CBOR_TYPE),  # tags
    ("d9d9f700", Refusal.CBOR_TYPE),
    ("c24101", Refusal.CBOR_TYPE),
    ("f97e00", Refusal.CBOR_TYPE),  # floats
    ("fa00000000", Refusal.CBOR_TYPE),
    ("fb0000000000000000", Refusal.CBOR_TYPE),
    ("f7", Refusal.CBOR_TYPE),  # undefined
    ("f0", Refusal.CBOR_TYPE),
    ("f8ff", Refusal.CBOR_TYPE),
    ("f814", Refusal.CBOR_TYPE),
    ("5f4100ff", Refusal.CBOR_TYPE),  # indefinite lengths
    ("7f6161ff", Refusal.CBOR_TYPE),
    ("9fff", Refusal.CBOR_TYPE),
    ("bfff", Refusal.CBOR_TYPE),
    ("ff", Refusal.CBOR_TYPE),
    ("3b8000000000000000", Refusal.CBOR_TYPE),  # below -2^63
    ("1c", Refusal.CBOR_MALFORMED),
    ("", Refusal.CBOR_MALFORMED),
    ("0000", Refusal.CBOR_MALFORMED),
    ("19ff", Refusal.CBOR_MALFORMED),
    ("41", Refusal.CBOR_MALFORMED),
    ("61ff", Refusal.CBOR_MALFORMED),
    ("62c080", Refusal.CBOR_MALFORMED),
    ("63eda080", Refusal.CBOR_MALFORMED),  # half of a surrogate pair
    ("5b7fffffffffffffff", Refusal.CBOR_MALFORMED),
    ("9b7fffffffffffffff00", Refusal.CBOR_MALFORMED),
    ("bb7fffffffffffffff00", Refusal.CBOR_MALFORMED),
    ("81" * 17 + "00", Refusal.CBOR_TOO_DEEP),
    ("81" * 1000, Refusal.CBOR_TOO_DEEP),
    ("a100" * 1000, Refusal.CBOR_TOO_DEEP),
)
