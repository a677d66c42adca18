"""What the tests of pages share: the addresses of the style guide, and how axe is asked."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

URLS = "tests.kernel.ui.styleguide"
LANGUAGES = ("en", "fr", "ar")
SIZES = ((1280, 900), (360, 740))

OVERFLOWING = "document.documentElement.scrollWidth - window.innerWidth"
TOO_SMALL = """
[...document.querySelectorAll('a, button, summary, input:not([type=hidden]), select, textarea')]
  .filter((e) => e.checkVisibility() && !e.closest('p, li, dd, td, th, figcaption, .answer, .form-check, .skip'))
  .map((e) => [e.outerHTML.slice(0, 90), Math.round(e.getBoundingClientRect().height)])
  .filter(([, height]) => height < 44)
"""


def violations(page: Page) -> list[str]:
    """What axe finds wrong, one line each."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]
