"""Making and ending tokens."""

import secrets
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from amana.kernel.access.opening import organisation_of, user_of
from amana.kernel.access.resources import record_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import action, record
from amana.kernel.api.build import offered_acts
from amana.kernel.api.errors import ActNotOffered
from amana.kernel.api.models import ApiToken
from amana.kernel.api.tokens import LONGEST, PREFIX, digest
from amana.kernel.catalogue import Kind


def _own(*_args: object, access: Access, **_kwargs: object) -> Resource:
    return record_resource("Token", UUID(int=0), organisation=access.organisation, owner=access.user)


@action("api.make_token", kind=Kind.WRITE, on="Token", resource=_own)
def make_token(label: str, acts: frozenset[str], valid: timedelta, *, access: Access) -> str:
    """Make a token for a program of one's own, under the purpose that is open; gives the secret, once. Raises ActNotOffered."""
    if not acts or not acts <= offered_acts() or not timedelta() < valid <= LONGEST:
        raise ActNotOffered
    secret = PREFIX + secrets.token_urlsafe(32)
    now = timezone.now()
    made = ApiToken.objects.create(
        label=label,
        user=user_of(access),
        organisation=organisation_of(access),
        purpose=access.purpose,
        acts=sorted(acts),
        digest=digest(secret),
        made_at=now,
        expires_at=now + valid,
    )
    record(token=str(made.ref), acts=sorted(acts))
    return secret


@action("api.revoke_token", kind=Kind.WRITE, on="Token", resource=_own)
def revoke_token(token: UUID, *, access: Access) -> None:
    """End one of one's own tokens now. One that is not there, or is somebody else's, is left as it is."""
    ApiToken.objects.filter(ref=token, user=user_of(access), revoked_at=None).update(revoked_at=timezone.now())
    record(token=str(token))
