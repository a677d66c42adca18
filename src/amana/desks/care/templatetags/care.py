"""`{% load care %}`: drawing a part that another package offers, with that part's own names and no others."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from amana.contexts.cases.panel import Panel
from amana.contexts.persons.panels import Panel as PersonPanel

register = template.Library()


@register.simple_tag(takes_context=True)
def drawn(context: template.Context, panel: Panel | PersonPanel) -> SafeString:
    """`{% drawn panel %}`"""
    return render_to_string(panel.template, dict(panel.context), request=context.get("request"))
