"""Cell texts that cannot act: for lists people open in a spreadsheet program, and for error messages.

A CSV cell that begins with = + - @ or a tab is run as a formula by spreadsheet programs (OWASP, "CSV Injection"). Such cells are
written with an apostrophe in front, which those programs show as text, and the reader takes one apostrophe off again, so nothing is
lost on the way: `plain(neutralised(x)) == x` for every text.
"""

import re
import unicodedata

_ACTS = re.compile(r"'*[=+\-@\t\r\n]")
SHOWN_LENGTH = 60


def neutralised(text: str) -> str:
    """A text that a spreadsheet program will show and never run."""
    return f"'{text}" if _ACTS.match(text) else text


def plain(text: str) -> str:
    """The text that `neutralised` was given."""
    return text[1:] if text.startswith("'") and _ACTS.match(text[1:]) else text


def shown(text: str) -> str:
    """A text from a foreign file, fit to stand in a sentence: no control or direction signs, one line, shortened, never a formula."""
    visible = "".join(
        " " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in text if unicodedata.category(sign) != "Cf"
    )
    visible = " ".join(visible.split())
    if len(visible) > SHOWN_LENGTH:
        visible = visible[: SHOWN_LENGTH - 1].rstrip() + "…"
    return neutralised(visible)
