"""Documents that go along with a referral, both sides of it: what leaves, where it lies, who opens it, and what is left when it ends."""

import re

import pytest
from django.urls import reverse

from amana.contexts.cases import facade as cases
from amana.contexts.cases.consent import queries as consents
from amana.contexts.cases.consent.terms import Category
from amana.contexts.cases.papers import actions as papers
from amana.contexts.cases.papers import keeping as kept
from amana.contexts.cases.papers.errors import PaperChanged
from amana.contexts.cases.record.models import Attachment, AttachmentPiece
from amana.contexts.cases.referral import queries
from amana.contexts.cases.referral.models import Referral, ReferralContent
from amana.contexts.cases.referral.receiving import actions as receiving
from amana.contexts.cases.referral.sending import actions as sending
from amana.contexts.cases.referral.terms import Side
from amana.contexts.exchange import facade as exchange
from amana.contexts.exchange import guard
from amana.contexts.exchange.guard.terms import DeclineReason
from amana.contexts.exchange.inbox.opening import open_due
from amana.contexts.exchange.models import Outgoing, Part, Received
from amana.contexts.exchange.terms import InState
from amana.engines.sealing.envelope import Attachment as Enclosed
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.audit.models import AuditEntry
from amana.kernel.errors import NotFound, Refused
from amana.kernel.sealed import pieces
from amana.kernel.sealed.keystore import get_keystore
from tests.contexts.cases.papers.samples import film, jpeg
from tests.contexts.cases.referral.region import CLINIC, SHELTER, agree, draft
from tests.contexts.cases.test_a_pages import signed_in

NEEDS, IDENTITY, DOCUMENTS = Category.NEEDS, Category.IDENTITY, Category.DOCUMENTS
FILM = film(2 * pieces.PIECE_BYTES + 5)


@pytest.fixture
def case(region):
    return cases.open_case(region.selam, access=region.shelter)


def paper(region, case, name="X-ray", content=None):
    return papers.attach(case, name, jpeg() if content is None else content, access=region.shelter)


def seen(region, wanted):
    """What a worker ticks who looked at each document."""
    return [one.seen for one in sending.preview(region.selam, wanted, access=region.shelter).documents]


def sent(region, carrier, *documents, categories=(), deliver=True, **changes):
    """A referral with documents that left and arrived; gives the sender's and the receiver's side."""
    agree(region, NEEDS, DOCUMENTS, *categories)
    wanted = draft(documents=documents, **changes)
    ours = sending.refer(region.selam, wanted, seen=seen(region, wanted), access=region.shelter)
    if not deliver:
        return ours, None
    carrier.deliver()
    return ours, queries.referrals(side=Side.RECEIVED, access=region.clinic)[0].ref


def rows(model):
    with floor(system_access()):
        return model.objects.count()


def content_of(opened):
    return b"".join(opened.chunks())


def came(region, theirs):
    return queries.referral(theirs, access=region.clinic).documents


def test_a_document_needs_consent_to_copies_of_papers(region, carrier, case):
    agree(region, NEEDS)
    wanted = draft(documents=(paper(region, case),))
    with pytest.raises(Refused) as refused:
        sending.refer(region.selam, wanted, seen=seen(region, wanted), access=region.shelter)
    assert refused.value.reason == "S1.consent_or_basis"
    assert not carrier.waiting


def test_no_document_goes_to_a_state_she_fears_whatever_she_agreed_to(region, carrier, case):
    agree(region, *Category, desk="ly-node/shelter")
    wanted = draft(documents=(paper(region, case),), recipient="ly-node/shelter")
    with pytest.raises(Refused) as refused:
        sending.refer(region.selam, wanted, seen=seen(region, wanted), access=region.shelter)
    assert refused.value.reason.startswith("S2.")
    assert not carrier.waiting


def test_each_document_is_confirmed_by_itself_with_the_content_it_has(region, carrier, case):
    one, two = paper(region, case), paper(region, case, "Film", FILM)
    agree(region, NEEDS, DOCUMENTS)
    wanted = draft(documents=(one, two))
    first, second = seen(region, wanted)
    for confirmed in ([], [first], [first, second[:-1] + ("0" if second[-1] != "0" else "1")]):
        with pytest.raises(PaperChanged):
            sending.refer(region.selam, wanted, seen=confirmed, access=region.shelter)
    assert not carrier.waiting
    assert consents.ledger(region.selam, access=region.shelter).disclosures == ()
    papers.remove(case, two, access=region.shelter)
    with pytest.raises(PaperChanged):
        sending.refer(region.selam, wanted, seen=[first, second], access=region.shelter)


def test_a_document_of_somebody_else_cannot_be_chosen(region, carrier, case):
    agree(region, NEEDS, DOCUMENTS)
    other = cases.open_case(region.yonas, access=region.shelter)
    with pytest.raises(PaperChanged):
        sending.preview(region.selam, draft(documents=(paper(region, other),)), access=region.shelter)


