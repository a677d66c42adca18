"""The reports that are looked at, printed or taken along: each leaves its own line in the log."""

from datetime import date

from amana.contexts.dialogue import whose
from amana.contexts.dialogue.chairs import queries as chairs
from amana.contexts.dialogue.chairs.handover import hand_over
from amana.contexts.dialogue.chairs.rules import ChairPeriod, next_after
from amana.contexts.dialogue.commitments import queries as commitments
from amana.contexts.dialogue.commitments.models import Commitment
from amana.contexts.dialogue.reports import composing
from amana.contexts.dialogue.reports.papers import Paper, pdf, xlsx
from amana.contexts.dialogue.reports.values import Report
from amana.kernel.access.values import Access
from amana.kernel.actions import read, record
from amana.kernel.catalogue import Kind


@read("dialogue.open_progress", on=whose.REGISTER, kind=Kind.LIST, resource=whose.register)
def progress(*, on: date, access: Access) -> Report:
    """The progress report as this reader may see it."""
    return _progress(on, access)


@read("dialogue.print_progress", on=whose.REGISTER, kind=Kind.PRINT, resource=whose.register)
def print_progress(*, on: date, language: str, organisation: str, access: Access) -> Paper:
    """The same on paper."""
    record(language=language)
    return pdf(_progress(on, access), language=language, organisation=organisation)


@read("dialogue.export_progress", on=whose.REGISTER, kind=Kind.EXPORT, resource=whose.register)
def export_progress(*, on: date, language: str, access: Access) -> Paper:
    """The same as a workbook."""
    record(language=language)
    return xlsx(_progress(on, access), language=language)


@read("dialogue.open_handover", on=whose.REGISTER, kind=Kind.LIST, resource=whose.register)
def handover(period: ChairPeriod, *, on: date, access: Access) -> Report:
    """What a chair hands over, as the register stood on a day."""
    return _handover(period, on, access)


@read("dialogue.print_handover", on=whose.REGISTER, kind=Kind.PRINT, resource=whose.register)
def print_handover(period: ChairPeriod, *, on: date, language: str, organisation: str, access: Access) -> Paper:
    """The same on paper."""
    record(language=language, chair=period.key)
    return pdf(_handover(period, on, access), language=language, organisation=organisation)


@read("dialogue.export_handover", on=whose.REGISTER, kind=Kind.EXPORT, resource=whose.register)
def export_handover(period: ChairPeriod, *, on: date, language: str, access: Access) -> Paper:
    """The same as a workbook."""
    record(language=language, chair=period.key)
    return xlsx(_handover(period, on, access), language=language)


def published_progress(*, on: date) -> Report:
    """The progress report for pages without an account: what is not public counts as not shared, and is not listed one by one."""
    found = commitments.as_seen(Commitment.objects.all(), on=on, access=None)
    return composing.progress(found, chairs.periods(), on=on, public=True)


def _progress(on: date, access: Access) -> Report:
    found = commitments.as_seen(Commitment.objects.all(), on=on, access=access)
    return composing.progress(found, chairs.periods(), on=on, public=False)


def _handover(period: ChairPeriod, on: date, access: Access) -> Report:
    found = commitments.as_seen(Commitment.objects.all(), on=on, access=access)
    periods = chairs.periods()
    return composing.handover(hand_over(found, period), period, next_after(periods, period), periods, on=on)
