"""What is posted leaves only by the rules, is delivered once, and shows where it is."""

import pytest
from django.utils import timezone

from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange import storage
from amana.contexts.exchange.carriage import delivering, partners
from amana.contexts.exchange.carriage.turns import carry_all
from amana.contexts.exchange.errors import NotSent, ReceiptRefused
from amana.contexts.exchange.models import KeptReceipt, Outgoing
from amana.contexts.exchange.receipts import take_in
from amana.contexts.exchange.terms import Stage
from amana.engines.sealing.envelope import ReceiptKind, open_envelope
from amana.kernel.access.system import system_access
from amana.kernel.errors import Refused
from tests.contexts.exchange.a_region import STRANGERS, THEIRS, Region, a_region


def stage(posted: exchange.Posted) -> Stage:
    return exchange.delivery([posted.message])[posted.message].stage


def test_a_posted_message_opens_at_both_desks_and_nowhere_else(region: Region) -> None:
    posted = region.post(payload={"says": "Two beds"})
    envelope = b"".join(storage.kept(posted.digest))
    for desk in (THEIRS, "own/protection"):
        secrets = region.far.desk(desk)
        assert open_envelope(envelope, keys=secrets).payload == b"\xa1dsayshTwo beds"
    from amana.engines.sealing.envelope import EnvelopeRefused

    with pytest.raises(EnvelopeRefused):
        open_envelope(envelope, keys=region.far.desk(STRANGERS))


def test_the_messages_of_a_thread_are_counted_and_chained(region: Region) -> None:
    first = region.post()
    second = region.post(thread=first.thread)
    rows = list(Outgoing.objects.order_by("sequence"))
    assert [row.sequence for row in rows] == [1, 2]
    assert bytes(rows[1].previous or b"") == first.digest
    assert bytes(rows[1].digest) == second.digest


@pytest.mark.parametrize(
    ("story", "changes", "code"),
    [
        ("no agreement joins the two desks", {"recipient": STRANGERS}, "directory.no_agreement"),
        ("nobody has heard of that desk", {"recipient": "far/kitchen"}, "directory.unknown_desk"),
        ("agreed for assistance alone", {"purpose": "investigation"}, "directory.other_purpose"),
        ("expires before it is sent", {"hours": -1}, "exchange.expiry"),
        ("would live for ten years", {"hours": 90_000}, "exchange.expiry"),
    ],
)
def test_what_may_not_be_sent_is_refused_with_its_reason_and_leaves_nothing(
    region: Region, story: str, changes: dict[str, object], code: str
) -> None:
    with pytest.raises(NotSent) as refusal:
        region.post(**changes)  # type: ignore[arg-type]
    assert refusal.value.reason == code, story
    assert not Outgoing.objects.exists()


def test_a_desk_is_used_by_its_own_organisation_alone(region: Region) -> None:
    with pytest.raises(Refused):
        region.post(access=region.elsewhere)
    assert not Outgoing.objects.exists()


def test_a_thread_joins_two_desks_and_never_a_third(db: None) -> None:
    with a_region() as region:
        region.agreements[1:] = [type(region.agreements[0])("own", "third")]
        region.again(version=2)
        posted = region.post()
        with pytest.raises(NotSent) as refusal:
            region.post(recipient=STRANGERS, thread=posted.thread)
    assert refusal.value.reason == "exchange.thread_of_others"


def test_a_budget_that_is_used_up_stops_the_next_message(db: None) -> None:
    with a_region(budget=2) as region:
        region.post()
        region.post()
        with pytest.raises(NotSent) as refusal:
            region.post()
    assert refusal.value.reason == "exchange.budget_used"


def test_the_guard_is_asked_about_the_bytes_that_leave(region: Region) -> None:
    from amana.contexts.exchange.outbox import actions, guarding

    actions.guarded = guarding.guarded  # what the region put aside
    with pytest.raises(NotSent) as refusal:
        region.post(payload={"says": "hello"})
    assert refusal.value.reason.startswith(("guard.", "S"))
    assert not Outgoing.objects.exists()


def test_receipts_move_a_message_from_stage_to_stage(region: Region) -> None:
    posted = region.post()
    assert stage(posted) is Stage.WAITING
    for kind, by, code, expected in [
        (ReceiptKind.DELIVERED, "far", "", Stage.DELIVERED),
        (ReceiptKind.OPENED, THEIRS, "", Stage.OPENED),
        (ReceiptKind.ACCEPTED, THEIRS, "", Stage.ACCEPTED),
        (ReceiptKind.ACCEPTED, THEIRS, exchange.IN_SERVICE, Stage.IN_SERVICE),
        (ReceiptKind.DONE, THEIRS, "", Stage.DONE),
    ]:
        assert take_in(region.far.receipt(posted, kind, by=by, code=code))
        assert stage(posted) is expected


def test_a_receipt_counts_once_however_often_it_comes(region: Region) -> None:
    from amana.contexts.exchange import wiring

    told: list[str] = []
    posted = region.post()
    signed = region.far.receipt(posted, ReceiptKind.DELIVERED)
    kept = wiring._receipted.get("referral")
    wiring._receipted["referral"] = lambda message, receipt: told.append(receipt.kind.value)
    try:
        assert [take_in(signed), take_in(signed), take_in(signed)] == [True, False, False]
    finally:
        wiring._receipted.pop("referral")
        if kept is not None:
            wiring._receipted["referral"] = kept
    assert told == ["delivered"]
    assert KeptReceipt.objects.count() == 1


