"""A node asks to be listed, and nobody can change what it asks for on the way; what is revoked stays revoked."""

import json
from base64 import b64encode
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from amana.contexts.exchange.directory import document, verifying
from amana.contexts.exchange.directory.ceremony import editing, requests
from amana.contexts.exchange.directory.ceremony.errors import (
    NothingToRevoke,
    RequestOther,
    RequestRefused,
    RequestUnconfirmed,
)
from amana.contexts.exchange.directory.errors import (
    DeskKindRefused,
    DeskOrganisationRefused,
    NameTaken,
)
from amana.contexts.exchange.directory.making import make_secret
from amana.contexts.exchange.directory.values import Agreement
from tests.contexts.exchange.directory.ceremonies import DAY, NOW, Installation, begun, listed
from tests.contexts.exchange.directory.region import MAJI, UNIT, region

# requests


def test_a_new_node_is_entered_only_with_the_fingerprint_read_aloud(three, maji):
    request, draft = requests.read(maji.request()), begun(three)
    for said, error in (("", RequestUnconfirmed), ("0000 1111", RequestOther)):
        with pytest.raises(error):
            editing.with_request(draft.directory, request, node_id="et-maji", fingerprint=said, now=NOW)
    directory = editing.with_request(
        draft.directory, request, node_id="et-maji", fingerprint=request.fingerprint.upper().replace(" ", ""), now=NOW
    )
    assert directory.node("et-maji").signing == maji.node.signing
    assert [desk.address for desk in directory.desks] == ["et-maji/protection", "et-maji/clinic"]
    assert all(directory.good_keys(desk.address, NOW) for desk in directory.desks)


def test_a_node_cannot_take_the_id_of_another(three, maji):
    directory = verifying.verified(listed(maji, three))
    request = requests.read(Installation().request())
    with pytest.raises(NameTaken):
        editing.with_request(directory, request, node_id="et-maji", fingerprint=request.fingerprint, now=NOW)


def test_new_keys_of_a_listed_desk_need_no_telephone_and_the_old_ones_count_two_months_more(three, maji):
    before = verifying.verified(listed(maji, three))
    maji.rotate()
    after = editing.with_request(before, requests.read(maji.request()), node_id="", fingerprint="", now=NOW)
    [old] = before.desk("et-maji/protection").keys
    assert [len(after.good_keys("et-maji/protection", NOW + days * DAY)) for days in (0, 59, 60)] == [2, 2, 1]
    assert after.good_keys("et-maji/protection", NOW + 60 * DAY)[0].key_id != old.key_id
    again = editing.with_request(after, requests.read(maji.request()), node_id="", fingerprint="", now=NOW + DAY)
    assert again == after


def slipped(raw, what):
    """A request in which somebody on the way put in something of their own."""
    content, stranger = json.loads(raw), Ed25519PrivateKey.generate()
    if what == "another key of a desk":
        other = b64encode(make_secret("x").signing).decode()
        asked = json.loads(content["request"])
        content["request"] = content["request"].replace(asked["desks"][0]["keys"][0]["signing"], other)
    elif what == "another node key, well signed":
        own = b64encode(stranger.public_key().public_bytes_raw()).decode()
        content["request"] = content["request"].replace(json.loads(content["request"])["nodes"][0]["signing"], own)
        content["signature"] = b64encode(stranger.sign(requests._bytes(content["request"]))).decode()
    elif what == "a desk's signature by another":
        content["proofs"][0] = b64encode(stranger.sign(requests._proof_bytes(content["request"]))).decode()
    elif what == "a field more":
        content["colour"] = "blue"
    elif what == "no signature":
        content["signature"] = ""
    return json.dumps(content).encode()


@pytest.mark.parametrize(
    "what", ["another key of a desk", "another node key, well signed", "a desk's signature by another", "a field more", "no signature"]
)
def test_a_key_that_somebody_slipped_into_a_request_is_noticed(maji, what):
    with pytest.raises(RequestRefused):
        requests.read(slipped(maji.request(), what))


@pytest.mark.parametrize("raw", [b"", b"[]", b"{}", b"{" * 10_000])
def test_what_is_no_request_is_refused(raw):
    with pytest.raises(RequestRefused):
        requests.read(raw)


def test_a_node_asks_for_no_desk_that_its_profile_must_not_have(maji):
    [node], police = region((MAJI,), ()).directory.nodes, region((UNIT,), ()).directory.desks[0]
    with pytest.raises(DeskKindRefused):
        requests.check(node, replace(police, address="this-node/police", node="this-node"))
    shelter = replace(maji.desks[0][0], address="this-node/protection", node="this-node", organisation_kind="police")
    with pytest.raises(DeskOrganisationRefused):
        requests.check(node, shelter)


def test_a_revoked_node_or_desk_does_not_come_back_by_a_request(three, maji):
    directory = verifying.verified(listed(maji, three))
    maji.rotate()
    for name in ("et-maji", "et-maji/protection"):
        gone = editing.without(directory, name, at=NOW)
        with pytest.raises(RequestRefused):
            editing.with_request(gone, requests.read(maji.request()), node_id="", fingerprint="", now=NOW)


# what is revoked, ended, agreed


def test_a_node_a_desk_or_one_key_is_revoked_and_stays_listed(three, maji):
    directory = verifying.verified(listed(maji, three))
    assert editing.without(directory, "et-maji", at=NOW).node("et-maji").revoked_at == NOW
    assert editing.without(directory, "et-maji/clinic", at=NOW).desk("et-maji/clinic").revoked_at == NOW
    key = directory.desk("et-maji/clinic").keys[0].key_id.hex()
    gone = editing.without(directory, "et-maji/clinic", key=f"{key[:4]} {key[4:8]}", at=NOW)
    assert gone.desk("et-maji/clinic").keys[0].revoked_at == NOW
    assert gone.good_keys("et-maji/clinic", NOW) == ()
    for name, of in (("nobody", ""), ("et-maji/clinic", "ffffffff"), ("et-maji/clinic", "")):
        with pytest.raises(NothingToRevoke):
            editing.without(editing.without(directory, "et-maji/clinic", at=NOW), name, key=of, at=NOW)


def agreement(name, **how):
    values = {
        "both_ways": True,
        "kinds": frozenset({"referral"}),
        "purposes": frozenset({"assistance"}),
        "from_": NOW,
        "until": NOW + 9 * DAY,
    }
    return Agreement(id=name, between=("et-maji", "et-maji"), **(values | how))


def test_an_agreement_is_entered_changed_and_ended(three, maji):
    directory = editing.with_agreement(verifying.verified(listed(maji, three)), agreement("within"))
    changed = editing.with_agreement(directory, agreement("within", budget_per_day=3))
    assert [one.budget_per_day for one in changed.agreements] == [3]
    ended = editing.without(changed, "within", at=NOW + DAY)
    assert ended.agreements[0].until == NOW + DAY
    document.check(editing.without(editing.with_agreement(directory, agreement("later", from_=NOW + DAY)), "later", at=NOW))
    with pytest.raises(NothingToRevoke):
        editing.without(ended, "within", at=NOW + DAY)
