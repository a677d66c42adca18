"""The start-up check that no stored fact of a protected file is undeclared, or personal and in the clear."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004  the name is Django's
from django.db import models

from amana.kernel.sealed.attributes import SealedField
from amana.kernel.sealed.classes import PERSONAL, SENSITIVE

FILE = "files.File"
MUST_DECLARE = (models.CharField, models.TextField, models.DateField, models.TimeField, models.JSONField, models.BinaryField)
SHOULD_DECLARE = (models.IntegerField, models.BooleanField, models.DecimalField, models.FloatField, models.DurationField)


def stored_fields_declare_their_class(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """Errors for text, date, JSON and binary columns of a file's records without a class, or personal ones in the clear."""
    found: list[CheckMessage] = []
    for model in apps.get_models() if app_configs is None else (m for config in app_configs for m in config.get_models()):
        if hangs_on_a_file(model):
            found += _checked(model)
    return found


def hangs_on_a_file(model: type[models.Model]) -> bool:
    """Whether this is a record of a protected file."""
    pointed_at = (field.related_model for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey))
    return any(not isinstance(target, str) and target._meta.label == FILE for target in pointed_at)


def _checked(model: type[models.Model]) -> Iterable[CheckMessage]:
    for field in model._meta.concrete_fields:
        if isinstance(field, SealedField) or field.primary_key or field.is_relation:
            continue
        declared = getattr(field, "classification", None)
        if declared in (PERSONAL, SENSITIVE):
            yield Error(f"{field} is {declared} and stored in the clear", hint="Use a sealed field.", obj=model, id="sealed.E002")
        elif declared is None and isinstance(field, MUST_DECLARE):
            yield Error(f"{field} does not declare its class", hint="Seal it, or wrap it in classify().", obj=model, id="sealed.E001")
        elif declared is None and isinstance(field, SHOULD_DECLARE):
            yield Warning(f"{field} does not declare its class", hint="Wrap it in classify().", obj=model, id="sealed.W001")
