"""What can go wrong with lists that are to be linked. Nothing was written when one of these is raised."""

from django.utils.translation import gettext_lazy as _

from amana.kernel.errors import AmanaError


class ListNotThere(AmanaError):
    code = "link.no_file"
    sentence = _("There is no file %(file)s, or it cannot be read.")
    remedy = _("Check the name, and that you may read the file.")


class ListNotReadable(AmanaError):
    """A file cannot be read; `why` and `help` are the reader's own sentences."""

    code = "link.not_readable"
    sentence = _("%(file)s: %(why)s")
    remedy = _("%(help)s")


class NoNames(AmanaError):
    """No column of a list holds names, so that nobody in it can be told from anybody else."""

    code = "link.no_names"
    sentence = _("%(file)s has no column that is known to hold names. Its headings are: %(headings)s.")
    remedy = _('Say which it is, for example: --map name="%(example)s"')


class UnknownField(AmanaError):
    code = "link.unknown_field"
    sentence = _("“%(field)s” is none of the fields that are compared.")
    remedy = _("The fields are: %(fields)s.")


class UnknownRegion(AmanaError):
    code = "link.unknown_region"
    sentence = _("“%(region)s” is no state whose phone numbers are known.")
    remedy = _("Write the two-letter code, such as SD.")


class NoSuchHeading(AmanaError):
    code = "link.no_such_heading"
    sentence = _("No list has a column “%(heading)s”. Headings found: %(headings)s.")
    remedy = _("Write the heading as the list writes it.")


class MappingNotReadable(AmanaError):
    code = "link.mapping"
    sentence = _("%(file)s does not say which column is which.")
    remedy = _('It should hold lines such as: given = "First name" or phones = ["Phone 1", "Phone 2"]')


class FaultyCells(AmanaError):
    """Cells that do not hold what their column is for."""

    code = "link.faulty_cells"
    sentence = _("%(count)d cells cannot be read. Nothing was written.")
    remedy = _("Correct them, or add --skip-bad: then they count as empty and are listed in problems.csv.")


class NothingToCompare(AmanaError):
    code = "link.too_few"
    sentence = _("There are fewer than two records, so there is nothing to compare.")
    remedy = _("Check that you chose the right files.")


class FolderInUse(AmanaError):
    code = "link.folder"
    sentence = _("The folder %(folder)s holds other things than an earlier result.")
    remedy = _("Name a folder of its own with --out, one that is empty or not there yet.")


class ResultChanged(AmanaError):
    """Somebody wrote into an earlier result, which new work would replace."""

    code = "link.result_changed"
    sentence = _("%(file)s was changed since it was written, and a new result would replace it. Nothing was written.")
    remedy = _("Move the file elsewhere, or choose another folder with --out.")


class AlreadyRunning(AmanaError):
    code = "link.running"
    sentence = _("Another start of this command is at work in %(folder)s.")
    remedy = _("Wait until it is done, or choose another folder with --out.")


class PreviousNotReadable(AmanaError):
    code = "link.previous"
    sentence = _("%(file)s is no clusters.csv of an earlier result.")
    remedy = _("It needs the columns record and cluster. Take the file that this command wrote.")


class NoSpark(AmanaError):
    code = "link.no_spark"
    sentence = _("Spark is not installed here: %(missing)s is missing.")
    remedy = _("Install it with `python3 run.py setup --with spark` and Java 17, or leave --engine out: the result is the same.")


class TooFewReviewed(AmanaError):
    code = "link.too_few_reviewed"
    sentence = _("%(same)d pairs were decided to be the same and %(different)d to be different. That is too few to calibrate by.")
    remedy = _("It takes at least %(least)d pairs in all and %(each)d of each kind.")


class ReviewedNotReadable(AmanaError):
    code = "link.reviewed"
    sentence = _("%(file)s cannot be used (row %(row)d): %(why)s.")
    remedy = _("It needs the columns bits, model and decision, as pairs.csv has them once somebody wrote a decision beside each pair.")
