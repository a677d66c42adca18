"""What is protected as one: the holder, the team, the time it is kept."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amana.kernel.ids import new_id
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.classes import INTERNAL, classify


class Level(models.TextChoices):
    ORGANISATION = "organisation", _("Everyone in the organisation who works with files")
    RESTRICTED = "restricted", _("Only the team named on the file")


class State(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    ERASED = "erased", _("Erased")


class TeamRole(models.TextChoices):
    LEAD = "lead", _("Lead")
    MEMBER = "member", _("Member")


class File(models.Model):
    """One protected file. Its data key lives in the key store under `ref`, never here."""

    ref = models.UUIDField(default=new_id, unique=True, editable=False)
    number = classify(models.CharField(_("File number"), max_length=20, unique=True), INTERNAL)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="files", verbose_name=_("Held by"))
    level = classify(models.CharField(_("Who may open it"), max_length=12, choices=Level, default=Level.ORGANISATION), INTERNAL)
    state = classify(models.CharField(_("State"), max_length=8, choices=State, default=State.OPEN), INTERNAL)
    opened_on = classify(models.DateField(_("Opened on")), INTERNAL)
    closed_on = classify(models.DateField(_("Closed on"), null=True, blank=True), INTERNAL)
    retention_until = classify(models.DateField(_("Kept until"), null=True, blank=True), INTERNAL)
    legal_hold = classify(models.BooleanField(_("Legal hold"), default=False), INTERNAL)
    version = classify(models.PositiveIntegerField(default=0), INTERNAL)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "state", "-id"], name="file_by_holder"),
            models.Index(fields=["retention_until"], condition=models.Q(retention_until__isnull=False), name="file_by_end"),
        ]

    def __str__(self) -> str:
        return self.number


class FileTeam(models.Model):
    """Who works on a file, since when."""

    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="file_teams")
    role = classify(models.CharField(_("Part"), max_length=8, choices=TeamRole, default=TeamRole.MEMBER), INTERNAL)
    since = classify(models.DateField(_("Since")), INTERNAL)
    until = classify(models.DateField(_("Until"), null=True, blank=True), INTERNAL)

    class Meta:
        indexes = [models.Index(fields=["user", "until"], name="team_by_user")]
        constraints = [models.UniqueConstraint(fields=["file", "user"], condition=models.Q(until=None), name="one_current_place_in_team")]
