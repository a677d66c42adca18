"""What can go wrong with a paper."""

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError


class FileNotTaken(AmanaError):
    code = "cases.file_not_taken"
    sentence = _("This kind of file cannot be attached.")
    remedy = _("Attach a PDF, JPEG, PNG, WebP or plain text file, or a recording as MP4, M4A, MP3 or Ogg.")


class FileTooLarge(AmanaError):
    code = "cases.file_too_large"
    sentence = _("The file is larger than %(megabytes)s MB.")
    remedy = _("Make it smaller, or scan with fewer dots per inch.")


class FileEmpty(AmanaError):
    code = "cases.file_empty"
    sentence = _("The file is empty.")
    remedy = _("Choose the file again. If it opens empty on your computer too, it was not saved.")


class FileDisagrees(AmanaError):
    """The name ends like one kind of file, the content is another."""

    code = "cases.file_disagrees"
    sentence = _("The name of the file ends in %(ending)s, but its content is %(kind)s.")
    remedy = _("Somebody may have renamed it. Look at what it is, and attach it under a name that fits.")


class NameNotTaken(AmanaError):
    """A name that hides something or leads out of the folder it is saved in."""

    code = "cases.paper_name_not_taken"
    sentence = _("The name holds signs that a name of a file cannot hold: slashes, line ends, or signs that turn the order of letters.")
    remedy = _("Write the name by hand.")


class UploadNotTaken(AmanaError):
    """The node has no room for the file, or too many come at once. `because` says which."""

    code = "cases.upload_not_taken"
    sentence = _("The file was not kept: %(because)s")
    remedy = _("Try again in some minutes. Tell your administrator if it happens again.")


class PaperOnHold(AmanaError):
    """A paper of a file under legal hold is not removed (S11)."""

    code = "cases.paper_on_hold"
    sentence = _("The file is under legal hold, so nothing is removed from it.")
    remedy = _("Ask your supervisor about the hold.")


class PaperChanged(AmanaError):
    """A paper that was to leave is not what was confirmed."""

    code = "cases.paper_changed"
    sentence = _("A document is not there any more, or not as it was when you confirmed it.")
    remedy = _("Look at the documents of the case again. Nothing was sent.")
