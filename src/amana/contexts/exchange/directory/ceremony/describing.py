"""A directory and a draft in plain lines, with the fingerprints that are read aloud."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from tuf.api.metadata import Root, Targets, Timestamp

from amana.contexts.exchange.directory import verifying
from amana.contexts.exchange.directory.bundle import Files
from amana.contexts.exchange.directory.ceremony.drafts import Draft, members_in
from amana.contexts.exchange.directory.ceremony.governance import key_fingerprint
from amana.contexts.exchange.directory.ceremony.requests import Request
from amana.contexts.exchange.directory.values import Agreement, Desk, DeskKey, Directory, Node


def of_files(files: Files, now: datetime) -> Iterator[str]:
    """A published or trusted directory."""
    directory, root = verifying.verified(files), verifying.newest_root(files)
    gone = " (past: nobody goes by it any more)" if directory.expires <= now else ""
    yield f"{directory.name}, edition {directory.version}, valid until {_day(directory.expires)}{gone}"
    yield f"Fingerprint: {verifying.fingerprint(files)}"
    yield from _governance(root)
    yield from of_directory(directory, now)


def of_draft(draft: Draft, now: datetime) -> Iterator[str]:
    """A draft: what it would change, who has signed, what is missing."""
    yield f"Draft of {draft.directory.name}, edition {draft.directory.version}"
    if draft.base:
        yield f"It follows the published edition {verifying.verified(draft.base).version}, fingerprint: {verifying.fingerprint(draft.base)}"
    else:
        yield "It is the first edition."
    if draft.root:
        yield "It changes who may sign:" if draft.base else "Who may sign:"
        yield from _governance(draft.next_root)
    yield from changes(draft)
    signers, missing = draft.signers(), draft.missing()
    yield f"Signed by: {', '.join(signers) if signers else 'nobody yet'}"
    yield (
        "Nothing is missing; it can be published."
        if not missing
        else "Still missing: " + ", ".join(f"{count} for {part}" for part, count in missing.items())
    )
    yield ""
    yield from of_directory(draft.directory, now)


def changes(draft: Draft) -> Iterator[str]:
    """What a draft says otherwise than what is published."""
    nothing = replace(draft.directory, nodes=(), desks=(), agreements=())
    before, after = verifying.verified(draft.base) if draft.base else nothing, draft.directory
    pairs: tuple[tuple[str, dict[str, object], dict[str, object]], ...] = (
        ("node", {one.id: one for one in before.nodes}, {one.id: one for one in after.nodes}),
        ("desk", {one.address: one for one in before.desks}, {one.address: one for one in after.desks}),
        ("agreement", {one.id: one for one in before.agreements}, {one.id: one for one in after.agreements}),
    )
    said = False
    for what, had, has in pairs:
        for name in sorted(has.keys() - had.keys()):
            said = True
            yield f"  + {what} {name}"
        for name in sorted(had.keys() - has.keys()):
            said = True
            yield f"  - {what} {name}"
        for name in sorted(had.keys() & has.keys()):
            if had[name] != has[name]:
                said = True
                yield f"  ~ {what} {name}: {', '.join(_differing(had[name], has[name]))}"
    if not said:
        yield "  Its contents are those of the published edition."


def of_directory(directory: Directory, now: datetime) -> Iterator[str]:
    """Nodes with their desks and keys, and agreements."""
    for node in directory.nodes:
        yield from _node(node)
        for desk in directory.desks_of(node.id):
            yield from _desk(desk, now)
    for agreement in directory.agreements:
        yield _agreement(agreement)


def _node(node: Node) -> Iterator[str]:
    revoked = f"  REVOKED {_day(node.revoked_at)}" if node.revoked_at else ""
    yield f"{node.id}: {node.name} ({node.state}, {'+'.join(sorted(node.profiles))}, {node.carriage} {node.url}){revoked}"
    yield f"    node key {key_fingerprint(node.signing)}"


def _desk(desk: Desk, now: datetime) -> Iterator[str]:
    revoked = f"  REVOKED {_day(desk.revoked_at)}" if desk.revoked_at else ""
    yield f"  {desk.address}: {desk.kind} desk of {desk.organisation} ({desk.organisation_kind}, {desk.state}){revoked}"
    for key in desk.keys:
        yield f"    key {verifying.grouped(key.key_id.hex())}  {_span(key, now)}"


def _span(key: DeskKey, now: datetime) -> str:
    span = f"{_day(key.from_)} to {_day(key.until)}"
    if key.revoked_at:
        return f"{span}  REVOKED {_day(key.revoked_at)}"
    return span if key.counts(now) else f"{span}  (does not count now)"


def _agreement(agreement: Agreement) -> str:
    arrow = "<->" if agreement.both_ways else "->"
    budget = f", at most {agreement.budget_per_day} a day" if agreement.budget_per_day is not None else ""
    source = f" [{agreement.source}]" if agreement.source else ""
    return (
        f"agreement {agreement.id}: {agreement.between[0]} {arrow} {agreement.between[1]}: {', '.join(sorted(agreement.kinds))} for "
        f"{', '.join(sorted(agreement.purposes))}, {_day(agreement.from_)} to {_day(agreement.until)}{budget}{source}"
    )


def _governance(root: Root) -> Iterator[str]:
    yield f"  {root.roles[Targets.type].threshold} of these sign what it says (until {_day(root.expires)}):"
    for member in members_in(root, Targets.type):
        yield f"    {member.name}  {member.fingerprint}"
    publishers = members_in(root, Timestamp.type)
    yield f"  Any of these publishes: {', '.join(member.name for member in publishers)}"


def _differing(old: object, new: object) -> list[str]:
    slots = [name for name in type(new).__slots__ if getattr(old, name) != getattr(new, name)]  # type: ignore[attr-defined]
    return [name.rstrip("_") for name in slots]


def _day(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC")


def of_request(request: Request, now: datetime) -> Iterator[str]:
    """What a node asks for."""
    yield from _node(request.node)
    for desk in request.desks:
        yield from _desk(desk, now)
