"""Outbox, inbox and receipts. Ids, addresses, codes and sealed bytes; never what a message says.

A row says that an organisation wrote to a desk, so it is internal. What was said lies in `Part`, sealed for the desks, or in the sealed
records of the context that received it.
"""

from django.conf import settings
from django.db import models

from amana.contexts.exchange.terms import Carriage, Direction, InState, OutState
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.classes import INTERNAL, PUBLIC, classify

ADDRESS = 130  # "<node id>/<desk id>", each at most 64 characters
KIND = 40
CODE = 80


class Outgoing(models.Model):
    """One message that was posted. It is written in the transaction of the act that posts it.

    about       the file it tells of, for forgetting it with the file; absent for messages about nobody
    last_code   why the last attempt failed
    outcome     the newest receipt of the recipient's desk, by kind and code
    """

    message = classify(models.UUIDField(unique=True, editable=False), INTERNAL)
    thread = classify(models.UUIDField(db_index=True), INTERNAL)
    sequence = classify(models.PositiveIntegerField(), INTERNAL)
    previous = classify(models.BinaryField(null=True), INTERNAL)
    digest = classify(models.BinaryField(unique=True), PUBLIC)
    size = classify(models.BigIntegerField(), INTERNAL)
    kind = classify(models.CharField(max_length=KIND), INTERNAL)
    purpose = classify(models.CharField(max_length=KIND), INTERNAL)
    sender = classify(models.CharField(max_length=ADDRESS), INTERNAL)
    recipient = classify(models.CharField(max_length=ADDRESS), INTERNAL)
    partner = classify(models.CharField(max_length=64), INTERNAL)  # the recipient's node
    about = classify(models.UUIDField(null=True, db_index=True), INTERNAL)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    posted_at = classify(models.DateTimeField(), INTERNAL)
    expires_at = classify(models.DateTimeField(), INTERNAL)
    state = classify(models.CharField(max_length=12, choices=OutState, default=OutState.WAITING), INTERNAL)
    state_at = classify(models.DateTimeField(), INTERNAL)
    attempts = classify(models.PositiveIntegerField(default=0), INTERNAL)
    next_try_at = classify(models.DateTimeField(null=True), INTERNAL)
    last_code = classify(models.CharField(max_length=CODE, blank=True), INTERNAL)
    outcome = classify(models.CharField(max_length=20, blank=True), INTERNAL)
    outcome_code = classify(models.CharField(max_length=CODE, blank=True), INTERNAL)
    outcome_at = classify(models.DateTimeField(null=True), INTERNAL)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "sender", "sequence"], condition=~models.Q(state="recalled"), name="one_place_in_a_sent_thread"
            )
        ]
        indexes = [
            models.Index(fields=["partner", "state", "next_try_at", "id"], name="outgoing_due"),
            models.Index(fields=["sender", "-id"], name="outgoing_of_desk"),
            models.Index(fields=["recipient", "kind", "posted_at"], name="outgoing_budget"),
        ]


class Received(models.Model):
    """One message that came, once, however often its bytes came. One whose signature held but which was refused stands here too,
    without bytes, so that a duplicate gets the same answer and the thread does not wait for it.

    code      why it was refused, why it waits, or why opening it failed last time
    """

    message = classify(models.UUIDField(editable=False), INTERNAL)
    thread = classify(models.UUIDField(db_index=True), INTERNAL)
    sequence = classify(models.PositiveIntegerField(), INTERNAL)
    previous = classify(models.BinaryField(null=True), INTERNAL)
    digest = classify(models.BinaryField(), PUBLIC)
    size = classify(models.BigIntegerField(), INTERNAL)
    kind = classify(models.CharField(max_length=KIND), INTERNAL)
    purpose = classify(models.CharField(max_length=KIND), INTERNAL)
    sender = classify(models.CharField(max_length=ADDRESS), INTERNAL)
    recipient = classify(models.CharField(max_length=ADDRESS), INTERNAL)
    partner = classify(models.CharField(max_length=64), INTERNAL)  # the sender's node
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    carriage = classify(models.CharField(max_length=4, choices=Carriage), INTERNAL)
    created_at = classify(models.DateTimeField(), INTERNAL)
    arrived_at = classify(models.DateTimeField(), INTERNAL)
    expires_at = classify(models.DateTimeField(), INTERNAL)
    state = classify(models.CharField(max_length=8, choices=InState, default=InState.ARRIVED), INTERNAL)
    state_at = classify(models.DateTimeField(), INTERNAL)
    attempts = classify(models.PositiveIntegerField(default=0), INTERNAL)
    next_try_at = classify(models.DateTimeField(null=True), INTERNAL)
    code = classify(models.CharField(max_length=CODE, blank=True), INTERNAL)
    gap = classify(models.BooleanField(default=False), INTERNAL)  # opened although earlier messages of its thread are missing

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "message"], name="one_row_per_received_message"),
            models.UniqueConstraint(fields=["thread", "sender", "sequence"], name="one_place_in_a_received_thread"),
        ]
        indexes = [
            models.Index(fields=["state", "next_try_at", "id"], name="received_to_open"),
            models.Index(fields=["recipient", "-id"], name="received_of_desk"),
            models.Index(fields=["sender", "kind", "arrived_at"], name="received_budget"),
        ]


