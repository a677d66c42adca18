"""Today in groups: what is due, what waits for the reader, what they wait for, what is new."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from amana.contexts.cases import facade as cases
from amana.contexts.cases.record import shown as entries
from amana.contexts.persons import facade as persons
from amana.contexts.persons.shown import called
from amana.kernel.ui.parts import Code, Due, DueList, Tag, Tone

MOST_NEW = 10  # more than that is a list of its own: My files, newest first


def groups(found: cases.Today, corrected: Sequence[persons.Notice], *, on: date) -> list[DueList]:
    """The groups of the page, each with the sentence that stands there when it is empty. Decisions that were undone come first."""
    now = [_entry(one, on) for one in found.due if one.mine and one.due_on <= on]
    soon = [_entry(one, on) for one in found.due if one.mine and one.due_on > on]
    others = [_entry(one, on) for one in found.due if not one.mine]
    return [
        DueList(
            title=_("Due now"),
            lines=[*map(_correction, corrected), *now],
            empty=_("Nothing is due today. Tasks and needs stand here on their day."),
        ),
        DueList(title=_("Waiting for me"), lines=[*_waiting(found), *soon], empty=_("Nothing waits for you this week.")),
        DueList(
            title=_("Waiting for others"),
            lines=others,
            empty=_("You wait for nobody. What colleagues do for your files stands here until it is done."),
        ),
        DueList(
            title=_("New"),
            lines=[Due(what=_("New file"), who=called(one.who), url=_file(one.who), by=one.opened_on) for one in found.new[:MOST_NEW]],
            empty=_("No file came to you in the last seven days."),
            more_url=reverse("care:mine") if len(found.new) > MOST_NEW else "",
        ),
    ]


def _correction(notice: persons.Notice) -> Due:
    return Due(
        what=_("A decision you acted on was undone"),
        who=Code(text=" · ".join(notice.numbers)),
        url=reverse("persons:identity_pair", args=[notice.proposal]),
        by=notice.at,
        why=_("Who is who"),
        tag=Tag(text=_("Corrected"), tone=Tone.OVERDUE),
    )


def _waiting(found: cases.Today) -> list[Due]:
    lines = [
        Due(
            what=_("Tell the person of the decision"),
            who=called(one.who),
            url=reverse("cases:identification", args=[one.who.person]),
            by=one.decided_on,
            why=one.step.label,
            tag=Tag(text=_("Not told"), tone=Tone.DUE),
        )
        for one in found.not_told
    ]
    lines += [
        Due(
            what=_("Talk about a consent that ends"),
            who=called(one.who),
            url=reverse("cases:consent", args=[one.who.person]),
            by=one.valid_until,
            why=_("%(purpose)s: %(recipient)s") % {"purpose": one.purpose.label, "recipient": one.recipient},
            tag=Tag(text=_("Ends soon"), tone=Tone.INFO),
        )
        for one in found.consents
    ]
    lines += [
        Due(
            what=_("Screening not concluded"),
            who=called(one.who),
            url=reverse("cases:screening", args=[one.screening]),
            by=one.started_at,
            tag=Tag(text=_("Open"), tone=Tone.INFO),
        )
        for one in found.screenings
    ]
    return lines


def _entry(one: cases.DueEntry, on: date) -> Due:
    why = entries.line(one.entry)
    if not one.mine and one.assignee:
        why = _("%(what)s (by %(name)s)") % {"what": why, "name": one.assignee}
    return Due(
        what=one.entry.kind.label,
        who=called(one.who),
        url=_file(one.who),
        by=one.due_on,
        why=why,
        tag=entries.due_tag(one.due_on, on=on),
    )


def _file(who: persons.Summary) -> str:
    return reverse("care:file", args=[who.person])
