"""Making the nodes of the demonstration region: accounts for each role, invented people where people are looked after, exchange desks.

A node that an older version made is completed: tables, organisations, accounts and desks it lacks. What it holds stays.

Demo accounts have second factors like real ones; `amana demo-code NAME` gives the code that a phone would show. A node that was not made
as a demo knows no such command.
"""

import hashlib
import secrets
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

from amana.node.demo_directory import ask_to_be_listed
from amana.node.demo_nodes import REGION, Body, DemoNode
from amana.node.home import home, home_in

if TYPE_CHECKING:
    from amana.kernel.access.values import Access
    from amana.kernel.ids import OrganisationId

TOTP_LENGTH = 20
SHARE_WITH_CASES = 0.1
ACCOUNTS = "demo-accounts.txt"
MADE_BY = "demo-made-by"  # written last
PACKAGE = Path(__file__).resolve().parent.parent


def is_whole(folder: Path, node: DemoNode) -> bool:
    """Whether a folder holds a node that is no demo, or a demo that this version made, or completed, to the end."""
    found = home_in(folder)
    return found.exists and (not found.demo or _mark_in(folder) == mark(node))


def mark(node: DemoNode) -> str:
    """What changes when another version would make the node otherwise: its description, or the tables it has."""
    tables = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.glob("**/migrations/[0-9]*.py"))
    return hashlib.sha256(repr((node, tables)).encode()).hexdigest()[:16]


def _mark_in(folder: Path) -> str:
    made = folder / MADE_BY
    return made.read_text("ascii").strip() if made.is_file() else ""


def make_demo(node: DemoNode, *, persons: int) -> None:
    """Make one node of the region in AMANA_HOME, or complete one of an older version. One that was stopped half made is made from nothing.

    persons  how many invented people the node holds at most; a node holds its share of them
    """
    from amana.node.commands.setting_up import make_node, prepare_database
    from amana.node.commands.starting import open_node

    accounts = home().path / ACCOUNTS
    if home().exists and accounts.is_file():
        print(f"Completing “{node.name}” in {home().path}, which another version made ...", flush=True)
        open_node()
        prepare_database()
        lines = accounts.read_text(encoding="utf-8").splitlines()
    else:
        if home().exists:
            shutil.rmtree(home().path)
        print(f"Making “{node.name}”, an invented {node.profile} node, in {home().path} ...", flush=True)
        make_node(profile=node.profile, name=node.name, country=node.country, port=node.port, organisation="", demo=True)
        lines = ["Demo accounts (invented). The code changes every 30 seconds: python3 run.py code NAME", ""]
    for body in node.bodies:
        lines += _accounts(body)
    _confirm()
    if node.leads and not accounts.is_file():
        _invented_people(node, max(1, round(persons * node.share)))
    ask_to_be_listed(node)
    accounts.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (home().path / MADE_BY).write_text(mark(node) + "\n", encoding="ascii")


