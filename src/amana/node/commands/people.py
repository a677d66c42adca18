"""`amana organisation add`, `amana user add|confirm|recover`."""

import argparse
from enum import Enum
from typing import TypeVar

from amana.node.commands.starting import open_node

Choice = TypeVar("Choice", bound=Enum)


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    organisation = parsers.add_parser("organisation", help="organisations of this node")
    organisation.add_argument("what", choices=["add", "list"])
    organisation.add_argument("name", nargs="?")
    organisation.add_argument("--kind", default="shelter", help="shelter, ministry, ngo, refugee_authority, health, police, ...")
    organisation.add_argument("--country", default="", help="ISO 3166-1 alpha-2; the node's own if left out")
    organisation.add_argument(
        "--mandate", action="append", default=[], help="assist, screen, identify, guardianship, asylum, oversee; repeatable"
    )
    organisation.set_defaults(run=_organisation)

    user = parsers.add_parser("user", help="accounts")
    user.add_argument("what", choices=["add", "list", "confirm", "recover"])
    user.add_argument("username", nargs="?")
    user.add_argument("--name", help="the name shown to colleagues")
    user.add_argument("--organisation", help="name of the organisation")
    user.add_argument("--role", help="intake, caseworker, supervisor, identification_authority, guardian, auditor, administrator")
    user.add_argument("--language", default="en", choices=["en", "fr", "ar"])
    user.set_defaults(run=_user)


def _organisation(arguments: argparse.Namespace) -> int:
    open_node()
    from amana.kernel.access.system import system_access
    from amana.kernel.accounts import actions
    from amana.kernel.organisations.models import Organisation
    from amana.kernel.organisations.terms import Mandate, OrganisationKind
    from amana.node.home import home

    if arguments.what == "list":
        for row in Organisation.objects.order_by("name"):
            print(f"{row.name}\t{row.kind}\t{row.country}")
        return 0
    if not arguments.name:
        raise SystemExit("Give the name of the organisation.")
    mandates = {_choice(Mandate, word, "--mandate"): "" for word in arguments.mandate}
    actions.add_organisation(
        arguments.name,
        kind=_choice(OrganisationKind, arguments.kind, "--kind"),
        country=arguments.country or home().country,
        mandates=mandates,
        access=system_access(),
    )
    print(f"{arguments.name} is entered. Next: `amana user add NAME --organisation '{arguments.name}' --role supervisor`.")
    return 0


def _user(arguments: argparse.Namespace) -> int:
    open_node()
    from amana.kernel.access.system import system_access
    from amana.kernel.accounts import actions
    from amana.kernel.accounts.models import Membership, User
    from amana.kernel.accounts.terms import Role
    from amana.kernel.ids import OrganisationId, UserId
    from amana.node.console import organisation_called

    if arguments.what == "list":
        for row in Membership.objects.filter(until=None).select_related("user", "organisation").order_by("user__username"):
            print(f"{row.user.username}\t{row.role}\t{row.organisation.name}\t{'confirmed' if row.confirmed_by_id else 'not confirmed'}")
        return 0
    if not arguments.username:
        raise SystemExit("Give the sign-in name.")
    if arguments.what == "add":
        organisation = organisation_called(arguments.organisation)
        role = _choice(Role, arguments.role or "", "--role")
        _, password = actions.add_user(
            OrganisationId(organisation.ref),
            username=arguments.username,
            display_name=arguments.name or arguments.username,
            role=role,
            language=arguments.language,
            access=system_access(),
        )
        print(f"One-time password for {arguments.username}: {password}")
        print("They choose their own at first sign-in, and set up a second factor." + _next_step(role.value))
        return 0
    user = User.objects.filter(username=arguments.username).first()
    if user is None:
        raise SystemExit(f"There is no account called {arguments.username}. `amana user list` shows all.")
    if arguments.what == "recover":
        print(f"One-time password: {actions.recover(UserId(user.ref), access=system_access())}")
        print("All roles of this account wait for a supervisor or the data protection officer to confirm them again.")
        return 0
    for membership in Membership.objects.filter(user=user, until=None, confirmed_by=None).select_related("user", "organisation"):
        actions.confirm_role(membership, access=system_access())
        print(f"{membership.role} in {membership.organisation.name}: confirmed.")
    return 0


def _next_step(role: str) -> str:
    if role in ("supervisor", "guardian"):
        return " For the first of their kind run `amana user confirm`."
    return " A supervisor or the data protection officer confirms the role on the page “People”."


def _choice(kind: type[Choice], word: str, option: str) -> Choice:
    try:
        return kind(word)
    except ValueError:
        raise SystemExit(f"{option}: “{word}” is none of {', '.join(member.value for member in kind)}.") from None
