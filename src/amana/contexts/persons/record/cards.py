"""The card of a person, made anew whenever what stands in their file changes, with the postings under which they are found."""

from django.conf import settings

from amana.contexts.persons import index, queries
from amana.contexts.persons.identity.proposing import mark
from amana.contexts.persons.models import Person
from amana.contexts.persons.rules.card import card


def refresh(row: Person) -> None:
    """Make the card from what stands, what is shown first before the rest, and have the person compared with the others again."""
    standing = [r.statement for r in queries.in_order_shown(queries.recorded(row), row.shown_first) if r.stands]
    before = index.Holding(person=row.pk, holder=row.file.organisation_id, card=row.card)
    row.card = card(standing, country=settings.NODE.country)
    row.save(update_fields=["card"])
    index.change(before, index.Holding(person=row.pk, holder=row.file.organisation_id, card=row.card))
    mark([row.pk])
