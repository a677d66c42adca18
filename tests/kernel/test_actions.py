"""Actions: the one way to change anything, and what each leaves in the log."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from amana.kernel import actions as acts
from amana.kernel.access.values import Access, Decision, Resource
from amana.kernel.audit.models import AuditEntry
from amana.kernel.errors import BadInput, NoAccess, NotFound, Refused
from amana.kernel.ids import AccessId, OrganisationId, UserId, new_id
from amana.kernel.organisations.models import Organisation

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True, slots=True)
class Founded:
    """An announcement of these tests."""

    name: str


@pytest.fixture
def heard(monkeypatch):
    """What a listener heard, and what it found in the database at that moment."""
    found: list[tuple[str, bool]] = []
    monkeypatch.setattr(acts, "_listeners", {})
    acts.listen(Founded, lambda event: found.append((event.name, not transaction.get_connection().in_atomic_block)))
    return found


@pytest.fixture
def policy(monkeypatch):
    """What the policies answer: yes, unless the act is named here."""
    refused: set[str] = set()

    def decide(_access, name, _resource, _context):
        return Decision(allowed=name not in refused, reason="S1.test" if name in refused else "test.permit")

    monkeypatch.setattr(acts, "decide", decide)
    return refused


@pytest.fixture
def access():
    now = timezone.now()
    return Access(
        ref=AccessId(new_id()),
        user=UserId(new_id()),
        organisation=OrganisationId(new_id()),
        purpose="assistance",
        roles=frozenset({"caseworker"}),
        opened_at=now,
        expires_at=now + timedelta(hours=1),
        second_factor=True,
    )


@pytest.fixture
def action(monkeypatch):
    """Actions that enter no catalogue: this node's own acts are not added to."""
    monkeypatch.setattr(acts.catalogue, "enter", lambda act: None)

    def make(name, function, *, decorator=acts.action, resource=lambda *_a, **_k: Resource(kind="Record", ref=UUID(int=1)), **more):
        return decorator(name, on="Record", resource=resource, **more)(function)

    return make


def found(name, *, access):
    """Make an organisation and tell of it."""
    Organisation.objects.create(name=name, kind="ngo", country="ET")
    acts.record(name=name)
    acts.announce(Founded(name))
    return name


def fail_after(name, *, access):
    found(name, access=access)
    raise BadInput(field="name")


def log() -> list[tuple[str, str]]:
    return list(AuditEntry.objects.order_by("index").values_list("kind", "name"))


def names() -> set[str]:
    return set(Organisation.objects.values_list("name", flat=True))


def test_an_action_changes_leaves_an_entry_and_tells_after_the_commit(policy, heard, access, action):
    assert action("test.found", found)("Haven", access=access) == "Haven"
    assert names() == {"Haven"}
    assert log() == [("action", "test.found")]
    assert heard == [("Haven", True)]
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.organisation) == (access.user, access.organisation)


def test_without_an_access_nothing_runs(policy, heard, access, action):
    run = action("test.found", found)
    for given in ({}, {"access": None}, {"access": "Sara"}):
        with pytest.raises(NoAccess):
            run("Haven", **given)
    with pytest.raises(NoAccess):
        run("Haven", access)
    assert (names(), log(), heard) == (set(), [], [])


def test_a_refusal_changes_nothing_and_is_logged_with_the_rule(policy, heard, access, action):
    policy.add("test.found")
    with pytest.raises(Refused) as refusal:
        action("test.found", found)("Haven", access=access)
    assert refusal.value.reason == "S1.test"
    assert (names(), log(), heard) == (set(), [("refusal", "test.found")], [])


def test_what_fails_in_the_middle_is_taken_back_and_the_failure_is_logged(policy, heard, access, action):
    with pytest.raises(BadInput):
        action("test.fail", fail_after)("Haven", access=access)
    assert (names(), log(), heard) == (set(), [("refusal", "test.fail")], [])


def test_a_record_that_is_not_there_is_a_refusal_in_the_log_too(policy, access, action):
    def nothing(*_args, **_kwargs):
        raise NotFound

    with pytest.raises(NotFound):
        action("test.found", found, resource=nothing)("Haven", access=access)
    assert log() == [("refusal", "test.found")]


def test_an_entry_that_cannot_be_written_takes_the_change_back(policy, heard, access, action, monkeypatch):
    run = action("test.found", found)

    def broken(_entries):
        raise DatabaseError("the log is full")

    monkeypatch.setattr(acts, "append_all", broken)
    with pytest.raises(DatabaseError):
        run("Haven", access=access)
    monkeypatch.undo()
    assert (names(), log(), heard) == (set(), [], [])


