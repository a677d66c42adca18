"""The scene in which the tests of this folder play the attacks."""

from amana.engines.sealing.envelope import DeskSecrets, Verified, verify
from tests.engines.sealing.envelope.attacks import Scene
from tests.engines.sealing.envelope.desks import BAHARI, HEADER, JABAL, MAJI, NOW, desk_keys, signing_keys

SCENE = Scene(
    header=HEADER, sender=MAJI, recipient=BAHARI, other=JABAL, other_address="sd-jabal/justice", revoked=DeskSecrets.generate(), now=NOW
)


def door(data: bytes) -> Verified:
    """What the door of a node asks of an envelope."""
    return verify([data], signing_keys=signing_keys, desk_keys=desk_keys, now=SCENE.now, max_body=SCENE.largest_body)
