"""Which purposes were opened, by whom, until when; and which glasses were broken."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amana.kernel.access.protected import ProtectedManager
from amana.kernel.access.terms import Purpose
from amana.kernel.ids import new_id
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.classes import INTERNAL, SENSITIVE, classify
from amana.kernel.sealed.fields import SealedModel, SealedTextField


class OpenAccess(models.Model):
    """One purpose, opened by one person for one organisation. It ends by itself, or earlier by their hand."""

    ref = models.UUIDField(default=new_id, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="accesses")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    purpose = classify(models.CharField(_("Purpose"), max_length=20, choices=Purpose), INTERNAL)
    second_factor = classify(models.BooleanField(), INTERNAL)
    opened_at = classify(models.DateTimeField(_("Opened")), INTERNAL)
    expires_at = classify(models.DateTimeField(_("Ends by itself")), INTERNAL)
    closed_at = classify(models.DateTimeField(_("Ended"), null=True, blank=True), INTERNAL)
    break_glass_file = classify(models.UUIDField(null=True, blank=True), INTERNAL)  # `ref` of the one file, where a glass was broken

    class Meta:
        indexes = [models.Index(fields=["user", "-opened_at"], name="access_by_user")]


class Outcome(models.TextChoices):
    JUSTIFIED = "justified", _("It was needed")
    NOT_JUSTIFIED = "not_justified", _("It was not needed")
    UNCLEAR = "unclear", _("It cannot be told")


class BrokenGlass(SealedModel):
    """One restricted file opened in an emergency by somebody who is not on its team: why, and what the reviewer found."""

    access = models.OneToOneField(OpenAccess, on_delete=models.PROTECT, related_name="broken_glass")
    reason = SealedTextField(classification=SENSITIVE)
    outcome = classify(models.CharField(_("What the review found"), max_length=14, choices=Outcome, blank=True), INTERNAL)
    note = SealedTextField(classification=SENSITIVE)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = classify(models.DateTimeField(_("Reviewed"), null=True), INTERNAL)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"


class GlassNotice(models.Model):
    """That somebody was told of a broken glass, and when they saw it."""

    access = models.ForeignKey(OpenAccess, on_delete=models.PROTECT, related_name="notices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="glass_notices")
    told_at = classify(models.DateTimeField(), INTERNAL)
    seen_at = classify(models.DateTimeField(null=True), INTERNAL)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["access", "user"], name="told_once")]
