"""Lists of the exchange as tables of the page."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amana.contexts.exchange.shown.carrying import Brought
from amana.contexts.exchange.shown.codes import explained
from amana.contexts.exchange.shown.partners import Partners
from amana.contexts.exchange.shown.queries import Asked
from amana.contexts.exchange.shown.standing import Standing
from amana.contexts.exchange.shown.values import Age, DirectoryShown, Line, Page, PartnerLine, Reason
from amana.contexts.exchange.shown.words import AGES, WAYS, count_words, desk_words, kind_words, reach_tag, stage_tag
from amana.contexts.exchange.terms import Carriage
from amana.kernel.errors import Sentence
from amana.kernel.locale.formats import number
from amana.kernel.ui.parts import Code, Column, Row, Table, Tag, Tone, Words
from amana.kernel.ui.templatetags.ui import put


def messages(
    page: Page, asked: Asked, standing: Standing, *, at: str, caption: str, other: Sentence, when: Sentence, empty: Sentence
) -> Table:
    """One of the lists, with the desk of this side where there is more than one.

    at     the name of the page, for going on in the list
    other  heading of the desk on the other side; `when` of the moment
    """
    several = len({own.desk.address for own in standing.desks}) > 1
    headings = [_("Message"), other, *([_("Your desk")] if several else []), _("State"), when]
    return Table(
        caption=caption,
        columns=[Column(heading=heading) for heading in headings],
        rows=[
            Row(
                cells=[
                    kind_words(line.kind),
                    desk_cell(line.other, standing),
                    *([desk_cell(line.own, standing)] if several else []),
                    state_cell(line),
                    _when_cell(line),
                ],
                url=place_of(line),
            )
            for line in page.lines
        ],
        empty=empty,
        next_url=_go_on(at, asked, before=page.older),
        previous_url=_go_on(at, asked, after=page.newer),
    )


def place_of(line: Line) -> str:
    """Where the way of a message is shown: in its conversation."""
    return f"{reverse('exchange:conversation', args=[line.thread])}#m-{line.message}"


def state_cell(line: Line) -> SafeString:
    """The state as a tag and, where there is one, the reason in a sentence."""
    code = line.waits or line.code
    words = explained(code).sentence if code else _("An earlier message of the conversation never came.") if line.gap else ""
    tag = put(stage_tag(line))
    return _two_lines(tag, words) if words else tag


def _when_cell(line: Line) -> object:
    """When a message was posted, and while it waits, when it expires."""
    if not line.waits:
        return line.posted
    return _two_lines(put(line.posted), format_html("{} {}", _("Expires"), put(line.expires)))


def _two_lines(first: SafeString, second: Sentence) -> SafeString:
    """A cell with a line that explains the first."""
    return format_html('<span class="cell">{} <span class="cell-why">{}</span></span>', first, second)


def desk_cell(address: str, standing: Standing) -> object:
    """A desk by its name, with its address on hover; by its address alone where the directory does not list it."""
    if standing.desk(address) is None:
        return format_html('<bdi class="address" dir="ltr">{}/<wbr>{}</bdi>', *address.partition("/")[::2])
    return format_html('<span title="{}">{}</span>', address, desk_words(address, standing))


def reasons(found: Sequence[Reason]) -> Table:
    """How many messages wait for what."""
    return Table(
        caption=_("Why messages wait"),
        columns=[Column(heading=_("Reason")), Column(heading=_("Messages"), number=True), Column(heading=_("What to do"))],
        rows=[Row(cells=[explained(one.code).sentence, count_words(one.count), explained(one.code).remedy or None]) for one in found],
        empty=_("Nothing that was sent from here waits."),
    )


def nodes(found: Partners) -> Table:
    """How things stand with other nodes."""
    return Table(
        caption=_("Other nodes"),
        columns=[
            Column(heading=_("Node")), Column(heading=_("State")), Column(heading=_("Way")), Column(heading=_("Last heard")),
            Column(heading=_("Waits for it")), Column(heading=_("Waiting since")), Column(heading=_("Next try")),
        ],
        rows=[_node(line) for line in found.lines],
        count=ngettext("%(number)s node", "%(number)s nodes", len(found.lines)) % {"number": number(len(found.lines))},
        empty=_("No other node is known. Nodes appear here as soon as this one has a directory that lists them."),
    )  # fmt: skip


def _node(line: PartnerLine) -> Row:
    return Row(
        cells=[
            Words(text=line.name),
            reach_cell(line),
            carriage_words(line.carriage),
            line.heard,
            waiting_words(line),
            line.oldest,
            line.next_try if line.failures else None,
        ],
        url=reverse("exchange:partner", args=[line.node]),
    )


def reach_cell(line: PartnerLine) -> SafeString:
    """How things stand with a node, and why its last try failed."""
    tag = put(reach_tag(line.reach))
    if line.contradicted:
        tag = format_html('<span class="cell">{} {}</span>', tag, put(Tag(text=_("Its log contradicts itself"), tone=Tone.OVERDUE)))
    return _two_lines(tag, explained(line.code).sentence) if line.code else tag


def carriage_words(carriage: Carriage | None) -> str | None:
    """How messages reach a node."""
    return str(WAYS[carriage]) if carriage else None


def waiting_words(line: PartnerLine) -> str | None:
    """What waits for a node; nothing if nothing does."""
    found = []
    if line.waiting.number:
        found.append(_("Messages: %(number)s") % {"number": count_words(line.waiting)})
    if line.receipts.number:
        found.append(_("Receipts: %(number)s") % {"number": count_words(line.receipts)})
    return " · ".join(found) or None


def own_desks(directory: DirectoryShown) -> Table:
    """The desks of this node, and until when their keys count."""
    return Table(
        caption=_("Desks of this node"),
        columns=[Column(heading=_("Organisation")), Column(heading=_("Address")), Column(heading=_("Key valid until"))],
        rows=[
            Row(
                cells=[
                    Words(text=desk.organisation),
                    Code(text=desk.address),
                    format_html('<span class="cell">{} {}</span>', put(desk.until), put(age_tag(desk.age)))
                    if desk.until
                    else put(age_tag(desk.age)),
                ]
            )
            for desk in directory.desks
        ],
        empty=_("The directory lists no desk of this node whose key is here. Your administrator makes one with “amana desk request”."),
    )


def brought(found: Sequence[Brought]) -> Table:
    """What became of each thing in a file."""
    return Table(
        caption=_("What was in the file"),
        columns=[Column(heading=_("What")), Column(heading=_("Outcome")), Column(heading=_("Number of the message"))],
        rows=[
            Row(cells=[_("Message") if one.envelope else _("Receipt"), _outcome(one), Code(text=str(one.message)) if one.message else None])
            for one in found
        ],
        empty=_("Nothing was in it."),
    )


def _outcome(one: Brought) -> SafeString:
    if one.code:
        return _two_lines(put(Tag(text=_("Refused"), tone=Tone.OVERDUE)), explained(one.code).sentence)
    return put(Tag(text=_("Taken in"), tone=Tone.DONE) if one.new else Tag(text=_("Was here already"), tone=Tone.PLAIN))


def age_tag(age: Age) -> Tag:
    """How much time is left, as a tag."""
    words = {Age.GOOD: _("Valid"), Age.ENDING: _("Ends soon"), Age.OVER: _("Not valid")}
    return Tag(text=words[age], tone=AGES[age])


def _go_on(at: str, asked: Asked, **place: int | None) -> str:
    ((name, value),) = place.items()
    if value is None:
        return ""
    kept = {"show": asked.show if asked.show != "all" else "", "desk": asked.desk, "partner": asked.partner, name: str(value)}
    return f"{reverse(at)}?{urlencode({key: word for key, word in kept.items() if word})}"
