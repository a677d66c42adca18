"""The consent ledger as other modules see it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NewType, Protocol, Self
from uuid import UUID

from amana.contexts.cases.consent.rules import Consent, LegalBasis, RecipientId, Told
from amana.contexts.cases.consent.terms import Assent, Capacity, Category, Form, GuardianSaid, Purpose, Said, State
from amana.kernel.ids import FileId, OrganisationId, PersonId, UserId
from amana.kernel.organisations.terms import OrganisationKind

TalkId = NewType("TalkId", UUID)
LineId = NewType("LineId", UUID)


NO_STATE = "XX"  # of a desk in the directory whose organisation belongs to no state
_ENFORCEMENT = {"police": OrganisationKind.POLICE.value, "justice": OrganisationKind.PROSECUTOR.value}


class ADesk(Protocol):
    """What a desk of the directory says of itself."""

    @property
    def address(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def organisation(self) -> str: ...
    @property
    def organisation_kind(self) -> str: ...
    @property
    def state(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who is, or might be, told: an organisation of this node, or any other body by its name.

    kind   an `OrganisationKind`
    state  ISO 3166-1 alpha-2: where, or for which state, they act; "" for an international organisation
    """

    id: RecipientId
    name: str
    kind: str
    state: str

    @classmethod
    def organisation(cls, ref: OrganisationId, *, name: str, kind: str, state: str) -> Self:
        """An organisation with accounts on this node."""
        return cls(id=RecipientId(f"organisation:{ref}"), name=name, kind=kind, state=state)

    @classmethod
    def outside(cls, name: str, *, kind: str, state: str) -> Self:
        """Any other body. Two spellings that differ in capitals or spaces are one."""
        plain = re.sub(r"\s+", " ", name).strip()
        return cls(id=RecipientId(f"outside:{plain.casefold()}"), name=plain, kind=kind, state=state)

    @classmethod
    def desk(cls, desk: "ADesk") -> Self:
        """A desk of the exchange. One that investigates or prosecutes counts as such, whatever its organisation is."""
        kind = _ENFORCEMENT.get(str(desk.kind), desk.organisation_kind)
        state = "" if desk.state == NO_STATE else desk.state
        return cls(id=RecipientId(f"desk:{desk.address}"), name=f"{desk.organisation} ({desk.address})", kind=kind, state=state)

    def record(self) -> dict[str, str]:
        return {"id": self.id, "name": self.name, "kind": self.kind, "state": self.state}

    @classmethod
    def read(cls, written: Mapping[str, str]) -> Self:
        return cls(id=RecipientId(written["id"]), name=written["name"], kind=written["kind"], state=written["state"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One line of a talk: what was asked, and what the person said to it."""

    purpose: Purpose
    recipient: Recipient
    categories: frozenset[Category]
    said: Said
    valid_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """How a person was asked.

    language       ISO 639 code of the language spoken
    interpreter    name of the interpreter; "" where none was needed
    read_aloud     the notice was read out, or signed
    child          under 18, or of doubtful age; then assent and guardian count
    guardian_name  who spoke for the child
    ref            the reference the talk gets, so that what is sent twice is recorded once; None for any
    """

    said_on: date
    form: Form
    language: str
    capacity: Capacity
    child: bool
    interpreter: str = ""
    read_aloud: bool = False
    assent: Assent = Assent.NOT_ASKED
    guardian: GuardianSaid = GuardianSaid.NOT_ASKED
    guardian_name: str = ""
    note: str = ""
    ref: TalkId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalView:
    """That the person changed their mind, and which past recipients were told since."""

    ref: UUID
    withdrawn_on: date
    form: Form
    note: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """One entry of the ledger with the talk it comes from and how it stands on the day asked about."""

    ref: LineId
    talk: TalkId
    consent: Consent
    recipient: Recipient
    how: Talk
    state: State
    effect: str
    notice_version: int
    by: str
    withdrawal: WithdrawalView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisView:
    """A provision named in place of consent. `named_by` is the first of the two people it takes; whoever tells is the second."""

    ref: UUID
    basis: LegalBasis
    recipient: Recipient
    by: str
    named_by: UserId | None
    in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureView:
    """What was told to whom. `allowed_by` is a code of `reasons.REASONS`, or the provision of law."""

    ref: UUID
    told: Told
    recipient: Recipient
    how: str
    allowed_by: str
    provision: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StillToTell:
    """A past recipient who has to hear of a withdrawal."""

    withdrawal: UUID
    line: LineId
    disclosure: DisclosureView
    withdrawn_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Everything a person agreed to, refused, took back; what replaced consent; what was told; who still has to hear of a withdrawal."""

    person: PersonId
    file: FileId
    file_number: str
    on: date
    lines: tuple[LineView, ...]
    bases: tuple[BasisView, ...]
    disclosures: tuple[DisclosureView, ...]
    to_tell: tuple[StillToTell, ...]

    @property
    def consents(self) -> tuple[Consent, ...]:
        return tuple(line.consent for line in self.lines)

    def in_state(self, state: State) -> tuple[LineView, ...]:
        return tuple(line for line in self.lines if line.state is state)
