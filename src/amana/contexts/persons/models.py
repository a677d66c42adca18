"""What is stored of persons. Whatever says something about somebody is sealed under the key of their file.

A statement stands in one row, whatever it is about, and is never changed: a correction is a new row that points to the one it
corrects. Kind, source and date are sealed with the value, because that somebody stated a claim for asylum is itself a fact. Nobody
looks rows up by who recorded them, so these columns have no index.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amana.contexts.persons.identity.models import Continuation, LinkNotice, LinkProposal, LinkStep, SweepPlace, ToCompare
from amana.contexts.persons.terms import ErasureGround, Origin
from amana.kernel.access.protected import ProtectedManager
from amana.kernel.ids import new_id
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.classes import INTERNAL, PERSONAL, PUBLIC, SENSITIVE, classify
from amana.kernel.sealed.fields import SealedJSONField, SealedModel, SealedTextField

__all__ = [
    "Continuation",
    "Erasure",
    "ErasureNotice",
    "FileSeries",
    "IndexEdition",
    "LinkNotice",
    "LinkProposal",
    "LinkStep",
    "NameKey",
    "Person",
    "PersonFact",
    "PlanConfirmed",
    "SearchMade",
    "SweepPlace",
    "ToCompare",
]


class Person(SealedModel):
    """One person's file here. Who they are stands in `PersonFact`; `card` is what they are found by, derived from it (rules/card.py)."""

    card = SealedJSONField(classification=PERSONAL)
    shown_first = SealedJSONField(classification=PERSONAL, null=True)  # refs of the statements a reader is shown before others
    origin = classify(models.CharField(_("How the person came here"), max_length=8, choices=Origin), INTERNAL)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    registered_at = classify(models.DateTimeField(_("Registered at")), INTERNAL)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["file"], name="one_person_per_file")]


class PersonFact(SealedModel):
    """One statement about a person, as recorded (`values.Statement`), and whether it was withdrawn, when, by whom and why."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="facts")
    content = SealedJSONField(classification=SENSITIVE)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    recorded_at = classify(models.DateTimeField(_("Recorded at")), INTERNAL)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="corrections")
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    withdrawn_at = classify(models.DateTimeField(_("Withdrawn at"), null=True), INTERNAL)
    withdrawn_because = SealedTextField(classification=SENSITIVE, null=True)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_because=None) | models.Q(withdrawn_at__isnull=False),
                name="fact_withdrawn_as_a_whole",
            )
        ]


class NameKey(models.Model):
    """The index that searches run on: keyed hashes of what a person can be found by (engines/matching), and who holds the file.

    Derived from the cards; `index.rebuild` makes it anew. The hash is keyed, so a row says nothing without the key store. On SQLite the
    table is its own primary key (WITHOUT ROWID), which halves it and keeps the persons of one key side by side.
    """

    derived = True

    pk = models.CompositePrimaryKey("key", "holder", "person")
    key = classify(models.BigIntegerField(), INTERNAL)
    holder = classify(models.BigIntegerField(), INTERNAL)
    person = classify(models.BigIntegerField(), INTERNAL)


class IndexEdition(models.Model):
    """With which edition of the keys the index was made (`index.edition`). No row: an index from before editions were kept, or none yet."""

    derived = True
    THE_ONE = 1

    edition = classify(models.CharField(max_length=64), PUBLIC)


class SearchMade(models.Model):
    """That somebody searched, so that registering can ask for it. What they searched for stands sealed in the audit log alone."""

    ref = models.UUIDField(default=new_id, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    made_at = classify(models.DateTimeField(), INTERNAL)

    class Meta:
        indexes = [models.Index(fields=["made_at"], name="search_by_time")]


class FileSeries(models.Model):
    """The last number given to a file in one year."""

    year = classify(models.PositiveIntegerField(primary_key=True), INTERNAL)
    last = classify(models.PositiveIntegerField(default=0), INTERNAL)


class Erasure(models.Model):
    """That a file was destroyed: proposed by one, confirmed by another, and proved by a signature. Nothing of what it said."""

    ref = models.UUIDField(default=new_id, unique=True, editable=False)
    erased_file = classify(models.UUIDField(), INTERNAL)
    number = classify(models.CharField(_("File number"), max_length=20), INTERNAL)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    ground = classify(models.CharField(_("Ground"), max_length=20, choices=ErasureGround), INTERNAL)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    proposed_at = classify(models.DateTimeField(), INTERNAL)
    taken_back_at = classify(models.DateTimeField(null=True), INTERNAL)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    confirmed_at = classify(models.DateTimeField(null=True), INTERNAL)
    rows = classify(models.PositiveIntegerField(default=0), INTERNAL)
    key_destroyed_at = classify(models.DateTimeField(null=True), INTERNAL)
    signature = classify(models.BinaryField(null=True), INTERNAL)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["erased_file"],
                condition=models.Q(taken_back_at=None),
                name="one_erasure_per_file",
            )
        ]


class PlanConfirmed(models.Model):
    """That the periods of the retention table are those the authority has set. Without it the node erases nothing by itself."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    content = classify(models.CharField(max_length=64), INTERNAL)  # sha256 of the table that was confirmed: another one needs another word
    decision = classify(models.CharField(_("Decision that sets the periods"), max_length=500), INTERNAL)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    confirmed_at = classify(models.DateTimeField(), INTERNAL)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    ended_at = classify(models.DateTimeField(null=True), INTERNAL)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation"], condition=models.Q(ended_at=None), name="one_plan_in_force"),
        ]


class ErasureNotice(models.Model):
    """That colleagues can see, since a day, that a file will be erased. It counts while the file has the version it had then."""

    of_file = classify(models.UUIDField(unique=True), INTERNAL)
    told_on = classify(models.DateField(), INTERNAL)
    version = classify(models.PositiveIntegerField(), INTERNAL)
