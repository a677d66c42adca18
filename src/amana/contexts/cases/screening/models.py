"""What is stored of a screening. An answer that changes is a new row; the last one counts."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amana.contexts.persons.models import Person
from amana.kernel.access.protected import ProtectedManager
from amana.kernel.sealed.classes import INTERNAL, SENSITIVE, classify
from amana.kernel.sealed.fields import SealedJSONField, SealedModel


class ScreeningState(models.TextChoices):
    OPEN = "open", _("Open")
    CONCLUDED = "concluded", _("Concluded")


class Screening(SealedModel):
    """One walk through one list with one person.

    content           profile and age group, as codes
    reference_version the version of `screening_indicators` that asked the questions and weighs the answers
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="screenings")
    content = SealedJSONField(classification=SENSITIVE)
    reference_version = classify(models.PositiveIntegerField(), INTERNAL)
    state = classify(models.CharField(max_length=9, choices=ScreeningState, default=ScreeningState.OPEN), INTERNAL)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    started_at = classify(models.DateTimeField(_("Begun at")), INTERNAL)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"


class ScreeningAnswer(SealedModel):
    """One answer to one sign: `sign`, `answer`, `source`, `note`."""

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="answers")
    content = SealedJSONField(classification=SENSITIVE)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = classify(models.DateTimeField(), INTERNAL)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"


class ScreeningConclusion(SealedModel):
    """What a person concluded, why, and what the rule read at that moment. A second thought is a new row."""

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="conclusions")
    content = SealedJSONField(classification=SENSITIVE)
    concluded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    concluded_at = classify(models.DateTimeField(), INTERNAL)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"
