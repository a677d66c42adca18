"""`{% load locale %}`: days, numbers and names in the reader's language and calendar."""

from datetime import datetime, timedelta

from django import template
from django.utils.safestring import SafeString

from amana.kernel.locale import formats, names
from amana.kernel.locale.formats import Day
from amana.kernel.locale.markup import day_markup, name_markup

register = template.Library()


@register.simple_tag
def day(value: Day | None) -> SafeString:
    """`{% day value %}`: a day, a moment or a partial day in the reader's calendar, with the other calendar on hover."""
    return day_markup(value)


@register.simple_tag
def clock(value: datetime) -> str:
    """`{% clock value %}`: the time of day."""
    return formats.clock(value)


@register.simple_tag
def name(text: str, language: str = "") -> SafeString:
    """`{% name text "am" %}`: a name in its own direction and language."""
    return name_markup(text, language)


@register.simple_tag
def number(value: int | float) -> str:
    """`{% number value %}`: a number with the language's separators."""
    return formats.number(value)


@register.simple_tag
def duration(value: timedelta) -> str:
    """`{% duration value %}`: how long, in the largest unit."""
    return formats.duration(value)


@register.simple_tag
def country(code: str) -> str:
    """`{% country "ET" %}`: the name of a country."""
    return names.country_name(code) if code else ""


@register.simple_tag
def language(code: str) -> str:
    """`{% language "am" %}`: the name of a language."""
    return names.language_name(code) if code else ""


@register.filter
def unlocalised(value: int | float) -> str:
    """`{{ value|unlocalised }}`: a number for machines (SVG, progress), never with separators."""
    return str(value)
