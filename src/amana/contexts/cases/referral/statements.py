"""What a referral says of a person, as statements of a file: each from a third party, with the desk that wrote it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from amana.contexts.persons import facade as persons
from amana.contexts.persons.facade import FactKind, Gender, Source, Statement


def statements_of(told: Mapping[str, Any], *, sender: str, on: date) -> tuple[Statement, ...]:
    """The statements that a file opened from a referral begins with. Codes this node does not know are left in the referral."""
    note = _("From a referral of %(desk)s") % {"desk": sender}
    return tuple(
        Statement(kind=kind, value=value, source=Source.THIRD_PARTY.value, stated_on=on, note=note) for kind, value in _values(told)
    )


def _values(told: Mapping[str, Any]) -> Iterator[tuple[FactKind, persons.Value]]:
    for text in told.get("names", ()):
        yield FactKind.NAME, persons.name_in_one_box(text)
    if birth := told.get("birth"):
        first, last = date.fromisoformat(birth["first"]), date.fromisoformat(birth["last"])
        if first == last:
            yield FactKind.BIRTH, persons.on(first)
        elif first <= last:
            yield FactKind.BIRTH, persons.between(first, last)
    if told.get("gender") in Gender.values:
        yield FactKind.GENDER, persons.Chosen(code=told["gender"])
    for code in told.get("languages", ()):
        yield FactKind.LANGUAGE, persons.Language(code=code)
    for state in told.get("nationalities", ()):
        yield FactKind.NATIONALITY_CLAIMED, persons.State(state=state)
    for number in told.get("phones", ()):
        yield FactKind.PHONE, persons.Phone(number=number)
    for address in told.get("emails", ()):
        yield FactKind.EMAIL, persons.Email(address=address)
    if safe := told.get("safe_contact"):
        yield FactKind.SAFE_CONTACT, persons.SafeContact(how=safe)
