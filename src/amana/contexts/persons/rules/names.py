"""In which script a name stands, and which of a person's names a reader is shown first."""

from collections.abc import Iterable, Sequence

from amana.contexts.persons.terms import NameRole, Script
from amana.contexts.persons.values import Name, NamePart
from amana.engines.matching import read_name

# Blocks of the Unicode standard, version 15 (first and last code point).
_BLOCKS: tuple[tuple[int, int, Script], ...] = (
    (0x0041, 0x024F, Script.LATIN),
    (0x0600, 0x06FF, Script.ARABIC),
    (0x0750, 0x077F, Script.ARABIC),
    (0x08A0, 0x08FF, Script.ARABIC),
    (0x1200, 0x139F, Script.ETHIOPIC),
    (0x1E00, 0x1EFF, Script.LATIN),
    (0x2D80, 0x2DDF, Script.ETHIOPIC),
    (0xAB00, 0xAB2F, Script.ETHIOPIC),
    (0xFB50, 0xFDFF, Script.ARABIC),
    (0xFE70, 0xFEFC, Script.ARABIC),
)

# A reader is shown a name in the script of their language, if the person has one in it.
_SCRIPT_OF_LANGUAGE = {"ar": Script.ARABIC, "am": Script.ETHIOPIC, "ti": Script.ETHIOPIC}


def script_of(text: str) -> Script:
    """The script most letters of a text stand in; `OTHER` for none of ours, or for no letters at all."""
    seen: dict[Script, int] = {}
    for letter in filter(str.isalpha, text):
        code = ord(letter)
        script = next((s for first, last, s in _BLOCKS if first <= code <= last), Script.OTHER)
        seen[script] = seen.get(script, 0) + 1
    return max(seen, key=lambda s: seen[s]) if seen else Script.OTHER


def name_in_one_box(text: str) -> Name:
    """A name typed into one box, in parts, none of which is claimed to be a family name."""
    parts = read_name(text).parts
    return Name(script=script_of(text), parts=tuple(NamePart(text=part.text, role=NameRole(part.role.value)) for part in parts))


def name_of(parts: Iterable[tuple[NameRole, str]]) -> Name | None:
    """A name from the parts that were filled in; None if none was."""
    given = tuple(NamePart(role=role, text=" ".join(text.split())) for role, text in parts if text.strip())
    return Name(parts=given, script=script_of(" ".join(part.text for part in given))) if given else None


def shown_first(names: Sequence[Name], language: str) -> Name | None:
    """The name a reader of a language is shown: in their script if there is one, else in Latin letters, else the one recorded first."""
    wanted = _SCRIPT_OF_LANGUAGE.get(language.partition("-")[0], Script.LATIN)
    full = sorted(names, key=_is_nickname)
    return next((name for script in (wanted, Script.LATIN) for name in full if name.script is script), full[0] if full else None)


def _is_nickname(name: Name) -> bool:
    return all(part.role is NameRole.NICKNAME for part in name.parts)
