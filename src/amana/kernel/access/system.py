"""Accesses of the node itself, for jobs that serve no single person: retention, rotation, reindexing."""

from datetime import timedelta

from django.utils import timezone

from amana.kernel.access.terms import Purpose
from amana.kernel.access.values import Access
from amana.kernel.ids import AccessId, new_id

HOURS = 24  # no job of the node is meant to run longer; one that does opens a new access and says so in the log


def system_access() -> Access:
    """An access for maintenance: every file, no person behind it, and nothing may leave (access.maintenance_sends_nothing)."""
    now = timezone.now()
    return Access(
        ref=AccessId(new_id()),
        user=None,
        organisation=None,
        purpose=Purpose.MAINTENANCE,
        roles=frozenset(),
        opened_at=now,
        expires_at=now + timedelta(hours=HOURS),
        second_factor=False,
    )
