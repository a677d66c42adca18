"""What a list cannot put into a filter it refuses; it never widens and never guesses."""

import pytest

from amana.kernel.access.book import compile_book, sources
from amana.kernel.access.errors import ResidualNotSupported
from amana.kernel.access.lists import visible_by
from amana.kernel.catalogue import Kind
from tests.kernel.access.worlds import ANYTHING, access, act


@pytest.mark.parametrize(
    "condition",
    [
        'resource.level like "org*"',
        'resource.team.containsAny([principal.user, "x"])',
        "resource.team.isEmpty()",
        "if resource.legal_hold then true else false",
        "resource.organisation == resource.ref",
        'resource.team == ["x"]',
    ],
)
def test_a_shape_that_no_filter_can_say_is_refused(condition: str) -> None:
    policy = f'@id("try.it") permit (principal, action == Action::"try.list", resource is File) when {{ {condition} }};'
    book = compile_book({"try.list": act("try.list", Kind.LIST)}, {"safeguards": sources()["safeguards"], "try": policy}, {})
    with pytest.raises(ResidualNotSupported):
        visible_by(book, access(), "try.list", "", ANYTHING)
