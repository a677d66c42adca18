"""A row and a table of reference data, as other packages see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext

from amana.kernel.vocabulary.terms import VERIFIED, Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One version of one table. `version` counts contents on this node; `sha256` names the content on any node."""

    name: str
    version: int
    sha256: str
    edition: str
    title: str
    licence: str
    loaded_at: datetime
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its key, and every column as text. An empty text means that the source says nothing."""

    table: str
    version: int
    code: str
    data: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.data[column]

    def text(self, column: str) -> str:
        """A column that `tables.toml` names under `translate`, in the reader's language."""
        original = self.data[column]
        return gettext(original) if original else ""

    @property
    def source(self) -> str:
        return self.data.get("source", "")

    @property
    def verified(self) -> bool:
        """False where the row was recalled, proposed or drafted, or says of itself nothing that we know."""
        return self.data.get("confidence", Confidence.READ) in VERIFIED

    @property
    def confidence(self) -> str | Promise:
        """What to tell the reader about how far the row can be relied on."""
        said = self.data.get("confidence", Confidence.READ)
        return Confidence(said).label if said in Confidence else Confidence.UNVERIFIED.label
