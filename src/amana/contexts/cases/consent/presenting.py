"""The ledger in the parts that pages are made of."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from amana.contexts.cases.consent.reasons import REASONS
from amana.contexts.cases.consent.terms import State
from amana.contexts.cases.consent.values import Ledger, LineView
from amana.kernel.locale.languages import direction
from amana.kernel.locale.names import language_name
from amana.kernel.ui.parts import Tag, Tone

Sentence = str | Promise

TONES = {
    State.IN_FORCE: Tone.DONE,
    State.REFUSED: Tone.INFO,
    State.WITHDRAWN: Tone.INFO,
    State.EXPIRED: Tone.DUE,
    State.NOT_YET: Tone.PLAIN,
    State.WITHOUT_EFFECT: Tone.OVERDUE,
    State.REPLACED: Tone.PLAIN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the ledger in words. `why` says what stands against it where it has no effect."""

    line: LineView
    categories: tuple[Sentence, ...]
    tag: Tag
    why: Sentence
    can_be_withdrawn: bool


def entries(book: Ledger) -> tuple[Entry, ...]:
    """The entries, those in force first, then the newest."""
    newest_first = sorted(book.lines, key=lambda line: (line.consent.said_on, line.consent.recorded_at), reverse=True)
    return tuple(_entry(line) for line in sorted(newest_first, key=lambda line: line.state is not State.IN_FORCE))


def paper_languages(codes: Iterable[str]) -> tuple[tuple[str, str, str], ...]:
    """Languages of receipts: code, the name its speakers give it, direction."""
    return tuple((code, language_name(code, code), direction(code)) for code in codes)


def _entry(line: LineView) -> Entry:
    return Entry(
        line=line,
        categories=tuple(category.label for category in sorted(line.consent.categories)),
        tag=Tag(text=line.state.label, tone=TONES[line.state]),
        why=REASONS[line.effect] if line.state is State.WITHOUT_EFFECT else "",
        can_be_withdrawn=line.state in (State.IN_FORCE, State.NOT_YET, State.WITHOUT_EFFECT) and line.withdrawal is None,
    )
