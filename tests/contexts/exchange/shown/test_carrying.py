"""Messages carried as a file, through the pages: who takes it away, what is in it, and what became of each thing in one that came."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from amana.contexts.exchange.carriage.bundle import FrameKind, begin, end, framed
from amana.contexts.exchange.models import Outgoing, Received
from amana.contexts.exchange.shown import partner_views
from amana.contexts.exchange.terms import OutState
from amana.engines.sealing.envelope.content import Attachment
from amana.kernel.accounts.terms import Role
from amana.kernel.audit.models import AuditEntry
from amana.kernel.organisations.models import Organisation
from amana.kernel.sealed.spool import folder
from amana.kernel.uploads import IN_MEMORY_BYTES, NotTaken
from tests.contexts.persons.people import employ, signed_in


@pytest.fixture
def lena(region):
    """A supervisor of the organisation whose desk it is."""
    return signed_in(employ("lena", Role.SUPERVISOR, Organisation.objects.get(name="Haven")))


def file_of(*envelopes: bytes, whole: bool = True) -> SimpleUploadedFile:
    frames = [piece for one in envelopes for piece in framed(FrameKind.ENVELOPE, len(one), (one,))]
    return SimpleUploadedFile("carried.amana", b"".join([begin(), *frames, end() if whole else b""]))


def brought(client, file) -> str:
    answer = client.post(reverse("exchange:bring_in"), {"file": file})
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_waits_is_taken_away_as_a_file_and_counts_as_sent(region, lena):
    region.post()
    page = lena.get(reverse("exchange:carry")).content.decode()
    assert "File for far" in page
    answer = lena.post(reverse("exchange:export", args=["far"]))
    assert answer.status_code == 200
    assert answer["content-disposition"].startswith('attachment; filename="far-')
    assert b"".join(answer.streaming_content).startswith(begin())
    assert Outgoing.objects.get().state == OutState.HANDED_OVER
    assert AuditEntry.objects.filter(name="exchange.export_file").count() == 1


def test_a_file_is_brought_in_and_each_thing_in_it_has_its_outcome(region, lena):
    good, spoilt = region.far.envelope(), bytearray(region.far.envelope())
    spoilt[-1] ^= 1
    page = brought(lena, file_of(good, bytes(spoilt)))
    assert page.count("Taken in") == 1
    assert "The signature does not fit" in page
    assert str(Received.objects.get().message) in page
    again = brought(lena, file_of(good))
    assert "Was here already" in again
    assert Received.objects.count() == 1
    assert AuditEntry.objects.filter(name="exchange.import_file").count() == 2


def test_a_file_that_breaks_off_gives_what_came_before(region, lena):
    page = brought(lena, file_of(region.far.envelope(), whole=False))
    assert "The file breaks off in the middle." in page
    assert Received.objects.count() == 1


def test_something_else_is_no_file_of_ours(region, lena):
    page = brought(lena, SimpleUploadedFile("holiday.jpg", b"\xff\xd8\xff" * 100))
    assert "This is no file that a node made for another" in page
    assert "Nothing was brought in" in page
    assert "The file was brought in" not in page
    assert "The receipts for these messages" not in page
    assert lena.post(reverse("exchange:bring_in"), {}).status_code == 422


def test_a_file_too_large_for_memory_is_brought_in_from_the_disk_where_it_lay_sealed(region, lena):
    paper = Attachment(name="paper.pdf", media_type="application/pdf", size=IN_MEMORY_BYTES, chunks=lambda: [bytes(IN_MEMORY_BYTES)])
    file = file_of(region.far.envelope(attachments=[paper]))
    assert file.size > IN_MEMORY_BYTES
    page = brought(lena, file)
    assert page.count("Taken in") == 1
    assert list(folder().iterdir()) == []


@pytest.mark.parametrize(
    ("why", "said"),
    [(NotTaken.TOO_LARGE, "larger than 200 MB"), (NotTaken.NO_ROOM, "not enough room"), (NotTaken.BUSY, "Other large files")],
)
def test_a_file_that_could_not_be_kept_says_why_at_the_field(region, lena, monkeypatch, why, said):
    monkeypatch.setattr(partner_views, "not_taken", lambda request: why)
    answer = lena.post(reverse("exchange:bring_in"), {})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Nothing of it was taken in" in answer.content.decode()


def test_a_case_worker_carries_nothing(region):
    region.post()
    sara = signed_in(region.access)
    page = sara.get(reverse("exchange:carry")).content.decode()
    assert "Your administrator or supervisor makes the file." in page
    assert "Bring it in" not in page
    assert sara.post(reverse("exchange:export", args=["far"])).status_code == 403
    assert sara.post(reverse("exchange:bring_in"), {"file": file_of(region.far.envelope())}).status_code == 403
    assert Outgoing.objects.get().state == OutState.WAITING
    assert Received.objects.count() == 0
