"""What checking a log can find, named so that an operator, a partner node or a court knows where to look."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Fault(StrEnum):
    """The ways in which a log can have been tampered with."""

    EDITED = "edited"
    MISSING = "missing"
    UNEXPECTED = "unexpected"
    REORDERED = "reordered"
    TRUNCATED = "truncated"
    REPLACED = "replaced"
    FORGED_HEAD = "forged_head"
    BAD_SIGNATURE = "bad_signature"
    BAD_COSIGNATURE = "bad_cosignature"


_SENTENCES: dict[Fault, str | Promise] = {
    Fault.EDITED: _("Entry %(first)s was changed."),
    Fault.MISSING: _("Entries %(first)s to %(second)s are missing."),
    Fault.UNEXPECTED: _("Entry %(first)s was put in and belongs to no leaf of the log."),
    Fault.REORDERED: _("Entries %(first)s and %(second)s were put in each other's place."),
    Fault.TRUNCATED: _("The log was cut from %(first)s entries to %(second)s."),
    Fault.REPLACED: _("What followed entry %(first)s was replaced: the log differs from its signed checkpoint of %(second)s entries."),
    Fault.FORGED_HEAD: _("The head of the log does not fit its entries."),
    Fault.BAD_SIGNATURE: _("The signature of a checkpoint is not good (%(where)s)."),
    Fault.BAD_COSIGNATURE: _("The cosignature of a witness is not good (%(where)s)."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong. Entries are counted from 0.

    first, second  EDITED, UNEXPECTED: the entry; MISSING: from and to; REORDERED: the two; TRUNCATED: entries before and after;
                   REPLACED: the last size that still held, and the checkpoint's size
    where          which column, file or signature, where that helps
    """

    fault: Fault
    first: int | None = None
    second: int | None = None
    where: str = ""

    def covers(self, index: int) -> bool:
        """Whether this names the entry."""
        if self.fault is Fault.MISSING:
            return (self.first or 0) <= index <= (self.second or 0)
        return index in (self.first, self.second)

    def message(self) -> str:
        """The sentence in the reader's language."""
        return str(_SENTENCES[self.fault]) % {"first": self.first, "second": self.second, "where": self.where}


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnessed:
    """The largest size of the log that a witness cosigned. `key` is the one its line is good for: compare it with the directory's."""

    witness: str
    size: int
    at: datetime
    key: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The result of checking one log.

    erased     how many texts were erased by an entry that says so
    restored   from how many entries to how many a restored backup set the log back, each time
    checked_against  how many signed checkpoints the log was compared with
    witnessed  for each node that cosigns this log, what it cosigned last
    """

    size: int
    root: bytes
    verifier_key: str
    problems: tuple[Problem, ...]
    erased: int
    restored: tuple[tuple[int, int], ...]
    checked_against: int
    witnessed: tuple[Witnessed, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the log is whole and unchanged."""
        return not self.problems
