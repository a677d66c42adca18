"""Papers of a case: what may be kept, what is taken out of it, and that it lies sealed and whole."""

import io

import pikepdf
import pytest
from django.db import connection
from PIL import Image

from amana.contexts.cases import facade as cases
from amana.contexts.cases.papers import actions
from amana.contexts.cases.papers.errors import FileDisagrees, FileEmpty, FileNotTaken, FileTooLarge, NameNotTaken, PaperOnHold
from amana.contexts.cases.record.models import Attachment, AttachmentPiece
from amana.kernel.access.floor import floor
from amana.kernel.access.system import system_access
from amana.kernel.access.terms import Purpose
from amana.kernel.audit.models import AuditEntry
from amana.kernel.errors import NotFound, Refused
from amana.kernel.files.models import File
from amana.kernel.sealed import pieces
from amana.kernel.sealed.errors import ValueDamaged
from tests.contexts.cases.a_fixtures import world as world
from tests.contexts.cases.papers.samples import film, jpeg, pdf


@pytest.fixture
def case(world):
    return cases.open_case(world.selam, access=world.worker)


def lines(case, access):
    return cases.case_view(case, access=access).attachments


def content_of(paper):
    return b"".join(paper.chunks())


def test_a_picture_is_kept_without_what_the_camera_hid_in_it(world, case):
    given = jpeg("taken at the safe house")
    assert b"safe house" in given
    paper = actions.attach(case, "Injury", given, access=world.worker)
    opened = actions.download(case, paper, access=world.worker)
    assert (opened.name, opened.media_type, opened.cleaned) == ("Injury.jpg", "image/jpeg", True)
    content = content_of(opened)
    assert b"safe house" not in content
    assert Image.open(io.BytesIO(content)).size == (8, 8)
    (line,) = lines(case, world.worker)
    assert (line.name, line.size) == ("Injury", len(content))


def test_a_pdf_loses_its_author_its_scripts_and_the_notes_of_cameras_in_its_pictures(world, case):
    paper = actions.attach(case, "Letter", pdf(jpeg("taken at the safe house")), access=world.worker)
    opened = actions.download(case, paper, access=world.worker)
    content = content_of(opened)
    assert (opened.name, opened.media_type, opened.size) == ("Letter.pdf", "application/pdf", len(content))
    kept = pikepdf.open(io.BytesIO(content))
    assert "/OpenAction" not in kept.Root
    assert "/Author" not in kept.docinfo
    assert b"safe house" not in content
    image = kept.pages[0].Resources.XObject.Im
    assert pikepdf.PdfImage(image).as_pil_image().size == (8, 8)


def test_a_recording_is_kept_as_it_is_and_the_line_says_so(world, case):
    paper = actions.attach(case, "What she saw", film(200), access=world.worker)
    assert content_of(actions.download(case, paper, access=world.worker)) == film(200)
    assert [line.cleaned for line in lines(case, world.worker)] == [False]


@pytest.mark.parametrize("content", [b"MZ\x90\x00\x03", b"\xff\xd8\xff\xe0 not a picture", b"%PDF-1.7 not a paper", b"   ", b"a\x00b"])
def test_what_is_not_surely_a_known_kind_of_file_is_not_taken(world, case, content):
    with pytest.raises(FileNotTaken):
        actions.attach(case, "Something", content, access=world.worker)
    assert lines(case, world.worker) == ()


def test_an_empty_file_and_one_that_is_too_large_are_refused_each_in_its_own_words(world, case):
    with pytest.raises(FileEmpty):
        actions.attach(case, "Something", b"", access=world.worker)
    with pytest.raises(FileTooLarge) as refused:
        actions.attach(case, "Something", b"a" * (20 * 1024 * 1024 + 1), access=world.worker)
    assert refused.value.data == {"megabytes": 20}


@pytest.mark.parametrize("name", ["../etc/passwd", "a\\b", "photo\u202egpj.exe", "two\nlines", "a\u2066b", " . ", "", "x" * 121])
def test_a_name_that_leads_elsewhere_or_hides_its_ending_is_refused(world, case, name):
    with pytest.raises(NameNotTaken):
        actions.attach(case, name, b"words", access=world.worker)


