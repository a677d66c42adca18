"""The directory: which nodes and desks there are, with which keys, and who may send what to whom.

One signed file, `directory.json`, under the roles of TUF (The Update Framework): a threshold of governance keys vouches for it, it
expires, and a node never goes back to an older one. Start at `values.py` (what it says), `trusted.py` (this node's verified copy) and
`docs/how-to/run-a-directory.md` (how governance makes it).
"""

from amana.contexts.exchange.directory.errors import (
    DeskKeyMissing,
    DirectoryExpired,
    DirectoryMissing,
    DirectoryRefused,
    OwnNodeUnlisted,
    UnknownDesk,
    UnknownNode,
)
from amana.contexts.exchange.directory.terms import Carriage, DeskKind
from amana.contexts.exchange.directory.trusted import OwnDesk, all_desk_secrets, current, desk_secrets, latest, own_desks, own_node
from amana.contexts.exchange.directory.values import Agreement, Desk, DeskKey, Directory, Node, Sending

__all__ = [
    "Agreement",
    "Carriage",
    "Desk",
    "DeskKey",
    "DeskKeyMissing",
    "DeskKind",
    "Directory",
    "DirectoryExpired",
    "DirectoryMissing",
    "DirectoryRefused",
    "Node",
    "OwnDesk",
    "OwnNodeUnlisted",
    "Sending",
    "UnknownDesk",
    "UnknownNode",
    "all_desk_secrets",
    "current",
    "desk_secrets",
    "latest",
    "own_desks",
    "own_node",
]
