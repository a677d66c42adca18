"""Norms: what binds a state on a day, which law was in force, how far an obligation is met, and what is missing.

Values in, values out. Being bound (`binding_on`) and having the law (`assessment_result`) are answered apart and never multiplied into one
figure; answers about duties, about what must only be weighed and about what is merely allowed stand in three groups (`ByStrength`) that
nothing here adds up. What nobody looked at stays open and never becomes met.
"""

from amana.engines.norms.assessing import assessment_result
from amana.engines.norms.binding import binding_on
from amana.engines.norms.missing import completeness, needs
from amana.engines.norms.validity import in_force
from amana.engines.norms.values import (
    Answer,
    Assessed,
    Binding,
    ByStrength,
    Element,
    Finding,
    Force,
    Gap,
    Lack,
    LawOnDay,
    Need,
    Obligation,
    Party,
    Position,
    Provision,
    Question,
    QuestionState,
    Result,
    Span,
    Standing,
    Strength,
    Validity,
    Verdict,
)

__all__ = [
    "Answer",
    "Assessed",
    "Binding",
    "ByStrength",
    "Element",
    "Finding",
    "Force",
    "Gap",
    "Lack",
    "LawOnDay",
    "Need",
    "Obligation",
    "Party",
    "Position",
    "Provision",
    "Question",
    "QuestionState",
    "Result",
    "Span",
    "Standing",
    "Strength",
    "Validity",
    "Verdict",
    "assessment_result",
    "binding_on",
    "completeness",
    "in_force",
    "needs",
]
