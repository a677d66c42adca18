"""What a message says, line by line, in the reader's language and calendar: the same words before it leaves and after it came."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import TextChoices
from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amana.contexts.exchange.guard import terms
from amana.contexts.exchange.guard.schemas import SCHEMAS
from amana.contexts.exchange.guard.shapes import Malformed, Told, told
from amana.contexts.exchange.guard.terms import MessageKind
from amana.kernel.locale.formats import clock, format_day
from amana.kernel.locale.names import country_name, language_name

Sentence = str | Promise

LABELS: Mapping[str, Sentence] = {
    "service": gettext_lazy("Help that is wanted"),
    "urgency": gettext_lazy("How urgent"),
    "answer_by": gettext_lazy("Answer wanted by"),
    "reason": gettext_lazy("What is asked, and why"),
    "needs": gettext_lazy("Needs"),
    "names": gettext_lazy("Names"),
    "birth": gettext_lazy("Born between"),
    "gender": gettext_lazy("Sex or gender"),
    "languages": gettext_lazy("Languages"),
    "nationalities": gettext_lazy("Nationalities"),
    "phones": gettext_lazy("Phone numbers"),
    "emails": gettext_lazy("E-mail addresses"),
    "safe_contact": gettext_lazy("Safe contact"),
    "whereabouts": gettext_lazy("Where the person is"),
    "family": gettext_lazy("Family"),
    "account": gettext_lazy("What happened"),
    "health": gettext_lazy("Health"),
    "legal": gettext_lazy("Legal situation"),
    "documents": gettext_lazy("Documents"),
    "consent": gettext_lazy("The consent that goes along"),
    "offences": gettext_lazy("Offences by others"),
    "acts": gettext_lazy("Act"),
    "means": gettext_lazy("Means"),
    "exploitation": gettext_lazy("Purpose"),
    "what": gettext_lazy("What happened"),
    "places": gettext_lazy("Places"),
    "offenders": gettext_lazy("Those who took part"),
    "route": gettext_lazy("Route and transport"),
    "money": gettext_lazy("Money"),
    "states": gettext_lazy("Said about officials of a state"),
    "person": gettext_lazy("Who the person is"),
    "willing": gettext_lazy("Would the person speak to an investigator?"),
    "source_grade": gettext_lazy("Grade of the source"),
    "information_grade": gettext_lazy("Grade of the information"),
    "handling": gettext_lazy("Handling codes"),
    "handling_note": gettext_lazy("Note on handling"),
    "progress": gettext_lazy("How far it is"),
    "outcome": gettext_lazy("How it ended"),
    "on": gettext_lazy("On"),
    "note": gettext_lazy("Note"),
}

# Of the consent that goes along each field is named, for its values alone say nothing.
_OF_CONSENT: Mapping[str, Sentence] = {
    "purpose": gettext_lazy("What it is for"),
    "categories": gettext_lazy("What may be told"),
    "said_on": gettext_lazy("Said on"),
    "valid_until": gettext_lazy("Until"),
    "form": gettext_lazy("How the person answered"),
    "language": gettext_lazy("Language"),
    "read_aloud": gettext_lazy("Read out, or signed"),
    "notice_version": gettext_lazy("Version of the notice"),
    "child": gettext_lazy("Recorded as a child"),
    "assent": gettext_lazy("What the child said"),
    "guardian": gettext_lazy("What the guardian said"),
    "may_answer": gettext_lazy("May tell what became of it"),
    "provision": gettext_lazy("Provision in place of consent"),
}

# Of what is said about a state, that it has a source, a day and a confidence shows by name (S12).
_OF_A_STATE: Mapping[str, Sentence] = {
    "states.source": gettext_lazy("Source"),
    "states.on": gettext_lazy("Said or seen on"),
    "states.confidence": gettext_lazy("Grade of the information"),
}

_CODES: Mapping[str, type[TextChoices]] = {
    "service": terms.Service,
    "needs.kind": terms.Service,
    "urgency": terms.ReferralUrgency,
    "offences": terms.Offence,
    "acts": terms.Act,
    "means": terms.Means,
    "exploitation": terms.Exploitation,
    "places.role": terms.PlaceRole,
    "offenders.role": terms.OffenderRole,
    "route.transport": terms.Transport,
    "money.method": terms.Payment,
    "willing": terms.Willing,
    "progress": terms.ReferralProgress,
    "outcome": terms.ReferralOutcome,
    "consent.purpose": terms.ConsentPurpose,
    "consent.categories": terms.Category,
    "consent.form": terms.ConsentForm,
    "consent.assent": terms.ChildSaid,
    "consent.guardian": terms.GuardianSaid,
    "consent.provision": terms.InPlaceOfConsent,
}
_DAYS = frozenset({"said_on", "valid_until", "first", "last", "on"})  # in whatever group they stand, days
_STATES = frozenset({"nationalities", "places.state", "states.state", "person.nationalities"})
_LANGUAGES = frozenset({"languages", "consent.language"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One field in words: its label and what stands in it, in the order told. `category` is "" for what says nothing about the person."""

    field: str
    label: Sentence
    values: tuple[str, ...]
    category: str
    identifies: bool


