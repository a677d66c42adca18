"""The policy desk: each line of the inbox leads to where it is answered, and what is recorded once becomes several reports."""

import pytest
from django.utils import timezone

from amana.desks.policy import inbox
from tests.contexts.law.law_fixtures import built_world as built_world
from tests.contexts.law.law_fixtures import world as world

pytestmark = pytest.mark.django_db


def group(world, who, number):
    return inbox.groups(on=timezone.localdate(), access=getattr(world, who))[number]


def test_the_secretariat_is_shown_every_contradiction_and_a_focal_point_those_of_the_own_state(world):
    whose = {line.who for line in group(world, "secretariat", 1).lines}
    assert len(whose) > 1
    own = {line.who for line in group(world, "focal_point", 1).lines}
    assert own <= {"Ethiopia"}


def test_what_the_node_loaded_itself_is_no_news(world):
    assert [line for line in group(world, "secretariat", 3).lines if line.what == "New claim"] == []