class Part(models.Model):
    """A stretch of an envelope's bytes, sealed as they travel; in the database so that they are kept and backed up with their row."""

    digest = classify(models.BinaryField(db_index=True), PUBLIC)
    number = classify(models.PositiveIntegerField(), INTERNAL)
    content = classify(models.BinaryField(), INTERNAL)
    kept_at = classify(models.DateTimeField(), INTERNAL)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "number"], name="one_envelope_part_per_number")]


class KeptReceipt(models.Model):
    """A signed receipt: given by this node (out) or got from another (in). `identity` is the SHA-256 of its bytes.

    partner      the node it goes to or came from
    acknowledged for one that was given: the other node has it
    """

    direction = classify(models.CharField(max_length=3, choices=Direction), INTERNAL)
    identity = classify(models.BinaryField(), PUBLIC)
    message = classify(models.UUIDField(), INTERNAL)
    thread = classify(models.UUIDField(), INTERNAL)
    digest = classify(models.BinaryField(), PUBLIC)
    kind = classify(models.CharField(max_length=20), INTERNAL)
    code = classify(models.CharField(max_length=CODE, blank=True), INTERNAL)
    by = classify(models.CharField(max_length=ADDRESS), INTERNAL)
    at = classify(models.DateTimeField(), INTERNAL)
    kept_at = classify(models.DateTimeField(), INTERNAL)
    partner = classify(models.CharField(max_length=64), INTERNAL)
    signed = classify(models.BinaryField(), INTERNAL)
    acknowledged = classify(models.BooleanField(default=False), INTERNAL)
    attempts = classify(models.PositiveIntegerField(default=0), INTERNAL)
    next_try_at = classify(models.DateTimeField(null=True), INTERNAL)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["direction", "identity"], name="one_row_per_receipt")]
        indexes = [
            models.Index(fields=["message", "direction"], name="receipts_of_message"),
            models.Index(
                fields=["partner", "next_try_at", "id"], condition=models.Q(direction="out", acknowledged=False), name="receipts_due"
            ),
        ]


class ThreadHead(models.Model):
    """How far one desk's side of a thread has come: the last message posted (out), or the last one dealt with (in).

    counterpart  the desk on the other side; a thread joins two desks and never a third
    """

    direction = classify(models.CharField(max_length=3, choices=Direction), INTERNAL)
    thread = classify(models.UUIDField(), INTERNAL)
    sender = classify(models.CharField(max_length=ADDRESS), INTERNAL)
    counterpart = classify(models.CharField(max_length=ADDRESS), INTERNAL)
    sequence = classify(models.PositiveIntegerField(default=0), INTERNAL)
    digest = classify(models.BinaryField(null=True), PUBLIC)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["direction", "thread", "sender"], name="one_head_per_side_of_a_thread")]


class SeenRequest(models.Model):
    """A signed request that was answered; it is not answered again. Kept until it would be too old anyway."""

    node = classify(models.CharField(max_length=64), INTERNAL)
    nonce = classify(models.BinaryField(), INTERNAL)
    until = classify(models.DateTimeField(db_index=True), INTERNAL)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["node", "nonce"], name="a_request_counts_once")]


class Partner(models.Model):
    """How things stand with another node, and whose turn it is to carry to it.

    shown_at       when it was shown our log last, whatever it answered
    witness_code   why it did not countersign that; empty if it did
    """

    node = classify(models.CharField(max_length=64, unique=True), INTERNAL)
    last_heard_at = classify(models.DateTimeField(null=True), INTERNAL)
    last_tried_at = classify(models.DateTimeField(null=True), INTERNAL)
    next_try_at = classify(models.DateTimeField(null=True), INTERNAL)
    failures = classify(models.PositiveIntegerField(default=0), INTERNAL)
    last_code = classify(models.CharField(max_length=CODE, blank=True), INTERNAL)
    pulled_at = classify(models.DateTimeField(null=True), INTERNAL)
    lease_until = classify(models.DateTimeField(null=True), INTERNAL)
    worker = classify(models.CharField(max_length=80, blank=True), INTERNAL)
    shown_at = classify(models.DateTimeField(null=True), INTERNAL)
    witness_code = classify(models.CharField(max_length=CODE, blank=True), INTERNAL)
