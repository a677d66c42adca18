"""Acts, provisions, assessments and what followed them. Content is never changed: a correction is a new row that names the old one."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from amana.contexts.law.check.terms import Confidence, Status, Step
from amana.contexts.law.days import Precision
from amana.kernel.ids import new_id
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.classes import INTERNAL, PUBLIC, classify


class Sourced(models.Model):
    """What every row about the law of a state carries (S12): where it comes from, how sure it is, and by which office it was recorded."""

    ref = models.UUIDField(default=new_id, unique=True, editable=False)
    source = classify(models.TextField(), PUBLIC)
    confidence = classify(models.CharField(max_length=20, choices=Confidence.choices), PUBLIC)
    note = classify(models.TextField(blank=True), PUBLIC)
    public = classify(models.BooleanField(), INTERNAL)
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = classify(models.DateTimeField(), PUBLIC)

    class Meta:
        abstract = True


class NationalAct(Sourced):
    """An act, code or decree of a state. `code` is that of the reference row it came from, empty where a person recorded it."""

    code = classify(models.CharField(max_length=60, blank=True), PUBLIC)
    state = classify(models.CharField(max_length=2, db_index=True), PUBLIC)
    title = classify(models.CharField(max_length=300), PUBLIC)
    title_original = classify(models.CharField(max_length=300, blank=True), PUBLIC)
    language = classify(models.CharField(max_length=10, blank=True), PUBLIC)
    number = classify(models.CharField(max_length=120, blank=True), PUBLIC)
    topics = classify(models.JSONField(default=list), PUBLIC)
    adopted_on = classify(models.DateField(null=True), PUBLIC)
    adopted_precision = classify(models.CharField(max_length=5, choices=Precision.choices), PUBLIC)
    starts_on = classify(models.DateField(null=True), PUBLIC)
    starts_precision = classify(models.CharField(max_length=5, choices=Precision.choices), PUBLIC)
    ends_on = classify(models.DateField(null=True), PUBLIC)  # first day no longer in force
    ends_precision = classify(models.CharField(max_length=5, choices=Precision.choices), PUBLIC)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="law_act_has_source"),
            models.CheckConstraint(condition=Q(confidence__in=Confidence.values), name="law_act_has_confidence"),
            models.CheckConstraint(condition=~Q(title=""), name="law_act_has_title"),
        ]


class Provision(Sourced):
    """One version of one section of an act: its text, in the original and, where somebody made one, in translation."""

    act = models.ForeignKey(NationalAct, on_delete=models.PROTECT, related_name="provisions")
    section = classify(models.CharField(max_length=60), PUBLIC)
    version = classify(models.CharField(max_length=120, blank=True), PUBLIC)  # what the publisher calls this edition
    starts_on = classify(models.DateField(null=True), PUBLIC)
    starts_precision = classify(models.CharField(max_length=5, choices=Precision.choices), PUBLIC)
    ends_on = classify(models.DateField(null=True), PUBLIC)
    ends_precision = classify(models.CharField(max_length=5, choices=Precision.choices), PUBLIC)
    text = classify(models.TextField(blank=True), PUBLIC)
    language = classify(models.CharField(max_length=10, blank=True), PUBLIC)
    translation = classify(models.TextField(blank=True), PUBLIC)
    translation_language = classify(models.CharField(max_length=10, blank=True), PUBLIC)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(source=""), name="law_provision_has_source"),
            models.CheckConstraint(condition=Q(confidence__in=Confidence.values), name="law_provision_has_confidence"),
            models.CheckConstraint(condition=~Q(section=""), name="law_provision_has_section"),
        ]


class Assessment(models.Model):
    """What one office says about one obligation in the law of one state.

    findings   one entry for each element: {"element", "answer", "provisions": [ref, ...], "note"}; provisions are never deleted
    status     where it stands; the way there is in its steps
    """

    ref = models.UUIDField(default=new_id, unique=True, editable=False)
    state = classify(models.CharField(max_length=2), PUBLIC)
    obligation = classify(models.CharField(max_length=60), PUBLIC)
    table_version = classify(models.PositiveIntegerField(), PUBLIC)  # of the obligations it was written against
    findings = classify(models.JSONField(), PUBLIC)
    reasoning = classify(models.TextField(), PUBLIC)
    evidence = classify(models.TextField(blank=True), PUBLIC)
    status = classify(models.CharField(max_length=20, choices=Status.choices), INTERNAL)
    public = classify(models.BooleanField(default=False), INTERNAL)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    assessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    assessed_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    assessed_role = classify(models.CharField(max_length=30), PUBLIC)
    assessed_at = classify(models.DateTimeField(), PUBLIC)

    class Meta:
        indexes = [
            models.Index(fields=["state", "status"], name="law_assessments_of_state"),
            models.Index(fields=["obligation", "status"], name="law_assessments_of_duty"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="law_assessment_has_status"),
            models.CheckConstraint(condition=~Q(reasoning=""), name="law_assessment_has_reasoning"),
            models.CheckConstraint(condition=Q(public=False) | Q(status=Status.REVIEWED), name="law_only_reviewed_is_public"),
        ]


class AssessmentStep(models.Model):
    """What followed an assessment, by whom and when. Rows are only added."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="steps")
    kind = classify(models.CharField(max_length=20, choices=Step.choices), PUBLIC)
    note = classify(models.TextField(blank=True), INTERNAL)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by_role = classify(models.CharField(max_length=30), PUBLIC)
    at = classify(models.DateTimeField(), PUBLIC)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(kind__in=Step.values), name="law_step_has_kind")]
