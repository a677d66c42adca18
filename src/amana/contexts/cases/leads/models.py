"""What is stored of leads: to which desk one went and where it stands in `Lead`, what was told in `LeadContent`, sealed with the file."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amana.contexts.cases.consent.models import DisclosureMade
from amana.contexts.cases.leads.terms import LeadState
from amana.contexts.cases.referral.terms import Erasure
from amana.contexts.exchange.guard.terms import KeepGround
from amana.contexts.persons.models import Person
from amana.kernel.access.protected import ProtectedManager
from amana.kernel.ids import new_id
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.classes import INTERNAL, SENSITIVE, classify
from amana.kernel.sealed.fields import SealedJSONField, SealedModel

ADDRESS = 130  # as the exchange keeps addresses of desks


class Lead(models.Model):
    """One lead that was sent: desks, state, times. About nobody by name.

    erasure, erasure_at, erasure_ground  where our request to erase it stands: since when, and on which ground it is kept. `erased` also
                                         where they erased it by themselves, when its time was over there
    erasure_on                           the day they name in their answer
    """

    ref = models.UUIDField(default=new_id, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    message = classify(models.UUIDField(unique=True), INTERNAL)
    thread = classify(models.UUIDField(db_index=True), INTERNAL)
    sender = classify(models.CharField(max_length=ADDRESS), INTERNAL)
    recipient = classify(models.CharField(max_length=ADDRESS), INTERNAL)
    state = classify(models.CharField(_("State"), max_length=12, choices=LeadState), INTERNAL)
    state_code = classify(models.CharField(max_length=80, blank=True), INTERNAL)
    state_at = classify(models.DateTimeField(), INTERNAL)
    begun_at = classify(models.DateTimeField(_("Sent on")), INTERNAL)
    erasure = classify(models.CharField(max_length=12, choices=Erasure, blank=True, default=Erasure.NONE), INTERNAL)
    erasure_at = classify(models.DateTimeField(null=True), INTERNAL)
    erasure_on = classify(models.DateField(null=True), INTERNAL)
    erasure_ground = classify(models.CharField(max_length=20, choices=KeepGround, blank=True), INTERNAL)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["organisation", "-id"], name="leads_of_organisation")]

    def __str__(self) -> str:
        return f"lead {self.ref}"


class LeadContent(SealedModel):
    """What a lead told, as it was sealed into the envelope, and the entry of the consent ledger it was told under."""

    lead = models.OneToOneField(Lead, on_delete=models.PROTECT, related_name="content")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="leads")
    disclosure = models.ForeignKey(DisclosureMade, on_delete=models.PROTECT, related_name="+")
    told = SealedJSONField(classification=SENSITIVE)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"
