"""Making, finding and ending tokens. A token never reaches further than the person who made it, and ends with their role."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from amana.kernel.access.terms import PURPOSES_OF_ROLE, Purpose
from amana.kernel.access.values import Access
from amana.kernel.accounts.queries import is_on_leave, roles_in
from amana.kernel.api.errors import TokenRefused
from amana.kernel.api.models import ApiToken
from amana.kernel.catalogue import Kind
from amana.kernel.ids import AccessId, OrganisationId, UserId

PREFIX = "amana_"
LONGEST = timedelta(days=365)
# Acts that a program may be given: those the API offers. Erasure, oversight and administration stay with people.
OFFERED = (Kind.OPEN, Kind.LIST, Kind.WRITE, Kind.EXPORT)


def digest(secret: str) -> str:
    """What is stored of a secret: it is 256 random bits, so a plain hash cannot be searched."""
    return hashlib.sha256(secret.encode()).hexdigest()


def access_by(secret: str, act: str) -> tuple[Access, ApiToken]:
    """The access that a token opens for one act. Raises TokenRefused, for whatever reason, with the same words."""
    now = timezone.now()
    found = (
        ApiToken.objects.filter(digest=digest(secret), revoked_at=None, expires_at__gt=now).select_related("user", "organisation").first()
    )
    if found is None or act not in found.acts:
        raise TokenRefused
    today = timezone.localdate()
    roles = roles_in(found.user, found.organisation, on=today)
    purpose = Purpose(found.purpose)
    if not any(purpose in PURPOSES_OF_ROLE[role] for role in roles):
        raise TokenRefused
    ApiToken.objects.filter(pk=found.pk).update(last_used_at=now)
    access = Access(
        ref=AccessId(found.ref),
        user=UserId(found.user.ref),
        organisation=OrganisationId(found.organisation.ref),
        purpose=purpose,
        roles=roles,
        opened_at=found.made_at,
        expires_at=found.expires_at,
        second_factor=True,  # a token is made only in a session that was opened with a second factor
        organisation_kind=found.organisation.kind,
        state=found.organisation.country,
        in_service=not is_on_leave(found.user, on=today),
    )
    return access, found


class Bearer(HttpBearer):
    """Authentication of one endpoint: the token must cover the act named here, which is also what the policy is asked."""

    openapi_scheme = "bearer"

    def __init__(self, act: str) -> None:
        super().__init__()
        self.act = act

    def authenticate(self, request: HttpRequest, token: str) -> Access | None:
        try:
            access, found = access_by(token, self.act)
        except TokenRefused:
            return None
        request.access = access  # type: ignore[attr-defined]
        request.api_token = found  # type: ignore[attr-defined]
        return access


def covers(act: str) -> Callable[[HttpRequest], Access | None]:
    """`auth=covers("persons.search")` on an endpoint."""
    return Bearer(act)
