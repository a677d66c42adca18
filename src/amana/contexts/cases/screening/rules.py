"""What the answers of a screening show. Plain functions of plain values; a person concludes, not this module.

Source of the rule per dimension and of the table: ILO and European Commission, Operational indicators of trafficking in human
beings (2009, revised September 2009), as passed on by a secondary work (`reference/README.md`). Weights come from the rows of the
reference table and from nowhere else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from amana.contexts.cases.screening.terms import MEANS_AT_RECRUITMENT, OPEN, Answer, Dimension, Finding, State, Strength

Answers = Mapping[str, Answer]  # by sign; a sign without an entry was not asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One sign of one list with its published weight."""

    code: str
    dimension: Dimension
    strength: Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Which dimensions are positive, and whether somebody recruited, moved, handed over, sheltered or received the person."""

    dimensions: frozenset[Dimension]
    act: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the rule makes of the answers, and why.

    finding      the row of the table; NOT_CONCLUDED where answers are open or the table has no row
    reason       a stable code: which row, or why there is none
    established  what is shown already and no further answer can take away; NOT_CONCLUDED where nothing is
    dimensions   what is known of each
    act          what is known of the act (asked for children, for whom the means need not be shown)
    present      signs answered yes
    open         signs whose answer is still open
    agreement_counts  whether it could matter that the person agreed: never for a child, never once a means was used
    """

    finding: Finding
    reason: str
    established: Finding
    dimensions: Mapping[Dimension, State]
    act: State
    present: tuple[str, ...]
    open: tuple[str, ...]
    agreement_counts: bool


def is_positive(*, strong: int, medium: int, weak: int) -> bool:
    """Whether so many signs of each weight make a dimension positive. Weak signs alone never do, nor do two medium ones."""
    return strong >= 2 or (strong >= 1 and medium + weak >= 1) or medium >= 3 or (medium >= 2 and weak >= 1)


def read(signs: Iterable[Sign], answers: Answers, *, act: Answer, agreed: Answer, child: bool) -> Reading:
    """Read one list of signs.

    act     somebody recruited, moved, handed over, sheltered or received the person
    agreed  the person agreed to go or to work; recorded, and never part of the finding
    child   under 18 when it happened, or of doubtful age

    Open answers are settled exactly: the finding stands if it is the same with every open answer "no" and with every one "yes".
    That is enough, because more signs only ever make more dimensions positive, and each row of the table holds for all
    combinations that lie between two for which it holds (`test_two_extremes_decide_exactly` tries every combination).
    """
    listed = tuple(signs)
    least = _shown(listed, answers, act, frozenset({Answer.YES}))
    most = _shown(listed, answers, act, OPEN | {Answer.YES})
    low, high = conclude(least, child=child), conclude(most, child=child)
    finding = low if low == high else Finding.NOT_CONCLUDED
    return Reading(
        finding=finding,
        reason=_reason(finding, open_answers=low != high),
        established=established(least, child=child),
        dimensions={dimension: _state(dimension in least.dimensions, dimension in most.dimensions) for dimension in Dimension},
        act=_state(least.act, most.act),
        present=tuple(sign.code for sign in listed if answers.get(sign.code) == Answer.YES),
        open=tuple(sign.code for sign in listed if answers.get(sign.code, Answer.NOT_ASKED) in OPEN),
        agreement_counts=agreed == Answer.YES and not child and not (most.dimensions - {Dimension.EXPLOITATION}),
    )


def conclude(shown: Shown, *, child: bool) -> Finding:
    """The row of the table for what is shown, nothing being open. What the table leaves out is NOT_CONCLUDED, never "not a victim"."""
    if not shown.dimensions:
        return Finding.NOT_A_VICTIM
    if Dimension.EXPLOITATION not in shown.dimensions:
        return Finding.NOT_CONCLUDED
    if _trafficked(shown, child=child):
        return Finding.TRAFFICKED
    if shown.dimensions == {Dimension.EXPLOITATION}:
        return Finding.EXPLOITED
    if not child and Dimension.DECEPTION in shown.dimensions:
        return Finding.DECEIVED_AND_EXPLOITED
    return Finding.NOT_CONCLUDED


def established(shown: Shown, *, child: bool) -> Finding:
    """The most that is shown already, whatever else turns up: a further sign can raise it and never lower it."""
    if Dimension.EXPLOITATION not in shown.dimensions:
        return Finding.NOT_CONCLUDED
    if _trafficked(shown, child=child):
        return Finding.TRAFFICKED
    return Finding.DECEIVED_AND_EXPLOITED if Dimension.DECEPTION in shown.dimensions else Finding.EXPLOITED


def _trafficked(shown: Shown, *, child: bool) -> bool:
    if Dimension.EXPLOITATION not in shown.dimensions:
        return False
    if child:
        # Palermo Protocol art. 3(c): for a child the act and the purpose are enough.
        return shown.act
    means = bool(shown.dimensions & MEANS_AT_RECRUITMENT)
    coercion = Dimension.COERCION_AT_DESTINATION in shown.dimensions
    vulnerability = Dimension.VULNERABILITY_AT_DESTINATION in shown.dimensions
    # Abuse of vulnerability at destination stands in for whichever of the two is missing, but not for both at once.
    return (means and coercion) or (means and vulnerability) or (coercion and vulnerability)


def _shown(signs: tuple[Sign, ...], answers: Answers, act: Answer, counted: frozenset[Answer]) -> Shown:
    positive = set()
    for dimension in Dimension:
        present = [s.strength for s in signs if s.dimension == dimension and answers.get(s.code, Answer.NOT_ASKED) in counted]
        if is_positive(strong=present.count(Strength.STRONG), medium=present.count(Strength.MEDIUM), weak=present.count(Strength.WEAK)):
            positive.add(dimension)
    # Whoever was deceived or forced when recruited was recruited: the act is shown with the means.
    return Shown(dimensions=frozenset(positive), act=act in counted or bool(positive & MEANS_AT_RECRUITMENT))


def _state(least: bool, most: bool) -> State:
    if least:
        return State.SHOWN
    return State.OPEN if most else State.NOT_SHOWN


def _reason(finding: Finding, *, open_answers: bool) -> str:
    if finding is not Finding.NOT_CONCLUDED:
        return f"screening.{finding}"
    return "screening.open_answers" if open_answers else "screening.not_in_table"
