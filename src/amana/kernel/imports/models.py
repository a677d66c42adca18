"""What is stored of an import. Whatever comes from the sheet is sealed under a file of the import's own, and goes with its key.

Rows are kept in the clear only as prints: keyed hashes that let the same row be recognised later and tell nothing to somebody who
holds the database alone.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from amana.kernel.access.protected import ProtectedManager
from amana.kernel.imports.terms import IMPORTED, RowState, RunState
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.classes import INTERNAL, SENSITIVE, classify
from amana.kernel.sealed.fields import SealedBytesField, SealedJSONField, SealedModel, SealedTextField


class ImportRun(SealedModel):
    """One file brought in, from reading to the end.

    choices   what the user decided about columns (`choices.Choices`)
    layout    what the columns mean (`columns.values.Layout`); profile: what whole columns say (`check.Profile`)
    remarks   about the whole file (`cells.Remark`)
    forgotten_at  when what the sheet said was destroyed; counts and prints stay
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    target = classify(models.CharField(max_length=40), INTERNAL)
    format = classify(models.CharField(_("Kind of file"), max_length=8), INTERNAL)
    state = classify(models.CharField(_("State"), max_length=12, choices=RunState, default=RunState.READ), INTERNAL)
    name = SealedTextField(classification=SENSITIVE, null=True)
    content_print = classify(models.BinaryField(), INTERNAL)
    choices = SealedJSONField(classification=SENSITIVE, null=True)
    layout = SealedJSONField(classification=SENSITIVE, null=True)
    profile = SealedJSONField(classification=SENSITIVE, null=True)
    remarks = SealedJSONField(classification=SENSITIVE, null=True)
    started_at = classify(models.DateTimeField(_("Started")), INTERNAL)
    finished_at = classify(models.DateTimeField(_("Finished"), null=True), INTERNAL)
    forgotten_at = classify(models.DateTimeField(_("Sheet destroyed"), null=True), INTERNAL)
    undo_proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    undo_proposed_at = classify(models.DateTimeField(null=True), INTERNAL)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["organisation", "-id"], name="import_by_organisation")]


class ImportPart(SealedModel):
    """A piece of the file as it was handed in."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="parts")
    number = classify(models.PositiveIntegerField(), INTERNAL)
    content = SealedBytesField(classification=SENSITIVE)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="one_part_per_number")]


class ImportRow(SealedModel):
    """One row of the sheet after checking.

    payload   what it will become; emptied once it did
    cells     the row as it stands in the sheet, only where it needs correction
    problems  what is to be said about it
    alike     whom it may be (`likeness.Alike`), where it resembles somebody
    row_print, source_print  keyed hashes of what the row says and of its key in the form program
    result    the file it became, and the version of that file at the moment `as_of`, when we left it
    """

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="rows")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = classify(models.PositiveIntegerField(_("Row")), INTERNAL)
    state = classify(models.CharField(_("State"), max_length=17, choices=RowState), INTERNAL)
    payload = SealedJSONField(classification=SENSITIVE, null=True)
    cells = SealedJSONField(classification=SENSITIVE, null=True)
    problems = SealedJSONField(classification=SENSITIVE, null=True)
    alike = SealedJSONField(classification=SENSITIVE, null=True)
    row_print = classify(models.BinaryField(), INTERNAL)
    source_print = classify(models.BinaryField(null=True), INTERNAL)
    result = classify(models.UUIDField(null=True), INTERNAL)
    result_version = classify(models.PositiveIntegerField(null=True), INTERNAL)
    as_of = classify(models.DateTimeField(null=True), INTERNAL)

    objects: ClassVar[ProtectedManager] = ProtectedManager()

    class Meta:
        base_manager_name = "objects"
        indexes = [
            models.Index(fields=["run", "state", "number"], name="row_by_state"),
            models.Index(fields=["organisation", "source_print"], name="row_by_source", condition=models.Q(source_print__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="one_row_per_number"),
            models.UniqueConstraint(
                fields=["organisation", "row_print"], name="one_import_per_row", condition=models.Q(state__in=IMPORTED)
            ),
        ]
