"""What a desk's page of one person shows of the register: a panel of facts, and moments for the timeline."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amana.contexts.persons import queries, shown
from amana.contexts.persons.identity import queries as identity
from amana.contexts.persons.models import Person
from amana.contexts.persons.opening import opened_cards
from amana.contexts.persons.queries import PersonFileView
from amana.contexts.persons.terms import Doubt, FactKind, NoValue
from amana.contexts.persons.values import Relation, SafeContact
from amana.kernel.access.lists import visible
from amana.kernel.access.values import Access
from amana.kernel.files.models import Level, State
from amana.kernel.ids import PersonId
from amana.kernel.ui.parts import Fact, Moment, Sentence, Statement, Tag, Text, Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A part of a joined page: its title, the template that draws it and what that needs."""

    title: Sentence
    template: str
    context: Mapping[str, object]


def panel_of(view: PersonFileView, access: Access) -> Panel:
    """The register's part of a file's page."""
    person = view.person
    add_url = reverse("persons:add", kwargs={"person": person, "kind": "KIND"}) if view.state == State.OPEN else ""
    context = {
        "view": view,
        "called": shown.called(view),
        "names": [shown.statement(r) for r in view.standing(FactKind.NAME)],
        "facts": shown.facts(view, add_url=add_url, skip=[FactKind.NAME]),
        "contact": contact_facts(view),
        "relations": relations(view, access),
        "pairs": identity.of_person(person, access=access),
        "child": is_child_tag(view, on=timezone.localdate()),
        "tags": state_tags(view),
    }
    return Panel(title=gettext_lazy("Who the person is"), template="persons/panel.html", context=context)


def moments_of(view: PersonFileView) -> list[Moment]:
    """When what was recorded, corrected and withdrawn; newest first."""
    person = view.person
    url = reverse("persons:statements", kwargs={"person": person})
    moments = [Moment(on=view.registered_at, title=_("Registered"), text=_("File %(number)s") % {"number": view.number})]
    for recorded in view.recorded:
        said = recorded.statement
        text = shown.value_text(said.kind, said.value)
        if recorded.at > view.registered_at:
            moments.append(Moment(on=recorded.at, title=said.kind.label, text=text, by=recorded.by, url=url))
        if recorded.withdrawal:
            withdrawn = Tag(text=_("Withdrawn"), tone=Tone.PLAIN)
            moments.append(
                Moment(on=recorded.withdrawal.at, title=said.kind.label, text=text, tag=withdrawn, by=recorded.withdrawal.by, url=url)
            )
    if view.closed_on is not None:
        moments.append(Moment(on=view.closed_on, title=_("Closed")))
    return sorted(moments, key=lambda moment: shown.day_of(moment.on), reverse=True)


def contact_facts(view: PersonFileView) -> list[Fact]:
    """Safe contact, one line for each of its parts."""
    lines: list[Fact] = []
    for recorded in view.standing(FactKind.SAFE_CONTACT):
        value = recorded.statement.value
        if isinstance(value, NoValue):
            lines.append(Fact(label=FactKind.SAFE_CONTACT.label, statements=[shown.statement(recorded)]))
        if not isinstance(value, SafeContact):
            continue
        source = shown.statement(recorded)
        for label, text in (
            (_("How"), value.how), (_("When"), value.when), (_("By whom"), value.by_whom), (_("Cover words"), value.cover_words),
            (_("Never"), value.never),
        ):  # fmt: skip
            if text:
                lines.append(
                    Fact(label=label, statements=[Statement(text=text, source=source.source, on=source.on, recorded_by=source.recorded_by)])
                )
    return lines


def relations(view: PersonFileView, access: Access) -> list[dict[str, object]]:
    """Relations that stand: what this person is to whom, with a link where the other's file is within reach."""
    said = [v for v in view.values(FactKind.RELATION) if isinstance(v, Relation)]
    others = Person.objects.filter(visible(access, "persons.list"), ref__in=[v.other for v in said if v.other])
    known = {found.ref: queries.summary_of(found) for found in opened_cards(others)}
    lines: list[dict[str, object]] = []
    for value in said:
        who: Text = value.name
        url = ""
        if value.other is not None:
            other = known.get(value.other)
            who = shown.called(other) if other else _("a person whose file is not yours to see, or was erased")
            url = reverse("persons:file", kwargs={"person": PersonId(value.other)}) if other else ""
        lines.append({"relation": value.kind.label, "who": who, "url": url, "note": value.note, "apart": value.kind.value == "keep_apart"})
    return lines


def is_child_tag(view: PersonFileView, *, on: date) -> Tag | None:
    """A word beside the name where the person is, or may be, a child."""
    answer = view.is_child(on=on)
    if answer is Doubt.DOUBT:
        return Tag(text=_("Age in doubt: treated as a child"), tone=Tone.DUE)
    return Tag(text=_("Child"), tone=Tone.DUE) if answer else None


def state_tags(view: PersonFileView) -> list[Tag]:
    """Words about the file itself: restricted, closed, under legal hold."""
    tags = []
    if view.level == Level.RESTRICTED:
        tags.append(Tag(text=_("Restricted to its team"), tone=Tone.INFO))
    if view.state != State.OPEN:
        tags.append(Tag(text=State(view.state).label, tone=Tone.PLAIN))
    if view.legal_hold:
        tags.append(Tag(text=_("Legal hold"), tone=Tone.DUE))
    return tags
