"""Whatever a misbehaving partner sends is refused with a code of its own, signed, and without effect."""

from pathlib import Path

import pytest
from django.test import Client

from amana.contexts.exchange import limits
from amana.contexts.exchange.directory import bundle, trusted
from amana.contexts.exchange.directory.errors import DirectoryRolledBack
from amana.contexts.exchange.door import answering, views
from amana.contexts.exchange.door.reading import TooSlow, pieces
from amana.contexts.exchange.inbox.opening import open_due
from amana.contexts.exchange.models import KeptReceipt, Part, Received, SeenRequest
from amana.contexts.exchange.terms import Carriage, InState
from amana.engines.sealing.envelope import EnvelopeRefused, Receipt, read_request
from amana.kernel.audit.models import AuditEntry
from amana.kernel.sealed.keystore import get_keystore
from tests.contexts.exchange.a_region import Region, digest_of
from tests.contexts.exchange.attacks import ATTACKS, Named, as_bytes, nested, papers

ENVELOPE, REQUEST = "application/vnd.amana.envelope", "application/vnd.amana.request"


def state() -> tuple[object, ...]:
    """What an attack must not change."""
    opened = Received.objects.exclude(state=InState.REFUSED)
    return (
        sorted(opened.values_list("message", flat=True), key=str),
        sorted(bytes(digest) for digest in Part.objects.values_list("digest", flat=True)),  # before anything is opened
        KeptReceipt.objects.exclude(kind="refused").count(),
    )


def test_there_are_enough_attacks_and_each_has_its_name() -> None:
    assert len({named.name for named in ATTACKS}) == len(ATTACKS) >= 30


@pytest.mark.parametrize("named", ATTACKS, ids=lambda named: named.name)
def test_an_attack_is_refused_by_its_code_and_has_no_effect(region: Region, named: Named) -> None:
    bytes_sent = named.send(region)
    before = state()
    refusals = AuditEntry.objects.filter(name="exchange.refuse").count()
    receipt = region.answer(bytes_sent)
    assert (receipt.kind.value, receipt.code) == ("refused", named.code)
    assert receipt.digest == digest_of(bytes_sent)
    assert state() == before
    open_due()
    assert digest_of(bytes_sent) not in {message.digest for message in region.received}
    if named.code != "exchange.budget_used":
        assert AuditEntry.objects.filter(name="exchange.refuse").count() == refusals + 1


@pytest.mark.parametrize("named", [one for one in ATTACKS if one.code != "exchange.budget_used"], ids=lambda named: named.name)
def test_an_attack_repeated_is_refused_again(region: Region, named: Named) -> None:
    bytes_sent = named.send(region)
    region.arrives(bytes_sent)
    before = state()
    assert region.arrives(bytes_sent) == ("refused", named.code)
    assert state() == before


def test_a_replayed_envelope_is_answered_as_before_and_opened_once(region: Region) -> None:
    envelope = region.far.envelope()
    first = region.answer(envelope)
    open_due()
    for carriage in (Carriage.PUSH, Carriage.PULL, Carriage.FILE):
        assert region.answer(envelope, carriage) == first
    open_due()
    assert len(region.received) == 1


def test_a_replay_after_the_key_was_revoked_still_hears_its_first_receipt_and_nothing_happens(region: Region) -> None:
    from tests.contexts.exchange.attacks import signed_with_a_revoked_key

    envelope = region.far.envelope()
    first = region.answer(envelope)
    signed_with_a_revoked_key(region)
    assert region.answer(envelope) == first
    assert region.answer(region.far.envelope()).code == "sender.unknown"


def test_a_content_whose_attachment_is_not_the_one_announced_is_refused_by_the_desk(region: Region) -> None:
    """Whoever holds the desk's key can sign anything; the manifest inside shows it when the desk opens it."""
    given = [b"the paper" * 100]
    lying = papers(given[0])
    turns = iter([b"the paper" * 100, b"not paper" * 100])
    with pytest.raises(EnvelopeRefused):  # our own sealing notices; the bytes of a liar are tried against the engine's own tests
        region.far.envelope(attachments=[type(lying)(name="a", media_type="text/plain", size=900, chunks=lambda: (next(turns),))])


@pytest.mark.parametrize(
    ("story", "payload", "code"),
    [
        ("a bomb of depth", nested(40), "cbor.too_deep"),
        ("no map", [1, 2, 3], "exchange.no_message"),
        ("keys that are numbers", {1: "a"}, "exchange.no_message"),
    ],
)
def test_a_payload_that_is_no_message_is_refused_by_the_desk(region: Region, story: str, payload: object, code: str) -> None:
    assert region.arrives(region.far.envelope(payload=payload)) == ("delivered", ""), story
    open_due()
    assert region.received == []
    assert list(KeptReceipt.objects.filter(by="own/protection").values_list("kind", "code")) == [("refused", code)]


