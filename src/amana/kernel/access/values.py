"""What the policies are asked about: an access, a resource, the circumstances of one act; and their answer.

Every field of `Circumstances` starts at the answer that opens least, so a fact that nobody looked up counts against the act.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from uuid import UUID

from amana.kernel.access.terms import NOBODY, Age, ProtectionClaim, Purpose
from amana.kernel.accounts.terms import Role
from amana.kernel.ids import AccessId, FileId, OrganisationId, UserId

FILE = "File"  # the resource kind of everything that is about a protected person


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """One person at work for one organisation and one purpose. `user` is absent only where the node itself works (maintenance)."""

    ref: AccessId
    user: UserId | None
    organisation: OrganisationId | None
    purpose: Purpose
    roles: frozenset[Role]
    opened_at: datetime
    expires_at: datetime
    second_factor: bool
    break_glass_file: FileId | None = None
    organisation_kind: str = ""
    state: str = ""  # ISO 3166-1 alpha-2 of the organisation's country
    in_service: bool = True  # the membership counts today and the person is not on leave


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """What an act is done to: a protected file (`kind` is "File", from `resources.file_resource`) or a record about nobody.

    attrs  for a file: organisation, level, state, legal_hold, team; for a record: organisation and owner, both optional
    """

    kind: str
    ref: UUID
    attrs: Mapping[str, object] = field(default_factory=dict)
    file: FileId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """The facts of one act that a policy may look at besides who and what."""

    files: int = 1  # how many people's files the act touches
    second_person: UserId | None = None  # who agreed to it beside the one who acts
    author: UserId | None = None  # who did what is now being reviewed
    recipient_kind: str = NOBODY  # an OrganisationKind, or THE_PERSON
    recipient_state: str = ""  # the state in which, or for which, the recipient acts
    states_feared: frozenset[str] = frozenset()
    fears_asked: bool = False
    nationalities: frozenset[str] = frozenset()  # claimed, documented or supposed: any of them
    nationality_settled: bool = False  # the set above is known to be complete (a stateless person: settled and empty)
    protection_claim: ProtectionClaim = ProtectionClaim.UNKNOWN
    consent_covers: bool = False  # purpose, category, recipient and day, as the consent ledger answered
    legal_basis: str = ""  # the provision that replaces consent
    consent_to_investigation: bool = False
    identifies_person: bool = True
    consent_to_identity: bool = False
    age: Age = Age.UNKNOWN
    best_interests: bool = False  # a best interests determination covers the act
    facts: frozenset[str] = frozenset()  # further facts a context has declared (`facts.declare`); they only ever open

    @classmethod
    def of(cls, given: "Mapping[str, object] | Circumstances") -> "Circumstances":
        """Read what an action's `context` function returned. Raises TypeError for a name that no policy knows."""
        # a wrong name raises TypeError, as said
        return given if isinstance(given, Circumstances) else cls(**given)  # type: ignore[arg-type]

    def record(self) -> dict[str, object]:
        """The Cedar record: every field, ids as text, sets as sorted lists."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The answer, and the id of the policy that gave it.

    policies     every policy that decided so; `reason` is the first of them, a safeguard S1 to S12 before others
    obligations  what those policies ask of whoever acts on the answer
    """

    allowed: bool
    reason: str
    policies: tuple[str, ...] = ()
    obligations: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self.allowed


def _plain(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Iterable):
        return sorted(str(item) for item in value)
    raise TypeError(f"a policy cannot look at a {type(value).__name__}")
