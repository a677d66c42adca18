"""The end of an erasure: the key goes, and a signed proof says that it went. May be repeated; what a crash left open is finished later."""

import json
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils import timezone

from amana.contexts.persons.identity import forgetting as identity
from amana.contexts.persons.models import Erasure, PersonFact
from amana.kernel.sealed.keystore import get_keystore
from amana.kernel.sealed.remains import delete_rows, erased_files_with_rows


def finish(erasure: UUID) -> None:
    """Destroy the key of a confirmed erasure and sign the proof. Runs after the commit: a key destroyed before it could lose a file."""
    waiting = Erasure.objects.filter(ref=erasure, confirmed_at__isnull=False, key_destroyed_at=None).first()
    if waiting is None:
        return
    keystore = get_keystore()
    keystore.destroy_file_keys([waiting.erased_file])
    waiting.key_destroyed_at = timezone.now()
    waiting.signature = keystore.sign(proof(waiting))
    waiting.save(update_fields=["key_destroyed_at", "signature"])


def finish_all() -> int:
    """Finish what a crash left between commit and key, for the worker and for `amana doctor`; says how many there were."""
    left = Erasure.objects.filter(confirmed_at__isnull=False, key_destroyed_at=None).values_list("ref", flat=True)
    refs = list(left)
    for ref in refs:
        finish(ref)
    return len(refs)


def erased_with_rows() -> set[UUID]:
    """The erased files whose statements are here, as after restoring an older backup. Call within an access that reaches every file."""
    return erased_files_with_rows((PersonFact,)) | identity.erased_with_rows()


def delete_rest(file: UUID) -> int:
    """Delete the statements of an erased file inside the caller's transaction and access; gives how many there were."""
    return identity.forget(file) + delete_rows((PersonFact,), file)


def proof(erasure: Erasure) -> bytes:
    """The signed words: which file, on which ground, when, by how many people. Nothing of what the file said."""
    said = {
        "proof": "amana.erasure.1",
        "node": get_keystore().origin,
        "file": str(erasure.erased_file),
        "number": erasure.number,
        "ground": erasure.ground,
        "proposed_at": erasure.proposed_at.isoformat(),
        "confirmed_at": erasure.confirmed_at.isoformat() if erasure.confirmed_at else "",
        "key_destroyed_at": erasure.key_destroyed_at.isoformat() if erasure.key_destroyed_at else "",
        "rows": erasure.rows,
    }
    return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()


def is_proved(erasure: Erasure) -> bool:
    """Whether the node's own signature stands under what the row says now: a row changed afterwards is not proved any more."""
    if erasure.signature is None:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(get_keystore().public_key()).verify(bytes(erasure.signature), proof(erasure))
    except InvalidSignature:
        return False
    return True
