"""Checks at start. Any of these errors keeps the node from starting."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from amana.kernel.access.book import book
from amana.kernel.access.errors import PoliciesNotValid


@register("access")
def policies_are_valid(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001
    """Every policy parses, validates strictly and holds together with the catalogue of acts."""
    try:
        book()
    except PoliciesNotValid as broken:
        return [Error(problem, id="access.E001", hint="Correct the policy.cedar it names.") for problem in broken.problems]
    return []
