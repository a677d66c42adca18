"""Checks at start. Any of these errors keeps the node from starting."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from amana.kernel.access.book import book
from amana.kernel.access.errors import PoliciesNotValid
from amana.kernel.access.protected_models import badly_keyed, protected_models, without_floor, without_manager


@register("access")
def policies_are_valid(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every policy parses, validates strictly and holds together with the catalogue of acts."""
    try:
        book()
    except PoliciesNotValid as broken:
        return [Error(problem, id="access.E001", hint="Correct the policy.cedar it names.") for problem in broken.problems]
    return []


@register("access")
def protected_models_are_guarded(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every model that hangs on a file has the protected manager and a migration that lays the floor."""
    found: list[CheckMessage] = []
    for model in protected_models():
        label = model._meta.label
        if badly_keyed(model):
            found.append(Error(f"{label} points to its file by another name than `file`.", id="access.E002", obj=model))
        if without_manager(model):
            hint = "Set `objects = ProtectedManager()` and `base_manager_name`."
            found.append(Error(f"{label} can be read outside an access.", id="access.E003", obj=model, hint=hint))
    for model in without_floor():
        hint = "Add RowLevelSecurity to its migration."
        found.append(Error(f"{model._meta.label} has no floor.", id="access.E004", obj=model, hint=hint))
    return found
