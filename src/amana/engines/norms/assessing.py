"""How far an obligation is met, element by element."""

from collections.abc import Iterable, Sequence

from amana.engines.norms.values import Answer, Assessed, Element, Finding, Result


def assessment_result(elements: Sequence[Element], findings: Iterable[Finding]) -> Assessed:
    """Bring together what was found about the elements of one obligation.

    elements  everything that must be found; an element without a finding is open
    findings  of one assessor or of several; a finding about an element that is not asked for is left out

    Met only when every element is there. An open element never counts as there, nor as missing. Two assessors who answered one element
    differently make the whole disputed, because a reader must not be shown one of them as the answer. Finding one more element never
    lowers a result (not met, partly, met). Raises ValueError without elements: there would be nothing that could be missing.
    """
    if not elements:
        raise ValueError("an obligation has at least one element")
    said: dict[str, set[Answer]] = {element.code: set() for element in elements}
    for finding in findings:
        if finding.element in said and finding.answer is not Answer.NOT_ASSESSED:
            said[finding.element].add(finding.answer)
    disputed = tuple(code for code, answers in said.items() if len(answers) > 1)

    def answered(answer: Answer) -> tuple[str, ...]:
        return tuple(code for code, answers in said.items() if answers == {answer})

    met, partly, missing = answered(Answer.YES), answered(Answer.PARTLY), answered(Answer.NO)
    still_open = tuple(code for code, answers in said.items() if not answers)
    return Assessed(
        result=_result(met, partly, missing, still_open, disputed),
        met=met,
        partly=partly,
        missing=missing,
        open=still_open,
        disputed=disputed,
    )


def _result(
    met: tuple[str, ...], partly: tuple[str, ...], missing: tuple[str, ...], still_open: tuple[str, ...], disputed: tuple[str, ...]
) -> Result:
    if disputed:
        return Result.DISPUTED
    if not (met or partly or missing):
        return Result.NOT_ASSESSED
    if not (partly or missing or still_open):
        return Result.MET
    return Result.PARTLY if met or partly else Result.NOT_MET
