"""The same bytes by network and by fetching; what is cut off, repeated or slow does no harm."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.utils import timezone

from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange.carriage import delivering, lines, partners, turns
from amana.contexts.exchange.carriage.bundle import FrameKind, begin, end, framed
from amana.contexts.exchange.directory import Node
from amana.contexts.exchange.directory.terms import Carriage as Way
from amana.contexts.exchange.forgetting import forget_sent
from amana.contexts.exchange.inbox.opening import open_due
from amana.contexts.exchange.models import KeptReceipt, Outgoing, Part, Partner
from amana.contexts.exchange.terms import OutState, Stage
from amana.engines.sealing.envelope import (
    Receipt,
    ReceiptKind,
    Request,
    decode,
    encode,
    read_header,
    read_request,
    sign_receipt,
    sign_request,
)
from amana.kernel.sealed.keystore import get_keystore
from tests.contexts.exchange.a_far_server import Reply, a_server
from tests.contexts.exchange.a_region import OURS, Region, a_region, digest_of


def stage(posted: exchange.Posted) -> Stage:
    return exchange.delivery([posted.message])[posted.message].stage


class FarDoor:
    """An honest far node: gives receipts, keeps ours, and hands over what the test puts out."""

    def __init__(self) -> None:
        self.region: Region | None = None
        self.came: list[bytes] = []
        self.receipts: list[bytes] = []
        self.waiting: list[bytes] = []
        self.before: Callable[[], None] = lambda: None
        self.refuse_with = ""
        self.replies: Reply = self.honestly

    def __call__(self, path: str, body: bytes) -> tuple[int, bytes]:
        return self.replies(path, body)

    def honestly(self, path: str, body: bytes) -> tuple[int, bytes]:
        assert self.region is not None
        self.before()
        far = self.region.far
        if path == lines.ENVELOPES:
            self.came.append(body)
            header = read_header(body)
            kind = ReceiptKind.REFUSED if self.refuse_with else ReceiptKind.DELIVERED
            receipt = Receipt(
                message=header.message,
                digest=digest_of(body),
                thread=header.thread,
                kind=kind,
                code=self.refuse_with,
                by="far",
                at=far.now(),
            )
            return 200, sign_receipt(receipt, lambda data: far.sign("far", data))
        asked = read_request(body, signing_keys=lambda by: [get_keystore().public_key()], to="far", now=far.now())
        said = decode(asked.arguments, max_bytes=1 << 20, max_depth=4)
        if asked.what == "fetch":
            bundle, self.waiting = b"".join(self._bundle()), []
            return 200, bundle
        if asked.what == "witness":
            return 200, self._answer(asked, {"code": "witness.other_origin"})  # it does not follow our log
        if asked.what == "receipts":
            assert isinstance(said, list)
            self.receipts += [bytes(one) for one in said if isinstance(one, bytes)]
            return 200, self._answer(asked, {"kept": [digest_of(one) for one in said if isinstance(one, bytes)], "refused": {}})
        return 200, self._answer(asked, {"noted": 0})

    def _bundle(self) -> Iterator[bytes]:
        yield begin()
        for one in self.waiting:
            yield from framed(FrameKind.ENVELOPE, len(one), (one,))
        yield end()

    def _answer(self, asked: Request, said: object) -> bytes:
        assert self.region is not None
        far = self.region.far
        answer = Request(
            by="far",
            to="own",
            what=f"answer.{asked.what}",
            at=far.now(),
            expires=far.now() + 300,
            arguments=encode(said),
            nonce=asked.nonce,
        )
        return sign_request(answer, lambda data: far.sign("far", data))


@pytest.fixture
def door(db: None) -> Iterator[FarDoor]:
    """Our region with the far node behind a real address."""
    door = FarDoor()
    with a_server(door) as url, a_region(url=url, carriage=Way.PUSH) as region:
        door.region = region
        yield door


@pytest.fixture
def pulling(db: None) -> Iterator[FarDoor]:
    """The same, where nobody can reach us from outside, so that we fetch."""
    door = FarDoor()
    with a_server(door) as url, a_region(url=url, carriage=Way.PUSH, own_carriage=Way.PULL) as region:
        door.region = region
        yield door


def test_a_message_is_pushed_and_its_receipt_believed(door: FarDoor) -> None:
    assert door.region is not None
    posted = door.region.post()
    assert delivering.take_turn("far") == 1
    assert [digest_of(body) for body in door.came] == [posted.digest]
    assert stage(posted) is Stage.DELIVERED
    assert delivering.take_turn("far") == 0


def test_receipts_of_our_desk_travel_back_and_are_settled(door: FarDoor) -> None:
    assert door.region is not None
    door.region.arrives(door.region.far.envelope())
    open_due()
    delivering.take_turn("far")
    assert len(door.receipts) == 1  # opened; the door's own was the answer to the delivery
    assert not KeptReceipt.objects.filter(acknowledged=False).exists()


def test_a_refusal_that_stands_ends_the_message_and_one_of_the_moment_does_not(door: FarDoor) -> None:
    assert door.region is not None
    posted = door.region.post()
    door.refuse_with = "exchange.budget_used"
    delivering.take_turn("far")
    row = Outgoing.objects.get()
    assert (row.state, row.last_code, row.attempts) == (OutState.WAITING, "exchange.budget_used", 1)
    Outgoing.objects.update(next_try_at=None)
    door.refuse_with = "directory.no_agreement"
    delivering.take_turn("far")
    delivery = exchange.delivery([posted.message])[posted.message]
    assert (delivery.stage, delivery.code) == (Stage.REFUSED, "directory.no_agreement")


@pytest.mark.parametrize(
    ("story", "reply", "code"),
    [
        ("a proxy's own page", lambda path, body: (502, b"<html>Bad gateway</html>"), "exchange.unsigned_answer"),
        ("nothing", lambda path, body: (200, b""), "exchange.unsigned_answer"),
        ("led elsewhere", lambda path, body: (307, b"http://127.0.0.1:9/x"), "exchange.unsigned_answer"),
        ("an endless answer", lambda path, body: (200, bytes(5 << 20)), "exchange.answer_too_long"),
    ],
)
def test_an_answer_that_nobody_signed_is_no_answer(db: None, story: str, reply: Reply, code: str) -> None:
    with a_server(reply) as url, a_region(url=url, carriage=Way.PUSH) as region:
        posted = region.post()
        delivering.take_turn("far")
        delivery = exchange.delivery([posted.message])[posted.message]
        assert delivery.stage in (Stage.WAITING, Stage.SENT), story
        assert delivery.waiting_for == code
        assert delivery.next_try is not None


def test_a_partner_that_is_away_rests_longer_each_time_and_keeps_nobody_waiting(db: None) -> None:
    with a_region(url="http://127.0.0.1:9", carriage=Way.PUSH) as region:
        region.post()
        delivering.take_turn("far")
        partner = Partner.objects.get(node="far")
        assert (partner.failures, partner.lease_until) == (1, None)
        assert partner.next_try_at is not None
        assert "far" not in turns.nodes_due()
        (status,) = partners.statuses()
        assert (status.node, status.waiting, status.failures) == ("far", 1, 1)
        assert status.code.startswith("line.")


def test_only_one_worker_carries_to_a_partner_at_a_time(door: FarDoor) -> None:
    assert door.region is not None
    door.region.post()
    assert partners.claim("far")
    assert not partners.claim("far")
    assert delivering.take_turn("far") == 0
    partners.give_back("far")
    assert delivering.take_turn("far") == 1


def test_later_messages_of_a_thread_wait_for_the_first_and_others_do_not(door: FarDoor) -> None:
    assert door.region is not None
    first = door.region.post()
    door.region.post(thread=first.thread)
    other = door.region.post()
    refusals = iter(["exchange.disk_full", "", ""])
    door.before = lambda: setattr(door, "refuse_with", next(refusals))
    delivering.take_turn("far")
    assert [digest_of(body) for body in door.came] == [first.digest, other.digest]
    assert stage(other) is Stage.DELIVERED


def test_what_waits_elsewhere_is_fetched_and_answered(pulling: FarDoor) -> None:
    assert pulling.region is not None
    envelope = pulling.region.far.envelope()
    pulling.waiting = [envelope]
    assert turns.nodes_due() == ["far"]
    delivering.take_turn("far")
    open_due()
    assert [message.digest for message in pulling.region.received] == [digest_of(envelope)]
    pulling.waiting = [envelope]  # it has not heard yet
    Partner.objects.update(pulled_at=None)
    delivering.take_turn("far")
    assert len(pulling.region.received) == 1
    assert len(pulling.receipts) == 2  # delivered, opened


@pytest.mark.parametrize(
    "url", ["http://example.org", "ftp://127.0.0.1", "https://user:word@example.org", "http://127.0.0.1.example.org", "", "https:///x"]
)
def test_nothing_is_sent_in_the_clear_or_to_an_address_that_is_none(url: str) -> None:
    with pytest.raises(lines.LineBroken) as broken:
        lines.checked_address(url)
    assert broken.value.code == "exchange.address_refused"


def test_the_certificate_of_a_partner_is_always_checked(db: None) -> None:
    with a_region(url="https://127.0.0.1:9", carriage=Way.PUSH):
        from amana.contexts.exchange.directory import current

        far: Node = current().node("far")
        line = lines.Line(far)
        assert line.pool.cert_reqs == "CERT_REQUIRED"  # type: ignore[attr-defined]
        line.pool.close()


# what is kept


def test_a_sent_copy_goes_with_the_file_it_was_about_once_it_has_arrived(region: Region) -> None:
    from amana.kernel.access.floor import floor
    from amana.kernel.access.system import system_access
    from amana.kernel.files.models import File, State
    from amana.kernel.ids import FileId
    from amana.kernel.organisations.models import Organisation

    with floor(system_access()):
        file = File.objects.create(
            number="1", organisation=Organisation.objects.get(name="Haven"), opened_on="2026-01-01", state=State.ERASED
        )
    posted = region.post(about=FileId(file.ref))
    assert forget_sent() == 0  # it still has to arrive
    from amana.contexts.exchange.receipts import take_in

    take_in(region.far.receipt(posted, ReceiptKind.DELIVERED))
    assert forget_sent() == 1
    assert not Part.objects.exists()
    assert Outgoing.objects.get().sender == OURS


def test_a_slow_partner_is_no_reason_to_wait_for_another(db: None) -> None:
    """Each partner has its turn in a thread of its own; here the first one hangs until the second one is done."""
    import threading

    released = threading.Event()

    def hang(node: str, **_: object) -> int:
        if node == "slow":
            assert released.wait(timeout=20)
        else:
            released.set()
        return 0

    couriers = turns.Couriers()
    kept_turn, kept_due = turns.take_turn, turns.nodes_due
    turns.take_turn, turns.nodes_due = hang, lambda: ["slow", "quick"]  # type: ignore[assignment]
    try:
        couriers._tidied = time.monotonic()
        couriers._look()
        assert released.wait(timeout=20)
        for turn in couriers._turns.values():
            turn.join(timeout=20)
    finally:
        turns.take_turn, turns.nodes_due = kept_turn, kept_due


def test_our_log_is_shown_to_a_partner_that_can_be_reached_and_its_cosignature_kept(door: FarDoor) -> None:
    from amana.contexts.exchange.carriage import witnessing
    from amana.engines.sealing.cosignature import cosign
    from amana.engines.sealing.witnessing import read_submission
    from amana.kernel.audit.witnesses import size_seen_by

    assert door.region is not None
    far = door.region.far
    door.region.post()

    def vouch(asked: Request, said: object) -> bytes:
        text = read_submission(str(said)).note.partition("\n\n")[0] + "\n"
        public = far.made.directory.node("far").signing
        line = cosign(text, name="far/audit", public_key=public, sign=lambda data: far.sign("far", data), at=far.now())
        return door._answer(asked, {"cosignature": line})

    def answers(path: str, body: bytes) -> tuple[int, bytes]:
        if path == lines.REQUESTS:
            asked = read_request(body, signing_keys=lambda by: [get_keystore().public_key()], to="far", now=far.now())
            if asked.what == "witness":
                return 200, vouch(asked, decode(asked.arguments, max_bytes=1 << 20, max_depth=4))
        return door.honestly(path, body)

    door.replies = answers
    assert "far" in turns.nodes_due()
    delivering.take_turn("far")
    assert size_seen_by("far") > 0
    partner = Partner.objects.get(node="far")
    assert (partner.witness_code, partner.shown_at is not None) == ("", True)
    assert witnessing.to_show(["far"]) == []  # within the hour, also for a process that starts anew
    door.region.post()
    Partner.objects.update(shown_at=timezone.now() - witnessing.SHOW_EVERY)
    assert witnessing.to_show(["far"]) == ["far"]


def test_a_partner_that_does_not_countersign_is_asked_again_in_an_hour_and_its_reason_is_kept(door: FarDoor) -> None:
    from amana.contexts.exchange.carriage import witnessing

    assert door.region is not None
    door.region.post()
    delivering.take_turn("far")
    assert Partner.objects.get(node="far").witness_code == "sealing.note_invalid"  # it answered with no cosignature
    assert witnessing.to_show(["far"]) == []


def test_how_things_stand_with_all_partners_is_counted_in_the_database(
    region: Region, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    posted = [region.post() for _ in range(3)]
    region.arrives(region.far.envelope())
    open_due()
    with django_assert_max_num_queries(3):
        (status,) = partners.statuses()
    assert (status.node, status.waiting) == ("far", 3)
    assert status.receipts_waiting == KeptReceipt.objects.filter(direction="out", acknowledged=False).count() > 0
    assert status.oldest == Outgoing.objects.get(message=posted[0].message).posted_at


def test_a_partner_has_its_log_countersigned_by_our_door_and_not_one_that_was_cut(door: FarDoor) -> None:
    from hashlib import sha256

    from amana.contexts.exchange.door import answering
    from amana.engines.sealing.checkpoint import Checkpoint, sign_checkpoint
    from amana.engines.sealing.witnessing import Submission

    assert door.region is not None
    far = door.region.far

    def shown(size: int, old: int) -> dict[str, object]:
        head = Checkpoint(origin="far/audit", size=size, root=sha256(bytes([size])).digest())
        public = far.made.directory.node("far").signing
        note = sign_checkpoint(head, public_key=public, sign=lambda data: far.sign("far", data))
        asked = answering.read(far.request("witness", Submission(old=old, proof=(), note=note).to_text()))
        answer = read_request(answering.answer(asked), signing_keys=lambda by: [get_keystore().public_key()], to="far", now=far.now())
        return dict(decode(answer.arguments, max_bytes=1 << 16, max_depth=3))  # type: ignore[arg-type]

    assert str(shown(5, 0)["cosignature"]).startswith("— ")
    with pytest.raises(answering.Unanswered) as refused:
        shown(3, 5)
    assert refused.value.code == "witness.shortened"
