"""Attaching a paper to a case, opening one, removing one."""

from typing import BinaryIO

from amana.contexts.cases import whose
from amana.contexts.cases.papers import keeping
from amana.contexts.cases.papers.cleaning import Paper, cleaned
from amana.contexts.cases.papers.errors import PaperOnHold
from amana.contexts.cases.papers.keeping import Opened
from amana.contexts.cases.papers.names import check_ending, checked_name
from amana.contexts.cases.record import queries
from amana.contexts.cases.record.errors import CaseIsClosed
from amana.contexts.cases.record.models import Attachment, Case
from amana.contexts.cases.record.values import AttachmentId
from amana.contexts.persons.facade import touch
from amana.kernel.access.values import Access
from amana.kernel.actions import action, record
from amana.kernel.catalogue import Kind
from amana.kernel.errors import NotFound
from amana.kernel.ids import CaseId


def attach(case: CaseId, name: str, content: BinaryIO | bytes, *, access: Access, file_name: str = "") -> AttachmentId:
    """Keep a paper with a case, without what can be taken out of it.

    name        what it is, in the worker's words
    file_name   what the file was called where it came from; only looked at

    Raises FileNotTaken, FileTooLarge, FileEmpty, FileDisagrees, NameNotTaken, CaseIsClosed.
    """
    called = checked_name(name)
    paper = cleaned(content)  # before the transaction begins: it can take a while, and others want to write
    check_ending(file_name, paper.kind)
    return _keep(case, called, paper, access=access)


@action("cases.attach", resource=queries.resource)
def _keep(case: CaseId, name: str, paper: Paper, *, access: Access) -> AttachmentId:
    row = _open(case)
    made = keeping.keep(
        paper.chunks(),
        name=name,
        media_type=paper.kind.media_type,
        size=paper.size,
        cleaned=paper.kind.cleaned,
        file=row.file,
        case=row,
        by=whose.worker(access),
    )
    record(case=str(case), attachment=str(made.ref), size=made.size)
    return AttachmentId(made.ref)


@action("cases.download", resource=queries.resource, kind=Kind.OPEN)
def download(case: CaseId, attachment: AttachmentId, *, access: Access) -> Opened:
    """Open a paper of a case to be saved; each opening stands in the log. Raises NotFound."""
    row = _find(queries.find(case), attachment)
    record(case=str(case), attachment=str(attachment))
    return keeping.opened(row, access=access)


@action("cases.remove_paper", resource=queries.resource)
def remove(case: CaseId, attachment: AttachmentId, *, access: Access) -> None:
    """Delete a paper from an open case. That there was one, and who removed it, stays in the log. Raises PaperOnHold, CaseIsClosed."""
    row = _open(case)
    if row.file.legal_hold:
        raise PaperOnHold
    paper = _find(row, attachment)
    keeping.delete([paper])
    record(case=str(case), attachment=str(attachment), size=paper.size)


def _open(case: CaseId) -> Case:
    row = queries.find(case)
    touch(row.file, based_on=None)
    if row.closed_on is not None:
        raise CaseIsClosed
    return row


def _find(case: Case, attachment: AttachmentId) -> Attachment:
    found: Attachment | None = Attachment.objects.select_related("file").filter(case=case, ref=attachment).first()
    if found is None:
        raise NotFound
    return found
