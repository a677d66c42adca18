"""Putting a lead together: what was written for it, its grading, and who the person is only where they agreed to that as well."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from amana.contexts.cases.consent.rules import Disclosure
from amana.contexts.cases.consent.terms import Category
from amana.contexts.cases.consent.values import Ledger
from amana.contexts.cases.referral import compose as referrals
from amana.contexts.persons import facade as persons

PERSON = {"names": Category.IDENTITY, "birth": Category.IDENTITY, "nationalities": Category.IDENTITY, "phones": Category.CONTACT}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadDraft:
    """What a worker wants to tell.

    content         fields of the guard's schema of a lead, but for `person` and `consent`, which are put in here
    names_person    who the person is goes along
    gives_phones    and how to reach them
    best_interests  for a child, or whoever may be one: which determination covers it, and where it is recorded
    """

    sender: str
    recipient: str
    content: Mapping[str, Any]
    names_person: bool = False
    gives_phones: bool = False
    best_interests: str = ""


def categories(draft: LeadDraft) -> frozenset[Category]:
    """What happened, always; who the person is and how to reach them, where that was ticked."""
    more = {Category.IDENTITY} if draft.names_person else set()
    return frozenset({Category.ACCOUNT, *more, *({Category.CONTACT} if draft.names_person and draft.gives_phones else set())})


def content(draft: LeadDraft, facts: Iterable[persons.Statement], book: Ledger, disclosure: Disclosure) -> dict[str, Any]:
    """What the envelope will say, by the guard's schema of a lead."""
    told = {name: value for name, value in draft.content.items() if name not in ("person", "consent") and value not in ("", [], None)}
    if draft.names_person:
        there = referrals.facts_of(facts)
        wanted = [name for name in PERSON if name != "phones" or draft.gives_phones]
        told["person"] = {name: there[name] for name in wanted if there.get(name)}
    told["consent"] = referrals.receipt(book, disclosure, may_answer=False)
    return told
