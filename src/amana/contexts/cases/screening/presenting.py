"""A screening in the parts that pages are made of. Words, never numbers: no page shows a score."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amana.contexts.cases.screening.lists import EXPLOITATION, Question
from amana.contexts.cases.screening.rules import Reading
from amana.contexts.cases.screening.terms import AGREED, BESIDE_THE_LIST, AgeGroup, Answer, Dimension, Finding, Profile, State, Strength
from amana.contexts.cases.screening.values import ScreeningView
from amana.kernel.ui.parts import Evidence, Tag, Tone, Weighing

Sentence = str | Promise

REASONS: Mapping[str, Sentence] = MappingProxyType(
    {
        "screening.open_answers": _("Open answers could still change the reading."),
        "screening.not_in_table": _("The published table has no row for what is present. That does not mean “not a victim”."),
        "screening.trafficked": _("Means, exploitation and force are present. For a child the act and exploitation are enough."),
        "screening.deceived_and_exploited": _("Deception and exploitation are present, force at the place of work is not."),
        "screening.exploited": _("Exploitation is present, means and force are not. The way of labour rights is open."),
        "screening.not_a_victim": _("No group of signs is present, and no open answer could change that."),
    }
)
ESTABLISHED: Mapping[Finding, Sentence] = MappingProxyType(
    {
        Finding.TRAFFICKED: _("Already certain, whatever else is said: signs of trafficking for forced labour."),
        Finding.DECEIVED_AND_EXPLOITED: _("Already certain, whatever else is said: signs of deception and exploitation."),
        Finding.EXPLOITED: _("Already certain, whatever else is said: signs of exploitation. The way of labour rights is open."),
        Finding.NOT_CONCLUDED: "",
    }
)
TONES = {State.SHOWN: Tone.INFO, State.NOT_SHOWN: Tone.PLAIN, State.OPEN: Tone.UNKNOWN}
UNSCORED: Sentence = _(
    "This list has no verified weights, so it is not read by any rule. It helps to ask and to listen; it says nothing by itself."
)
SECONDARY: Sentence = _(
    "The weights of this list were read in a work that passes the original on, not in the original of the ILO and the European Commission."
)
METHODS: Mapping[str, Sentence] = MappingProxyType(
    {
        "UNODC indicators": _("Signs named by UNODC"),
        "ILO forced labour indicators": _("Signs of forced labour named by the ILO"),
        "Regional prompts": _("Prompts for the routes of the region"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The questions of one group with how far it is."""

    title: Sentence
    questions: tuple[Question, ...]
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPart:
    """One reading in words. `tags` are the six groups of signs and what is known of each."""

    title: Sentence
    finding: Sentence
    reason: Sentence
    established: Sentence
    tags: tuple[tuple[Sentence, Tag], ...]
    agreement: Sentence


def groups(view: ScreeningView) -> tuple[Group, ...]:
    """The questions by group, in the order of the list."""
    found: dict[str, list[Question]] = {}
    for question in view.questions:
        found.setdefault(question.group, []).append(question)
    return tuple(
        Group(
            title=group_title(name),
            questions=tuple(questions),
            answered=sum(question.sign in view.answers for question in questions),
        )
        for name, questions in found.items()
    )


def group_title(name: str) -> Sentence:
    """The heading of a group: a dimension of the weighed lists, or where prompts come from."""
    return METHODS.get(name) or Dimension(name).label


def readings(view: ScreeningView) -> tuple[ReadingPart, ...]:
    """Every reading in words, the one that counts first."""
    return tuple(
        _reading(group, reading, several=len(view.readings) > 1, agreed=view.answer(AGREED) is Answer.YES)
        for group, reading in view.readings.items()
    )


def weighing(view: ScreeningView) -> Weighing:
    """Signs that are present, signs that are not, and what is open and could matter."""
    open_groups = {
        dimension for reading in view.readings.values() for dimension, state in reading.dimensions.items() if state is State.OPEN
    }
    matters = [question for question in view.questions if not view.scored or question.group in open_groups]
    unknown = [
        _("Would not say: %(question)s") % {"question": question.row.text("indicator")}
        for question in matters
        if view.answer(question.sign) is Answer.WOULD_NOT_SAY
    ]
    # Dozens of questions that nobody put would bury the few that the person did not want to answer.
    unasked = dict.fromkeys(question.group for question in matters if view.answer(question.sign) is Answer.NOT_ASKED)
    unknown += [_("Not everything was asked: %(group)s") % {"group": group_title(group)} for group in unasked]
    return Weighing(
        question=_("What do the signs say?"),
        for_title=_("Present"),
        against_title=_("Asked, and not present"),
        evidence_for=[_evidence(view, question) for question in view.with_answer(Answer.YES)],
        evidence_against=[_evidence(view, question) for question in view.with_answer(Answer.NO)],
        unknown=unknown,
        note=_("Signs are no law and no proof. A person concludes, and help depends on none of this."),
    )


def notices(view: ScreeningView) -> tuple[Sentence, ...]:
    """What has to be known about the list itself: what was not verified."""
    said: list[Sentence] = [SECONDARY if view.scored else UNSCORED]
    said += sorted({str(question.row.confidence) for question in view.questions if not question.row.verified})
    return tuple(said)


def next_question(view: ScreeningView, after: str = "") -> str:
    """The next sign nobody answered yet, behind a given one first; "" when all were gone through."""
    signs = [question.sign for question in view.questions] + (list(BESIDE_THE_LIST) if view.scored else [])
    start = signs.index(after) + 1 if after in signs else 0
    return next((sign for sign in signs[start:] + signs[:start] if sign not in view.answers), "")


def wording(view: ScreeningView, sign: str) -> str:
    """A question in the reader's language; "" for one this screening does not ask."""
    if view.scored and sign in BESIDE_THE_LIST:
        return str(BESIDE_THE_LIST[sign])
    return next((question.row.text("indicator") for question in view.questions if question.sign == sign), "")


def _reading(group: AgeGroup, reading: Reading, *, several: bool, agreed: bool) -> ReadingPart:
    titles = {AgeGroup.CHILD: _("Read as for a child"), AgeGroup.ADULT: _("Read as for an adult")}
    established = ESTABLISHED[reading.established] if reading.finding is Finding.NOT_CONCLUDED else ""
    tags = [(dimension.label, Tag(text=state.label, tone=TONES[state])) for dimension, state in reading.dimensions.items()]
    if group is AgeGroup.CHILD:
        tags.insert(0, (_("The act"), Tag(text=reading.act.label, tone=TONES[reading.act])))
    return ReadingPart(
        title=titles[group] if several else _("What the rule reads"),
        finding=reading.finding.label,
        reason=REASONS[reading.reason],
        established=established,
        tags=tuple(tags),
        agreement="" if reading.agreement_counts or not agreed else _("Whether the person agreed does not count here."),
    )


def _evidence(view: ScreeningView, question: Question) -> Evidence:
    recorded = view.answers[question.sign]
    strength = question.row["strength"] if view.profile in EXPLOITATION and view.profile is Profile.LABOUR else ""
    return Evidence(
        text=question.row.text("indicator"),
        source=recorded.given.source.label,
        on=recorded.at,
        strength=Strength(strength).label if strength in Strength else "",
    )
