"""What may happen to an assessment, and what it needs. Plain functions of plain values."""

from collections.abc import Iterable, Mapping, Sequence

from amana.contexts.law.check.terms import Answer, Status, Step

# From which status a step may be taken, and the status it leads to.
STEPS: Mapping[Step, tuple[frozenset[Status], Status]] = {
    Step.SUBMITTED: (frozenset({Status.DRAFT}), Status.AWAITING_REVIEW),
    Step.CONFIRMED: (frozenset({Status.AWAITING_REVIEW}), Status.REVIEWED),
    Step.RETURNED: (frozenset({Status.AWAITING_REVIEW}), Status.RETURNED),
    Step.REPLACED: (frozenset({Status.DRAFT, Status.AWAITING_REVIEW, Status.RETURNED, Status.REVIEWED}), Status.REPLACED),
    Step.PUBLISHED: (frozenset({Status.REVIEWED}), Status.REVIEWED),
    Step.WITHHELD: (frozenset({Status.REVIEWED}), Status.REVIEWED),
}
# What a reader outside the two who wrote and read it may rely on.
COUNTS = frozenset({Status.REVIEWED})
OPEN = frozenset({Status.DRAFT, Status.AWAITING_REVIEW, Status.RETURNED})


def after(status: Status, step: Step) -> Status | None:
    """The status after a step, or None where the step may not be taken. A reviewed assessment changes only by being replaced."""
    allowed, leads_to = STEPS[step]
    return leads_to if status in allowed else None


def replaced_on_writing(status: Status) -> bool:
    """Whether writing anew replaces an earlier one at once. A reviewed one stays until the new one is reviewed as well."""
    return status in OPEN


def unsupported(answers: Mapping[str, Answer], provisions: Mapping[str, Sequence[object]], evidence: str) -> tuple[str, ...]:
    """Elements that are said to be there, in full or in part, and rest on nothing: neither a provision nor evidence in words."""
    if evidence.strip():
        return ()
    there = (Answer.YES, Answer.PARTLY)
    return tuple(element for element, answer in answers.items() if answer in there and not provisions.get(element))


def looked_at_something(answers: Iterable[Answer]) -> bool:
    """Whether any element was assessed; an assessment of nothing goes to nobody."""
    return any(answer is not Answer.NOT_ASSESSED for answer in answers)
