"""What is stored of reports: where one came from and stands in `Report`; what it says in `ReportContent`, under a key of its own.

The managers are written out because the type checker reads the models of the profiles it is started with, and `justice` is alone.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amana.contexts.investigations.reports.terms import ReportState
from amana.kernel.access.protected import ProtectedManager
from amana.kernel.ids import new_id
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.classes import INTERNAL, SENSITIVE, classify
from amana.kernel.sealed.fields import SealedJSONField, SealedModel

ADDRESS = 130  # as the exchange keeps addresses of desks
GRADE = 2


class Report(models.Model):
    """One report. The grades are first the sender's and then our own, which never overwrite each other.

    taken_up_at  when it was accepted for the first time; from then on no message and no clock erases what it says, a person does
    warned_at    when those at the desk were warned that it is erased by its time limit, if nobody takes it up; absent after any step
    erased_at    when what it says was erased; absent while it is here, and where that was before this was written down
    """

    ref = models.UUIDField(default=new_id, unique=True, editable=False)
    number = classify(models.CharField(_("Number"), max_length=20, unique=True), INTERNAL)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    message = classify(models.UUIDField(unique=True), INTERNAL)
    thread = classify(models.UUIDField(db_index=True), INTERNAL)
    sender = classify(models.CharField(max_length=ADDRESS), INTERNAL)
    recipient = classify(models.CharField(max_length=ADDRESS), INTERNAL)
    state = classify(models.CharField(_("State"), max_length=12, choices=ReportState), INTERNAL)
    state_code = classify(models.CharField(max_length=80, blank=True), INTERNAL)
    state_at = classify(models.DateTimeField(), INTERNAL)
    received_at = classify(models.DateTimeField(_("Received")), INTERNAL)
    taken_up_at = classify(models.DateTimeField(null=True), INTERNAL)
    warned_at = classify(models.DateTimeField(null=True), INTERNAL)
    erased_at = classify(models.DateTimeField(null=True), INTERNAL)
    source_grade = classify(models.CharField(_("Source"), max_length=GRADE), INTERNAL)
    information_grade = classify(models.CharField(_("Information"), max_length=GRADE), INTERNAL)
    own_source_grade = classify(models.CharField(max_length=GRADE, blank=True), INTERNAL)
    own_information_grade = classify(models.CharField(max_length=GRADE, blank=True), INTERNAL)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects: ClassVar[models.Manager["Report"]] = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "-id"], name="reports_of_organisation")]

    def __str__(self) -> str:
        return self.number


class ReportContent(SealedModel):
    """What a report says, as it came."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="content")
    told = SealedJSONField(classification=SENSITIVE)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"


class ReportStep(models.Model):
    """What was done with a report, when and by whom: graded, answered, withdrawn. `by` is absent where the node did it."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="steps")
    what = classify(models.CharField(max_length=40), INTERNAL)
    code = classify(models.CharField(max_length=80, blank=True), INTERNAL)
    at = classify(models.DateTimeField(), INTERNAL)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    objects: ClassVar[models.Manager["ReportStep"]] = models.Manager()
