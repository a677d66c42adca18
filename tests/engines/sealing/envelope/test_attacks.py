"""Each attack on the bytes of an envelope is refused, with its own code, and where it should be."""

import pytest

from amana.engines.sealing.envelope import EnvelopeRefused, Refusal, open_envelope
from tests.engines.sealing.envelope.attacks import DESK, DOOR
from tests.engines.sealing.envelope.desks import BAHARI, signing_keys
from tests.engines.sealing.envelope.scene import SCENE, door

SEALING = {Refusal.CONTENT_TOO_LARGE, Refusal.CONTENT_RECIPIENTS, Refusal.CONTENT_ATTACHMENT}


def test_the_unchanged_envelope_passes_door_and_desk():
    data = SCENE.good()
    assert door(data).digest == open_envelope(data, keys=BAHARI, signing_keys=signing_keys).digest


@pytest.mark.parametrize("attack", DOOR, ids=lambda attack: attack.name)
def test_the_door_refuses(attack):
    with pytest.raises(EnvelopeRefused) as refused:
        door(attack.build(SCENE))
    assert refused.value.code == attack.code


@pytest.mark.parametrize("attack", DESK, ids=lambda attack: attack.name)
def test_the_desk_refuses_what_the_door_could_not_see(attack):
    data = attack.build(SCENE)
    door(data)
    with pytest.raises(EnvelopeRefused) as refused:
        open_envelope(data, keys=BAHARI, signing_keys=signing_keys)
    assert refused.value.code == attack.code


def test_every_attack_has_a_name_of_its_own_and_every_refusal_an_attack():
    attacks = DOOR + DESK
    assert len({attack.name for attack in attacks}) == len(attacks)
    assert set(Refusal) - {attack.code for attack in attacks} == SEALING | {Refusal.OTHER_NODE}
