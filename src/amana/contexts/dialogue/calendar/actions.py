"""Making and ending the key of a feed."""

from django.db.models import QuerySet
from django.utils import timezone

from amana.contexts.dialogue import whose
from amana.contexts.dialogue.calendar import keys
from amana.contexts.dialogue.calendar.models import FeedKey
from amana.kernel.access.resources import record_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.actions import action, record
from amana.kernel.errors import NoAccess


def _own(*_args: object, access: Access, **_kwargs: object) -> Resource:
    return record_resource(whose.REGISTER, access.ref, owner=access.user)


@action("dialogue.make_feed_key", on=whose.REGISTER, resource=_own)
def make_feed_key(*, access: Access) -> str:
    """Make a secret address for one's own calendar program; an earlier one ends. The secret is told once and kept nowhere."""
    user, organisation = whose.worker(access), whose.organisation(access)
    if user is None or organisation is None:
        raise NoAccess  # the node itself reads no calendar
    _end(access)
    secret = keys.new_secret()
    now = timezone.now()
    made = FeedKey.objects.create(
        user=user,
        organisation=organisation,
        digest=keys.digest(secret),
        made_at=now,
        expires_at=now + keys.LASTS,
    )
    record(key=str(made.ref))
    return secret


@action("dialogue.end_feed_key", on=whose.REGISTER, resource=_own)
def end_feed_key(*, access: Access) -> None:
    """End one's own secret address."""
    record(ended=_end(access))


def _end(access: Access) -> int:
    return in_force(access).update(revoked_at=timezone.now())


def in_force(access: Access) -> QuerySet[FeedKey]:
    """The key of one person for one organisation that has not been ended."""
    return FeedKey.objects.filter(user=whose.worker(access), organisation=whose.organisation(access), revoked_at=None)
