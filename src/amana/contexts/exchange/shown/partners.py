"""How things stand with other nodes, and how long the directory holds. Numbers and times of carriage; who wrote to whom shows nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Min

from amana.contexts.exchange.directory import Node
from amana.contexts.exchange.models import KeptReceipt, Outgoing
from amana.contexts.exchange.models import Partner as Kept
from amana.contexts.exchange.shown import standing
from amana.contexts.exchange.shown.standing import Standing
from amana.contexts.exchange.shown.values import Age, Count, DirectoryShown, OwnDeskLine, PartnerLine, Reach
from amana.contexts.exchange.terms import ON_ITS_WAY, Carriage, Direction
from amana.kernel.access.values import Access
from amana.kernel.audit.watching import contradicted
from amana.kernel.organisations.models import Organisation

COUNTED = 1000
MOST = 200  # nodes on one page; a directory with more of them is none that people look through
ENDING = timedelta(days=7)  # time enough for a governance with several key holders to sign again
KEY_ENDING = timedelta(days=30)  # a new desk key takes a request, a ceremony and a newer directory at every node


@dataclass(frozen=True, slots=True, kw_only=True)
class Partners:
    """The directory, and the other nodes by name."""

    directory: DirectoryShown
    lines: Sequence[PartnerLine]


def partners_of(access: Access) -> Partners:
    """The directory and the other nodes, as somebody at work for an organisation sees them: which desks are theirs is marked."""
    found = standing.now()
    listed = {node.id: node for node in found.directory.nodes} if found.directory else {}
    kept = {one.node: one for one in Kept.objects.order_by("node")[:MOST]}
    own = found.own.id if found.own else ""
    oldest = _oldest()
    others = sorted({*listed, *kept, *oldest} - {own}, key=lambda one: (listed[one].name if one in listed else one, one))
    lines = [_line(one, listed.get(one), kept.get(one), oldest.get(one), found.at) for one in others[:MOST]]
    doubtful = contradicted()
    lines = [replace(line, contradicted=True) if line.node in doubtful else line for line in lines]
    if own in oldest:
        lines.insert(0, _line(own, listed.get(own), kept.get(own), oldest[own], found.at, here=True))
    return Partners(directory=_directory(found, access), lines=lines)


def _oldest() -> dict[str, datetime]:
    """When the message that waits longest was posted, by node. The first row of each is found in the index alone."""
    first = Outgoing.objects.filter(state__in=ON_ITS_WAY).order_by().values_list("partner").annotate(first=Min("id"))[:MOST]
    return dict(Outgoing.objects.filter(pk__in=[pk for _node, pk in first]).values_list("partner", "posted_at"))


def _line(name: str, node: Node | None, kept: Kept | None, oldest: datetime | None, now: datetime, *, here: bool = False) -> PartnerLine:
    return PartnerLine(
        node=name,
        name=node.name if node else name,
        state=node.state if node else "",
        profiles=sorted(node.profiles) if node else (),
        carriage=Carriage.HERE if here else Carriage(str(node.carriage)) if node else None,
        reach=Reach.HERE if here else _reach(node, kept, now),
        heard=kept.last_heard_at if kept else None,
        tried=kept.last_tried_at if kept else None,
        next_try=kept.next_try_at if kept else None,
        pulled=kept.pulled_at if kept else None,
        failures=kept.failures if kept else 0,
        code=kept.last_code if kept else "",
        waiting=_counted(Outgoing.objects.filter(partner=name, state__in=ON_ITS_WAY)) if oldest else Count(number=0),
        receipts=_counted(KeptReceipt.objects.filter(partner=name, direction=Direction.OUT, acknowledged=False)),
        oldest=oldest,
    )


def _reach(node: Node | None, kept: Kept | None, now: datetime) -> Reach:
    if node is None:
        return Reach.UNLISTED
    if node.revoked_at is not None and node.revoked_at <= now:
        return Reach.REVOKED
    if kept is not None and kept.failures:
        return Reach.SILENT
    return Reach.HEARD if kept is not None and kept.last_heard_at else Reach.NEVER


def _counted(rows: "object") -> Count:
    """How many rows, up to a bound: beyond it the number says no more and costs a look at each row."""
    number = rows[: COUNTED + 1].count()  # type: ignore[index]
    return Count(number=min(number, COUNTED), more=number > COUNTED)


def _directory(found: Standing, access: Access) -> DirectoryShown:
    if found.directory is None:
        return DirectoryShown(code=found.code)
    names = dict(Organisation.objects.filter(ref__in=[own.organisation for own in found.desks]).values_list("ref", "name"))
    return DirectoryShown(
        code=found.code,
        name=found.directory.name,
        version=found.directory.version,
        expires=found.directory.expires,
        age=_age(found.directory.expires, ENDING, found.at),
        node=found.own.name if found.own else "",
        desks=[
            _own_desk(
                own.desk.address, names.get(own.organisation, own.desk.organisation), found, mine=own.organisation == access.organisation
            )
            for own in found.desks
        ],
    )


def _own_desk(address: str, organisation: str, found: Standing, *, mine: bool) -> OwnDeskLine:
    good = found.directory.good_keys(address, found.at) if found.directory else ()
    until = max((key.until for key in good), default=None)
    return OwnDeskLine(
        address=address,
        organisation=organisation,
        until=until,
        age=_age(until, KEY_ENDING, found.at) if until else Age.OVER,
        mine=mine,
    )


def _age(until: datetime, ending: timedelta, now: datetime) -> Age:
    if until <= now:
        return Age.OVER
    return Age.ENDING if until - now <= ending else Age.GOOD