def _accounts(body: Body) -> list[str]:
    """An organisation and its people, as far as they are not there, and the lines that say how the new ones sign in."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from amana.kernel.access.system import system_access
    from amana.kernel.accounts import actions
    from amana.kernel.accounts.models import User
    from amana.kernel.accounts.terms import Role

    organisation = _organisation(body)
    missing = [person for person in body.people if not User.objects.filter(username=person.username).exists()]
    lines = [f"  {body.name}"] if missing else []
    for person in missing:
        actions.add_user(
            organisation,
            username=person.username,
            display_name=person.name,
            role=Role(person.role),
            language=person.language,
            access=system_access(),
        )
        user = User.objects.get(username=person.username)
        password = secrets.token_urlsafe(9)
        user.set_password(password)
        user.must_change_password = False
        user.calendar = person.calendar
        user.save()
        TOTP.activate(user, generate_totp_secret(TOTP_LENGTH))
        lines.append(f"  {person.username:8} password {password:14} {person.role}")
    return lines


def _organisation(body: Body) -> "OrganisationId":
    from amana.kernel.access.system import system_access
    from amana.kernel.accounts.actions import add_organisation
    from amana.kernel.ids import OrganisationId
    from amana.kernel.organisations.models import Organisation
    from amana.kernel.organisations.terms import Mandate, OrganisationKind

    if there := Organisation.objects.filter(name=body.name).first():
        return OrganisationId(there.ref)
    mandates = dict.fromkeys((Mandate(mandate) for mandate in body.mandates), "")
    return add_organisation(body.name, kind=OrganisationKind(body.kind), country=body.country, mandates=mandates, access=system_access())


def _confirm() -> None:
    """Supervisors and data protection officers are confirmed by the node; the latter then confirm the others, as in life.

    An organisation without one of its own is looked after by the first of the node.
    """
    from amana.kernel.access.system import system_access
    from amana.kernel.accounts.actions import confirm_role
    from amana.kernel.accounts.models import Membership
    from amana.kernel.accounts.terms import Role

    waiting = Membership.objects.filter(confirmed_by=None).exclude(role=Role.ADMINISTRATOR).select_related("user", "organisation")
    for membership in waiting.filter(role__in=(Role.SUPERVISOR, Role.GUARDIAN)):
        confirm_role(membership, access=system_access())
    guardians = Membership.objects.filter(role=Role.GUARDIAN).order_by("pk").values_list("organisation", "user__username")
    own, first = dict(guardians), guardians[0][1]
    for membership in waiting.all():
        confirm_role(membership, access=opened(own.get(membership.organisation_id, first), "oversight"))


def _invented_people(node: DemoNode, persons: int) -> None:
    """Invented people, and cases for some of them, so that there is a day's work to look at."""
    from amana.contexts.persons.models import Person
    from amana.kernel.access.floor import floor
    from amana.kernel.access.system import system_access
    from amana.kernel.ids import OrganisationId
    from amana.node.commands.progress import ProgressLine
    from amana.node.console import organisation_called
    from amana.node.world.cases_loading import load_cases
    from amana.node.world.loading import load_world

    print(f"Registering {persons} invented people ...", flush=True)
    holder, seed = OrganisationId(organisation_called(node.bodies[0].name).ref), 1 + REGION.index(node)
    load_world(count=persons, seed=seed, organisation=holder, leads=node.leads, access=system_access(), progress=ProgressLine())
    with floor(system_access()):
        people = list(Person.objects.order_by("id").values_list("ref", flat=True))
    load_cases(people, seed=seed, share=SHARE_WITH_CASES, workers=[opened(username, "assistance") for username in node.leads])


def opened(username: str, purpose: str) -> "Access":
    """An access opened for a demo account, as the pages would after a second factor."""
    from amana.kernel.access.actions import open_purpose
    from amana.kernel.access.opening import new_access
    from amana.kernel.access.terms import Purpose
    from amana.kernel.accounts.models import User
    from amana.kernel.organisations.models import Organisation

    user = User.objects.get(username=username)
    organisation = Organisation.objects.get(memberships__user=user)
    access = new_access(user, organisation, Purpose(purpose), second_factor=True)
    open_purpose(access=access)
    return access


def folder_of(username: str) -> Path:
    """The folder of the node that has a demo account: AMANA_HOME, or another of the region beside it. Raises SystemExit."""
    if home().exists and not home().demo:
        raise SystemExit("Only a demo node gives codes. Use the authenticator app of the person.")
    for folder in dict.fromkeys((home().path, *(node.folder(home().path) for node in REGION))):
        accounts = folder / ACCOUNTS
        if accounts.is_file() and any(line.split()[:2] == [username, "password"] for line in accounts.read_text("utf-8").splitlines()):
            return folder
    raise SystemExit(f"There is no demo account called {username}.")


def code(username: str) -> tuple[str, int]:
    """The six digits an authenticator app would show now for a demo account of this node, and for how many seconds."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
    from allauth.mfa.utils import decrypt

    found = Authenticator.objects.get(user__username=username, type=Authenticator.Type.TOTP)
    now = int(time.time())
    return format_hotp_value(hotp_value(decrypt(found.data["secret"]), now // 30)), 30 - now % 30
