"""All models of the context."""

from amana.contexts.investigations.reports.models import Report, ReportContent, ReportStep

__all__ = ["Report", "ReportContent", "ReportStep"]
