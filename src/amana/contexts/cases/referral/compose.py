"""Putting together what leaves: the service that is wanted, what the worker wrote, and those facts of the file that were ticked.

Nothing goes along by itself. What is offered for ticking follows from what the person agreed to; what was ticked is shown field by field,
read from the very bytes, before anything is sent.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from amana.contexts.cases.consent.rules import Disclosure, basis_for
from amana.contexts.cases.consent.terms import Category, Purpose
from amana.contexts.cases.consent.values import BasisView, Ledger, LineView
from amana.contexts.cases.papers.sending import Travelling
from amana.contexts.cases.record.values import AttachmentId
from amana.contexts.exchange.guard.recognising import Known, birth_day
from amana.contexts.exchange.guard.terms import ReferralUrgency
from amana.contexts.persons import facade as persons
from amana.contexts.persons.facade import FactKind, Statement
from amana.kernel.locale.calendars import Calendar, CalendarDay

# What can be ticked, and the category of consent it falls under (the guard's schema says the same of the field).
FACTS: Mapping[str, Category] = {
    "names": Category.IDENTITY,
    "birth": Category.IDENTITY,
    "gender": Category.IDENTITY,
    "languages": Category.IDENTITY,
    "nationalities": Category.IDENTITY,
    "phones": Category.CONTACT,
    "emails": Category.CONTACT,
    "safe_contact": Category.CONTACT,
}
# What is written by hand.
TEXTS: Mapping[str, Category] = {
    "whereabouts": Category.WHEREABOUTS,
    "family": Category.FAMILY,
    "account": Category.ACCOUNT,
    "health": Category.HEALTH,
    "legal": Category.LEGAL,
}
MOST_OF_A_KIND = {"names": 10, "languages": 10, "nationalities": 5, "phones": 5, "emails": 5}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a worker wants to send.

    service         a need (`NeedKind`)
    facts           which facts of the file go along (`FACTS`)
    texts           what was written by hand (`TEXTS`)
    may_answer      the person agreed that the other side tells what became of it
    best_interests  for a child, or whoever may be one: which determination covers it, and where it is recorded
    documents       which papers of the person's cases go along
    """

    sender: str
    recipient: str
    purpose: Purpose
    service: str
    urgency: ReferralUrgency
    reason: str
    facts: frozenset[str] = frozenset()
    texts: Mapping[str, str] = field(default_factory=dict)
    may_answer: bool = False
    best_interests: str = ""
    documents: tuple[AttachmentId, ...] = ()


def content(
    draft: Draft,
    facts: Iterable[Statement],
    book: Ledger,
    disclosure: Disclosure,
    *,
    answer_by: datetime,
    documents: Iterable[Travelling] = (),
) -> dict[str, Any]:
    """What the envelope will say, by the guard's schema of a referral."""
    there = facts_of(facts)
    told: dict[str, Any] = {
        "service": draft.service,
        "urgency": draft.urgency.value,
        "answer_by": answer_by.strftime("%Y-%m-%dT%H:%MZ"),
        "reason": draft.reason.strip(),
        **{name: there[name] for name in FACTS if name in draft.facts and there.get(name)},
        **{name: draft.texts[name].strip() for name in TEXTS if draft.texts.get(name, "").strip()},
    }
    if listed := [one.listed() for one in documents]:
        told["documents"] = listed
    told["consent"] = receipt(book, disclosure, may_answer=draft.may_answer)
    return told


def categories(draft: Draft, facts: Iterable[Statement]) -> frozenset[Category]:
    """The categories a draft tells of: needs always, and those of what goes along."""
    there = facts_of(facts)
    ticked = {FACTS[name] for name in draft.facts if there.get(name)}
    written = {TEXTS[name] for name, text in draft.texts.items() if text.strip()}
    papers = {Category.DOCUMENTS} if draft.documents else set()
    return frozenset({Category.NEEDS, *ticked, *written, *papers})


def on_offer(facts: Iterable[Statement]) -> frozenset[str]:
    """The facts of which the file knows something."""
    return frozenset(name for name, value in facts_of(facts).items() if value)


