"""`{% load law %}`: rows of reference tables in the reader's language."""

from django import template

from amana.kernel.vocabulary.values import Row

register = template.Library()


@register.simple_tag
def row_text(row: Row, column: str) -> str:
    """`{% row_text treaty "name" %}`: a column that `tables.toml` names for translation."""
    return row.text(column)
