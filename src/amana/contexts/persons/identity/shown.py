"""A pair as a reader sees it: both sides, each name part and fact beside its counterpart, the weight of each reason in plain words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from amana.contexts.persons.identity.values import PairView, Side
from amana.contexts.persons.register.reasons import LIMITS, NO_NAME_AGREES, reasons
from amana.contexts.persons.rules import card as cards
from amana.contexts.persons.rules.names import script_of
from amana.contexts.persons.shown import LANGUAGE_OF_SCRIPT, birth_text, called, name_text
from amana.contexts.persons.terms import Gender, NameRole
from amana.engines.matching import Assessment, Band, Evidence, Level, Limit, Settle
from amana.kernel.locale.formats import number
from amana.kernel.locale.markup import name_markup
from amana.kernel.locale.names import country_name
from amana.kernel.locale.romanised import romanised
from amana.kernel.ui.parts import Code, Column, Row, Sentence, Table, Tag, Text, Tone, Words

BANDS: Final = {Band.PROBABLE: gettext_lazy("Probable"), Band.POSSIBLE: gettext_lazy("Possible")}
LEVELS: Final = {
    Level.SAME: Tag(text=gettext_lazy("Written alike"), tone=Tone.DONE),
    Level.SOUNDS_SAME: Tag(text=gettext_lazy("Sounds the same"), tone=Tone.DONE),
    Level.SOUNDS_ALIKE: Tag(text=gettext_lazy("Sounds alike"), tone=Tone.INFO),
    Level.SHORT_FORM: Tag(text=gettext_lazy("Known short form"), tone=Tone.INFO),
    Level.NEAR: Tag(text=gettext_lazy("One sound differs"), tone=Tone.DUE),
    Level.DIFFERS: Tag(text=gettext_lazy("Another name"), tone=Tone.OVERDUE),
    None: Tag(text=gettext_lazy("Missing on one side"), tone=Tone.UNKNOWN),
}
AGREES, CONFLICTS = Tag(text=gettext_lazy("Agrees"), tone=Tone.DONE), Tag(text=gettext_lazy("Conflict"), tone=Tone.OVERDUE)
BOTH_WAYS, UNKNOWN = Tag(text=gettext_lazy("Speaks both ways"), tone=Tone.DUE), Tag(text=gettext_lazy("Says nothing"), tone=Tone.UNKNOWN)
SETTLES: Final = {
    Settle.ASK_FATHER: gettext_lazy("Ask for the father's name."),
    Settle.ASK_GRANDFATHER: gettext_lazy("Ask for the grandfather's name."),
    Settle.ASK_GIVEN: gettext_lazy("Ask for the given name."),
    Settle.ASK_BIRTH: gettext_lazy("Ask when the person was born, and in which calendar."),
    Settle.ASK_PLACE: gettext_lazy("Ask where the person comes from."),
    Settle.COMPARE_DOCUMENT: gettext_lazy("Compare a document, or its number."),
    Settle.CALL_PHONE: gettext_lazy("Call the phone number, if that is safe for the person."),
}
# Weights in bits, and how they are said. Ten bits make a thing a thousand times likelier.
STRENGTHS: Final = (
    (8.0, pgettext_lazy("evidence", "very strongly")),
    (4.0, pgettext_lazy("evidence", "strongly")),
    (1.5, pgettext_lazy("evidence", "clearly")),
    (0.0, pgettext_lazy("evidence", "a little")),
)
WIDTH, HEIGHT = 400, 20  # of one bar of the picture, in units of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What both files say of one thing (a part of a name, a birth), and whether it agrees."""

    label: Sentence
    one: Sequence[Text]
    other: Sequence[Text]
    verdict: Tag


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """One reason with its weight: the sentence, in words, in bits, and as a bar from one place to another (`x`, `width`)."""

    sentence: str
    strength: str
    bits: float
    favours: int
    x: int = 0
    width: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waterfall:
    """The weights one after the other, what speaks against first. `zero` is where nothing speaks either way."""

    weights: tuple[Weight, ...]
    zero: int
    remarks: tuple[str, ...]
    start: Weight | None = None
    total: Weight | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideShown:
    """One file: what to call the person, its number, who holds it, and every name with its line in Latin letters."""

    called: Text
    number: Code
    organisation: str
    names: SafeString | None


