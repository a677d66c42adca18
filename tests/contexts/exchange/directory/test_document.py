"""The document is read strictly: what is not understood, or must not be, is refused with the field it stands in."""

import json
from base64 import b64encode

import pytest

from amana.contexts.exchange.directory import document
from amana.contexts.exchange.directory.errors import EntryRefused
from amana.contexts.exchange.directory.terms import DESKS_OF, NEVER_TOGETHER, NodeProfile
from amana.node.profiles import ALLOWED, Profile
from tests.contexts.exchange.directory.region import NOW, region


@pytest.fixture(scope="module")
def written():
    return document.write(region(at=NOW).directory)


def read(raw):
    return document.read(raw, version=1, expires=NOW)


def refused(raw):
    with pytest.raises(EntryRefused) as caught:
        read(raw)
    assert str(caught.value.data["field"]) in caught.value.message()
    return caught.value.code, caught.value.data["field"]


def test_what_was_written_is_read_as_it_was(written):
    directory = read(written)
    assert document.write(directory) == written
    assert [desk.address for desk in directory.desks] == ["et-maji/protection", "et-maji/clinic", "ke-imara/protection", "sd-unit/police"]


def at(document, path):
    """The container and the last step of a path like `desks.0.kind`."""
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    for step in steps:
        document = document[step]
    return document, last


def changed(written, path, value):
    whole = json.loads(written)
    place, last = at(whole, path)
    place[last] = value
    return json.dumps(whole).encode()


def short(length):
    return b64encode(b"x" * length).decode()


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("format", "amana-directory/2", "not_a_directory"),
        ("format", None, "not_a_directory"),
        ("colour", "blue", "field_unknown"),
        ("nodes.0.colour", "blue", "field_unknown"),
        ("desks.0.keys.0.colour", "blue", "field_unknown"),
        ("agreements.0.colour", "blue", "field_unknown"),
        ("name", "", "field_malformed"),
        ("name", "a\nb", "field_malformed"),
        ("name", "x" * 301, "field_malformed"),
        ("nodes", {}, "field_malformed"),
        ("nodes.0", [], "field_malformed"),
        ("nodes.0.id", "Maji", "field_malformed"),
        ("nodes.0.id", "et/maji", "field_malformed"),
        ("nodes.0.state", "ETH", "field_malformed"),
        ("nodes.0.profiles", [], "field_malformed"),
        ("nodes.0.profiles", ["care", "care"], "field_malformed"),
        ("nodes.0.profiles", ["care", "spies"], "field_malformed"),
        ("nodes.0.profiles", ["care", "justice"], "profiles_refused"),
        ("nodes.0.url", "http://example.org/", "field_malformed"),
        ("nodes.0.url", "https://example.org/?next=1", "field_malformed"),
        ("nodes.0.url", "https://somebody@example.org/", "field_malformed"),
        ("nodes.0.carriage", "pigeon", "field_malformed"),
        ("nodes.0.origin", "two words", "field_malformed"),
        ("nodes.0.signing", short(31), "key_malformed"),
        ("nodes.0.signing", "no base64!", "field_malformed"),
        ("nodes.0.signing", 7, "field_malformed"),
        ("nodes.0.revoked_at", "yesterday", "field_malformed"),
        ("nodes.1.id", "et-maji", "name_taken"),
        ("desks.1.address", "et-maji/protection", "name_taken"),
        ("desks.0.address", "protection", "field_malformed"),
        ("desks.0.address", "nobody/protection", "dangling"),
        ("desks.0.kind", "laundry", "field_malformed"),
        ("desks.0.kind", "police", "desk_kind_refused"),
        ("desks.0.kind", "justice", "desk_kind_refused"),
        ("desks.3.kind", "protection", "desk_kind_refused"),
        ("desks.0.organisation_kind", "police", "desk_organisation_refused"),
        ("desks.0.organisation_kind", "prosecutor", "desk_organisation_refused"),
        ("desks.3.organisation_kind", "shelter", "desk_organisation_refused"),
        ("desks.0.organisation_kind", "club", "field_malformed"),
        ("desks.0.keys.0.signing", short(33), "key_malformed"),
        ("desks.0.keys.0.encryption", short(32), "key_malformed"),
        ("desks.0.keys.0.encryption", b64encode(b"\xff" * 1216).decode(), "key_malformed"),
        ("desks.0.keys.0.until", "2020-01-01T00:00:00Z", "window_refused"),
        ("desks.0.keys.0.until", "2030-01-01", "field_malformed"),
        ("agreements.0.between", ["et-maji"], "field_malformed"),
        ("agreements.0.between", ["et-maji", "nobody"], "dangling"),
        ("agreements.0.between", ["et-maji", "ke-imara/nobody"], "dangling"),
        ("agreements.0.kinds", ["gossip"], "field_malformed"),
        ("agreements.0.kinds", ["withdrawal"], "field_malformed"),
        ("agreements.0.purposes", ["Assistance"], "field_malformed"),
        ("agreements.0.both_ways", 1, "field_malformed"),
        ("agreements.0.budget_per_day", 0, "field_malformed"),
        ("agreements.0.budget_per_day", True, "field_malformed"),
        ("agreements.0.until", "2020-01-01T00:00:00Z", "window_refused"),
        ("agreements.1.id", "agreement-1", "name_taken"),
    ],
)
def test_what_is_not_in_order_is_refused_with_its_field(written, path, value, code):
    found, field = refused(changed(written, path, value))
    assert found == f"directory.{code}"
    assert field.replace("[", ".").replace("]", "").startswith(path) or path.startswith(field.replace("[", ".").replace("]", ""))


