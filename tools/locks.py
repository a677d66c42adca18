"""Reads the lists of locked packages, so that what they promise can be checked without a network."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ENTRY = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)(?:\s*;\s*(?P<marker>.*))?")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


class LockUnreadable(ValueError):
    """A line of a lock is neither a pinned package, nor a hash, nor a comment."""

    code = "lock_unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """One package of a lock. `marker` says where it is wanted, empty for everywhere."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]


def read(lock: Path) -> list[Locked]:
    """The packages of a lock in its order. Raises LockUnreadable for an address, an option or an unpinned name."""
    return [_locked(line) for line in _logical_lines(lock)]


def asked_for(wish_list: Path) -> set[str]:
    """The normalised names that a `.in` list asks for itself, without the lists it includes."""
    names = set()
    for line in wish_list.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith(("#", "-")):
            names.add(normalised(re.split(r"[\[<>=!~;\s]", line.strip(), maxsplit=1)[0]))
    return names


def normalised(name: str) -> str:
    """One spelling per package name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _logical_lines(lock: Path) -> Iterator[str]:
    text = re.sub(r"\\\n\s*", " ", lock.read_text(encoding="utf-8"))
    return (line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))


def _locked(line: str) -> Locked:
    hashes = tuple(HASH.findall(line))
    entry = ENTRY.fullmatch(HASH.sub("", line).strip())
    if entry is None:
        raise LockUnreadable(line)
    return Locked(name=normalised(entry["name"]), version=entry["version"], marker=(entry["marker"] or "").strip(), hashes=hashes)