def test_an_envelope_sealed_to_the_sender_alone_is_refused_by_the_desk(region: Region) -> None:
    assert region.arrives(region.far.envelope(sealed_to=[region.far.desk()])) == ("delivered", "")
    open_due()
    assert region.received == []
    assert list(KeptReceipt.objects.filter(by="own/protection").values_list("kind", "code")) == [("refused", "open.no_wrap")]


def test_a_directory_that_is_rolled_back_is_not_taken_over(region: Region, tmp_path: Path) -> None:
    bundle.write_bundle(tmp_path / "old.json", bundle.read_bundle(trusted.trusted_file()))
    region.again(version=2)
    with pytest.raises(DirectoryRolledBack):
        trusted.take_over(str(tmp_path / "old.json"))
    assert trusted.latest().version == 2


# --- at the address itself


def post(client: Client, body: bytes, path: str = "/exchange/envelopes", **headers: str) -> tuple[int, bytes]:
    answer = client.post(path, body, content_type=ENVELOPE if "envelopes" in path else REQUEST, **headers)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, content


def read(region: Region, body: bytes) -> Receipt:
    return region.read(body)


def test_the_door_answers_without_a_session_and_sets_no_cookie(region: Region, client: Client) -> None:
    answer = client.post("/exchange/envelopes", region.far.envelope(), content_type=ENVELOPE)
    assert answer.status_code == 200
    assert answer.cookies == {}
    assert region.read(answer.content).kind.value == "delivered"


def test_headers_that_claim_who_knocks_count_for_nothing(region: Region, client: Client) -> None:
    forged = {
        "HTTP_X_FORWARDED_FOR": "127.0.0.1",
        "HTTP_X_REMOTE_USER": "far",
        "REMOTE_USER": "sara",
        "HTTP_X_SSL_CLIENT_S_DN": "CN=far",
        "HTTP_COOKIE": "sessionid=forged",
    }
    status, body = post(client, ATTACKS_BY_NAME["a_known_node_without_an_agreement"].send(region), **forged)
    assert (status, read(region, body).code) == (422, "directory.no_agreement")
    status, body = post(client, region.far.envelope(), **forged)
    assert (status, read(region, body).kind.value) == (200, "delivered")


ATTACKS_BY_NAME = {named.name: named for named in ATTACKS}


def test_a_size_that_is_announced_too_large_is_refused_before_a_byte_is_read(region: Region, client: Client) -> None:
    status, body = post(client, b"", CONTENT_LENGTH=str(10**12))
    assert (status, read(region, body).code) == (413, "format.too_large")


def test_a_common_message_comes_in_while_all_places_of_large_ones_are_taken(region: Region, client: Client) -> None:
    with views._place(limits.LARGE + 1), views._place(limits.LARGE + 1):
        status, body = post(client, b"", CONTENT_LENGTH=str(limits.LARGE + 1))
        assert (status, read(region, body).code) == (503, "exchange.busy")
        status, body = post(client, region.far.envelope())
        assert (status, read(region, body).kind.value) == (200, "delivered")


class SlowLine:
    """A body that comes at so many bytes a second, with a clock of its own."""

    def __init__(self, body: bytes, *, per_second: float) -> None:
        self.body, self.per_second, self.now = body, per_second, 0.0

    def read(self, size: int) -> bytes:
        piece, self.body = self.body[:size], self.body[size:]
        self.now += len(piece) / self.per_second
        return piece

    def clock(self) -> float:
        return self.now


@pytest.mark.parametrize(("announced", "least"), [(100_000, limits.LEAST_PER_SECOND), (limits.LARGE + 1, limits.LARGE_LEAST_PER_SECOND)])
def test_a_line_that_hardly_moves_is_broken_off_and_one_that_is_slow_is_not(announced: int, least: int) -> None:
    body = bytes(announced)
    slow = SlowLine(body, per_second=least * 1.1)
    assert b"".join(pieces(slow, announced, clock=slow.clock)) == body  # type: ignore[arg-type]
    dead = SlowLine(body, per_second=least / 1.1)
    with pytest.raises(TooSlow):
        list(pieces(dead, announced, clock=dead.clock))  # type: ignore[arg-type]
    assert dead.now < 3 * limits.WATCHED_SECONDS


def test_a_line_that_was_fast_and_stalls_is_broken_off_too() -> None:
    line = SlowLine(bytes(limits.LARGE), per_second=1e6)
    came = pieces(line, limits.LARGE, clock=line.clock)  # type: ignore[arg-type]
    next(came)
    line.per_second = 100
    with pytest.raises(TooSlow):
        list(came)