@pytest.mark.parametrize(
    "path", ["name", "agreements", "nodes.1.carriage", "desks.0.keys", "desks.2.revoked_at", "agreements.0.budget_per_day"]
)
def test_a_field_that_is_missing_is_named(written, path):
    whole = json.loads(written)
    place, last = at(whole, path)
    del place[last]
    code, field = refused(json.dumps(whole).encode())
    assert code == "directory.field_missing"
    assert field.replace("[", ".").replace("]", "") == path


@pytest.mark.parametrize(
    ("to", "from_"),
    [
        ("desks.0.keys.0.signing", "desks.1.keys.0.signing"),
        ("desks.0.keys.0.encryption", "desks.2.keys.0.encryption"),
        ("desks.0.keys.0.signing", "nodes.0.signing"),
        ("nodes.0.signing", "nodes.1.signing"),
    ],
)
def test_a_key_has_one_owner(written, to, from_):
    place, last = at(json.loads(written), from_)
    assert refused(changed(written, to, place[last]))[0] == "directory.name_taken"


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"null", b"{", b"\xff\xfe", b'{"format": NaN}', b"[" * 100_000, b'{"format": "amana-directory/1", "format": "x"}']
)
def test_what_is_no_document_is_refused(raw):
    assert refused(raw)[0] in {"directory.not_a_directory", "directory.field_malformed"}


def test_a_document_that_is_too_large_is_not_even_parsed(written):
    assert refused(written + b" " * document.MOST_BYTES) == ("directory.not_a_directory", "size")


def test_a_node_that_is_pushed_to_needs_an_address(written):
    assert refused(changed(written, "nodes.0.carriage", "push")) == ("directory.field_malformed", "nodes[0].url")


def test_an_address_in_the_clear_is_allowed_only_on_the_same_machine(written):
    for url in ("http://localhost:8100/", "http://127.0.0.1:8100", "https://amana.example.org/node/"):
        assert read(changed(written, "nodes.0.url", url)).nodes[0].url == url


def test_the_directory_knows_the_same_profiles_and_the_same_firewall_as_the_node():
    assert {str(profile) for profile in NodeProfile} == {str(profile) for profile in Profile}
    for profiles in ALLOWED:
        assert not {str(profile) for profile in profiles} >= {str(profile) for profile in NEVER_TOGETHER}
    assert set(DESKS_OF) == set(NodeProfile)
