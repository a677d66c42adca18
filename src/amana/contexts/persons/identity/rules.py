"""When two records are held to be one person's. Plain functions of plain values, about any two records.

Three promises (safeguard S4): names alone are never enough; every piece of evidence against is answered in words and then looked at by
somebody else; what follows a decision stands beside it, so that nothing is overwritten and everything can be undone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from amana.contexts.persons.identity.terms import LinkState, Opinion, StepKind
from amana.engines.matching import Assessment, Basis, Code, Evidence, Limit
from amana.kernel.ids import UserId

REASON_LONGEST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrary:
    """One piece of evidence against, with the key under which it is answered ("name.differs:father")."""

    key: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a proposal, as the rules need it.

    second_needed  of a judgement: whether it takes a second person, as it was decided then
    """

    ref: UUID
    kind: StepKind
    by: UserId | None
    opinion: Opinion | None = None
    second_needed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a proposal stands, the judgement that this rests on, and the second person's step, if there is one."""

    state: LinkState
    first: Step | None = None
    second: Step | None = None


_AT_ONCE = {Opinion.DIFFERENT: LinkState.DIFFERENT, Opinion.CANNOT_TELL: LinkState.CANNOT_TELL}
JUDGED_IN = frozenset({LinkState.WAITING, LinkState.CANNOT_TELL, LinkState.DISAGREED})
UNDONE_IN = frozenset(LinkState) - {LinkState.WAITING}


def standing(steps: Iterable[Step]) -> Standing:
    """Derive the state from all steps in their order. A second person who is the first one is none."""
    found = Standing(state=LinkState.WAITING)
    for step in steps:
        found = _after(step, found)
    return found


def _after(step: Step, before: Standing) -> Standing:
    match step.kind:
        case StepKind.JUDGED if step.opinion is not None:
            state = _AT_ONCE.get(step.opinion) or (LinkState.SECOND if step.second_needed else LinkState.SAME)
            return Standing(state=state, first=step)
        case StepKind.CONFIRMED | StepKind.DISSENTED if _is_second(step, before):
            state = LinkState.SAME if step.kind is StepKind.CONFIRMED else LinkState.DISAGREED
            return Standing(state=state, first=before.first, second=step)
        case StepKind.UNDONE | StepKind.CHANGED:
            return Standing(state=LinkState.WAITING)
        case _:
            return before


def _is_second(step: Step, before: Standing) -> bool:
    return before.state is LinkState.SECOND and before.first is not None and step.by is not None and step.by != before.first.by


def contrary(evidence: Iterable[Evidence]) -> tuple[Contrary, ...]:
    """What speaks against, in the order given, each with a key of its own that stays while the fact stays.

    However little it weighs; but a name that one side does not give is silence, and silence is no disagreement (S6).
    """
    found, seen = [], Counter[str]()
    for one in evidence:
        if one.bits < 0 and one.code != Code.NAME_MISSING:
            key = f"{one.code}:{one.data['role']}" if "role" in one.data else one.code
            seen[key] += 1
            found.append(Contrary(key=key if seen[key] == 1 else f"{key}:{seen[key]}", evidence=one))
    return tuple(found)


def unanswered(against: Iterable[Contrary], answers: Mapping[str, str]) -> tuple[Contrary, ...]:
    """The pieces of contrary evidence to which nothing was written."""
    return tuple(one for one in against if not answers.get(one.key, "").strip())


def more_than_names(assessment: Assessment) -> bool:
    """Whether anything besides names agrees, and with it the father's name or an identifier: without them nothing is held to be one."""
    return bool(assessment.families - {Basis.NAMES}) and Limit.NO_FATHER_OR_IDENTIFIER not in assessment.limits


def one_person_suffices(*, across: bool, coercive: bool, against: Iterable[Contrary], disagreed: bool) -> bool:
    """Whether one person may hold two records of one organisation to be one, with nothing against it and nothing at stake.

    across     the records are held by two organisations
    coercive   something will be decided against somebody on the strength of it
    disagreed  people have disagreed about it before
    """
    return not (across or coercive or disagreed or any(True for _one in against))


def group_of(one: int, same: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Everybody who is held to be one person with somebody, over any number of decisions, themselves included."""
    edges = list(same)
    found, waiting = {one}, [one]
    while waiting:
        at = waiting.pop()
        for first, second in edges:
            for near in ({first, second} - {at}) if at in (first, second) else ():
                if near not in found:
                    found.add(near)
                    waiting.append(near)
    return frozenset(found)


def kept_apart_by(
    pair: tuple[int, int], *, same: Iterable[tuple[int, int]], different: Iterable[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    """The decisions "two people" that would be contradicted if a pair were held to be one person, through all that is held already.

    If A is B, and B is C, then A is C: where A and C are held to be two people, one of the decisions is wrong, and people find out which.
    """
    edges = list(same)
    group = group_of(pair[0], edges) | group_of(pair[1], edges)
    return tuple(one for one in different if set(one) <= group)
