"""National plans as stored: the plan's state and every activity's status are chains that only grow."""

from django.db import models
from django.db.models import Q

from amana.contexts.dialogue.commitments.models import Commitment
from amana.contexts.dialogue.storing import Recorded, Sourced, both_or_neither, one_first, sourced_rows
from amana.contexts.dialogue.terms import BudgetState, PlanState, Precision, Status
from amana.kernel.sealed.classes import PUBLIC, classify


class Plan(Recorded):
    """One plan of one state. `code` names the row of the reference table it was taken over from, "" where it was entered here."""

    code = classify(models.CharField(max_length=40, blank=True), PUBLIC)
    state = classify(models.CharField(max_length=2), PUBLIC)
    public = classify(models.BooleanField(default=False), PUBLIC)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="plan_taken_over_once")]


class PlanDetails(Sourced):
    """What is known of a plan: title, first and last year, whether it counts. One version, with the reason it replaced the one before."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    follows = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    reason = classify(models.TextField(blank=True), PUBLIC)
    title = classify(models.CharField(max_length=300), PUBLIC)
    first_year = classify(models.PositiveSmallIntegerField(null=True), PUBLIC)
    last_year = classify(models.PositiveSmallIntegerField(null=True), PUBLIC)
    state = classify(models.CharField(max_length=10, choices=PlanState), PUBLIC)
    note = classify(models.TextField(blank=True), PUBLIC)

    class Meta:
        constraints = [
            *sourced_rows("plan"),
            one_first("plan", "plan"),
            models.CheckConstraint(condition=~Q(title=""), name="plan_has_title"),
        ]


class Activity(Recorded):
    """One activity of a plan, and the commitment it carries out, where there is one."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="activities")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, null=True, related_name="activities")


class ActivityDetails(Sourced):
    """Goal, what is to be done, by which body, until when, with which money: one version."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="versions")
    follows = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    reason = classify(models.TextField(blank=True), PUBLIC)
    goal = classify(models.CharField(max_length=300), PUBLIC)
    text = classify(models.TextField(), PUBLIC)
    owner_body = classify(models.CharField(max_length=200, blank=True), PUBLIC)
    indicator = classify(models.CharField(max_length=40, blank=True), PUBLIC)
    deadline_on = classify(models.DateField(null=True), PUBLIC)
    deadline_precision = classify(models.CharField(max_length=5, choices=Precision, blank=True), PUBLIC)
    budget = classify(models.DecimalField(max_digits=14, decimal_places=2, null=True), PUBLIC)
    currency = classify(models.CharField(max_length=3, blank=True), PUBLIC)
    budget_state = classify(models.CharField(max_length=12, choices=BudgetState), PUBLIC)

    class Meta:
        constraints = [
            *sourced_rows("activity"),
            one_first("activity", "activity"),
            models.CheckConstraint(condition=~Q(goal="") & ~Q(text=""), name="activity_says_what"),
            models.CheckConstraint(condition=both_or_neither(Q(budget=None), Q(currency="")), name="budget_has_currency"),
            models.CheckConstraint(
                condition=both_or_neither(Q(deadline_on=None), Q(deadline_precision="")), name="activity_deadline_precise"
            ),
        ]


class ActivityStep(Recorded):
    """One step of an activity's history, by the same rules as a commitment's."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="steps")
    follows = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    judges = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="judgements")
    status = classify(models.CharField(max_length=14, choices=Status), PUBLIC)
    reason = classify(models.TextField(), PUBLIC)
    evidence = classify(models.TextField(blank=True), PUBLIC)
    evidence_url = classify(models.URLField(max_length=500, blank=True), PUBLIC)

    class Meta:
        constraints = [
            one_first("activity_step", "activity"),
            models.CheckConstraint(condition=~Q(reason=""), name="activity_step_has_reason"),
            models.CheckConstraint(
                condition=~Q(status=Status.DONE_VERIFIED) | Q(judges__isnull=False), name="activity_verified_judges_a_claim"
            ),
        ]
