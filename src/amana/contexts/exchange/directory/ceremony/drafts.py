"""A draft: the next edition of the directory while it is written and signed. One file, carried from member to member.

It holds the edition that is published now, so that every member sees on their own machine what would change; the document; the signed
parts with the signatures so far (root only if who may sign changes). Whoever changes anything drops all signatures.

The names of the governance's members stand in the root, beside their keys, so that a draft can say who has signed.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp
from tuf.api.serialization import DeserializationError

from amana.contexts.exchange.directory import document, signing, verifying
from amana.contexts.exchange.directory.bundle import DOCUMENT, METADATA, TARGETS, Files, packed, unpacked
from amana.contexts.exchange.directory.ceremony.errors import (
    DraftsDiffer,
    DraftUnreadable,
    NotOfTheGovernance,
    ThresholdImpossible,
)
from amana.contexts.exchange.directory.ceremony.governance import GovernanceKey, Member
from amana.contexts.exchange.directory.errors import DirectoryUnreadable
from amana.contexts.exchange.directory.signing import Quorum
from amana.contexts.exchange.directory.values import Directory
from amana.kernel.sealed.durable import write_whole

FORMAT = "amana-directory-draft/1"
CONTENTS_LAST = timedelta(days=365)
ROOT_LASTS = timedelta(days=3 * 365)
NAMES = "x-amana-names"  # in the root: names of members by key id


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The next edition.

    base     the published files it follows; none for the first edition
    root     the next root, if this edition changes who may sign; with the signatures so far
    targets  the list of contents, with the signatures so far
    """

    base: Files
    directory: Directory
    targets: Metadata[Targets] = field(repr=False)
    root: Metadata[Root] | None = field(default=None, repr=False)

    # making and changing

    @classmethod
    def first(cls, name: str, members: Sequence[Member], threshold: int, publishers: Sequence[Member], *, now: datetime) -> Self:
        """The first edition of a new directory. Raises ThresholdImpossible, a kind of EntryRefused."""
        directory = Directory(name=name, version=1, expires=_whole(now + CONTENTS_LAST), nodes=(), desks=(), agreements=())
        root = _root(1, members, threshold, publishers, now)
        return cls(base={}, directory=directory, targets=_targets(directory), root=root)

    @classmethod
    def following(cls, base: Files, *, now: datetime) -> Self:
        """A draft that so far says what the published edition says. Raises a kind of DirectoryRefused."""
        published = verifying.verified(base)
        directory = replace(published, version=published.version + 1, expires=_whole(now + CONTENTS_LAST))
        return cls(base=base, directory=directory, targets=_targets(directory))

    def saying(self, directory: Directory) -> Self:
        """The draft with other contents and without the signatures it had. Raises a kind of EntryRefused."""
        directory = replace(directory, version=self.directory.version, expires=self.directory.expires)
        return replace(self, directory=directory, targets=_targets(directory), root=_unsigned(self.root))

    def signed_from_now_on_by(self, members: Sequence[Member], threshold: int, publishers: Sequence[Member], *, now: datetime) -> Self:
        """The draft with another governance, which the present one has to sign too. Raises ThresholdImpossible."""
        version = (self.present_root.version if self.present_root else 0) + 1
        root = _root(version, members, threshold, publishers, now)
        return replace(self, root=root, targets=_targets(self.directory))

    # who signs

    @property
    def present_root(self) -> Root | None:
        """The root of the published edition; None before there is one."""
        return verifying.newest_root(self.base) if self.base else None

    @property
    def next_root(self) -> Root:
        """The root of this edition."""
        root = self.root.signed if self.root else self.present_root
        if root is None:
            raise DraftUnreadable(file="root")
        return root

    def sign(self, key: GovernanceKey) -> Self:
        """The draft with this member's signature on all that the member may sign. Raises NotOfTheGovernance."""
        signed_something, draft = False, self
        for part, roots in self._parts():
            if key.member.key_id in {keyid for root in roots for keyid in root.roles[_role(part)].keyids}:
                signed_something = True
                draft = draft._with(_signed(part, key.private))
        if not signed_something:
            raise NotOfTheGovernance(member=key.member.name)
        return draft

    def merged(self, other: Self) -> Self:
        """The draft with the signatures of both. Raises DraftsDiffer if they are not of the same edition."""
        if (self.directory, self._payloads(), self.base) != (other.directory, other._payloads(), other.base):
            raise DraftsDiffer
        draft = self
        for (mine, _), (theirs, _) in zip(self._parts(), other._parts(), strict=True):
            both: Metadata[Any] = Metadata(mine.signed, {**mine.signatures, **theirs.signatures})
            draft = draft._with(both)
        return draft

    def missing(self) -> Mapping[str, int]:
        """How many signatures each part still lacks, the root by those who sign now and by those who shall; empty if none."""
        lacking: dict[str, int] = {}
        for part, roots in self._parts():
            for root in roots:
                result = root.get_verification_result(_role(part), part.signed_bytes, part.signatures)
                if result.missing:
                    by = "" if _role(part) != Root.type or root is self.next_root else " (by the present governance)"
                    lacking[f"{_role(part)}{by}"] = result.missing
        return lacking

    def signers(self) -> tuple[str, ...]:
        """The names of those whose signature is good on everything they may sign."""
        done = []
        for keyid, name in sorted(self.names().items(), key=lambda item: item[1]):
            mine = [(part, root) for part, roots in self._parts() for root in roots if keyid in root.roles[_role(part)].keyids]
            if mine and all(
                keyid in root.get_verification_result(_role(part), part.signed_bytes, part.signatures).signed for part, root in mine
            ):
                done.append(name)
        return tuple(done)

    def names(self) -> Mapping[str, str]:
        """The members' names by key id, of those who sign now and those who shall."""
        return {**(names_in(self.present_root) if self.present_root else {}), **names_in(self.next_root)}

    def _parts(self) -> list[tuple[Metadata[Any], tuple[Root, ...]]]:
        """What is to be signed, with the roots whose thresholds it has to meet."""
        parts: list[tuple[Metadata[Any], tuple[Root, ...]]] = [(self.targets, (self.next_root,))]
        if self.root:
            before = self.present_root
            parts.insert(0, (self.root, (before, self.root.signed) if before else (self.root.signed,)))
        return parts

    def _with(self, part: Metadata[Any]) -> Self:
        return replace(self, root=part) if _role(part) == Root.type else replace(self, targets=part)

    def _payloads(self) -> list[bytes]:
        return [part.signed_bytes for part, _ in self._parts()]

    # on the disk

    def save(self, file: Path) -> None:
        """Write the draft as a whole."""
        file.parent.mkdir(parents=True, exist_ok=True)
        content = {
            "format": FORMAT,
            "base": packed(self.base).decode() if self.base else None,
            "document": document.write(self.directory).decode(),
            "targets": self.targets.to_bytes().decode(),
            "root": self.root.to_bytes().decode() if self.root else None,
        }
        write_whole(file, json.dumps(content, ensure_ascii=False, indent=1).encode())

    @classmethod
    def load(cls, file: Path) -> Self:
        """Read a draft. Everything in it is checked again: it may have come from anywhere.

        Raises DraftUnreadable, a kind of DirectoryRefused or EntryRefused.
        """
        try:
            content = json.loads(file.read_bytes())
            if content["format"] != FORMAT or set(content) != {"format", "base", "document", "targets", "root"}:
                raise DraftUnreadable(file=file.name)
            base = unpacked(content["base"].encode()) if content["base"] is not None else {}
            raw = content["document"].encode()
            targets: Metadata[Targets] = Metadata.from_bytes(content["targets"].encode())
            root: Metadata[Root] | None = Metadata.from_bytes(content["root"].encode()) if content["root"] is not None else None
            directory = document.read(raw, version=targets.signed.version, expires=targets.signed.expires)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, DeserializationError):
            raise DraftUnreadable(file=file.name) from None
        draft = cls(base=base, directory=directory, targets=targets, root=root)
        draft._belongs_together(raw, file)
        return draft

    def _belongs_together(self, raw: bytes, file: Path) -> None:
        """See that what would be signed is what is shown, and that it follows what is published."""
        published = verifying.verified(self.base) if self.base else None
        fresh = signing.targets(self.directory.version, self.directory.expires, raw)
        root_version = (self.present_root.version if self.present_root else 0) + 1
        if (
            fresh.signed_bytes != self.targets.signed_bytes
            or self.directory.version != (published.version if published else 0) + 1
            or (self.root is None and published is None)
            or (self.root is not None and self.root.signed.version != root_version)
        ):
            raise DraftUnreadable(file=file.name)


