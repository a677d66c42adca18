"""The languages of the pages, and the languages papers are printed in."""

from dataclasses import dataclass
from typing import Final

LANGUAGES: Final[list[tuple[str, str]]] = [("en", "English"), ("fr", "Français"), ("ar", "العربية")]

# Papers that a person takes along are printed in more languages than the pages are shown in.
PAPER_LANGUAGES: Final = ("en", "fr", "ar", "am", "ti", "so", "sw")

RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ps", "sd", "ug", "ur", "yi", "dv", "ckb"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language of the pages, by the name its speakers give it."""

    code: str
    own_name: str

    @property
    def direction(self) -> str:
        return direction(self.code)


def direction(code: str) -> str:
    """Give "rtl" or "ltr" for a BCP 47 code; "auto" where the language is not known."""
    if not code:
        return "auto"
    return "rtl" if code.split("-", maxsplit=1)[0].lower() in RIGHT_TO_LEFT else "ltr"


def spoken_here() -> tuple[Language, ...]:
    """Give the languages of the pages, in the order of the language switch."""
    return tuple(Language(code=code, own_name=name) for code, name in LANGUAGES)
