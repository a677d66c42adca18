"""What people decided beside what the engine had said: numbers without persons, for whoever fits the engine's calibration.

Decisions move the calibration when somebody fits it and looks at the outcome. They never move a threshold by themselves.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from amana.contexts.persons.identity.models import LinkProposal, LinkStep
from amana.contexts.persons.identity.terms import LinkState, StepKind
from amana.contexts.persons.register.queries import register_resource
from amana.kernel.access.values import Access
from amana.kernel.actions import read, record
from amana.kernel.catalogue import Kind
from amana.kernel.sealed.fields import unseal_many

AT_ONCE = 500
SETTLED = (LinkState.SAME, LinkState.DIFFERENT, LinkState.CANNOT_TELL)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedPair:
    """One decision that stands: what the engine said when it was made, in bits and by which model, and whether people held it to be one.

    scripts  of the first name of each file by ISO 15924, in alphabetical order; "" for a file without a name
    """

    model: str
    bits: float
    same: bool
    scripts: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedPairs:
    """All of them; `cannot_tell` counts the pairs that people looked at and could not decide, which are not among them."""

    pairs: tuple[ReviewedPair, ...]
    cannot_tell: int

    def __iter__(self) -> Iterator[ReviewedPair]:
        return iter(self.pairs)


@read("persons.identity_reviewed", on="Register", resource=register_resource, kind=Kind.LIST)
def reviewed_pairs(*, access: Access) -> ReviewedPairs:
    """The decisions that stand within reach. What waits for a second person, was disputed or undone is not among them."""
    found = dict(LinkProposal.objects.filter(state__in=SETTLED).values_list("pk", "state"))
    pairs = tuple(_reviewed({pk for pk, state in found.items() if state != LinkState.CANNOT_TELL}))
    record(pairs=len(pairs))
    return ReviewedPairs(pairs=pairs, cannot_tell=sum(state == LinkState.CANNOT_TELL for state in found.values()))


def _reviewed(proposals: Iterable[int]) -> Iterator[ReviewedPair]:
    waiting = sorted(proposals)
    for at in range(0, len(waiting), AT_ONCE):
        steps = LinkStep.objects.select_related("file").filter(proposal__in=waiting[at : at + AT_ONCE], kind=StepKind.JUDGED)
        last = {step.proposal_id: step for step in unseal_many(steps.order_by("pk"))}
        for step in last.values():
            said = step.content["engine"]
            one, other = said["scripts"]
            yield ReviewedPair(model=said["model"], bits=said["bits"] / 1000, same=step.content["opinion"] == "same", scripts=(one, other))