def lines(said: Iterable[Told], *, language: str, codes: Mapping[str, Mapping[str, Sentence]] | None = None) -> tuple[Line, ...]:
    """What was told, one line a field; entries of one list item stand in one value.

    codes  further codes in words, by field ("gender")
    """
    fields: dict[str, dict[str, list[str]]] = {}
    about: dict[str, Told] = {}
    for one in said:
        top, item, name = _places(one.path)
        word = one.value if one.free else _word(name, one.value, language, codes or {})
        if top == "consent":
            item = name.removeprefix("consent.")
            word = word if item in fields.get(top, {}) else f"{_OF_CONSENT.get(item, item)}: {word}"
        elif (label := _OF_A_STATE.get(name)) is not None:
            word = f"{label}: {word}"
        fields.setdefault(top, {}).setdefault(item, []).append(word)
        if top not in about or one.identifies:
            about[top] = one
    return tuple(
        Line(
            field=top,
            label=LABELS.get(top, top),
            values=tuple(", ".join(parts) for parts in items.values()),
            category=str(about[top].category or ""),
            identifies=about[top].identifies,
        )
        for top, items in fields.items()
    )


def lines_of(
    kind: MessageKind, content: Mapping[str, object], *, language: str, codes: Mapping[str, Mapping[str, Sentence]] | None = None
) -> tuple[Line, ...]:
    """The same for the content of a message that was kept; () for one that its schema does not fit any more."""
    try:
        return lines(told(SCHEMAS[kind], content), language=language, codes=codes)
    except Malformed:
        return ()


def _places(path: str) -> tuple[str, str, str]:
    """Field, list item and dotted name of a path: "places[2].role" is "places", "2", "places.role"."""
    top, _dot, rest = path.partition(".")
    field, _bracket, item = top.partition("[")
    inner = rest.partition("[")[0]
    return field, item.rstrip("]") if rest else ("" if not item else item.rstrip("]")), f"{field}.{inner}" if inner else field


def _word(name: str, value: str, language: str, codes: Mapping[str, Mapping[str, Sentence]]) -> str:
    if name == "documents.size":
        return str(filesizeformat(int(value)))
    if name == "documents.cleaned":
        return _("without what its maker hid in it") if value == "yes" else _("with what the device wrote into it")
    if name == "documents.sha256":
        return f"SHA-256 {value}"
    if name == "answer_by":
        at = datetime.strptime(value, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
        return f"{format_day(at)} {clock(at)}"
    if name.rpartition(".")[2] in _DAYS:
        return format_day(date.fromisoformat(value))
    if (choices := _CODES.get(name)) is not None:
        return str(dict(choices.choices).get(value, value))  # a newer node may know a purpose that this one does not
    if name in codes:
        return str(codes[name].get(value, value))
    if name in _STATES:
        return country_name(value, language)
    if name in _LANGUAGES:
        return language_name(value, language)
    return {"yes": _("Yes"), "no": _("No")}.get(value, value) if name.startswith("consent.") else value
