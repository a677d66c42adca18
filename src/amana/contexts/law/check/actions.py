"""Every change of the law check. Two people stand behind an assessment; nobody reviews their own (access.nobody_reviews_themselves)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from amana.contexts.law.check import queries, reference, rules
from amana.contexts.law.check.errors import (
    ActMissing,
    NothingAssessed,
    RestsOnNothing,
    StepNotPossible,
    WrongState,
)
from amana.contexts.law.check.models import Assessment, AssessmentStep, NationalAct
from amana.contexts.law.check.models import Provision as ProvisionRow
from amana.contexts.law.check.terms import ActId, Answer, AssessmentId, Confidence, ProvisionId, Status, Step
from amana.contexts.law.days import PartialDay, Precision
from amana.contexts.law.errors import SourceMissing
from amana.contexts.law.register import KIND, facts_for, register
from amana.contexts.law.states.queries import is_known_state
from amana.kernel.access.opening import organisation_of, user_of
from amana.kernel.access.values import Access
from amana.kernel.accounts.terms import DIALOGUE_ROLES
from amana.kernel.actions import action, record
from amana.kernel.errors import NotFound
from amana.kernel.ids import UserId
from amana.kernel.vocabulary import queries as vocabulary
from amana.kernel.vocabulary.terms import Confidence as RowConfidence
from amana.kernel.vocabulary.values import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAct:
    """What somebody enters about an act."""

    state: str
    title: str
    source: str
    confidence: Confidence
    title_original: str = ""
    language: str = ""
    number: str = ""
    topics: Sequence[str] = ()
    adopted: PartialDay | None = None
    starts: PartialDay | None = None
    ends: PartialDay | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenProvision:
    """What somebody enters about a section of an act."""

    act: ActId
    section: str
    source: str
    confidence: Confidence
    version: str = ""
    starts: PartialDay | None = None
    ends: PartialDay | None = None
    text: str = ""
    language: str = ""
    translation: str = ""
    translation_language: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenFinding:
    """What an assessor enters about one element."""

    answer: Answer
    provisions: Sequence[ProvisionId] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAssessment:
    """What an assessor enters about one obligation; an element that is left out is not assessed."""

    state: str
    obligation: str
    findings: Mapping[str, GivenFinding] = field(default_factory=dict)
    reasoning: str
    evidence: str = ""


def _own_act(given: GivenAct, *_args: object, access: Access, **_kwargs: object) -> dict[str, object]:
    return {"facts": facts_for(access, given.state)}


def _own_provision(given: GivenProvision, *_args: object, access: Access, **_kwargs: object) -> dict[str, object]:
    return {"facts": facts_for(access, queries.find_act(given.act).state)}


def _own_assessment(given: GivenAssessment, *_args: object, access: Access, **_kwargs: object) -> dict[str, object]:
    return {"facts": facts_for(access, given.state)}


def _of_state(ref: AssessmentId, *_args: object, access: Access, **_kwargs: object) -> dict[str, object]:
    return {"facts": facts_for(access, queries.find_assessment(ref).state)}


def _of_another(ref: AssessmentId, *_args: object, access: Access, **_kwargs: object) -> dict[str, object]:
    row = queries.find_assessment(ref)
    return {"facts": facts_for(access, row.state), "author": UserId(row.assessed_by.ref)}


@action("law.record_act", resource=register, on=KIND, context=_own_act)
def record_act(given: GivenAct, *, corrects: ActId | None = None, access: Access) -> ActId:
    """Record an act, or correct one by a new row. Raises SourceMissing, NotFound, WrongState."""
    if not given.source.strip() or (corrects and not given.note.strip()):
        raise SourceMissing
    if not is_known_state(given.state):
        raise NotFound
    old = queries.find_act(corrects) if corrects else None
    if old is not None and old.state != given.state:
        raise WrongState
    row = NationalAct.objects.create(
        code=old.code if old else "",
        state=given.state,
        title=given.title.strip(),
        title_original=given.title_original.strip(),
        language=given.language,
        number=given.number.strip(),
        topics=list(given.topics),
        **_days("adopted", given.adopted),
        **_validity(given),
        **_sourced(given, access),
        public=old.public if old else True,
        corrects=old,
    )
    record(act=str(row.ref), state=given.state)
    return ActId(row.ref)


@action("law.record_provision", resource=register, on=KIND, context=_own_provision)
def record_provision(given: GivenProvision, *, corrects: ProvisionId | None = None, access: Access) -> ProvisionId:
    """Record one version of a section, or correct one by a new row. Raises SourceMissing, ActMissing, WrongState."""
    if not given.source.strip() or (corrects and not given.note.strip()):
        raise SourceMissing
    if not given.section.strip():
        raise ActMissing
    act = queries.find_act(given.act)
    old = queries.find_provision(corrects) if corrects else None
    if old is not None and old.act.state != act.state:
        raise WrongState
    row = ProvisionRow.objects.create(
        act=act,
        section=given.section.strip(),
        version=given.version.strip(),
        **_validity(given),
        text=given.text.strip(),
        language=given.language,
        translation=given.translation.strip(),
        translation_language=given.translation_language,
        **_sourced(given, access),
        public=old.public if old else True,
        corrects=old,
    )
    record(provision=str(row.ref), act=str(act.ref))
    return ProvisionId(row.ref)


@action("law.assess", resource=register, on=KIND, context=_own_assessment)
def assess(given: GivenAssessment, *, access: Access) -> AssessmentId:
    """Write an assessment as a draft. What the same office wrote before and nobody confirmed is replaced by it; a confirmed one stays
    until this one is confirmed too. Raises NotFound, SourceMissing (no reasoning), WrongState (a provision of another state)."""
    obligation = reference.obligation(given.obligation)
    if not is_known_state(given.state) or {*given.findings} - {element.code for element in obligation.elements}:
        raise NotFound
    if not given.reasoning.strip():
        raise SourceMissing
    office, now = organisation_of(access), timezone.now()
    mine = Assessment.objects.select_for_update().filter(state=given.state, obligation=given.obligation, assessed_for=office)
    earlier = list(mine.exclude(status=Status.REPLACED).order_by("assessed_at", "pk"))
    row = Assessment.objects.create(
        state=given.state,
        obligation=given.obligation,
        table_version=vocabulary.table(reference.OBLIGATIONS).version,
        findings=_findings(given, obligation),
        reasoning=given.reasoning.strip(),
        evidence=given.evidence.strip(),
        status=Status.DRAFT,
        corrects=earlier[-1] if earlier else None,
        assessed_by=user_of(access),
        assessed_for=office,
        assessed_role=_role(access),
        assessed_at=now,
    )
    for old in earlier:
        if rules.replaced_on_writing(Status(old.status)):
            _step(old, Step.REPLACED, access, "")
    record(assessment=str(row.ref), state=given.state, obligation=given.obligation)
    return AssessmentId(row.ref)


@action("law.submit_assessment", resource=register, on=KIND, context=_of_state)
def submit(ref: AssessmentId, *, access: Access) -> None:
    """Send an assessment to a second person. Raises NothingAssessed, RestsOnNothing, StepNotPossible."""
    row = queries.find_assessment(ref)
    answers = {found["element"]: Answer(found["answer"]) for found in row.findings}
    if not rules.looked_at_something(answers.values()):
        raise NothingAssessed
    provisions = {found["element"]: found["provisions"] for found in row.findings}
    if bare := rules.unsupported(answers, provisions, row.evidence):
        raise RestsOnNothing(count=len(bare))
    _step(row, Step.SUBMITTED, access, "")


@action("law.review_assessment", resource=register, on=KIND, context=_of_another)
def review(ref: AssessmentId, *, confirms: bool, note: str, access: Access) -> None:
    """Confirm what somebody else assessed, or return it with remarks. Confirmed, it replaces what the office had confirmed before.

    Raises StepNotPossible where it does not wait for review, SourceMissing without a note.
    """
    if not note.strip():
        raise SourceMissing
    row = queries.find_assessment(ref)
    _step(row, Step.CONFIRMED if confirms else Step.RETURNED, access, note)
    if not confirms:
        return
    earlier = Assessment.objects.filter(state=row.state, obligation=row.obligation, assessed_for=row.assessed_for, status=Status.REVIEWED)
    for old in earlier.exclude(pk=row.pk):
        _step(old, Step.REPLACED, access, "")


@action("law.publish_assessment", resource=register, on=KIND, context=_of_state)
def publish(ref: AssessmentId, *, public: bool, note: str, access: Access) -> None:
    """Show a reviewed assessment to the public, or withhold it; what is withheld reads "not shared". Raises StepNotPossible."""
    row = queries.find_assessment(ref)
    _step(row, Step.PUBLISHED if public else Step.WITHHELD, access, note)
    Assessment.objects.filter(pk=row.pk).update(public=public)


@action("law.load_acts", resource=register, on=KIND)
def load_acts(*, access: Access) -> int:
    """Bring in the acts that the reference table names. A changed row becomes a correction of the earlier one; what people recorded stays.

    Gives how many rows were added.
    """
    held = {row.code: row for row in NationalAct.objects.filter(corrected_by=None).exclude(code="")}
    added = 0
    for row in reference.named_acts():
        old = held.get(row.code)
        if row["kind"] != "act" or (old is not None and (old.recorded_by_id is not None or _says_the_same(old, row))):
            continue
        NationalAct.objects.create(**_of_row(row), public=True, corrects=old, recorded_at=timezone.now())
        added += 1
    record(added=added)
    return added


CONFIDENCE = {RowConfidence.READ: Confidence.VERIFIED, RowConfidence.SECONDARY: Confidence.SECONDARY}


def _of_row(row: Row) -> dict[str, object]:
    adopted, starts = (PartialDay.read(row[name]) if row[name] else None for name in ("adopted", "in_force"))
    return {
        "code": row.code,
        "state": row["state"],
        "title": row["title"],
        "title_original": row["title_original"],
        "language": row["language"],
        "number": row["number"],
        "topics": row["topics"].split(";"),
        **_days("adopted", adopted),
        **_days("starts", starts),
        **_days("ends", None),
        "source": row["source"],
        "confidence": CONFIDENCE.get(RowConfidence(row["confidence"]), Confidence.NOT_VERIFIED).value,
        "note": row["note"],
    }


def _says_the_same(old: NationalAct, row: Row) -> bool:
    return all(getattr(old, name) == value for name, value in _of_row(row).items())


def _findings(given: GivenAssessment, obligation: reference.Obligation) -> list[dict[str, object]]:
    """The findings as they are kept, in the order of the elements. Raises WrongState for a provision of another state."""
    cited = {ref for found in given.findings.values() for ref in found.provisions}
    rows = {row.ref: row for row in ProvisionRow.objects.filter(ref__in=cited).select_related("act")}
    if len(rows) < len(cited):
        raise NotFound
    if any(row.act.state != given.state for row in rows.values()):
        raise WrongState
    return [
        {
            "element": element.code,
            "answer": found.answer.value,
            "provisions": [str(ref) for ref in found.provisions],
            "note": found.note.strip(),
        }
        for element in obligation.elements
        for found in (given.findings.get(element.code, GivenFinding(answer=Answer.NOT_ASSESSED)),)
    ]


def _step(row: Assessment, step: Step, access: Access, note: str) -> None:
    leads_to = rules.after(Status(row.status), step)
    if leads_to is None:
        raise StepNotPossible
    row.status = leads_to
    row.public = row.public and leads_to is Status.REVIEWED
    row.save(update_fields=["status", "public"])
    AssessmentStep.objects.create(
        assessment=row,
        kind=step,
        note=note.strip(),
        by=user_of(access),
        by_for=organisation_of(access),
        by_role=_role(access),
        at=timezone.now(),
    )
    record(assessment=str(row.ref), step=step.value)


def _days(name: str, day: PartialDay | None) -> dict[str, object]:
    return {f"{name}_on": day.first() if day else None, f"{name}_precision": day.precision if day else Precision.NONE}


def _validity(given: GivenAct | GivenProvision) -> dict[str, object]:
    return {**_days("starts", given.starts), **_days("ends", given.ends)}


def _sourced(given: GivenAct | GivenProvision, access: Access) -> dict[str, object]:
    return {
        "source": given.source.strip(),
        "confidence": given.confidence,
        "note": given.note.strip(),
        "recorded_by": user_of(access),
        "recorded_for": organisation_of(access),
        "recorded_at": timezone.now(),
    }


def _role(access: Access) -> str:
    """The role under which somebody acts here; people appear by office only."""
    return min((role.value for role in access.roles & DIALOGUE_ROLES), default="")
