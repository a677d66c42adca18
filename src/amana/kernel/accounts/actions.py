"""Every change of accounts. Whoever makes accounts opens no files; a role that opens files needs a second person's word."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils import timezone
from django.utils.crypto import get_random_string

from amana.kernel.access.facts import declare
from amana.kernel.access.values import Access, Resource
from amana.kernel.accounts import rules
from amana.kernel.accounts.errors import MandateMissing, NameTaken, NotByOneself, RolesExclude
from amana.kernel.accounts.models import Leave, Membership, Recovery, User
from amana.kernel.accounts.terms import DIALOGUE_ROLES, Role
from amana.kernel.actions import action, record
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound
from amana.kernel.ids import OrganisationId, UserId
from amana.kernel.organisations.models import Organisation
from amana.kernel.organisations.terms import Mandate, OrganisationKind

# No letter or digit that is mistaken for another when read out or copied by hand.
ONE_TIME_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
ONE_TIME_LENGTH = 20


def _organisation(organisation: OrganisationId) -> Organisation:
    try:
        return Organisation.objects.get(ref=organisation)
    except Organisation.DoesNotExist:
        raise NotFound from None


def _user(user: UserId) -> User:
    try:
        return User.objects.get(ref=user)
    except User.DoesNotExist:
        raise NotFound from None


def _who_acts(access: Access) -> User | None:
    """The account behind an access; none where the node itself works."""
    return User.objects.filter(ref=access.user).first() if access.user else None


def _about_organisation(organisation: OrganisationId, *_args: object, **_kwargs: object) -> Resource:
    return Resource(kind="Record", ref=organisation, attrs={"organisation": organisation})


def _about_node(*_args: object, **_kwargs: object) -> Resource:
    return Resource(kind="Record", ref=UUID(int=0), attrs={})


def _about_user(user: UserId, *_args: object, **_kwargs: object) -> Resource:
    return Resource(kind="Record", ref=_user(user).ref, attrs={"owner": user})


ROLE_OF_THE_DIALOGUE = declare("accounts.role_of_the_dialogue", "The role to be confirmed is about states and opens no person's file.")


def _what_role(membership: Membership, *_args: object, **_kwargs: object) -> dict[str, object]:
    return {"facts": frozenset({ROLE_OF_THE_DIALOGUE}) if membership.role in DIALOGUE_ROLES else frozenset()}


def _about_membership(membership: Membership, *_args: object, **_kwargs: object) -> Resource:
    return Resource(
        kind="Record", ref=membership.user.ref, attrs={"owner": membership.user.ref, "organisation": membership.organisation.ref}
    )


@action("accounts.add_organisation", kind=Kind.ADMINISTER, on="Record", resource=_about_node)
def add_organisation(name: str, *, kind: OrganisationKind, country: str, mandates: Mapping[Mandate, str], access: Access) -> OrganisationId:
    """Enter an organisation with its mandates, each with the legal basis it rests on ("" where nobody has named one)."""
    organisation = Organisation.objects.create(name=name, kind=kind, country=country)
    for mandate, basis in mandates.items():
        organisation.mandates.create(mandate=mandate, basis=basis)
    record(organisation=organisation.ref, kind=kind, mandates=sorted(mandates))
    return OrganisationId(organisation.ref)


@action("accounts.add_user", kind=Kind.ADMINISTER, on="Record", resource=_about_organisation)
def add_user(
    organisation: OrganisationId, *, username: str, display_name: str, role: Role, language: str = "en", access: Access
) -> tuple[UserId, str]:
    """Make an account with one role, which still has to be confirmed; gives the one-time password to hand over. Raises NameTaken."""
    if User.objects.filter(username__iexact=username).exists():
        raise NameTaken(username=username)
    password = get_random_string(ONE_TIME_LENGTH, ONE_TIME_ALPHABET)
    user = User.objects.create_user(username, password, display_name=display_name, language=language, must_change_password=True)
    record(user=user.ref, role=role)
    _grant(user, _organisation(organisation), role)
    return UserId(user.ref), password


@action("accounts.grant_role", kind=Kind.ADMINISTER, on="Record", resource=_about_organisation)
def grant_role(organisation: OrganisationId, user: UserId, role: Role, *, access: Access) -> None:
    """Give a person one more role, to be confirmed. Raises RolesExclude, MandateMissing."""
    record(user=user, role=role)
    _grant(_user(user), _organisation(organisation), role)


def _grant(user: User, organisation: Organisation, role: Role) -> None:
    today = timezone.localdate()
    held = Membership.objects.filter(user=user, until=None)
    for other in held:
        if rules.exclude_each_other(role, Role(other.role)):
            raise RolesExclude(one=Role(other.role).label, other=role.label)
    if role is Role.IDENTIFICATION_AUTHORITY and not organisation.mandates.filter(mandate=Mandate.IDENTIFY).exists():
        raise MandateMissing
    Membership.objects.get_or_create(user=user, organisation=organisation, role=role, until=None, defaults={"since": today})


@action("accounts.confirm_role", kind=Kind.OVERSEE, on="Record", resource=_about_membership, context=_what_role)
def confirm_role(membership: Membership, *, access: Access) -> None:
    """Confirm that a person really does this work: from now on the role counts. Raises NotByOneself."""
    # The node's own command line confirms the first supervisor and data protection officer, and stands as their own word.
    by_node = access.user is None and Role(membership.role) in (Role.SUPERVISOR, Role.GUARDIAN)
    if not by_node and not rules.may_confirm(access.roles, confirmer_is_the_member=access.user == membership.user.ref):
        raise NotByOneself
    confirmer = _who_acts(access) or membership.user
    Membership.objects.filter(pk=membership.pk).update(confirmed_by=confirmer, confirmed_at=timezone.now())
    Recovery.objects.filter(user=membership.user, readmitted_at=None).update(readmitted_by=confirmer, readmitted_at=timezone.now())
    record(user=membership.user.ref, role=membership.role)


@action("accounts.end_role", kind=Kind.ADMINISTER, on="Record", resource=_about_membership)
def end_role(membership: Membership, *, access: Access) -> None:
    """End a role today; open sessions end with it."""
    Membership.objects.filter(pk=membership.pk).update(until=timezone.localdate())
    end_sessions(membership.user)
    record(user=membership.user.ref, role=membership.role)


@action("accounts.record_leave", kind=Kind.ADMINISTER, on="Record", resource=_about_user)
def record_leave(user: UserId, first_day: date, last_day: date, *, access: Access) -> None:
    """Record days on which nothing opens under a person's account."""
    Leave.objects.create(user=_user(user), first_day=first_day, last_day=last_day)


@action("accounts.recover", kind=Kind.ADMINISTER, on="Record", resource=_about_user)
def recover(user: UserId, *, access: Access) -> str:
    """Replace a lost password and second factor; gives a one-time password.

    All roles lose their confirmation: whoever starts a recovery, or signs in with its result, opens no file until a supervisor or
    the data protection officer has met the person and confirmed them again.
    """
    person = _user(user)
    password = get_random_string(ONE_TIME_LENGTH, ONE_TIME_ALPHABET)
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    Authenticator.objects.filter(user=person).delete()
    Membership.objects.filter(user=person, until=None).exclude(role=Role.ADMINISTRATOR).update(confirmed_by=None, confirmed_at=None)
    Recovery.objects.create(user=person, started_by=_who_acts(access), started_at=timezone.now())
    end_sessions(person)
    return password


def end_sessions(user: User) -> None:
    """End every open session of a person."""
    for session in UserSession.objects.filter(user=user):
        session.end()
