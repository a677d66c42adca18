"""Every page that a role can reach by links answers, and every kind of page can be used by everyone in three languages."""

import re
import time
from html import unescape
from urllib.parse import urlsplit

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.xdist_group("browser")]

# sign-in name -> the first page of the desk that the role works at
ROLES = {
    "hana": "caseworker",
    "abebe": "supervisor",
    "lensa": "guardian",
    "omar": "auditor",
    "root": "administrator",
    "claire": "intake",
    "mulu": "identification_authority",
}
MOST_PAGES = 60
ENOUGH_SECONDS = 22.0  # for looking at kinds of pages, by role: the walk itself goes on
LANGUAGES = ("en", "fr", "ar")
REFERENCE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
OF_ONE_KIND = 2  # pages that differ only in whom they are about
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]+)"')
LOOKED_AT: set[str] = set()


def kind_of(address):
    """What kind of page stands at an address: whom it is about and what was asked do not matter."""
    return REFERENCE.sub("…", urlsplit(address).path)


def reachable(page):
    """Addresses of the node itself to which a page links, without those that are closed on purpose."""
    found = [unescape(address).partition("#")[0] for address in LINK.findall(page)]
    return [address for address in found if address.startswith("/") and not address.startswith(("/account/closed", "/static"))]


@pytest.mark.parametrize("username", ROLES)
def test_no_page_that_a_role_reaches_by_links_breaks_and_each_kind_can_be_used_by_everyone(walker, username):
    hers = walker(username)
    purposes = hers.purposes() if "/access/open/" in opened(hers, "/access/open/") else []
    if purposes:
        hers.work_for(purposes[0])
    waiting, seen, met, broken = ["/", "/account/sessions/", "/preferences"], set(), {}, {}
    until = time.monotonic() + ENOUGH_SECONDS
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        kind = kind_of(address)
        if address in seen or met.get(kind, 0) >= OF_ONE_KIND:
            continue
        seen.add(address)
        met[kind] = met.get(kind, 0) + 1
        answer = hers.page.request.get(address)
        if answer.status >= 500:
            broken[address] = answer.status
        if answer.status != 200 or not answer.headers["content-type"].startswith("text/html"):
            continue
        waiting += reachable(answer.text())
        if kind not in LOOKED_AT and time.monotonic() < until:
            LOOKED_AT.add(kind)
            if faults := in_all_languages(hers, address):
                broken[address] = faults
    assert broken == {}
    assert len(seen) >= 5


def opened(walker, address):
    walker.page.goto(address)
    return walker.page.url


def in_all_languages(walker, address):
    """What is wrong with a page, by language."""
    found = {}
    for language in LANGUAGES:
        walker.page.context.add_cookies([{"name": "django_language", "value": language, "url": walker.node.address}])
        walker.page.goto(address)
        if faults := walker.faults():
            found[language] = faults
    walker.page.context.add_cookies([{"name": "django_language", "value": "en", "url": walker.node.address}])
    return found
