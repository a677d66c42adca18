"""A screening as other modules see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NewType
from uuid import UUID

from amana.contexts.cases.screening.lists import Question
from amana.contexts.cases.screening.models import ScreeningState
from amana.contexts.cases.screening.rules import Reading
from amana.contexts.cases.screening.terms import AgeGroup, Answer, Conclusion, Profile, Source
from amana.kernel.ids import FileId, PersonId
from amana.kernel.vocabulary.values import Table

ScreeningId = NewType("ScreeningId", UUID)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One answer as somebody gives it in."""

    sign: str
    answer: Answer
    source: Source
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """One answer as it stands, and how many earlier ones it replaced. `by` is "" where the node recorded it."""

    given: Given
    by: str
    at: datetime
    replaced: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Concluded:
    """What a person concluded, and what the rule read at that moment, by age group; empty for a list without weights."""

    conclusion: Conclusion
    reason: str
    findings: Mapping[str, str]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningLine:
    """A screening in a list."""

    ref: ScreeningId
    profile: Profile
    age: AgeGroup
    state: ScreeningState
    started_by: str
    started_at: datetime
    last: Concluded | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningView:
    """One screening with its questions, answers and readings.

    readings  by age group, the one that counts first (doubt favours the child); empty for a list without weights
    """

    ref: ScreeningId
    person: PersonId
    file: FileId
    file_number: str
    profile: Profile
    age: AgeGroup
    state: ScreeningState
    reference: Table
    questions: tuple[Question, ...]
    answers: Mapping[str, Recorded]
    readings: Mapping[AgeGroup, Reading]
    conclusions: tuple[Concluded, ...]
    started_by: str
    started_at: datetime

    @property
    def scored(self) -> bool:
        return bool(self.readings)

    def answer(self, sign: str) -> Answer:
        """The answer as it stands; a question nobody put was not asked."""
        recorded = self.answers.get(sign)
        return recorded.given.answer if recorded else Answer.NOT_ASKED

    def with_answer(self, answer: Answer) -> tuple[Question, ...]:
        """The questions whose answer stands at one of the four."""
        return tuple(question for question in self.questions if self.answer(question.sign) == answer)