@pytest.mark.parametrize("called", ["letter.pdf", "letter.exe", "letter.JPG"])
def test_a_file_whose_name_says_another_kind_than_its_content_is_refused(world, case, called):
    with pytest.raises(FileDisagrees):
        actions.attach(case, "Letter", b"only words", file_name=called, access=world.worker)
    with pytest.raises(NameNotTaken):
        actions.attach(case, "Letter", b"only words", file_name="letter\u202efdp.txt", access=world.worker)
    assert actions.attach(case, "Letter", b"only words", file_name="letter.txt", access=world.worker)


def test_a_large_paper_lies_in_pieces_and_comes_back_whole(world, case):
    given = film(3 * pieces.PIECE_BYTES + 17)
    paper = actions.attach(case, "Film", io.BytesIO(given), access=world.worker)
    with floor(world.worker):
        assert AttachmentPiece.objects.filter(attachment__ref=paper).count() == 4
    assert content_of(actions.download(case, paper, access=world.worker)) == given


def test_pieces_that_were_exchanged_or_taken_away_do_not_pass_for_the_paper(world, case):
    paper = actions.attach(case, "Film", film(2 * pieces.PIECE_BYTES), access=world.worker)
    with floor(world.worker):
        one, two = AttachmentPiece.objects.filter(attachment__ref=paper).order_by("number")
        AttachmentPiece.objects.filter(pk=one.pk).update(number=7)
        AttachmentPiece.objects.filter(pk=two.pk).update(number=0)
        AttachmentPiece.objects.filter(pk=one.pk).update(number=1)
    with pytest.raises(ValueDamaged):
        content_of(actions.download(case, paper, access=world.worker))
    with floor(world.worker):
        AttachmentPiece.objects.filter(pk=two.pk).delete()
    with pytest.raises(ValueDamaged):
        content_of(actions.download(case, paper, access=world.worker))


def test_nothing_of_a_paper_stands_readable_in_the_database(world, case):
    actions.attach(case, "Name on paper", b"Her street is Acacia street", access=world.worker)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM cases_attachmentpiece")
        stored = b"".join(bytes(row[0]) for row in cursor.fetchall()) if connection.vendor == "sqlite" else b""
        cursor.execute("SELECT name, about FROM cases_attachment")
        stored += b"".join(bytes(value) for row in cursor.fetchall() for value in row) if connection.vendor == "sqlite" else b""
    assert b"Acacia" not in stored
    assert b"Name on paper" not in stored


def test_a_failure_half_way_keeps_nothing(world, case, monkeypatch):
    def breaks(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("amana.contexts.cases.papers.keeping.About.written", breaks)
    with pytest.raises(OSError, match="No space"):
        actions.attach(case, "Film", film(2 * pieces.PIECE_BYTES), access=world.worker)
    with floor(system_access()):
        assert not Attachment.objects.exists()
        assert not AttachmentPiece.objects.exists()


def test_each_opening_stands_in_the_log_and_others_reach_nothing(world, case):
    paper = actions.attach(case, "Letter", b"words", access=world.worker)
    before = AuditEntry.objects.filter(name="cases.download").count()
    actions.download(case, paper, access=world.worker)
    assert AuditEntry.objects.filter(name="cases.download").count() == before + 1
    with pytest.raises((NotFound, Refused)):
        actions.download(case, paper, access=world.outsider)
    with pytest.raises(Refused):
        actions.download(case, paper, access=world.under(Purpose.SCREENING, world.worker))
    other = cases.open_case(world.yonas, access=world.worker)
    with pytest.raises(NotFound):
        actions.download(other, paper, access=world.worker)


def test_a_removed_paper_is_gone_with_all_its_pieces_unless_the_file_is_on_hold(world, case):
    paper = actions.attach(case, "Letter", b"words", access=world.worker)
    with floor(system_access()):
        File.objects.update(legal_hold=True)
    with pytest.raises(PaperOnHold):
        actions.remove(case, paper, access=world.worker)
    with floor(system_access()):
        File.objects.update(legal_hold=False)
    actions.remove(case, paper, access=world.worker)
    assert lines(case, world.worker) == ()
    with floor(system_access()):
        assert not AttachmentPiece.objects.exists()
    with pytest.raises(NotFound):
        actions.remove(case, paper, access=world.worker)
