"""The card of a person: what their standing statements say that they can be found by, in one small record.

Sealed beside the person, so that a search opens one value per candidate and a list one per row. It is derived: `card` makes it from
the statements, whoever changes a statement makes it anew, and `index.rebuild` makes all of them where cards say more than they did.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from amana.contexts.persons.rules.numbers import phone_digits
from amana.contexts.persons.rules.protection import NATIONALITY
from amana.contexts.persons.terms import BirthForm, FactKind, Gender, Script
from amana.contexts.persons.terms import NameRole as OurRole
from amana.contexts.persons.values import Birth, Chosen, Document, Name, NamePart, Phone, Place, State, Statement
from amana.engines import matching

Card = Mapping[str, Any]
_ROLES = {role.value: role for role in matching.Role}


def card(statements: Iterable[Statement], *, country: str) -> dict[str, Any]:
    """Names, phones, documents, birth, sex, nationalities and places of origin; what nobody said is left out.

    country  by its habit national phone numbers are read
    """
    names: list[Any] = []
    births: list[Birth] = []
    found: dict[str, list[str]] = {"phones": [], "documents": [], "sex": [], "nationalities": [], "places": []}
    for statement in statements:
        value = statement.value
        if isinstance(value, Name):
            names.append([value.script.value, [[part.role.value, part.text] for part in value.parts]])
        elif isinstance(value, Birth):
            births.append(value)
        elif isinstance(value, Phone):
            found["phones"].append(phone_digits(value.number, country))
        elif isinstance(value, Document):
            found["documents"].append(value.number)
        elif isinstance(value, Chosen) and statement.kind is FactKind.GENDER:
            found["sex"].append(value.code)
        elif isinstance(value, State) and statement.kind in NATIONALITY:
            found["nationalities"].append(value.state)
        elif isinstance(value, Place):
            found["places"].append(value.name)
    made: dict[str, Any] = {"names": names} if names else {}
    made |= {what: list(dict.fromkeys(filter(None, values))) for what, values in found.items() if any(values)}
    if births:
        made["births"] = [[b.form.value, b.first.isoformat(), b.last.isoformat()] for b in dict.fromkeys(births)]
    return made


def record(card: Card) -> matching.Record:
    """What the matching engine compares."""
    sexes = card.get("sex", [])
    return matching.Record(
        names=tuple(
            matching.Name(parts=tuple([matching.NamePart(text, _ROLES[role]) for role, text in parts]))
            for _script, parts in card.get("names", [])
        ),
        phones=tuple(card.get("phones", [])),
        documents=tuple(card.get("documents", [])),
        birth=_birth(births(card)) if "births" in card else matching.Birth.unknown(),
        sex=sexes[0] if len(sexes) == 1 and sexes[0] != Gender.NOT_SPECIFIED else "",
        nationalities=tuple(card.get("nationalities", [])),
        places=tuple(card.get("places", [])),
    )


def names(card: Card) -> tuple[Name, ...]:
    """The names on a card, in the order in which they were recorded."""
    return tuple(
        Name(script=Script(script), parts=tuple(NamePart(role=OurRole(role), text=text) for role, text in parts))
        for script, parts in card.get("names", [])
    )


def births(card: Card) -> tuple[Birth, ...]:
    """Every birth on a card, without the age it was said by."""
    return tuple(
        Birth(form=BirthForm(form), first=date.fromisoformat(first), last=date.fromisoformat(last))
        for form, first, last in card.get("births", [])
    )


def _birth(said: tuple[Birth, ...]) -> matching.Birth:
    """One birth for the comparison: the only day said, else all years that any statement allows."""
    if not said:
        return matching.Birth.unknown()
    days = {birth.first for birth in said if birth.form is BirthForm.EXACT}
    if len(days) == 1:
        return matching.Birth.on(days.pop())
    first, last = min(b.first.year for b in said), max(b.last.year for b in said)
    return matching.Birth.in_year(first) if first == last else matching.Birth.between(first, last)
