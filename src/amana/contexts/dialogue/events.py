"""What happened in the dialogue, for those who listen."""

from dataclasses import dataclass

from amana.contexts.dialogue.terms import CommitmentId


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentRecorded:
    """A promise stands in the register."""

    commitment: CommitmentId


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressClaimed:
    """An owner says that it is done; somebody else has to look."""

    commitment: CommitmentId


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimVerified:
    """A second party found the claim to be true."""

    commitment: CommitmentId


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimContradicted:
    """A second party found the claim not to be true."""

    commitment: CommitmentId
