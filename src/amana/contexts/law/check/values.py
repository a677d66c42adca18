"""Acts, provisions, assessments and lines of the check, as other modules and pages see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from amana.contexts.law.check.reference import Element, Obligation
from amana.contexts.law.check.terms import ActId, Answer, AssessmentId, Confidence, ProvisionId, Result, Status, Step
from amana.contexts.law.days import PartialDay
from amana.contexts.law.treaties.values import Office
from amana.contexts.law.treaties.values import Standing as TreatyStanding
from amana.engines import norms
from amana.kernel.ids import UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A national act."""

    ref: ActId
    code: str
    state: str
    title: str
    title_original: str
    language: str
    number: str
    topics: Sequence[str]
    adopted: PartialDay | None
    starts: PartialDay | None
    ends: PartialDay | None
    source: str
    confidence: Confidence
    note: str
    public: bool
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One version of one section."""

    ref: ProvisionId
    act: Act
    section: str
    version: str
    starts: PartialDay | None
    ends: PartialDay | None
    text: str
    language: str
    translation: str
    translation_language: str
    source: str
    confidence: Confidence
    note: str
    public: bool
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What an assessor said about one element, and what it rests on."""

    element: Element
    answer: Answer
    provisions: Sequence[Provision] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """One step after an assessment."""

    kind: Step
    note: str
    office: Office
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What one office says about one obligation of one state."""

    ref: AssessmentId
    state: str
    obligation: Obligation
    findings: Sequence[Finding]
    reasoning: str
    evidence: str
    status: Status
    public: bool
    office: Office
    author: UserId
    assessed_at: datetime
    corrects: AssessmentId | None
    steps: Sequence[Followed] = ()

    def norm(self) -> tuple[norms.Finding, ...]:
        """The findings as the engine reads them; assessors are offices."""
        return tuple(
            norms.Finding(element=found.element.code, answer=norms.Answer(found.answer.value), assessor=self.office.organisation)
            for found in self.findings
        )

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """Every provision that a finding rests on, once."""
        return tuple({one.ref: one for found in self.findings for one in found.provisions}.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One obligation for one state: party to the treaty on the one hand, has the law on the other. The two are never joined.

    assessed     by the engine, from assessments that count
    result       the same word, or "not shared" where the state withholds its assessment from this reader
    counting     the assessments it rests on; `open` are drafts and those that wait
    """

    state: str
    obligation: Obligation
    treaty: TreatyStanding
    binding: norms.Binding
    assessed: norms.Assessed
    result: Result
    counting: Sequence[Assessment] = ()
    open: Sequence[Assessment] = ()

    def position(self) -> norms.Position:
        return norms.Position(obligation=self.obligation.norm(), binding=self.binding, assessed=self.assessed)


@dataclass(frozen=True, slots=True, kw_only=True)
class LawView:
    """The law of a state on a day: acts and sections, each with its verdict; `nothing_known` repeats sources that know of no act."""

    state: str
    on: date
    acts: Sequence[tuple[Act, norms.Verdict]]
    sections: Mapping[ActId, Sequence[tuple[Provision, norms.Verdict]]]
    gaps: Sequence[tuple[Act, str]]
    nothing_known: Sequence[str] = field(default_factory=tuple)
