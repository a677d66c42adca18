"""Error reports show where something happened, never what was there."""

import sys

from django.test import RequestFactory, override_settings
from django.views.debug import ExceptionReporter

NAME, GIVEN = "tiwamaleS"[::-1], "terhiM"[::-1]  # turned round: a report quotes the lines of the program


def break_down(request):
    name = NAME  # noqa: F841
    raise LookupError("nothing found")


urlpatterns = []  # a report names the page that failed; here there is none


@override_settings(DEBUG=True, ROOT_URLCONF=__name__, DEFAULT_EXCEPTION_REPORTER_FILTER="amana.kernel.sealed.error_pages.WithoutValues")
def test_an_error_report_holds_no_value():
    from django.views.debug import get_default_exception_reporter_filter

    get_default_exception_reporter_filter.cache_clear()
    request = RequestFactory().post("/register", {"given_name": GIVEN})
    try:
        break_down(request)
    except LookupError:
        reporter = ExceptionReporter(request, *sys.exc_info())
        report = reporter.get_traceback_text()
        variables = str(reporter.get_traceback_data())
    get_default_exception_reporter_filter.cache_clear()
    assert "nothing found" in report
    assert "break_down" in report
    for value in (NAME, GIVEN):
        assert value not in report
        assert value not in variables
