"""In- and outbox, what waits, the way of a message, and partners: what the pages say, to whom, and what they never say."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from amana.contexts.exchange.models import Outgoing, Partner
from amana.contexts.exchange.shown import links, queries, standing
from amana.contexts.exchange.terms import InState, OutState
from amana.kernel.access.terms import Purpose
from amana.kernel.accounts.terms import Role
from amana.kernel.audit.models import AuditCosignature, AuditEntry, ContradictedLog, WitnessedLog
from tests.contexts.exchange.shown.letters import DAY, install
from tests.contexts.persons.people import PURPOSE_OF, employ, signed_in
from tests.journeys.nodes import plain

HOUR = timedelta(hours=1)


@pytest.fixture
def sara(desks):
    """A case worker of the shelter at a browser."""
    return signed_in(desks.shelter.worker)


def words(client, name, *args, status=200, **asked):
    answer = client.get(reverse(f"exchange:{name}", args=args), asked)
    assert answer.status_code == status
    return answer.content.decode()


def test_an_outbox_says_where_each_message_is_and_why_it_has_not_arrived(desks, sara):
    waiting = desks.sent(last_code="line.NewConnectionError", attempts=3, next_try_at=timezone.now() + HOUR)
    refused = desks.sent(state=OutState.REFUSED, last_code="signature.bad")
    accepted = desks.sent(state=OutState.DELIVERED)
    desks.said(accepted, "accepted")
    page = words(sara, "outbox")
    assert "Imara Care" in page
    assert "The other node is switched off, or the line to it is down." in page
    assert "The signature does not fit" in page
    assert "Accepted" in page
    for row in (waiting, refused, accepted):
        assert f"{reverse('exchange:conversation', args=[row.thread])}#m-{row.message}" in page


def test_a_referral_that_was_taken_back_says_so_on_both_sides_and_one_that_nobody_answered_in_time_has_expired(desks, sara):
    ours = desks.sent(state=OutState.DELIVERED)
    desks.said(ours, "opened")
    desks.sent(state=OutState.DELIVERED, kind="withdrawal", thread=ours.thread, sequence=2)
    assert ">Withdrawn</span>" in words(sara, "outbox")
    assert "Withdrawn" in words(sara, "conversation", ours.thread)
    theirs = desks.came(state=InState.OPENED)
    assert "Your answer is awaited" in words(sara, "inbox")
    desks.came(state=InState.OPENED, kind="withdrawal", thread=theirs.thread, sequence=2)
    page = words(sara, "inbox")
    assert ">Withdrawn</span>" in page
    assert "Your answer is awaited" not in page
    desks.came(state=InState.OPENED, at=timezone.now() - 31 * DAY)
    assert ">Expired</span>" in words(sara, "inbox")


def test_a_withdrawal_that_was_stopped_before_it_left_takes_nothing_back(desks, sara):
    ours = desks.sent(state=OutState.DELIVERED)
    desks.said(ours, "accepted")
    desks.sent(state=OutState.RECALLED, kind="withdrawal", thread=ours.thread, sequence=2)
    assert ">Accepted</span>" in words(sara, "outbox")


@pytest.mark.parametrize(
    ("show", "seen"),
    [("all", {"way", "there", "refused", "more"}), ("way", {"way"}), ("arrived", {"there", "more"}), ("look", {"refused", "more"})],
)
def test_an_outbox_is_narrowed_to_what_is_on_its_way_arrived_or_asks_to_be_looked_at(desks, sara, show, seen):
    rows = {
        "way": desks.sent(),
        "there": desks.sent(state=OutState.DELIVERED),
        "refused": desks.sent(state=OutState.REFUSED, last_code="time.expired"),
        "more": desks.sent(state=OutState.DELIVERED),
    }
    desks.said(rows["more"], "more_needed")
    page = words(sara, "outbox", show=show)
    assert {name for name, row in rows.items() if str(row.message) in page} == seen


def test_an_inbox_says_what_is_not_opened_and_what_waits_for_an_earlier_message(desks, sara):
    desks.came()
    desks.came(state=InState.HELD, sequence=3, code="exchange.waits_for_earlier")
    desks.came(state=InState.REFUSED, code="exchange.unknown_kind")
    page = words(sara, "inbox")
    assert "Not opened yet" in page
    assert "An earlier message of the conversation has not come yet." in page
    assert "Nobody on that node receives messages of this kind." in page


def test_empty_boxes_say_what_would_fill_them(desks, sara):
    assert "Referrals and leads that other desks send to yours appear here." in words(sara, "inbox")
    assert "appears here as soon as it is posted" in words(sara, "outbox")
    assert "All that was sent from here has arrived." in words(sara, "waiting")


def test_a_list_goes_on_page_by_page_in_both_directions(desks, sara, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 3)
    rows = [desks.sent() for _number in range(8)]
    messages = [str(row.message) for row in reversed(rows)]

    def shown(page):
        return [one for one in messages if one in page]

    first = words(sara, "outbox")
    assert shown(first) == messages[:3]
    second = words(sara, "outbox", before=rows[-3].pk)
    assert shown(second) == messages[3:6]
    last = words(sara, "outbox", before=rows[-6].pk)
    assert shown(last) == messages[6:]
    assert 'rel="next"' not in last
    assert shown(words(sara, "outbox", after=rows[-6].pk)) == messages[2:5]
    assert shown(words(sara, "outbox", after=rows[-3].pk)) == messages[:2]
    assert 'rel="prev"' not in first


def test_what_waits_is_counted_by_its_reason(desks, sara):
    for _number in range(2):
        desks.sent(recipient="so-daryel/protection")
    desks.sent(recipient="ss-malual/protection")
    desks.sent(recipient="gone/protection")
    desks.came(state=InState.OPENED, gap=True, sequence=2)
    page = words(sara, "waiting")
    assert "The other node fetches its messages itself" in page
    assert "somebody has to carry the message as a file" in page
    assert "The directory no longer lists the node it goes to." in page
    assert "An earlier message of the conversation never came." in page
    assert "somebody has to carry" not in words(sara, "waiting", partner="so-daryel")


def test_a_conversation_shows_the_way_of_each_message_with_its_times(desks, sara):
    posted = timezone.now() - DAY
    row = desks.sent(state=OutState.DELIVERED, at=posted)
    for hours, (kind, by) in enumerate([("delivered", "ke-imara"), ("opened", ""), ("accepted", "")], start=1):
        desks.said(row, kind, by=by, at=posted + hours * HOUR)
    page = words(sara, "conversation", row.thread)
    steps = [page.index(f">{word}<span") for word in ("Posted", "Sent", "Delivered", "Opened", "Accepted", "In service", "Completed")]
    assert steps == sorted(steps)
    assert page.count("way-reached") == 4
    assert page.count("way-now") == 1
    assert page.count("way-ahead") == 2
    assert 'aria-current="step"' in page
    assert "not yet" in page


def test_a_refused_message_says_the_code_in_words_and_what_to_do(desks, sara):
    row = desks.sent(state=OutState.REFUSED, last_code="format.too_large")
    desks.said(row, "refused", code="format.too_large", by="ke-imara")
    page = words(sara, "conversation", row.thread)
    assert "It is larger than a message may be." in page
    assert "Send fewer or smaller attachments." in page
    assert "way-failed" in page
    assert "way-ahead" not in page


def test_what_was_refused_here_is_for_its_sender_to_send_again(desks, sara):
    row = desks.came(state=InState.REFUSED, code="format.too_large")
    page = words(sara, "conversation", row.thread)
    assert "It is larger than a message may be." in page
    assert "Send fewer or smaller attachments." not in page
    assert "The sender was told" in page


def test_a_conversation_names_the_messages_that_are_missing(desks, sara):
    row = desks.came(sequence=4, state=InState.HELD, code="exchange.waits_for_earlier")
    desks.came(sequence=2, thread=row.thread)
    page = words(sara, "conversation", row.thread)
    assert "Missing: 1, 3." in page


def test_a_number_that_a_sender_made_up_is_not_counted_up_to(desks, sara):
    row = desks.came(sequence=2_000_000_000, state=InState.HELD, code="exchange.waits_for_earlier")
    assert "Missing: 1, 2, 3, 4" in words(sara, "conversation", row.thread)


def test_a_message_that_waits_is_tried_again_at_once(desks, sara):
    later = timezone.now() + HOUR
    row = desks.sent(attempts=2, last_code="line.NewConnectionError", next_try_at=later)
    Partner.objects.create(node="ke-imara", failures=2, next_try_at=later)
    assert "Try again now" in words(sara, "conversation", row.thread)
    assert sara.post(reverse("exchange:retry", args=[row.message])).status_code == 302
    assert Outgoing.objects.get().next_try_at <= timezone.now()
    assert Partner.objects.get().next_try_at <= timezone.now()
    assert AuditEntry.objects.filter(name="exchange.retry", kind="action").count() == 1


def test_another_organisation_sees_none_of_it(desks):
    row = desks.sent(last_code="line.NewConnectionError", attempts=1, next_try_at=timezone.now() + HOUR)
    paul = signed_in(desks.shelter.elsewhere)
    for name in ("inbox", "outbox", "waiting"):
        assert str(row.message) not in words(paul, name)
    assert "Your organisation has no desk on this node" in words(paul, "outbox")
    words(paul, "conversation", row.thread, status=404)
    assert paul.post(reverse("exchange:retry", args=[row.message])).status_code == 404


@pytest.mark.parametrize(("role", "boxes", "partners"), [
    (Role.CASEWORKER, 200, 200),
    (Role.SUPERVISOR, 200, 200),
    (Role.INTAKE, 403, 403),
    (Role.GUARDIAN, 403, 200),
    (Role.AUDITOR, 403, 200),
    (Role.ADMINISTRATOR, 403, 200),
])  # fmt: skip
def test_who_sees_boxes_and_who_only_how_things_stand(desks, monkeypatch, role, boxes, partners):
    row = desks.sent()
    monkeypatch.setitem(PURPOSE_OF, Role.ADMINISTRATOR, Purpose.ADMINISTRATION)
    client = signed_in(employ(f"some-{role}", role, desks.haven))
    for name in ("inbox", "outbox", "waiting"):
        words(client, name, status=boxes)
    words(client, "conversation", row.thread, status=boxes)
    words(client, "partners", status=partners)
    words(client, "partner", "ke-imara", status=partners)


def test_each_look_stands_in_the_log(desks, sara):
    row = desks.sent()
    for name in ("inbox", "outbox", "waiting", "partners"):
        words(sara, name)
    words(sara, "conversation", row.thread)
    looks = {"exchange.list_came", "exchange.list_sent", "exchange.list_waiting", "exchange.partners", "exchange.follow"}
    assert looks <= set(AuditEntry.objects.filter(kind="read").values_list("name", flat=True))


def test_partners_are_shown_with_what_waits_for_them_and_why(desks, sara):
    desks.sent(attempts=4, last_code="line.ReadTimeoutError")
    Partner.objects.create(
        node="ke-imara",
        failures=4,
        last_code="line.ReadTimeoutError",
        last_heard_at=timezone.now() - DAY,
        next_try_at=timezone.now() + HOUR,
    )
    page = words(sara, "partners")
    assert "Imara node" in page
    assert "No answer" in page
    assert "The other node took too long to answer." in page
    assert "Messages: 1" in page
    assert "It fetches them itself" in page
    assert "As a file that somebody carries" in page
    assert "Haven node" in page
    one = words(sara, "partner", "ke-imara")
    assert "Failed tries in a row" in one
    words(sara, "partner", "nobody", status=404)


def test_a_partner_shows_how_far_each_log_was_countersigned_and_says_loudly_where_it_contradicts_itself(desks, sara):
    now = timezone.now()
    page = words(sara, "partner", "ke-imara")
    assert page.count("Not yet") == 2
    AuditCosignature.objects.create(witness="ke-imara", size=7, note="", key=b"", roots=b"", at=now)
    WitnessedLog.objects.create(node="ke-imara", size=1234, note="signed", at=now)
    page = words(sara, "partner", "ke-imara")
    assert "7 of" in page
    assert "1,234" in page
    assert "contradicts" not in words(sara, "partners")
    ContradictedLog.objects.create(node="ke-imara", code="witness.shortened", seen="", offered="", at=now)
    page = words(sara, "partner", "ke-imara")
    assert 'role="alert"' in page
    assert "The log of this partner is shorter than it was." in page
    assert "amana audit witness-again ke-imara" in plain(page)
    assert "Its log contradicts itself" in words(sara, "partners")
    ContradictedLog.objects.update(settled_at=now)
    assert "contradicts" not in words(sara, "partners") + words(sara, "partner", "ke-imara")


def test_a_partner_that_saw_our_log_when_it_was_longer_is_shown_with_what_to_do(desks, sara):
    Partner.objects.create(node="ke-imara", witness_code="witness.shortened", shown_at=timezone.now())
    page = words(sara, "partner", "ke-imara")
    assert "This partner saw our log when it was longer." in page
    assert "amana audit verify" in page


def test_partners_say_who_wrote_to_whom_to_nobody(desks):
    row = desks.sent()
    dora = signed_in(desks.shelter.guardian)
    page = words(dora, "partners") + words(dora, "partner", "ke-imara")
    assert "Messages: 1" in page
    for secret in (str(row.message), str(row.thread), row.recipient):
        assert secret not in page


def test_whoever_runs_the_node_has_all_that_waits_for_another_tried_again(desks, sara, monkeypatch):
    later = timezone.now() + HOUR
    desks.sent(next_try_at=later, attempts=1)
    Partner.objects.create(node="ke-imara", failures=1, next_try_at=later)
    address = reverse("exchange:call", args=["ke-imara"])
    assert address not in words(sara, "partner", "ke-imara")
    assert sara.post(address).status_code == 403
    assert Outgoing.objects.get().next_try_at == later
    monkeypatch.setitem(PURPOSE_OF, Role.ADMINISTRATOR, Purpose.ADMINISTRATION)
    root = signed_in(employ("root", Role.ADMINISTRATOR, desks.haven))
    assert address in words(root, "partner", "ke-imara")
    assert root.post(address).status_code == 302
    assert Outgoing.objects.get().next_try_at <= timezone.now()
    assert Partner.objects.get().next_try_at <= timezone.now()


@pytest.mark.parametrize(("left", "said"), [(60 * DAY, "Valid"), (5 * DAY, "Ends soon")])
def test_a_directory_that_ends_soon_says_so(alone, keystore, left, said):
    install(keystore, alone.haven, lasts=left)
    page = words(signed_in(alone.shelter.worker), "partners")
    assert "Invented region" in page
    assert said in page


def test_a_directory_past_its_date_is_why_everything_waits(alone, keystore, monkeypatch):
    install(keystore, alone.haven, lasts=2 * DAY)
    alone.sent()
    late = timezone.now() + 3 * DAY
    monkeypatch.setattr(standing, "timezone", SimpleNamespace(now=lambda: late))
    page = words(signed_in(alone.shelter.worker), "waiting")
    assert "The directory is past its date" in page


def test_without_a_directory_the_pages_say_what_is_missing(alone):
    client = signed_in(alone.shelter.worker)
    row = alone.sent()
    for name in ("inbox", "outbox", "waiting", "partners"):
        assert "has no directory yet" in words(client, name)
    assert '<bdi class="address" dir="ltr">et-haven/<wbr>protection</bdi>' in words(client, "conversation", row.thread)


def test_a_message_that_has_not_left_is_withdrawn_after_saying_what_that_means(desks, sara):
    row = desks.sent()
    address = reverse("exchange:recall", args=[row.message])
    assert address in words(sara, "conversation", row.thread)
    assert "Nothing of it leaves." in sara.get(address).content.decode()
    assert Outgoing.objects.get().state == OutState.WAITING
    answer = sara.post(address, follow=True)
    assert "Nothing of it has left." in answer.content.decode()
    assert Outgoing.objects.get().state == OutState.RECALLED
    assert "Withdrawn" in words(sara, "outbox")


def test_a_message_that_may_have_left_is_not_withdrawn_here(desks, sara):
    row = desks.sent(state=OutState.HANDED_OVER)
    address = reverse("exchange:recall", args=[row.message])
    assert address not in words(sara, "conversation", row.thread)
    assert "It may have left already" in sara.post(address, follow=True).content.decode()
    assert Outgoing.objects.get().state == OutState.HANDED_OVER
    assert signed_in(desks.shelter.elsewhere).get(address).status_code == 404


def test_a_message_whose_tries_failed_has_not_left(desks, sara):
    row = desks.sent(attempts=5, last_code="line.NewConnectionError", next_try_at=timezone.now() + HOUR)
    page = words(sara, "conversation", row.thread)
    assert page.count("way-reached") == 0
    assert page.count("way-now") == 1
    assert page.count("way-ahead") == 6


def test_a_page_links_to_what_a_message_says_only_for_those_who_may_read_it(desks, sara, monkeypatch):
    monkeypatch.setattr(links, "_pages", {})
    links.read_at(
        "referral", lambda message, _thread, access: f"/somewhere/{message}/" if access.user == desks.shelter.worker.user else None
    )
    row = desks.sent()
    assert f"/somewhere/{row.message}/" in words(sara, "conversation", row.thread)
    assert "/somewhere/" not in words(signed_in(desks.shelter.colleague), "conversation", row.thread)
