"""Which roles exclude each other, and when a role counts. Plain functions of plain values."""

from dataclasses import dataclass
from datetime import date

from amana.kernel.accounts.terms import READER_ROLES, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One membership as far as the rules need it."""

    role: Role
    since: date
    until: date | None
    confirmed: bool


def exclude_each_other(one: Role, other: Role) -> bool:
    """Whether one person may never hold both roles, in any organisation of the node.

    Who opens files neither audits nor oversees their opening, and who makes accounts opens nothing: otherwise one person could
    do harm and clear its traces.
    """
    if one == other:
        return False
    pair = {one, other}
    if Role.ADMINISTRATOR in pair:
        return True
    if Role.AUDITOR in pair:
        return True
    return Role.GUARDIAN in pair and bool(pair & READER_ROLES)


def counts(held: Held, *, on: date) -> bool:
    """Whether a membership gives its role on a day: begun, not ended, and confirmed where it opens files or oversees them."""
    if on < held.since or (held.until is not None and on > held.until):
        return False
    return held.confirmed or held.role is Role.ADMINISTRATOR


def may_confirm(own_roles: frozenset[Role], *, confirmer_is_the_member: bool) -> bool:
    """Whether somebody with these roles may confirm another's membership: a supervisor or the data protection officer, never oneself."""
    return not confirmer_is_the_member and bool(own_roles & {Role.SUPERVISOR, Role.GUARDIAN})
