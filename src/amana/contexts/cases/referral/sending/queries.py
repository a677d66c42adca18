"""What the consent allows: to which desk, for which purpose, about what. A page offers nothing else."""

from dataclasses import dataclass

from django.utils import timezone

from amana.contexts.cases import whose
from amana.contexts.cases.consent.terms import Category, Purpose
from amana.contexts.cases.papers.sending import papers_of
from amana.contexts.cases.record.values import AttachmentLine
from amana.contexts.cases.referral import compose, desks, standing
from amana.contexts.exchange.directory import Desk
from amana.contexts.exchange.guard import MessageKind
from amana.contexts.persons import facade as persons
from amana.kernel.access.terms import Age
from amana.kernel.access.values import Access
from amana.kernel.actions import read
from amana.kernel.ids import FileId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferLine:
    """One desk and purpose, and the categories that may be told there."""

    sender: str
    desk: Desk
    purpose: Purpose
    agreed: frozenset[str]

    @property
    def categories(self) -> tuple[Category, ...]:
        return tuple(category for category in Category if category.value in self.agreed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What may be sent about one person.

    lines     what the person agreed to; () where they agreed to nothing that a desk of ours could send
    unasked   desks that could be asked, for which the person agreed to nothing yet
    there     facts of the file that could go along
    child     the person is, or may be, under 18
    papers    of the person's cases, which could go along where the person agreed to that
    """

    number: str
    lines: tuple[OfferLine, ...]
    unasked: tuple[Desk, ...]
    there: frozenset[str]
    child: bool
    papers: tuple[AttachmentLine, ...] = ()


@read("cases.referral_offers", resource=whose.resource)
def offers(person: PersonId, *, kind: MessageKind = MessageKind.REFERRAL, access: Access) -> Offer:
    """What may be sent about a person, as it stands today; of the facts, only which there are."""
    row = whose.find(person)
    file, facts = row.file, persons.standing_facts(person)
    needed = Category.ACCOUNT if kind is MessageKind.LEAD else Category.NEEDS
    purposes = [Purpose.INVESTIGATION] if kind is MessageKind.LEAD else [one for one in Purpose if one is not Purpose.INVESTIGATION]
    lines, unasked = [], {}
    for sender, partners in desks.partners(kind.value, access).items():
        for desk in partners:
            found = [
                OfferLine(sender=sender, desk=desk, purpose=purpose, agreed=agreed)
                for purpose in purposes
                if needed.value in (agreed := _may_be_told(FileId(file.ref), desk, purpose))
            ]
            lines += found
            if not found:
                unasked[desk.address] = desk
    return Offer(
        number=file.number,
        lines=tuple(lines),
        unasked=tuple(unasked.values()),
        there=compose.on_offer(facts),
        child=persons.protection(facts, on=timezone.localdate()).age is not Age.ADULT,
        papers=papers_of(row) if kind is MessageKind.REFERRAL else (),
    )


def _may_be_told(file: FileId, desk: Desk, purpose: Purpose) -> frozenset[str]:
    hers = standing.standing(file, recipient=desk, purpose=purpose.value)
    return hers.agreed or hers.by_law
