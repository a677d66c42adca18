"""What the kill tests do inside the node under test: `python -m tests.kill.inside WHAT`, with the node's own environment.

Each command prints one JSON object. The tests themselves stay outside, as an operator does.
"""

import json
import sys
from datetime import date, timedelta
from uuid import UUID

from amana.node.commands.starting import open_node

ROWS_BEGIN = "prs_FirstName,prs_SecondName,prs_MobilePhone,cas_Status\n"


def people() -> dict[str, object]:
    """Sara, who works with files, with a token for her program and one file that is there already."""
    from django.utils import timezone

    from amana.contexts.persons import facade as persons
    from amana.kernel.access.actions import open_purpose
    from amana.kernel.access.opening import new_access
    from amana.kernel.access.terms import Purpose
    from amana.kernel.accounts.models import Membership, User
    from amana.kernel.accounts.terms import Role
    from amana.kernel.api.actions import make_token
    from amana.kernel.api.build import offered_acts
    from amana.kernel.organisations.models import Organisation

    organisation = Organisation.objects.get()
    user = User.objects.create_user("sara", None, display_name="Sara")
    Membership.objects.create(
        user=user, organisation=organisation, role=Role.CASEWORKER, since=date(2020, 1, 1), confirmed_by=user, confirmed_at=timezone.now()
    )
    access = new_access(user, organisation, Purpose.ASSISTANCE, second_factor=True)
    open_purpose(access=access)
    search = persons.search(persons.SearchQuery(text="Almaz Bekele"), access=access).search
    said = persons.Statement(
        kind=persons.FactKind.NAME, value=persons.name_in_one_box("Almaz Bekele"), source=persons.Source.TOLD_BY_PERSON
    )
    person = persons.register(persons.Registration(statements=(said,), search=search), access=access)
    return {"token": make_token("kill test", offered_acts(), timedelta(days=1), access=access), "person": str(person)}


def sheet(rows: str, first: str) -> dict[str, object]:
    """A sheet of so many people, read and checked, and the job that imports it.

    first  the number of the first one: people who were imported before would be left out
    """
    from amana.kernel.access.models import OpenAccess
    from amana.kernel.access.opening import access_in_force
    from amana.kernel.imports import running
    from amana.kernel.imports.work import COMMIT
    from amana.kernel.jobs.queue import enqueue

    opened = OpenAccess.objects.select_related("user").get()
    access = access_in_force(opened.ref, opened.user, second_factor=True)
    if access is None:
        raise RuntimeError("Sara is not at work")
    lines = (f"Hana,Tesfaye,+2519{number:08d},Active\n" for number in range(int(first), int(first) + int(rows)))
    content = (ROWS_BEGIN + "".join(lines)).encode()
    run = running.take_in(content, name="cases.csv", target_name="cases", access=access)
    running.check(run, access=access)
    return {"run": str(run), "job": str(enqueue(COMMIT, {"run": run}, access=access))}


def keys(number: str) -> dict[str, object]:
    """So many keys more, as registrations make them before their files are there: rotation then takes long enough to be cut off."""
    from amana.kernel.ids import new_id
    from amana.kernel.sealed.keystore import get_keystore

    get_keystore().create_file_keys([new_id() for _ in range(int(number))])
    return {}


def silent(job: str) -> dict[str, object]:
    """As if the minute had passed after which a worker that says nothing has lost its work."""
    from django.utils import timezone

    from amana.kernel.jobs.models import Job

    return {"jobs": Job.objects.filter(ref=UUID(job)).update(lease_until=timezone.now() - timedelta(seconds=1))}


def state() -> dict[str, object]:
    """What is in the node, counted, and whether its log holds."""
    from collections import Counter

    from amana.contexts.cases.models import Case
    from amana.contexts.persons.models import Person, PersonFact
    from amana.kernel.access.floor import floor
    from amana.kernel.access.system import system_access
    from amana.kernel.audit.models import AuditEntry
    from amana.kernel.audit.verify import verify_node
    from amana.kernel.files.models import File
    from amana.kernel.imports.models import ImportRow
    from amana.kernel.jobs.models import Job
    from amana.kernel.sealed.keystore import get_keystore

    with floor(system_access()):
        persons = list(Person.objects.select_related("file"))
        kept = set(File.objects.exclude(state="erased").values_list("ref", flat=True))
        facts = [fact.content for fact in PersonFact.objects.select_related("file")]
        rows: dict[str, Counter[str]] = {}
        for run, row in ImportRow.objects.values_list("run__ref", "state"):
            rows.setdefault(str(run), Counter())[row] += 1
        phones = Counter(fact["value"]["number"] for fact in facts if fact["kind"] == "phone")
        return {
            "persons": len(persons),
            "cards": sum(1 for person in persons if person.card),
            "cases": Case.objects.count(),
            "without_key": len(kept - get_keystore().file_keys(kept).keys()),
            "without_statements": Person.objects.filter(facts__isnull=True).count(),
            "rows": rows,
            "jobs": {str(ref): state for ref, state in Job.objects.values_list("ref", "state")},
            "refs": sorted(str(ref) for ref in PersonFact.objects.values_list("ref", flat=True)),
            "doubled": sorted(number for number, times in phones.items() if times > 1),
            "log_size": AuditEntry.objects.count(),
            "log": [str(problem) for problem in verify_node().problems],
        }


COMMANDS = {"people": people, "sheet": sheet, "keys": keys, "silent": silent, "state": state}


def main(words: list[str]) -> None:
    open_node()
    print(json.dumps(COMMANDS[words[0]](*words[1:])))


if __name__ == "__main__":
    main(sys.argv[1:])
