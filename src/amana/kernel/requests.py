"""What the middleware of a node puts on every request. For annotations: `def page(request: Request)`."""

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest

from amana.kernel.access.values import Access
from amana.kernel.accounts.models import User
from amana.kernel.errors import NoAccess
from amana.kernel.organisations.models import Organisation


class Request(HttpRequest):
    """A request after the middleware. `access` is absent until the person opened a purpose; `today` is the day in the node's time zone.

    `may` says whether an act is worth offering; `organisation` is there while an access is; `notices` counts the emergency openings the
    person was told of and has not seen.
    """

    user: User
    access: Access | None
    today: date
    second_factor: bool
    reference: str
    may: Callable[[str], bool]
    notices: Callable[[], int]
    organisation: Organisation


def access_of(request: Request) -> Access:
    """The open access of a request. Raises NoAccess, which leads the person to choosing a purpose."""
    if request.access is None:
        raise NoAccess
    return request.access