def side(found: Side) -> SideShown:
    names = [name_text(name) for name in cards.names(found.card)]
    told_by_title = len(names) == 1 and not romanised(names[0].text)
    return SideShown(
        called=called(found.summary),
        number=Code(text=found.number),
        organisation=found.organisation,
        names=None if told_by_title else texts(names),
    )


def units(assessment: Assessment) -> list[Compared]:
    """The parts of the names that agree best, one by one."""
    return [
        Compared(
            label=NameRole(part.role.value).label,
            one=[_words(part.query)] if part.query else [],
            other=[_words(part.candidate)] if part.candidate else [],
            verdict=LEVELS[part.level],
        )
        for part in assessment.parts
    ]


def side_by_side(lines: Sequence[Compared], *, caption: Sentence, one: str, other: str) -> Table:
    """Lines of a comparison as a table, under the numbers of both files."""
    return Table(
        caption=caption,
        columns=[Column(heading=_("What")), Column(heading=one), Column(heading=other), Column(heading=_("How they compare"))],
        rows=[Row(cells=[line.label, texts(line.one), texts(line.other), line.verdict]) for line in lines],
        empty=_("Neither file says anything that could be compared."),
    )


def texts(said: Sequence[Text]) -> SafeString | None:
    """What one file says, a line each; a name in other letters has a line in Latin letters below. None where it says nothing."""
    lines = format_html_join(mark_safe("<br>"), "{}", ((_line(text),) for text in said))
    return format_html("<span>{}</span>", lines) if said else None


def _line(text: Text) -> SafeString:
    if isinstance(text, Words):
        latin = romanised(text.text)
        below = format_html('<br><span class="romanised" dir="ltr">{}</span>', latin) if latin else ""
        return format_html("{}{}", name_markup(text.text, text.language), below)
    return format_html('<bdi class="code" dir="ltr">{}</bdi>', text.text) if isinstance(text, Code) else format_html("<bdi>{}</bdi>", text)


def compared(view: PairView) -> list[Compared]:
    """Every fact that both files could know, as agreement, conflict or unknown."""
    one, other, evidence = view.one.card, view.other.card, view.assessment.evidence
    return [
        Compared(label=_("Birth"), one=_births(view.one), other=_births(view.other), verdict=_verdict(evidence, "birth.")),
        Compared(label=_("Sex or gender"), one=_sexes(one), other=_sexes(other), verdict=_verdict(evidence, "sex.")),
        Compared(label=_("Nationality"), one=_states(one), other=_states(other), verdict=_verdict(evidence, "nationality.")),
        Compared(label=_("Place of origin"), one=_places(one), other=_places(other), verdict=_verdict(evidence, "place.")),
        Compared(label=_("Phone"), one=_codes(one, "phones"), other=_codes(other, "phones"), verdict=_verdict(evidence, "phone.")),
        Compared(
            label=_("Document"), one=_codes(one, "documents"), other=_codes(other, "documents"), verdict=_verdict(evidence, "document.")
        ),
    ]


def waterfall(assessment: Assessment, *, whole: bool) -> Waterfall:
    """The picture of the evidence. Where it begins and where it ends is drawn only for those who have judged (`whole`)."""
    weighed = [(reason, one.bits) for reason, one in zip(reasons(assessment.evidence), assessment.evidence, strict=True)]
    counted = [
        Weight(sentence=reason.text, strength=strength(bits), bits=round(bits, 1), favours=reason.favours)
        for reason, bits in weighed
        if bits
    ]
    at = assessment.prior_bits if whole else 0.0
    places = [0.0, at]
    for one in counted:
        places.append(places[-1] + one.bits)
    lowest, highest = min(places), max(places)
    scale = WIDTH / ((highest - lowest) or 1.0)

    def drawn(weight: Weight, begins: float, ends: float) -> Weight:
        left, right = sorted((begins, ends))
        return replace(weight, x=round((left - lowest) * scale), width=max(2, round((right - left) * scale)))

    start = total = None
    if whole:
        start = drawn(
            _sum(_("Before any evidence: how rarely two files are one person's"), assessment.prior_bits), 0.0, assessment.prior_bits
        )
        total = drawn(_sum(_("All together"), places[-1]), 0.0, places[-1])
    return Waterfall(
        weights=tuple(drawn(one, places[n + 1], places[n + 2]) for n, one in enumerate(counted)),
        zero=round(-lowest * scale),
        remarks=tuple(reason.text for reason, bits in weighed if not bits),
        start=start,
        total=total,
    )


