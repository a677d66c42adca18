"""A pair is shown where both of its files may be listed, and nowhere else: on random worlds, by the rule and by the database."""

import random

import pytest
from django.utils import timezone

from amana.contexts.persons.identity.models import Continuation, LinkNotice, LinkProposal, LinkStep
from amana.contexts.persons.identity.terms import Made, StepKind
from amana.contexts.persons.models import Person
from amana.kernel.access.decide import decide
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.access.terms import Purpose
from amana.kernel.accounts.terms import Role
from amana.kernel.ids import OrganisationId, UserId
from amana.kernel.sealed.keystore import get_keystore
from tests.kernel.access import worlds
from tests.kernel.access.database import random_world

pytestmark = pytest.mark.django_db
FILES, PAIRS = 24, 160
WORKING = [(Purpose.ASSISTANCE, Role.CASEWORKER), (Purpose.SUPERVISION, Role.SUPERVISOR), (Purpose.SCREENING, Role.INTAKE)]
OTHERS = [(Purpose.OVERSIGHT, Role.GUARDIAN), (Purpose.OVERSIGHT, Role.AUDITOR), (Purpose.DIALOGUE, Role.SECRETARIAT)]


def paired(world, chance):
    """Persons for all files, and pairs of some of them with a step, a notice and a continuation each."""
    get_keystore().create_file_keys([file.ref for file in world.files])
    now = timezone.now()
    people = [Person.objects.create(file=file, card={}, origin="search", registered_at=now) for file in world.files]
    wanted = {tuple(sorted(chance.sample(range(FILES), 2))) for _ in range(PAIRS)}
    for one, other in sorted(wanted):
        files = {"file": world.files[one], "other_file": world.files[other]}
        proposal = LinkProposal.objects.create(
            **files, person=people[one], other=people[other], content={}, made=Made.SWEEP, made_at=now, model="m", band="possible", weight=1
        )
        user = chance.choice(world.users)
        step = LinkStep.objects.create(**files, proposal=proposal, kind=StepKind.JUDGED, content={}, by=user, recorded_at=now)
        LinkNotice.objects.create(**files, proposal=proposal, step=step, user=user)
        Continuation.objects.create(**files, proposal=proposal, content={}, began_by=user, began_at=now, ended_at=now)
    return sorted(wanted)


@pytest.mark.parametrize("seed", range(4))
def test_a_pair_is_listed_exactly_where_both_files_may_be(seed):
    chance = random.Random(seed)
    with floor(system_access()):
        world = random_world(seed, files=FILES)
        pairs = paired(world, chance)
    shown = 0
    for purpose, role in WORKING + OTHERS:
        for user in world.users:
            access = worlds.access(
                purpose, role, user=UserId(user.ref), organisation=OrganisationId(chance.choice(world.organisations).ref)
            )
            with floor(access):
                may = [decide(access, "persons.list", resource).allowed for resource in world.resources]
                expected = {(world.files[a].pk, world.files[b].pk) for a, b in pairs if may[a] and may[b]}
                assert set(LinkProposal.objects.listed(access).values_list("file", "other_file")) == expected
                # Whatever asks no policy at all still reaches no row one of whose files is out of reach.
                for model in (LinkProposal, LinkStep, LinkNotice, Continuation):
                    reached = set(model.objects.values_list("file", "other_file"))
                    assert expected <= reached
                    files = {file.pk for file in _within_reach()}
                    assert all(one in files and other in files for one, other in reached)
                shown += len(expected)
    assert shown > 10, "the worlds are too closed to show anything"


def _within_reach():
    from amana.kernel.files.models import File

    return File.objects.all()
