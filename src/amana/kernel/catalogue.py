"""The list of everything a person can do or look at here: each action and each logged read, by name.

`@action` and `@read` enter themselves; the policy loader builds the Cedar schema from this list, so an act without a policy
cannot exist, and the architecture tests walk it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an act does to information; policies speak of whole kinds (`Action::"kind:disclose"`)."""

    OPEN = "open"  # one person's record is shown
    LIST = "list"  # rows of several records are shown
    WRITE = "write"  # something is recorded or changed
    PRINT = "print"  # a paper leaves the screen
    EXPORT = "export"  # a data file leaves the node, to the person who asks
    DISCLOSE = "disclose"  # information leaves for somebody outside the organisation
    ERASE = "erase"  # a file is destroyed
    ADMINISTER = "administer"  # accounts, organisations, keys: never personal data
    OVERSEE = "oversee"  # who saw what and why


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One entry: `name` is also the Cedar action and the name in the audit log; `on` is the resource kind it is asked about."""

    name: str
    kind: Kind
    on: str
    logged_as: str
    function: Callable[..., object]


_acts: dict[str, Act] = {}


def enter(act: Act) -> None:
    """Add one act. Two acts of one name are a programming error and stop the start."""
    if act.name in _acts and _acts[act.name].function.__qualname__ != act.function.__qualname__:
        raise RuntimeError(f"two acts are called {act.name}")
    _acts[act.name] = act


def acts() -> dict[str, Act]:
    """All acts entered so far, by name."""
    return dict(_acts)
