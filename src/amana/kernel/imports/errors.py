"""What can go wrong with a whole file or a whole run. What is wrong with one row is a `Problem` (`problems.py`)."""

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError


class FileNotReadable(AmanaError):
    """Root of everything that keeps a file from being read. Nothing was stored."""

    code = "import.not_readable"
    sentence = _("This file cannot be read.")
    remedy = _("Save it again as an Excel workbook (.xlsx) or as CSV, and try once more. Nothing was imported.")


class FileEmpty(FileNotReadable):
    code = "import.empty"
    sentence = _("This file is empty.")
    remedy = _("Check that you chose the right file. Nothing was imported.")


class FormatUnknown(FileNotReadable):
    code = "import.format_unknown"
    sentence = _("This is neither a spreadsheet, nor a text table, nor a JSON file.")
    remedy = _("Open it in the program it comes from and save it as .xlsx, .ods, .csv or .json.")


class FormatNotTaken(FileNotReadable):
    code = "import.format_not_taken"
    sentence = _("This is a file of the kind %(kind)s, which cannot be imported.")
    remedy = _("Copy the table into a spreadsheet, save that as .xlsx, .ods or .csv, and import it.")


class FormatDiffers(FileNotReadable):
    code = "import.format_differs"
    sentence = _("The file was announced as %(announced)s, but it is %(found)s.")
    remedy = _("Leave the format out: it is recognised from the content.")


class FileDamaged(FileNotReadable):
    code = "import.damaged"
    sentence = _("This file is damaged or was cut off while it was copied.")
    remedy = _("Copy it again from where you got it, or open it in a spreadsheet program and save it again.")


class FileProtected(FileNotReadable):
    code = "import.protected"
    sentence = _("This file is protected by a password.")
    remedy = _("Open it in your spreadsheet program, remove the password, save a copy and import that copy. Delete the copy afterwards.")


class FileTooLarge(FileNotReadable):
    code = "import.too_large"
    sentence = _("This file is larger than %(limit)s MB.")
    remedy = _("Divide it into several files and import them one after the other.")


class TooManyRows(FileNotReadable):
    code = "import.too_many_rows"
    sentence = _("This table has more than %(limit)s rows.")
    remedy = _("Divide it into several files and import them one after the other.")


class TooManyColumns(FileNotReadable):
    code = "import.too_many_columns"
    sentence = _("This table has more than %(limit)s columns.")
    remedy = _("Delete the columns that hold no data, save the file and try again.")


class SheetTooWide(FileNotReadable):
    code = "import.sheet_too_spread"
    sentence = _("This sheet spreads its cells over too large an area (last cell %(cell)s).")
    remedy = _("Delete the stray cells far below or far to the right of the table, save the file and try again.")


class ExpandsTooFar(FileNotReadable):
    code = "import.expands_too_far"
    sentence = _("This file is packed so that it would grow beyond all measure when opened.")
    remedy = _("If you trust where it comes from, open it in a spreadsheet program and save it again.")


class TextNotReadable(FileNotReadable):
    code = "import.text_not_readable"
    sentence = _("The letters of this text file cannot be recognised.")
    remedy = _("Save it as “CSV UTF-8”, or tell us the encoding it was written in.")


class QuoteNotClosed(FileNotReadable):
    code = "import.quote_not_closed"
    sentence = _("A quotation mark that opens near row %(row)s is never closed, so that the rows after it run together.")
    remedy = _("Close or remove that quotation mark and try again.")


class JsonNotReadable(FileNotReadable):
    code = "import.json_not_readable"
    sentence = _("This JSON file has a mistake near line %(line)s.")
    remedy = _("Export it again from the program it comes from.")


class NoRecordsInJson(FileNotReadable):
    code = "import.json_without_records"
    sentence = _("This JSON file holds no list of records.")
    remedy = _("It should be a list of objects, or an object with the list under “cases” or “results”.")


class NoHeadings(FileNotReadable):
    code = "import.no_headings"
    sentence = _("No row of this file has headings that are understood.")
    remedy = _("Add a row of headings over the data, such as “First name” or “prs_FirstName”, and try again.")


class FormDefinition(FileNotReadable):
    code = "import.form_definition"
    sentence = _("This file holds the questions of a form (an XLSForm), not the answers to them.")
    remedy = _("Export the answers from KoboToolbox or ODK as XLSX, CSV or JSON and import that file.")


class AlreadyUnderWay(AmanaError):
    """The step does not fit the state of the run: its rows are being imported, were imported, or were destroyed."""

    code = "import.already_under_way"
    sentence = _("This import has gone too far for that step.")
    remedy = _("Open the import again to see where it stands. Start a new one with the corrected file if need be.")


class NotChecked(AmanaError):
    """Rows are imported only after they were checked."""

    code = "import.not_checked"
    sentence = _("The rows of this file have not been checked yet.")
    remedy = _("Check the rows first, look at what would be created, then import.")


class RowNotOpen(AmanaError):
    """Only a row that needs correction can be corrected."""

    code = "import.row_not_open"
    sentence = _("Row %(row)s needs no correction, or is no longer kept here.")
    remedy = _("Open the import again. What was imported is corrected in the person's file.")


class UndoNotProposed(AmanaError):
    """Undoing erases files, which takes two people."""

    code = "import.undo_not_proposed"
    sentence = _("Nobody has proposed to undo this import.")
    remedy = _("Propose it first. A supervisor other than you then confirms it.")


class NothingToUndo(AmanaError):
    """There is no file left that this import created and nobody has worked on."""

    code = "import.nothing_to_undo"
    sentence = _("This import created no file that could still be taken back.")
    remedy = _("Files that somebody has worked on are closed or erased one by one.")


class TargetNotHere(AmanaError):
    """The node's profile has no place for what the sheet holds."""

    code = "import.target_not_here"
    sentence = _("This node does not keep what this sheet holds (%(target)s).")
    remedy = _("Import it on a node of the profile “care”.")
