"""What is stored of formal identification. Acts are never changed; what follows an act stands beside it."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from amana.contexts.persons.models import Person
from amana.kernel.access.protected import ProtectedManager
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.classes import INTERNAL, SENSITIVE, classify
from amana.kernel.sealed.fields import SealedJSONField, SealedModel


class IdentificationAct(SealedModel):
    """One dated step of the competent authority: step, outcome, instance, reasons, weight, language, interpreter, day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identification_acts")
    authority = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reviews = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="reviewed_by")
    content = SealedJSONField(classification=SENSITIVE)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = classify(models.DateTimeField(), INTERNAL)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"


class IdentificationStep(SealedModel):
    """What follows an act: a colleague confirmed it, the person was told, a review was asked for or ended (`values.Followed`)."""

    act = models.ForeignKey(IdentificationAct, on_delete=models.PROTECT, related_name="steps")
    content = SealedJSONField(classification=SENSITIVE)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = classify(models.DateTimeField(), INTERNAL)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"


class RecoveryPeriod(SealedModel):
    """A recovery and reflection period: first day, days, the reference row they come from; or days added to an earlier one."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recovery_periods")
    act = models.ForeignKey(IdentificationAct, on_delete=models.PROTECT, related_name="recovery_periods")
    extends = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="extensions")
    content = SealedJSONField(classification=SENSITIVE)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = classify(models.DateTimeField(), INTERNAL)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"
