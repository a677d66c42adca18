"""The journeys may trust their browser: what breaks the content security policy, or a script, is heard."""

import pytest
from playwright.sync_api import Browser, Route

from tests.browser import Watch

POLICY = {"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'"}


@pytest.mark.parametrize(
    ("story", "body", "heard"),
    [
        ("an inline script", "<script>document.title = 'x'</script>", "Content Security Policy"),
        ("an inline style", "<p style='color: red'>x</p>", "Content Security Policy"),
        ("a script that fails", "<script src='/broken.js'></script>", "broken on purpose"),
        ("a missing style sheet", "<link rel='stylesheet' href='/static/gone.css'>", "404"),
    ],
)
def test_a_faulty_page_is_heard(browser: Browser, story: str, body: str, heard: str) -> None:
    assert any(heard in fault for fault in _faults_of(browser, body)), story


def test_a_clean_page_is_silent(browser: Browser) -> None:
    assert _faults_of(browser, "<p>x</p>") == []


def test_a_refusal_on_purpose_is_no_fault(browser: Browser) -> None:
    assert _faults_of(browser, "<p>You may not open this file.</p>", status=403) == []


def _faults_of(browser: Browser, body: str, *, status: int = 200) -> list[str]:
    """What the watch hears while a page with this body is shown under a strict policy."""

    def answer(route: Route) -> None:
        if route.request.url.endswith("/broken.js"):
            route.fulfill(content_type="text/javascript", body="throw new Error('broken on purpose')")
        elif "/static/" in route.request.url or "favicon" in route.request.url:
            route.fulfill(status=404)
        else:
            route.fulfill(status=status, content_type="text/html", headers=POLICY, body=f"<!doctype html><title>x</title>{body}")

    context = browser.new_context()
    watch = Watch()
    watch.over(context)
    context.route("**/*", answer)
    page = context.new_page()
    page.goto("http://node.invalid/")
    page.wait_for_load_state("networkidle")
    context.close()
    return watch.faults