@pytest.mark.parametrize(
    ("story", "kind", "by", "changes", "code"),
    [
        ("forged", ReceiptKind.DELIVERED, "far", {"signer": "third"}, "signature.bad"),
        ("for another envelope", ReceiptKind.DELIVERED, "far", {"digest": bytes(32)}, "receipt.of_another_envelope"),
        ("for a message nobody sent", ReceiptKind.DELIVERED, "far", {"message": "new"}, "receipt.of_no_message"),
        ("by a desk that was not asked", ReceiptKind.ACCEPTED, STRANGERS, {}, "receipt.by_a_stranger"),
        ("by a node that was not asked", ReceiptKind.DELIVERED, "third", {}, "receipt.by_a_stranger"),
        ("accepted, says the node", ReceiptKind.ACCEPTED, "far", {}, "receipt.not_for_a_node_to_give"),
        ("delivered, says the desk", ReceiptKind.DELIVERED, THEIRS, {}, "receipt.not_for_a_desk_to_give"),
    ],
)
def test_a_receipt_that_does_not_hold_changes_nothing(
    region: Region, story: str, kind: ReceiptKind, by: str, changes: dict[str, object], code: str
) -> None:
    from amana.kernel.ids import new_id

    posted = region.post()
    if changes.get("message") == "new":
        changes = {"message": new_id()}
    with pytest.raises(ReceiptRefused) as refusal:
        take_in(region.far.receipt(posted, kind, by=by, **changes))
    assert refusal.value.reason == code, story
    assert stage(posted) is Stage.WAITING
    assert not KeptReceipt.objects.exists()


def test_a_desk_of_this_node_is_reached_by_the_same_path_without_a_network(db: None) -> None:
    with a_region() as region:
        own, nodes = region.nodes[0], region.nodes
        desk = type(own.desks[0])
        from amana.kernel.sealed.keystore import get_keystore

        second = get_keystore().make_desk_secret("night", region.elsewhere.organisation)  # type: ignore[arg-type]
        nodes[0] = type(own)(
            id="own", state="ET", signing=own.signing, desks=(*own.desks, desk("night", organisation="Harbour", secrets=(second,)))
        )
        region.agreements.append(type(region.agreements[0])("own/protection", "own/night"))
        region.again(version=2)
        posted = region.post(recipient="own/night")
        assert carry_all(seconds=20) > 0
        assert stage(posted) is Stage.OPENED
        assert [message.recipient for message in region.received] == ["own/night"]
        get_keystore().destroy_desk_secret(second.ref)


def test_what_the_desk_answers_travels_back_once(db: None) -> None:
    with a_region() as region:
        region.arrives(region.far.envelope())
        from amana.contexts.exchange.inbox.opening import open_due

        open_due()
        message = region.received[0].message
        for _ in range(2):
            exchange.answer(message, exchange.ReceiptKind.ACCEPTED, access=region.access)
        assert list(KeptReceipt.objects.filter(by="own/protection").values_list("kind", flat=True)) == ["opened", "accepted"]
        with pytest.raises(Refused):
            exchange.answer(message, exchange.ReceiptKind.DONE, access=region.elsewhere)


def test_a_message_that_expires_on_its_way_says_so_and_a_late_receipt_is_still_believed(region: Region) -> None:
    posted = region.post()
    Outgoing.objects.update(expires_at=timezone.now())
    assert delivering.end_expired() == 1
    assert stage(posted) is Stage.EXPIRED
    take_in(region.far.receipt(posted, ReceiptKind.DELIVERED))
    assert stage(posted) is Stage.DELIVERED


def test_a_message_can_be_stopped_before_it_leaves_and_not_after(region: Region) -> None:
    posted = region.post()
    assert exchange.recall(posted.message, access=region.access)
    assert stage(posted) is Stage.WITHDRAWN
    assert list(storage.kept(posted.digest)) == []
    later = region.post()
    assert partners.claim("far")  # a courier is on its way
    assert not exchange.recall(later.message, access=region.access)


def test_a_message_stopped_before_it_leaves_leaves_no_gap_unless_another_was_written_after_it(region: Region) -> None:
    first = region.post()
    for _ in range(2):
        stopped = region.post(thread=first.thread)
        assert exchange.recall(stopped.message, access=region.access)
    second, third = region.post(thread=first.thread), region.post(thread=first.thread)
    places = Outgoing.objects.filter(thread=first.thread).exclude(state="recalled").order_by("pk")
    assert list(places.values_list("sequence", flat=True)) == [1, 2, 3]
    assert bytes(places[1].previous or b"") == first.digest
    assert exchange.recall(second.message, access=region.access)  # the third names it, so its place stays empty
    fourth = region.post(thread=first.thread)
    last = Outgoing.objects.get(message=fourth.message)
    assert (last.sequence, bytes(last.previous or b"")) == (4, third.digest)


def test_desks_to_which_something_may_be_sent_are_named(region: Region) -> None:
    assert [desk.address for desk in exchange.partners("referral", access=region.access)] == [THEIRS]
    assert exchange.partners("referral", access=region.elsewhere) == ()
    assert exchange.partners("referral", access=system_access()) == ()


def test_without_a_directory_nothing_is_sent(db: None) -> None:
    from amana.contexts.exchange.directory.errors import DirectoryMissing
    from amana.contexts.exchange.directory.trusted import trusted_file

    with a_region() as region:
        trusted_file().unlink()
        with pytest.raises((DirectoryMissing, NotSent)):
            region.post()
        assert not Outgoing.objects.exists()


def test_a_message_whose_act_fails_was_never_posted(region: Region) -> None:
    from django.db import transaction

    def act() -> None:
        with transaction.atomic():
            region.post()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert not Outgoing.objects.exists()
