"""Reading requests to erase, as values. They say which report is meant and who asks, and nothing of what it says."""

from django.db.models import F, QuerySet

from amana.contexts.exchange.guard.terms import ErasureAnswer, KeepGround
from amana.contexts.investigations.erasing.models import ErasureRequest
from amana.contexts.investigations.erasing.terms import Asked
from amana.contexts.investigations.erasing.values import Ground, Waiting
from amana.contexts.investigations.reports.queries import resource, resource_of_list
from amana.contexts.investigations.reports.terms import ReportState
from amana.contexts.investigations.reports.values import ReportId
from amana.kernel.access.values import Access
from amana.kernel.actions import read
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound
from amana.kernel.vocabulary import queries as vocabulary

TABLE = "keeping_grounds"
PAGE = 100
DECIDED = 20  # of those decided, the newest


@read("investigations.erasure_list", on="Report", resource=resource_of_list, kind=Kind.LIST)
def requests(*, access: Access) -> tuple[Waiting, ...]:
    """Those that wait, the most pressing first, then the newest of those decided."""
    if access.organisation is None:
        return ()
    rows = _rows().filter(report__organisation__ref=access.organisation)
    waiting = rows.filter(decided_at=None).order_by("decide_by", "pk")[:PAGE]
    decided = rows.exclude(decided_at=None).order_by(F("decided_at").desc())[:DECIDED]
    return tuple(_view(row, access) for row in (*waiting, *decided))


@read("investigations.erasure_open", on="Report", resource=resource)
def request(report: ReportId, *, access: Access) -> Waiting:
    """The request on one report that waits, or the last that was decided. Raises NotFound where nobody ever asked."""
    row = _rows().filter(report__ref=report).order_by(F("decided_at").desc(nulls_first=True)).first()
    if row is None:
        raise NotFound
    return _view(row, access)


def grounds() -> tuple[Ground, ...]:
    """The grounds on which a report may be kept. Raises TableNotLoaded."""
    return tuple(
        Ground(code=KeepGround(row.code), provision=row.text("provision"), source=row.source, verified=row.verified)
        for row in vocabulary.rows(TABLE)
        if row.code in KeepGround.values
    )


def _rows() -> QuerySet[ErasureRequest]:
    return ErasureRequest.objects.select_related("report", "proposed_by", "decided_by")


def _view(row: ErasureRequest, access: Access) -> Waiting:
    return Waiting(
        report=ReportId(row.report.ref),
        number=row.report.number,
        sender=row.report.sender,
        state=ReportState(row.report.state),
        asked_as=Asked(row.asked_as),
        asked_at=row.asked_at,
        decide_by=row.decide_by,
        proposed_by=str(row.proposed_by) if row.proposed_by else "",
        by_you=row.proposed_by is not None and row.proposed_by.ref == access.user,
        answer=ErasureAnswer(row.answer) if row.answer else None,
        ground=KeepGround(row.ground) if row.ground else None,
        decided_at=row.decided_at,
        decided_by=str(row.decided_by) if row.decided_by else "",
        told=row.told_at is not None,
    )
