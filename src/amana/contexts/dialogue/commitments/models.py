"""Commitments as stored: what was promised in versions, where it stands in steps. Both are chains that only grow."""

from django.db import models
from django.db.models import Q

from amana.contexts.dialogue.meetings.models import MeetingLine
from amana.contexts.dialogue.storing import Recorded, Sourced, both_or_neither, one_first, sourced_rows
from amana.contexts.dialogue.terms import CONFIDENCES, Precision, Sharing, Status
from amana.kernel.sealed.classes import INTERNAL, PUBLIC, classify


class Commitment(Recorded):
    """One promise. `recommendation` is the line of a meeting it grew from; each line becomes one commitment at most."""

    recommendation = models.OneToOneField(MeetingLine, on_delete=models.PROTECT, null=True, related_name="commitment")


class CommitmentTerms(Sourced):
    """What was promised, by whom, until when: one version, with the reason it replaced the one before."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="versions")
    follows = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    reason = classify(models.TextField(blank=True), PUBLIC)
    action = classify(models.TextField(), PUBLIC)
    instrument = classify(models.CharField(max_length=40, blank=True), PUBLIC)
    reference = classify(models.CharField(max_length=300), PUBLIC)
    owner_state = classify(models.CharField(max_length=2, blank=True), PUBLIC)
    owner_body = classify(models.CharField(max_length=200, blank=True), PUBLIC)
    indicator = classify(models.CharField(max_length=300, blank=True), PUBLIC)
    deadline_on = classify(models.DateField(null=True), PUBLIC)
    deadline_precision = classify(models.CharField(max_length=5, choices=Precision, blank=True), PUBLIC)
    priority = classify(models.CharField(max_length=4), PUBLIC)
    domain = classify(models.CharField(max_length=4, blank=True), PUBLIC)
    sharing = classify(models.CharField(max_length=10, choices=Sharing), INTERNAL)

    class Meta:
        constraints = [
            *sourced_rows("commitment"),
            one_first("commitment_terms", "commitment"),
            models.CheckConstraint(condition=~Q(action="") & ~Q(reference=""), name="commitment_says_what"),
            models.CheckConstraint(condition=~(Q(owner_state="") & Q(owner_body="")), name="commitment_has_owner"),
            models.CheckConstraint(
                condition=both_or_neither(Q(deadline_on=None), Q(deadline_precision="")), name="commitment_deadline_precise"
            ),
        ]


class CommitmentStep(Recorded):
    """One step of the history, with its reason and what it rests on. `judges` is the claim that a second party verified or contradicted."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="steps")
    follows = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    judges = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="judgements")
    status = classify(models.CharField(max_length=14, choices=Status), PUBLIC)
    reason = classify(models.TextField(), PUBLIC)
    evidence = classify(models.TextField(blank=True), PUBLIC)
    evidence_url = classify(models.URLField(max_length=500, blank=True), PUBLIC)
    evidence_on = classify(models.DateField(null=True), PUBLIC)
    evidence_confidence = classify(
        models.CharField(max_length=12, choices=[(each.value, each.label) for each in CONFIDENCES], blank=True), PUBLIC
    )

    class Meta:
        constraints = [
            one_first("commitment_step", "commitment"),
            models.CheckConstraint(condition=~Q(reason=""), name="step_has_reason"),
            models.CheckConstraint(condition=both_or_neither(Q(evidence=""), Q(evidence_confidence="")), name="evidence_has_confidence"),
            models.CheckConstraint(condition=~Q(status=Status.DONE_VERIFIED) | Q(judges__isnull=False), name="verified_judges_a_claim"),
        ]
