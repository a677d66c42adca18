"""Tokens for programs, and what was answered to requests that must not happen twice."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amana.kernel.ids import new_id
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.classes import INTERNAL, PERSONAL, classify


class ApiToken(models.Model):
    """A program's leave to act for one person, one organisation, one purpose and a list of acts. The secret itself is not kept."""

    ref = models.UUIDField(default=new_id, unique=True, editable=False)
    label = classify(models.CharField(_("What it is for"), max_length=100), INTERNAL)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    purpose = classify(models.CharField(max_length=30), INTERNAL)
    acts = classify(models.JSONField(default=list), INTERNAL)
    digest = classify(models.CharField(max_length=64, unique=True), INTERNAL)
    made_at = classify(models.DateTimeField(), INTERNAL)
    expires_at = classify(models.DateTimeField(), INTERNAL)
    revoked_at = classify(models.DateTimeField(null=True), INTERNAL)
    last_used_at = classify(models.DateTimeField(null=True), INTERNAL)


class AnsweredRequest(models.Model):
    """One request that changed something, by its idempotency key: the same key gets the same answer and changes nothing again."""

    token = models.ForeignKey(ApiToken, on_delete=models.CASCADE, related_name="+")
    key = classify(models.CharField(max_length=100), INTERNAL)
    fingerprint = classify(models.CharField(max_length=64), INTERNAL)  # keyed hash of method, path and body
    status = classify(models.PositiveSmallIntegerField(), INTERNAL)
    answer = classify(models.BinaryField(), PERSONAL)  # sealed under the key store's secret for answers
    at = classify(models.DateTimeField(), INTERNAL)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="one_answer_per_key")]
