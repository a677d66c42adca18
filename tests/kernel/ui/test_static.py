"""Style sheets, scripts and templates keep the rules that pages rely on."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from amana.kernel.locale.catalogues import PACKAGE

SHEET = Path(finders.find("ui/amana.css") or "")
SCRIPTS = ["ui/blank.js", "ui/shortcuts.js", "ui/autosave.js", "ui/confirm-leave.js", "ui/tabs.js", "ui/once.js", "ui/steps.js"]
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
PHYSICAL = re.compile(
    r"(?<![\w-])(margin-(left|right|top|bottom)|padding-(left|right|top|bottom)|border-(left|right|top|bottom)(-\w+)?|"
    r"left|right|top|bottom|width|height|min-width|max-width|min-height|max-height|float|text-align)\s*:(?!\s*(none|start|end|center))",
)
FIRST_LOAD = 150_000
SHARED = [
    "ui/amana.css",
    "ui/mark.svg",
    "vendor/htmx/htmx.min.js",
    *SCRIPTS,
    "vendor/fonts/noto-sans-latin-400-normal.woff2",
    "vendor/fonts/noto-sans-latin-700-normal.woff2",
]
WITH_A_MAP = ["maps/world.svg", "maps/region.svg"]  # asked for by a page that shows a map, and by no other
PER_LANGUAGE = {
    "en": ["vendor/bootstrap/bootstrap.min.css"],
    "fr": ["vendor/bootstrap/bootstrap.min.css"],
    "ar": ["vendor/bootstrap/bootstrap.rtl.min.css", "vendor/fonts/noto-naskh-arabic-arabic-400-normal.woff2"],
}


def rules(sheet: str) -> str:
    """The sheet without comments and media conditions, where `max-width` is a question about the window."""
    return re.sub(r"@media[^{]*\{", "{", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL))


def test_the_sheet_serves_both_directions():
    found = [match[0] for match in PHYSICAL.finditer(rules(SHEET.read_text(encoding="utf-8")))]
    assert found == []


def test_a_physical_property_would_be_found():
    assert PHYSICAL.search("a { margin-left: 1px }")
    assert not PHYSICAL.search("a { margin-inline-start: 1px; text-align: start }")


def compressed(name: str) -> int:
    path = finders.find(name)
    assert path, f"{name} is missing: run.py copies it from the front-end packages"
    content = Path(path).read_bytes()
    return len(content) if path.endswith(".woff2") else len(gzip.compress(content, 9))


@pytest.mark.parametrize("language", PER_LANGUAGE)
@pytest.mark.filterwarnings("ignore:No directory at")
def test_a_first_page_fits_a_slow_line(language, client, settings, db):
    settings.ROOT_URLCONF = "tests.kernel.ui.styleguide"
    page = client.get("/styleguide", headers={"accept-language": language}).content
    total = len(gzip.compress(page, 6)) + sum(map(compressed, SHARED + PER_LANGUAGE[language]))
    assert total < FIRST_LOAD, f"{total / 1000:.0f} kB"


@pytest.mark.filterwarnings("ignore:No directory at")
def test_a_page_loads_nothing_that_is_not_counted(client, settings, db):
    settings.ROOT_URLCONF = "tests.kernel.ui.styleguide"
    for language, own in PER_LANGUAGE.items():
        page = client.get("/styleguide", headers={"accept-language": language}).content.decode()
        loaded = {match.removeprefix("/static/") for match in re.findall(r'(?:href|src)="(/static/[^"#]+)', page)}
        assert loaded <= {*SHARED, *own, *WITH_A_MAP}


def test_every_font_of_the_sheet_is_there():
    for name in re.findall(r'url\("\.\./(vendor/[^"]+)"\)', SHEET.read_text(encoding="utf-8")):
        assert finders.find(name), f"{name} is missing: run.py copies it from the front-end packages"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_template_holds_nothing_that_the_security_policy_blocks(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\shx-on[:\w-]*=", text), "hx-on is evaluated"
    assert not re.search(r"\son\w+=", re.sub(r"{%.*?%}", "", text)), "event handlers in markup are blocked"
    assert not re.search(r"\sstyle=", text), "style attributes are blocked"
    assert "<style" not in text or path.name.endswith("_offline.html"), "only a page that is carried away has its sheet within itself"
    for opening in re.findall(r"<script[^>]*>", text):
        assert "src=" in opening or "application/json" in opening
    assert not re.search(r'(?:src|href)="https?:', text), "nothing comes from another host"


CONTRASTS = [
    ("ink", "paper", 4.5), ("muted", "paper", 4.5), ("muted", "surface", 4.5), ("accent", "paper", 4.5), ("accent", "accent-soft", 4.5),
    ("on-accent", "accent", 4.5), ("due", "due-soft", 4.5), ("overdue", "overdue-soft", 4.5), ("done", "done-soft", 4.5),
    ("overdue", "surface", 4.5), ("care", "surface", 4.5), ("justice", "surface", 4.5), ("policy", "surface", 4.5),
    ("line", "surface", 3.0), ("line", "paper", 3.0), ("focus", "paper", 3.0),
]  # fmt: skip


def tokens() -> dict[str, dict[str, str]]:
    sheet = SHEET.read_text(encoding="utf-8")
    light, dark = re.findall(r":root \{(.*?)\n\s*\}", sheet, re.DOTALL)[:2]
    found = {name: dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", part)) for name, part in (("light", light), ("dark", dark))}
    return {"light": found["light"], "dark": {**found["light"], **found["dark"]}}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "least"), CONTRASTS)
def test_colours_have_contrast(scheme, text, ground, least):
    colours = tokens()[scheme]
    lighter, darker = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= least
