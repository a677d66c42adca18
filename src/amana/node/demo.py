"""The invented node of `python3 run.py`: one shelter network with an account for each role and invented people.

Demo accounts have second factors like real ones; `amana demo-code NAME` gives the code that a phone would show. A node that was not made
as a demo knows no such command.
"""

import secrets
import shutil
import time
from typing import TYPE_CHECKING

from amana.node.home import home

if TYPE_CHECKING:
    from amana.kernel.access.values import Access

ORGANISATION = "Maji Shelter Network"
COUNTRY = "ET"
# sign-in name, shown name, role, language, calendar; all invented
PEOPLE = (
    ("hana", "Hana Girma", "caseworker", "en", "ethiopian"),
    ("yusuf", "يوسف آدم", "caseworker", "ar", "hijri"),
    ("claire", "Claire Dubois", "intake", "fr", "gregorian"),
    ("abebe", "Abebe Worku", "supervisor", "en", "gregorian"),
    ("mulu", "Mulu Haile", "identification_authority", "en", "ethiopian"),
    ("lensa", "Lensa Bekele", "guardian", "en", "gregorian"),
    ("omar", "Omar Siyad", "auditor", "en", "gregorian"),
    ("root", "Sara Node", "administrator", "en", "gregorian"),
)
TOTP_LENGTH = 20
SHARE_WITH_CASES = 0.1
ACCOUNTS = "demo-accounts.txt"  # written last


def is_whole() -> bool:
    """Whether AMANA_HOME holds a node that is no demo, or a demo that was made to the end."""
    return home().exists and (not home().demo or (home().path / ACCOUNTS).is_file())


def make_demo(*, persons: int) -> None:
    """Make the demo node with its accounts and invented people. One that was stopped half made is made again from nothing."""
    if home().exists:
        shutil.rmtree(home().path)
    from amana.node.commands.setting_up import make_node

    print(f"Making an invented care node in {home().path} ...", flush=True)
    make_node(profile="care", name="Amana demo node", country=COUNTRY, port=8100, organisation="", demo=True)
    from amana.kernel.access.system import system_access
    from amana.kernel.ids import OrganisationId
    from amana.node.commands.progress import ProgressLine
    from amana.node.console import organisation_called
    from amana.node.world.loading import load_world

    lines = _accounts()
    print(f"Registering {persons} invented people ...", flush=True)
    holder = OrganisationId(organisation_called(ORGANISATION).ref)
    load_world(count=persons, seed=1, organisation=holder, leads=("hana", "yusuf"), access=system_access(), progress=ProgressLine())
    _cases()
    (home().path / ACCOUNTS).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _cases() -> None:
    """Cases for some of the invented people, so that there is a day's work to look at."""
    from amana.contexts.persons.models import Person
    from amana.kernel.access.floor import floor
    from amana.kernel.access.system import system_access
    from amana.node.world.cases_loading import load_cases

    with floor(system_access()):
        people = list(Person.objects.order_by("id").values_list("ref", flat=True))
    load_cases(people, seed=1, share=SHARE_WITH_CASES, workers=[opened("hana", "assistance"), opened("yusuf", "assistance")])


def _accounts() -> list[str]:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from amana.kernel.access.system import system_access
    from amana.kernel.accounts import actions
    from amana.kernel.accounts.models import Membership, User
    from amana.kernel.accounts.terms import Role
    from amana.kernel.organisations.terms import Mandate, OrganisationKind

    node = system_access()
    organisation = actions.add_organisation(
        ORGANISATION,
        kind=OrganisationKind.SHELTER,
        country=COUNTRY,
        mandates={Mandate.ASSIST: "", Mandate.SCREEN: "", Mandate.IDENTIFY: ""},
        access=node,
    )
    lines = ["Demo accounts (invented). The code changes every 30 seconds: python3 run.py code NAME", ""]
    for username, display_name, role, language, calendar in PEOPLE:
        actions.add_user(organisation, username=username, display_name=display_name, role=Role(role), language=language, access=node)
        user = User.objects.get(username=username)
        password = secrets.token_urlsafe(9)
        user.set_password(password)
        user.must_change_password = False
        user.calendar = calendar
        user.save()
        TOTP.activate(user, generate_totp_secret(TOTP_LENGTH))
        lines.append(f"  {username:8} password {password:14} {Role(role).value}")
    # The first supervisor and data protection officer are confirmed by the node; the supervisor then confirms the others, as in life.
    for role in (Role.SUPERVISOR, Role.GUARDIAN):
        actions.confirm_role(Membership.objects.select_related("user", "organisation").get(role=role), access=node)
    supervisor = User.objects.get(memberships__role=Role.SUPERVISOR)
    access = opened(supervisor.username, "supervision")
    for membership in Membership.objects.filter(confirmed_by=None).exclude(role=Role.ADMINISTRATOR).select_related("user", "organisation"):
        actions.confirm_role(membership, access=access)
    return lines


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


def code(username: str) -> tuple[str, int]:
    """The six digits an authenticator app would show now for a demo account, and for how many seconds. Raises SystemExit elsewhere."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
    from allauth.mfa.utils import decrypt

    if not home().demo:
        raise SystemExit("Only a demo node gives codes. Use the authenticator app of the person.")
    found = Authenticator.objects.filter(user__username=username, type=Authenticator.Type.TOTP).first()
    if found is None:
        raise SystemExit(f"There is no demo account called {username}.")
    now = int(time.time())
    return format_hotp_value(hotp_value(decrypt(found.data["secret"]), now // 30)), 30 - now % 30