def names_in(root: Root) -> Mapping[str, str]:
    """The names of the members by key id, as a root says them."""
    stated = root.unrecognized_fields.get(NAMES, {})
    return {keyid: str(stated.get(keyid, keyid[:8])) for keyid in root.keys}


def members_in(root: Root, role: str) -> tuple[Member, ...]:
    """Who may sign a role."""
    names = names_in(root)
    return tuple(Member(name=names[keyid], public=bytes.fromhex(root.keys[keyid].keyval["public"])) for keyid in root.roles[role].keyids)


def published_files(folder: Path) -> Files:
    """The files that make up the newest edition in a published folder, with all roots. Raises a kind of DirectoryRefused."""
    stamped = folder / METADATA / "timestamp.json"
    if not stamped.is_file():
        return {}
    try:
        timestamp: Metadata[Timestamp] = Metadata.from_bytes(stamped.read_bytes())
        snapshot_name = f"{METADATA}/{timestamp.signed.snapshot_meta.version}.snapshot.json"
        snapshot: Metadata[Snapshot] = Metadata.from_bytes((folder / snapshot_name).read_bytes())
        targets_name = f"{METADATA}/{snapshot.signed.meta['targets.json'].version}.targets.json"
        targets: Metadata[Targets] = Metadata.from_bytes((folder / targets_name).read_bytes())
        document_name = f"{TARGETS}/{targets.signed.targets[DOCUMENT].hashes['sha256']}.{DOCUMENT}"
        names = [f"{METADATA}/timestamp.json", snapshot_name, targets_name, document_name]
        names += [f"{METADATA}/{file.name}" for file in (folder / METADATA).glob("*.root.json")]
        files = {name: (folder / name).read_bytes() for name in names}
    except (OSError, KeyError, AttributeError, DeserializationError) as failure:
        raise DirectoryUnreadable(what=str(failure)) from None
    verifying.verified(files)
    return files


