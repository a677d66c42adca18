"""Reading the law check. Acts, provisions and assessments come in three queries, however many states and obligations are asked for."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from django.db.models import Q, QuerySet

from amana.contexts.law.check import reference, rules, standing
from amana.contexts.law.check.models import Assessment as AssessmentRow
from amana.contexts.law.check.models import NationalAct, Sourced
from amana.contexts.law.check.models import Provision as ProvisionRow
from amana.contexts.law.check.terms import ActId, Answer, AssessmentId, Confidence, ProvisionId, Status, Step
from amana.contexts.law.check.values import Act, Assessment, Finding, Followed, LawView, Line, Provision
from amana.contexts.law.days import PartialDay, Precision
from amana.contexts.law.register import KIND, register
from amana.contexts.law.states.queries import is_known_state, states
from amana.contexts.law.treaties.queries import Claims, all_claims, published_claims
from amana.contexts.law.treaties.values import Office
from amana.engines import norms
from amana.kernel.access.values import Access
from amana.kernel.actions import read, record
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound
from amana.kernel.ids import UserId
from amana.kernel.organisations.models import Organisation

S = TypeVar("S", bound=Sourced)


# ---------------------------------------------------------------- For whoever works for the dialogue


@read("law.read_check", resource=register, on=KIND, kind=Kind.LIST)
def check_of_state(state: str, *, on: date, access: Access) -> list[Line]:
    """Every obligation for one state: party to the treaty, and has the law. Raises NotFound."""
    _known(state)
    record(state=state)
    return _lines([state], reference.obligations(), on=on, public=False)


@read("law.compare_check", resource=register, on=KIND, kind=Kind.LIST)
def check_of_obligation(code: str, *, on: date, access: Access) -> list[Line]:
    """One obligation for every state of the dialogue. Raises NotFound."""
    record(obligation=code)
    return _lines([one.state for one in states() if one.takes_part], [reference.obligation(code)], on=on, public=False)


@read("law.open_check", resource=register, on=KIND)
def check_of(state: str, code: str, *, on: date, access: Access) -> tuple[Line, tuple[Assessment, ...]]:
    """One obligation for one state, with every assessment there ever was, newest first. Raises NotFound."""
    _known(state)
    record(state=state, obligation=code)
    obligation = reference.obligation(code)
    history = _assessments(Q(state=state, obligation=code), steps=True)
    (line,) = standing.lines([state], [obligation], _claims([state], {obligation.instrument}, public=False), history, on=on, public=False)
    return line, tuple(reversed(history))


@read("law.open_assessment", resource=register, on=KIND)
def assessment(ref: AssessmentId, *, access: Access) -> Assessment:
    """One assessment with what followed it. Raises NotFound."""
    record(assessment=str(ref))
    return view_of(ref)


@read("law.list_awaiting", resource=register, on=KIND, kind=Kind.LIST)
def awaiting_review(*, access: Access) -> tuple[Assessment, ...]:
    """Assessments that wait for a second person, oldest first; one's own are left out, because nobody reviews themselves."""
    found = _assessments(Q(status=Status.AWAITING_REVIEW), steps=True)
    return tuple(one for one in found if one.author != access.user)


@read("law.read_needs", resource=register, on=KIND, kind=Kind.LIST)
def needs(*, state: str = "", on: date, access: Access) -> norms.ByStrength[tuple[Line, norms.Need]]:
    """Where states may want help with their law: of one state, or of all. Three groups, never one list."""
    record(state=state)
    wanted = [_known(state)] if state else [one.state for one in states() if one.takes_part]
    return standing.needs(_lines(wanted, reference.obligations(), on=on, public=False))


@read("law.read_law", resource=register, on=KIND, kind=Kind.LIST)
def law_on(state: str, *, on: date, access: Access) -> LawView:
    """The law of a state on a day, as far as it is recorded. Raises NotFound."""
    record(state=state, on=on.isoformat())
    return _law(_known(state), on=on, public=False)


@read("law.read_acts", resource=register, on=KIND, kind=Kind.LIST)
def acts_of(state: str, *, access: Access) -> tuple[tuple[Act, tuple[Provision, ...]], ...]:
    """Acts of a state with their sections, for choosing and correcting."""
    record(state=state)
    return _acts_with_sections(_known(state), public=False)


# ---------------------------------------------------------------- For the public: no access, and only what is marked public


def published_law_on(state: str, *, on: date) -> LawView:
    """The law of a state on a day, from acts and provisions that are public. Raises NotFound."""
    return _law(_known(state), on=on, public=True)


def published_acts(state: str = "") -> tuple[tuple[Act, tuple[Provision, ...]], ...]:
    """Public acts with their public sections, of one state or of all."""
    return _acts_with_sections(_known(state) if state else "", public=True)


