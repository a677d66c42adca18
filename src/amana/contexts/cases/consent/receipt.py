"""The consent receipt: what a person agreed to, in their own language, on a paper they can take along.

All words come from `reference/receipt_texts.csv` in the language of the paper. What no speaker has read says so on the paper itself,
in that language and in English.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.conf import settings
from django.utils import timezone, translation

from amana.contexts.cases.consent import queries
from amana.contexts.cases.consent.terms import Said
from amana.contexts.cases.consent.values import DisclosureView, LineView, Talk, TalkId
from amana.kernel.documents import render
from amana.kernel.errors import BadInput
from amana.kernel.locale.calendars import Calendar, CalendarDay, calendar_text
from amana.kernel.locale.names import language_name
from amana.kernel.vocabulary import queries as vocabulary

TEXTS: Final = "receipt_texts"
ENGLISH: Final = "en"

Texts = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One printed receipt. `name` says nothing about the person: it may stand in a folder that others see."""

    pdf: bytes
    name: str
    language: str


def languages() -> tuple[str, ...]:
    """The languages receipts are printed in, as the reference table has them."""
    return tuple(dict.fromkeys(row["language"] for row in vocabulary.rows(TEXTS)))


def compose(talk: TalkId, *, language: str) -> Receipt:
    """Make the receipt of one talk, with what became of it until today. Raises BadInput for a language without texts."""
    if language not in languages():
        raise BadInput(field="language")
    row = queries.find_talk(talk)
    book = queries.ledger_of(row.person, on=timezone.localdate())
    texts, drafted = _texts(language, row.notice_version)
    lines = [line for line in book.lines if line.talk == talk]
    recipients = {(line.consent.purpose, line.recipient.id) for line in lines}
    told = [view for view in book.disclosures if (view.told.disclosure.purpose, view.recipient.id) in recipients]
    number = f"{book.file_number}-{row.ref.hex[-6:].upper()}"
    paper = render(
        "receipt.typ",
        {
            "node": settings.NODE.name,
            "organisation": row.file.organisation.name,
            "number": number,
            "issued": _day(timezone.localdate(), language),
            "intro": texts("intro"),
            "sections": [
                {"title": texts("about"), "lines": _about(queries.talk_of(row), language, texts)},
                *({"title": texts(f"purposes.{line.consent.purpose}"), "lines": _answer(line, language, texts)} for line in lines),
                {"title": texts("told"), "lines": _told(told, language, texts), "text": "" if told else texts("told.none")},
                {"title": texts("rights"), "text": "\n".join(_rights(texts))},
                *(_warning(texts, language) if drafted else ()),
            ],
            "signatures": [texts("signature.person"), texts("signature.worker")],
            "closing": "",
        },
        language=language,
        title=texts("title"),
    )
    return Receipt(pdf=paper, name=f"receipt-{number}-{language}.pdf", language=language)


def _texts(language: str, version: int) -> tuple[Texts, bool]:
    """The texts of one language in the version that was read out, and whether any of them has yet to be read by a speaker."""
    rows = {row["key"]: row for row in vocabulary.rows(TEXTS, version) if row["language"] == language}
    return (lambda key: rows[key]["text"]), any(not row.verified for row in rows.values())


def _about(how: Talk, language: str, texts: Texts) -> list[dict[str, str]]:
    lines = [
        _said("said_on", _day(how.said_on, language), texts),
        _said("form", texts(f"forms.{how.form}"), texts),
        _said("language", language_name(how.language, language), texts),
        _said("read_aloud", texts("yes" if how.read_aloud else "no"), texts),
    ]
    if how.interpreter:
        lines.append(_said("interpreter", how.interpreter, texts, language=""))
    if how.child:
        lines.append(_said("assent", texts(how.assent.value), texts))
        lines.append(_said("guardian", texts(how.guardian.value), texts))
    return lines


def _answer(line: LineView, language: str, texts: Texts) -> list[dict[str, str]]:
    lines = [
        _said("recipient", line.recipient.name, texts, language=""),
        _said("categories", "\n".join(texts(f"categories.{category}") for category in sorted(line.consent.categories)), texts),
        _said("answer", texts(f"answers.{line.consent.said}"), texts),
    ]
    if line.consent.said is Said.GIVEN:
        lines.append(_said("valid_until", _day(line.consent.valid_until, language), texts))
    if line.withdrawal is not None:
        lines.append(_said("withdrawn_on", _day(line.withdrawal.withdrawn_on, language), texts))
    return lines


def _told(told: Iterable[DisclosureView], language: str, texts: Texts) -> list[dict[str, str]]:
    lines = []
    for view in told:
        about = "\n".join(texts(f"categories.{category}") for category in sorted(view.told.disclosure.categories))
        lines += [
            _said("told_to", view.recipient.name, texts, language=""),
            _said("told_on", _day(view.told.told_on, language), texts),
            _said("told_what", about, texts),
        ]
    return lines


def _rights(texts: Texts) -> list[str]:
    return [texts("rights.silence"), texts("rights.withdraw"), texts("rights.help"), texts("rights.copy")]


def _warning(texts: Texts, language: str) -> tuple[dict[str, str], ...]:
    english, _ = _texts(ENGLISH, vocabulary.table(TEXTS).version)
    return ({"title": language_name(language, language), "text": texts("draft"), "in_english": english("draft")},)


def _said(label: str, value: str, texts: Texts, *, language: str | None = None) -> dict[str, str]:
    said = {"label": texts(label), "value": value}
    return said if language is None else {**said, "language": language}


def _day(value: date, language: str) -> str:
    """A day in the language of the paper, in the calendar of the paper's readers first, so that both sides read the same."""
    with translation.override(language):
        gregorian = calendar_text(CalendarDay.of(value, Calendar.GREGORIAN), language)
        if language not in ("am", "ti"):
            return gregorian
        return f"{calendar_text(CalendarDay.of(value, Calendar.ETHIOPIAN), language)} / {gregorian}"
