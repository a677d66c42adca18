"""Instruments, their passages and what a harmonisation view finds, as values."""

from collections.abc import Sequence
from dataclasses import dataclass

from amana.contexts.law.instruments.terms import MIXED, Of, Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One instrument. Which priorities it touches is our judgement. `name` is in the reader's language, `name_of_source` in English."""

    code: str
    name: str
    name_of_source: str
    year: str
    of: Of
    of_words: str
    kind: str
    binding: bool
    force: str
    status: str
    summary: str
    priorities: frozenset[str]
    domains: frozenset[str]
    source: str
    verified: bool

    @property
    def binds_in_part(self) -> bool:
        """Whether at least something in it binds: a framework of mixed force closes a gap."""
        return self.binding or self.force == MIXED


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """An obligation of an instrument: reference and paraphrase, never the text itself."""

    code: str
    reference: str
    paraphrase: str
    strength: str
    priorities: frozenset[str]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """How an instrument relates to another. `forward` is true where this one is the one that builds, amends, replaces or endorses."""

    other: Instrument
    relation: Relation
    forward: bool
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What each maker of instruments has on one priority."""

    priority: str
    by_maker: Sequence[tuple[Of, Sequence[Instrument]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A priority on which a side has no instrument, or (`binding`) none that binds."""

    of: Of
    priority: str
    binding: bool