def test_who_is_broken_off_gets_a_signed_answer_and_gives_the_place_back(
    region: Region, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "WATCHED_SECONDS", 0.0)
    monkeypatch.setattr(limits, "LEAST_PER_SECOND", 10**12)
    for _ in range(limits.UPLOADS_AT_ONCE + 1):
        status, body = post(client, region.far.envelope())
        assert (status, read(region, body).code) == (408, "exchange.too_slow")
    assert post(client, region.far.request("fetch"), "/exchange/requests")[0] == 408
    monkeypatch.undo()
    assert post(client, region.far.envelope())[0] == 200


def test_only_a_delivery_is_answered(region: Region, client: Client) -> None:
    assert client.get("/exchange/envelopes").status_code == 405


def test_a_request_counts_once(region: Region, client: Client) -> None:
    request = region.far.request("fetch")
    assert post(client, request, "/exchange/requests")[0] == 200
    status, body = post(client, request, "/exchange/requests")
    assert status == 403
    answer = read_request(body, signing_keys=lambda by: [get_keystore().public_key()], to="far", now=region.far.now())
    assert answer.arguments == as_bytes({"code": "request.replayed"})


@pytest.mark.parametrize(
    ("story", "changes", "code"),
    [
        ("meant for another node", {"to": "third"}, "request.other_node"),
        ("too old", {"at": 1, "expires": 300}, "time.expired"),
        ("from the future", {"at": 2_000_000_000, "expires": 2_000_000_300}, "time.future"),
        ("by a node nobody knows", {"by_name": "ghost"}, "sender.unknown"),
        ("in the name of another node", {"by_name": "third"}, "signature.bad"),
    ],
)
def test_a_request_that_does_not_hold_is_refused(region: Region, story: str, changes: dict[str, object], code: str) -> None:
    name = changes.pop("by_name", None)
    more = {**changes, **({"by": name} if name else {})}
    request = _lying(region, more)
    with pytest.raises(answering.Unanswered) as refusal:
        answering.read(request)
    assert refusal.value.code == code, story
    assert not SeenRequest.objects.exists()


def _lying(region: Region, changes: dict[str, object]) -> bytes:
    from dataclasses import replace

    from amana.engines.sealing.envelope import Request, encode, sign_request

    now = region.far.now()
    plain = Request(by="far", to="own", what="fetch", at=now, expires=now + 300, arguments=encode(None))
    return sign_request(replace(plain, **changes), lambda data: region.far.sign("far", data))  # type: ignore[arg-type]


def test_what_waits_for_one_node_is_not_given_to_another(region: Region, client: Client) -> None:
    posted = region.post()
    for node, found in (("third", False), ("far", True)):
        status, body = post(client, region.far.request("fetch", by=node), "/exchange/requests")
        assert status == 200
        assert (posted.digest.hex() in {digest_of(part).hex() for part in envelopes_in(body)}) is found


def envelopes_in(body: bytes) -> list[bytes]:
    import io

    from amana.contexts.exchange.carriage.bundle import FrameKind, frames

    stream = io.BytesIO(body)
    return [frame.whole() for frame in frames(stream.read) if frame.kind is FrameKind.ENVELOPE]


def test_receipts_of_another_node_are_not_put_away_by_a_stranger(region: Region, client: Client) -> None:
    region.arrives(region.far.envelope(), Carriage.FILE)
    identities = [bytes(one) for one in KeptReceipt.objects.values_list("identity", flat=True)]
    assert identities
    post(client, region.far.request("kept", identities, by="third"), "/exchange/requests")
    assert not KeptReceipt.objects.filter(acknowledged=True).exists()
    post(client, region.far.request("kept", identities), "/exchange/requests")
    assert not KeptReceipt.objects.filter(acknowledged=False).exists()


@pytest.mark.parametrize("arguments", [None, {"since": "long ago"}, {"since": 5, "until": 1}, [b"x"], [[[1]]]])
def test_a_request_whose_arguments_are_wrong_is_refused_signed(region: Region, client: Client, arguments: object) -> None:
    status, body = post(client, region.far.request("reconcile", arguments), "/exchange/requests")
    assert status == 403
    answer = read_request(body, signing_keys=lambda by: [get_keystore().public_key()], to="far", now=region.far.now())
    assert answer.what == "answer.refused"


def test_garbage_at_the_door_fills_no_log(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    from amana.contexts.exchange.door import rates

    rates._logged.clear()
    before = AuditEntry.objects.count()
    for number in range(70):
        region.arrives(b"garbage" + bytes([number]))
    assert AuditEntry.objects.count() - before == 60
    rates._logged.clear()
