"""`amana init`, `reference`, `doctor`, `catalogues`: making a node, and finding out what is wrong with one."""

import argparse
import getpass
import os
import secrets
import shutil
import stat
import sys
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from amana.node.commands.starting import PASSPHRASE, open_node, private_folder, start_django
from amana.node.home import CONFIGURATION, home
from amana.node.profiles import parse

CONFIGURATION_TEXT = """\
# One Amana node. Read when the node starts; docs/reference/settings.md explains each line.
[node]
name = {name}
country = {country}
time_zone = {time_zone}
profile = {profile}
hosts = ["localhost", "127.0.0.1", "[::1]"]
port = {port}
https = false
demo = {demo}
"""


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    init = parsers.add_parser("init", help="make an empty node in AMANA_HOME")
    init.add_argument("--profile", default="care", help="care, justice, policy, care+policy or justice+policy")
    init.add_argument("--name", default="Amana", help="what the node is called on every page")
    init.add_argument("--country", default="XX", help="the state it stands in, ISO 3166-1 alpha-2")
    init.add_argument("--time-zone", help="in which its days begin and end, like Africa/Khartoum; by default that of its state, else UTC")
    init.add_argument("--organisation", help="the first organisation; by default called like the node")
    init.add_argument("--from-bundle", type=Path, help="a key bundle of a lost node, so that its backups can be restored here")
    init.add_argument("--port", type=int, default=8100)
    init.set_defaults(run=_init)

    reference = parsers.add_parser("reference", help="reference data (instruments, indicators, code lists)")
    reference.add_argument("what", choices=["load"], help="load: read every table in reference/, new versions beside the old ones")
    reference.set_defaults(run=_reference)

    upgrade = parsers.add_parser("upgrade", help="bring tables, reference data and static files to this version")
    upgrade.set_defaults(run=_upgrade)

    doctor = parsers.add_parser("doctor", help="check this node and say what to fix")
    doctor.set_defaults(run=_doctor)

    catalogues = parsers.add_parser("catalogues", help="translations: collect new sentences, or say which are missing")
    catalogues.add_argument("what", choices=["update", "check"])
    catalogues.set_defaults(run=_catalogues)


def make_node(
    *,
    profile: str,
    name: str,
    country: str,
    port: int,
    organisation: str,
    time_zone: str | None = None,
    demo: bool = False,
    bundle: Path | None = None,
) -> None:
    """Make AMANA_HOME with settings, secret, key store, database and reference data.

    time_zone  by its IANA name; absent for that of the state
    Raises SystemExit when a node is there already, or for a time zone that is none.
    """
    parse(profile)
    zone = _time_zone(country) if time_zone is None else time_zone
    if zone not in zoneinfo.available_timezones():
        raise SystemExit(f"“{zone}” is no time zone. Write one like Africa/Khartoum or Europe/Rome; nothing was made.")
    node = home()
    if node.exists:
        raise SystemExit(f"There is a node in {node.path} already; nothing was changed.")
    private_folder(node.path)
    unfinished = node.path / f"{CONFIGURATION}.unfinished"
    _clear_unfinished(unfinished)
    unfinished.touch(mode=0o600)
    for part in ("logs", "audit", "keys", "static"):  # settings look whether `static` is there
        private_folder(node.path / part)
    _write_private(node.path / "secret_key", secrets.token_urlsafe(48))
    if demo or not _somebody_gives_a_passphrase():
        _write_private(node.path / PASSPHRASE, secrets.token_urlsafe(24))
        os.environ["AMANA_PASSPHRASE_FILE"] = str(node.path / PASSPHRASE)
    import json

    text = CONFIGURATION_TEXT.format(
        name=json.dumps(name, ensure_ascii=False),
        country=json.dumps(country),
        time_zone=json.dumps(zone),
        profile=json.dumps(profile),
        port=port,
        demo=str(demo).lower(),
    )
    # Made under another name and moved last: a node is there when, and only when, everything it needs is.
    unfinished.write_text(text, encoding="utf-8")
    os.environ["AMANA_PROFILE"], os.environ["AMANA_COUNTRY"] = profile, country
    start_django()

    _make_keys(bundle)
    with _nothing_to_lose():
        prepare_database(reference=bundle is None)
    if organisation:
        _first_organisation(organisation, country)
    unfinished.rename(node.path / CONFIGURATION)


def _time_zone(country: str) -> str:
    from amana.kernel.locale.zones import zone_of

    found = zone_of(country)
    if not found and country != "XX":
        print(
            "The time zone of this state is not known, or it has several. Days begin and end in UTC; `time_zone` in node.toml changes it."
        )
    return found or "UTC"


@contextmanager
def _nothing_to_lose() -> Iterator[None]:
    """Write the tables of a new SQLite node without waiting for the disk each time: until it is finished there is nothing to lose."""
    from django.db import connection

    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
        yield
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _clear_unfinished(mark: Path) -> None:
    """Remove what an earlier `init` left that was stopped before it was done; without its mark nothing is touched."""
    if not mark.is_file():
        return
    for part in mark.parent.iterdir():
        shutil.rmtree(part) if part.is_dir() else part.unlink()


def _somebody_gives_a_passphrase() -> bool:
    """Whether the passphrase comes from outside. Without a terminal and without one in the environment the node keeps its own in a file."""
    return bool(os.environ.get("AMANA_PASSPHRASE_FILE") or os.environ.get("AMANA_PASSPHRASE")) or (
        sys.stdin is not None and sys.stdin.isatty()
    )


