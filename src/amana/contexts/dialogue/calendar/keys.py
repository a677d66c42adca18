"""The access that a feed's key opens: for reading the calendar and the digest, nothing else, as long as its owner's role lasts."""

import hashlib
import secrets
from datetime import timedelta
from typing import Final

from django.utils import timezone

from amana.contexts.dialogue.calendar.models import FeedKey
from amana.kernel.access.terms import Purpose
from amana.kernel.access.values import Access
from amana.kernel.accounts.models import Recovery
from amana.kernel.accounts.queries import roles_in
from amana.kernel.accounts.terms import DIALOGUE_ROLES
from amana.kernel.errors import NotFound
from amana.kernel.ids import AccessId, OrganisationId, UserId

LASTS: Final = timedelta(days=365)


def new_secret() -> str:
    """256 random bits for an address."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is stored: the secret is random, so a plain hash cannot be searched."""
    return hashlib.sha256(secret.encode()).hexdigest()


def access_by(secret: str) -> Access:
    """The access of a key that is in force. Raises NotFound for any other, whatever the reason, so that nobody learns which."""
    now = timezone.now()
    found = (
        FeedKey.objects.filter(digest=digest(secret), revoked_at=None, expires_at__gt=now).select_related("user", "organisation").first()
    )
    if found is None or not found.user.is_active:
        raise NotFound
    # Whoever lost the account may have lost its addresses too: none outlives a recovery.
    if Recovery.objects.filter(user=found.user, started_at__gte=found.made_at).exists():
        raise NotFound
    roles = frozenset(roles_in(found.user, found.organisation, on=timezone.localdate())) & DIALOGUE_ROLES
    if not roles:
        raise NotFound
    return Access(
        ref=AccessId(found.ref),
        user=UserId(found.user.ref),
        organisation=OrganisationId(found.organisation.ref),
        purpose=Purpose.DIALOGUE,
        roles=roles,
        opened_at=found.made_at,
        expires_at=found.expires_at,
        second_factor=True,  # a key is made only in a session that was opened with a second factor (access.second_factor)
        organisation_kind=found.organisation.kind,
        state=found.organisation.country,
    )