def published_check_of_state(state: str, *, on: date) -> list[Line]:
    """Every obligation for one state; what the state withholds reads "not shared". Raises NotFound."""
    return _lines([_known(state)], reference.obligations(), on=on, public=True)


def published_check_of_obligation(code: str, *, on: date, among: Iterable[str] = ()) -> list[Line]:
    """One obligation for the states of the dialogue, or those named. Raises NotFound."""
    wanted = list(among) or [one.state for one in states() if one.takes_part]
    return _lines(wanted, [reference.obligation(code)], on=on, public=True)


# ---------------------------------------------------------------- For actions


def find_act(ref: ActId) -> NationalAct:
    """The stored act. Raises NotFound."""
    return _found(NationalAct.objects.select_related("recorded_by"), ref)


def find_provision(ref: ProvisionId) -> ProvisionRow:
    """The stored provision with its act. Raises NotFound."""
    return _found(ProvisionRow.objects.select_related("act", "recorded_by"), ref)


def find_assessment(ref: AssessmentId) -> AssessmentRow:
    """The stored assessment. Raises NotFound."""
    found = AssessmentRow.objects.select_related("assessed_by", "assessed_for").filter(ref=ref).first()
    if found is None:
        raise NotFound
    return found


def view_of(ref: AssessmentId) -> Assessment:
    """One assessment as a value. Raises NotFound."""
    found = _assessments(Q(ref=ref), steps=True)
    if not found:
        raise NotFound
    return found[0]


def lines_of_state(state: str, *, on: date) -> list[Line]:
    """Every obligation for one state, for exports that are logged themselves."""
    return _lines([_known(state)], reference.obligations(), on=on, public=False)


# ---------------------------------------------------------------- From rows to values


def _known(state: str) -> str:
    if not is_known_state(state):
        raise NotFound
    return state


def _lines(wanted: Sequence[str], obligations: Sequence[reference.Obligation], *, on: date, public: bool) -> list[Line]:
    about = Q(state__in=wanted) & ~Q(status=Status.REPLACED)
    if len(obligations) == 1:
        about &= Q(obligation=obligations[0].code)
    if public:
        about &= Q(status__in=rules.COUNTS)
    claims = _claims(wanted, {one.instrument for one in obligations}, public=public)
    return standing.lines(wanted, obligations, claims, _assessments(about), on=on, public=public)


def _claims(wanted: Sequence[str], instruments: Collection[str], *, public: bool) -> Claims:
    """The claims that are needed, and no more: of one state, or about one treaty."""
    state = wanted[0] if len(wanted) == 1 else ""
    treaty = next(iter(instruments)) if len(instruments) == 1 else ""
    return published_claims(state=state, treaty=treaty) if public else all_claims(state, treaty)


def _assessments(about: Q, *, steps: bool = False) -> list[Assessment]:
    rows: QuerySet[AssessmentRow] = (
        AssessmentRow.objects.filter(about).select_related("assessed_by", "assessed_for", "corrects").order_by("assessed_at", "pk")
    )
    if steps:
        rows = rows.prefetch_related("steps__by_for")
    kept = list(rows)
    wanted = {ref for row in kept for found in row.findings for ref in found.get("provisions", ())}
    cited = (
        {str(one.ref): one for one in map(_provision, ProvisionRow.objects.filter(ref__in=wanted).select_related("act"))} if wanted else {}
    )
    known = reference.by_code()
    return [_assessment(row, known[row.obligation], cited, steps=steps) for row in kept if row.obligation in known]


def _assessment(row: AssessmentRow, obligation: reference.Obligation, cited: Mapping[str, Provision], *, steps: bool) -> Assessment:
    said = {found["element"]: found for found in row.findings}
    return Assessment(
        ref=AssessmentId(row.ref),
        state=row.state,
        obligation=obligation,
        findings=[_finding(element, said.get(element.code), cited) for element in obligation.elements],
        reasoning=row.reasoning,
        evidence=row.evidence,
        status=Status(row.status),
        public=row.public,
        office=_office(row.assessed_role, row.assessed_for),
        author=UserId(row.assessed_by.ref),
        assessed_at=row.assessed_at,
        corrects=AssessmentId(row.corrects.ref) if row.corrects else None,
        steps=tuple(
            Followed(kind=Step(one.kind), note=one.note, office=_office(one.by_role, one.by_for), at=one.at)
            for one in sorted(row.steps.all(), key=lambda step: step.pk)
        )
        if steps
        else (),
    )


