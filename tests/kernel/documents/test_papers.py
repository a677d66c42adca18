"""Papers can be written, read aloud and kept in every language they are offered in."""

import io

import pikepdf
import pytest

from amana.kernel.documents import PaperNotWritable, UnknownPaper, render
from amana.kernel.documents.rendering import FONTS
from amana.kernel.locale.languages import PAPER_LANGUAGES
from tests.kernel.documents.samples import SENTENCES, receipt

pytestmark = pytest.mark.skipif(not FONTS.is_dir(), reason="run.py has not fetched the fonts")


def test_there_is_a_sample_for_every_language_of_papers():
    assert set(SENTENCES) == set(PAPER_LANGUAGES)


@pytest.mark.parametrize("language", PAPER_LANGUAGES)
def test_a_receipt_has_a_glyph_for_every_letter_of_its_language(language):
    paper = render("receipt.typ", receipt(language), language=language, title=SENTENCES[language])
    assert paper.startswith(b"%PDF-")


@pytest.mark.parametrize("language", ["en", "ar", "am"])
def test_a_receipt_is_tagged_for_screen_readers_and_archives(language):
    paper = render("receipt.typ", receipt(language), language=language, title=SENTENCES[language])
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        described = pdf.open_metadata()
        assert described["pdfuaid:part"] == "1"
        assert (described["pdfaid:part"], described["pdfaid:conformance"]) == ("2", "A")
        assert described["dc:title"] == SENTENCES[language]
        assert str(pdf.Root.Lang) == language
        assert bool(pdf.Root.MarkInfo.Marked)


def words_shown(page) -> int:
    return sum(str(one.operator) in ("Tj", "TJ") for one in pikepdf.parse_content_stream(page))


def test_what_is_signed_stands_on_the_page_of_the_last_words():
    data = receipt("en")
    last = {"title": "Your rights", "text": "Silence is no.", "in_english": "Silence is no."}
    signed = len(data["signatures"]) + len(("the node", "the number of the page"))
    for more in range(60):
        filling = [{"label": "What may be told", "value": "Who you are", "language": ""}] * (10 + more)
        data["sections"] = [{"title": "Health care", "lines": filling}, last]
        with pikepdf.open(io.BytesIO(render("receipt.typ", data, language="en", title="Receipt"))) as pdf:
            if len(pdf.pages) == 2:
                assert words_shown(pdf.pages[1]) > signed
                return
    pytest.fail("the paper never needed a second page")


def test_a_letter_without_a_glyph_stops_the_paper_and_is_not_quoted():
    data = {**receipt("en"), "intro": "漢字"}
    with pytest.raises(PaperNotWritable) as refused:
        render("receipt.typ", data, language="en", title="Receipt")
    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None
    assert "漢" not in repr(refused.value.data)


@pytest.mark.parametrize("words", ['#panic("ran")', "*bold* $x$ @label <label>", '"); #read("/etc/hostname")', "= Heading"])
def test_what_a_person_said_never_acts_as_markup(words):
    data = {**receipt("en"), "intro": words, "closing": words}
    assert render("receipt.typ", data, language="en", title=words).startswith(b"%PDF-")


@pytest.mark.parametrize(("template", "language"), [("absent.typ", "en"), ("../rendering.py", "en"), ("receipt.typ", "xx")])
def test_only_known_papers_in_known_languages_are_made(template, language):
    with pytest.raises(UnknownPaper):
        render(template, receipt("en"), language=language, title="Receipt")
