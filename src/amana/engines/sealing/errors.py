"""What can go wrong while sealing. Messages never quote keys or values."""


class SealingError(ValueError):
    """Root of this engine's errors; `code` is stable."""

    code: str = "sealing.error"


class UnsealFailed(SealingError):
    """The key is not the one, the value was changed, or it stands in another place than it was sealed for."""

    code = "sealing.unseal_failed"


class UnknownFormat(SealingError):
    """The first byte names a format this version does not know, or the value is too short to be one."""

    code = "sealing.unknown_format"


class ProofInvalid(SealingError):
    """A Merkle proof does not lead to the root it was given for."""

    code = "sealing.proof_invalid"


class NoteInvalid(SealingError):
    """A signed note or checkpoint is not well formed, or no signature on it is from the expected key."""

    code = "sealing.note_invalid"
