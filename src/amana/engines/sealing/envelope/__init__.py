"""Envelopes: sealed messages between desks of different nodes, the receipts they are answered with, and requests between nodes.

    prefix | header | wraps | body | signature

Pure bytes in and out; time is passed in. The form is written down in docs/reference/envelope.md, well enough for a second
implementation; start reading there. `seal` and `seal_into` write, `read_header` and `verify` are for the door, which has no desk's
private key, `open_envelope` and `open_stream` for the desk.
"""

from amana.engines.sealing.envelope.canonical import decode as decode
from amana.engines.sealing.envelope.canonical import encode as encode
from amana.engines.sealing.envelope.content import Attachment as Attachment
from amana.engines.sealing.envelope.content import AttachmentEntry as AttachmentEntry
from amana.engines.sealing.envelope.content import manifest_of as manifest_of
from amana.engines.sealing.envelope.desk_keys import DeskPublic as DeskPublic
from amana.engines.sealing.envelope.desk_keys import DeskSecrets as DeskSecrets
from amana.engines.sealing.envelope.desk_keys import signer_id as signer_id
from amana.engines.sealing.envelope.header import Header as Header
from amana.engines.sealing.envelope.header import read_header as read_header
from amana.engines.sealing.envelope.opening import Opened as Opened
from amana.engines.sealing.envelope.opening import OpenedAttachment as OpenedAttachment
from amana.engines.sealing.envelope.opening import OpenedStream as OpenedStream
from amana.engines.sealing.envelope.opening import open_envelope as open_envelope
from amana.engines.sealing.envelope.opening import open_stream as open_stream
from amana.engines.sealing.envelope.receipts import Receipt as Receipt
from amana.engines.sealing.envelope.receipts import ReceiptKind as ReceiptKind
from amana.engines.sealing.envelope.receipts import read_receipt as read_receipt
from amana.engines.sealing.envelope.receipts import sign_receipt as sign_receipt
from amana.engines.sealing.envelope.refusals import EnvelopeRefused as EnvelopeRefused
from amana.engines.sealing.envelope.refusals import Refusal as Refusal
from amana.engines.sealing.envelope.requests import Request as Request
from amana.engines.sealing.envelope.requests import read_request as read_request
from amana.engines.sealing.envelope.requests import sign_request as sign_request
from amana.engines.sealing.envelope.sizes import FIRST_BYTES as FIRST_BYTES
from amana.engines.sealing.envelope.sizes import MAX_ENVELOPE_BYTES as MAX_ENVELOPE_BYTES
from amana.engines.sealing.envelope.verifying import Verified as Verified
from amana.engines.sealing.envelope.verifying import verify as verify
from amana.engines.sealing.envelope.writing import Sealed as Sealed
from amana.engines.sealing.envelope.writing import seal as seal
from amana.engines.sealing.envelope.writing import seal_into as seal_into
