"""Meetings as other code sees them."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext

from amana.contexts.dialogue.terms import CommitmentId, LineId, LineKind, MeetingId, MeetingKind, Partial, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What is known of a meeting. `starts` None: it lasted a day, or the source gives no more than one day, month or year."""

    title: str
    kind: MeetingKind
    ends: Partial
    starts: Partial | None = None
    place: str = ""
    country: str = ""
    chair: str = ""
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An agenda item, a participant by office, a document or a recommendation."""

    kind: LineKind
    text: str
    number: str = ""
    state: str = ""
    reference: str = ""
    url: str = ""
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """A line as it stands, what stood there before, and the commitment that grew from it."""

    ref: LineId
    line: Line
    corrected_because: str = ""
    before: tuple[str, ...] = ()
    commitment: CommitmentId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """One meeting. `chairs` are those that may have sat then, where the source names none."""

    ref: MeetingId
    code: str
    public: bool
    version: UUID
    details: Details
    chairs: tuple[str, ...]
    reasons: tuple[str, ...] = ()
    lines: tuple[LineView, ...] = ()

    @property
    def title(self) -> str:
        """In the reader's language, where it comes from a reference table; as entered otherwise."""
        return gettext(self.details.title) if self.code else self.details.title

    @property
    def place(self) -> str:
        return gettext(self.details.place) if self.code and self.details.place else self.details.place

    def of(self, kind: LineKind) -> tuple[LineView, ...]:
        """The lines of one kind."""
        return tuple(view for view in self.lines if view.line.kind is kind)

    @property
    def agenda(self) -> tuple[LineView, ...]:
        return self.of(LineKind.AGENDA)

    @property
    def participants(self) -> tuple[LineView, ...]:
        return self.of(LineKind.PARTICIPANT)

    @property
    def documents(self) -> tuple[LineView, ...]:
        return self.of(LineKind.DOCUMENT)

    @property
    def recommendations(self) -> tuple[LineView, ...]:
        return self.of(LineKind.RECOMMENDATION)
