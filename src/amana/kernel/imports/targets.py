"""What rows can become. A context registers a target when its app is ready; this package only knows the shape."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from amana.kernel.access.values import Access
from amana.kernel.errors import Sentence
from amana.kernel.ids import FileId
from amana.kernel.imports.check import CheckedRow
from amana.kernel.imports.errors import TargetNotHere
from amana.kernel.imports.fields import Field
from amana.kernel.imports.likeness import Looker, Resembling
from amana.kernel.imports.problems import Problem


class MakePayload(Protocol):
    """Turn a checked row into the JSON object that is committed later, with all that is wrong with the row, its own problems included."""

    def __call__(self, row: CheckedRow, *, today: date) -> tuple[Mapping[str, Any], Sequence[Problem]]: ...


class Commit(Protocol):
    """Create the records of a chunk inside the caller's transaction; gives the file each payload became, in order."""

    def __call__(self, payloads: Sequence[Mapping[str, Any]], *, access: Access) -> Sequence[FileId]: ...


class ProposeErasure(Protocol):
    """Propose, as one of the two people it takes, that a file be destroyed because it should not have been made."""

    def __call__(self, file: FileId, *, access: Access) -> None: ...


class Erase(Protocol):
    """Destroy a file whose erasure somebody else proposed."""

    def __call__(self, file: FileId, *, access: Access) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What makes two rows the same row: all they say about the person, and nothing about the file or the day of the import."""

    content: Mapping[str, Any]
    names_somebody: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One thing rows can become.

    fields     what it takes; read from reference data, hence a function
    payload    a plain function of plain values, so that a dry run needs no database
    identity   what of a payload makes two rows the same row
    title_of   how a row is called in a preview
    looker     who finds rows that may be somebody already on file; resembling: shows whom, and why
    """

    name: str
    title: Sentence
    fields: Callable[[], tuple[Field, ...]]
    payload: MakePayload
    identity: Callable[[Mapping[str, Any]], Identity]
    title_of: Callable[[Mapping[str, Any]], str]
    looker: Callable[[Access], Looker]
    resembling: Resembling
    commit: Commit
    propose_erasure: ProposeErasure
    erase: Erase


_targets: dict[str, Target] = {}


def register(target: Target) -> None:
    """Offer a target under its name."""
    _targets[target.name] = target


def target(name: str) -> Target:
    """The target of that name. Raises TargetNotHere where the node's profile does not install it."""
    if name not in _targets:
        raise TargetNotHere(target=name)
    return _targets[name]


def targets() -> tuple[Target, ...]:
    """All targets of this node."""
    return tuple(_targets.values())
