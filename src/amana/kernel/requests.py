"""What the middleware of a node puts on every request. For annotations: `def page(request: Request)`."""

from datetime import date

from django.http import HttpRequest

from amana.kernel.access.values import Access
from amana.kernel.accounts.models import User
from amana.kernel.errors import NoAccess


class Request(HttpRequest):
    """A request after the middleware. `access` is absent until the person opened a purpose; `today` is the day in the node's time zone."""

    user: User
    access: Access | None
    today: date
    second_factor: bool
    reference: str


def access_of(request: Request) -> Access:
    """The open access of a request. Raises NoAccess, which leads the person to choosing a purpose."""
    if request.access is None:
        raise NoAccess
    return request.access
