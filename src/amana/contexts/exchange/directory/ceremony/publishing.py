"""Publishing: the last signatures, about which edition is the newest and for how long, and the files others read."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp

from amana.contexts.exchange.directory import bundle, document, signing, verifying
from amana.contexts.exchange.directory.bundle import DOCUMENT, METADATA, Files
from amana.contexts.exchange.directory.ceremony.drafts import Draft
from amana.contexts.exchange.directory.ceremony.errors import NotOfTheGovernance, SignaturesMissing
from amana.contexts.exchange.directory.ceremony.governance import GovernanceKey
from amana.contexts.exchange.directory.errors import DirectoryMissing
from amana.contexts.exchange.directory.sources import held

FRESH_FOR = timedelta(days=30)  # a node that hears nothing newer for so long stops sending


@dataclass(frozen=True, slots=True)
class Workshop:
    """The folder in which governance works: the draft, if there is one, and what is published."""

    folder: Path

    @property
    def draft(self) -> Path:
        return self.folder / "draft.json"

    @property
    def published(self) -> Path:
        """To be put on the web as it is."""
        return self.folder / "published"

    @property
    def bundle(self) -> Path:
        """The same in one file, to be carried."""
        return self.folder / "directory-bundle.json"


def edition(draft: Draft, key: GovernanceKey, *, now: datetime, fresh_for: timedelta = FRESH_FOR) -> Files:
    """The files of the edition a draft holds. Raises SignaturesMissing, NotOfTheGovernance.

    The whole is taken over as a node would before anybody gets it: what governance publishes, every node can follow.
    """
    if missing := draft.missing():
        raise SignaturesMissing(missing=", ".join(f"{part}: {count}" for part, count in missing.items()))
    raw, targets = document.write(draft.directory), draft.targets.to_bytes()
    files = {name: content for name, content in draft.base.items() if name.endswith(f".{Root.type}.json")}
    if draft.root:
        files[f"{METADATA}/{draft.root.signed.version}.{Root.type}.json"] = draft.root.to_bytes()
    files |= signing.named({}, [(Targets.type, draft.directory.version, targets)], raw)
    return _fresh(files, draft.base, targets, draft.directory.version, draft.next_root, key, now, fresh_for)


def renewed(base: Files, key: GovernanceKey, *, now: datetime, fresh_for: timedelta = FRESH_FOR) -> Files:
    """What is published, said anew to be the newest. Raises DirectoryMissing, NotOfTheGovernance, a kind of DirectoryRefused."""
    if not base:
        raise DirectoryMissing
    root, version = verifying.newest_root(base), verifying.verified(base).version
    targets = base[f"{METADATA}/{version}.{Targets.type}.json"]
    files = {name: content for name, content in base.items() if name.endswith((f".{Root.type}.json", f".{Targets.type}.json", DOCUMENT))}
    return _fresh(files, base, targets, version, root, key, now, fresh_for)


def _fresh(
    files: Files, base: Files, targets: bytes, version: int, root: Root, key: GovernanceKey, now: datetime, fresh_for: timedelta
) -> Files:
    if key.member.key_id not in root.roles[Timestamp.type].keyids:
        raise NotOfTheGovernance(member=key.member.name)
    turn = 1 + (_version(base, Timestamp.type) if base else 0)
    expires = now + fresh_for
    snapshot = signing.sign(signing.snapshot(turn, _no_earlier(targets, expires), targets, version), (key.private,))
    timestamp = signing.sign(signing.timestamp(turn, expires, snapshot, turn), (key.private,))
    whole = {**files, **_named(snapshot, timestamp, turn)}
    trusted = base or {name: raw for name, raw in whole.items() if name == f"{METADATA}/1.{Root.type}.json"}
    verifying.taken_over(trusted, *held(whole))
    return whole


def _no_earlier(targets: bytes, expires: datetime) -> datetime:
    """Snapshot lasts as long as the contents, so that only the timestamp has to be renewed to stay fresh."""
    contents: Metadata[Targets] = Metadata.from_bytes(targets)
    return max(contents.signed.expires, expires)


def _named(snapshot: bytes, timestamp: bytes, turn: int) -> Files:
    return {f"{METADATA}/{turn}.{Snapshot.type}.json": snapshot, f"{METADATA}/{Timestamp.type}.json": timestamp}


def _version(files: Files, role: str) -> int:
    metadata: Metadata[Timestamp] = Metadata.from_bytes(files[f"{METADATA}/{role}.json"])
    return metadata.signed.version


def publish(workshop: Workshop, files: Files) -> None:
    """Write the folder and the single file; the draft is done with. A crash in between is mended by publishing again."""
    bundle.write_folder(workshop.published, files)
    bundle.write_bundle(workshop.bundle, files)
    workshop.draft.unlink(missing_ok=True)
