"""Reading reports, as values."""

from collections.abc import Iterable
from datetime import datetime

from amana.contexts.investigations.reports import limits, rules
from amana.contexts.investigations.reports.models import Report, ReportContent, ReportStep
from amana.contexts.investigations.reports.terms import OPEN, ReportState
from amana.contexts.investigations.reports.values import Grade, ReportId, ReportView, StepView
from amana.kernel.access.resources import record_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import read
from amana.kernel.catalogue import Kind
from amana.kernel.errors import AmanaError, NotFound
from amana.kernel.ids import OrganisationId
from amana.kernel.sealed.fields import unseal_many
from amana.kernel.vocabulary import queries as vocabulary

TABLE = "report_grades"
PAGE = 100


def find(report: ReportId) -> Report:
    """A stored report. Raises NotFound."""
    found = Report.objects.select_related("organisation").filter(ref=report).first()
    if found is None:
        raise NotFound
    return found


def resource(report: ReportId, *_args: object, **_kwargs: object) -> Resource:
    """What the policies are asked about for a report: a record of the organisation whose desk it came to."""
    row = find(report)
    return record_resource("Report", row.ref, organisation=OrganisationId(row.organisation.ref))


def resource_of_list(*_args: object, access: Access, **_kwargs: object) -> Resource:
    """What the policies are asked about for the list: the reports of the organisation at work."""
    return record_resource("Report", access.organisation or access.ref, organisation=access.organisation)


@read("investigations.report_list", on="Report", resource=resource_of_list, kind=Kind.LIST)
def reports(*, access: Access) -> tuple[ReportView, ...]:
    """The reports of the organisation at work, open ones first, then the newest; a hundred at most."""
    if access.organisation is None:
        return ()
    rows = list(Report.objects.filter(organisation__ref=access.organisation).order_by("-pk")[:PAGE])
    waiting = _waiting(row.pk for row in rows)
    views = (_view(row, waits=row.pk in waiting) for row in rows)
    return tuple(sorted(views, key=lambda one: not one.erasure_waits and one.state not in OPEN))


@read("investigations.report_open", on="Report", resource=resource)
def report(ref: ReportId, *, access: Access) -> ReportView:
    """Open one report with what it says and what was done with it."""
    row = find(ref)
    content = next(iter(unseal_many(ReportContent.objects.select_related("file").filter(report=row))), None)
    return _view(row, content, opened=True, waits=bool(_waiting([row.pk])))


def grades(kind: str) -> tuple[Grade, ...]:
    """The grades of one list: "source", "information" or "handling". Raises TableNotLoaded."""
    return tuple(
        Grade(list=kind, grade=row["grade"], label=row["label"], source=row["source"], verified=row.verified)
        for row in vocabulary.rows(TABLE)
        if row["list"] == kind
    )


def _waiting(reports: Iterable[int]) -> set[int]:
    """Of these reports, by row number, those whose erasure somebody has to decide on."""
    asked = Report.objects.filter(pk__in=list(reports), erasure_requests__isnull=False, erasure_requests__decided_at=None)
    return set(asked.values_list("pk", flat=True))


def _view(row: Report, content: ReportContent | None = None, *, opened: bool = False, waits: bool = False) -> ReportView:
    return ReportView(
        ref=ReportId(row.ref),
        number=row.number,
        sender=row.sender,
        recipient=row.recipient,
        message=row.message,
        state=ReportState(row.state),
        code=row.state_code,
        state_at=row.state_at,
        received_at=row.received_at,
        source_grade=row.source_grade,
        information_grade=row.information_grade,
        own_source_grade=row.own_source_grade,
        own_information_grade=row.own_information_grade,
        was_taken_up=row.taken_up_at is not None,
        erased_at=row.erased_at,
        erased_from=_erased_from(row),
        erasure_waits=waits,
        told=content.told if content else {},
        steps=tuple(_step(one) for one in ReportStep.objects.filter(report=row).select_related("by").order_by("pk")) if opened else (),
    )


def _erased_from(row: Report) -> datetime | None:
    if row.warned_at is None:
        return None
    try:
        return rules.erased_from(limits.times(), since=row.state_at, warned_at=row.warned_at)
    except AmanaError:  # no limits are loaded, and so nothing is erased
        return None


def _step(row: ReportStep) -> StepView:
    return StepView(what=row.what, code=row.code, at=row.at, by=str(row.by) if row.by else "")
