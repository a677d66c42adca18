"""`amana directory`: how governance makes, signs and publishes the directory, and how a node takes it over.

Only `import`, and `show` without a source, need a node. All the others work in a folder on any machine, also one without a network.
"""

import argparse
import getpass
import os
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from amana.node.commands.starting import open_node, start_django

if TYPE_CHECKING:
    from amana.contexts.exchange.directory.ceremony.drafts import Draft
    from amana.contexts.exchange.directory.ceremony.governance import GovernanceKey, Member
    from amana.contexts.exchange.directory.ceremony.publishing import Workshop

PASSPHRASE = "AMANA_GOVERNANCE_PASSPHRASE"  # noqa: S105 - a variable's name
FOLDER = Path("amana-directory")


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    directory = parsers.add_parser("directory", help="the signed list of nodes, desks, keys and agreements")
    whats = directory.add_subparsers(dest="what", metavar="WHAT", required=True)

    _add_beginning(whats)
    _add_contents(whats)
    _add_signing(whats)
    _add_on_a_node(whats)


def _add_beginning(whats: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Who signs."""
    key = whats.add_parser("key", help="make the key of one member of the governance; each member on a machine of their own")
    key.add_argument("file", type=Path, help="where it goes, sealed by a passphrase; FILE.pub beside it is for the others")
    key.add_argument("--name", required=True, help="the member's name, as the others know it")
    key.set_defaults(run=_key)

    init = whats.add_parser("init", help="begin a directory: its name and who signs it")
    init.add_argument("name", help="what the directory is called")
    _governance(init)
    _folder(init)
    init.set_defaults(run=_init)

    keys = whats.add_parser("keys", help="change who signs; those who sign now have to sign that too")
    _governance(keys)
    _folder(keys)
    keys.set_defaults(run=_keys)


def _add_contents(whats: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """What the draft says."""
    enter = whats.add_parser("add", help="enter a node with its desks, or new keys of its desks, from the node's request")
    enter.add_argument("request", type=Path, help="the file that `amana desk request` wrote on the node")
    enter.add_argument("--id", default="", help="the id of a node that is new, for example et-maji; desks are then called et-maji/...")
    enter.add_argument(
        "--fingerprint", default="", help="of the request, as the node's administrator reads it aloud; needed for a new node"
    )
    _folder(enter)
    enter.set_defaults(run=_add)

    revoke = whats.add_parser("revoke", help="from now on trust a node, a desk or one key no more, or end an agreement")
    revoke.add_argument("entry", help="id of a node or agreement, or address of a desk")
    revoke.add_argument("--key", default="", help="first digits of the id of one key of the desk")
    _folder(revoke)
    revoke.set_defaults(run=_revoke)

    agree = whats.add_parser("agree", help="enter what one side may send the other")
    agree.add_argument("sides", nargs=2, metavar="SIDE", help="ids of nodes (all their desks) or addresses of desks")
    agree.add_argument("--id", required=True, help="a short name of the agreement; the same name again replaces it")
    agree.add_argument("--kind", action="append", required=True, help="referral or lead; repeatable")
    agree.add_argument("--purpose", action="append", required=True, help="assistance, investigation, ...; repeatable")
    agree.add_argument("--one-way", action="store_true", help="only the first side sends")
    agree.add_argument("--from", dest="from_", type=_day, default=None, metavar="YYYY-MM-DD", help="today if left out")
    agree.add_argument("--until", type=_day, required=True, metavar="YYYY-MM-DD", help="the first day on which it holds no more")
    agree.add_argument("--budget", type=int, default=None, help="how many messages one desk may send another in a day")
    agree.add_argument("--source", default="", help="where it is written down")
    _folder(agree)
    agree.set_defaults(run=_agree)


def _add_signing(whats: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """From the draft to what is published."""
    sign = whats.add_parser("sign", help="add one member's signature to the draft")
    sign.add_argument("--key", type=Path, required=True, help="the member's key file")
    sign.add_argument("--draft", type=Path, default=None, help="a draft that was carried here; by default the one in the folder")
    _folder(sign)
    sign.set_defaults(run=_sign)

    publish = whats.add_parser(
        "publish", help="put the signed draft into force; without a draft, say anew that the published edition is fresh"
    )
    publish.add_argument("drafts", nargs="*", type=Path, help="signed copies of the draft that came back, if it went to several members")
    publish.add_argument("--key", type=Path, required=True, help="key file of somebody who publishes")
    publish.add_argument("--days", type=int, default=30, help="how long nodes may go by it before they need a fresher one")
    _folder(publish)
    publish.set_defaults(run=_publish)


def _add_on_a_node(whats: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Taking over, and looking at any of the files."""
    take = whats.add_parser("import", help="take over a directory on this node")
    take.add_argument("source", help="a folder, a bundle file, or an address that begins with https://")
    take.add_argument("--fingerprint", default="", help="as governance reads it aloud; needed the first time")
    take.set_defaults(run=_import)

    show = whats.add_parser("show", help="show a directory, a draft, a request or a key file, with the fingerprints to be read aloud")
    show.add_argument("source", nargs="?", type=Path, help="a file or folder; by default what this node goes by")
    show.set_defaults(run=_show)


def _governance(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--member", type=Path, action="append", required=True, help="the .pub file of somebody who signs; repeatable")
    parser.add_argument("--threshold", type=int, required=True, help="how many of them have to sign")
    parser.add_argument("--publisher", type=Path, action="append", help="the .pub file of somebody who publishes; by default any member")


def _folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--folder", type=Path, default=FOLDER, help=f"where the directory is made (by default ./{FOLDER})")


def _day(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)


# the keys of governance


def _key(arguments: argparse.Namespace) -> int:
    start_django()
    from amana.contexts.exchange.directory.ceremony.governance import GovernanceKey

    key = GovernanceKey.fresh(arguments.name)
    beside = key.save(arguments.file, _new_passphrase())
    print(f"{arguments.file} is the key of {arguments.name}. Keep it, and the passphrase apart from it; nobody can make it again.")
    print(f"{beside} is for the others. Read this to them:")
    print(f"  {key.member.fingerprint}")
    return 0


def _new_passphrase() -> str:
    from amana.kernel.sealed.errors import PassphrasesDiffer
    from amana.kernel.sealed.passphrase import long_enough

    given = os.environ.get(PASSPHRASE, "")
    if not given:
        given = _asked("New passphrase of the governance key: ")
        if _asked("The same again: ") != given:
            raise PassphrasesDiffer
    return long_enough(given)


def _asked(prompt: str) -> str:
    from amana.kernel.sealed.errors import PassphraseMissing

    found = getpass.getpass(prompt) if sys.stdin is not None and sys.stdin.isatty() else ""
    if not found:
        raise PassphraseMissing
    return found


def _unlocked(file: Path) -> "GovernanceKey":
    from amana.contexts.exchange.directory.ceremony.governance import read_member, unlock

    member = read_member(file)
    return unlock(file, os.environ.get(PASSPHRASE, "") or _asked(f"Passphrase of {member.name}: "))


def _members(files: Iterable[Path]) -> "list[Member]":
    from amana.contexts.exchange.directory.ceremony.governance import read_member

    return [read_member(file) for file in files]


# drafts


def _workshop(folder: Path) -> "Workshop":
    start_django()
    from amana.contexts.exchange.directory.ceremony.publishing import Workshop

    return Workshop(folder)


def _draft(workshop: "Workshop") -> "Draft":
    """The draft in a folder, begun after the published edition if there is none. Raises DraftMissing where nothing is published either."""
    from amana.contexts.exchange.directory.ceremony.drafts import Draft, published_files
    from amana.contexts.exchange.directory.ceremony.errors import DraftMissing

    if workshop.draft.is_file():
        return Draft.load(workshop.draft)
    base = published_files(workshop.published)
    if not base:
        raise DraftMissing(folder=str(workshop.folder))
    return Draft.following(base, now=_now())


def _keep(workshop: "Workshop", draft: "Draft") -> int:
    from amana.contexts.exchange.directory.ceremony.describing import changes

    had_signatures = workshop.draft.is_file() and bool(_signers(workshop.draft))
    draft.save(workshop.draft)
    print(f"The draft in {workshop.draft} now says, beyond what is published:")
    for line in changes(draft):
        print(line)
    if had_signatures:
        print("The signatures it had are gone: they were under another text.")
    print(f"Next: `amana directory sign`, by {draft.next_root.roles['targets'].threshold} members.")
    return 0


def _signers(file: Path) -> tuple[str, ...]:
    from amana.contexts.exchange.directory.ceremony.drafts import Draft

    return Draft.load(file).signers()


def _init(arguments: argparse.Namespace) -> int:
    workshop = _workshop(arguments.folder)
    from amana.contexts.exchange.directory.ceremony.drafts import Draft
    from amana.contexts.exchange.directory.ceremony.errors import DraftExists

    if workshop.draft.exists() or workshop.published.exists():
        raise DraftExists(folder=str(arguments.folder))
    members = _members(arguments.member)
    publishers = _members(arguments.publisher or arguments.member)
    draft = Draft.first(arguments.name, members, arguments.threshold, publishers, now=_now())
    for member in members:
        print(f"{member.name}: {member.fingerprint}")
    print("Compare these with what each member reads to you before anybody signs.")
    return _keep(workshop, draft)


def _keys(arguments: argparse.Namespace) -> int:
    workshop = _workshop(arguments.folder)
    members, publishers = _members(arguments.member), _members(arguments.publisher or arguments.member)
    return _keep(workshop, _draft(workshop).signed_from_now_on_by(members, arguments.threshold, publishers, now=_now()))


def _add(arguments: argparse.Namespace) -> int:
    workshop = _workshop(arguments.folder)
    from amana.contexts.exchange.directory.ceremony import editing, requests

    draft, request = _draft(workshop), requests.read(_read(arguments.request))
    directory = editing.with_request(draft.directory, request, node_id=arguments.id, fingerprint=arguments.fingerprint, now=_now())
    return _keep(workshop, draft.saying(directory))


def _revoke(arguments: argparse.Namespace) -> int:
    workshop = _workshop(arguments.folder)
    from amana.contexts.exchange.directory.ceremony import editing

    draft = _draft(workshop)
    return _keep(workshop, draft.saying(editing.without(draft.directory, arguments.entry, key=arguments.key, at=_now())))


def _agree(arguments: argparse.Namespace) -> int:
    workshop = _workshop(arguments.folder)
    from amana.contexts.exchange.directory.ceremony import editing
    from amana.contexts.exchange.directory.values import Agreement

    draft = _draft(workshop)
    agreement = Agreement(
        id=arguments.id,
        between=(arguments.sides[0], arguments.sides[1]),
        both_ways=not arguments.one_way,
        kinds=frozenset(arguments.kind),
        purposes=frozenset(arguments.purpose),
        from_=arguments.from_ or _now(),
        until=arguments.until,
        budget_per_day=arguments.budget,
        source=arguments.source,
    )
    return _keep(workshop, draft.saying(editing.with_agreement(draft.directory, agreement)))


def _sign(arguments: argparse.Namespace) -> int:
    workshop = _workshop(arguments.folder)
    from amana.contexts.exchange.directory.ceremony.describing import of_draft
    from amana.contexts.exchange.directory.ceremony.drafts import Draft
    from amana.contexts.exchange.directory.ceremony.errors import DraftMissing

    file: Path = arguments.draft or workshop.draft
    if not file.is_file():
        raise DraftMissing(folder=str(file.parent))
    draft = Draft.load(file)
    for line in of_draft(draft, _now()):
        print(line)
    signed = draft.sign(_unlocked(arguments.key))
    signed.save(file)
    missing = signed.missing()
    print(f"\nSigned. {'It can be published now.' if not missing else 'Carry the draft to the next member.'}")
    return 0


def _publish(arguments: argparse.Namespace) -> int:
    workshop = _workshop(arguments.folder)
    from amana.contexts.exchange.directory import verifying
    from amana.contexts.exchange.directory.ceremony import publishing
    from amana.contexts.exchange.directory.ceremony.drafts import Draft, merged, published_files

    drafts = [Draft.load(file) for file in arguments.drafts or ([workshop.draft] if workshop.draft.is_file() else [])]
    draft = merged(drafts) if drafts else None
    fresh_for = timedelta(days=arguments.days)
    key = _unlocked(arguments.key)
    if draft:
        files = publishing.edition(draft, key, now=_now(), fresh_for=fresh_for)
    else:
        files = publishing.renewed(published_files(workshop.published), key, now=_now(), fresh_for=fresh_for)
    publishing.publish(workshop, files)
    directory = verifying.verified(files)
    print(f"{directory.name}, edition {directory.version}, is published. Nodes go by it until {directory.expires:%Y-%m-%d %H:%M} UTC.")
    print(f"  {workshop.published}  to be put on the web as it is")
    print(f"  {workshop.bundle}  the same in one file, to be carried")
    print("Nodes that have no directory yet need its fingerprint. Read it to their administrators:")
    print(f"  {verifying.fingerprint(files)}")
    return 0


# on a node


def _import(arguments: argparse.Namespace) -> int:
    open_node()
    from amana.contexts.exchange.directory.trusted import latest, take_over, trusted_file

    before = latest().version if trusted_file().is_file() else None
    directory = take_over(arguments.source, fingerprint=arguments.fingerprint)
    news = "This node had it already" if before == directory.version else "This node now goes by it"
    print(f"{directory.name}, edition {directory.version}: {len(directory.nodes)} nodes, {len(directory.desks)} desks. {news}.")
    print(f"It is valid until {directory.expires:%Y-%m-%d %H:%M} UTC.")
    return 0


def _show(arguments: argparse.Namespace) -> int:
    if arguments.source is None:
        open_node()
        from amana.contexts.exchange.directory.trusted import latest, trusted_file

        latest()
        return _show_file(trusted_file())
    start_django()
    return _show_file(arguments.source)


def _show_file(source: Path) -> int:
    """Show whatever it is: the files of the ceremony say in their first line what they are."""
    from amana.contexts.exchange.directory import bundle
    from amana.contexts.exchange.directory.ceremony import describing, drafts, governance, requests

    if source.is_dir():
        inside = source / "published" if (source / "published").is_dir() else source
        lines: Iterable[str] = describing.of_files(drafts.published_files(inside), _now())
    else:
        start = _read(source)[:200]
        if drafts.FORMAT.encode() in start:
            lines = describing.of_draft(drafts.Draft.load(source), _now())
        elif requests.FORMAT.encode() in start:
            request = requests.read(_read(source))
            lines = [f"Request of {request.node.name}, fingerprint: {request.fingerprint}", *describing.of_request(request, _now())]
        elif governance.FORMAT.encode() in start:
            member = governance.read_member(source)
            lines = [f"{member.name}  {member.fingerprint}"]
        else:
            lines = describing.of_files(bundle.read_bundle(source), _now())
    for line in lines:
        print(line)
    return 0


def _read(file: Path) -> bytes:
    from amana.contexts.exchange.directory.errors import DirectoryUnreadable

    try:
        return file.read_bytes()
    except OSError:
        raise DirectoryUnreadable(what=str(file)) from None


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
