"""The consent ledger as stored: entries are added, never changed.

A talk is one conversation in which a person was asked; its lines are the answers, one for each purpose and recipient.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models

from amana.contexts.persons.models import Person
from amana.kernel.access.protected import ProtectedManager
from amana.kernel.sealed.classes import INTERNAL, SENSITIVE, classify
from amana.kernel.sealed.fields import SealedJSONField, SealedModel


class ConsentTalk(SealedModel):
    """How the person was asked: day, form, language, interpreter, read aloud, capacity, age, assent, guardian, notice."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consent_talks")
    content = SealedJSONField(classification=SENSITIVE)
    notice_version = classify(models.PositiveIntegerField(), INTERNAL)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = classify(models.DateTimeField(), INTERNAL)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"


class ConsentLine(SealedModel):
    """One answer: purpose, recipient, categories, said, valid until."""

    talk = models.ForeignKey(ConsentTalk, on_delete=models.PROTECT, related_name="lines")
    content = SealedJSONField(classification=SENSITIVE)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"


class ConsentWithdrawal(SealedModel):
    """That the person changed their mind about one line: the day, how it was said, to whom."""

    line = models.ForeignKey(ConsentLine, on_delete=models.PROTECT, related_name="withdrawals")
    content = SealedJSONField(classification=SENSITIVE)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = classify(models.DateTimeField(), INTERNAL)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["line"], name="one_withdrawal_per_line")]


class NamedBasis(SealedModel):
    """A provision of law named in place of consent: basis, provision, purpose, recipient, categories, days."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="named_bases")
    content = SealedJSONField(classification=SENSITIVE)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = classify(models.DateTimeField(), INTERNAL)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"


class DisclosureMade(SealedModel):
    """What was told to whom: purpose, recipient, categories, day, how, and what allowed it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="disclosures")
    content = SealedJSONField(classification=SENSITIVE)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = classify(models.DateTimeField(), INTERNAL)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"


class RecipientTold(SealedModel):
    """That a past recipient heard of a withdrawal: the day, how, and what they answered. Without a row, they still have to be told."""

    withdrawal = models.ForeignKey(ConsentWithdrawal, on_delete=models.PROTECT, related_name="recipients_told")
    disclosure = models.ForeignKey(DisclosureMade, on_delete=models.PROTECT, related_name="told_of_withdrawal")
    content = SealedJSONField(classification=SENSITIVE)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = classify(models.DateTimeField(), INTERNAL)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["withdrawal", "disclosure"], name="recipient_told_once")]
