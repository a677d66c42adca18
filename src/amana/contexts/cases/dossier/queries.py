"""One look at everything about a person here: cases, consents, identification, screenings; one entry of the log that names the parts."""

from dataclasses import dataclass

from django.utils import timezone

from amana.contexts.cases import whose
from amana.contexts.cases.consent.queries import ledger_of
from amana.contexts.cases.consent.values import Ledger
from amana.contexts.cases.identification.queries import view_of
from amana.contexts.cases.identification.values import IdentificationView
from amana.contexts.cases.record.queries import allowed, cases_of_person
from amana.contexts.cases.record.values import CaseView
from amana.contexts.cases.screening.queries import lines_of
from amana.contexts.cases.screening.values import ScreeningLine
from amana.kernel.access.decide import decide
from amana.kernel.access.resources import file_resource
from amana.kernel.access.values import Access
from amana.kernel.actions import read, record
from amana.kernel.ids import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What an access may open about one person. A part is None where its own policy says no."""

    person: PersonId
    cases: tuple[CaseView, ...] | None
    consents: Ledger | None
    identification: IdentificationView | None
    screenings: tuple[ScreeningLine, ...] | None
    may: frozenset[str]  # acts on the case that a page offers, without the name of the context


@read("cases.open_all", resource=whose.resource)
def dossier(person: PersonId, *, access: Access) -> Dossier:
    """Open everything about a person that the access may open. Raises NotFound, Refused."""
    row = whose.find(person)
    resource = file_resource(row.file)

    def may(act: str) -> bool:
        return decide(access, act, resource).allowed

    found = Dossier(
        person=person,
        cases=cases_of_person(row) if may("cases.open") else None,
        consents=ledger_of(row, on=timezone.localdate()) if may("cases.consent_open") else None,
        identification=view_of(row) if may("cases.identify_open") else None,
        screenings=lines_of(row) if may("cases.screen_list") else None,
        may=allowed(resource, access),
    )
    record(opened=[name for name in ("cases", "consents", "identification", "screenings") if getattr(found, name) is not None])
    return found
