"""What the nodes of the demonstration have told each other before a newcomer looks: invented referrals in several states, and a lead.

Each node takes its turn in a process of its own, through the same actions as people at its pages; what leaves is carried as files between
the turns, since no server runs yet. The last referral waits until the region runs, and is then delivered over the line.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from amana.node.demo_directory import folder_beside
from amana.node.demo_nodes import CARE, JUSTICE, KENYA, DemoNode
from amana.node.home import home

if TYPE_CHECKING:
    from amana.contexts.cases.referral.values import ReferralLine
    from amana.kernel.access.values import Access
    from amana.kernel.ids import PersonId

TOLD = "demo-told"  # how far this node's part has come
BEGUN, WHOLE = "begun", "whole"
CONSENT_DAYS = 60
# Service, purpose and urgency, the desk that is asked, and what the worker writes. None of it says who the person is.
ASKED = (
    ("medical", "health_care", "urgent", "ke-imara/clinic", "Somebody who arrived this week should see a doctor before travelling on."),
    ("legal", "legal_help", "routine", "ke-imara/protection", "Advice on papers is wanted by somebody who will stay in Nairobi."),
    ("accommodation", "assistance", "urgent", "ke-imara/protection", "A room with a door that locks is wanted from next Monday on."),
    ("counselling", "assistance", "routine", "ke-imara/protection", "Would like to speak with somebody who has been through the same."),
    ("psychological", "health_care", "routine", "ke-imara/clinic", "Sleeps badly, and would like to talk to somebody about it."),
)
LEAD = {
    "offences": ["trafficking", "extortion"],
    "acts": ["recruitment", "harbouring"],
    "exploitation": ["labour"],
    "what": "A man offered work abroad. On the way people were locked up until their families had paid.",
    "places": [{"place": "A walled farm behind the market", "role": "held", "state": "SD"}],
    "offenders": [{"names": ["Kidane the Tall"], "role": "holder"}],
    "money": [{"amount": "1500", "currency": "USD", "method": "hawala"}],
    "willing": "yes",
    "source_grade": "B",
    "information_grade": "2",
    "handling": ["H1"],
}
LAST = ("education", "assistance", "routine", "ke-imara/protection", "Would like to learn tailoring, and asks whether a place is free.")


def wants_turn(node: DemoNode, first: Path) -> bool:
    """Whether the node's part of the story is still to come, and what it needs for it lies there."""
    told = _told_in(node.folder(first))
    if node is CARE and told != WHOLE:
        return _letter(first, KENYA, CARE).is_file() if told else (KENYA.folder(first) / "desk-request.json").is_file()
    return node in (KENYA, JUSTICE) and told != WHOLE and _letter(first, CARE, node).is_file()


def take_turn(node: DemoNode, first: Path) -> None:
    """Do the node's next part, in its own process."""
    if not wants_turn(node, first):
        return
    told = _told_in(home().path)
    if node is KENYA:
        _answer(first)
        _tell(WHOLE)
    elif node is JUSTICE:
        _grade(first)
        _tell(WHOLE)
    elif not told:
        _ask(first)
        _tell(BEGUN)
    else:
        _hear(first)
        _tell(WHOLE)


# the care node asks


def _ask(first: Path) -> None:
    from amana.contexts.exchange.carriage.files import export

    worker, people = _worker("hana"), iter(_people_of("hana"))
    for asked in ASKED:
        _refer(asked, people, worker)
    export(KENYA.id, _letter(first, CARE, KENYA))
    if (JUSTICE.folder(first) / "desk-request.json").is_file():
        _tell_those_who_investigate(people, worker)
        export(JUSTICE.id, _letter(first, CARE, JUSTICE))


def _hear(first: Path) -> None:
    """Read the answers, take back one referral for a person who thought better of it, and write one more."""
    from amana.contexts.cases.referral import queries
    from amana.contexts.cases.referral.sending.actions import take_back
    from amana.contexts.cases.referral.terms import ReferralState, Side

    for sender in (KENYA, JUSTICE):
        if _letter(first, sender, CARE).is_file():
            _bring_in(_letter(first, sender, CARE))
    worker = _worker("hana")
    unanswered = [line for line in queries.referrals(side=Side.SENT, access=worker) if line.state == ReferralState.RECEIVED]
    for line in unanswered[:1]:
        take_back(line.ref, access=worker)
    already = len(ASKED)
    _refer(LAST, iter(_people_of("hana")[already:]), worker)


def _refer(asked: Sequence[str], people: "Iterator[PersonId]", worker: "Access") -> None:
    """Refer the next person for whom nothing stands against it, with a consent that covers just that; nobody, if none is left."""
    from django.db import transaction

    from amana.contexts.cases.consent.terms import Purpose
    from amana.contexts.cases.referral.compose import Draft
    from amana.contexts.cases.referral.sending.actions import refer
    from amana.contexts.exchange.guard.terms import ReferralUrgency
    from amana.kernel.errors import AmanaError

    service, purpose, urgency, desk, reason = asked
    draft = Draft(
        sender=f"{CARE.id}/protection",
        recipient=desk,
        purpose=Purpose(purpose),
        service=service,
        urgency=ReferralUrgency(urgency),
        reason=reason,
        may_answer=True,
    )
    for person in people:
        with suppress(AmanaError), transaction.atomic():  # a safeguard may speak for this person; then the next one is asked
            _ask_what_is_feared(person, worker)
            _agree(person, purpose, desk, worker)
            refer(person, draft, access=worker)
            return


