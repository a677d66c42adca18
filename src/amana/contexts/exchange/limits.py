"""How large, how long, how often: every bound of the exchange in one place."""

from datetime import timedelta

from amana.engines.sealing.envelope import MAX_ENVELOPE_BYTES

LARGEST_ENVELOPE = MAX_ENVELOPE_BYTES
LARGEST_RECEIPT = 1024
LARGEST_REQUEST = 1 << 20
LARGEST_ANSWER = 4 << 20  # what another node may say to a request, save the envelopes it brings
SPARE_DISK = 64 << 20  # what must stay free beside an arriving envelope
PART = 1 << 20

LONGEST_LIFE = timedelta(days=366)  # between writing and expiry
HOLD = timedelta(hours=24)  # how long a message waits at most for an earlier one of its thread
DAY = timedelta(days=1)

CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 30.0  # silence for so long ends an attempt
TURN_SECONDS = 60.0  # how long one partner's turn lasts before it has to ask for another
LEASE = timedelta(seconds=180)  # after so long the turn of a worker that died is somebody else's
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=15)
PULL_EVERY = timedelta(seconds=30)
PULL_ENVELOPES = 100  # in one answer to a node that fetches
PULL_BYTES = LARGEST_ENVELOPE

RECEIPTS_AT_ONCE = 500
REQUEST_SECONDS = 300  # how long a request may be on its way
# Of the server's eight threads, so that pages go on while envelopes come, and common messages while large ones do.
UPLOADS_AT_ONCE, LARGE_UPLOADS_AT_ONCE = 3, 2
LARGE = PART  # bytes; more than these are a large one
# Bytes of a body that are read at once, and how many must come in a second, looked at every half minute.
PIECE, LARGE_PIECE = 2048, 16 * 1024
LEAST_PER_SECOND, LARGE_LEAST_PER_SECOND = 512, 4096
WATCHED_SECONDS = 30.0
PER_TEN_SECONDS = 2000  # envelopes one node may bring
UNPROVEN_ENTRIES_PER_MINUTE = 60  # refusals of what nobody signed that reach the audit log
