"""Making a PDF from a Typst template and plain data."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

import typst
from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError
from amana.kernel.locale.languages import PAPER_LANGUAGES

KERNEL: Final[Path] = Path(__file__).resolve().parent.parent
TEMPLATES: Final = KERNEL / "documents" / "templates"
FONTS: Final = KERNEL / "ui" / "fonts"  # made by run.py from the front-end packages
STANDARDS: Final[list[Literal["a-2a", "ua-1"]]] = ["a-2a", "ua-1"]


class UnknownPaper(AmanaError):
    """No such template, or a language papers are not made in."""

    code = "documents.unknown"
    sentence = _("There is no paper “%(template)s” in the language “%(language)s”.")
    remedy = _("Choose one of the languages offered.")


class PaperNotWritable(AmanaError):
    """The paper could not be made, for example because a letter is in none of the fonts. No half paper is handed out."""

    code = "documents.not_writable"
    sentence = _("The paper “%(template)s” could not be made.")
    remedy = _("Check the texts for signs of a script that papers cannot show yet, or print in another language.")


def render(template: str, data: Mapping[str, object], *, language: str, title: str) -> bytes:
    """Make one PDF.

    template  name of a file of `templates/`, such as "receipt.typ"
    data      plain values that JSON can carry, with all texts in the language of the paper
    language  one of PAPER_LANGUAGES; sets direction, hyphenation and what readers announce
    title     the paper's title for its properties and for screen readers

    Raises UnknownPaper, or PaperNotWritable where a letter has no glyph or a font is not there.
    """
    source = TEMPLATES / template
    if language not in PAPER_LANGUAGES or source.parent != TEMPLATES or not source.is_file():
        raise UnknownPaper(template=template, language=language)
    inputs = {"data": json.dumps(data, ensure_ascii=False), "language": language, "title": title}
    try:
        paper = typst.compile(
            source,
            root=KERNEL,
            font_paths=_fonts(),
            sys_inputs=inputs,
            format="pdf",
            pdf_standards=[*STANDARDS],
        )
    except typst.TypstError:
        # The diagnostic quotes the text that failed. It is dropped here, so that no log or error page gets to see it.
        paper = None
    if paper is None:
        raise PaperNotWritable(template=template, language=language)
    return bytes(paper)


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Read the fonts once: the product's own and no others, so that a paper looks alike on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
