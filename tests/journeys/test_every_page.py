"""Every page that a role can reach by links answers, and every kind of page can be used by everyone in three languages."""

import math
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
DELEGATES = {
    "miriam": "secretariat",
    "kato": "coordinator",
    "grace": "focal_point",
    "okello": "legal_expert",
    "petra": "guardian",
    "admin": "administrator",
    "": "anybody who reads the public pages",
}
ABROAD = {
    "wanjiru": "caseworker",
    "otieno": "supervisor",
    "achieng": "guardian",
    "kamau": "administrator",
    "elena": "investigator",
    "chiara": "guardian",
    "luca": "auditor",
    "paolo": "administrator",
}
PUBLIC = "/public/"  # the same for everybody: somebody without an account walks there
EXCHANGE = tuple(f"/exchange/{page}/" for page in ("inbox", "outbox", "waiting", "partners", "carry"))
FIRST = ("/", "/account/sessions/", "/preferences", *EXCHANGE)
FIRST_FOR_ANYBODY = ("/public/en/", "/public/ar/", "/account/login/")
MOST_PAGES = 60
ENOUGH_SECONDS = 22.0  # for looking at kinds of pages, by role: the walk itself goes on
FEW_LOOKS = 6  # by role of the other nodes, whose pages are looked at in two sizes where they are made; here in one language, in turn
LANGUAGES = ("en", "fr", "ar")
REFERENCE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CODE = re.compile(r"(?<=/)(?=[^/]*[A-Z])[^/]+(?=/)")  # of a state, a treaty, an instrument, an obligation, a chair
PAPER = re.compile(r"/(en|fr|ar)\.(pdf|xlsx)$")
OF_ONE_KIND = 2  # pages that differ only in whom they are about
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]+)"')
LOOKED_AT: set[tuple[str, str]] = set()  # profile of the node and kind of page: two care nodes have the same pages


def kind_of(address):
    """What kind of page stands at an address: whom it is about and what was asked do not matter."""
    return PAPER.sub(r"/….\2", CODE.sub("…", REFERENCE.sub("…", urlsplit(address).path)))


def reachable(page):
    """Addresses of the node itself to which a page links, without those that are closed on purpose."""
    found = [unescape(address).partition("#")[0] for address in LINK.findall(page)]
    return [address for address in found if address.startswith("/") and not address.startswith(("/account/closed", "/static"))]


@pytest.mark.parametrize("username", ROLES)
def test_no_page_that_a_role_reaches_by_links_breaks_and_each_kind_can_be_used_by_everyone(walker, username):
    seen, broken = walked(walker(username), until=time.monotonic() + ENOUGH_SECONDS, look=in_all_languages)
    assert broken == {}
    assert seen >= 5


@pytest.mark.parametrize("username", DELEGATES)
def test_no_page_of_the_policy_node_that_a_role_reaches_breaks_and_each_kind_can_be_used_by_everyone(delegate, username):
    seen, broken = walked(delegate(username), looks=FEW_LOOKS, look=in_the_next_language, of_one_kind=1)
    assert broken == {}
    assert seen >= 5


@pytest.mark.parametrize("username", ABROAD)
def test_no_page_of_the_other_care_node_or_the_justice_node_breaks_and_each_kind_can_be_used_by_everyone(colleague, username):
    seen, broken = walked(colleague(username), looks=FEW_LOOKS, look=in_the_next_language, of_one_kind=1)
    assert broken == {}
    assert seen >= 4


def walked(hers, *, look, until=math.inf, looks=math.inf, of_one_kind=OF_ONE_KIND):
    """How many pages somebody reached by links, and what is wrong with them: a status, or what `look` found.

    Kinds of pages that nobody looked at yet are looked at until a moment, or so many of them; the walk itself goes on.
    """
    if purposes := hers.purposes() if hers.username else []:
        hers.work_for(purposes[0])
    waiting, seen, met, broken = [*(FIRST if hers.username else FIRST_FOR_ANYBODY)], set(), {}, {}
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        kind = kind_of(address)
        if address in seen or met.get(kind, 0) >= of_one_kind:
            continue
        seen.add(address)
        met[kind] = met.get(kind, 0) + 1
        answer = hers.page.request.get(address)
        if answer.status >= 500:
            broken[address] = answer.status
        if answer.status != 200 or not answer.headers["content-type"].startswith("text/html"):
            continue
        waiting += [found for found in reachable(answer.text()) if not (hers.username and found.startswith(PUBLIC))]
        if (hers.node.described.profile, kind) not in LOOKED_AT and looks > 0 and time.monotonic() < until:
            LOOKED_AT.add((hers.node.described.profile, kind))
            looks -= 1
            if faults := look(hers, address):
                broken[address] = faults
    return len(seen), broken


def in_all_languages(walker, address):
    """What is wrong with a page, by language."""
    found = {language: in_language(walker, address, language) for language in LANGUAGES}
    return {language: faults for language, faults in found.items() if faults}


def in_the_next_language(walker, address):
    """What is wrong with a page in one language; the next page gets the next."""
    return in_language(walker, address, LANGUAGES[len(LOOKED_AT) % len(LANGUAGES)])


def in_language(walker, address, language):
    """What is wrong with a page in a language; the pages after it are in English again."""
    switch(walker, language)
    walker.page.goto(address)
    faults = walker.faults()
    switch(walker, "en")
    return faults


def switch(walker, language):
    walker.page.context.add_cookies([{"name": "django_language", "value": language, "url": walker.node.address}])