def receipt(book: Ledger, disclosure: Disclosure, *, may_answer: bool) -> dict[str, Any]:
    """What the recipient has to know of what the person said: for which purpose, about what, until when, how it was asked."""
    told = sorted(category.value for category in disclosure.categories)
    line = _line(book, disclosure)
    if line is not None:
        how = line.how
        said: dict[str, Any] = {
            "purpose": disclosure.purpose.value,
            "categories": told,
            "said_on": how.said_on.isoformat(),
            "valid_until": line.consent.valid_until.isoformat(),
            "form": how.form.value,
            "read_aloud": how.read_aloud,
            "notice_version": line.notice_version,
            "child": how.child,
        }
        if how.language:
            said["language"] = how.language
        if how.child:
            said |= {"assent": how.assent.value, "guardian": how.guardian.value}
        return {**said, "may_answer": True} if may_answer else said
    basis = _basis(book, disclosure)
    until = basis.basis.valid_until if basis else book.on
    said = {"purpose": disclosure.purpose.value, "categories": told, "valid_until": until.isoformat()}
    return {**said, "provision": basis.basis.basis.value} if basis else said


def known_of(statements: Iterable[Statement], *, number: str) -> Known:
    """By what the person could be recognised in a text written by hand; `number` is that of the file."""
    facts = [one.value for one in statements]
    names = [value.text for value in facts if isinstance(value, persons.Name)]
    numbers = [value.number for value in facts if isinstance(value, persons.Phone | persons.Document)]
    numbers += [value.address for value in facts if isinstance(value, persons.Email)]
    numbers += [value.street for value in facts if isinstance(value, persons.Address) and value.street]
    days = [value.first for value in facts if isinstance(value, persons.Birth) and value.first == value.last]
    return Known(names=tuple(names), numbers=(*numbers, number), days=tuple(dict.fromkeys(_written_days(days))))


def _written_days(days: Iterable[date]) -> Iterable[tuple[int, int]]:
    for day in days:
        yield birth_day(day)
        for calendar in (Calendar.ETHIOPIAN, Calendar.HIJRI):
            other = CalendarDay.of(day, calendar)
            if other.day is not None:
                yield other.year, other.day


def facts_of(facts: Iterable[Statement]) -> dict[str, Any]:
    """The facts of a file as messages tell them, by field; empty where the file says nothing."""
    said = tuple(facts)

    def values(kind: FactKind) -> list[Any]:
        return [one.value for one in said if one.kind is kind and not isinstance(one.value, persons.NoValue)]

    states = [*values(FactKind.NATIONALITY_CLAIMED), *values(FactKind.NATIONALITY_DOCUMENTED)]
    births, genders, safe = values(FactKind.BIRTH), values(FactKind.GENDER), values(FactKind.SAFE_CONTACT)
    found: dict[str, Any] = {
        "names": [name.text[:200] for name in values(FactKind.NAME)],
        "birth": {"first": births[0].first.isoformat(), "last": births[0].last.isoformat()} if births else None,
        "gender": genders[0].code if genders else None,
        "languages": [one.code for one in values(FactKind.LANGUAGE) if re.fullmatch(r"[a-z]{2,3}", one.code)],
        "nationalities": [one.state for one in states],
        "phones": [one.number[:60] for one in values(FactKind.PHONE)],
        "emails": [one.address[:200] for one in values(FactKind.EMAIL)],
        "safe_contact": "\n".join(_safe(safe[-1]))[:500] if safe else None,
    }
    return {
        name: list(dict.fromkeys(value))[: MOST_OF_A_KIND.get(name, 5)] if isinstance(value, list) else value
        for name, value in found.items()
    }


def _safe(value: persons.SafeContact) -> list[str]:
    return [text for text in (value.how, value.when, value.by_whom, value.cover_words, value.never) if text]


def _line(book: Ledger, disclosure: Disclosure) -> LineView | None:
    """The newest line in force that speaks of this recipient and purpose, and of the needs if there are several."""
    fitting = [
        line
        for line in book.lines
        if line.effect == "consent.covers"
        and line.consent.purpose is disclosure.purpose
        and line.consent.recipient == disclosure.recipient
        and line.consent.categories & disclosure.categories
    ]
    return max(fitting, key=lambda line: (len(line.consent.categories & disclosure.categories), line.consent.recorded_at), default=None)


def _basis(book: Ledger, disclosure: Disclosure) -> BasisView | None:
    found = basis_for([view.basis for view in book.bases], disclosure, on=book.on)
    return next((view for view in book.bases if found is not None and view.ref == found.ref), None)
