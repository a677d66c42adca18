"""The directory as the pages need it: shown also when it is past its date, and with the code of what is wrong with it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from amana.contexts.exchange import directory as directory_of
from amana.contexts.exchange.directory import Desk, Directory, Node, OwnDesk
from amana.kernel.errors import AmanaError


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What this node knows of itself and the others now. `code` is empty while the directory can be used."""

    code: str
    directory: Directory | None
    own: Node | None
    desks: tuple[OwnDesk, ...]
    at: datetime

    def node(self, name: str) -> Node | None:
        """A node by its id; absent if the directory does not list it."""
        return next((node for node in self.directory.nodes if node.id == name), None) if self.directory else None

    def desk(self, address: str) -> Desk | None:
        """A desk by its address; absent if the directory does not list it."""
        return next((desk for desk in self.directory.desks if desk.address == address), None) if self.directory else None


def now() -> Standing:
    """How things stand at this moment. Never raises: a page has to say what is wrong."""
    at = timezone.now()
    try:
        directory = directory_of.latest()
    except AmanaError as failure:
        return Standing(code=failure.code, directory=None, own=None, desks=(), at=at)
    try:
        own = directory_of.own_node()
    except AmanaError as failure:
        return Standing(code=failure.code, directory=directory, own=None, desks=(), at=at)
    code = directory_of.DirectoryExpired.code if at >= directory.expires else ""
    return Standing(code=code, directory=directory, own=own, desks=directory_of.own_desks(), at=at)
