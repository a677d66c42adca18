"""Whatever can be done on a care node can be read in its log by somebody who has never seen the code."""

from amana.desks.guardian.words import ACTS
from amana.kernel.catalogue import acts
from amana.node import urls

OF_A_CARE_NODE = ("amana.kernel.", "amana.contexts.persons.", "amana.contexts.cases.", "amana.desks.care.", "amana.desks.guardian.")


def test_every_act_of_a_care_node_has_words_for_the_log() -> None:
    assert urls.urlpatterns, "the addresses load every view, and with it every act"
    known = {name for name, act in acts().items() if act.function.__module__.startswith(OF_A_CARE_NODE)}
    assert len(known) > 60
    assert known - set(ACTS) == set()
