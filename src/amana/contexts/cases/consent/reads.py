"""Printing from the ledger, as a logged act of its own."""

from amana.contexts.cases.consent import queries
from amana.contexts.cases.consent.receipt import Receipt, compose
from amana.contexts.cases.consent.values import TalkId
from amana.kernel.access.values import Access
from amana.kernel.actions import read
from amana.kernel.catalogue import Kind


@read("cases.consent_receipt", resource=queries.resource_of_talk, kind=Kind.PRINT)
def receipt(talk: TalkId, *, language: str, access: Access) -> Receipt:
    """Print the receipt of one talk in one of `receipt.languages`. Raises BadInput for another, PaperNotWritable."""
    return compose(talk, language=language)
