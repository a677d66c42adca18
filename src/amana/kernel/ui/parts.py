"""What pages hand to components: frozen values, filled in a view, drawn by `{% load ui %}`.

Text that came from people is passed as `Words` where its language is known, so that a name keeps its own direction
in a sentence of the other one. Absence is said, never left blank: a fact without values reads "Not recorded".
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils.functional import Promise

Sentence = str | Promise
When = date | datetime


class Tone(StrEnum):
    """Colour and shape of a tag. The word on the tag carries the meaning."""

    PLAIN = "plain"
    INFO = "info"
    DUE = "due"
    OVERDUE = "overdue"
    DONE = "done"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Text as somebody gave it. `language` is a BCP 47 code such as "am", "" where it is not known."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A file number, phone number or rule: always left to right and in one piece."""

    text: str


Text = Sentence | Words | Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A short word with a colour and a shape."""

    text: Sentence
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that was said or seen about somebody: what, who says so, since when, who wrote it down."""

    text: Text
    source: Sentence
    on: When | None = None
    recorded_by: str = ""
    note: Sentence = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A label and what is known. Several statements that do not agree stand side by side (`contradictory`)."""

    label: Sentence
    statements: Sequence[Statement] = ()
    contradictory: bool = False
    url: str = ""
    url_text: Sentence = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One line of a timeline."""

    on: When | None
    title: Text
    text: Text = ""
    tag: Tag | None = None
    by: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column heading. `number` aligns at the end with tabular numerals; `hidden` keeps the heading for screen readers only."""

    heading: Sentence
    number: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Cells in the order of the columns: text, Words, Tag, date, CalendarDay, number or None. With `url` the first cell is the link."""

    cells: Sequence[object]
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One way to take a table away; offered only where the policy allows it."""

    text: Sentence
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with keyset paging. `count` is the sentence for how many ("More than 1,000 files"); never a second query over all rows."""

    caption: Sentence
    columns: Sequence[Column]
    rows: Sequence[Row]
    empty: Sentence
    count: Sentence = ""
    next_url: str = ""
    previous_url: str = ""
    exports: Sequence[Export] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One observation that speaks for or against, and where it comes from."""

    text: Text
    source: Sentence = ""
    on: When | None = None
    strength: Sentence = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """What lies on the table before somebody decides. `unknown` are the open questions in full sentences."""

    question: Sentence
    for_title: Sentence
    against_title: Sentence
    evidence_for: Sequence[Evidence] = ()
    evidence_against: Sequence[Evidence] = ()
    unknown: Sequence[Text] = ()
    note: Sentence = ""


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far long work is. `total` None means that it is not known yet; `rate` is units per second.

    `url` gives this component alone (it is asked every two seconds while the work runs), `page_url` the page that
    shows it, for browsers without scripts.
    """

    title: Sentence
    state: JobState
    url: str
    page_url: str
    done: int = 0
    total: int | None = None
    rate: float | None = None
    remaining: timedelta | None = None
    message: Sentence = ""
    cancel_url: str = ""
    result_url: str = ""
    result_text: Sentence = ""

    @property
    def running(self) -> bool:
        return self.state in (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar. `value` None means withheld and is drawn hatched, never as zero."""

    label: Sentence
    value: int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A bar chart with its table. `title` states the finding; source and day are shown under it."""

    title: Sentence
    unit: Sentence
    bars: Sequence[Bar]
    source: Sentence
    on: When | None = None
    withheld: Sentence = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One part of a page that a printer would cut off: the id of its section and its name."""

    id: str
    label: Sentence
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What is about to leave or be lost, said in full before the button can be pressed."""

    title: Sentence
    action: Sentence
    cancel_url: str
    leaves: Sequence[Text] = ()
    recipient: Text = ""
    basis: Sentence = ""
    consequences: Sequence[Sentence] = ()
    irreversible: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A rule in plain words, and what can be done instead."""

    rule: Sentence
    instead: Sequence[tuple[Sentence, str]] = ()
    code: str = ""
    back_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One line of Today: what, who, by when, why."""

    what: Sentence
    who: Text
    url: str
    by: When | None = None
    why: Sentence = ""
    tag: Tag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueList:
    """A group of lines of Today, with the sentence that stands there when the group is empty."""

    title: Sentence
    lines: Sequence[Due] = field(default_factory=tuple)
    empty: Sentence = ""
    more_url: str = ""
