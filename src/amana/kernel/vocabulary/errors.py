"""What can go wrong with reference data."""

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError


class TableNotLoaded(AmanaError):
    """A table is needed that was never loaded on this node."""

    code = "vocabulary.table_not_loaded"
    sentence = _("The reference table “%(table)s” has not been loaded on this node.")
    remedy = _("Ask your administrator to run: amana reference load")


class RowNotThere(AmanaError):
    """A table has no row of this code."""

    code = "vocabulary.row_not_there"
    sentence = _("The reference table “%(table)s” has no row “%(row)s”.")
    remedy = _("Ask your administrator to run: amana reference load")


class TableFaulty(AmanaError):
    """A reference file cannot be taken as it is; nothing of it was loaded."""

    code = "vocabulary.table_faulty"
    sentence = _("Line %(line)s of the reference table “%(table)s” cannot be used (%(fault)s).")
    remedy = _("Correct the file and load it again. Nothing was changed.")
