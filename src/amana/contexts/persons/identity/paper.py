"""The words of the identity dossier, in the language that is active: a judge who has never seen this program reads nothing else."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amana.contexts.persons.identity import shown
from amana.contexts.persons.identity.shown import Compared, Weight
from amana.contexts.persons.identity.terms import StepKind
from amana.contexts.persons.identity.values import PairView, Side, StepView
from amana.contexts.persons.rules import card as cards
from amana.kernel.documents.parts import Grid, Heading, Manner, Pairs, Paragraph, Part
from amana.kernel.locale.formats import format_day, number
from amana.kernel.locale.romanised import romanised
from amana.kernel.ui.parts import Code, Text, Words

MEANING = (
    gettext_lazy(
        "The program compares what two files say. For each thing it knows how often it agrees between two files of one "
        "person, and how often between files of two people. The ratio of the two is given in bits: one bit makes it "
        "twice as likely, or half as likely, that both are one person; ten bits, a thousand times."
    ),
    gettext_lazy(
        "The estimate is the lower end of what the reviewed and the test data allow, not the middle. It holds for pairs "
        "of files that look like these two; it is no statement about these two people."
    ),
    gettext_lazy(
        "It does not say that two people are one. It knows nothing that is not in the files, nothing of faces or "
        "fingerprints, and nothing of how a statement was obtained. Names written alike, and things that two people "
        "share (a phone, a home, a year), can mislead it. No decision about a person may rest on it alone."
    ),
)


def title(view: PairView) -> str:
    """What stands on top."""
    return _("Identity dossier: files %(one)s and %(other)s") % {"one": view.one.number, "other": view.other.number}


def parts(view: PairView, *, recipient: str, basis: str, on: date) -> list[Part]:
    """The dossier as it stands on a day."""
    return [
        Pairs(
            lines=[
                (_("For"), recipient),
                (_("On the basis of"), basis),
                (_("Made on"), format_day(on)),
                (_("Where it stands"), str(view.state.label)),
            ]
        ),
        Paragraph(
            text=_(
                "Whether two files are about one person is a hypothesis. This paper gives what speaks for it and what speaks "
                "against it, and who decided what."
            )
        ),
        Heading(text=_("What was compared")),
        *_side(view.one),
        *_side(view.other),
        *_side_by_side(view),
        Heading(text=_("What speaks against it")),
        *_weights(
            view,
            favours=-1,
            none=_("Nothing that is known speaks against it. That nothing is known is not the same as that nothing is there."),
        ),
        *_answers(view),
        Heading(text=_("What speaks for it")),
        *_weights(view, favours=1, none=_("Nothing that is known speaks for it.")),
        Heading(text=_("Could it be chance?")),
        Paragraph(text=shown.namesakes(view.assessment)),
        *(Paragraph(text=str(limit)) for limit in shown.limits(view.assessment)),
        Heading(text=_("What the program is, and what its numbers mean")),
        Pairs(
            lines=[
                (_("Model"), view.assessment.model),
                (_("Before any evidence"), _bits(view.assessment.prior_bits)),
                (_("All together"), _bits(view.assessment.bits)),
                (_("Cautious estimate that both are one person"), shown.probability(view.assessment)),
                (_("How near"), str(shown.BANDS.get(view.assessment.band, _("Not proposed")))),
                (_("People in this register"), number(view.assessment.register_size)),
            ]
        ),
        *(Paragraph(text=str(words)) for words in MEANING),
        Heading(text=_("Who decided what, and when")),
        *_history(view.steps),
        Heading(text=_("What would settle it")),
        *_settles(view),
    ]


def _side(side: Side) -> Iterable[Part]:
    yield Heading(text=_("File %(number)s") % {"number": side.number}, level=2)
    names = [(str(name.script.label), name.text, romanised(name.text)) for name in cards.names(side.card)]
    yield Pairs(lines=[(_("Held by"), side.organisation)])
    if names:
        yield Grid(columns=[_("Script"), _("Name as recorded"), _("In Latin letters")], rows=names)


def _side_by_side(view: PairView) -> Iterable[Part]:
    lines = [*shown.units(view.assessment), *shown.compared(view)]
    yield Heading(text=_("Side by side"), level=2)
    yield Grid(
        columns=[_("What"), view.one.number, view.other.number, _("How they compare")],
        rows=[(str(line.label), _said(line.one), _said(line.other), str(_verdict(line))) for line in lines],
    )


def _weights(view: PairView, *, favours: int, none: str) -> Iterable[Part]:
    found = [one for one in shown.waterfall(view.assessment, whole=True).weights if one.favours == favours]
    if found:
        yield Grid(columns=[_("Evidence"), _("How it weighs"), _("Bits")], rows=[_weight(one) for one in found])
    else:
        yield Paragraph(text=none)


def _answers(view: PairView) -> Iterable[Part]:
    said = shown.against(view)
    for step in view.steps:
        for key, answer in step.answers.items():
            yield Heading(text=_("Answered by %(name)s on %(day)s") % {"name": step.by, "day": format_day(step.at)}, level=2)
            yield Paragraph(text=said.get(key, _("A piece of evidence that is not there any more")), manner=Manner.NOTE)
            yield Paragraph(text=answer)
    answered = {key for step in view.steps for key in step.answers}
    for key, sentence in said.items():
        if key not in answered:
            yield Paragraph(text=_("Not answered: %(what)s") % {"what": sentence}, manner=Manner.GAP)


def _history(steps: Sequence[StepView]) -> Iterable[Part]:
    rows = []
    undone = _undone(steps)
    for step in steps:
        what = str(step.opinion.label if step.opinion else step.kind.label)
        if step.ref in undone:
            what = _("%(what)s (undone later)") % {"what": what}
        rows.append((format_day(step.at), step.by or _("The node itself"), what, step.reason or step.recipient, _estimate(step)))
    yield Grid(columns=[_("When"), _("Who"), _("What"), _("Why, or to whom"), _("Estimate at that time")], rows=rows)


def _undone(steps: Sequence[StepView]) -> set[object]:
    found: set[object] = set()
    for at, step in enumerate(steps):
        if step.kind in (StepKind.UNDONE, StepKind.CHANGED):
            found |= {earlier.ref for earlier in steps[:at] if earlier.kind in (StepKind.JUDGED, StepKind.CONFIRMED, StepKind.DISSENTED)}
    return found


def _settles(view: PairView) -> Iterable[Part]:
    words = shown.would_settle(view.settles)
    if not words:
        yield Paragraph(text=_("Nothing further could be asked that the program weighs."))
    for one in words:
        yield Paragraph(text=str(one))


def _estimate(step: StepView) -> str:
    if "bits" not in step.said:
        return ""
    return _("%(bits)s bits, model %(model)s") % {"bits": number(int(str(step.said["bits"])) / 1000), "model": step.said["model"]}


def _weight(one: Weight) -> tuple[str, str, str]:
    return one.sentence, one.strength, _bits(one.bits)


def _bits(bits: float) -> str:
    return f"{'+' if bits > 0 else ''}{number(round(bits, 1))}"


def _said(texts: Sequence[Text]) -> str:
    return "\n".join(_text(text) for text in texts) or _("Not recorded")


def _text(text: Text) -> str:
    if isinstance(text, Words):
        latin = romanised(text.text)
        return f"{text.text} ({latin})" if latin else text.text
    return text.text if isinstance(text, Code) else str(text)


def _verdict(line: Compared) -> str:
    return str(line.verdict.text)
