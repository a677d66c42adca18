"""Commitments as they are kept: who may say what, what stays, what others see."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from amana.contexts.dialogue import facade as dialogue
from amana.contexts.dialogue.commitments import queries
from amana.contexts.dialogue.commitments.models import Commitment, CommitmentStep, CommitmentTerms
from amana.contexts.dialogue.errors import AlreadyTaken, CorrectedMeanwhile, NotOneOfOurs, ReasonMissing, SourceMissing, StepNotAllowed
from amana.contexts.dialogue.meetings import actions as meetings
from amana.contexts.dialogue.meetings import queries as meeting_queries
from amana.contexts.dialogue.terms import Partial, Precision, Sharing, Source, Status
from amana.kernel.audit.models import AuditEntry
from amana.kernel.errors import NotFound, Refused
from amana.kernel.vocabulary.terms import Confidence
from tests.contexts.dialogue.a_dialogue import World, meeting_with_recommendation, promise, promised


def seen(commitment, access, on=None):
    return dialogue.commitment(commitment, on=on or timezone.localdate(), access=access)


def claimed(world):
    """A commitment that Djibouti says is done."""
    commitment = promised(world)
    dialogue.report(commitment, Status.DONE_CLAIMED, reason="Printed and sent", access=world.djibouti)
    return commitment


def test_a_recommendation_becomes_a_commitment_and_both_lead_to_each_other(world: World) -> None:
    meeting, line = meeting_with_recommendation(world)
    commitment = dialogue.record_commitment(promise(), recommendation=line, access=world.secretariat)
    (recommended,) = dialogue.meeting(meeting, access=world.djibouti).recommendations
    assert recommended.commitment == commitment
    assert seen(commitment, world.djibouti).origin.meeting == meeting


def test_a_recommendation_becomes_one_commitment_also_after_it_was_put_right(world: World) -> None:
    _meeting, line = meeting_with_recommendation(world)
    dialogue.record_commitment(promise(), recommendation=line, access=world.secretariat)
    said = meeting_queries.line_of(meeting_queries.line(line))
    later = meetings.correct_line(line, replace(said, number="5"), reason="The number was wrong", access=world.secretariat)
    for each in (line, later):
        with pytest.raises(AlreadyTaken):
            dialogue.record_commitment(promise(), recommendation=each, access=world.secretariat)
    assert Commitment.objects.count() == 1


def test_a_state_enters_what_it_promised_itself_and_nothing_of_another_state(world: World) -> None:
    dialogue.record_commitment(promise(), access=world.djibouti)
    with pytest.raises(Refused):
        dialogue.record_commitment(promise(), access=world.kenya)
    with pytest.raises(Refused):
        dialogue.record_commitment(promise(owner_state="KE"), access=world.expert)


def test_only_the_owner_says_how_far_it_is(world: World) -> None:
    commitment = promised(world)
    for other in (world.kenya, world.secretariat, world.expert):
        with pytest.raises(Refused):
            dialogue.report(commitment, Status.IN_PROGRESS, reason="We think so", access=other)
    dialogue.report(commitment, Status.IN_PROGRESS, reason="The printer was chosen", access=world.djibouti)
    assert seen(commitment, world.kenya).status is Status.IN_PROGRESS


def test_the_secretariat_speaks_for_a_body_that_is_no_state(world: World) -> None:
    commitment = promised(world, owner_state="", owner_body="African Union Commission")
    dialogue.report(commitment, Status.IN_PROGRESS, reason="Told in a letter", access=world.secretariat)
    with pytest.raises(Refused):
        dialogue.report(commitment, Status.DONE_CLAIMED, reason="We think so", access=world.kenya)


def test_a_claim_is_verified_by_another_organisation_alone(world: World) -> None:
    commitment = claimed(world)
    for same in (world.djibouti, world.djibouti_colleague):
        with pytest.raises(Refused):
            dialogue.judge(commitment, confirmed=True, reason="We saw them", access=same)
    assert seen(commitment, world.kenya).status is Status.DONE_CLAIMED
    dialogue.judge(commitment, confirmed=True, reason="Twelve courts visited", access=world.djibouti_police)
    assert seen(commitment, world.kenya).status is Status.DONE_VERIFIED


def test_the_claimant_does_not_verify_from_another_organisation_either(world: World) -> None:
    commitment = claimed(world)
    moved = replace(world.secretariat, user=world.djibouti.user)
    with pytest.raises(Refused) as refused:
        dialogue.judge(commitment, confirmed=True, reason="I know it", access=moved)
    assert refused.value.reason == "access.nobody_reviews_themselves"


def test_a_contradicted_claim_is_in_progress_again_and_stays_in_the_history(world: World) -> None:
    commitment = claimed(world)
    dialogue.judge(commitment, confirmed=False, reason="No court has it", access=world.kenya)
    view = seen(commitment, world.djibouti)
    assert [step.status for step in view.steps] == [Status.OPEN, Status.DONE_CLAIMED, Status.IN_PROGRESS]
    assert view.steps[-1].judges == view.steps[-2].ref


def test_the_secretariat_says_that_events_overtook_it_and_opens_it_again(world: World) -> None:
    commitment = promised(world)
    with pytest.raises(Refused):
        dialogue.decide(commitment, Status.OVERTAKEN, reason="A new law", access=world.djibouti)
    dialogue.decide(commitment, Status.OVERTAKEN, reason="A new law", access=world.secretariat)
    dialogue.decide(commitment, Status.OPEN, reason="The new law says the same", access=world.secretariat)
    assert seen(commitment, world.kenya).status is Status.OPEN


def test_the_secretariat_cannot_slip_in_a_verification(world: World) -> None:
    commitment = claimed(world)
    with pytest.raises(StepNotAllowed):
        dialogue.decide(commitment, Status.DONE_VERIFIED, reason="It must be", access=world.secretariat)


def test_nothing_is_said_without_a_reason_or_a_source(world: World) -> None:
    commitment = promised(world)
    with pytest.raises(ReasonMissing):
        dialogue.report(commitment, Status.IN_PROGRESS, reason=" ", access=world.djibouti)
    with pytest.raises(SourceMissing):
        promised(world, source=Source(words=" ", on=None, confidence=Confidence.READ))
    with pytest.raises(NotOneOfOurs):
        promised(world, priority="P11")


def test_what_is_put_differently_keeps_what_stood_there(world: World) -> None:
    commitment = promised(world)
    (version,) = seen(commitment, world.kenya).versions
    later = promise(deadline=Partial(last=date(2027, 12, 31), precision=Precision.YEAR))
    dialogue.reword(commitment, later, follows=version.ref, reason="Agreed in Cairo", access=world.secretariat)
    view = seen(commitment, world.kenya)
    assert [each.promise.deadline.last for each in view.versions] == [date(2025, 3, 31), date(2027, 12, 31)]
    assert view.versions[-1].reason == "Agreed in Cairo"
    assert not view.overdue
    with pytest.raises(CorrectedMeanwhile):
        dialogue.reword(commitment, promise(), follows=version.ref, reason="From an old page", access=world.secretariat)


def test_what_its_owner_withholds_is_not_shared_and_only_the_owner_opens_it_again(world: World) -> None:
    commitment = claimed(world)
    version = seen(commitment, world.djibouti).versions[-1].ref
    dialogue.share(commitment, Sharing.OWNER, follows=version, reason="Under review at home", access=world.djibouti)
    for other in (world.kenya, world.secretariat):
        view = seen(commitment, other)
        assert (view.shared, view.status, view.overdue, view.closed, view.steps) == (False, None, None, None, ())
    assert seen(commitment, world.djibouti_police).status is Status.DONE_CLAIMED
    with pytest.raises(NotFound):
        dialogue.judge(commitment, confirmed=True, reason="We heard", access=world.kenya)
    version = seen(commitment, world.secretariat).versions[-1].ref
    with pytest.raises(Refused):
        dialogue.share(commitment, Sharing.PUBLIC, follows=version, reason="All should know", access=world.secretariat)
    dialogue.share(commitment, Sharing.DIALOGUE, follows=version, reason="Reviewed", access=world.djibouti)
    assert seen(commitment, world.kenya).status is Status.DONE_CLAIMED


def test_a_later_withholding_covers_every_earlier_day(world: World) -> None:
    commitment = promised(world, sharing=Sharing.PUBLIC)
    CommitmentTerms.objects.update(recorded_at="2025-01-10T10:00Z")
    CommitmentStep.objects.update(recorded_at="2025-01-10T10:00Z")
    assert [view.ref for view in dialogue.published_commitments(on=date(2025, 2, 1))] == [commitment]
    version = seen(commitment, world.djibouti).versions[-1].ref
    dialogue.share(commitment, Sharing.OWNER, follows=version, reason="Not any more", access=world.djibouti)
    assert dialogue.published_commitments(on=date(2025, 2, 1)) == ()
    assert seen(commitment, world.kenya, on=date(2025, 2, 1)).status is None


def test_the_public_sees_what_is_public(world: World) -> None:
    promised(world)
    public = promised(world, sharing=Sharing.PUBLIC)
    assert [view.ref for view in dialogue.published_commitments(on=timezone.localdate())] == [public]


def test_what_is_due_and_what_waits_is_asked_for_one_state_and_one_organisation(world: World) -> None:
    mine, waiting = promised(world), claimed(world)
    promised(world, owner_state="KE")
    today = timezone.localdate()
    assert {view.ref for view in dialogue.due_for(on=today, access=world.djibouti)} == {mine, waiting}
    assert [view.ref for view in dialogue.waiting_for_verification(on=today, access=world.kenya)] == [waiting]
    assert dialogue.waiting_for_verification(on=today, access=world.djibouti_colleague) == ()


def test_a_past_day_shows_what_was_known_then(world: World) -> None:
    commitment = promised(world)
    CommitmentTerms.objects.update(recorded_at="2025-01-10T10:00Z")
    CommitmentStep.objects.update(recorded_at="2025-01-10T10:00Z")
    dialogue.report(commitment, Status.IN_PROGRESS, reason="Begun", access=world.djibouti)
    assert seen(commitment, world.kenya, on=date(2025, 2, 1)).status is Status.OPEN
    assert not seen(commitment, world.kenya, on=date(2025, 2, 1)).overdue
    assert seen(commitment, world.kenya).overdue
    assert dialogue.commitments(on=date(2024, 1, 1), access=world.kenya) == ()


@pytest.mark.parametrize("model", [Commitment, CommitmentStep, CommitmentTerms])
def test_nothing_that_has_a_history_can_be_deleted(world: World, model: type) -> None:
    commitment = promised(world)
    dialogue.report(commitment, Status.IN_PROGRESS, reason="Begun", access=world.djibouti)
    version = seen(commitment, world.djibouti).versions[-1].ref
    dialogue.reword(commitment, promise(indicator="Counted"), follows=version, reason="Clearer", access=world.djibouti)
    with pytest.raises(ProtectedError):
        model.objects.order_by("pk").first().delete()


def test_a_history_cannot_fork(world: World) -> None:
    promised(world)
    first = CommitmentStep.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitmentStep.objects.create(
            commitment=first.commitment, status=Status.OPEN, reason="A second beginning", recorded_at=timezone.now()
        )


def test_verified_without_a_claim_is_refused_by_the_database_too(world: World) -> None:
    promised(world)
    first = CommitmentStep.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        CommitmentStep.objects.create(
            commitment=first.commitment, follows=first, status=Status.DONE_VERIFIED, reason="It must be", recorded_at=timezone.now()
        )


def test_a_list_costs_as_many_queries_for_many_as_for_one(world: World) -> None:
    def cost():
        with CaptureQueriesContext(connection) as run:
            queries.as_seen(Commitment.objects.all(), on=timezone.localdate(), access=world.kenya)
        return len(run)

    promised(world)
    one = cost()
    for _ in range(5):
        claimed(world)
    assert cost() == one


def test_every_look_and_every_step_leaves_a_trace(world: World) -> None:
    before = AuditEntry.objects.count()
    commitment = promised(world)
    seen(commitment, world.kenya)
    assert AuditEntry.objects.count() == before + 2