def test_documents_arrive_whole_and_the_message_lists_them_as_they_are(region, carrier, case):
    _ours, theirs = sent(region, carrier, paper(region, case), paper(region, case, "X-ray"), paper(region, case, "Film", FILM))
    ((_kind, content),) = carrier.left
    listed = guard.read(content)["documents"]
    assert [one["name"] for one in listed] == ["X-ray.jpg", "X-ray (2).jpg", "Film.mp4"]
    assert [one["cleaned"] for one in listed] == [True, True, False]
    lines = came(region, theirs)
    assert [(one.name, one.digest) for one in lines] == [(one["name"], one["sha256"]) for one in listed]
    assert content_of(receiving.document(theirs, lines[2].ref, access=region.clinic)) == FILM
    (told,) = consents.ledger(region.selam, access=region.shelter).disclosures
    assert DOCUMENTS in told.told.disclosure.categories


def test_before_it_is_accepted_a_document_is_read_at_the_referral_alone_and_each_opening_stands_in_the_log(region, carrier, case):
    _ours, theirs = sent(region, carrier, paper(region, case))
    (line,) = came(region, theirs)
    with pytest.raises(NotFound):
        papers.download(case, line.ref, access=region.clinic)
    with pytest.raises((NotFound, Refused)):
        receiving.document(theirs, line.ref, access=region.outsider)
    with pytest.raises((NotFound, Refused)):
        receiving.document(theirs, line.ref, access=region.shelter)
    before = AuditEntry.objects.filter(name="cases.referral_document").count()
    receiving.document(theirs, line.ref, access=region.clinic)
    assert AuditEntry.objects.filter(name="cases.referral_document").count() == before + 1


def test_declining_erases_the_documents_and_destroys_their_key(region, carrier, case, django_capture_on_commit_callbacks):
    _ours, theirs = sent(region, carrier, paper(region, case, "Film", FILM))
    with floor(system_access()):
        file = ReferralContent.objects.get(referral__ref=theirs).file.ref
    own = rows(AttachmentPiece)
    with django_capture_on_commit_callbacks(execute=True):
        receiving.decline(theirs, DeclineReason.NO_PLACE, access=region.clinic)
    assert (rows(Attachment), rows(AttachmentPiece)) == (1, own // 2)
    assert get_keystore().destroyed([file])
    received = Received.objects.get()
    assert not Part.objects.filter(digest=received.digest).exists() or Outgoing.objects.filter(digest=received.digest).exists()


@pytest.mark.parametrize("how", ["withdrawn", "erasure asked", "expired"])
def test_taken_back_asked_back_or_expired_no_document_stays(region, carrier, case, how):
    ours, _theirs = sent(region, carrier, paper(region, case))
    if how == "withdrawn":
        sending.take_back(ours, access=region.shelter)
    elif how == "erasure asked":
        sending.ask_erasure(ours, access=region.shelter)
    else:
        with floor(system_access()):
            Referral.objects.update(expires_at="2026-01-01T00:00Z")
        receiving.expire_due(access=system_access())
    carrier.deliver()
    assert rows(Attachment) == 1
    with floor(system_access()):
        assert not Attachment.objects.filter(referral__isnull=False).exists()


def test_a_file_opened_from_it_takes_the_documents_along_and_the_first_case_has_them(
    region, carrier, case, django_capture_on_commit_callbacks
):
    _ours, theirs = sent(region, carrier, paper(region, case, "Film", FILM), categories=[IDENTITY], facts=frozenset({"names"}))
    with floor(system_access()):
        old = ReferralContent.objects.get(referral__ref=theirs).file.ref
    receiving.accept(theirs, access=region.clinic)
    with django_capture_on_commit_callbacks(execute=True):
        person = receiving.open_file(theirs, access=region.clinic)
    assert get_keystore().destroyed([old])
    (line,) = came(region, theirs)
    assert content_of(receiving.document(theirs, line.ref, access=region.clinic)) == FILM
    opened = cases.open_case(person, access=region.clinic)
    (attached,) = cases.case_view(opened, access=region.clinic).attachments
    assert attached.ref == line.ref
    assert content_of(papers.download(opened, line.ref, access=region.clinic)) == FILM


def test_put_to_a_file_with_an_open_case_the_documents_stand_in_that_case(region, carrier, case):
    from tests.contexts.cases.a_world import person

    _ours, theirs = sent(region, carrier, paper(region, case))
    known = person("Somebody Known", region.clinic)
    theirs_case = cases.open_case(known, access=region.clinic)
    receiving.accept(theirs, access=region.clinic)
    receiving.put_to_file(theirs, known, access=region.clinic)
    assert [one.name for one in cases.case_view(theirs_case, access=region.clinic).attachments] == ["X-ray.jpg"]


def test_opened_a_second_time_nothing_is_kept_twice(region, carrier, case):
    sent(region, carrier, paper(region, case, "Film", FILM))
    before = rows(Attachment), rows(AttachmentPiece)
    Received.objects.update(next_try_at=None)
    open_due()
    carrier.deliver()
    assert (rows(Attachment), rows(AttachmentPiece)) == before


def test_killed_while_the_documents_are_kept_nothing_of_them_stays_and_the_next_try_has_all(region, carrier, case, monkeypatch):
    _ours, _none = sent(region, carrier, paper(region, case), paper(region, case, "Film", FILM), deliver=False)
    before, really, calls = (rows(Attachment), rows(AttachmentPiece)), kept.pieces.keep, []

    def dies_at_the_second(*given, **named):
        made = really(*given, **named)
        calls.append(1)
        if len(calls) == 2:
            raise MemoryError
        return made

    monkeypatch.setattr(kept.pieces, "keep", dies_at_the_second)
    carrier.deliver()
    assert (rows(Attachment), rows(AttachmentPiece)) == before
    assert Received.objects.get().state == InState.ARRIVED
    monkeypatch.undo()
    Received.objects.update(next_try_at=None)
    open_due()
    assert rows(Attachment) == 4
    (theirs,) = queries.referrals(side=Side.RECEIVED, access=region.clinic)
    assert len(came(region, theirs.ref)) == 2


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ("Another.jpg", "referral.documents_differ"),
        (lambda content: b"MZ" + content[2:], "referral.document_kind"),
        (lambda content: content[:-1] + b"\x00", "referral.documents_differ"),
    ],
)
def test_documents_that_are_not_what_the_message_lists_are_refused_by_the_desk(region, carrier, case, monkeypatch, changed, code):
    monkeypatch.setattr("amana.contexts.exchange.outbox.actions.guarded", lambda *given, **named: ())  # another node's guard is not ours
    really = exchange.post

    def lies(**given):
        (one,) = given["attachments"]
        name, content = (changed, lambda whole: whole) if isinstance(changed, str) else (one.name, changed)
        given["attachments"] = [
            Enclosed(name=name, media_type=one.media_type, size=one.size, chunks=lambda: [content(b"".join(one.chunks()))])
        ]
        return really(**given)

    monkeypatch.setattr(exchange, "post", lies)
    sent(region, carrier, papers.attach(case, "X-ray", jpeg(), access=region.shelter), deliver=False)
    carrier.deliver()
    assert Received.objects.get().code == code
    assert rows(Attachment) == 1


