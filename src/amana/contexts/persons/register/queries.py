"""The search: sealed names found again however they are spelled, within reach of the access, with the reasons."""

import re
from dataclasses import asdict, dataclass
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from amana.contexts.persons.errors import NothingToSearch
from amana.contexts.persons.index import CandidatesInReach, organisation_row
from amana.contexts.persons.models import Person, SearchMade
from amana.contexts.persons.opening import opened_cards
from amana.contexts.persons.queries import Summary, summary_of
from amana.contexts.persons.register.rules import SEARCH_COUNTS_FOR
from amana.contexts.persons.rules.numbers import ascii_digits, looks_like_number, phone_digits
from amana.engines import matching
from amana.kernel.access.lists import visible
from amana.kernel.access.resources import record_resource
from amana.kernel.access.values import Access, Resource
from amana.kernel.accounts.models import User
from amana.kernel.actions import leave, read, record
from amana.kernel.catalogue import Kind
from amana.kernel.ids import PersonId, UserId, new_id

FILE_NUMBER = re.compile(r"\s*(C-\d{4}-\d{6,})\s*", re.IGNORECASE)
MOST_HITS = 20
SWEPT_EVERY = 50  # searches after which traces that no longer count are removed


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """What somebody looks for. `text` takes a name in any script, a phone or document number, or a file number."""

    text: str = ""
    phone: str = ""
    document: str = ""
    birth_year: int | None = None
    sex: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A person who may be the one: never a statement that they are. `evidence` is weightiest first, for and against."""

    summary: Summary
    score: float
    verdict: str
    evidence: tuple[matching.Evidence, ...]

    @property
    def person(self) -> PersonId:
        return self.summary.person


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The outcome of a search. `search` entitles the searcher to register for half an hour (`rules.search_counts`)."""

    search: UUID
    hits: tuple[Hit, ...]
    too_common: bool = False


def register_resource(*_args: object, access: Access, **_kwargs: object) -> Resource:
    """The register of the access's organisation: what searching and registering are asked about, as there is no file yet."""
    return record_resource("Register", access.organisation or access.ref, organisation=access.organisation)


@read("persons.search", on="Register", resource=register_resource, kind=Kind.LIST, logged_as="search")
def search(query: SearchQuery, *, access: Access) -> Found:
    """Look for a person among the files this access may list. Raises NothingToSearch.

    What was looked for stands sealed in the log, with how many were found. The trace is also what entitles to register afterwards.
    """
    asked = {name: value for name, value in asdict(query).items() if value}
    record(search=asked)
    by_number = FILE_NUMBER.fullmatch(query.text)
    found = _by_number(by_number[1].upper(), access) if by_number else _by_likeness(query, access)
    record(found=len(found.hits))
    return found


def matching_record(query: SearchQuery) -> matching.Record:
    """A query in the words of the matching engine. A number typed into the one box is tried as a phone and as a document."""
    country = settings.NODE.country
    number = looks_like_number(query.text)
    phones = [phone_digits(text, country) for text in (query.phone, query.text if number else "") if text.strip()]
    documents = [ascii_digits(text) for text in (query.document, query.text if number else "") if text.strip()]
    return matching.Record(
        names=() if number or not query.text.strip() else (matching.read_name(query.text),),
        phones=tuple(filter(None, phones)),
        documents=tuple(documents),
        birth=matching.Birth.in_year(query.birth_year) if query.birth_year else matching.Birth.unknown(),
        sex=query.sex,
    )


def _by_likeness(query: SearchQuery, access: Access) -> Found:
    wanted = matching_record(query)
    if not (any(name.parts for name in wanted.names) or wanted.phones or wanted.documents):
        raise NothingToSearch
    candidates = CandidatesInReach(access)
    answer = matching.find(wanted, candidates, limit=MOST_HITS)
    hits = tuple(
        Hit(
            summary=summary_of(candidates.opened[match.person]),
            score=match.comparison.score,
            verdict=match.comparison.verdict.value,
            evidence=match.comparison.evidence,
        )
        for match in answer.matches
        if match.person in candidates.opened
    )
    return Found(search=_trace(access), hits=hits, too_common=answer.too_common)


def _by_number(number: str, access: Access) -> Found:
    found = opened_cards(Person.objects.filter(visible(access, "persons.list"), file__number=number))
    hits = (Hit(summary=summary_of(one), score=1.0, verdict=matching.Verdict.STRONG.value, evidence=()) for one in found)
    return Found(search=_trace(access), hits=tuple(hits))


def _trace(access: Access) -> UUID:
    """Remember that this person searched; traces that no longer count go."""
    if access.user is None or access.organisation is None:
        return access.ref  # the node itself registers nobody after a search
    ref, user, organisation, now = new_id(), _user_row(access.user), organisation_row(access.organisation), timezone.now()

    def trace() -> None:
        made = SearchMade.objects.create(ref=ref, user_id=user, organisation_id=organisation, made_at=now)
        if made.pk % SWEPT_EVERY == 0:
            SearchMade.objects.filter(made_at__lt=now - 2 * SEARCH_COUNTS_FOR).delete()

    leave(trace)
    return ref


@lru_cache(maxsize=1024)
def _user_row(ref: UserId) -> int:
    """The row number of a user, which never changes."""
    return User.objects.values_list("pk", flat=True).get(ref=ref)
