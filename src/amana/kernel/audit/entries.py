"""What an entry says, and its canonical text: the bytes the tree commits to.

The text holds ids and codes in the clear and `detail` sealed under the key store's audit key, so that a log can be checked without
any passphrase. It carries its own index: an entry put in another's place says so itself.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder

from amana.engines.sealing.box import pad, place, seal, unpad, unseal
from amana.kernel.ids import AccessId, FileId, OrganisationId, UserId

FORMAT = 1
DETAIL_KEY = "audit.detail"  # name of the secret that seals details
_DETAIL_BLOCK = 64  # search terms are padded to this, so that their length says little


class EntryKind(StrEnum):
    """What sort of thing happened."""

    ACTION = "action"
    READ = "read"
    SEARCH = "search"
    REFUSAL = "refusal"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened, before it is written.

    actor, organisation, purpose, access   absent where the node itself acted
    file        the protected file it was about, if it was about one
    policy      id of the rule that decided
    outcome     code of the error that ended it; empty when it went through
    detail      ids, counts, codes, search terms; sealed in the log
    log_facts   what the entry says about the log itself (erased texts, restored backups); in the clear, because checking needs it
    """

    kind: str
    name: str
    actor: UserId | None = None
    organisation: OrganisationId | None = None
    purpose: str | None = None
    access: AccessId | None = None
    file: FileId | None = None
    policy: str = ""
    outcome: str = ""
    detail: Mapping[str, object] = field(default_factory=dict, repr=False)
    log_facts: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        EntryKind(self.kind)

    def about(self, file: FileId | None) -> Self:
        """The entry, naming the file it is about."""
        return replace(self, file=file)

    def decided(self, policy: str) -> Self:
        """The entry, naming the rule that decided."""
        return replace(self, policy=policy)

    def saying(self, detail: Mapping[str, object]) -> Self:
        """The entry with its detail."""
        return replace(self, detail=dict(detail))

    def refused(self, code: str, detail: Mapping[str, object]) -> Self:
        """The entry of an act that was refused or failed, with the code that says why."""
        return replace(self, kind=EntryKind.REFUSAL.value, outcome=code, detail=dict(detail))


def canonical(entry: Entry, *, index: int, at: datetime, detail_key: bytes) -> bytes:
    """The text the tree commits to: JSON with sorted keys and no spaces, absent values left out."""
    said: dict[str, Any] = {
        "v": FORMAT,
        "index": index,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "kind": str(entry.kind),
        "name": entry.name,
        "actor": _text(entry.actor),
        "organisation": _text(entry.organisation),
        "purpose": _text(entry.purpose),
        "access": _text(entry.access),
        "file": _text(entry.file),
        "policy": entry.policy,
        "outcome": entry.outcome,
        "log_facts": dict(entry.log_facts),
    }
    if entry.detail:
        plain = json.dumps(entry.detail, ensure_ascii=False, separators=(",", ":"), cls=_DetailEncoder).encode()
        said["detail"] = b64encode(seal(detail_key, pad(plain, block=_DETAIL_BLOCK), associated=_detail_place(index))).decode()
    kept = {name: value for name, value in said.items() if value not in (None, "", {})}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def open_detail(text: Mapping[str, Any], *, detail_key: bytes) -> dict[str, object]:
    """The sealed detail of a canonical text. Raises UnsealFailed if it was changed."""
    if "detail" not in text:
        return {}
    raw = unseal(detail_key, b64decode(text["detail"]), associated=_detail_place(text["index"]))
    detail: dict[str, object] = json.loads(unpad(raw))
    return detail


def _detail_place(index: int) -> bytes:
    return place("amana.audit.detail", index)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


class _DetailEncoder(DjangoJSONEncoder):
    def default(self, o: object) -> Any:
        if isinstance(o, set | frozenset):
            return sorted(o, key=str)
        if isinstance(o, UUID):
            return str(o)
        return super().default(o)
