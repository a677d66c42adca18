"""A part of a joined page: what a desk draws of one feature of this context."""

from collections.abc import Mapping
from dataclasses import dataclass

from amana.kernel.ui.parts import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Title, the template that draws it, and what that needs."""

    title: Sentence
    template: str
    context: Mapping[str, object]
