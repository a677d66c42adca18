"""Meetings as stored. Details and lines are corrected by a new row that names the one it follows."""

from django.db import models
from django.db.models import Q

from amana.contexts.dialogue.storing import Recorded, Sourced, one_first, sourced_rows
from amana.contexts.dialogue.terms import LineKind, MeetingKind, Precision
from amana.kernel.sealed.classes import PUBLIC, classify


class Meeting(Recorded):
    """One meeting. `code` names the row of the reference table it was taken over from, "" where it was entered here."""

    code = classify(models.CharField(max_length=40, blank=True), PUBLIC)
    public = classify(models.BooleanField(default=False), PUBLIC)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="meeting_taken_over_once")]


class MeetingDetails(Sourced):
    """What, where, when, under which chair: one version, with the reason it replaced the one before."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="versions")
    follows = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    reason = classify(models.TextField(blank=True), PUBLIC)
    title = classify(models.CharField(max_length=300), PUBLIC)
    kind = classify(models.CharField(max_length=20, choices=MeetingKind), PUBLIC)
    place = classify(models.CharField(max_length=120, blank=True), PUBLIC)
    country = classify(models.CharField(max_length=2, blank=True), PUBLIC)
    starts_on = classify(models.DateField(null=True), PUBLIC)
    ends_on = classify(models.DateField(), PUBLIC)
    precision = classify(models.CharField(max_length=5, choices=Precision), PUBLIC)
    chair = classify(models.CharField(max_length=2, blank=True), PUBLIC)

    class Meta:
        constraints = [
            *sourced_rows("meeting"),
            one_first("meeting", "meeting"),
            models.CheckConstraint(condition=~Q(title=""), name="meeting_has_title"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(starts_on__lte=models.F("ends_on")), name="meeting_ends_after_it_begins"
            ),
        ]


class MeetingLine(Sourced):
    """An agenda item, a participant by office, a document or a recommendation; `number` and `reference` as the papers have them."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="lines")
    follows = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="followed_by")
    reason = classify(models.TextField(blank=True), PUBLIC)
    kind = classify(models.CharField(max_length=14, choices=LineKind), PUBLIC)
    number = classify(models.CharField(max_length=20, blank=True), PUBLIC)
    text = classify(models.TextField(), PUBLIC)
    state = classify(models.CharField(max_length=2, blank=True), PUBLIC)
    reference = classify(models.CharField(max_length=300, blank=True), PUBLIC)
    url = classify(models.URLField(max_length=500, blank=True), PUBLIC)

    class Meta:
        constraints = [*sourced_rows("meeting_line"), models.CheckConstraint(condition=~Q(text=""), name="meeting_line_has_text")]
        indexes = [models.Index(fields=["meeting", "kind"], name="lines_of_meeting")]
