"""The region of the tests on referrals, and what carries between its desks."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.contexts.cases.referral.carrying import Carrier
    from tests.contexts.cases.referral.region import Region


@pytest.fixture
def region(db: None) -> "Region":
    """Two services with desks, and Selam."""
    from tests.contexts.cases.referral.region import build

    return build()


@pytest.fixture
def carrier(monkeypatch: pytest.MonkeyPatch) -> "Carrier":
    """The exchange in one process."""
    from amana.contexts.exchange import facade
    from tests.contexts.cases.referral.carrying import Carrier

    made = Carrier()
    monkeypatch.setattr(facade, "post", made.post)
    return made
