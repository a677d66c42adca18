"""What is to be done in the background, and how far it is."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amana.kernel.ids import new_id
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.classes import INTERNAL, classify


class JobState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


OVER = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class Job(models.Model):
    """One piece of work. `ids` holds ids and codes only, so the table stays readable to an administrator."""

    ref = models.UUIDField(default=new_id, unique=True, editable=False)
    name = classify(models.CharField(max_length=60), INTERNAL)
    ids = classify(models.JSONField(default=dict), INTERNAL)
    state = classify(models.CharField(max_length=10, choices=JobState, default=JobState.WAITING), INTERNAL)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="jobs")
    access = classify(models.UUIDField(null=True), INTERNAL)  # the open purpose under which it runs; none for the node's own work
    idempotency_key = classify(models.CharField(max_length=100, null=True, unique=True), INTERNAL)
    created_at = classify(models.DateTimeField(), INTERNAL)
    not_before = classify(models.DateTimeField(), INTERNAL)
    finished_at = classify(models.DateTimeField(null=True), INTERNAL)
    lease_until = classify(models.DateTimeField(null=True), INTERNAL)
    worker = classify(models.CharField(max_length=60, blank=True), INTERNAL)
    attempts = classify(models.PositiveSmallIntegerField(default=0), INTERNAL)
    done = classify(models.PositiveIntegerField(default=0), INTERNAL)
    total = classify(models.PositiveIntegerField(default=0), INTERNAL)
    cancel_asked = classify(models.BooleanField(default=False), INTERNAL)
    code = classify(models.CharField(max_length=80, blank=True), INTERNAL)  # why it failed: an error's code
    result = classify(models.JSONField(default=dict), INTERNAL)

    class Meta:
        indexes = [models.Index(fields=["state", "not_before", "id"], name="job_to_claim")]
