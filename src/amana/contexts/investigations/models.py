"""All models of the context."""

from amana.contexts.investigations.erasing.models import ErasureRequest
from amana.contexts.investigations.reports.models import Report, ReportContent, ReportStep

__all__ = ["ErasureRequest", "Report", "ReportContent", "ReportStep"]