def strength(bits: float) -> str:
    """A weight in plain words: "speaks for it, strongly"."""
    how = next(word for least, word in STRENGTHS if abs(bits) >= least)
    if bits < 0:
        return _("Speaks against it, %(how)s") % {"how": how}
    return _("Speaks for it, %(how)s") % {"how": how}


def namesakes(assessment: Assessment) -> str:
    """How many others would carry the agreeing names by chance, as a sentence."""
    if not assessment.names_agree:
        return str(NO_NAME_AGREES)
    size = ngettext("%(size)s person", "%(size)s people", assessment.register_size) % {"size": number(assessment.register_size)}
    expected = assessment.namesakes
    if expected < 0.01:
        return _(
            "In a register of this size (%(size)s) hardly anybody else would carry these names by chance: fewer than one in a hundred."
        ) % {"size": size}
    shown = number(round(expected, 2 if expected < 0.1 else 1) if expected < 10 else round(expected))
    return ngettext(
        "In a register of this size (%(size)s) about %(count)s other person would carry these names by chance.",
        "In a register of this size (%(size)s) about %(count)s other people would carry these names by chance.",
        max(2, round(expected)) if expected != 1 else 1,
    ) % {"size": size, "count": shown}


def limits(assessment: Assessment) -> list[Sentence]:
    """Why the pair is not held to be nearer."""
    return [LIMITS[limit] for limit in assessment.limits]


def would_settle(settles: Iterable[Settle]) -> list[Sentence]:
    """What would settle it, most telling first."""
    return [SETTLES[one] for one in settles]


def probability(assessment: Assessment) -> str:
    """The probability as a cautious whole number of per cent; no number where a rule forbids to propose the pair, whatever it would be."""
    if Limit.NO_FATHER_OR_IDENTIFIER in assessment.limits:
        return _("none, because a rule stands above it")
    percent = int(100 * assessment.probability)
    return _("at least %(percent)s in 100") % {"percent": number(percent)} if percent else _("less than 1 in 100")


def against(view: PairView) -> dict[str, str]:
    """The sentence of each piece of evidence against, by its key."""
    said = reasons(tuple(one.evidence for one in view.against))
    return {one.key: reason.text for one, reason in zip(view.against, said, strict=True)}


def _sum(sentence: str, bits: float) -> Weight:
    return Weight(sentence=sentence, strength="", bits=round(bits, 1), favours=(bits > 0) - (bits < 0))


def _words(text: str) -> Words:
    return Words(text=text, language=LANGUAGE_OF_SCRIPT.get(script_of(text), ""))


def _births(found: Side) -> list[Text]:
    return [birth_text(birth) for birth in found.summary.births]


def _sexes(card: cards.Card) -> list[Text]:
    return [str(Gender(code).label) for code in card.get("sex", [])]


def _states(card: cards.Card) -> list[Text]:
    return [country_name(code) for code in card.get("nationalities", [])]


def _places(card: cards.Card) -> list[Text]:
    return [_words(name) for name in card.get("places", [])]


def _codes(card: cards.Card, what: str) -> list[Text]:
    return [Code(text=text) for text in card.get(what, [])]


def _verdict(evidence: Iterable[Evidence], family: str) -> Tag:
    signs = {one.bits > 0 for one in evidence if one.code.startswith(family) and one.bits}
    if signs == {True, False}:
        return BOTH_WAYS
    return UNKNOWN if not signs else AGREES if True in signs else CONFLICTS
