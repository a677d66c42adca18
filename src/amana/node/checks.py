"""What `amana doctor` looks at inside a running node."""

import os
from datetime import UTC, datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from amana.kernel.access.database_role import check_database_role
from amana.kernel.accounts.models import Membership
from amana.kernel.accounts.terms import Role
from amana.kernel.audit.verify import verify_node
from amana.kernel.errors import AmanaError
from amana.kernel.ids import OrganisationId
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.keystore import get_keystore
from amana.node.commands.starting import PASSPHRASE
from amana.node.profiles import Profile

SOON = timedelta(days=10)  # of thirty for which an edition is usually published


def problems() -> list[str]:
    """What is wrong, each with what to do. Empty for a healthy node."""
    found = [f"{message.msg} {message.hint or ''}".strip() for message in checks.run_checks() if message.level >= checks.ERROR]
    found += [str(sentence) for sentence in check_database_role()]
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        found.append("The tables are older than this version. Run: amana upgrade")
    elif _index_is_old():
        found.append("The index behind the search was made by another version, and people may not be found. Run: amana upgrade")
    found += _keys()
    if not settings.NODE.demo:
        found += _roles()
    if not settings.NODE.https and any(host not in ("localhost", "127.0.0.1", "[::1]") for host in settings.ALLOWED_HOSTS):
        found.append("The node answers to a public name without TLS. Put a proxy with TLS before it and set `https = true` in node.toml.")
    found += _retention()
    found += _directory(datetime.now(UTC))
    report = verify_node()
    found += [
        f"The audit log: {problem.message()} Run `amana audit verify` and call your data protection officer." for problem in report.problems
    ]
    return found


def _index_is_old() -> bool:
    if not apps.is_installed("amana.contexts.persons"):
        return False
    from amana.contexts.persons.facade import index_is_current

    return not index_is_current()


def _keys() -> list[str]:
    found = []
    status = get_keystore().status()
    if status.bundle_still_opens_erased_files:
        found.append(
            "The last exported key bundle still opens files erased since. Run `amana keys export FILE` and destroy the old bundle."
        )
    elif status.bundle_lacks_keys:
        found.append("Newer keys are in no exported bundle. Run `amana keys export FILE` and keep it apart from the backups.")
    if (settings.AMANA_HOME / PASSPHRASE).is_file() and not settings.NODE.demo:
        found.append(
            f"The passphrase lies beside the keys it opens ({settings.AMANA_HOME / PASSPHRASE}). "
            "Move it to where only the service can read it and set AMANA_PASSPHRASE_FILE."
        )
    if os.environ.get("AMANA_PASSPHRASE"):
        found.append(
            "The passphrase stands in the environment, where other programs of this account can read it. Use AMANA_PASSPHRASE_FILE."
        )
    return found


def _directory(now: datetime) -> list[str]:
    """A node stops sending when its directory is past its date, and a desk when its keys are: both are seen coming."""
    from amana.contexts.exchange.directory import DirectoryMissing, latest, own_desks

    try:
        directory = latest()
    except DirectoryMissing:
        return []
    except AmanaError as failure:
        return [f"{failure.message()} {failure.advice()}"]
    found = []
    if directory.expires <= now + SOON:
        ends = "was valid only until" if directory.expires <= now else "is valid only until"
        found.append(f"The directory {ends} {directory.expires:%Y-%m-%d}. Bring in a newer one with `amana directory import`.")
    for own in own_desks():
        good = directory.good_keys(own.desk.address, now)
        if not good or good[0].until <= now + SOON:
            found.append(
                f"The desk {own.desk.address} has no key that lasts another {SOON.days} days. Run `amana desk rotate {own.desk.name}`."
            )
    return found


def _retention() -> list[str]:
    """Retention is off until somebody says that the periods are right; an operator should know that files stay for ever."""
    if not apps.is_installed("amana.contexts.persons") or settings.NODE.demo:
        return []
    from amana.contexts.persons.facade import retention_confirmation

    waiting = [one.name for one in Organisation.objects.all() if retention_confirmation(OrganisationId(one.ref)) is None]
    return [
        f"No file of “{name}” is erased when its time is over: its data protection officer has not confirmed the retention periods "
        "(page “Retention”)."
        for name in waiting
    ]


def _roles() -> list[str]:
    held = set(Membership.objects.filter(until=None).exclude(user__username="console").values_list("role", flat=True))
    chief = Role.SUPERVISOR if Profile.CARE in settings.PROFILES else Role.SECRETARIAT
    missing = [role.value for role in (chief, Role.GUARDIAN, Role.ADMINISTRATOR) if role not in held]
    return [f"Nobody is {role} yet. Run: amana user add NAME --role {role}" for role in missing]
