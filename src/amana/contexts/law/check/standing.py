"""Where states stand: treaty claims, obligations and assessments side by side, through `engines.norms`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from amana.contexts.law.check import reference, rules
from amana.contexts.law.check.reference import Obligation
from amana.contexts.law.check.terms import Result
from amana.contexts.law.check.values import Assessment, Line
from amana.contexts.law.treaties.queries import Claims
from amana.contexts.law.treaties.terms import Status as TreatyStatus
from amana.contexts.law.treaties.values import Standing as TreatyStanding
from amana.engines import norms

PARTY = {
    TreatyStatus.PARTY: norms.Party.PARTY,
    TreatyStatus.SIGNED_ONLY: norms.Party.SIGNATORY,
    TreatyStatus.NOT_PARTY: norms.Party.NOT_PARTY,
    TreatyStatus.UNKNOWN: norms.Party.NOT_KNOWN,
    TreatyStatus.CONTESTED: norms.Party.DISPUTED,
}


def norm_standing(standing: TreatyStanding) -> norms.Standing:
    """How the engine reads a state's standing towards a treaty, which was judged for the day already."""
    since = standing.since.last() if standing.since and standing.status is TreatyStatus.PARTY else None
    return norms.Standing(party=PARTY[standing.status], since=since)


def lines(
    states: Iterable[str],
    obligations: Sequence[Obligation],
    claims: Claims,
    assessments: Iterable[Assessment],
    *,
    on: date,
    public: bool,
) -> list[Line]:
    """One line for each state and obligation, states in the order given. `public`: only what is published is read, the rest is withheld."""
    found: dict[tuple[str, str], list[Assessment]] = defaultdict(list)
    for assessment in assessments:
        found[assessment.state, assessment.obligation.code].append(assessment)
    made = []
    for state in states:
        standings = {code: claims.standing(state, code, on) for code in {one.instrument for one in obligations}}
        made += [line(state, one, standings[one.instrument], found.get((state, one.code), ()), on=on, public=public) for one in obligations]
    return made


def line(state: str, obligation: Obligation, treaty: TreatyStanding, assessments: Sequence[Assessment], *, on: date, public: bool) -> Line:
    """One line. Assessments that nobody confirmed do not count; to the public, those that are not published are "not shared"."""
    reviewed = [one for one in assessments if one.status in rules.COUNTS]
    counting = [one for one in reviewed if one.public] if public else reviewed
    assessed = norms.assessment_result(obligation.asked(), [said for one in counting for said in one.norm()])
    withheld = public and len(counting) < len(reviewed)
    return Line(
        state=state,
        obligation=obligation,
        treaty=treaty,
        binding=norms.binding_on(obligation.norm(), norm_standing(treaty), on=on),
        assessed=assessed,
        result=Result.NOT_SHARED if withheld and not counting else Result(assessed.result.value),
        counting=tuple(counting),
        open=() if public else tuple(one for one in assessments if one.status in rules.OPEN),
    )


def needs(found: Iterable[Line]) -> norms.ByStrength[tuple[Line, norms.Need]]:
    """The lines on which a state may want help, in three groups, each with what is lacking."""
    kept = [(one, one.position()) for one in found]
    listed = norms.needs(position for _line, position in kept)
    of = {id(position): one for one, position in kept}
    return norms.ByStrength(
        **{strength.value: tuple((of[id(need.position)], need) for need in group) for strength, group in listed.groups()}
    )


def question_states(found: Mapping[str, Line], confirmed: Mapping[str, Sequence[Assessment]]) -> tuple[norms.QuestionState, ...]:
    """What each question of the review draft lacks. `confirmed`: the assessments the draft would quote, by obligation."""
    asked = []
    for question in reference.questions():
        quoted = {one.code: confirmed.get(one.code, ()) for one in question.obligations}
        asked.append(
            norms.Question(
                code=question.code,
                positions=[_quoted_position(found[one.code], quoted[one.code]) for one in question.obligations],
                reviewed=frozenset(code for code, rows in quoted.items() if rows and all(row.status in rules.COUNTS for row in rows)),
                cited=frozenset(code for code, rows in quoted.items() if any(row.provisions for row in rows)),
                unverified=frozenset(
                    code for code, rows in quoted.items() if any(one.confidence != "verified" for row in rows for one in row.provisions)
                ),
            )
        )
    return norms.completeness(asked)


def _quoted_position(one: Line, quoted: Sequence[Assessment]) -> norms.Position:
    """The position a draft speaks of: what is quoted, confirmed or not, because the draft marks what is not."""
    said = norms.assessment_result(one.obligation.asked(), [finding for row in quoted for finding in row.norm()])
    return norms.Position(obligation=one.obligation.norm(), binding=one.binding, assessed=said)
