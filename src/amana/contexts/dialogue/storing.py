"""What every record of the dialogue carries: its source (S12), who wrote it down and when. Rows are added, never changed or deleted."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from amana.contexts.dialogue.terms import CONFIDENCES, Source
from amana.kernel.ids import new_id
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.classes import INTERNAL, PUBLIC, classify
from amana.kernel.vocabulary.terms import Confidence


class Recorded(models.Model):
    """Who wrote a row, for which organisation, when. Nobody, where the node itself took it over from a reference table."""

    ref = models.UUIDField(default=new_id, unique=True, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = classify(models.DateTimeField(), INTERNAL)

    class Meta:
        abstract = True


class Sourced(Recorded):
    """A row that states a fact: where it comes from, of which day the source is, how far it can be relied on."""

    source = classify(models.TextField(), PUBLIC)
    source_on = classify(models.DateField(null=True), PUBLIC)
    confidence = classify(models.CharField(max_length=12, choices=[(each.value, each.label) for each in CONFIDENCES]), PUBLIC)

    class Meta:
        abstract = True

    @property
    def sourced(self) -> Source:
        return Source(words=self.source, on=self.source_on, confidence=Confidence(self.confidence))


def sourced_rows(name: str) -> list[models.CheckConstraint]:
    """The constraints that hold a fact to its source; `name` tells the table."""
    return [
        models.CheckConstraint(condition=~Q(source=""), name=f"{name}_has_source"),
        models.CheckConstraint(condition=Q(confidence__in=[each.value for each in CONFIDENCES]), name=f"{name}_confidence"),
    ]


def one_first(name: str, of: str) -> models.UniqueConstraint:
    """A history is a chain: every row but the first names the one it follows, and there is one first. So it cannot fork."""
    return models.UniqueConstraint(fields=[of], condition=Q(follows=None), name=f"{name}_one_first")


def both_or_neither(one: Q, other: Q) -> Q:
    """Two things that are said together or not at all."""
    return (one & other) | (~one & ~other)
