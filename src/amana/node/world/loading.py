"""Invented people into a node, through the same actions as real ones."""

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from amana.contexts.persons import facade as persons
from amana.engines import matching
from amana.engines.matching.values import BirthKind
from amana.kernel.access.values import Access
from amana.kernel.accounts.models import User
from amana.kernel.ids import OrganisationId, UserId
from amana.node.world.persons import InventedPerson
from amana.node.world.persons import persons as invented

Progress = Callable[[int, int], None]

DOCUMENT_KINDS = {
    "passport": persons.DocumentKind.PASSPORT,
    "national_id": persons.DocumentKind.NATIONAL_ID,
    "registration_card": persons.DocumentKind.REFUGEE_CARD,
    "travel_document": persons.DocumentKind.LAISSEZ_PASSER,
}


def load_world(*, count: int, seed: int, organisation: OrganisationId, leads: Iterable[str], access: Access, progress: Progress) -> float:
    """Register invented people with one organisation; gives people per second. `leads` are accounts that lead on them in turn."""
    started = time.perf_counter()
    users = [UserId(ref) for ref in User.objects.filter(username__in=list(leads)).order_by("username").values_list("ref", flat=True)]
    done = 0
    for _person in persons.register_many(
        _registrations(invented(count, seed=seed, duplicates=0.02), users),
        access=access,
        origin=persons.Origin.INVENTED,
        organisation=organisation,
    ):
        done += 1
        if done % 1000 == 0 or done == count:
            progress(done, count)
    return done / max(time.perf_counter() - started, 1e-9)


def _registrations(people: Iterable[InventedPerson], leads: list[UserId]) -> Iterator[persons.Registration]:
    for person in people:
        lead = leads[person.number % len(leads)] if leads else None
        yield persons.Registration(statements=tuple(_statements(person)), lead=lead)


def _statements(person: InventedPerson) -> Iterator[persons.Statement]:
    """What an office would have recorded of the person, on the day it registered them."""

    def told(kind: persons.FactKind, value: persons.Value, source: persons.Source = persons.Source.TOLD_BY_PERSON) -> persons.Statement:
        return persons.Statement(kind=kind, value=value, source=source, stated_on=person.registered_on)

    for name in person.names:
        found = persons.name_of((persons.NameRole(part.role.value), part.text) for part in name.parts)
        if found is not None:
            yield told(persons.FactKind.NAME, found)
    yield told(persons.FactKind.GENDER, persons.Chosen(code=person.sex))
    if (birth := _birth(person.birth)) is not None:
        yield told(persons.FactKind.BIRTH, birth)
    if person.nationality:
        yield told(persons.FactKind.NATIONALITY_CLAIMED, persons.State(state=person.nationality))
    for rank, language in zip((persons.LanguageRank.PRIMARY, persons.LanguageRank.SECONDARY), person.languages, strict=False):
        yield told(persons.FactKind.LANGUAGE, persons.Language(code=language, rank=rank))
    for phone in person.phones:
        yield told(persons.FactKind.PHONE, persons.Phone(number=f"+{phone}", kind=persons.PhoneKind.MOBILE))
    for kind, number in person.documents:
        yield told(persons.FactKind.DOCUMENT, persons.Document(number=number, kind=DOCUMENT_KINDS[kind]), persons.Source.DOCUMENT)


def _birth(birth: matching.Birth) -> persons.Birth | None:
    if birth.kind is BirthKind.EXACT and birth.day is not None:
        return persons.on(birth.day)
    if birth.kind is BirthKind.UNKNOWN or birth.first_year is None or birth.last_year is None:
        return None
    first, last = date(birth.first_year, 1, 1), date(birth.last_year, 12, 31)
    return persons.in_year(first, last) if birth.kind is BirthKind.YEAR else persons.between(first, last)
