"""How sensitive each stored field is. Exports, extracts, log filters and the policy read this declaration."""

from enum import StrEnum
from typing import Any, TypeVar

from django.db import models

F = TypeVar("F", bound="models.Field[Any, Any]")


class Classification(StrEnum):
    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


PUBLIC, INTERNAL, PERSONAL, SENSITIVE = Classification


def classify(field: F, classification: Classification) -> F:
    """Declare the class of a field that is stored in the clear. Personal and sensitive facts use the sealed fields instead."""
    field.classification = classification  # type: ignore[attr-defined]  # an attribute of our own
    return field
