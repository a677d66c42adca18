"""Whatever can be done on a node can be read in its log by somebody who has never seen the code."""

from amana.desks.guardian.words import ACTS
from amana.kernel.catalogue import acts
from amana.node import urls


def test_every_act_of_a_node_has_words_for_the_log() -> None:
    assert urls.urlpatterns, "the addresses load every view, and with it every act"
    known = {name for name, act in acts().items() if act.function.__module__.startswith("amana.")}
    assert len(known) > 120
    assert known - set(ACTS) == set()
