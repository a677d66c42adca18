"""What an envelope costs here: `python benchmarks/envelopes.py [--megabytes 200]`.

A payload of 20 kB for three desk keys, and a large attachment streamed through a file, with medians of CPU time (the machine may be busy
with other things) and of wall time. Beside it age (pyrage) on the same bytes for three X25519 recipients in the same run: it seals and
opens, but does not sign, pad or commit, and its keys do not resist a quantum computer, so it shows the scale and no race.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

import pyrage

from amana.engines.sealing.envelope import (
    Attachment,
    DeskSecrets,
    Header,
    open_envelope,
    open_stream,
    read_header,
    read_receipt,
    seal,
    seal_into,
    sign_receipt,
    verify,
)
from amana.engines.sealing.envelope.receipts import Receipt, ReceiptKind
from amana.engines.sealing.envelope.sizes import CHUNK_BYTES, padded_size

DESKS = [DeskSecrets.generate() for _ in range(3)]
HEADER = Header(
    sender="et-maji/protection",
    recipient="ke-bahari/protection",
    message=UUID(int=1),
    thread=UUID(int=2),
    sequence=1,
    previous=None,
    created=1_790_000_000,
    expires=1_792_592_000,
    kind="referral",
    purpose="assistance",
)
REPEATS = 500
PAYLOAD = 20_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=200, help="size of the attachment")
    parser.add_argument("--stream", choices=("seal", "verify", "open"), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.stream:
        stream_once(given.stream, given.file, given.megabytes, read_keys())
        return
    small()
    large(given.megabytes)


def signing_keys(_: str) -> list[bytes]:
    return [DESKS[0].public().signing]


def small() -> None:
    """20 kB for three desk keys."""
    payload = os.urandom(PAYLOAD)
    recipients = [desk.public() for desk in DESKS]
    envelope = seal(HEADER, payload, recipients=recipients, signer=DESKS[0])
    padding = padded_size(read_header(envelope).size_class) - PAYLOAD
    print(f"payload of {PAYLOAD:,} bytes, three desk keys; medians of {REPEATS}")
    repeat("seal", lambda: seal(HEADER, payload, recipients=recipients, signer=DESKS[0]))
    repeat("verify at the door", lambda: verify([envelope], signing_keys=signing_keys))
    repeat("open at the desk", lambda: open_envelope(envelope, keys=DESKS[1]))
    repeat("open and verify at once", lambda: open_envelope(envelope, keys=DESKS[1], signing_keys=signing_keys))
    receipt = Receipt(
        message=UUID(int=1), digest=bytes(32), thread=UUID(int=2), kind=ReceiptKind.DELIVERED, code="", by="ke-bahari", at=HEADER.created
    )
    signed = sign_receipt(receipt, DESKS[0].sign)
    repeat("sign a receipt", lambda: sign_receipt(receipt, DESKS[0].sign))
    repeat("read a receipt", lambda: read_receipt(signed, signing_keys=signing_keys))
    identities = [pyrage.x25519.Identity.generate() for _ in DESKS]
    keys = [identity.to_public() for identity in identities]
    peer = pyrage.encrypt(payload, keys)
    repeat("age: encrypt", lambda: pyrage.encrypt(payload, keys))
    repeat("age: decrypt", lambda: pyrage.decrypt(peer, [identities[1]]))
    print(f"{'overhead':32} {len(envelope) - PAYLOAD - padding:8,} bytes, and {padding:,} bytes of padding up to the size class")
    print(f"{'age: overhead':32} {len(peer) - PAYLOAD:8,} bytes")
    print(f"{'receipt':32} {len(signed):8,} bytes")


def large(megabytes: int) -> None:
    """A large attachment through a file, each step in a process of its own, so that its memory can be told."""
    print(f"attachment of {megabytes} MB, streamed through a file; memory is what the step adds to a process that has done it with 1 MB")
    with tempfile.TemporaryDirectory(prefix="amana-benchmark-") as folder:
        file = Path(folder) / "film.envelope"
        for step in ("seal", "verify", "open"):
            command = [sys.executable, __file__, "--stream", step, "--file", str(file), "--megabytes", str(megabytes)]
            keys = b"".join(desk.signing_private + desk.encryption_private for desk in DESKS)
            subprocess.run(command, input=keys, check=True)
        age(Path(folder), megabytes)


def read_keys() -> list[DeskSecrets]:
    """The desks of the process that started this one."""
    raw = sys.stdin.buffer.read()
    return [DeskSecrets(raw[at : at + 32], raw[at + 32 : at + 128]) for at in range(0, len(raw), 128)]


def stream_once(step: str, file: Path, megabytes: int, desks: list[DeskSecrets]) -> None:
    """One step with 1 MB, to have everything loaded, then measured with the whole."""
    DESKS[:] = desks
    trial = file.with_suffix(".trial")
    seal_file(trial, 1)
    act: dict[str, Callable[[Path, int], None]] = {"seal": seal_file, "verify": verify_file, "open": open_file}
    act[step](trial, 1)
    before = peak_memory()
    cpu, wall = time.process_time(), time.perf_counter()
    act[step](file, megabytes)
    used, took = time.process_time() - cpu, time.perf_counter() - wall
    say_stream(step, megabytes, used, took, f", memory +{(peak_memory() - before) / 1024:.1f} MB")


def seal_file(file: Path, megabytes: int) -> None:
    piece = bytes(range(256)) * (CHUNK_BYTES // 256)
    size = megabytes * 1_000_000

    def chunks() -> Iterator[bytes]:
        for at in range(0, size, CHUNK_BYTES):
            yield piece[: min(CHUNK_BYTES, size - at)]

    film = Attachment(name="film.mp4", media_type="video/mp4", size=size, chunks=chunks)
    with file.open("wb") as out:
        seal_into(out.write, HEADER, b"{}", recipients=[desk.public() for desk in DESKS], signer=DESKS[0], attachments=[film])


def verify_file(file: Path, _: int) -> None:
    verify(pieces(file), signing_keys=signing_keys)


def open_file(file: Path, megabytes: int) -> None:
    opening = open_stream(pieces(file), DESKS[1], signing_keys=signing_keys)
    if sum(len(piece) for _, data in opening.files() for piece in data) != megabytes * 1_000_000:
        raise SystemExit("something was lost")


def pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as source:
        while piece := source.read(CHUNK_BYTES):
            yield piece


def age(folder: Path, megabytes: int) -> None:
    """The same through age, which reads and writes files."""
    identity = pyrage.x25519.Identity.generate()
    plain, sealed, opened = (folder / name for name in ("plain", "age", "opened"))
    with plain.open("wb") as out:
        for _ in range(megabytes):
            out.write(bytes(1_000_000))
    for name, act in (
        ("age: encrypt", lambda: pyrage.encrypt_file(str(plain), str(sealed), [identity.to_public()])),
        ("age: decrypt", lambda: pyrage.decrypt_file(str(sealed), str(opened), [identity])),
    ):
        cpu, wall = time.process_time(), time.perf_counter()
        act()
        say_stream(name, megabytes, time.process_time() - cpu, time.perf_counter() - wall, "")


def say_stream(what: str, megabytes: int, used: float, took: float, more: str) -> None:
    print(f"{what:32} {megabytes / used:8.0f} MB/s of CPU time, {megabytes / took:.0f} MB/s on the clock{more}", flush=True)


def peak_memory() -> int:
    """The most memory this process has had, in kB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def repeat(what: str, act: Callable[[], object]) -> None:
    cpu, wall = [], []
    for _ in range(REPEATS):
        used, took = time.process_time_ns(), time.perf_counter_ns()
        act()
        cpu.append(time.process_time_ns() - used)
        wall.append(time.perf_counter_ns() - took)
    print(f"{what:32} {median(cpu) / 1e6:8.3f} ms CPU, {median(wall) / 1e6:.3f} ms on the clock")


if __name__ == "__main__":
    main()
