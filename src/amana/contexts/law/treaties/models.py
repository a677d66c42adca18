"""Claims as stored. Rows are added, never changed or deleted; what counts today follows from what was added later."""

from django.conf import settings
from django.db import models

from amana.contexts.law.days import Precision
from amana.contexts.law.treaties.terms import Act, Confidence, DateKind
from amana.kernel.ids import new_id
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.classes import INTERNAL, PUBLIC, classify


class ClaimVersion(models.Model):
    """One edition of the table of claims: what it would change (kept for good), who proposed it, who applied it and when."""

    ref = models.UUIDField(default=new_id, unique=True, editable=False)
    number = classify(models.PositiveIntegerField(null=True, unique=True), PUBLIC)  # counted when it is applied
    name = classify(models.CharField(max_length=200), PUBLIC)
    sha256 = classify(models.CharField(max_length=64), PUBLIC)
    content = classify(models.TextField(), PUBLIC)
    changes = classify(models.JSONField(), PUBLIC)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = classify(models.DateTimeField(), INTERNAL)
    applied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    applied_at = classify(models.DateTimeField(null=True), INTERNAL)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(number=None, applied_at=None) | models.Q(number__isnull=False, applied_at__isnull=False),
                name="law_version_counted_when_applied",
            )
        ]


class TreatyClaim(models.Model):
    """One claim: state, treaty, act, date and what it is the date of, source, when that was seen, how far it can be relied on."""

    ref = models.UUIDField(default=new_id, unique=True, editable=False)
    state = classify(models.CharField(max_length=2), PUBLIC)
    treaty = classify(models.CharField(max_length=20), PUBLIC)
    act = classify(models.CharField(max_length=20, choices=Act.choices), PUBLIC)
    happened_on = classify(models.DateField(null=True), PUBLIC)  # the first day it may have been
    precision = classify(models.CharField(max_length=5, choices=Precision.choices), PUBLIC)
    date_kind = classify(models.CharField(max_length=20, choices=DateKind.choices), PUBLIC)
    source = classify(models.TextField(), PUBLIC)
    seen_on = classify(models.DateField(null=True), PUBLIC)
    seen_precision = classify(models.CharField(max_length=5, choices=Precision.choices), PUBLIC)
    confidence = classify(models.CharField(max_length=20, choices=Confidence.choices), PUBLIC)
    confidence_words = classify(models.CharField(max_length=200, blank=True), PUBLIC)  # as the table has them
    note = classify(models.TextField(blank=True), PUBLIC)
    public = classify(models.BooleanField(), INTERNAL)
    version = models.ForeignKey(ClaimVersion, on_delete=models.PROTECT, null=True, related_name="claims")
    row = classify(models.CharField(max_length=60, blank=True), PUBLIC)  # key of the row in the table, and which part of it
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_role = classify(models.CharField(max_length=30, blank=True), INTERNAL)
    recorded_at = classify(models.DateTimeField(), PUBLIC)

    class Meta:
        indexes = [models.Index(fields=["state", "treaty"], name="law_claims_of_state")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(source=""), name="law_claim_has_source"),
            models.CheckConstraint(condition=models.Q(confidence__in=Confidence.values), name="law_claim_has_confidence"),
            models.CheckConstraint(
                condition=models.Q(happened_on=None, precision=Precision.NONE)
                | (models.Q(happened_on__isnull=False) & ~models.Q(precision=Precision.NONE)),
                name="law_claim_date_and_precision",
            ),
            models.CheckConstraint(
                condition=models.Q(seen_on=None, seen_precision=Precision.NONE)
                | (models.Q(seen_on__isnull=False) & ~models.Q(seen_precision=Precision.NONE)),
                name="law_claim_seen_and_precision",
            ),
            models.CheckConstraint(
                condition=models.Q(version__isnull=False) | models.Q(recorded_by__isnull=False), name="law_claim_has_origin"
            ),
        ]


class ClaimEnd(models.Model):
    """That a claim is no longer stated by those who stated it: by which version of the table, or by a correction, and why."""

    claim = models.OneToOneField(TreatyClaim, on_delete=models.PROTECT, related_name="end")
    version = models.ForeignKey(ClaimVersion, on_delete=models.PROTECT, null=True, related_name="ended")
    why = classify(models.TextField(blank=True), PUBLIC)
    ended_at = classify(models.DateTimeField(), PUBLIC)


class ClaimDecision(models.Model):
    """A decision between claims that contradict each other. The latest one on a state and treaty counts; `upholds` empty opens it again."""

    ref = models.UUIDField(default=new_id, unique=True, editable=False)
    state = classify(models.CharField(max_length=2), PUBLIC)
    treaty = classify(models.CharField(max_length=20), PUBLIC)
    upholds = models.ForeignKey(TreatyClaim, on_delete=models.PROTECT, null=True, related_name="upheld_by")
    sets_aside = models.ManyToManyField(TreatyClaim, related_name="set_aside_by")
    why = classify(models.TextField(), PUBLIC)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    decided_role = classify(models.CharField(max_length=30), PUBLIC)
    decided_at = classify(models.DateTimeField(), PUBLIC)

    class Meta:
        indexes = [models.Index(fields=["state", "treaty", "decided_at"], name="law_decisions_of_state")]
        constraints = [models.CheckConstraint(condition=~models.Q(why=""), name="law_decision_has_reason")]
