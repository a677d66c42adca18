"""The directory: which nodes and desks there are, with which keys, and who may send what to whom.

One signed file, `directory.json`, under the roles of TUF (The Update Framework): a threshold of governance keys vouches for it, it
expires, and a node never goes back to an older one. Start at `values.py` (what it says), `trusted.py` (this node's verified copy) and
`docs/how-to/run-a-directory.md` (how governance makes it).
"""

from amana.contexts.exchange.directory.terms import Carriage, DeskKind
from amana.contexts.exchange.directory.trusted import OwnDesk, current, desk_secrets, latest, own_desks, own_node
from amana.contexts.exchange.directory.values import Agreement, Desk, DeskKey, Directory, Node, Sending

__all__ = [
    "Agreement",
    "Carriage",
    "Desk",
    "DeskKey",
    "DeskKind",
    "Directory",
    "Node",
    "OwnDesk",
    "Sending",
    "current",
    "desk_secrets",
    "latest",
    "own_desks",
    "own_node",
]
