"""What is stored of requests to erase: ids, codes, days and who decided; nothing of what the report says."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from amana.contexts.exchange.guard.terms import ErasureAnswer, KeepGround
from amana.contexts.investigations.erasing.terms import Asked
from amana.contexts.investigations.reports.models import Report
from amana.kernel.ids import new_id
from amana.kernel.sealed.classes import INTERNAL, classify


class ErasureRequest(models.Model):
    """One decision that is wanted on a report that was taken up. At most one of a report waits; what comes meanwhile is noted with it.

    message    the message that asked first; absent where its time asks
    decide_by  the last day on which it should be decided
    told_at    when the answer was written for the desk that asked; absent while it could not be, though it was decided
    """

    ref = models.UUIDField(default=new_id, unique=True, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="erasure_requests")
    asked_as = classify(models.CharField(max_length=20, choices=Asked), INTERNAL)
    message = classify(models.UUIDField(unique=True, null=True), INTERNAL)
    asked_at = classify(models.DateTimeField(), INTERNAL)
    decide_by = classify(models.DateField(), INTERNAL)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    proposed_at = classify(models.DateTimeField(null=True), INTERNAL)
    answer = classify(models.CharField(max_length=12, choices=ErasureAnswer, blank=True), INTERNAL)
    ground = classify(models.CharField(max_length=20, choices=KeepGround, blank=True), INTERNAL)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = classify(models.DateTimeField(null=True), INTERNAL)
    told_at = classify(models.DateTimeField(null=True), INTERNAL)

    objects: ClassVar[models.Manager["ErasureRequest"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report"], condition=models.Q(decided_at=None), name="one_waiting_erasure_request_of_a_report")
        ]

    def __str__(self) -> str:
        return f"{self.asked_as} {self.ref}"
