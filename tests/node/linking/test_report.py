"""The report: readable by everybody, in three languages, and without anything from outside."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.node.linking.lists import as_csv, linked, table, world


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    return world(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="module")
def reports(people, tmp_path_factory):
    found = {}
    for language in ("en", "fr", "ar"):
        out = tmp_path_factory.mktemp("result") / language
        linked(out, people, language=language)
        found[language] = out / "report.html"
    return found


def test_the_report_names_no_address_and_runs_nothing(reports):
    for path in reports.values():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"https?:|//[a-z]|<script|<link|<img|url\(|@import|javascript:|\son[a-z]+=", text)
        assert "default-src 'none'" in text


def test_the_report_tells_what_was_read_and_what_it_does_not_do(reports):
    text = reports["en"].read_text(encoding="utf-8")
    for part in ("300 records, read as csv.", "Left aside:", "agency", "What this does not do", "It joins nothing", "hold personal data"):
        assert part in text
    assert text.count('<section class="pair"') == 10
    assert text.count("<svg") > 30


def test_every_sentence_is_in_the_language_of_the_report(reports):
    french, arabic = (reports[language].read_text(encoding="utf-8") for language in ("fr", "ar"))
    assert 'lang="fr" dir="ltr"' in french
    assert 'lang="ar" dir="rtl"' in arabic
    for english in ("What was found", "In a register of this size", "written alike", "The same day", "Left aside"):
        assert english not in french
        assert english not in arabic


def test_what_a_list_says_cannot_become_part_of_the_page(tmp_path):
    rows = [("ID", "First name", "Father", "DOB", "Phone", "<b>Note</b>")]
    rows += [(f"<i>{at}</i>", "Osman <script>x</script>", "Idris & Adem", "1990-01-02", "0912000111", "") for at in range(2)]
    linked(tmp_path / "out", as_csv(tmp_path / "list.csv", tuple(rows)), region="SD")
    text = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "<script" not in text
    assert "<i>" not in text
    assert "&lt;script&gt;" in text
    assert len(table(tmp_path / "out" / "pairs.csv")) == 1


@pytest.mark.browser
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [1280, 360])
def test_everybody_can_read_the_report(page, reports, language, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(reports[language].as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found.response["violations"]] == []
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == ("rtl" if language == "ar" else "ltr")
