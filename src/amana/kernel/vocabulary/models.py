"""Tables and rows of reference data. Rows are never changed: a changed file becomes a new version beside the old."""

from django.db import models

from amana.kernel.sealed.classes import PUBLIC, classify


class ReferenceTable(models.Model):
    """One version of one table."""

    name = classify(models.CharField(max_length=60), PUBLIC)
    version = classify(models.PositiveIntegerField(), PUBLIC)
    sha256 = classify(models.CharField(max_length=64), PUBLIC)
    edition = classify(models.CharField(max_length=60), PUBLIC)
    title = classify(models.CharField(max_length=200), PUBLIC)
    licence = classify(models.CharField(max_length=200), PUBLIC)
    loaded_at = classify(models.DateTimeField(), PUBLIC)
    current = classify(models.BooleanField(), PUBLIC)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "version"], name="one_table_per_version"),
            models.UniqueConstraint(fields=["name", "sha256"], name="one_table_per_content"),
            models.UniqueConstraint(fields=["name"], condition=models.Q(current=True), name="one_current_version"),
        ]


class ReferenceRow(models.Model):
    """One row of one version, in the order of the file."""

    table = models.ForeignKey(ReferenceTable, on_delete=models.CASCADE, related_name="rows")
    position = classify(models.PositiveIntegerField(), PUBLIC)
    code = classify(models.CharField(max_length=120), PUBLIC)
    data = classify(models.JSONField(), PUBLIC)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "position"], name="one_row_per_position"),
            models.UniqueConstraint(fields=["table", "code"], name="one_row_per_code"),
        ]
