"""What a target wants to know: its fields, the headings they are known by, the codes they take."""

from dataclasses import dataclass, field

from amana.kernel.errors import Sentence
from amana.kernel.imports.terms import FieldKind, Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One entry of a code list. `spellings` are other ways in which sheets write it, in any language."""

    code: str
    label: Sentence
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A text by which a field is known in sheets. Where several fields share a text, the lowest rank is tried first."""

    text: str
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing a target can take from a row.

    name        its name for programs ("prs_FirstName"); `other_names` are official or known misspellings of it
    headings    texts for people by which it is known
    group       which part of the record it belongs to ("person", "case", ...): decides between fields that share a heading
    open_list   a choice outside the list becomes Other, and its words are kept beside it
    """

    name: str
    title: Sentence
    kind: FieldKind
    group: str
    other_names: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()
    codes: tuple[Code, ...] = ()
    open_list: bool = False
    shape: Shape = Shape.ANY
    examples: tuple[str, ...] = field(default=())
