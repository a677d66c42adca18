"""Names of papers: what may stand in one, and the ending it is saved and sent under."""

import re
import unicodedata

from amana.contexts.cases.papers.errors import FileDisagrees, NameNotTaken
from amana.contexts.cases.papers.kinds import Kind

MOST_CHARACTERS = 120  # with its ending at most 255 bytes of UTF-8, which is what an envelope takes
MOST_BYTES = 240
# Slashes lead elsewhere, control signs end lines, and signs of direction make "gpj.exe" of "exe.jpg".
_HIDING = re.compile(r"[/\\\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")
_MARKS = re.compile(r"[\u200e\u200f\u061c]")  # keyboards put them beside Arabic words; left out, nothing is lost
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def checked_name(name: str) -> str:
    """The name as it is kept. Raises NameNotTaken for an empty one and one that hides something."""
    plain = _MARKS.sub("", unicodedata.normalize("NFC", name)).strip()
    if not plain.strip(". ") or len(plain) > MOST_CHARACTERS or len(plain.encode()) > MOST_BYTES or _HIDING.search(plain):
        raise NameNotTaken
    return plain


def check_ending(file_name: str, kind: Kind) -> None:
    """Refuse a file whose own name says it is something else than its content. Raises FileDisagrees, NameNotTaken."""
    if _HIDING.search(file_name):
        raise NameNotTaken
    found = _ENDING.search(file_name.strip())
    if found and found.group().lower() not in kind.endings:
        raise FileDisagrees(ending=found.group().lower(), kind=kind.label)


def file_name(name: str, kind: Kind) -> str:
    """The name with an ending that fits its content."""
    return name if name.lower().endswith(kind.endings) else f"{name}{kind.endings[0]}"
