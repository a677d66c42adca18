"""Who holds files on this node."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from amana.kernel.ids import new_id
from amana.kernel.organisations.terms import Mandate, OrganisationKind
from amana.kernel.sealed.classes import INTERNAL, classify


class Organisation(models.Model):
    """An authority or service with accounts on this node."""

    ref = models.UUIDField(default=new_id, unique=True, editable=False)
    name = classify(models.CharField(_("Name"), max_length=200, unique=True), INTERNAL)
    kind = classify(models.CharField(_("Kind"), max_length=30, choices=OrganisationKind), INTERNAL)
    country = classify(models.CharField(_("Country"), max_length=2), INTERNAL)
    closed_on = classify(models.DateField(_("Closed on"), null=True, blank=True), INTERNAL)

    def __str__(self) -> str:
        return self.name


class HeldMandate(models.Model):
    """One mandate of one organisation, and where it comes from."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="mandates")
    mandate = classify(models.CharField(_("Mandate"), max_length=20, choices=Mandate), INTERNAL)
    basis = classify(models.CharField(_("Legal basis"), max_length=300, blank=True), INTERNAL)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "mandate"], name="one_row_per_mandate")]
