"""The log in tables. Leaves and checkpoints are only ever added to: triggers refuse to change or remove them."""

from django.db import models

from amana.kernel.sealed.classes import INTERNAL, PUBLIC, classify


class AuditLeaf(models.Model):
    """One leaf of the tree. `signature` signs the tree as it stood with this leaf last, so that a rewritten leaf can be named."""

    index = models.BigIntegerField(primary_key=True)
    leaf_hash = classify(models.BinaryField(), PUBLIC)
    signature = classify(models.BinaryField(), PUBLIC)


class AuditEntry(models.Model):
    """The text behind a leaf. `text` is the canonical entry, `salt` opens its commitment; both are empty once erased.

    The other columns repeat what the text says, for searching; `verify` compares them.
    """

    index = models.BigIntegerField(primary_key=True)
    at = classify(models.DateTimeField(db_index=True), INTERNAL)
    kind = classify(models.CharField(max_length=8), INTERNAL)
    name = classify(models.CharField(max_length=120), INTERNAL)
    actor = classify(models.UUIDField(null=True), INTERNAL)
    organisation = classify(models.UUIDField(null=True), INTERNAL)
    file = classify(models.UUIDField(null=True), INTERNAL)
    salt = classify(models.BinaryField(null=True), INTERNAL)
    text = classify(models.BinaryField(null=True), INTERNAL)

    class Meta:
        indexes = [
            models.Index(fields=["file", "index"], name="audit_by_file"),
            models.Index(fields=["actor", "index"], name="audit_by_actor"),
            models.Index(fields=["name", "index"], name="audit_by_name"),
        ]


class AuditHead(models.Model):
    """Where the log stands: one row. `roots` are those of its whole subtrees, `note` is the signed checkpoint of this size.

    `checkpoint_size` and `checkpoint_at` say which checkpoint was kept last, and when.
    """

    THE_ONE = 1

    size = classify(models.BigIntegerField(default=0), PUBLIC)
    roots = classify(models.BinaryField(default=b""), PUBLIC)
    root = classify(models.BinaryField(default=b""), PUBLIC)
    note = classify(models.TextField(default=""), PUBLIC)
    checkpoint_size = classify(models.BigIntegerField(default=0), PUBLIC)
    checkpoint_at = classify(models.DateTimeField(null=True), PUBLIC)


class AuditCheckpoint(models.Model):
    """A signed head that was kept, to be compared with and to be given to others."""

    size = models.BigIntegerField(primary_key=True)
    root = classify(models.BinaryField(), PUBLIC)
    note = classify(models.TextField(), PUBLIC)
    at = classify(models.DateTimeField(), PUBLIC)


class AuditCosignature(models.Model):
    """Another node's statement that it saw our log at this size, continuing what it had seen before.

    note       our signed checkpoint with the witness's line under it
    key        the witness's public key at that time
    roots      of the whole subtrees of this size, so that the next proof need not read the leaves before it
    """

    witness = classify(models.CharField(max_length=63), PUBLIC)
    size = classify(models.BigIntegerField(), PUBLIC)
    note = classify(models.TextField(), PUBLIC)
    key = classify(models.BinaryField(), PUBLIC)
    roots = classify(models.BinaryField(), PUBLIC)
    at = classify(models.DateTimeField(), PUBLIC)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["witness", "size"], name="audit_one_cosignature_a_size")]


class WitnessedLog(models.Model):
    """The log of another node as this one saw it last: whatever that node shows next must continue it. No note: nothing was seen yet."""

    node = classify(models.CharField(max_length=63, primary_key=True), PUBLIC)
    size = classify(models.BigIntegerField(), PUBLIC)
    note = classify(models.TextField(), PUBLIC)
    at = classify(models.DateTimeField(), PUBLIC)


class ContradictedLog(models.Model):
    """Evidence: two checkpoints, both signed by a node, that cannot both be of a log that only grew. The first of each kind is kept.

    settled_at   when somebody here said that the log is to be followed all the same; the evidence stays
    """

    node = classify(models.CharField(max_length=63), PUBLIC)
    code = classify(models.CharField(max_length=40), PUBLIC)
    seen = classify(models.TextField(), PUBLIC)
    offered = classify(models.TextField(), PUBLIC)
    at = classify(models.DateTimeField(), PUBLIC)
    settled_at = classify(models.DateTimeField(null=True), PUBLIC)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["node", "code"], condition=models.Q(settled_at__isnull=True), name="audit_one_contradiction_a_kind"
            )
        ]
