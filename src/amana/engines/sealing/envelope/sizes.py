"""How large things may be, and the size classes to which the body is filled up so that its length says little.

Class c has (8 + c mod 8) * 2^(9 + c div 8) bytes: 4096, 4608, 5120 ... eight steps to a doubling, so at most an eighth is padding
above 4 kB, and every short answer is as long as every other. The class gives the length of the whole body, before it has come.
"""

from amana.engines.sealing.envelope.refusals import EnvelopeRefused, Refusal

PREFIX_BYTES = 8
LENGTH_BYTES = 4
MAX_HEADER_BYTES = 1024
FIRST_BYTES = PREFIX_BYTES + LENGTH_BYTES + MAX_HEADER_BYTES  # so many bytes hold every header

MAX_WRAPS = 16
MAX_WRAPS_BYTES = 20_480

MAX_PAYLOAD_BYTES = 1 << 20
MAX_ATTACHMENTS = 64
MAX_ATTACHMENTS_BYTES = 200 << 20
MAX_MANIFEST_BYTES = 32_768

CHUNK_BYTES = 1 << 16
TAG_BYTES = 16
SIGNATURE_BYTES = 64

MAX_SIZE_CLASS = 125  # 208 MiB, which holds the largest payload with the largest attachments
MAX_ENVELOPE_BYTES = FIRST_BYTES + LENGTH_BYTES + MAX_WRAPS_BYTES + (13 << 24) + (13 << 8) * TAG_BYTES + SIGNATURE_BYTES


def padded_size(size_class: int) -> int:
    """How many bytes of content a class holds."""
    return (8 + size_class % 8) << (9 + size_class // 8)


def size_class_of(content: int) -> int:
    """The smallest class that holds so many bytes. Raises EnvelopeRefused if none does."""
    for candidate in range(MAX_SIZE_CLASS + 1):
        if padded_size(candidate) >= content:
            return candidate
    raise EnvelopeRefused(Refusal.CONTENT_TOO_LARGE)


def chunk_count(size_class: int) -> int:
    """In how many pieces the body of a class is sealed."""
    return -(-padded_size(size_class) // CHUNK_BYTES)


def body_size(size_class: int) -> int:
    """The length of the sealed body of a class."""
    return padded_size(size_class) + chunk_count(size_class) * TAG_BYTES
