"""What is stored of a case. An entry is never changed: settling and correcting it are further facts about it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amana.contexts.persons.models import Person
from amana.kernel.access.protected import ProtectedManager
from amana.kernel.sealed.classes import INTERNAL, PERSONAL, SENSITIVE, classify
from amana.kernel.sealed.fields import SealedBytesField, SealedJSONField, SealedModel, SealedTextField


class Case(SealedModel):
    """One episode of work with a person. A person who comes back after a closed case gets a further one; the file stays the same."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    episode = classify(models.PositiveSmallIntegerField(_("Episode"), default=1), INTERNAL)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="cases", verbose_name=_("Case owner")
    )
    opened_on = classify(models.DateField(_("Opened on")), INTERNAL)
    closed_on = classify(models.DateField(_("Closed on"), null=True), INTERNAL)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["person", "episode"], name="one_case_per_episode")]
        indexes = [models.Index(fields=["owner", "closed_on", "-id"], name="case_by_owner")]


class CaseStatusChange(SealedModel):
    """The status a case was given, when, by whom and why. The last one counts."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="statuses")
    content = SealedJSONField(classification=SENSITIVE)  # status, reason
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    recorded_at = classify(models.DateTimeField(), INTERNAL)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"


class CaseEntry(SealedModel):
    """One thing learned, planned or done: `values.Entry` in `content`.

    due_on, assignee  for needs, services, tasks and plans; in the clear, because Today looks for them, and they say nothing alone
    settled_at        when it was done or given up; how, stands in the entry that settles it (`corrects`)
    corrects          the entry in whose place this one stands
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries")
    content = SealedJSONField(classification=SENSITIVE)
    due_on = classify(models.DateField(_("Due on"), null=True), INTERNAL)
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="assigned", db_index=False)
    settled_at = classify(models.DateTimeField(null=True), INTERNAL)
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="corrected_by")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    recorded_at = classify(models.DateTimeField(), INTERNAL)
    withdrawn_at = classify(models.DateTimeField(null=True), INTERNAL)
    withdrawn_because = SealedTextField(classification=SENSITIVE, null=True)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["assignee", "due_on"], name="entry_due", condition=models.Q(settled_at=None, withdrawn_at=None)),
        ]


class Attachment(SealedModel):
    """A paper, picture or recording that belongs to a case, sealed.

    case      absent for one that came with a referral and stands in no case yet
    referral  with which it came; absent for one that was attached here
    content   all of it, for those kept before there were pieces; else empty, and `AttachmentPiece` has it
    about     SHA-256, number of pieces, and whether what its maker hid in it was taken out (`papers.keeping.About`)
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="attachments", null=True)
    referral = models.ForeignKey("cases.Referral", on_delete=models.PROTECT, related_name="attachments", null=True)
    name = SealedTextField(classification=PERSONAL)
    content = SealedBytesField(classification=SENSITIVE, null=True)
    about = SealedJSONField(classification=PERSONAL, null=True)
    media_type = classify(models.CharField(max_length=40), INTERNAL)
    size = classify(models.PositiveIntegerField(), INTERNAL)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    recorded_at = classify(models.DateTimeField(), INTERNAL)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(case__isnull=False) | models.Q(referral__isnull=False), name="attachment_belongs_somewhere"
            )
        ]


class AttachmentPiece(SealedModel):
    """A stretch of an attachment (`kernel.sealed.pieces`)."""

    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="pieces")
    number = classify(models.PositiveIntegerField(), INTERNAL)
    content = SealedBytesField(classification=SENSITIVE)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["attachment", "number"], name="one_attachment_piece_per_number")]