def test_a_document_that_changes_under_way_to_the_envelope_does_not_leave(region, carrier, case, monkeypatch):
    given = paper(region, case, "Film", FILM)
    agree(region, NEEDS, DOCUMENTS)
    wanted = draft(documents=(given,))
    confirmed = seen(region, wanted)
    monkeypatch.setattr(kept.Opened, "chunks", lambda self: iter([b"\x00" * self.size]))
    with pytest.raises(exchange.NotSent) as refused:
        sending.refer(region.selam, wanted, seen=confirmed, access=region.shelter)
    assert refused.value.reason == "guard.attachments_differ"
    assert not carrier.waiting


class TestPages:
    def test_what_would_leave_is_confirmed_one_by_one_and_saved_on_the_other_side(self, region, carrier, case):
        shelter, clinic = signed_in(region.shelter), signed_in(region.clinic)
        one, two = paper(region, case), paper(region, case, "Film", FILM)
        agree(region, NEEDS, DOCUMENTS)
        compose = reverse("cases:referral_compose", args=[region.selam])
        entered = {
            "sender": SHELTER, "to": CLINIC, "purpose": "health_care", "service": "medical", "urgency": "urgent",
            "reason": "Somebody should see a doctor.", "documents": [str(one), str(two)],
        }  # fmt: skip
        assert 'name="documents"' in shelter.get(compose, entered).content.decode()
        page = shelter.post(compose, entered).content.decode()
        ticks = re.findall(r'name="seen" value="([^"]+)"', page)
        assert len(ticks) == 2
        assert "travels along" in page
        refused = shelter.post(compose, {**entered, "send": "1", "seen": ticks[:1]})
        assert (refused.status_code, "confirm each" in refused.content.decode()) == (422, True)
        assert not Referral.objects.exists()
        assert shelter.post(compose, {**entered, "send": "1", "seen": ticks}).status_code == 302
        carrier.deliver()
        theirs = queries.referrals(side=Side.RECEIVED, access=region.clinic)[0].ref
        page = clinic.get(reverse("cases:referral", args=[theirs])).content.decode()
        assert "Film.mp4" in page
        answer = clinic.get(reverse("cases:referral_document", args=[theirs, came(region, theirs)[1].ref]))
        assert answer["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer["Content-Security-Policy"]
        assert b"".join(answer.streaming_content) == FILM

    def test_documents_are_not_offered_where_she_did_not_agree_to_copies_of_papers(self, region, carrier, case):
        paper(region, case)
        agree(region, NEEDS)
        asked = {"sender": SHELTER, "to": CLINIC, "purpose": "health_care"}
        page = signed_in(region.shelter).get(reverse("cases:referral_compose", args=[region.selam]), asked).content.decode()
        assert 'name="documents"' not in page
