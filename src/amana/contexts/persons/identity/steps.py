"""Writing steps of a pair, and telling those who acted on it."""

from collections.abc import Mapping

from django.utils import timezone

from amana.contexts.persons.identity.models import Continuation, LinkNotice, LinkProposal, LinkStep
from amana.contexts.persons.identity.terms import StepKind
from amana.kernel.accounts.models import User

ACTED = (StepKind.JUDGED, StepKind.CONFIRMED, StepKind.DISSENTED, StepKind.DOSSIER)


def add_step(proposal: LinkProposal, kind: StepKind, content: Mapping[str, object], *, by: User | None) -> LinkStep:
    """Write one step beside those that are there."""
    made: LinkStep = LinkStep.objects.create(
        file=proposal.file,
        other_file=proposal.other_file,
        proposal=proposal,
        kind=kind,
        content=dict(content),
        by=by,
        recorded_at=timezone.now(),
    )
    return made


def tell(step: LinkStep) -> int:
    """Leave a notice of a step for everybody who decided, joined files or handed out a dossier before it; gives how many are told."""
    proposal = step.proposal
    acted = set(LinkStep.objects.filter(proposal=proposal, kind__in=ACTED, pk__lt=step.pk).values_list("by", flat=True))
    acted |= set(Continuation.objects.filter(proposal=proposal).values_list("began_by", flat=True))
    told = sorted(acted - {None, step.by_id})
    for user in told:
        LinkNotice.objects.create(file=proposal.file, other_file=proposal.other_file, proposal=proposal, step=step, user_id=user)
    return len(told)