def test_actions_within_actions_leave_an_entry_each_and_commit_together(policy, heard, access, action):
    inner = action("test.inner", found)

    def both(name, *, access):
        inner(f"{name} one", access=access)
        inner(f"{name} two", access=access)
        assert heard == []
        return found(name, access=access)

    action("test.outer", both)("Haven", access=access)
    assert log() == [("action", "test.inner"), ("action", "test.inner"), ("action", "test.outer")]
    assert [name for name, _ in heard] == ["Haven one", "Haven two", "Haven"]
    assert names() == {"Haven", "Haven one", "Haven two"}


def test_when_the_outer_action_fails_the_inner_one_is_taken_back_and_not_in_the_log(policy, heard, access, action):
    inner = action("test.inner", found)

    def both(name, *, access):
        inner(name, access=access)
        raise BadInput(field="name")

    with pytest.raises(BadInput):
        action("test.outer", both)("Haven", access=access)
    assert (names(), log(), heard) == (set(), [("refusal", "test.outer")], [])


def test_a_refusal_that_the_outer_action_gets_over_is_in_the_log_beside_it(policy, heard, access, action):
    policy.add("test.inner")
    inner = action("test.inner", found)

    def try_it(name, *, access):
        with pytest.raises(Refused):
            inner(f"{name} refused", access=access)
        return found(name, access=access)

    action("test.outer", try_it)("Haven", access=access)
    assert sorted(log()) == [("action", "test.outer"), ("refusal", "test.inner")]
    assert names() == {"Haven"}
    assert [name for name, _ in heard] == ["Haven"]


def test_a_refusal_inside_that_ends_the_outer_action_is_logged_for_both(policy, access, action):
    policy.add("test.inner")
    inner = action("test.inner", found)
    with pytest.raises(Refused):
        action("test.outer", lambda name, *, access: inner(name, access=access))("Haven", access=access)
    assert log() == [("refusal", "test.inner"), ("refusal", "test.outer")]


def test_a_listener_that_fails_undoes_nothing_and_keeps_the_others_hearing(policy, heard, access, action):
    acts._listeners[Founded].insert(0, lambda _event: 1 / 0)
    action("test.found", found)("Haven", access=access)
    assert names() == {"Haven"}
    assert [name for name, _ in heard] == ["Haven"]


def test_reads_and_searches_are_logged_as_such(policy, access, action):
    action("test.look", lambda *, access: None, decorator=acts.read)(access=access)
    action("test.search", lambda *, access: acts.record(words="Almaz"), decorator=acts.read, logged_as="search")(access=access)
    assert log() == [("read", "test.look"), ("search", "test.search")]
    assert b"Almaz" not in b"".join(bytes(text) for text in AuditEntry.objects.values_list("text", flat=True))


def test_a_read_that_would_change_something_fails_and_nothing_is_kept(policy, access, action):
    peek = action("peek", lambda *, access: Organisation.objects.create(name="Quiet", kind="ngo", country="ET"), decorator=acts.read)
    with pytest.raises(RuntimeError, match="a read"):
        peek(access=access)
    assert not Organisation.objects.filter(name="Quiet").exists()
    assert [(entry.name, entry.kind) for entry in AuditEntry.objects.all()] == [("peek", "refusal")]


def test_a_read_calls_no_action(policy, access, action):
    found_inside = action("found", found)
    peek = action("peek", lambda *, access: found_inside("Inside", access=access), decorator=acts.read)
    with pytest.raises(RuntimeError, match="cannot call"):
        peek(access=access)
    assert not Organisation.objects.filter(name="Inside").exists()


def test_what_a_read_leaves_stays_with_its_entry_or_not_at_all(policy, access, action, monkeypatch):
    def look(*, access):
        acts.leave(lambda: Organisation.objects.create(name="Trace", kind="ngo", country="ET"))
        return "seen"

    peek = action("peek", look, decorator=acts.read)
    with monkeypatch.context() as broken:
        broken.setattr(acts, "append_all", lambda entries: (_ for _ in ()).throw(DatabaseError("no room")))
        with pytest.raises(DatabaseError):
            peek(access=access)
    assert not Organisation.objects.filter(name="Trace").exists()
    assert peek(access=access) == "seen"
    assert Organisation.objects.filter(name="Trace").exists()


def test_while_somebody_reads_others_can_write(policy, access, action):
    """On SQLite a transaction shuts out every other; a look must not be one until its entry is written."""
    inside = []
    peek = action("peek", lambda *, access: inside.append(transaction.get_connection().in_atomic_block), decorator=acts.read)
    peek(access=access)
    assert inside == [False]


def test_facts_and_announcements_belong_inside_an_action():
    with pytest.raises(RuntimeError):
        acts.record(name="Haven")
    with pytest.raises(RuntimeError):
        acts.announce(Founded("Haven"))
