"""The open data: each table with what its columns mean, its licence, and where its rows come from.

Values are codes and ISO days, the same in every language; what is not known is empty, and `confidence` says how far a row can be relied on.
Every table ends in `source` and `licence`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amana.contexts.dialogue import facade as dialogue
from amana.contexts.law import facade as law
from amana.desks.public import published

Value = str | int | bool | None
Cells = Sequence[Value]
FACTS: Final = "Facts, free of rights; wording EUPL-1.2"

MEANINGS: Final[Mapping[str, str | Promise]] = MappingProxyType(
    {
        "state": _("State, ISO 3166-1 alpha-2; EU for the European Union"),
        "code": _("Code by which other tables name this row"),
        "name": _("Name as the source gives it, in English"),
        "side": _("Side of the dialogue: au, eu, other, institution"),
        "role": _("Part in the dialogue, in the words of the source"),
        "joined": _("Day, month or year from which the member takes part"),
        "instrument": _("Code of the instrument to which the treaty belongs"),
        "depositary": _("Who keeps the original of the treaty"),
        "id": _("Number of this row on this node, for ever"),
        "treaty": _("Code of the treaty, from the table of treaties"),
        "act": _("What the state did, or that nothing is known to have been done"),
        "day": _("Day, month or year of the act; empty where the source gives none"),
        "day_kind": _("What the day is the day of"),
        "seen": _("When the source was seen"),
        "confidence": _("How far the row can be relied on; only “verified” was read in a source that can settle it"),
        "note": _("Remark"),
        "recorded_on": _("Day on which the row was entered here"),
        "ended_on": _("Day on which the row was withdrawn; it then counts for nothing and stays readable"),
        "ended_why": _("Why it was withdrawn"),
        "corrects": _("Row that this one corrects"),
        "upholds": _("Claim that is upheld; empty where the question was opened again"),
        "sets_aside": _("Claims that are set aside, separated by spaces"),
        "why": _("Reason given for the decision"),
        "decided_on": _("Day of the decision"),
        "decided_by": _("Role and organisation that decided"),
        "status": _("How the state stands today: party, signed_only, not_party, unknown, contested"),
        "reason": _("Why it stands so"),
        "since": _("Day, month or year since when"),
        "article": _("Article and paragraph"),
        "strength": _("mandatory, consider or optional"),
        "topic": _("Subject"),
        "words": _("Paraphrase or promise, in English or as entered"),
        "original_name": _("Name in the language of the act"),
        "number": _("Number of the act"),
        "starts": _("In force from"),
        "ends": _("In force until; empty where no end is known"),
        "body": _("Authority that owns it"),
        "reference": _("Text that it rests on"),
        "priority": _("Priority of the Rome Declaration, P1 to P10"),
        "domain": _("Domain of the Joint Valletta Action Plan"),
        "deadline": _("Last day of the deadline"),
        "progress": _("Where it stands: as claimed, as verified, or not shared"),
        "overdue": _("Whether the deadline has passed; empty where progress is not shared"),
        "kind": _("Kind of meeting"),
        "precision": _("How exact the day is: day, month or year"),
        "place": _("Place"),
        "country": _("Country, ISO 3166-1 alpha-2"),
        "first_year": _("First year; empty where it is not known"),
        "last_year": _("Last year; empty where it is not known"),
        "plan_state": _("draft, in_force, lapsed or not_known"),
        "activities": _("How many activities are recorded"),
        "source": _("Where the row comes from"),
        "licence": _("Terms under which the row may be used"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTable:
    """One table. `rows` gives cells in the order of `columns`, without the licence, which is the same for all."""

    name: str
    title: str | Promise
    columns: tuple[str, ...]
    rows: Callable[[], Iterable[Cells]]
    licence: str = FACTS

    @property
    def heading(self) -> tuple[str, ...]:
        return (*self.columns, "licence")

    def full_rows(self) -> Iterable[Cells]:
        """Rows as they are published."""
        return ((*cells, self.licence) for cells in self.rows())

    def objects(self) -> list[dict[str, Value]]:
        """Rows by the names of their columns."""
        return [dict(zip(self.heading, cells, strict=True)) for cells in self.full_rows()]


def _members() -> Iterable[Cells]:
    for one in law.members():
        yield one.code, one.state, one.given_name, one.side, one.role, str(one.joined) if one.joined else "", one.source


def _treaties() -> Iterable[Cells]:
    for row in law.treaties():
        yield row.code, row["instrument"], row["name"], row["depositary"], row["confidence"], row.source


def _claims() -> Iterable[Cells]:
    for (state, treaty), claims in published.claims().claims.items():
        for one in claims:
            ended = one.ended_at.date().isoformat() if one.ended_at else ""
            yield (
                str(one.ref), state, treaty, one.act, str(one.day or ""), one.date_kind, str(one.seen or ""), one.confidence, one.note,
                one.recorded_on.isoformat(), str(one.corrects or ""), ended, one.ended_why, one.source,
            )  # fmt: skip


def _decisions() -> Iterable[Cells]:
    for (state, treaty), decisions in published.claims().decisions.items():
        for one in decisions:
            by = ", ".join(word for word in (one.office.role, one.office.organisation) if word)
            aside = " ".join(sorted(map(str, one.sets_aside)))
            yield str(one.ref), state, treaty, str(one.upholds or ""), aside, one.why, one.decided_at.date().isoformat(), by, by


def _standings() -> Iterable[Cells]:
    found, today = published.claims(), timezone.localdate()
    sources = {claim.ref: claim.source for claims in found.claims.values() for claim in claims}
    for member in law.states():
        for treaty in law.treaties():
            one = found.standing(member.state, treaty.code, today)
            source = "; ".join(dict.fromkeys(sources[ref] for ref in one.claims if ref in sources)) or "No claim is recorded"
            yield member.state, treaty.code, one.status, one.reason, str(one.since or ""), one.confidence or "", source


def _obligations() -> Iterable[Cells]:
    for one in law.obligations():
        yield one.code, one.instrument, one.article, one.strength, one.topic, one.row["paraphrase"], one.row.source


def _acts() -> Iterable[Cells]:
    for act, _sections in law.published_acts():
        yield (
            str(act.ref), act.state, act.title, act.title_original, act.number, str(act.starts or ""), str(act.ends or ""), act.confidence,
            act.note, act.source,
        )  # fmt: skip


def _commitments() -> Iterable[Cells]:
    for one in published.commitments():
        promise = one.promise
        deadline = promise.deadline.last.isoformat() if promise.deadline else ""
        status = one.status.value if one.status else "not_shared"
        overdue = "" if one.overdue is None else str(one.overdue).lower()
        yield (
            str(one.ref), promise.owner_state, promise.owner_body, promise.action, promise.reference, promise.instrument, promise.priority,
            promise.domain, deadline, status, overdue, promise.source.confidence, promise.source.words,
        )  # fmt: skip


def _meetings() -> Iterable[Cells]:
    for one in dialogue.published_meetings():
        known = one.details
        yield (
            str(one.ref), known.title, known.kind, known.ends.last.isoformat(), known.ends.precision, known.place, known.country,
            known.source.confidence, known.source.words,
        )  # fmt: skip


def _plans() -> Iterable[Cells]:
    for one in dialogue.published_plans(on=timezone.localdate()):
        known = one.facts
        yield (
            str(one.ref), one.of, known.title, known.first_year, known.last_year, known.state, len(one.activities), known.source.confidence,
            known.source.words,
        )  # fmt: skip


TABLES: Final[Mapping[str, OpenTable]] = MappingProxyType(
    {
        table.name: table
        for table in (
            OpenTable(
                name="members",
                title=_("States and bodies of the dialogue"),
                columns=("code", "state", "name", "side", "role", "joined", "source"),
                rows=_members,
            ),
            OpenTable(
                name="treaties",
                title=_("Treaties on which claims are kept"),
                columns=("code", "instrument", "name", "depositary", "confidence", "source"),
                rows=_treaties,
            ),
            OpenTable(
                name="claims",
                title=_("Claims about treaties: state, act, day, source"),
                columns=(
                    "id", "state", "treaty", "act", "day", "day_kind", "seen", "confidence", "note", "recorded_on", "corrects", "ended_on",
                    "ended_why", "source",
                ),
                rows=_claims,
            ),
            OpenTable(
                name="decisions",
                title=_("Decisions between claims that contradict each other"),
                columns=("id", "state", "treaty", "upholds", "sets_aside", "why", "decided_on", "decided_by", "source"),
                rows=_decisions,
            ),
            OpenTable(
                name="standings",
                title=_("How each state stands towards each treaty today"),
                columns=("state", "treaty", "status", "reason", "since", "confidence", "source"),
                rows=_standings,
            ),
            OpenTable(
                name="obligations",
                title=_("What the treaties ask, in our own words"),
                columns=("code", "treaty", "article", "strength", "topic", "words", "source"),
                rows=_obligations,
            ),
            OpenTable(
                name="acts",
                title=_("National acts"),
                columns=("id", "state", "name", "original_name", "number", "starts", "ends", "confidence", "note", "source"),
                rows=_acts,
            ),
            OpenTable(
                name="commitments",
                title=_("Commitments that are public"),
                columns=(
                    "id", "state", "body", "words", "reference", "instrument", "priority", "domain", "deadline", "progress", "overdue",
                    "confidence", "source",
                ),
                rows=_commitments,
            ),
            OpenTable(
                name="meetings",
                title=_("Meetings that are public"),
                columns=("id", "name", "kind", "day", "precision", "place", "country", "confidence", "source"),
                rows=_meetings,
            ),
            OpenTable(
                name="plans",
                title=_("National plans of action that are public"),
                columns=("id", "state", "name", "first_year", "last_year", "plan_state", "activities", "confidence", "source"),
                rows=_plans,
            ),
        )
    }
)  # fmt: skip