def _targets(directory: Directory) -> Metadata[Targets]:
    return signing.targets(directory.version, directory.expires, document.write(directory))


def _root(version: int, members: Sequence[Member], threshold: int, publishers: Sequence[Member], now: datetime) -> Metadata[Root]:
    everybody = {member.key_id: member for member in (*members, *publishers)}
    names = [member.name for member in everybody.values()]
    if len(set(names)) != len(names):
        raise ThresholdImpossible(threshold=threshold, keys=len(set(names)))
    governance = Quorum(keys=tuple(dict.fromkeys(member.public for member in members)), threshold=threshold)
    freshness = Quorum(keys=tuple(dict.fromkeys(member.public for member in publishers)), threshold=1)
    try:
        root = signing.root(version, now + ROOT_LASTS, governance=governance, freshness=freshness)
    except ValueError:
        raise ThresholdImpossible(threshold=threshold, keys=len(governance.keys)) from None
    root.signed.unrecognized_fields[NAMES] = {keyid: member.name for keyid, member in everybody.items()}
    return root


def _role(part: Metadata[Any]) -> str:
    return str(part.signed.type)


def _signed(part: Metadata[Any], private: bytes) -> Metadata[Any]:
    """A copy with one signature more."""
    copy: Metadata[Any] = Metadata(part.signed, dict(part.signatures))
    signing.sign(copy, (private,))
    return copy


def _unsigned(part: Metadata[Root] | None) -> Metadata[Root] | None:
    return None if part is None else Metadata(part.signed)


def _whole(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)


def merged(drafts: Iterable[Draft]) -> Draft:
    """One draft with the signatures of all of them. Raises DraftsDiffer."""
    first, *others = drafts
    for other in others:
        first = first.merged(other)
    return first
