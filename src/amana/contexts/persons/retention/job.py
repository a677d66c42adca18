"""The job of retention: tell first, erase thirty days later. A kill leaves each file whole or erased; the next run goes on."""

from dataclasses import dataclass, replace

import structlog
from django.utils import timezone

from amana.contexts.persons.retention import actions, queries
from amana.contexts.persons.retention.queries import Candidate, Decided
from amana.contexts.persons.retention.rules import Plan, is_told, may_be_erased
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.access.values import Access
from amana.kernel.errors import AmanaError
from amana.kernel.ids import OrganisationId

log = structlog.get_logger("amana.retention")


@dataclass(slots=True)
class Done:
    """How many files were told of, and how many erased."""

    told: int = 0
    erased: int = 0


def erase_what_is_due(decided: Decided) -> Done:
    """Tell of files that come due, and erase those that colleagues were told of thirty days ago; nothing where no plan is confirmed."""
    access, today, done = system_access(), timezone.localdate(), Done()
    plans: dict[OrganisationId, Plan | None] = {}
    with floor(access):
        found = list(queries.candidates(on=today, decided=decided))
    for one in found:
        if one.organisation not in plans:
            plans[one.organisation] = queries.confirmed_plan(one.organisation)
        plan = plans[one.organisation]
        if plan is None or one.held:
            continue
        # Under the organisation's name, so that its data protection officer reads it in the log.
        _one(one, plan, decided, replace(access, organisation=one.organisation), done)
    return done


def _one(one: Candidate, plan: Plan, decided: Decided, access: Access, done: Done) -> None:
    today = timezone.localdate()
    try:
        if may_be_erased(one.ended, plan, one.told, on=today):
            actions.erase_due(one.person, decided=decided, access=access)
            done.erased += 1
        elif is_told(one.ended, plan, one.told, on=today):
            done.told += actions.tell(one.person, decided=decided, access=access)
    except AmanaError as refusal:  # somebody held or opened the file in this moment: the others go on
        log.info("not erased", file=str(one.file), code=refusal.code)
