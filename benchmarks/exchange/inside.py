"""What the rig does inside a node under test: `python -m benchmarks.exchange.inside WHAT`, with the node's own environment.

Each command prints one JSON object. Messages are of the kind "referral" with a number in them; the guard is not what is tried here, so it
lets them pass. The receiver writes each number into a table of the node, in the transaction of the inbox: as a job that is done, which
nothing keeps from being written twice, so that a double effect would show.
"""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from amana.node.commands.starting import open_node
from benchmarks.exchange import deaths, large

BALLAST = "x" * 600
EFFECT = "rig.effect"
# SQLite lets whoever asks again at once be first again; people are slower than a loop, and a loop would keep everybody else out.
PAUSE_SECONDS = "0.02"


def listen() -> None:
    """Let numbers leave, and have them received: each becomes one row, in the transaction of the inbox."""
    from django.utils import timezone

    from amana.contexts.exchange import wiring
    from amana.contexts.exchange.outbox import actions as outbox
    from amana.contexts.exchange.values import Incoming
    from amana.kernel.jobs.models import Job, JobState

    def receive(incoming: Incoming) -> None:
        now = timezone.now()
        said = {"n": incoming.payload["n"], "by": incoming.sender}
        Job.objects.create(name=EFFECT, ids=said, state=JobState.DONE, created_at=now, not_before=now)

    outbox.guarded = lambda payload, **about: ()  # type: ignore[assignment]
    wiring._receivers["referral"] = receive  # noqa: SLF001
    wiring._receipted.pop("referral", None)  # noqa: SLF001


def keys() -> dict[str, object]:
    """The node's public key and a fresh desk, to be listed in the directory."""
    from amana.contexts.exchange.directory import desk_keys
    from amana.kernel.organisations.models import Organisation
    from amana.kernel.sealed.keystore import get_keystore

    store = get_keystore()
    secret = store.make_desk_secret("protection", Organisation.objects.order_by("pk").first().ref)  # type: ignore[union-attr]
    signing, encryption = desk_keys.public_halves(secret)
    return {"node": store.public_key().hex(), "signing": signing.hex(), "encryption": encryption.hex()}


def directory(listed: str, file: str, state: str = "XX") -> dict[str, object]:
    """One signed directory of these nodes, whose addresses are those of the lines; both ways may be written without a budget."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from amana.contexts.exchange.directory import desk_keys, making
    from amana.contexts.exchange.directory.bundle import packed
    from amana.contexts.exchange.directory.terms import Carriage, DeskKind
    from amana.contexts.exchange.directory.values import Agreement, Desk, DeskKey, Directory, Node

    now = datetime.now(UTC).replace(microsecond=0)
    begins, ends = now - timedelta(days=1), now + timedelta(days=300)
    nodes, desks = [], []
    for one in json.loads(listed):
        name, signing, encryption = one["name"], bytes.fromhex(one["signing"]), bytes.fromhex(one["encryption"])
        nodes.append(
            Node(
                id=name, name=name, state=state, profiles=frozenset({"care"}), origin=f"{name}/audit", url=one["url"],
                carriage=Carriage.PUSH, signing=bytes.fromhex(one["node"]),
            )
        )  # fmt: skip
        key_id = desk_keys.key_id(signing, encryption)
        key = DeskKey(key_id=key_id, signing=signing, encryption=encryption, from_=begins, until=ends)
        desks.append(
            Desk(
                address=f"{name}/protection", node=name, kind=DeskKind.PROTECTION, organisation=name, organisation_kind="ngo",
                state=state, keys=(key,),
            )
        )  # fmt: skip
    agreement = Agreement(
        id="rig", between=(nodes[0].id, nodes[1].id), both_ways=True, kinds=frozenset({"referral"}), purposes=frozenset({"assistance"}),
        from_=begins, until=ends,
    )  # fmt: skip
    made = Directory(name="Rig", version=1, expires=ends, nodes=tuple(nodes), desks=tuple(desks), agreements=(agreement,))
    Path(file).write_bytes(packed(making.signed(made, (Ed25519PrivateKey.generate().private_bytes_raw(),))))
    return {}


def trust(file: str) -> dict[str, object]:
    """Take over the directory that the rig made."""
    from amana.contexts.exchange.directory import bundle, trusted

    return {"version": trusted.keep_first(bundle.read_bundle(Path(file))).version}


def post(count: str, first: str, threads: str, recipient: str, pause: str = PAUSE_SECONDS) -> dict[str, object]:
    """Post so many numbered messages to a desk, in so many threads, each in a transaction of its own; says what was acknowledged."""
    from django.utils import timezone

    from amana.contexts.exchange import directory
    from amana.contexts.exchange.facade import ThreadId
    from amana.contexts.exchange.facade import post as post_one
    from amana.kernel.access.system import system_access
    from amana.kernel.ids import new_id

    (own,) = directory.own_desks()
    lines = [ThreadId(new_id()) for _ in range(int(threads))]
    access, expires = system_access(), timezone.now() + timedelta(days=1)
    done = 0
    for number in range(int(first), int(first) + int(count)):
        post_one(
            kind="referral", sender=own.desk.address, recipient=recipient, purpose="assistance", payload={"n": number, "says": BALLAST},
            thread=lines[number % len(lines)], expires=expires, access=access,
        )  # fmt: skip
        done += 1
        time.sleep(float(pause))
    return {"posted": done}


def state() -> dict[str, object]:
    """What was sent and received, counted; whether every receipt verifies and the log holds."""
    from amana.contexts.exchange import identities
    from amana.contexts.exchange.models import KeptReceipt, Outgoing, Received
    from amana.engines.sealing.envelope import read_receipt
    from amana.kernel.audit.verify import verify_node
    from amana.kernel.jobs.models import Job

    effects = Counter(f"{said['by']} {said['n']}" for said in Job.objects.filter(name=EFFECT).values_list("ids", flat=True))
    bad = 0
    for signed in KeptReceipt.objects.values_list("signed", flat=True):
        try:
            read_receipt(bytes(signed), signing_keys=identities.signing_keys)
        except ValueError:
            bad += 1
    return {
        "sent": Counter(Outgoing.objects.values_list("state", flat=True)),
        "outcomes": Counter(Outgoing.objects.values_list("outcome", flat=True)),
        "received": Counter(Received.objects.values_list("state", flat=True)),
        "gaps": Received.objects.filter(gap=True).count(),
        "effects": len(effects),
        "doubled": sorted(name for name, times in effects.items() if times > 1),
        "receipts": KeptReceipt.objects.count(),
        "bad_receipts": bad,
        "receipts_waiting": KeptReceipt.objects.filter(direction="out", acknowledged=False).count(),
        "log": [str(problem) for problem in verify_node().problems],
    }


COMMANDS: dict[str, Callable[..., dict[str, object]]] = {
    "keys": keys, "directory": directory, "trust": trust, "post": post, "state": state,
    "refer_large": large.refer, "came_large": large.came,
}  # fmt: skip


def main(words: list[str]) -> None:
    open_node()
    if not os.environ.get("AMANA_RIG_REAL"):
        listen()
    deaths.install()
    print(json.dumps(COMMANDS[words[0]](*words[1:])))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amana.node.settings")
    main(sys.argv[1:])
