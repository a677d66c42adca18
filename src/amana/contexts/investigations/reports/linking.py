"""Where a message that became a report is read, for the pages of the exchange: given only to those who may open it."""

from django.urls import reverse

from amana.contexts.exchange.facade import MessageId, ThreadId
from amana.contexts.investigations.reports.models import Report
from amana.contexts.investigations.reports.queries import resource
from amana.contexts.investigations.reports.values import ReportId
from amana.kernel.access.decide import decide
from amana.kernel.access.values import Access


def page_of_report(_message: MessageId, thread: ThreadId, access: Access) -> str | None:
    """The page of the report that a conversation began; None if it is not theirs to open."""
    if access.organisation is None:
        return None
    ref = Report.objects.filter(thread=thread, organisation__ref=access.organisation).values_list("ref", flat=True).first()
    if ref is None or not decide(access, "investigations.report_open", resource(ReportId(ref))).allowed:
        return None
    return reverse("investigations:report", args=[ref])
