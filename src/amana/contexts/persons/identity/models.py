"""What is stored of who is who: pairs of files, steps, notices, and files that continue in another.

A row about two files hangs on both: it is within reach only of those who reach both, and goes with whichever is erased first. No row
holds a name, a number or a day of either file. What an assessment read is read again from the two cards whenever a pair is opened;
stored are codes, numbers and digests, so that no copy of one person's facts lies under another's key. What people wrote about a pair
is sealed under the key of its first file.
"""

from typing import ClassVar

from django.conf import settings
from django.db import connections, models
from django.utils.translation import gettext_lazy as _

from amana.contexts.persons.identity.terms import LinkState, Made, StepKind
from amana.kernel.access import scope
from amana.kernel.access.floor import within_floor
from amana.kernel.access.lists import visible
from amana.kernel.access.protected import ProtectedManager, ProtectedQuerySet
from amana.kernel.access.values import Access
from amana.kernel.sealed.classes import INTERNAL, SENSITIVE, classify
from amana.kernel.sealed.fields import SealedJSONField, SealedModel, SealedTextField


class BothFilesManager(ProtectedManager):
    """Rows both of whose files are within reach. On PostgreSQL the floor says the same (`floor_migration.Rule.OF_BOTH_FILES`)."""

    def get_queryset(self) -> ProtectedQuerySet:
        """Raises NoAccess outside an access."""
        rows = super().get_queryset()
        access = scope.current()
        if access is None or connections[rows.db].vendor == "postgresql":
            return rows
        reached: ProtectedQuerySet = rows.filter(within_floor(access, "other_file__"))
        return reached

    def listed(self, access: Access) -> ProtectedQuerySet:
        """Rows both of whose files this access may list."""
        found: ProtectedQuerySet = self.get_queryset().filter(
            visible(access, "persons.list"), visible(access, "persons.list", "other_file__")
        )
        return found


class OfTwoFiles(SealedModel):
    """A row about two files; `file` seals it."""

    other_file = models.ForeignKey("files.File", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[BothFilesManager] = BothFilesManager()

    class Meta:
        abstract = True


class LinkProposal(OfTwoFiles):
    """That two persons on file may be one, and where that stands. `person` is the one registered first.

    weight   hundredths of bits when it was last weighed, to sort by; the probability itself is stored nowhere
    content  digest of what both cards said then, and whether facts changed after a decision
    """

    person = models.ForeignKey("persons.Person", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("persons.Person", on_delete=models.PROTECT, related_name="+")
    content = SealedJSONField(classification=SENSITIVE)
    made = classify(models.CharField(_("How it came about"), max_length=8, choices=Made), INTERNAL)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    made_at = classify(models.DateTimeField(_("Proposed at")), INTERNAL)
    model = classify(models.CharField(max_length=60), INTERNAL)
    band = classify(models.CharField(max_length=12), INTERNAL)
    weight = classify(models.IntegerField(), INTERNAL)
    state = classify(models.CharField(_("State"), max_length=12, choices=LinkState, default=LinkState.WAITING), INTERNAL)

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["person", "other"], name="one_proposal_per_pair")]
        indexes = [models.Index(fields=["state", "-weight", "-id"], name="link_by_weight")]


class LinkStep(OfTwoFiles):
    """One step of a proposal: what was decided, why, which answers were given, and what the engine said at that moment."""

    proposal = models.ForeignKey(LinkProposal, on_delete=models.PROTECT, related_name="steps")
    kind = classify(models.CharField(max_length=9, choices=StepKind), INTERNAL)
    content = SealedJSONField(classification=SENSITIVE)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    recorded_at = classify(models.DateTimeField(), INTERNAL)

    class Meta:
        base_manager_name = "objects"


class LinkNotice(OfTwoFiles):
    """That a colleague who acted on a decision is told that it was undone."""

    proposal = models.ForeignKey(LinkProposal, on_delete=models.PROTECT, related_name="notices")
    step = models.ForeignKey(LinkStep, on_delete=models.PROTECT, related_name="notices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    seen_at = classify(models.DateTimeField(null=True), INTERNAL)

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["step", "user"], name="one_notice_per_step")]


class Continuation(OfTwoFiles):
    """That one file continues in another: `file` was closed, `other_file` is kept. Ended when the two are taken apart again.

    content  what has to be known to restore both: copies made, what was shown first before, what followed from other contexts
    """

    proposal = models.ForeignKey(LinkProposal, on_delete=models.PROTECT, related_name="continuations")
    content = SealedJSONField(classification=SENSITIVE)
    began_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    began_at = classify(models.DateTimeField(), INTERNAL)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    ended_at = classify(models.DateTimeField(null=True), INTERNAL)
    ended_because = SealedTextField(classification=SENSITIVE, null=True)

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["file"], condition=models.Q(ended_at=None), name="one_continuation_per_file"),
        ]


class ToCompare(models.Model):
    """Persons, by row number, whose card is new or changed and was not compared since. Emptied by the job that compares.

    `marked_at` is taken anew with each change, so that a change in the midst of a comparison is compared again.
    """

    person = classify(models.BigIntegerField(primary_key=True), INTERNAL)
    marked_at = classify(models.DateTimeField(), INTERNAL)


class SweepPlace(models.Model):
    """How far the comparison of all files has come, by job, so that it goes on where it stopped."""

    job = classify(models.UUIDField(primary_key=True), INTERNAL)
    last = classify(models.BigIntegerField(default=0), INTERNAL)
    found = classify(models.PositiveIntegerField(default=0), INTERNAL)
