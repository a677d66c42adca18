"""Names of records outside the database. The integer key never leaves the process; these do."""

from typing import NewType
from uuid import UUID

from uuid_utils.compat import uuid7

OrganisationId = NewType("OrganisationId", UUID)
UserId = NewType("UserId", UUID)
AccessId = NewType("AccessId", UUID)
FileId = NewType("FileId", UUID)
PersonId = NewType("PersonId", UUID)
CaseId = NewType("CaseId", UUID)
JobId = NewType("JobId", UUID)
ImportId = NewType("ImportId", UUID)


def new_id() -> UUID:
    """A fresh id (UUID version 7, RFC 9562): ordered by time, so that indexes stay compact, and derived from nothing personal."""
    return uuid7()
