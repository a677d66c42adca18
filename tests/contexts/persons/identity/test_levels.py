"""What the engine can say of two name parts has a word on the desk."""

from amana.contexts.persons.identity.shown import LEVELS
from amana.engines.matching import Level


def test_every_level_of_agreement_has_a_word():
    assert set(LEVELS) == {*Level, None}
