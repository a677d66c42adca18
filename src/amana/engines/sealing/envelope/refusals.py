"""Why bytes of others were refused: one stable code for each reason, so that a receipt can name it and both sides can look it up."""

from enum import StrEnum

from amana.engines.sealing.errors import SealingError


class Refusal(StrEnum):
    """Every reason for which an envelope, a receipt or a request is refused. Listed in docs/reference/envelope.md."""

    # the frame
    UNKNOWN_FORMAT = "format.unknown"  # the first eight bytes are not those of this kind of document
    TRUNCATED = "format.truncated"  # the bytes end before the document does
    TRAILING = "format.trailing"  # bytes follow after the document's end
    TOO_LARGE = "format.too_large"  # a part, or the whole, is larger than it may be

    # canonical CBOR
    CBOR_MALFORMED = "cbor.malformed"  # a reserved head, a text that is no UTF-8, an item that ends early, bytes behind the item
    CBOR_TYPE = "cbor.type"  # tags, floats, undefined, indefinite lengths, mixed or other kinds of map keys
    CBOR_NOT_CANONICAL = "cbor.not_canonical"  # a head longer than needed, or map keys out of order
    CBOR_DUPLICATE_KEY = "cbor.duplicate_key"
    CBOR_TOO_DEEP = "cbor.too_deep"

    # fields of a header, a receipt or a request
    FIELD_MISSING = "field.missing"
    FIELD_UNKNOWN = "field.unknown"
    FIELD_TYPE = "field.type"  # another type, length or range than the field has
    FIELD_ADDRESS = "field.address"  # no address of a desk or node
    FIELD_CODE = "field.code"  # no code of a kind, a purpose or an outcome
    PROFILE_UNKNOWN = "header.profile"
    SEQUENCE = "header.sequence"  # the first of a thread has a previous one, or a later one has none
    DATES = "header.dates"  # expires at or before it was created
    SIZE_CLASS = "header.size_class"

    # the wraps
    WRAPS_FORM = "wraps.form"
    WRAPS_DUPLICATE = "wraps.duplicate"
    WRAPS_STRANGER = "wraps.stranger"  # a key that belongs neither to the recipient desk nor to the sender desk

    # who signed
    SENDER_UNKNOWN = "sender.unknown"  # no signing key is known for this address
    SIGNER_UNKNOWN = "signer.unknown"  # the key named is none that this address may sign with: revoked, too old, another's
    SIGNATURE = "signature.bad"

    # when
    EXPIRED = "time.expired"
    FROM_THE_FUTURE = "time.future"

    # what only the desk sees
    NO_WRAP = "open.no_wrap"  # not sealed for this key
    WRAP = "open.wrap"  # a wrap for this key that does not open
    CHUNK = "open.chunk"  # a piece of the body was changed, moved or cut off
    MANIFEST = "open.manifest"
    COMMITMENT = "open.commitment"  # another content than the header commits to
    ATTACHMENT = "open.attachment"  # an attachment is not the one the manifest names
    PADDING = "open.padding"  # something else than zeros fills the body up

    # requests
    OTHER_NODE = "request.other_node"  # meant for another node

    # what this node refuses to seal
    CONTENT_TOO_LARGE = "content.too_large"
    CONTENT_RECIPIENTS = "content.recipients"  # none, too many, or one twice
    CONTENT_ATTACHMENT = "content.attachment"  # a name, type or size that cannot travel, or bytes that are not as long as announced


class EnvelopeRefused(SealingError):
    """These bytes are not what they should be; `code` is a value of `Refusal` and says why. It never quotes the bytes."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.code = refusal.value

    def __reduce__(self) -> tuple[type["EnvelopeRefused"], tuple[Refusal]]:
        """Survives being carried between processes."""
        return type(self), (Refusal(self.code),)
