"""What may not leave: the one place where the safeguards S1, S2, S3, S9 and S12 read an outgoing message.

The guard reads the very bytes that will be sealed, after they were composed and before they are sealed. It believes nobody about what they
contain: it decodes them, holds them against the schema of their kind (`schemas`), derives from each field which categories of consent are
told and whether the person can be recognised (`shapes`, `recognising`), and only then asks the rules (`rules`). What it does not know, it
refuses. Outside nobody learns that something was refused, or why: nothing is sent.

The exchange lies below the contexts that hold people's files. So what the guard needs to know of a person comes as plain values
(`Standing`), and consent categories, purposes and the words of referrals and leads stand here as enums of its own: they are the vocabulary
of a message, which another node reads too, while the ledger's words belong to the ledger. tests/spec/exchange holds the two together.
"""

from amana.contexts.exchange.guard.reading import read, written
from amana.contexts.exchange.guard.rules import Attached, Standing, Verdict, check
from amana.contexts.exchange.guard.schemas import SCHEMAS
from amana.contexts.exchange.guard.shapes import Malformed, Told
from amana.contexts.exchange.guard.terms import Category, MessageKind

__all__ = ["SCHEMAS", "Attached", "Category", "Malformed", "MessageKind", "Standing", "Told", "Verdict", "check", "read", "written"]
