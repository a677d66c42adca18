"""Draft answers for the UNTOC review (criminalisation and jurisdiction): what is recorded, and every gap marked.

It is a draft for the people who answer, not an answer. It quotes what a second person confirmed; where there is only an assessment that
waits, it quotes that and says so.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from amana.contexts.law.check import reference, standing
from amana.contexts.law.check.terms import REASONS, Gap, Result
from amana.contexts.law.check.values import Assessment, Line, Provision
from amana.contexts.law.days import PartialDay
from amana.contexts.law.treaties import queries as treaties
from amana.contexts.law.treaties.terms import Status as TreatyStatus
from amana.engines import norms
from amana.kernel.accounts.terms import Role
from amana.kernel.documents.parts import Grid, Heading, Manner, Pairs, Paragraph, Part, pdf
from amana.kernel.documents.word import word
from amana.kernel.errors import BadInput
from amana.kernel.locale.calendars import Calendar, CalendarDay, calendar_text
from amana.kernel.locale.names import country_name

LANGUAGES = ("en", "fr", "ar")
FORMS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def made(state: str, lines: Sequence[Line], *, language: str, form: str, on: date) -> bytes:
    """The draft in one language and form. Raises BadInput for others than LANGUAGES and FORMS."""
    if language not in LANGUAGES:
        raise BadInput(field="language")
    if form not in FORMS:
        raise BadInput(field="form")
    with translation.override(language):
        title = _("Draft answers on criminalisation and jurisdiction: %(state)s") % {"state": country_name(state, language)}
        parts = list(composed(lines, language=language, on=on))
        if form == "docx":
            return word(parts, language=language, title=title)
        return pdf(parts, language=language, title=title, node=settings.NODE.name, organisation=country_name(state, language))


def composed(lines: Sequence[Line], *, language: str, on: date) -> Iterator[Part]:
    """The parts of the draft in the language that is active."""
    by_code = {line.obligation.code: line for line in lines}
    quoted = {code: _quoted(line) for code, line in by_code.items()}
    states = {state.code: state for state in standing.question_states(by_code, quoted)}
    complete = sum(1 for state in states.values() if state.complete)
    yield Paragraph(
        text=_(
            "Made on %(day)s from what this node has recorded. A draft for those who answer, not an answer. "
            "The order is by article; the numbers of the official questionnaire are not given, because it was not read."
        )
        % {"day": day_text(on, language)},
        manner=Manner.NOTE,
    )
    yield Paragraph(text=_("Questions without a gap: %(done)s of %(all)s.") % {"done": complete, "all": len(states)})
    yield Heading(text=_("Party to the treaties"))
    yield from _treaties(lines, language)
    for question in reference.questions():
        yield Heading(text=_("Articles %(articles)s: %(question)s") % {"articles": question.articles, "question": question.text})
        gaps = states[question.code].gaps
        for obligation in question.obligations:
            yield from _answer(
                by_code[obligation.code], quoted[obligation.code], [gap for code, gap in gaps if code == obligation.code], language
            )


def day_text(day: date | PartialDay, language: str) -> str:
    """A day in the language of the document, in the calendar that states use with each other."""
    shown = day.shown() if isinstance(day, PartialDay) else CalendarDay.of(day, Calendar.GREGORIAN)
    return calendar_text(shown, language)


def _quoted(line: Line) -> tuple[Assessment, ...]:
    return tuple(line.counting) or tuple(one for one in line.open if one.status == "awaiting_review")


def _treaties(lines: Sequence[Line], language: str) -> Iterator[Part]:
    rows = []
    for instrument in dict.fromkeys(one.instrument for question in reference.questions() for one in question.obligations):
        line = next(line for line in lines if line.obligation.instrument == instrument)
        status = TreatyStatus(line.treaty.status)
        since = day_text(line.treaty.since, language) if line.treaty.since else _("not recorded")
        differ = _("Sources differ about the date.") if line.treaty.dates_differ else ""
        rows.append((treaties.treaty(instrument).text("name"), str(status.label), since, differ))
    yield Grid(columns=[_("Treaty"), _("Status"), _("Since"), _("Remark")], rows=rows)


def _answer(line: Line, quoted: Sequence[Assessment], gaps: Iterable[norms.Gap], language: str) -> Iterator[Part]:
    obligation = line.obligation
    yield Heading(text=f"{obligation.code} · {obligation.strength.label}", level=2)
    yield Paragraph(text=obligation.text)
    said = norms.assessment_result(obligation.asked(), [finding for one in quoted for finding in one.norm()])
    facts = [(_("Bound by it"), str(REASONS[line.binding.reason])), (_("In the law"), str(Result(said.result.value).label))]
    if obligation.qualifier:
        facts.insert(0, (_("Qualified by"), obligation.qualifier))
    yield Pairs(lines=facts)
    for gap in gaps:
        yield Paragraph(text=_("Gap: %(gap)s.") % {"gap": Gap(gap.value).label}, manner=Manner.GAP)
    for one in quoted:
        yield from _quotation(one, language)


def _quotation(one: Assessment, language: str) -> Iterator[Part]:
    yield Grid(
        columns=[_("Element"), _("There?"), _("Provision")],
        rows=[
            (
                f"{found.element.text} ({found.element.article})",
                str(found.answer.label),
                "; ".join(f"{provision.act.title}, {provision.section}" for provision in found.provisions) or "–",
            )
            for found in one.findings
        ],
    )
    yield Paragraph(text=one.reasoning)
    if one.evidence:
        yield Paragraph(text=_("Evidence: %(evidence)s") % {"evidence": one.evidence})
    for provision in one.provisions:
        yield Paragraph(text=cited(provision, language), manner=Manner.NOTE)
    office = {"office": one.office.organisation, "role": Role(one.office.role).label if one.office.role else ""}
    yield Paragraph(
        text=_("Assessed by %(office)s (%(role)s) on %(day)s. %(status)s.")
        % {**office, "day": day_text(one.assessed_at.date(), language), "status": one.status.label},
        manner=Manner.NOTE,
    )


def cited(provision: Provision, language: str) -> str:
    """One provision as it is cited: act, section, since when, source, how sure."""
    since = day_text(provision.starts, language) if provision.starts else _("not recorded")
    return _("%(act)s, %(section)s, in force from: %(since)s. Source: %(source)s. %(confidence)s.") % {
        "act": provision.act.title,
        "section": provision.section,
        "since": since,
        "source": provision.source,
        "confidence": provision.confidence.label,
    }
