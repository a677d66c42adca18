"""Finding a token and what it opens. A token never reaches further than the person who made it, and ends with their role."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from amana.kernel.access.terms import PURPOSES_OF_ROLE, Purpose
from amana.kernel.access.values import Access
from amana.kernel.accounts.models import Recovery
from amana.kernel.accounts.queries import roles_in
from amana.kernel.api.errors import NotCovered, TokenRefused
from amana.kernel.api.limits import keep_within
from amana.kernel.api.models import ApiToken
from amana.kernel.ids import AccessId, OrganisationId, UserId

PREFIX = "amana_"
LONGEST = timedelta(days=365)
USED_EVERY = timedelta(minutes=1)  # the last use is written at most so often, so that reading does not write each time

# The acts of the endpoints there are. A token can be made for these and no others: erasing, overseeing and administering stay with people.
_covered: set[str] = set()


def digest(secret: str) -> str:
    """What is stored of a secret: it is 256 random bits, so a plain hash cannot be searched."""
    return hashlib.sha256(secret.encode()).hexdigest()


def covered_acts() -> frozenset[str]:
    """The acts of all endpoints that were loaded."""
    return frozenset(_covered)


def access_by(secret: str, act: str) -> tuple[Access, ApiToken]:
    """The access that a token opens for one act.

    Raises TokenRefused, for whatever reason with the same words, or NotCovered for a good token that was made for other acts.
    """
    now = timezone.now()
    good = ApiToken.objects.filter(digest=digest(secret), revoked_at=None, expires_at__gt=now)
    found = good.select_related("user", "organisation").first()
    if found is None or not found.user.is_active:
        raise TokenRefused
    # Whoever lost the account may have lost its tokens too: none outlives a recovery.
    if Recovery.objects.filter(user=found.user, started_at__gte=found.made_at).exists():
        raise TokenRefused
    roles = roles_in(found.user, found.organisation, on=timezone.localdate())
    purpose = Purpose(found.purpose)
    if not any(purpose in PURPOSES_OF_ROLE[role] for role in roles):
        raise TokenRefused
    if act not in found.acts:
        raise NotCovered(act=act)
    ApiToken.objects.filter(Q(last_used_at=None) | Q(last_used_at__lt=now - USED_EVERY), pk=found.pk).update(last_used_at=now)
    access = Access(
        ref=AccessId(found.ref),
        user=UserId(found.user.ref),
        organisation=OrganisationId(found.organisation.ref),
        purpose=purpose,
        roles=roles,
        opened_at=found.made_at,
        expires_at=found.expires_at,
        second_factor=True,  # a token is made only in a session that was opened with a second factor (access.second_factor)
        organisation_kind=found.organisation.kind,
        state=found.organisation.country,
    )
    return access, found


class Bearer(HttpBearer):
    """Authentication of one endpoint: the token must cover the act named here, which is also what the policy is asked."""

    openapi_scheme = "bearer"

    def __init__(self, act: str) -> None:
        super().__init__()
        self.act = act

    def authenticate(self, request: HttpRequest, token: str) -> Access:
        access, found = access_by(token, self.act)
        keep_within(request, found.pk)
        # In place of whatever a session may have opened: the API knows tokens only.
        request.access = access  # type: ignore[attr-defined]  # kernel/requests.py declares it
        request.api_token = found  # type: ignore[attr-defined]  # the API's own: whoever asks came in with it
        return access


def covers(act: str) -> Callable[[HttpRequest], Access | None]:
    """`auth=covers("persons.search")` on an endpoint."""
    _covered.add(act)
    return Bearer(act)