def _tell_those_who_investigate(people: "Iterator[PersonId]", worker: "Access") -> None:
    """A lead of the next person for whom nothing stands against it: what was done and by whom, and not who tells it."""
    from django.db import transaction

    from amana.contexts.cases.leads.actions import send
    from amana.contexts.cases.leads.compose import LeadDraft
    from amana.kernel.errors import AmanaError

    desk = f"{JUSTICE.id}/police"
    draft = LeadDraft(sender=f"{CARE.id}/protection", recipient=desk, content=LEAD)
    for person in people:
        with suppress(AmanaError), transaction.atomic():
            _ask_what_is_feared(person, worker)
            _agree(person, "investigation", desk, worker, "account")
            send(person, draft, access=worker)
            return


def _ask_what_is_feared(person: "PersonId", worker: "Access") -> None:
    """Nothing crosses a border before the person was asked which states they fear; these fear none."""
    from amana.contexts.persons import facade as persons

    none = persons.Statement(kind=persons.FactKind.STATE_FEARED, value=persons.NoValue.NONE, source=persons.Source.TOLD_BY_PERSON)
    persons.add_fact(person, none, access=worker)


def _agree(person: "PersonId", purpose: str, desk: str, worker: "Access", category: str = "needs") -> None:
    from django.utils import timezone

    from amana.contexts.cases.consent.actions import record_consent
    from amana.contexts.cases.consent.terms import Capacity, Category, Form, Purpose, Said
    from amana.contexts.cases.consent.values import Question, Recipient, Talk
    from amana.contexts.exchange.directory import current

    today = timezone.localdate()
    talk = Talk(said_on=today, form=Form.ORAL, language="en", capacity=Capacity.ABLE, child=False, read_aloud=True)
    question = Question(
        purpose=Purpose(purpose),
        recipient=Recipient.desk(current().desk(desk)),
        categories=frozenset({Category(category)}),
        said=Said.GIVEN,
        valid_until=today + timedelta(days=CONSENT_DAYS),
    )
    record_consent(person, talk, [question], access=worker)


def _people_of(username: str) -> "list[PersonId]":
    """The people on whose files somebody leads, in the order in which they were registered."""
    from amana.contexts.persons.models import Person
    from amana.kernel.access.floor import floor
    from amana.kernel.access.system import system_access
    from amana.kernel.files.models import FileTeam, TeamRole
    from amana.kernel.ids import PersonId

    with floor(system_access()):
        files = FileTeam.objects.filter(user__username=username, role=TeamRole.LEAD).values_list("file")
        return [PersonId(ref) for ref in Person.objects.filter(file__in=files).order_by("id").values_list("ref", flat=True)]


# the other care node answers


def _answer(first: Path) -> None:
    """One is begun, one accepted, one declined; the others wait for somebody to read them."""
    from amana.contexts.cases.referral import queries
    from amana.contexts.cases.referral.receiving import actions
    from amana.contexts.cases.referral.terms import Side
    from amana.contexts.exchange.carriage.files import export
    from amana.contexts.exchange.guard.terms import DeclineReason

    _bring_in(_letter(first, CARE, KENYA))
    clinic, network = _worker("njeri"), _worker("wanjiru")
    for line in _oldest_first(queries.referrals(side=Side.RECEIVED, access=clinic))[:1]:
        actions.accept(line.ref, access=clinic)
        actions.begin(line.ref, access=clinic)
    at_network = _oldest_first(queries.referrals(side=Side.RECEIVED, access=network))
    for line in at_network[:1]:
        actions.accept(line.ref, access=network)
    for line in at_network[1:2]:
        actions.decline(line.ref, DeclineReason.NO_PLACE, access=network)
    export(CARE.id, _letter(first, KENYA, CARE))


def _oldest_first(lines: "Sequence[ReferralLine]") -> "list[ReferralLine]":
    return sorted(lines, key=lambda line: line.begun_at)


# those who investigate read


def _grade(first: Path) -> None:
    """The lead is graded and taken on."""
    from amana.contexts.exchange.carriage.files import export
    from amana.contexts.investigations.reports import actions, queries
    from amana.node.demo import opened

    _bring_in(_letter(first, CARE, JUSTICE))
    investigator = opened("elena", "investigation")
    for report in queries.reports(access=investigator):
        actions.grade(report.ref, source="B", information="2", access=investigator)
        actions.accept(report.ref, access=investigator)
    export(CARE.id, _letter(first, JUSTICE, CARE))


# what all do


def _bring_in(file: Path) -> None:
    """Take in a file and open everything in it, as the node's couriers would."""
    from amana.contexts.exchange.carriage.files import bring_in
    from amana.contexts.exchange.inbox.opening import open_due

    bring_in(file)
    while open_due():
        pass
    file.unlink()


def _worker(username: str) -> "Access":
    from amana.node.demo import opened

    return opened(username, "assistance")


def _letter(first: Path, sender: DemoNode, recipient: DemoNode) -> Path:
    return folder_beside(first) / f"{sender.key}-to-{recipient.key}.envelopes"


def _told_in(folder: Path) -> str:
    told = folder / TOLD
    return told.read_text("ascii").strip() if told.is_file() else ""


def _tell(how_far: str) -> None:
    (home().path / TOLD).write_text(f"{how_far}\n", encoding="ascii")
