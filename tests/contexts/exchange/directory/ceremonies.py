"""Three members of a governance, two of whom have to sign, and a node that asks to be listed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from amana.contexts.exchange.directory.ceremony import editing, publishing, requests
from amana.contexts.exchange.directory.ceremony.drafts import Draft
from amana.contexts.exchange.directory.making import make_secret
from tests.contexts.exchange.directory.region import MAJI, region

NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)


def begun(keys, threshold=2, **how):
    members = [key.member for key in keys]
    return Draft.first("Invented region", members, threshold, members, now=NOW, **how)


def published(keys, draft=None):
    signed = draft or begun(keys)
    for key in keys[:2]:
        signed = signed.sign(key)
    return publishing.edition(signed, keys[0], now=NOW)


class Installation:
    """A node as it asks to be listed, with the private keys it would hold."""

    def __init__(self, like=MAJI):
        self.key = Ed25519PrivateKey.generate()
        made = region((like,), ()).directory
        self.node = replace(made.nodes[0], signing=self.key.public_key().public_bytes_raw(), origin=f"{like.id}/audit")
        self.desks = [(desk, [make_secret(desk.name)]) for desk in made.desks]

    def rotate(self):
        self.desks = [(desk, [make_secret(desk.name), *secrets[:1]]) for desk, secrets in self.desks]

    def request(self):
        return requests.written(self.node, self.desks, self.key.sign)


def listed(maji, keys):
    """The published files of a directory that lists a node, and its request."""
    request = requests.read(maji.request())
    draft = begun(keys)
    directory = editing.with_request(draft.directory, request, node_id="et-maji", fingerprint=request.fingerprint, now=NOW)
    return published(keys, draft.saying(directory))
