"""What is missing: the needs of a state, and what a review draft still lacks."""

from collections.abc import Iterable

from amana.engines.norms.values import (
    ByStrength,
    Force,
    Gap,
    Lack,
    Need,
    Position,
    Question,
    QuestionState,
    Result,
)

LACK_OF = {
    Result.NOT_MET: Lack.MISSING,
    Result.PARTLY: Lack.INCOMPLETE,
    Result.NOT_ASSESSED: Lack.NOT_ASSESSED,
    Result.DISPUTED: Lack.DISPUTED,
}


def needs(positions: Iterable[Position]) -> ByStrength[Need]:
    """Derive where a state may want help, in three groups by strength.

    An obligation is listed where it reaches the state, or may reach it, and is not known to be met. "Not assessed" is a need too: for
    somebody who looks. What the state is not bound by is left out here; it is no lack.
    """
    found = [
        Need(position=position, lack=LACK_OF[position.assessed.result])
        for position in positions
        if position.assessed.result is not Result.MET and position.binding.force is not Force.NOT_BOUND
    ]
    return ByStrength.of(found, lambda need: need.position.obligation.strength)


def completeness(questions: Iterable[Question]) -> tuple[QuestionState, ...]:
    """Say for each question of a review what its answer still lacks, obligation by obligation."""
    return tuple(
        QuestionState(code=question.code, gaps=tuple((p.obligation.code, gap) for p in question.positions for gap in _gaps(p, question)))
        for question in questions
    )


def _gaps(position: Position, question: Question) -> Iterable[Gap]:
    code, assessed = position.obligation.code, position.assessed
    if position.binding.force is Force.UNCERTAIN:
        yield Gap.PARTY_UNCERTAIN
    if assessed.result is Result.NOT_ASSESSED:
        yield Gap.NOT_ASSESSED
        return
    if assessed.result is Result.DISPUTED:
        yield Gap.DISPUTED
    elif assessed.open:
        yield Gap.ELEMENT_OPEN
    if code not in question.reviewed:
        yield Gap.NOT_REVIEWED
    if code not in question.cited and (assessed.met or assessed.partly):
        yield Gap.NO_PROVISION
    if code in question.unverified:
        yield Gap.PROVISION_UNVERIFIED