def _make_keys(bundle: Path | None) -> None:
    """New keys, or those of a lost node."""
    from amana.kernel.sealed.keystore import create_keystore, keystore_from_bundle

    if bundle is None:
        create_keystore(home().path)
        return
    passphrase = os.environ.get("AMANA_BUNDLE_PASSPHRASE") or getpass.getpass("Passphrase of the bundle: ")
    keystore_from_bundle(home().path, bundle.read_bytes(), passphrase)


def _first_organisation(name: str, country: str) -> None:
    from amana.kernel.access.system import system_access
    from amana.kernel.accounts.actions import add_organisation
    from amana.kernel.organisations.terms import Mandate, OrganisationKind

    mandates = {Mandate.ASSIST: "", Mandate.SCREEN: ""}
    add_organisation(name, kind=OrganisationKind.SHELTER, country=country, mandates=mandates, access=system_access())


def prepare_database(*, reference: bool = True) -> None:
    """Bring the tables to this version, load the reference data and collect the static files. May be run again at any time.

    reference  not for a node that waits for its backup: loading is written to the log, and the log comes with the backup
    """
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    if reference:
        load_reference()
    renew_index()
    call_command("collectstatic", interactive=False, verbosity=0)


def renew_index() -> None:
    """Make the index behind the search anew where it comes from another version: a name under an older key would not be found."""
    from django.apps import apps

    if not apps.is_installed("amana.contexts.persons"):
        return
    from amana.contexts.persons.facade import index_is_current, rebuild_index
    from amana.kernel.access.floor import floor
    from amana.kernel.access.system import system_access
    from amana.node.commands.progress import ProgressLine

    if not index_is_current():
        with floor(system_access()):
            rebuild_index(ProgressLine())


def load_reference() -> None:
    from amana.kernel.vocabulary.loading import load_all

    for table in load_all():
        if table.changed:
            print(f"  {table.name}: version {table.version}, {table.rows} rows")
    take_over_reference()


def take_over_reference() -> None:
    """Let contexts enter into their registers what a loaded table says for the first time. What people changed since stays."""
    from django.apps import apps

    from amana.kernel.access.system import system_access

    if apps.is_installed("amana.contexts.law"):
        from amana.contexts.law.facade import load_acts
        from amana.contexts.law.facade import load_reference as load_claims

        load_claims(access=system_access())
        load_acts(access=system_access())
    if apps.is_installed("amana.contexts.dialogue"):
        from amana.contexts.dialogue.facade import take_over

        take_over(access=system_access())


def _write_private(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)


def _init(arguments: argparse.Namespace) -> int:
    # A node that is made from a bundle waits for its backup: it must stay empty.
    organisation = "" if arguments.from_bundle else arguments.organisation or arguments.name
    make_node(
        profile=arguments.profile,
        name=arguments.name,
        country=arguments.country,
        port=arguments.port,
        organisation=organisation,
        time_zone=arguments.time_zone,
        bundle=arguments.from_bundle,
    )
    print(f"An empty {arguments.profile} node stands in {home().path}, with the organisation “{organisation}”.")
    kept = home().path / PASSPHRASE
    if kept.is_file():
        print(f"The passphrase of its keys was made and lies in {kept}: keep it elsewhere and point AMANA_PASSPHRASE_FILE to it.")
    print("Next: `amana user add`, then `amana serve` and `amana worker`.")
    return 0


def _reference(arguments: argparse.Namespace) -> int:
    open_node()
    load_reference()
    return 0


def _upgrade(arguments: argparse.Namespace) -> int:
    open_node()
    prepare_database()
    return 0


def _doctor(arguments: argparse.Namespace) -> int:
    problems = list(examine())
    for problem in problems:
        print(f"- {problem}")
    print("Nothing to fix." if not problems else f"{len(problems)} to fix.")
    return 1 if problems else 0


def examine() -> "list[str]":
    """What is wrong with this node, each with what to do; an empty list is a healthy node."""
    node = home()
    print(f"Node folder: {node.path}")
    if not node.exists:
        return [f"No node here. Run `amana init`, or set AMANA_HOME (now {node.path})."]
    found = []
    if stat.S_IMODE(node.path.stat().st_mode) & 0o077:
        found.append(f"Others on this machine can look into {node.path}. Run: chmod 700 {node.path}")
    if shutil.disk_usage(node.path).free < 2_000_000_000:
        found.append("Less than 2 GB of disk space is free. Make room before the node stops taking entries.")
    try:
        open_node()
    except SystemExit:
        raise
    except Exception as failure:  # noqa: BLE001 - whatever is wrong with the keys, the doctor says so and goes on
        code = getattr(failure, "code", type(failure).__name__)
        return [*found, f"The key store does not open ({code}). Check AMANA_PASSPHRASE_FILE, or type the passphrase when asked."]
    from amana.node.checks import problems

    return [*found, *problems()]


def _catalogues(arguments: argparse.Namespace) -> int:
    start_django()
    from amana.kernel.locale import catalogues

    if arguments.what == "update":
        catalogues.update_catalogues()
    missing = catalogues.missing()
    for line in missing:
        print(line, file=sys.stderr)
    print(f"{len(missing)} translations are missing.")
    return 1 if missing else 0
