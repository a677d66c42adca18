"""Obligations, their elements, questions of a review and the acts that sources name, from the reference tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from amana.contexts.law.check.terms import CheckedIn, Strength, Topic
from amana.engines import norms
from amana.kernel.errors import NotFound
from amana.kernel.vocabulary import queries as vocabulary
from amana.kernel.vocabulary.values import Row

OBLIGATIONS, ELEMENTS, QUESTIONS, ACTS = "obligations", "obligation_elements", "review_questions", "national_acts"
WHOLE = "whole"  # the one element of an obligation that has no list of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One thing that has to be found. Without a row of its own it is the obligation as a whole."""

    code: str
    article: str
    row: Row
    column: str = "text"

    @property
    def text(self) -> str:
        return self.row.text(self.column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One obligation with its elements. Sentences come out in the reader's language."""

    code: str
    instrument: str
    article: str
    strength: Strength
    topic: Topic
    checked_in: Sequence[CheckedIn]
    elements: Sequence[Element]
    row: Row

    @property
    def text(self) -> str:
        return self.row.text("paraphrase")

    @property
    def qualifier(self) -> str:
        return self.row.text("qualifier")

    @property
    def subtopic(self) -> str:
        return self.row.text("subtopic")

    def norm(self) -> norms.Obligation:
        """The value that the engine reads."""
        return norms.Obligation(
            code=self.code, instrument=self.instrument, strength=norms.Strength(self.strength.value), topic=self.topic.value
        )

    def asked(self) -> tuple[norms.Element, ...]:
        return tuple(norms.Element(code=element.code) for element in self.elements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a review and the obligations it asks about."""

    code: str
    articles: str
    obligations: Sequence[Obligation]
    row: Row

    @property
    def text(self) -> str:
        return self.row.text("question")


def obligations() -> tuple[Obligation, ...]:
    """Every obligation, in the order of the treaties."""
    tables = vocabulary.table(OBLIGATIONS), vocabulary.table(ELEMENTS)
    return _obligations(*((table.sha256, table.version) for table in tables))


def obligation(code: str) -> Obligation:
    """One obligation. Raises NotFound."""
    found = by_code().get(code)
    if found is None:
        raise NotFound
    return found


def by_code() -> Mapping[str, Obligation]:
    return {one.code: one for one in obligations()}


def questions() -> tuple[Question, ...]:
    """The questions of the review draft."""
    known = by_code()
    return tuple(
        Question(code=row.code, articles=row["articles"], obligations=[known[code] for code in row["obligations"].split(";")], row=row)
        for row in vocabulary.rows(QUESTIONS)
    )


def named_acts() -> tuple[Row, ...]:
    """Acts that sources name, and rows that say that none was found."""
    return vocabulary.rows(ACTS)


def nothing_known(state: str) -> tuple[Row, ...]:
    """What the sources say where they know of no act of a state."""
    return tuple(row for row in named_acts() if row["state"] == state and row["kind"] == "none_known")


@lru_cache(maxsize=4)
def _obligations(obligations: tuple[str, int], elements: tuple[str, int]) -> tuple[Obligation, ...]:
    """Kept by the content of both tables, because a version number means something else on another node."""
    listed: dict[str, list[Element]] = {}
    for row in vocabulary.rows(ELEMENTS, elements[1]):
        listed.setdefault(row["obligation"], []).append(Element(code=row["element"], article=row["article"], row=row))
    return tuple(_obligation(row, listed.get(row.code, [])) for row in vocabulary.rows(OBLIGATIONS, obligations[1]))


def _obligation(row: Row, listed: list[Element]) -> Obligation:
    paragraph = row["paragraph"]
    article = row["article"] + (f"({paragraph})" if paragraph else "")
    return Obligation(
        code=row.code,
        instrument=row["instrument"],
        article=article,
        strength=Strength(row["strength"]),
        topic=Topic(row["topic"]),
        checked_in=[CheckedIn(part.strip()) for part in row["checked_in"].split(";")],
        elements=listed or [Element(code=WHOLE, article=article, row=row, column="paraphrase")],
        row=row,
    )
