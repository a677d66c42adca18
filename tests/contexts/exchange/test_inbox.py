"""What arrives is taken in once, opened once, in the order of its thread, and answered with receipts that hold."""

import pytest
from django.utils import timezone

from amana.contexts.exchange import storage
from amana.contexts.exchange.errors import RejectedMessage
from amana.contexts.exchange.inbox.opening import open_due
from amana.contexts.exchange.models import KeptReceipt, Part, Received
from amana.contexts.exchange.terms import Direction, InState
from amana.contexts.exchange.values import Incoming
from amana.engines.sealing.envelope import Attachment, ReceiptKind
from amana.kernel.audit.models import AuditEntry
from amana.kernel.ids import new_id
from tests.contexts.exchange.a_region import OURS, THEIRS, Region, digest_of, received_by


def names() -> list[str]:
    return list(AuditEntry.objects.order_by("index").values_list("name", flat=True))


def test_a_message_is_delivered_opened_and_receipted(region: Region) -> None:
    envelope = region.far.envelope(payload={"says": "Two beds are needed"})
    receipt = region.answer(envelope)
    assert (receipt.kind, receipt.by, receipt.digest) == (ReceiptKind.DELIVERED, "own", digest_of(envelope))
    assert open_due() == 1
    (message,) = region.received
    assert message.payload == {"says": "Two beds are needed"}
    assert (message.sender, message.recipient, message.kind, message.gap) == (THEIRS, OURS, "referral", False)
    said = KeptReceipt.objects.filter(direction=Direction.OUT).order_by("id").values_list("kind", "by")
    assert list(said) == [("delivered", "own"), ("opened", OURS)]
    assert {"exchange.receive", "exchange.open"} <= set(names())


def test_a_duplicate_gets_the_first_receipt_again_and_has_no_second_effect(region: Region) -> None:
    envelope = region.far.envelope()
    first, second = region.answer(envelope), region.answer(envelope)
    open_due()
    third = region.answer(envelope)
    assert first == second == third
    assert open_due() == 0
    assert len(region.received) == 1


def test_nothing_of_what_a_message_says_lies_open_in_the_database(region: Region) -> None:
    from django.db import connection

    region.arrives(region.far.envelope(payload={"says": "canary-7f3a"}))
    open_due()
    region.post(payload={"says": "canary-7f3a"})
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            if table.startswith("exchange_"):
                cursor.execute(f'SELECT * FROM "{table}"')
                assert all(b"canary-7f3a" not in _raw(value) for row in cursor.fetchall() for value in row), table


def _raw(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def test_messages_of_a_thread_are_opened_in_their_order_however_they_come(region: Region) -> None:
    thread = new_id()
    first = region.far.envelope(thread=thread, payload={"n": 1})
    second = region.far.envelope(thread=thread, sequence=2, previous=digest_of(first), payload={"n": 2})
    third = region.far.envelope(thread=thread, sequence=3, previous=digest_of(second), payload={"n": 3})
    for envelope in (third, second):
        assert region.arrives(envelope) == ("delivered", "")
    assert open_due() == 0
    assert set(Received.objects.values_list("state", "code")) == {(InState.HELD, "exchange.waits_for_earlier")}
    region.arrives(first)
    while open_due():
        pass
    assert [message.payload["n"] for message in region.received] == [1, 2, 3]
    assert not any(message.gap for message in region.received)


def test_a_message_does_not_wait_for_ever_and_says_that_something_is_missing(region: Region) -> None:
    region.arrives(region.far.envelope(sequence=2, previous=bytes(32)))
    assert open_due() == 0
    long_ago = timezone.now() - timezone.timedelta(hours=25)
    Received.objects.update(arrived_at=long_ago, next_try_at=long_ago)
    assert open_due() == 1
    assert [message.gap for message in region.received] == [True]


def test_a_late_earlier_message_is_still_opened(region: Region) -> None:
    thread = new_id()
    first = region.far.envelope(thread=thread, payload={"n": 1})
    region.arrives(region.far.envelope(thread=thread, sequence=2, previous=digest_of(first), payload={"n": 2}))
    open_due()
    long_ago = timezone.now() - timezone.timedelta(hours=25)
    Received.objects.update(arrived_at=long_ago, next_try_at=long_ago)
    open_due()
    region.arrives(first)
    open_due()
    assert [message.payload["n"] for message in region.received] == [2, 1]


def test_what_the_receiving_context_rejects_is_refused_by_the_desk_and_leaves_nothing(region: Region) -> None:
    from amana.kernel.organisations.models import Organisation

    def reject(message: object) -> None:
        Organisation.objects.create(name="Half done", kind="ngo", country="KE")
        raise RejectedMessage("referral.not_ours")

    region.arrives(region.far.envelope())
    with received_by("referral", reject):
        assert open_due() == 1
    assert not Organisation.objects.filter(name="Half done").exists()
    assert list(KeptReceipt.objects.filter(by=OURS).values_list("kind", "code")) == [("refused", "referral.not_ours")]


def test_a_kind_that_nobody_receives_here_is_refused_by_the_desk(region: Region) -> None:
    from amana.contexts.exchange import wiring

    assert region.arrives(region.far.envelope(kind="answer", thread=region.post().thread)) == ("delivered", "")
    kept = wiring._receivers.pop("answer", None)
    try:
        open_due()
    finally:
        if kept is not None:
            wiring._receivers["answer"] = kept
    assert list(KeptReceipt.objects.filter(by=OURS).values_list("kind", "code")) == [("refused", "exchange.unknown_kind")]


def test_a_fault_in_a_receiving_context_is_tried_again_and_takes_nothing_with_it(region: Region) -> None:
    def fail(message: object) -> None:
        raise ZeroDivisionError

    region.arrives(region.far.envelope())
    with received_by("referral", fail):
        assert open_due() == 0
    row = Received.objects.get()
    assert (row.state, row.attempts, row.code) == (InState.ARRIVED, 1, "exchange.fault.ZeroDivisionError")
    assert row.next_try_at is not None
    assert row.next_try_at > timezone.now()
    Received.objects.update(next_try_at=timezone.now())
    assert open_due() == 1
    assert len(region.received) == 1


def test_attachments_larger_than_a_part_come_whole(region: Region) -> None:
    content = bytes(range(256)) * 12_000  # three parts
    paper = Attachment(name="paper.pdf", media_type="application/pdf", size=len(content), chunks=lambda: (content,))
    envelope = region.far.envelope(attachments=[paper])
    assert region.arrives(envelope) == ("delivered", "")
    assert b"".join(storage.kept(digest_of(envelope))) == envelope
    came: list[tuple[str, str, int, bytes]] = []

    def receive(message: Incoming) -> None:
        came.extend((one.name, one.media_type, one.size, b"".join(one.chunks())) for one in message.attachments)

    with received_by("referral", receive):
        open_due()
    assert came == [("paper.pdf", "application/pdf", len(content), content)]
    assert not Part.objects.exists()  # the context has it now, in sealed records of its own


@pytest.mark.parametrize("place", ["spool", "database"])
def test_a_full_disk_is_said_signed_and_the_next_try_succeeds(region: Region, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device") if place == "spool" else OperationalError("database or disk is full")

    envelope = region.far.envelope()
    with monkeypatch.context() as patched:
        patched.setattr(storage, "folder" if place == "spool" else "keep", full)
        kind, code = region.arrives(envelope)
    assert (kind, code) in {("refused", "exchange.disk_full"), ("refused", "exchange.not_now")}
    assert not Received.objects.exists()
    assert region.arrives(envelope) == ("delivered", "")
