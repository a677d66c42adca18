"""What is stored of referrals. A `Referral` says which desk wrote to which and where it stands: ids and codes, about nobody by name. What
was told stands in `ReferralContent`, sealed."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amana.contexts.cases.consent.models import ConsentWithdrawal, DisclosureMade
from amana.contexts.cases.referral.terms import Erasure, NoticeKind, ReferralState, Side
from amana.contexts.exchange.guard.terms import ReferralUrgency
from amana.contexts.persons.models import Person
from amana.kernel.access.protected import ProtectedManager
from amana.kernel.ids import new_id
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.classes import INTERNAL, SENSITIVE, classify
from amana.kernel.sealed.fields import SealedJSONField, SealedModel

ADDRESS = 130  # as the exchange keeps addresses of desks


class Referral(models.Model):
    """One side of one referral.

    organisation  whose row it is: the sender's or the receiver's
    answer_by     until when the other side has to say yes or no; after it the sender is told to act, and the referral still stands
    expires_at    from then on it is gone: what was not accepted is erased
    """

    ref = models.UUIDField(default=new_id, unique=True, editable=False)
    side = classify(models.CharField(max_length=8, choices=Side), INTERNAL)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    message = classify(models.UUIDField(), INTERNAL)
    thread = classify(models.UUIDField(db_index=True), INTERNAL)
    sender = classify(models.CharField(max_length=ADDRESS), INTERNAL)
    recipient = classify(models.CharField(max_length=ADDRESS), INTERNAL)
    purpose = classify(models.CharField(max_length=40), INTERNAL)
    urgency = classify(models.CharField(_("How urgent"), max_length=10, choices=ReferralUrgency), INTERNAL)
    answer_by = classify(models.DateTimeField(_("Answer wanted by")), INTERNAL)
    expires_at = classify(models.DateTimeField(_("Expires")), INTERNAL)
    state = classify(models.CharField(_("State"), max_length=10, choices=ReferralState), INTERNAL)
    state_code = classify(models.CharField(max_length=80, blank=True), INTERNAL)
    state_at = classify(models.DateTimeField(), INTERNAL)
    begun_at = classify(models.DateTimeField(_("Sent on")), INTERNAL)
    withdrawn_at = classify(models.DateTimeField(null=True), INTERNAL)
    erasure = classify(models.CharField(max_length=12, choices=Erasure, blank=True, default=Erasure.NONE), INTERNAL)
    erasure_at = classify(models.DateTimeField(null=True), INTERNAL)
    erasure_message = classify(models.UUIDField(null=True), INTERNAL)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["side", "message"], name="one_row_per_side_of_a_referral")]
        indexes = [models.Index(fields=["organisation", "side", "-id"], name="referrals_of_organisation")]

    def __str__(self) -> str:
        return f"{self.side} {self.ref}"


class ReferralContent(SealedModel):
    """What was told, as it was sealed into the envelope or taken out of it.

    person      whose file it is with; absent on the receiving side until somebody opened a file from it or put it to one
    disclosure  the sender's entry in the consent ledger
    """

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="content")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="referrals")
    disclosure = models.ForeignKey(DisclosureMade, on_delete=models.PROTECT, null=True, related_name="+")
    told = SealedJSONField(classification=SENSITIVE)
    answers = SealedJSONField(classification=SENSITIVE)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"


class ReferralStep(models.Model):
    """That a referral came into a state: when, on which code, by whom. `by` is absent where the node itself did it."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="steps")
    state = classify(models.CharField(max_length=40), INTERNAL)
    code = classify(models.CharField(max_length=80, blank=True), INTERNAL)
    at = classify(models.DateTimeField(), INTERNAL)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)


class NoticeSent(SealedModel):
    """A message that followed a disclosure: that the person changed their mind, or a request to erase. Kept with the person's file."""

    disclosure = models.ForeignKey(DisclosureMade, on_delete=models.PROTECT, related_name="notices")
    withdrawal = models.ForeignKey(ConsentWithdrawal, on_delete=models.PROTECT, null=True, related_name="+")
    kind = classify(models.CharField(max_length=20, choices=NoticeKind), INTERNAL)
    message = classify(models.UUIDField(unique=True), INTERNAL)
    sent_at = classify(models.DateTimeField(), INTERNAL)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"


class MessageOfDisclosure(SealedModel):
    """Which message told what a disclosure says was told: what leaves as an envelope can be followed, stopped and called back."""

    disclosure = models.OneToOneField(DisclosureMade, on_delete=models.PROTECT, related_name="message")
    message = classify(models.UUIDField(unique=True), INTERNAL)
    thread = classify(models.UUIDField(), INTERNAL)
    sender = classify(models.CharField(max_length=ADDRESS), INTERNAL)
    recipient = classify(models.CharField(max_length=ADDRESS), INTERNAL)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"