def _finding(element: reference.Element, said: Mapping[str, object] | None, cited: Mapping[str, Provision]) -> Finding:
    """What was said of an element; one that was not there when the assessment was written is open."""
    if said is None:
        return Finding(element=element, answer=Answer.NOT_ASSESSED)
    refs = said.get("provisions") or ()
    return Finding(
        element=element,
        answer=Answer(str(said["answer"])),
        provisions=tuple(cited[str(ref)] for ref in refs if str(ref) in cited),  # type: ignore[attr-defined]  # a list, as the action wrote it
        note=str(said.get("note", "")),
    )


def _office(role: str, organisation: Organisation | None) -> Office:
    return Office(role=role, organisation=organisation.name, state=organisation.country) if organisation else Office(role=role)


def _act(row: NationalAct) -> Act:
    return Act(
        ref=ActId(row.ref),
        code=row.code,
        state=row.state,
        title=row.title,
        title_original=row.title_original,
        language=row.language,
        number=row.number,
        topics=tuple(row.topics),
        adopted=_day(row.adopted_on, row.adopted_precision),
        starts=_day(row.starts_on, row.starts_precision),
        ends=_day(row.ends_on, row.ends_precision),
        source=row.source,
        confidence=Confidence(row.confidence),
        note=row.note,
        public=row.public,
        recorded_at=row.recorded_at,
    )


def _provision(row: ProvisionRow) -> Provision:
    return Provision(
        ref=ProvisionId(row.ref),
        act=_act(row.act),
        section=row.section,
        version=row.version,
        starts=_day(row.starts_on, row.starts_precision),
        ends=_day(row.ends_on, row.ends_precision),
        text=row.text,
        language=row.language,
        translation=row.translation,
        translation_language=row.translation_language,
        source=row.source,
        confidence=Confidence(row.confidence),
        note=row.note,
        public=row.public,
        recorded_at=row.recorded_at,
    )


def _day(first: date | None, precision: str) -> PartialDay | None:
    return PartialDay.of(first, Precision(precision)) if first else None


def _acts_with_sections(state: str, *, public: bool) -> tuple[tuple[Act, tuple[Provision, ...]], ...]:
    acts = NationalAct.objects.order_by("state", "starts_on", "adopted_on", "title", "pk")
    sections = ProvisionRow.objects.filter(corrected_by=None).select_related("act").order_by("section", "starts_on", "pk")
    if state:
        acts, sections = acts.filter(state=state), sections.filter(act__state=state)
    if public:
        sections = sections.filter(public=True)
    rows = list(acts)
    later = {row.corrects_id: row for row in rows if row.corrects_id is not None}
    held: dict[int, list[Provision]] = {}
    for section in sections:
        held.setdefault(_latest(section.act, later).pk, []).append(_provision(section))
    current = [row for row in rows if row.pk not in later and (row.public or not public)]
    return tuple((_act(row), tuple(held.get(row.pk, ()))) for row in current)


def _latest(row: NationalAct, later: Mapping[int, NationalAct]) -> NationalAct:
    """The row that stands for an act now: sections recorded under an earlier, corrected row stay with the act."""
    while row.pk in later:
        row = later[row.pk]
    return row


def _law(state: str, *, on: date, public: bool) -> LawView:
    kept = _acts_with_sections(state, public=public)
    acts = {str(act.ref): act for act, _sections in kept}
    provisions = {str(one.ref): one for _act, sections in kept for one in sections}
    owner = {str(one.ref): act.ref for act, sections in kept for one in sections}
    judged_acts = norms.in_force([_norm(key, key, "", act.starts, act.ends) for key, act in acts.items()], on)
    judged = norms.in_force([_norm(key, str(owner[key]), one.section, one.starts, one.ends) for key, one in provisions.items()], on)
    sections: dict[ActId, list[tuple[Provision, norms.Verdict]]] = {act.ref: [] for act in acts.values()}
    for verdict in judged.verdicts:
        sections[owner[verdict.provision.key]].append((provisions[verdict.provision.key], verdict))
    return LawView(
        state=state,
        on=on,
        acts=[(acts[verdict.provision.key], verdict) for verdict in judged_acts.verdicts],
        sections=sections,
        gaps=[(acts[act], section) for act, section in judged.gaps],
        nothing_known=[row.text("none_known") for row in reference.nothing_known(state)],
    )


def _norm(key: str, act: str, section: str, starts: PartialDay | None, ends: PartialDay | None) -> norms.Provision:
    return norms.Provision(key=key, act=act, section=section, starts=_span(starts), ends=_span(ends))


def _span(day: PartialDay | None) -> norms.Span | None:
    return norms.Span(earliest=day.first(), latest=day.last()) if day else None


def _found(rows: QuerySet[S], ref: object) -> S:
    found = rows.filter(ref=ref).first()
    if found is None:
        raise NotFound
    return found
