"""What access announces."""

from dataclasses import dataclass

from amana.kernel.ids import AccessId, FileId, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class GlassBroken:
    """A restricted file was opened in an emergency; `told` were told."""

    access: AccessId
    file: FileId
    by: UserId
    told: frozenset[UserId]
