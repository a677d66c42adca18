"""What a log hands to a witness, and what the witness asks of it before it cosigns. C2SP `tlog-witness`, request `add-checkpoint`.

    old 20852014                  the size of the log that the witness saw last, 0 if never
    PlRNCrwHpqhGrupue0L7gx...     a line for each hash of the proof that the log of now continues that one
                                  (an empty line)
    and the signed checkpoint

A witness remembers one checkpoint of each log. A log that shows it another past than before, or a shorter one, is refused, and the two
checkpoints it signed are the evidence.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from amana.engines.sealing.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from amana.engines.sealing.errors import NoteInvalid, ProofInvalid, SealingError
from amana.engines.sealing.merkle import HASH_BYTES, CompactRange, root_of
from amana.engines.sealing.proofs import consistency_stretches, verify_consistency

MOST_PROOF_LINES = 63
MOST_BYTES = 16_384
_OLD = re.compile(r"old (0|[1-9][0-9]{0,17})", re.ASCII)


class WitnessRefused(SealingError):
    """A witness does not cosign. `code` says why, `seen` how large the log was when the witness cosigned it last (0 if never).

    witness.malformed      no submission, or a checkpoint that is none
    witness.signature      not signed by the log's key
    witness.other_origin   another log than the one this witness follows for its node
    witness.old_size       the proof begins elsewhere than at `seen`: to be sent again from there
    witness.shortened      the log is smaller than it was
    witness.forked         as large as it was, with another root
    witness.inconsistent   larger, and the proof does not show that it continues what was seen
    """

    def __init__(self, code: str, *, seen: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.seen = seen

    @property
    def is_contradiction(self) -> bool:
        """Whether the log, by its own signatures, has told two stories."""
        return self.code in {"witness.shortened", "witness.forked", "witness.inconsistent"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A checkpoint for a witness, with the proof from the size it saw last."""

    old: int
    proof: tuple[bytes, ...]
    note: str

    def to_text(self) -> str:
        """As it travels."""
        return "".join([f"old {self.old}\n", *(f"{b64encode(line).decode()}\n" for line in self.proof), "\n", self.note])


def read_submission(text: str) -> Submission:
    """Read a submission strictly. Raises WitnessRefused."""
    opening, separator, note = text.partition("\n\n")
    first, *lines = opening.split("\n")
    old = _OLD.fullmatch(first)
    if len(text) > MOST_BYTES or not separator or old is None or len(lines) > MOST_PROOF_LINES:
        raise WitnessRefused("witness.malformed")
    return Submission(old=int(old[1]), proof=tuple(_hash(line) for line in lines), note=note)


def witness(seen: Checkpoint | None, submission: Submission, *, public_key: bytes) -> Checkpoint:
    """The submitted checkpoint, if it may be cosigned by a witness that saw `seen` last.

    public_key   the log's, as the directory states it

    Raises WitnessRefused.
    """
    size = seen.size if seen else 0
    try:
        stated = parse_checkpoint(submission.note)
    except NoteInvalid:
        raise WitnessRefused("witness.malformed", seen=size) from None
    try:
        offered = open_checkpoint(submission.note, origin=stated.origin, public_key=public_key)
    except NoteInvalid:
        raise WitnessRefused("witness.signature", seen=size) from None
    if seen is None:
        if submission.old or submission.proof:
            raise WitnessRefused("witness.old_size")
        return offered
    if offered.origin != seen.origin:
        raise WitnessRefused("witness.other_origin", seen=size)
    if offered.size < size:
        raise WitnessRefused("witness.shortened", seen=size)
    if offered.size == size and offered.root != seen.root:
        raise WitnessRefused("witness.forked", seen=size)
    if submission.old != size:
        raise WitnessRefused("witness.old_size", seen=size)
    if size:
        try:
            verify_consistency(size, offered.size, submission.proof, seen.root, offered.root)
        except ProofInvalid:
            raise WitnessRefused("witness.inconsistent", seen=size) from None
    return offered


def consistency_proof(old: CompactRange, new: int, leaves: Callable[[int, int], Iterable[bytes]]) -> tuple[bytes, ...]:
    """The proof that a log of size `new` continues the one whose subtrees are `old`; reads only the leaves in between.

    leaves   from leaf, to leaf (not included) -> their hashes, in order

    Raises ProofInvalid unless 0 < old.size <= new.
    """
    known, start = {}, 0
    for root, height in zip(old.roots, (bit for bit in reversed(range(old.size.bit_length())) if old.size >> bit & 1), strict=True):
        known[start, start + (1 << height)] = root
        start += 1 << height
    # a stretch inside the old log is one of its whole subtrees (RFC 6962, 2.1.2: the split is always at a power of two)
    return tuple(known.get(stretch) or root_of(leaves(*stretch)) for stretch in consistency_stretches(old.size, new))


def _hash(line: str) -> bytes:
    try:
        raw = b64decode(line, validate=True)
    except (Base64Error, ValueError):
        raise WitnessRefused("witness.malformed") from None
    if len(raw) != HASH_BYTES:
        raise WitnessRefused("witness.malformed")
    return raw
