"""Keyed hashes by which a row or a file is recognised again. The key never leaves the key store."""

import hashlib

from amana.kernel.ids import OrganisationId
from amana.kernel.sealed.keystore import get_keystore

LENGTH = 16  # bytes; two different rows share a print less often than a disk loses one

ROW, SOURCE, CONTENT = "imports.row", "imports.source", "imports.content"


class Printer:
    """Makes prints for one organisation: the same row handed to another organisation has an unrelated print."""

    def __init__(self, organisation: OrganisationId) -> None:
        keystore = get_keystore()
        self._keys = {kind: keystore.named_secret(kind) for kind in (ROW, SOURCE, CONTENT)}
        self._organisation = organisation.bytes

    def print_of(self, kind: str, content: bytes) -> bytes:
        """The print of some bytes of one kind."""
        return hashlib.blake2b(self._organisation + content, key=self._keys[kind], digest_size=LENGTH).digest()
